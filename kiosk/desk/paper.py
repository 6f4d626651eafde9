"""Chooses where receipts go: a real printer, a USB key or the screen; what prints is imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.core.paper import Cause, Form
from kiosk.desk.desk import Desk
from kiosk.desk.folder import SPOOL
from kiosk.flows.unlock import Paper

if TYPE_CHECKING:  # a desk without a printer never imports what prints
    from kiosk.core.blocks import Receipt
    from kiosk.core.health import PaperState
    from kiosk.core.paper import PrintReport
    from kiosk.core.ports import Drive
    from kiosk.printer.spool import Spool
    from kiosk.printer.target import Target


class Printer(Protocol):
    """What prints: the print process of a real printer, or what an exercise has in its place."""

    def print(self, receipt: Receipt, *, large: bool) -> PrintReport:
        """Print a worded receipt and wait for the outcome."""

    def cancel(self) -> None:
        """Call a print off."""

    def clear(self) -> bool:
        """Have the printer forget what it holds; say whether it is sure."""

    def prepare(self) -> None:
        """Get what prints going."""

    def release(self) -> None:
        """Let it end."""


Printers = Mapping[Form, Callable[[], Printer]]
"""What makes each printer, when it is first used; the usual one first."""


def printers_of(desk: Desk) -> Printers:
    """Give what makes the printers of the settings, and at last a USB key."""
    settings, found = desk.settings, dict[Form, Callable[[], Printer]]()
    if settings.printer.kind != "screen":
        found[Form.ROLL] = partial(printer_spool, desk)
    if settings.a4.queue:
        found[Form.A4] = partial(pages_spool, desk)
    usual = Form.A4 if settings.a4.first else Form.ROLL
    return {
        **dict(sorted(found.items(), key=lambda each: each[0] is not usual)),
        Form.DRIVE: partial(DrivePrinter, desk),
    }


def paper_of(printers: Printers) -> Paper:
    """Say where receipts go: to a printer, or to the screen where there is none. Every desk has its paper from here.

    Args:
        printers: a desk without a printer never imports what prints.
    """
    made: dict[Form, Printer] = {}
    forms: list[Form] = [form for form in printers if form is not Form.DRIVE] or [Form.SCREEN]
    forms += [Form.DRIVE] if Form.DRIVE in printers else []
    chosen = [forms[0]]
    seen: list[PaperState] = []

    def there() -> Printer:
        (form,) = chosen
        if form is Form.SCREEN:
            raise ValueError("the screen stands in for paper: nothing prints")
        if form not in made:
            made[form] = printers[form]()
        return made[form]

    def choose(form: Form) -> None:
        chosen[:] = [forms[forms.index(form)]]
        take(None)

    def sticks() -> Sequence[Drive]:
        drive = made.get(Form.DRIVE)
        return drive.found if isinstance(drive, DrivePrinter) else ()

    def take(wanted: Drive | None) -> None:
        drive = made.get(Form.DRIVE)
        if isinstance(drive, DrivePrinter):
            drive.wanted = wanted

    def each(does: Callable[[Printer], object]) -> None:
        for printer in list(made.values()):
            does(printer)

    def put_out(receipt: Receipt, large: bool) -> PrintReport:
        from kiosk.core.health import paper_after

        (form,) = chosen
        report = there().print(receipt, large=large)
        if (after := paper_after(report, form)) is not None:
            seen[:] = [after]
        return report

    def lines(receipt: Receipt, columns: int) -> Sequence[str]:
        from kiosk.printer.onscreen import lines_of_text as draw

        return draw(receipt, columns)

    def qr(text: str, glyphs: bool) -> Sequence[str]:
        from kiosk.printer.onscreen import QrStyle, qr_cells

        return qr_cells(text, QrStyle.HALF_BLOCKS if glyphs else QrStyle.CELLS)

    return Paper(
        forms,
        lambda: chosen[0],
        choose,
        lines,
        qr,
        put_out,
        lambda: each(lambda printer: printer.cancel()),
        clear=lambda: not sum(not printer.clear() for printer in list(made.values())),
        prepare=lambda: there().prepare() if chosen[0] is not Form.SCREEN else None,
        release=lambda: each(lambda printer: printer.release()),
        drives=sticks,
        take=take,
        state=lambda: seen[0] if seen else None,
    )


def pages_spool(desk: Desk) -> Spool:
    """Give the print process of A4 pages, for the queue that the settings name."""
    from kiosk.printer.target import Connection, Target

    return _pages(desk, Target(Connection.CUPS, path=desk.settings.a4.queue, host=desk.settings.a4.server))


def _pages(desk: Desk, target: Target) -> Spool:
    from kiosk.printer.spool import Spool
    from kiosk.printer.target import Options

    return Spool(target, Options(), desk.data / SPOOL, worker="kiosk.sheets.worker")


class DrivePrinter:
    """Writes a PDF onto the USB key that is plugged in at that moment (the `Printer` of A4 without a printer)."""

    def __init__(self, desk: Desk) -> None:
        """Remember the desk. Nothing is looked for yet."""
        self._desk, self._spool = desk, None
        self.found: Sequence[Drive] = ()
        """Those that took it last time they were looked for: one of several must be chosen."""
        self.wanted: Drive | None = None
        """The one that somebody chose."""

    _spool: Spool | None

    def print(self, receipt: Receipt, *, large: bool) -> PrintReport:
        """Write it where there is room."""
        from kiosk.core.paper import PrintOutcome, PrintReport
        from kiosk.printer.target import Connection, Target
        from kiosk.uplink.drives import drives

        self.found = [each for each in drives() if not each.read_only]
        those = [each for each in self.found if each == self.wanted] or self.found
        if len(those) != 1 or (self.wanted and those[0] != self.wanted):  # on another's key it would be given away
            cause = Cause.WHICH_KEY if self.found else Cause.NO_KEY
            return PrintReport(PrintOutcome.NOT_PRINTED, cause)
        self._spool = _pages(self._desk, Target(Connection.DRIVE, path=those[0].folder, disk=those[0].device))
        return self._spool.print(receipt, large=large)

    def cancel(self) -> None:
        """Call it off."""
        if self._spool is not None:
            self._spool.cancel()

    def clear(self) -> bool:
        """Hold nothing: a file is there or it is not."""
        return True

    def prepare(self) -> None:
        """Wait for the key: which one it is, is not known."""

    def release(self) -> None:
        """Stay: nothing runs."""


def printer_spool(desk: Desk) -> Spool:
    """Give the print process of the printer that the settings name."""
    from kiosk.printer.spool import Spool
    from kiosk.printer.target import Connection, Options, Target

    printer = desk.settings.printer
    path = printer.device
    if printer.kind == "file":
        path = str(file_path(desk))
    target = Target(
        kind=Connection(printer.kind),
        path=path,
        host=printer.host,
        port=printer.port,
        speed=printer.speed,
        flow=printer.flow,
        vendor=printer.vendor,
        product=printer.product,
        maker=printer.maker,
        model=printer.model,
        serial=printer.serial,
        answers=printer.answers,
    )
    options = Options(
        mode=printer.mode,
        dots=576 if printer.width == 80 else 384,
        codec=printer.codepage,
        page=printer.page,
        native_qr=printer.native_qr,
        cut=printer.cutter,
    )
    return Spool(target, options, desk.data / SPOOL)


def file_path(desk: Desk) -> Path:
    """Give the device or the plain file of the kind `file`; a path without a folder is in the data folder."""
    return desk.data.resolve() / Path(desk.settings.printer.file).expanduser()
