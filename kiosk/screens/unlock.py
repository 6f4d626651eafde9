"""Asks for the passphrase: in the morning to open the desk, later to come back to a locked screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.errors import KioskError, WrongPassphrase
from kiosk.glass.widgets.line import TypedLine
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.jobs import background
from kiosk.words.ui import Ui

TURN_OF_UPDATES = 2.0
"""Seconds from one look at what a key with an update left to the next."""


class UnlockScreen(KioskScreen):
    """Takes a passphrase.

    Args:
        title: what it says.
        attempt: tries the passphrase; raises a KioskError that is shown.
        may_go_back: whether Escape leaves it.
        locks: whether it covers what is under way.
    """

    has_languages = False
    takes_lines = True
    """Whether what is typed on the way here is meant for it: see `kiosk.glass.gate`."""
    keys: Sequence[Keys] = (Keys.GO_ON, Keys.HELP)
    BINDINGS = [*bindings(Keys.BACK)]

    def __init__(
        self,
        title: Ui,
        attempt: Callable[[str], Awaitable[None]],
        *,
        may_go_back: bool = False,
        locks: bool = False,
    ) -> None:
        super().__init__()
        self.locks = locks
        self._title, self._attempt, self._may_go_back = title, attempt, may_go_back
        if may_go_back:
            self.keys = (Keys.GO_ON, Keys.BACK, Keys.HELP)
        self._busy = False

    def title_words(self) -> str:
        """Say why a passphrase is asked for."""
        return self.say(self._title)

    def body(self) -> Iterable[Widget]:
        """Give the line to type in."""
        yield Static(self.say(Ui.UNLOCK_ASK), classes="field-label", markup=False)
        yield TypedLine(password=True, id="passphrase", max_length=500)
        if self.kiosk.keyboard:
            words = self.say(Ui.UNLOCK_KEYBOARD, layout=self.kiosk.keyboard)
            yield Static(words, classes="field-hint", markup=False)
        update = Static("", id="update", classes="says", markup=False)
        update.display = False
        yield update

    def on_mount(self) -> None:
        """Put the cursor there."""
        super().on_mount()
        self.point()
        if self.kiosk.frame.has_updates:  # whoever brings a key has no passphrase
            self.set_interval(TURN_OF_UPDATES, self._tell_update)

    def _tell_update(self) -> None:
        said = self.kiosk.frame.update() if self.app.screen is self else ""
        for update in self.query("#update").results(Static):
            if update.display != bool(said) or str(update.content) != said:
                update.update(said)
                update.display = bool(said)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase, and forget it."""
        event.stop()
        typed, event.input.value = event.value, ""
        if typed and not self._busy:
            self._busy = True
            self.problem(self.say(Ui.UNLOCK_CHECK if self._may_go_back else Ui.UNLOCK_GO))
            # The app's worker, not the screen's: opening the desk takes this screen away.
            background(self.kiosk, self._try(typed))

    async def _try(self, typed: str) -> None:
        try:
            await self._attempt(typed)
        except KioskError as error:
            self._refused(error)
        else:
            self.kiosk.guard.wrong_passphrases = 0
            self._busy = False
            if self.locks and self.is_attached:  # hidden meanwhile: it is still there
                self.problem("")

    def _refused(self, error: KioskError) -> None:
        """Say why, and take nothing until the wait is over: the one kept on the disk, or the longer one of here."""
        words = self.kiosk.words.error(error)
        from kiosk.core.throttle import until_next

        self.kiosk.guard.wrong_passphrases += isinstance(error, WrongPassphrase)
        wait = until_next(error, self.kiosk.guard.wrong_passphrases)
        if not wait:
            self._again(words)
            return
        self.problem(f"{words} {self.kiosk.words.count('throttled', wait)}")
        self.set_timer(wait, partial(self._again, words))

    def _again(self, words: str) -> None:
        self._busy = False
        self.problem(words)

    def action_back(self) -> None:
        """Leave it, where that is allowed; else begin the line anew."""
        if not self._may_go_back:
            self.begin_anew()
        elif not self._busy and self.app.screen is self:
            self.dismiss(None)

    def begin_anew(self) -> None:
        """Empty the line: nobody sees what keys that were pressed by chance left there."""
        for line in self.query(TypedLine):
            line.value = ""
