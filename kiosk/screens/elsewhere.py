"""An act of another desk: the person came here with her receipt, and the hub knows something of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.errors import KioskError
from kiosk.core.reference import Ticket, spell
from kiosk.core.status import next_of
from kiosk.core.sync import OfficeWord, Told, Word
from kiosk.flows.road import Road
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import background
from kiosk.screens.widgets.choices import Choices
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui


class ElsewhereScreen(KioskScreen):
    """What the hub knows of one act, verified. This desk keeps none of it.

    Args:
        ticket: the whole receipt, with its key.
        told: what the hub said; it has at least one word.
        road: asks again.
    """

    keys = (Keys.CHOOSE, Keys.BACK, Keys.HELP, Keys.LANGUAGE, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK)]

    def __init__(self, ticket: Ticket, told: Told, road: Road) -> None:
        super().__init__()
        self._ticket, self._told, self._road = ticket, told, road
        self._sent = True

    @property
    def _word(self) -> Word:
        return max(self._told.words, key=lambda word: word.sequence)

    def title_words(self) -> str:
        """Say that it is another desk's."""
        return self.say(Ui.ELSEWHERE_TITLE)

    def hint_words(self) -> str:
        """Say where it comes from."""
        return self.say(Ui.ELSEWHERE_HINT)

    def body(self) -> Iterable[Widget]:
        """Give what is known and what can be done."""
        yield Static(self._words(), classes="says", markup=False)
        withdraw = [("withdraw", self.say(Ui.ELSEWHERE_WITHDRAW))] if self._may_withdraw() else []
        yield Choices([*withdraw, ("back", self.say(Ui.STATUS_BACK))])

    def on_mount(self) -> None:
        """Put the focus on what can be done."""
        super().on_mount()
        self.point()

    def relanguage(self) -> None:
        """Show everything in another language."""
        self.anew()

    def action_back(self) -> None:
        """Go home."""
        if self.app.screen is self:
            self.dismiss(None)

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self.problem(self.say(Ui.NOTHING_CHOSEN))

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Withdraw, after asking; or go home."""
        event.stop()
        self.problem()
        if event.id != "withdraw":
            self.action_back()
            return

        def answered(answer: str | None) -> None:
            if answer == "yes":
                background(self, self._withdraw())

        choices = [("no", self.say(Ui.WITHDRAW_NO)), ("yes", self.say(Ui.WITHDRAW_YES))]
        words = self.say(Ui.WITHDRAW_CONFIRM_STOP, reference=spell(self._ticket.reference))
        self.app.push_screen(ConfirmScreen(self.say(Ui.WITHDRAW_CONFIRM), words, choices), answered)

    async def _withdraw(self) -> None:
        kiosk = self.kiosk
        now = kiosk.session.clock()
        self.problem(self.say(RoadUi.BUSY))
        try:
            told = await kiosk.aside(lambda: self._road.take_back(self._ticket, self._word.act, now, kiosk.submit))
        except KioskError as error:
            self.problem(kiosk.error_words(error))
            return
        self.problem()
        self._sent = bool(told.words)
        self._told = told if told.words else replace(self._told, kept=self._told.kept | told.kept)
        self.relanguage()

    def _may_withdraw(self) -> bool:
        """Tell whether she can take it back here: a hub can show the office's word on another act, which is over."""
        return self._word.act not in self._told.kept

    def _words(self) -> str:
        word, say = self._word, self.say
        said = (word.at, word.reason) if isinstance(word, OfficeWord) else None  # the hub's time proves nothing
        rows = [
            (Ui.STATUS_REFERENCE, spell(self._ticket.reference)),
            (Ui.STATUS_STATE, say(word.state)),
            (Ui.STATUS_SINCE, self.kiosk.date(said[0].date()) if said else ""),
            (Ui.STATUS_WHY, self.kiosk.reason_words(said[1]) if said else ""),
            (Ui.STATUS_NEXT, say(next_of(word.state))),
        ]
        lines = [f"{say(name):<22} {value}" for name, value in rows if value]
        if self._word.act in self._told.kept:
            lines += ["", say(Ui.ELSEWHERE_STOP_ASKED if self._sent else Ui.ELSEWHERE_KEPT)]
        return "\n".join(lines)
