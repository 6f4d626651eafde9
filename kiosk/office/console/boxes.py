"""Small questions of the console: one of some answers, a line, the passphrase, and what covers everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.errors import KioskError, TooSoon, WrongPassphrase
from kiosk.glass.over import Box, Curtain
from kiosk.glass.widgets.line import TypedLine
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.stand import ConsoleScreen, stand_of
from kiosk.words.console import ConsoleUi

LONGEST_WAIT = 60
"""Seconds before another passphrase is tried, at most."""


class AskScreen(Box):
    """Asks over the screen. Escape closes it without an answer.

    Args:
        title: its heading.
        text: what it says.
        choices: id and words of each answer; none where a line is typed.
        most: the longest line.
    """

    AUTO_FOCUS = None
    BINDINGS = [*bound(Caps.BACK)]

    def __init__(self, title: str, text: str, choices: Sequence[tuple[str, str]] = (), most: int = 200) -> None:
        super().__init__(title, text, choices)
        self._most = most

    def below(self) -> Iterable[Widget]:
        """Give the line to type in."""
        if not self._choices:
            yield TypedLine(id="box-line", max_length=self._most)

    def on_mount(self) -> None:
        """Put the cursor in the line; answers have the focus from the box itself."""
        for line in self.query(TypedLine):
            line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the line."""
        event.stop()
        self.close(event.value)


class ConsoleCurtain(Curtain):
    """Says nothing of anybody until F8 is pressed again."""

    BINDINGS = [*bound(Caps.BACK)]


class PassphraseScreen(ConsoleScreen):
    """Takes a passphrase, at the beginning and after a lock.

    Args:
        locks: whether it covers what is under way.
    """

    takes_lines = True
    caps = (Caps.QUIT,)

    def __init__(self, *, locks: bool) -> None:
        super().__init__()
        self.locks, self._busy, self._wrong = locks, False, 0

    def title_words(self) -> str:
        """Say why it is asked for."""
        return self.stand.say(ConsoleUi.LOCKED if self.locks else ConsoleUi.UNLOCK)

    def body(self) -> Iterable[Widget]:
        """Give the line to type in."""
        yield Static(self.stand.say(ConsoleUi.ASK), classes="field-label", markup=False)
        yield TypedLine(password=True, id="passphrase", max_length=500)

    def on_mount(self) -> None:
        """Put the cursor there."""
        super().on_mount()
        self.query_one(TypedLine).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase, and forget it."""
        event.stop()
        typed, event.input.value = event.value, ""
        if typed and not self._busy:
            self._busy = True
            self.problem(self.stand.say(ConsoleUi.OPENING))
            self.stand.run_worker(self._try(typed))

    async def _try(self, typed: str) -> None:
        try:
            await stand_of(self).unlock(typed)
        except KioskError as error:
            wait = 0
            if isinstance(error, WrongPassphrase):
                self._wrong += 1
                wait = max(min(2 ** (self._wrong - 1), LONGEST_WAIT), error.wait)
            elif isinstance(error, TooSoon):
                wait = error.wait
            self.problem(self.stand.error(error))
            if wait:
                self.set_timer(wait, self._again)
                return
        else:
            self.problem("")
        self._again()

    def _again(self) -> None:
        self._busy = False
