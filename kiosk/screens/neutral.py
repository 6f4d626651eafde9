"""Screens that say nothing of anybody: the end of a visit, and the page that hides one."""

from __future__ import annotations

from kiosk.glass.over import Curtain
from kiosk.screens.actions import Keys, bindings


class NeutralScreen(Curtain):
    """A quiet page. Enter or Escape leaves it.

    Args:
        text: what it says.
        stays: whether no key leaves it: what lies below is being wiped.
    """

    BINDINGS = [*bindings(Keys.GO_ON, Keys.BACK)]
    text_classes = "read"

    def __init__(self, text: str, *, stays: bool = False) -> None:
        super().__init__(text)
        self._stays = stays

    def action_go_on(self) -> None:
        """Leave it."""
        self.action_back()

    def action_back(self) -> None:
        """Leave it."""
        if not self._stays:
            super().action_back()


class HiddenScreen(Curtain):
    """Covers the screen at once; F8 or Escape comes back to the same step."""

    BINDINGS = [*bindings(Keys.BACK)]
