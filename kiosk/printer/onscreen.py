"""The receipt on the screen: plain lines in N columns, the reference in letters large enough to copy by hand."""

from __future__ import annotations

from enum import Enum

from kiosk.core.blocks import Block, Large, Qr, Receipt, Title
from kiosk.core.errors import MissingGlyph
from kiosk.printer.layout import qr_matrix, rows, spelled, width

COLUMNS = 48
"""A line of an 80 mm printer in its usual font; 42 and 32 are the narrower ones, 72 fits a console."""

# Five columns by five rows. Zero has a dot, as 0 and D, or 8 and B, must not be mistaken when copied by hand.
_GLYPHS = {
    "0": ".###. #...# #.#.# #...# .###.", "1": "..#.. .##.. ..#.. ..#.. .###.",
    "2": "####. ....# .###. #.... #####", "3": "####. ....# .###. ....# ####.",
    "4": "#..#. #..#. ##### ...#. ...#.", "5": "##### #.... ####. ....# ####.",
    "6": ".###. #.... ####. #...# .###.", "7": "##### ....# ...#. ..#.. ..#..",
    "8": ".###. #...# .###. #...# .###.", "9": ".###. #...# .#### ....# .###.",
    "A": ".###. #...# ##### #...# #...#", "B": "####. #...# ####. #...# ####.",
    "C": ".#### #.... #.... #.... .####", "D": "####. #...# #...# #...# ####.",
    "E": "##### #.... ###.. #.... #####", "F": "##### #.... ###.. #.... #....",
    "G": ".#### #.... #..## #...# .####", "H": "#...# #...# ##### #...# #...#",
    "J": "..### ...#. ...#. #..#. .##..", "K": "#...# #..#. ###.. #..#. #...#",
    "M": "#...# ##.## #.#.# #...# #...#", "N": "#...# ##..# #.#.# #..## #...#",
    "P": "####. #...# ####. #.... #....", "Q": ".###. #...# #.#.# #..#. .##.#",
    "R": "####. #...# ####. #..#. #...#", "S": ".#### #.... .###. ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#..", "V": "#...# #...# #...# .#.#. ..#..",
    "W": "#...# #...# #.#.# ##.## #...#", "X": "#...# .#.#. ..#.. .#.#. #...#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#..", "Z": "##### ...#. ..#.. .#... #####",
    "-": "... ... ### ... ...",
}  # fmt: skip
QUIET = 2
"""Light modules around the code on a screen: 1 is enough for readers, 2 is safe."""


class QrStyle(Enum):
    """How the screen can draw a QR code; both are meant dark on light, so the screen must set both colours."""

    HALF_BLOCKS = "half_blocks"
    """Two modules a cell, with U+2580, U+2584 and U+2588: only where the console font has them."""
    CELLS = "cells"
    """Two columns a module, `#` for a dark one: the screen paints the cell's background, no glyph is needed."""


def lines_of_text(receipt: Receipt, columns: int = COLUMNS, qr: QrStyle | None = None) -> list[str]:
    """Lay a worded receipt out as lines of at most `columns`, in logical order, free of any control character.

    A QR code is left out unless `qr` says how it can be drawn and it fits: the reference stands beside it.

    Raises:
        MissingGlyph: a reference holds a symbol outside its alphabet.
    """
    result: list[str] = []
    for block in receipt.blocks:
        if isinstance(block, Title) and result:
            result.append("")
        result += _lines(block, columns, qr)
    return result


def _lines(block: Block, columns: int, qr: QrStyle | None) -> list[str]:
    match block:
        case Large(text):
            return ["", *large(text, columns), "", spelled(text), ""]
        case Qr(text):
            cells = qr_cells(text, qr) if qr else []
            return cells if cells and len(cells[0]) <= columns else []
        case Title():
            words = rows(block, columns)
            return [*words, "=" * max(map(width, words), default=0)]
        case _:
            return rows(block, columns)


def large(text: str, columns: int) -> list[str]:
    """Draw a reference with `#`, five rows high, cut between its threes where a line is full.

    Raises:
        MissingGlyph: a symbol is outside Crockford's base 32.
    """
    drawn: list[list[str]] = []
    for at, part in enumerate(spelled(text).split("-")):
        glyphs = [_glyph(symbol) for symbol in part]
        added = [" ".join(row) for row in zip(*glyphs, strict=True)]
        joined = [" ".join(row) for row in zip(drawn[-1], _glyph("-"), added, strict=True)] if at else []
        if joined and len(joined[0]) <= columns:
            drawn[-1] = joined
        else:
            drawn.append(added)
    return [row.rstrip() for at, part in enumerate(drawn) for row in ([""] * bool(at) + part)]


def _glyph(symbol: str) -> list[str]:
    if symbol not in _GLYPHS:
        raise MissingGlyph("large")
    return [row.replace(".", " ") for row in _GLYPHS[symbol].split(" ")]


def qr_cells(text: str, style: QrStyle = QrStyle.HALF_BLOCKS) -> list[str]:
    """Draw a QR code with its quiet zone as rows of equal length; what is drawn is dark, spaces are light."""
    modules = qr_matrix(text)
    side = len(modules) + 2 * QUIET
    blank = [False] * side
    edge = [False] * QUIET
    grid = [blank] * QUIET + [edge + list(row) + edge for row in modules] + [blank] * QUIET
    if style is QrStyle.CELLS:
        return ["".join("##" if dark else "  " for dark in row) for row in grid]
    if side % 2:
        grid.append(blank)
    return [
        "".join(" ▄▀█"[2 * top + bottom] for top, bottom in zip(grid[at], grid[at + 1], strict=True))
        for at in range(0, len(grid), 2)
    ]
