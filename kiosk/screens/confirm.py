"""Small questions in a box: a confirmation, the language, the help."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from kiosk.glass.over import Box
from kiosk.glass.widgets.pages import Pages
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.hosted import host_of
from kiosk.words.ui import Ui

BOX_LINE = 50
"""Letters that an answer in a box may have."""


class DeskBox(Box):
    """A box in the words of the desk. Escape closes it."""

    BINDINGS = [*bindings(Keys.BACK)]

    def more(self, below: int) -> str:
        """Say how many answers stand below what can be seen."""
        return host_of(self).words.say(Ui.HOME_MORE, n=below)

    def page_words(self, at: int, count: int) -> str:
        """Say which page is shown."""
        return host_of(self).words.say(Ui.PAGE_OF, at=at, all=count)

    def unchosen(self) -> str:
        """Say that nothing is chosen yet."""
        return host_of(self).words.say(Ui.NOTHING_CHOSEN)


class ConfirmScreen(DeskBox):
    """Asks before something that cannot be undone, and says which keys answer."""

    def below(self) -> Iterable[Widget]:
        """Give the keys."""
        yield Static(host_of(self).words.say(Ui.BOX_HINT), id="box-hint", markup=False)


class LanguageScreen(DeskBox):
    """Asks for the person's language: every row is needed, and the last says how many are below."""


class HelpScreen(DeskBox):
    """Says what the kiosk is and which keys there are, in pages where letters are large."""

    BINDINGS = [*bindings(Keys.GO_ON, Keys.PAGE_DOWN, Keys.PAGE_UP)]

    def page_words(self, at: int, count: int) -> str:
        """Say which page is shown, and which key leads to another."""
        return host_of(self).words.say(Ui.HELP_PAGE_LAST if at == count else Ui.HELP_PAGE, at=at, all=count)

    def action_go_on(self) -> None:
        """Turn a page, if there is one more."""
        self.action_page(1)

    def action_page(self, by: int) -> None:
        """Turn pages."""
        for pages in self.query(Pages):
            pages.turn(by)
