"""The QR code of a receipt, full screen."""

from __future__ import annotations

from itertools import groupby

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.glass.gate import turn_over
from kiosk.screens.actions import Keys, bindings


class QrScreen(ModalScreen[None]):
    """The QR, black on white, as large as the window allows."""

    BINDINGS = [*bindings(Keys.BACK, Keys.GO_ON, Keys.QR)]
    DEFAULT_CSS = """
    QrScreen { align: center middle; background: white; }
    QrScreen Static { width: auto; height: auto; color: black; background: white; }
    """

    def __init__(self, picture: Content) -> None:
        super().__init__()
        self._picture = picture

    def compose(self) -> ComposeResult:
        """Lay out the picture."""
        yield Static(self._picture)
        yield Static("", id="soon", markup=False)

    def on_screen_resume(self) -> None:
        """Let no key count before it is seen."""
        turn_over(self)

    def action_back(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_go_on(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_qr(self) -> None:
        """Close it."""
        self.dismiss(None)


def painted(line: str) -> Content:
    """Paint the cells of a line: `#` dark, anything else light."""
    runs = ((len(list(run)), cell) for cell, run in groupby(line))
    return Content.assemble(*((" " * length, "on black" if cell == "#" else "on white") for length, cell in runs))
