"""Chooses the real printer: the one module of the desk that names the door to paper."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.core.answer import clean
from kiosk.core.blocks import Receipt
from kiosk.core.paper import Cause, Form
from kiosk.desk.desk import Desk
from kiosk.desk.folder import OFFICE, PUBLIC, SPOOL
from kiosk.flows.unlock import Paper

if TYPE_CHECKING:  # a desk without a printer never imports what prints
    from kiosk.core.paper import PrintReport
    from kiosk.core.ports import Drive
    from kiosk.printer.spool import Spool
    from kiosk.printer.target import Target
    from kiosk.words.catalogues import Catalogues


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
        lambda receipt, large: there().print(receipt, large=large),
        lambda: each(lambda printer: printer.cancel()),
        clear=lambda: not sum(not printer.clear() for printer in list(made.values())),
        prepare=lambda: there().prepare() if chosen[0] is not Form.SCREEN else None,
        release=lambda: each(lambda printer: printer.release()),
        drives=sticks,
        take=take,
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


@dataclass(frozen=True)
class FoundPrinter:
    """A printer that is plugged in."""

    name: str
    allowed: bool
    table: str
    """The `[printer]` table that chooses it."""
    cause: Cause | None = None
    """Why it cannot print at the moment, where it was asked: `no_answer` if it does not say how it is."""


def network_printer(host: str, port: int) -> FoundPrinter | None:
    """Ask the printer of an address how it is; None if nothing takes the connection."""
    from kiosk.printer.ask import ask
    from kiosk.printer.target import Connection, Target

    target = Target(Connection.NETWORK, host=host, port=port)
    look = ask(target)
    if look is None:
        return None
    cause = look.cause if look.answered else Cause.NO_ANSWER
    return FoundPrinter(clean(f"{host}:{port}"), True, _table(replace(target, answers=look.answered)), cause)


def printers() -> list[FoundPrinter]:
    """Look for printers on this machine. The network is asked nothing."""
    from kiosk.printer.detect import detect

    return [FoundPrinter(clean(each.name), each.allowed, _table(each.target)) for each in detect()]


def _table(target: Target) -> str:
    """Write the `[printer]` table of a target; a device's own words are quoted, never trusted."""
    words = {
        "kind": str(target.kind),
        "file" if target.kind == "file" else "device": target.path,
        "maker": target.maker,
        "model": target.model,
        "serial": target.serial,
        "host": target.host,
    }
    numbers = {"vendor": target.vendor, "product": target.product}
    rows = [f"{name} = {json.dumps(clean(text), ensure_ascii=False)}" for name, text in words.items() if text]
    rows += [f"{name} = 0x{number:04x}" for name, number in numbers.items() if number]
    rows += [f"port = {target.port}"] if target.host else []
    rows += ["answers = true"] if target.answers else []
    return "\n".join(["", "[printer]", *rows, ""])


def print_slip(desk: Desk, *, mode: str = "") -> PrintReport:
    """Print the test slip: ruler, accents, every script that this machine draws, QR; as the settings say, or so."""
    spool = printer_spool(desk)
    spool.options = replace(spool.options, mode=mode or spool.options.mode)
    return spool.print(_slip(desk.words(), spool.options.dots // 12, picture=spool.options.mode == "raster"))


def print_page(desk: Desk) -> PrintReport:
    """Print the same on the A4 printer of the settings."""
    return pages_spool(desk).print(_slip(desk.words(), 48, picture=True))


def _slip(words: Catalogues, columns: int, *, picture: bool) -> Receipt:
    from kiosk.core.blocks import Worded
    from kiosk.printer.slip import slip

    lacking = scripts(words)
    drawn = (each for each in words.languages() if not lacking[each.code])
    return slip(columns, [Worded(each.sample, each.code, rtl=each.rtl) for each in drawn], picture=picture)


def queues(desk: Desk) -> Sequence[str]:
    """Name the A4 printers of the print service; none where it does not answer."""
    from kiosk.sheets.cups import queues
    from kiosk.sheets.ipp import NoAnswer, Service

    try:
        return [clean(name) for name in queues(Service(desk.settings.a4.server))]
    except NoAnswer:
        return []


def print_words(desk: Desk, title: str, lines: Sequence[str], language: str) -> PrintReport:
    """Print a few lines for staff, each word as it is given: a recovery key."""
    from kiosk.core.blocks import Para, Receipt, Rule, Title, Worded

    paragraphs = [Para((Worded(line, language, fixed=True),)) for line in lines]
    return printer_spool(desk).print(Receipt((Title((Worded(title, language),)), Rule(), *paragraphs, Rule())))


def scripts(words: Catalogues) -> Mapping[str, str]:
    """Say of each language which package is missing to print it; empty where it prints."""
    from kiosk.printer.fonts import languages

    return languages({each.code: each.letters for each in words.languages()})


@dataclass(frozen=True)
class Mandates:
    """A file of mandate sheets that was made."""

    file: Path
    numbers: Sequence[str]
    again: bool
    """Whether some of the numbers had been given out before."""

    @property
    def begins(self) -> bool:
        """Whether this is the first sheet of all, as far as the desk knows: a count that was lost left nothing."""
        return self.numbers[0].endswith("-0001")


def _association(desk: Desk) -> str:
    """Give the association's name as the office says it; nothing where the desk has no office's file."""
    return desk.office().name if (desk.data / OFFICE).exists() else ""


def mandates(desk: Desk, folder: Path, count: int, first: int | None) -> Mandates:
    """Make a file of blank mandate sheets, numbered for this desk.

    Args:
        desk: its settings have the association's name, else the office's file has it; its procedures are the acts.
        folder: where the file goes.
        count: how many sheets.
        first: the first number; by default what follows the last.

    Raises:
        ValueError: so many or such numbers there are not.
        FileFault: the desk's file or the folder does not go.
        NotGenuine, TooNew, TooLarge: the desk's file is not one.
        StoreReadOnly: the desk's folder cannot be written.
    """
    from kiosk.core.errors import FileFault
    from kiosk.crypto.sign import open_desk_file
    from kiosk.machine.files import new_file, read_own, unread, unwritten
    from kiosk.sheets import mandate
    from kiosk.sheets.layout import draw
    from kiosk.uplink.fingerprint import fingerprint

    if not folder.is_dir():
        raise FileFault(str(folder), "no_folder")
    try:
        number = fingerprint(open_desk_file(read_own(desk.data / PUBLIC))).split("-")[0]
    except OSError as error:
        raise unread(desk.data / PUBLIC, error) from error
    said = mandate.read_mandate(desk.shelf().titles(), desk.settings.desk.structure or _association(desk))
    reserved, again = mandate.reserve(desk.data, count, first)
    numbers = [mandate.spell_number(number, each) for each in reserved]
    file = folder / f"mandats-{numbers[0]}-{numbers[-1].partition('-')[2]}.pdf"
    try:
        descriptor = new_file(file)
    except OSError as error:
        raise unwritten(file, error) from error
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(draw(said, numbers))
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        with suppress(OSError):
            file.unlink()
        raise unwritten(file, error) from error
    return Mandates(file, numbers, again)
