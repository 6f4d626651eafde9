"""What lies over a screen, whichever program it is: a page that says nothing of anybody, and a box that asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from kiosk.glass.gate import turn_over
from kiosk.glass.widgets.bars import SOON, enlarge
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.glass.widgets.tell import tell_or_hide


def announce(screen: Screen[Any], words: str) -> None:
    """Say on a screen that a lock is near, whatever lies over another, or say no more if empty: it must be heard of."""
    screen.set_class(bool(words), SOON)
    tell_or_hide(screen, "#soon", words)


class Curtain(Screen[None]):
    """Covers what lies below. A subclass binds the keys that lead back to it.

    Args:
        text: what it says.
    """

    text_classes: str | None = None
    """How its text is to be taken by whoever reads the screen aloud."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(self._text, id="big", classes=self.text_classes, markup=False)
        yield Static("", id="soon", markup=False)

    def on_screen_resume(self) -> None:
        """Let no key count before it is seen."""
        turn_over(self)

    def action_back(self) -> None:
        """Come back, once: a key that repeats must not close what is below."""
        if self.app.screen is self:
            self.dismiss(None)


class Box(ModalScreen[str | None]):
    """Asks over the screen. A subclass binds the key that closes it without an answer.

    Args:
        title: its heading.
        text: what it says.
        choices: id and words of each answer.
    """

    def __init__(self, title: str, text: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._words, self._choices, self._answered = (title, text), choices, False

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        title, text = self._words
        with Vertical(id="box"):
            yield Static(title, id="box-title", markup=False)
            if text and enlarge(self) and not self._choices:
                yield Pages(text.split("\n"), gap=0)
                yield Static("", id="box-page", markup=False)
            elif text:
                yield Static(text, id="box-text", markup=False)
            if self._choices:
                yield Choices(self._choices, more=self.more)
            yield from self.below()
            yield Static("", id="box-problem", markup=False)
        yield Static("", id="soon", markup=False)

    def more(self, below: int) -> str:
        """Say that so many answers stand below what can be seen."""
        raise NotImplementedError

    def page_words(self, at: int, count: int) -> str:
        """Say which page of how many is shown, of a text that is read in pages."""
        raise NotImplementedError

    def unchosen(self) -> str:
        """Say that nothing is chosen yet."""
        raise NotImplementedError

    def below(self) -> Iterable[Widget]:
        """Give what stands under the answers."""
        return ()

    def on_mount(self) -> None:
        """Put the focus on the answers, none of them chosen."""
        for choices in self.query(Choices):
            choices.focus()

    def on_resize(self) -> None:
        """Take the whole window where letters are large."""
        enlarge(self)

    def on_screen_resume(self) -> None:
        """Let no key count before it is seen."""
        turn_over(self)

    def on_pages_turned(self) -> None:
        """Say which page is shown: there is more below."""
        for pages in self.query(Pages):
            words = self.page_words(pages.at + 1, pages.count) if pages.count > 1 else ""
            tell_or_hide(self, "#box-page", words)

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self._problem(self.unchosen())

    def on_choices_pointed(self) -> None:
        """Clear what was said."""
        self._problem("")

    def _problem(self, words: str) -> None:
        self.set_class(bool(words), "-wrong")  # its line takes a row from a long list
        tell_or_hide(self, "#box-problem", words)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Close with the answer."""
        event.stop()
        self.close(event.id)

    def action_back(self) -> None:
        """Close without an answer."""
        self.close(None)

    def close(self, answer: str | None) -> None:
        """Close once: a key that repeats must not close what is below."""
        if not self._answered:
            self._answered = True
            self.dismiss(answer)
