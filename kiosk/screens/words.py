"""The glossary, one key away: the words of the page first, each explained below the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.glossary import Term, on_page_first, uses
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.tell import tell
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.aloud import Aloud
    from kiosk.core.procedure import Label, Says


class WordsScreen(KioskScreen):
    """Explains words.

    Args:
        terms: all of them.
        texts: the French texts of the page that somebody comes from.
    """

    keys = (Keys.BACK, Keys.HELP, Keys.BESIDE, Keys.LANGUAGE, Keys.LISTEN, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK, Keys.BESIDE, Keys.LISTEN)]

    def __init__(self, terms: Sequence[Term], texts: Sequence[str]) -> None:
        super().__init__()
        self._terms, self._texts = on_page_first(terms, texts), texts
        self._at: Term | None = None

    def title_words(self) -> str:
        """Name it."""
        return self.say(Ui.WORDS_TITLE)

    def hint_words(self) -> str:
        """Say how it is ordered, and that nobody reviewed a word in her language or what it means."""
        shown: list[Says | Label] = [each.name for each in self._terms]
        shown += self._at.says if self._at else ()
        return "\n".join([self.say(Ui.WORDS_HINT, n=len(self._terms)), *self.kiosk.words.marked(shown)])

    def body(self) -> Iterable[Widget]:
        """Give the words, and what the first means."""
        yield Choices([(each.id, self._worded(each)) for each in self._terms], more=self.more_below)
        yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        """Begin with the first word of the page."""
        super().on_mount()
        self.point()
        for choices in self.query(Choices):
            if self._terms:
                choices.highlighted = 0 if self._at is None else self._terms.index(self._at)

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Explain a word."""
        event.stop()
        self.kiosk.aloud.hush()
        term = self._at = next(each for each in self._terms if each.id == event.id)
        tell(self, "#detail", "\n".join(self.kiosk.words.guidance(each) for each in term.says))
        tell(self, "#hint", self.hint_words())

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Have nothing to choose: it is only read."""
        event.stop()

    def page_aloud(self) -> Sequence[Aloud]:
        """Give the word that is explained."""
        from kiosk.core.aloud import term_aloud

        return self.kiosk.words.aloud(term_aloud(self._at), self.kiosk.words.language) if self._at else ()

    def action_back(self) -> None:
        """Go back to the page."""
        if self.app.screen is self:
            self.dismiss(None)

    def _worded(self, term: Term) -> str:
        mark = "* " if uses(term, self._texts) else ""
        return f"{mark}{self.kiosk.words.both(term.name)}"
