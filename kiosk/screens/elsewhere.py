"""An act of another desk: the person came here with her receipt, and the hub knows something of it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.errors import KioskError
from kiosk.core.outbox import FINAL
from kiosk.core.reference import Ticket, spell
from kiosk.core.status import next_of
from kiosk.core.sync import OfficeWord, Told, Word
from kiosk.flows.road import Road
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import aside, background
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui


class ElsewhereScreen(KioskScreen):
    """What the hub says of one act, and what of that the office proves. This desk keeps none of it.

    Args:
        ticket: the whole receipt, with its key.
        told: what the hub said, which may be nothing.
        road: takes her consent back.
        why: why nothing is known, in words; empty where something is.
    """

    keys = (Keys.CHOOSE, Keys.BACK, Keys.HELP, Keys.LANGUAGE, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK)]

    def __init__(self, ticket: Ticket, told: Told, road: Road, why: str = "") -> None:
        super().__init__()
        self._ticket, self._told, self._road, self._why = ticket, told, road, why
        self._kept: bool | None = None
        """Whether this desk keeps the withdrawal; None while she has not taken it back here."""

    @property
    def _word(self) -> Word | None:
        return max(self._told.words, key=lambda word: word.sequence, default=None)

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
        words = self.say(Ui.ELSEWHERE_CONFIRM, reference=spell(self._ticket.reference))
        self.app.push_screen(ConfirmScreen(self.say(Ui.WITHDRAW_CONFIRM), words, choices), answered)

    async def _withdraw(self) -> None:
        kiosk = self.kiosk
        now, act = kiosk.session.clock(), None if self._word is None else self._word.act
        self.problem(self.say(RoadUi.BUSY))
        try:
            self._kept = await aside(lambda: self._road.take_back(self._ticket, act, now, kiosk.submit))
        except KioskError as error:
            self.problem(kiosk.words.error(error))
            return
        self.problem()
        kiosk.road.something_new()
        self.anew()

    @property
    def _is_proved(self) -> bool:
        return self._word is not None and self._word.act in self._told.proved

    def _may_withdraw(self) -> bool:
        """Tell whether she can take it back here: whatever a hub says, until it is kept or the office ended the act."""
        over = self._is_proved and self._word is not None and self._word.state in FINAL
        return self._kept is None and not over

    def _words(self) -> str:
        lines = [f"{self.say(name):<22} {value}" for name, value in self._rows() if value]
        lines += ["", self._why] if self._why else []
        if self._word is not None and not self._is_proved:
            lines += ["", self.say(Ui.ELSEWHERE_NOT_PROVED)]
        if self._kept is not None:
            lines += ["", self.say(Ui.ELSEWHERE_KEPT if self._kept else Ui.ELSEWHERE_NOT_KEPT)]
        elif self._word is not None and self._word.act in self._told.kept:
            lines += ["", self.say(Ui.ELSEWHERE_STOP_ASKED)]
        return "\n".join(lines)

    def _rows(self) -> Iterable[tuple[Ui, str]]:
        word, say = self._word, self.say
        yield Ui.STATUS_REFERENCE, spell(self._ticket.reference)
        if word is None:
            return
        yield (Ui.STATUS_STATE if self._is_proved else Ui.ELSEWHERE_HUB_SAYS), say(word.state)
        if isinstance(word, OfficeWord):  # the hub's time proves nothing
            yield Ui.STATUS_SINCE, self.kiosk.words.date(word.at.date())
            yield Ui.STATUS_WHY, self.kiosk.words.reason(word.reason)
        if self._is_proved:
            yield Ui.STATUS_NEXT, say(next_of(word.state))
