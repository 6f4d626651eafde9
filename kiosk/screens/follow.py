"""Where an act stands, and taking back a consent: never the effect of a scan, always a choice after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.errors import KioskError
from kiosk.core.outbox import Entry
from kiosk.core.receipt import appointment_slip, duplicate
from kiosk.core.reference import Ticket, spell
from kiosk.core.status import Right, Status
from kiosk.flows.visit import Agreed
from kiosk.glass.widgets.bars import enlarge, is_large
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.glass.widgets.tell import tell
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import background
from kiosk.screens.one_act import OneActScreen
from kiosk.words.acts import act_rows, marks_of, notes_of, rights_of
from kiosk.words.ui import Ui


class FollowScreen(OneActScreen):
    """One act, by its reference.

    Args:
        entry: the act.
        ticket: what was typed or scanned; with the key, she withdraws by herself.
    """

    def __init__(self, entry: Entry, ticket: Ticket) -> None:
        super().__init__()
        self._entry, self._ticket = entry, ticket

    def title_words(self) -> str:
        """Ask where the act stands."""
        return self.say(Ui.STATUS_TITLE)

    def body(self) -> Iterable[Widget]:
        """Give what is known and what can be done."""
        status = self.kiosk.session.follow.status(self._entry)
        if enlarge(self):
            yield Pages(self._told(status).split("\n"), gap=0)
        else:
            yield Static(self._told(status), classes="says", markup=False)
        yield Choices(self._rights(status), more=self.more_below)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Do what was chosen, after asking where it cannot be undone; what is known comes first."""
        event.stop()
        if self.turn(1):
            return
        self.problem("")
        follow, entry, ticket = self.kiosk.session.follow, self._entry, self._ticket
        waiting = follow.status(entry).right is Right.WITHDRAW_NOW
        match event.id:
            case "key":
                text = Ui.WITHDRAW_CONFIRM_KEY if waiting else Ui.WITHDRAW_CONFIRM_STOP
                self._confirm(text, lambda: follow.withdraw(entry, ticket))
            case "oral":
                self._confirm(Ui.WITHDRAW_CONFIRM_ORAL, lambda: follow.note_withdrawal(entry))
            case "copy":
                self._copy()
            case "slip":
                self._slip()
            case _:
                self.action_back()

    def _confirm(self, text: Ui, act: Callable[[], Entry]) -> None:
        def answered(answer: str | None) -> None:
            if answer == "yes":
                background(self, self._withdraw(act))

        choices = [("no", self.say(Ui.WITHDRAW_NO)), ("yes", self.say(Ui.WITHDRAW_YES))]
        words = self.say(text, reference=spell(self._entry.reference))
        self.app.push_screen(ConfirmScreen(self.say(Ui.WITHDRAW_CONFIRM), words, choices), answered)

    async def _withdraw(self, act: Callable[[], Entry]) -> None:
        try:
            self._entry = await self.kiosk.work(act)
        except KioskError as error:
            self.problem(self.kiosk.words.error(error))
            return
        await self.kiosk.frame.count()
        self.kiosk.road.something_new()
        self.anew()
        done = Ui.WITHDRAWN if self._entry.is_final else Ui.WITHDRAWAL_NOTED
        self.call_after_refresh(lambda: tell(self, "#hint", self.say(done)))

    def _copy(self) -> None:
        from kiosk.screens.receipt import ReceiptScreen

        session = self.kiosk.session
        sure = session.clock_is_sure(session.clock())
        make = partial(duplicate, self._entry, session.tools.desk, sure=sure)
        self.app.push_screen(ReceiptScreen(Agreed(make(), discreet=make(discreet=True)), copy=True))

    def _slip(self) -> None:
        from kiosk.screens.receipt import ReceiptScreen

        tools, met = self.kiosk.session.tools, self.kiosk.session.follow.status(self._entry).meeting
        if met is not None:
            make = partial(appointment_slip, self._entry.reference, met, tools.desk, training=tools.training)
            self.app.push_screen(ReceiptScreen(Agreed(make(), discreet=make(discreet=True)), copy=True))

    def _rows(self, status: Status) -> list[tuple[Ui, str]]:
        return act_rows(self._entry, status, self.kiosk.words, self.kiosk.session.tools.desk.places)

    def _told(self, status: Status) -> str:
        wide = 0 if is_large(self) else 22
        lines = [f"{self.say(name):<{wide}} {value}" for name, value in self._rows(status)]
        for note in notes_of(status, self._ticket):
            lines += ["", self.say(note)]
        if marks := marks_of(status, self.kiosk.words):
            lines += ["", *marks]
        return "\n".join(lines)

    def _rights(self, status: Status) -> list[tuple[str, str]]:
        fits = self.kiosk.session.follow.key_fits(self._entry, self._ticket)
        return [(name, self.say(words)) for name, words in rights_of(self._entry, status, key_fits=fits)]
