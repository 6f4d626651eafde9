"""Screens that say nothing of anybody: the end of a visit, and the page that hides one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from kiosk.glass.gate import turn_over
from kiosk.screens.actions import Keys, bindings


class NeutralScreen(Screen[None]):
    """A quiet page. Enter or Escape leaves it.

    Args:
        text: what it says.
        stays: whether no key leaves it: what lies below is being wiped.
    """

    inherit_bindings = False
    BINDINGS = [*bindings(Keys.GO_ON, Keys.BACK)]

    def __init__(self, text: str, *, stays: bool = False) -> None:
        super().__init__()
        self._text, self._stays = text, stays

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(self._text, id="big", classes="read", markup=False)

    def on_screen_resume(self) -> None:
        """Let no key count before it is seen."""
        turn_over(self)

    def action_go_on(self) -> None:
        """Leave it."""
        if self.app.screen is self and not self._stays:
            self.dismiss(None)

    def action_back(self) -> None:
        """Leave it."""
        if self.app.screen is self and not self._stays:
            self.dismiss(None)


class HiddenScreen(Screen[None]):
    """Covers the screen at once; F8 or Escape comes back to the same step."""

    inherit_bindings = False
    BINDINGS = [*bindings(Keys.BACK)]

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
