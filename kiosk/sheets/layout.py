"""Draws mandate sheets as A4 pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from kiosk.sheets.families import chain
from kiosk.sheets.mandate import COPIES, Mandate
from kiosk.sheets.pages import render


def draw(mandate: Mandate, numbers: Iterable[str]) -> bytes:
    """Draw each sheet twice, once for each side, on an even number of pages each.

    Args:
        mandate: what stands on it.
        numbers: one for each sheet, as printed.

    Raises:
        MissingGlyph: no font draws a character.
    """
    before, _, rest = mandate.page.partition("{at}")
    between, _, after = rest.partition("{all}")
    said = asdict(mandate)
    sheets = [[number, copy] for number in numbers for copy in COPIES]
    families = chain("".join(_texts([said, sheets])))
    data = {
        **said,
        "page": [before, between, after],
        "sheets": sheets,
        "fonts": [family.name for family in families],
    }
    return render("mandate.typ", mandate.title, data, families)


def _texts(value: object) -> Iterable[str]:
    """Give every text of a value made of texts, lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
