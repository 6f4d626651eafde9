"""Small questions in a box: a confirmation, the language, the help."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.glass.gate import turn_over
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.host import host_of
from kiosk.words.ui import Ui


class Box(ModalScreen[str | None]):
    """A box over the screen. Escape closes it without an answer.

    Args:
        title: its heading.
        text: what it says.
        choices: id and words of each answer.
    """

    inherit_bindings = False
    _has_hint = False
    """Whether it says which keys answer: not where every row is needed."""
    BINDINGS = [*bindings(Keys.BACK)]

    def __init__(self, title: str, text: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._words, self._choices = (title, text), choices
        self._answered = False

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        title, text = self._words
        with Vertical(id="box"):
            yield Static(title, id="box-title", markup=False)
            if text:
                yield Static(text, id="box-text", markup=False)
            if self._choices:
                yield Choices(self._choices)
            if self._has_hint:
                yield Static(host_of(self).words.say(Ui.BOX_HINT), id="box-hint", markup=False)

    def on_mount(self) -> None:
        """Put the focus on the answers, none of them chosen."""
        for choices in self.query(Choices):
            choices.focus()

    def on_screen_resume(self) -> None:
        """Let no key count before it is seen."""
        turn_over(self)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Close with the answer."""
        event.stop()
        self._close(event.id)

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet, where the keys are said."""
        for hint in self.query("#box-hint").results(Static):
            hint.update(host_of(self).words.say(Ui.NOTHING_CHOSEN))

    def action_back(self) -> None:
        """Close without an answer."""
        self._close(None)

    def _close(self, answer: str | None) -> None:
        """Close once: a key that repeats must not close what is below."""
        if not self._answered:
            self._answered = True
            self.dismiss(answer)


class ConfirmScreen(Box):
    """Asks before something that cannot be undone."""

    _has_hint = True


class LanguageScreen(Box):
    """Asks for the person's language."""


class HelpScreen(Box):
    """Says what the kiosk is and which keys there are."""
