"""What a desk prints for its staff: test slips, a recovery key; and which scripts it can print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.core.blocks import Receipt
from kiosk.core.clean import clean
from kiosk.desk.desk import Desk
from kiosk.desk.paper import pages_spool, printer_spool

if TYPE_CHECKING:
    from kiosk.core.paper import PrintReport
    from kiosk.sheets.cups import QueueFound
    from kiosk.words.catalogues import Catalogues


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


def queues(desk: Desk) -> Sequence[QueueFound]:
    """Give the A4 printers of the print service; none where it does not answer."""
    from kiosk.sheets.cups import QueueFound, queues
    from kiosk.sheets.ipp import NoAnswer, Service

    try:
        found = queues(Service(desk.settings.a4.server))
        return [QueueFound(clean(each.name), each.passing, clean(each.uri)) for each in found]
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
