"""Draws blocks: any script, shaped and in its own direction, black on white, one dot of the picture a dot of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.core.blocks import Blank, Block, Large, Pair, Para, Piece, Qr, Receipt, Rule, Title, Worded
from kiosk.printer.fonts import BOLD, MEDIUM, script_of
from kiosk.printer.layout import pieces_of, qr_matrix, spelled, words_drawn
from kiosk.printer.typeset import Type, TypeLine, lines

if TYPE_CHECKING:
    from PIL.Image import Image

WIDE, NARROW = 576, 384
"""Dots a line of 80 mm and of 58 mm paper, at 8 dots a millimetre."""

BODY = 20
"""Dots an em: letters as high as those of a printer's usual font (12 x 24)."""
LARGE_PRINT = BODY * 8 // 5
_ALONE_WIDTH = 92
"""Percent of a letter's usual width in a receipt of one language: as high and as dark, only closer."""
_BESIDE = "fr"
"""The language that stands beside every other one: for the office and for whoever helps, so it may be smaller."""
_DENSE = frozenset({"bengali", "cjk"})
"""Scripts whose letters are too full of strokes to be made smaller."""
_SEAM = 4
"""Blank rows at least between lines, so that each is sent alone, cut to its own ink: see `escpos.bands`."""
_MODULE = 6
"""Dots a side of a module: three quarters of a millimetre, as where the printer draws the code itself."""
_QUIET = 4
"""Light modules around a QR code (ISO/IEC 18004)."""
_DARK = [255 if level > 149 else 0 for level in range(256)]
"""Of a picture in shades, what is lighter than this is paper."""


@dataclass(frozen=True)
class _Row:
    """A row of dots as wide as the paper; 255 is ink."""

    ink: Image
    rise: int
    """Rows above the baseline."""
    leading: int
    """Dots that it wants from the baseline of the row above to its own."""


