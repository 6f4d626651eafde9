"""Sets mandate sheets: on A4 pages of their own, else as blocks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from kiosk.core.blocks import PageSet, Receipt
from kiosk.sheets.mandate import COPIES, Mandate, on_roll


def mandate_paper(mandate: Mandate, numbers: Sequence[str]) -> Receipt:
    """Set sheets as any other paper: each number twice, once for each side, on an even number of pages each.

    Args:
        mandate: what stands on it.
        numbers: one for each sheet, as printed.
    """
    before, _, rest = mandate.page.partition("{at}")
    between, _, after = rest.partition("{all}")
    sheets = [[number, copy] for number in numbers for copy in COPIES]
    data = {**asdict(mandate), "page": [before, between, after], "sheets": sheets}
    own = PageSet(
        "mandate.typ",
        mandate.title,
        json.dumps(data, ensure_ascii=False),
        f"mandats-{numbers[0]}" if numbers else "mandats",
        4 * len(sheets),  # in large print; in the usual one half of them
        two_sided=True,
    )
    return Receipt(tuple(block for number in numbers[:1] for block in on_roll(mandate, number)), pages=own)


def draw(mandate: Mandate, numbers: Iterable[str]) -> bytes:
    """Draw sheets as a PDF. Raises MissingGlyph: no font draws a character."""
    from kiosk.sheets import pages  # what only says what a sheet is needs no library that draws

    return pages.draw(mandate_paper(mandate, list(numbers)))
