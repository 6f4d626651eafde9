"""After the test slip: what no printer says of itself is asked of who looks at the paper."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path

from kiosk.core.paper import PrintOutcome, PrintReport
from kiosk.desk.desk import Desk
from kiosk.desk.slips import print_slip
from kiosk.glass.terminal import Terminal
from kiosk.words.commands import Cli


def try_roll(desk: Desk, terminal: Terminal, file: Path) -> PrintReport:
    """Print the slip, and ask whether the letters are right; after a picture, whether letters are wanted.

    Args:
        desk: whose printer it is.
        terminal: where the questions are asked, if somebody is there.
        file: the settings that would be changed.
    """
    report = print_slip(desk)
    terminal.report(report)
    if report.outcome is PrintOutcome.NOT_PRINTED or not sys.stdin.isatty():
        return report
    drawn = desk.settings.printer.mode == "raster"
    if drawn:
        if not _agrees(terminal, Cli.PRINTER_LETTERS):
            return report
        report = print_slip(desk, mode="text")
        terminal.report(report)
        if report.outcome is PrintOutcome.NOT_PRINTED:
            return report
    if not _agrees(terminal, Cli.PRINTER_ACCENTS):
        terminal.say(Cli.PRINTER_STAY_DRAWN if drawn else Cli.PRINTER_ACCENTS_BAD, file=file)
        return report
    terminal.say(Cli.PRINTER_USE_LETTERS if drawn else Cli.PRINTER_ACCENTS_GOOD, file=file)
    if desk.settings.printer.native_qr and not _agrees(terminal, Cli.PRINTER_CODE):
        terminal.say(Cli.PRINTER_DRAW_CODE, file=file)
    return report


def _agrees(terminal: Terminal, question: Enum) -> bool:
    """Ask what is answered by yes or no; what is neither is no."""
    return terminal.ask(question).strip().casefold() in ("o", "oui", "y", "yes")
