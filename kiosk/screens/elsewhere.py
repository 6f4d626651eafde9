"""An act of another desk: the person came here with her receipt, and the hub knows something of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.errors import KioskError
from kiosk.core.receipt import appointment_slip
from kiosk.core.reference import Ticket, spell
from kiosk.core.word import Told
from kiosk.flows.road import Road
from kiosk.flows.visit import Agreed
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import aside, background
from kiosk.screens.one_act import OneActScreen
from kiosk.words.acts import Elsewhere
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui


class ElsewhereScreen(OneActScreen):
    """What the hub says of one act, and what of that the office proves. This desk keeps none of it.

    Args:
        ticket: the whole receipt, with its key.
        told: what the hub said, which may be nothing.
        road: takes her consent back.
        why: why nothing is known, in words; empty where something is.
        places: where the office receives people.
    """

    def __init__(self, ticket: Ticket, told: Told, road: Road, why: str = "", places: Sequence[str] = ()) -> None:
        super().__init__()
        self._ticket, self._road, self._act = ticket, road, Elsewhere(ticket, told, why, places)

    def title_words(self) -> str:
        """Say that it is another desk's."""
        return self.say(Ui.ELSEWHERE_TITLE)

    def hint_words(self) -> str:
        """Say where it comes from."""
        return self.say(Ui.ELSEWHERE_HINT)

    def body(self) -> Iterable[Widget]:
        """Give what is known and what can be done."""
        yield Static(self._words(), classes="says", markup=False)
        withdraw = [("withdraw", self.say(Ui.ELSEWHERE_WITHDRAW))] if self._act.may_withdraw else []
        slip = [("slip", self.say(Ui.STATUS_SLIP))] if self._act.meeting else []
        yield Choices([*withdraw, *slip, ("back", self.say(Ui.STATUS_BACK))], more=self.more_below)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Withdraw, after asking; or go home."""
        event.stop()
        self.problem()
        if event.id == "slip":
            self._slip()
            return
        if event.id != "withdraw":
            self.action_back()
            return

        def answered(answer: str | None) -> None:
            if answer == "yes":
                background(self, self._withdraw())

        choices = [("no", self.say(Ui.WITHDRAW_NO)), ("yes", self.say(Ui.WITHDRAW_YES))]
        words = self.say(Ui.ELSEWHERE_CONFIRM, reference=spell(self._ticket.reference))
        self.app.push_screen(ConfirmScreen(self.say(Ui.WITHDRAW_CONFIRM), words, choices), answered)

    def _slip(self) -> None:
        from kiosk.screens.receipt import ReceiptScreen

        tools, met = self.kiosk.session.tools, self._act.meeting
        if met is not None:
            make = partial(appointment_slip, self._ticket.reference, met, tools.desk, training=tools.training)
            self.app.push_screen(ReceiptScreen(Agreed(make(), discreet=make(discreet=True)), copy=True))

    async def _withdraw(self) -> None:
        kiosk = self.kiosk
        now, act = kiosk.session.clock(), self._act.act
        self.problem(self.say(RoadUi.BUSY))
        try:
            self._act.kept = await aside(lambda: self._road.take_back(self._ticket, act, now, kiosk.submit))
        except KioskError as error:
            self.problem(kiosk.words.error(error))
            return
        self.problem()
        kiosk.road.something_new()
        self.anew()

    def _words(self) -> str:
        act, words = self._act, self.kiosk.words
        lines = [f"{self.say(name):<22} {value}" for name, value in act.rows(words) if value]
        for note in act.notes(words):
            lines += ["", note]
        return "\n".join(lines)
