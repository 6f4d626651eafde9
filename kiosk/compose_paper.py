"""Chooses the real printer: the half of `compose` that names the door to paper."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import Settings
from kiosk.core.answer import clean
from kiosk.core.receipt import Receipt
from kiosk.flows.unlock import Paper

if TYPE_CHECKING:  # a desk without a printer never imports what prints
    from kiosk.core.paper import Report
    from kiosk.printer.spool import Spool
    from kiosk.printer.target import Target


def paper(settings: Settings, data: Path, *, training: bool) -> Paper:
    """Say where receipts go: to the screen, or to the printer of the settings."""
    on_screen = training or settings.printer.kind == "screen"
    spools: list[Spool] = []

    def spool() -> Spool:
        # Made when it is first used: a desk without a printer never imports what prints.
        if not spools:
            spools.append(printer_spool(settings, data))
        return spools[0]

    def lines(receipt: Receipt, columns: int) -> Sequence[str]:
        from kiosk.printer.onscreen import lines as draw

        return draw(receipt, columns)

    def qr(text: str) -> Sequence[str]:
        from kiosk.printer.onscreen import qr_cells

        return qr_cells(text)

    return Paper(
        on_screen,
        lines,
        qr,
        lambda receipt, large: spool().print(receipt, large=large),
        lambda: spools[0].cancel() if spools else None,
    )


def printer_spool(settings: Settings, data: Path) -> Spool:
    """Give the print process of the printer that the settings name."""
    from kiosk.printer.spool import Spool
    from kiosk.printer.target import Kind, Options, Target

    printer = settings.printer
    path = printer.device
    if printer.kind == "file":
        file = Path(printer.file or "receipts.bin").expanduser()
        path = str(file if file.is_absolute() else data.resolve() / file)
    target = Target(
        kind=Kind(printer.kind),
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
    return Spool(target, options, data / "spool")


@dataclass(frozen=True)
class FoundPrinter:
    """A printer that is plugged in."""

    name: str
    allowed: bool
    table: str
    """The `[printer]` table that chooses it."""


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
    }
    numbers = {"vendor": target.vendor, "product": target.product}
    rows = [f"{name} = {json.dumps(clean(text), ensure_ascii=False)}" for name, text in words.items() if text]
    rows += [f"{name} = 0x{number:04x}" for name, number in numbers.items() if number]
    return "\n".join(["", "[printer]", *rows, ""])


def print_slip(settings: Settings, data: Path) -> Report:
    """Print the test slip: ruler, accents, every script that this machine draws, QR."""
    from kiosk.printer.slip import slip

    spool = printer_spool(settings, data)
    return spool.print(slip(spool.options.dots // 12, [name for name, package in scripts().items() if not package]))


def print_words(settings: Settings, data: Path, title: str, lines: Sequence[str], language: str) -> Report:
    """Print a few lines for staff, each word as it is given: a recovery key."""
    from kiosk.core.receipt import Para, Receipt, Rule, Title, Worded

    paragraphs = [Para((Worded(line, language, fixed=True),)) for line in lines]
    return printer_spool(settings, data).print(
        Receipt((Title((Worded(title, language),)), Rule(), *paragraphs, Rule()))
    )


def scripts() -> Mapping[str, str]:
    """Say of each language of receipts which package is missing to print it; empty where it prints."""
    from kiosk.printer.fonts import languages

    return languages()
