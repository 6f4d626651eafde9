"""The printers of an office: those that its folder's own settings name, as a desk's folder does, and a USB key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.core.blocks import Receipt
from kiosk.core.paper import Form, PrintReport
from kiosk.core.ports import Drive
from kiosk.desk.desk import open_settings
from kiosk.desk.paper import paper_of, printers_of


class FolderPress:
    """Prints for the office of a folder (a `kiosk.office.console.bureau.Press`)."""

    def __init__(self, folder: Path) -> None:
        """Read its settings; a folder without any has the USB key. Raises ConfigFault."""
        self._paper = paper_of(printers_of(open_settings(folder)))

    @property
    def forms(self) -> Sequence[Form]:
        """What papers come out on, the usual one first."""
        return [form for form in self._paper.forms if form is not Form.SCREEN]

    def print(self, receipt: Receipt, form: Form, drive: Drive | None = None) -> PrintReport:
        """Print a worded paper and wait for the outcome."""
        self._paper.choose(form)
        if drive is not None:
            self._paper.take(drive)
        try:
            return self._paper.print(receipt, False)
        finally:
            self._paper.release()

    def drives(self) -> Sequence[Drive]:
        """Give the USB keys among which one must be chosen, after a print that said so."""
        return self._paper.drives()