class Raster:
    """Draws on paper of a given width."""

    def __init__(self, dots: int = WIDE, body: int = BODY) -> None:
        """Remember the paper's width, a multiple of 8 as the printer takes whole bytes, and the size of text.

        Both in dots; `body` is an em (LARGE_PRINT for those who see badly).
        """
        if dots % 8 or dots < 128:
            raise ValueError("a line of paper is whole bytes wide")
        self.dots, self.body = dots, body

    def picture(self, receipt: Receipt) -> Image:
        """Draw a worded receipt: a picture of one bit a dot, 0 where it prints.

        Raises:
            MissingGlyph: no font draws a character; nothing is drawn.
        """
        return self.blocks(receipt.blocks, both=is_bilingual(receipt.blocks))

    def blocks(self, blocks: Sequence[Block], *, both: bool, after: int | None = None) -> Image:
        """Draw some blocks of a receipt.

        Args:
            blocks: what is drawn.
            both: whether the receipt is in two languages.
            after: how many dots are left below the baseline of what stands above; None for nothing.

        Raises:
            MissingGlyph: no font draws a character.
        """
        return self._page([row for block in blocks for row in self._rows(block, both)], after=after)

    def block(self, block: Block, *, both: bool | None = None) -> Image:
        """Draw one block alone, as wide as the paper.

        Args:
            block: what is drawn.
            both: whether it belongs to a receipt in two languages; by default, whether it is in two itself.

        Raises:
            MissingGlyph: no font draws a character.
        """
        return self.blocks([block], both=is_bilingual([block]) if both is None else both)

    def _page(self, rows: Sequence[_Row], *, after: int | None) -> Image:
        from PIL import Image

        baselines: list[int] = []
        baseline, bottom = -(after or 0), 0
        for row in rows:
            apart = max(baseline + row.leading, bottom + _SEAM + row.rise)
            baseline = row.rise if after is None and not baselines else apart
            bottom = baseline + row.ink.height - row.rise
            baselines.append(baseline)
        page = Image.new("1", (self.dots, max(bottom, 1)), 255)
        for row, baseline in zip(rows, baselines, strict=True):
            page.paste(0, (0, baseline - row.rise), row.ink)
        return page

    def _rows(self, block: Block, both: bool) -> list[_Row]:
        """Draw a block as rows; `both` says whether it belongs to a receipt in two languages."""
        match block:
            case Title(pieces):
                return self._words([[line] for line in self._lines(pieces, both, 11)], self.body * 3 // 5)
            case Para(pieces):
                return self._words([[line] for line in self._lines(pieces, both)])
            case Pair((Worded(fixed=True),), (Worded(fixed=True),)):  # a ruler: one at each edge of the paper
                return [self._edges(*self._lines(block.name, both), *self._lines(block.value, both))]
            case Pair(name, value):
                return self._words(self._pair(self._lines(name, both), self._lines(value, both, 10)))
            case Large(text):
                return [self._large(spelled(text))]
            case Qr(text):
                return [self._qr(qr_matrix(text))]
            case Blank(pieces, number):
                words = self._words([[line] for line in self._lines(pieces, both)])
                return [*words, *(self._rule(self.body * 14 // 5) for _ in range(number))]
            case Rule():
                return [self._rule(self.body)]

    def _lines(self, pieces: Sequence[Piece], both: bool, bold: int = 0) -> list[TypeLine]:
        """Set words: one piece a language, each on lines of its own; `bold` is its size in tenths, if it is so."""
        return [
            line for piece in words_drawn(pieces) for line in lines(piece, self._type(piece, both, bold), self.dots - 2)
        ]

    def _type(self, piece: Worded, both: bool, bold: int) -> Type:
        size, width = self.body, _ALONE_WIDTH
        if both:  # two languages are twice the bytes: smaller and narrower, but never in large print
            if piece.language == _BESIDE:
                size, width = size * 4 // 5, 75
            elif _DENSE.isdisjoint(map(script_of, piece.text)):
                size, width = size * 9 // 10, 80
        width = width if self.body <= BODY else 100
        return Type(size * bold // 10, BOLD, width) if bold else Type(size, MEDIUM, width)

    def _pair(self, names: list[TypeLine], values: list[TypeLine]) -> list[list[TypeLine]]:
        """Put names and value in one row where they fit, else the value below."""
        if len(values) == 1 and self._fits([*names, *values]):
            return [[*names, *values]]
        first = [names] if self._fits(names) else [[name] for name in names]
        return [*first, *([value] for value in values)]

    def _fits(self, lines: Sequence[TypeLine]) -> bool:
        return sum(line.width + self._gap for line in lines) - self._gap <= self.dots - 2

    @property
    def _gap(self) -> int:
        """Dots between the name and the value of a row."""
        return self.body * 7 // 10

    def _words(self, rows: Sequence[Sequence[TypeLine]], above: int = 0) -> list[_Row]:
        """Draw rows of words; each begins at the side where its first words begin."""
        drawn = [self._row(row) for row in rows if row]
        drawn[:1] = [replace(row, leading=row.leading + self.body * 3 // 10 + above) for row in drawn[:1]]
        return drawn

    def _row(self, words: Sequence[TypeLine]) -> _Row:
        from PIL import Image

        leading = max(line.leading for line in words)
        # Room for the highest and the deepest marks of any script; what stays blank is cut.
        baseline = 2 * leading
        strip = Image.new("1", (self.dots, 2 * baseline), 0)
        at = 1
        for line in words:
            line.draw(strip, self.dots - at - line.width if words[0].rtl else at, baseline)
            at += line.width + self._gap
        _, top, _, bottom = strip.getbbox() or (0, baseline - 1, 0, baseline)
        return _Row(strip.crop((0, top, self.dots, bottom)), baseline - top, leading)

    def _edges(self, first: TypeLine, last: TypeLine) -> _Row:
        from PIL import Image

        ends = [self._row([line]).ink for line in (first, last)]
        ends = [ink.crop(ink.getbbox()) for ink in ends]
        high = max(ink.height for ink in ends)
        strip = Image.new("1", (self.dots, high), 0)
        strip.paste(ends[0], (0, high - ends[0].height))
        strip.paste(ends[1], (self.dots - ends[1].width, high - ends[1].height))
        return _Row(strip, high, high + self.body // 2)

    def _large(self, text: str) -> _Row:
        """Draw the reference at half its size and double its dots, for `escpos.bands` to send a quarter of them."""
        from PIL import Image

        piece, room = Worded(text, _BESIDE, fixed=True), self.dots // 2 - 8
        size = 3 * self.body // 2 + 2
        (line,) = lines(piece, Type(size, BOLD), 10_000)
        if line.width > room:
            (line,) = lines(piece, Type(size, BOLD, 80), 10_000)
        if line.width > room:  # width is proportional to size, but for the rounding of each letter
            size = size * room // (line.width + len(text) // 2)
            (line,) = lines(piece, Type(size, BOLD, 80), 10_000)
        strip = Image.new("1", (self.dots // 2, 2 * size), 0)
        line.draw(strip, (strip.width - line.width) // 2, size)
        _, top, _, bottom = strip.getbbox() or (0, 0, 0, 1)
        strip = strip.crop((0, top, strip.width, bottom)).resize((self.dots, 2 * (bottom - top)), 0)
        return _Row(strip, strip.height, strip.height + self.body)

    def _qr(self, modules: list[list[bool]]) -> _Row:
        from PIL import Image

        side = len(modules) + 2 * _QUIET
        dots = min(_MODULE, self.dots // side)
        if dots < 3:
            raise ValueError("too much text for a QR code on this paper")
        code = Image.new("1", (side, side), 0)
        for y, row in enumerate(modules):
            for x, dark in enumerate(row):
                if dark:
                    code.putpixel((x + _QUIET, y + _QUIET), 255)
        strip = Image.new("1", (self.dots, side * dots), 0)
        code = code.resize((side * dots, side * dots), Image.Resampling.NEAREST)
        strip.paste(code, ((self.dots - code.width) // 4 * 2, 0))
        return _Row(strip, strip.height, strip.height)

    def _rule(self, above: int) -> _Row:
        from PIL import Image

        return _Row(Image.new("1", (self.dots, 2), 255), 2, above)


def is_bilingual(blocks: Sequence[Block]) -> bool:
    """Tell whether two languages are spoken, beside what is never translated."""
    pieces = [piece for block in blocks for piece in pieces_of(block)]
    return len({piece.language for piece in pieces if isinstance(piece, Worded) and not piece.fixed}) > 1


def one_bit(picture: Image) -> Image:
    """Decide each dot of a drawing: black or white, without dithering."""
    return picture if picture.mode == "1" else picture.convert("L").point(_DARK, "1")
