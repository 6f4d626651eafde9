"""The printers of a folder, a desk's or an office's: those that its own settings name, and a USB key."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.core.accessible import FaceWanted
from kiosk.core.blocks import Receipt
from kiosk.core.harmless import harmless
from kiosk.core.paper import Cause, Form, PrintReport
from kiosk.core.ports import Drive
from kiosk.desk.desk import open_settings
from kiosk.desk.paper import paper_of, printers_of
from kiosk.glass.terminal import Terminal
from kiosk.words.road import RoadUi


class FolderPress:
    """Prints for the desk or the office of a folder (a `kiosk.office.bureau.Press`)."""

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

    def print_asking(self, receipt: Receipt, form: Form, terminal: Terminal) -> PrintReport:
        """Print it; where there are several USB keys, on the one whose number is typed."""
        report = self.print(receipt, form)
        if report.cause is not Cause.WHICH_KEY or not sys.stdin.isatty():
            return report
        drives = self.drives()
        for count, drive in enumerate(drives, start=1):
            print(f"  {count}  {harmless(drive.folder)}")
        number = terminal.ask(RoadUi.WHICH_DRIVE).strip()
        if number.isascii() and number.isdigit() and 1 <= int(number) <= len(drives):
            report = self.print(receipt, form, drives[int(number) - 1])
        return report


def face_wanted(folder: Path) -> FaceWanted:
    """Tell what the settings in a folder want of a face. Raises ConfigFault."""
    settings = open_settings(folder).settings
    return FaceWanted(settings.screen.linear, settings.lock.bell, settings.screen.shortcuts)
