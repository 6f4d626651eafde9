"""Files of a key that were not read: each by its name, with its own reason below the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.tell import tell
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.words.road import RoadUi


class RefusedScreen(KioskScreen):
    """Names every file that was not read.

    Args:
        refused: their names, and why, in words.
    """

    keys = (Keys.BACK, Keys.HELP, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK)]

    def __init__(self, refused: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._refused = refused

    def title_words(self) -> str:
        """Name it."""
        return self.say(RoadUi.REFUSED_TITLE)

    def hint_words(self) -> str:
        """Say that nothing else is concerned."""
        return self.say(RoadUi.REFUSED_HINT)

    def body(self) -> Iterable[Widget]:
        """Give the names, and why the first was not read."""
        yield Choices([(str(number), name) for number, (name, _) in enumerate(self._refused)], more=self.more_below)
        yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        """Begin with the first."""
        super().on_mount()
        self.point()
        for choices in self.query(Choices):
            choices.highlighted = 0

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Say why."""
        event.stop()
        tell(self, "#detail", self._refused[int(event.id)][1])

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Have nothing to choose: it is only read."""
        event.stop()

    def action_back(self) -> None:
        """Go back."""
        if self.app.screen is self:
            self.dismiss(None)
