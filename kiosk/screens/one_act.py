"""What every screen of one act has, be it this desk's or another's: a way home, and nothing chosen by itself."""

from __future__ import annotations

from kiosk.glass.widgets.pages import Pages
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.words.ui import Ui


class OneActScreen(KioskScreen):
    """Shows one act, with what can be done. A subclass does what was chosen."""

    keys = (Keys.CHOOSE, Keys.BACK, Keys.HELP, Keys.LANGUAGE, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK, Keys.PAGE_DOWN, Keys.PAGE_UP)]

    def on_mount(self) -> None:
        """Put the focus on what can be done."""
        super().on_mount()
        self.point()

    def action_back(self) -> None:
        """Go home."""
        if self.app.screen is self:
            self.dismiss(None)

    def action_page(self, by: int) -> None:
        """Turn a page of what is known."""
        self.turn(by)

    def turn(self, by: int) -> bool:
        """Turn a page of what is known; False if there is none."""
        return any(pages.turn(by) for pages in self.query(Pages))

    def on_choices_nothing(self) -> None:
        """Turn the page, or say that nothing is chosen yet."""
        if not self.turn(1):
            self.problem(self.say(Ui.NOTHING_CHOSEN))
