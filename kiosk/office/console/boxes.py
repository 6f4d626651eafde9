"""Small questions of the console: one of some answers, a line, the passphrase, and what covers everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.errors import KioskError, TooSoon, WrongPassphrase
from kiosk.glass.gate import turn_over
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.line import TypedLine
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.stand import ConsoleScreen, stand_of
from kiosk.words.console import ConsoleUi

LONGEST_WAIT = 60
"""Seconds before another passphrase is tried, at most."""


class AskScreen(ModalScreen[str | None]):
    """Asks over the screen. Escape closes it without an answer.

    Args:
        title: its heading.
        text: what it says.
        choices: id and words of each answer; none where a line is typed.
        most: the longest line.
    """

    inherit_bindings = False
    AUTO_FOCUS = None
    BINDINGS = [*bound(Caps.BACK)]

    def __init__(self, title: str, text: str, choices: Sequence[tuple[str, str]] = (), most: int = 200) -> None:
        super().__init__()
        self._words, self._choices, self._most, self._answered = (title, text), choices, most, False

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        title, text = self._words
        with Vertical(id="box"):
            yield Static(title, id="box-title", markup=False)
            if text:
                yield Static(text, id="box-text", markup=False)
            if self._choices:
                yield Choices(self._choices)
            else:
                yield TypedLine(id="box-line", max_length=self._most)

    def on_mount(self) -> None:
        """Put the focus where the answer is given, none chosen."""
        for widget in (*self.query(Choices), *self.query(TypedLine)):
            widget.focus()

    def on_screen_resume(self) -> None:
        """Let no key count before it is seen."""
        turn_over(self)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Close with the answer."""
        event.stop()
        self._close(event.id)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the line."""
        event.stop()
        self._close(event.value)

    def action_back(self) -> None:
        """Close without an answer."""
        self._close(None)

    def _close(self, answer: str | None) -> None:
        if not self._answered:
            self._answered = True
            self.dismiss(answer)


class Curtain(Screen[None]):
    """Says nothing of anybody until F8 is pressed again."""

    inherit_bindings = False
    BINDINGS = [*bound(Caps.BACK)]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(self._text, id="big", markup=False)

    def on_screen_resume(self) -> None:
        """Let no key count before it is seen."""
        turn_over(self)

    def action_back(self) -> None:
        """Come back."""
        if self.app.screen is self:
            self.dismiss(None)


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
