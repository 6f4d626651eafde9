"""Small questions in a box: a confirmation, the language, the help."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from kiosk.glass.over import Box
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.host import host_of
from kiosk.words.ui import Ui


class ConfirmScreen(Box):
    """Asks before something that cannot be undone, and says which keys answer."""

    BINDINGS = [*bindings(Keys.BACK)]

    def below(self) -> Iterable[Widget]:
        """Give the keys."""
        yield Static(host_of(self).words.say(Ui.BOX_HINT), id="box-hint", markup=False)

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet, where the keys are said."""
        for hint in self.query("#box-hint").results(Static):
            hint.update(host_of(self).words.say(Ui.NOTHING_CHOSEN))


class LanguageScreen(Box):
    """Asks for the person's language: every row is needed."""

    BINDINGS = [*bindings(Keys.BACK)]


class HelpScreen(Box):
    """Says what the kiosk is and which keys there are."""

    BINDINGS = [*bindings(Keys.BACK)]
