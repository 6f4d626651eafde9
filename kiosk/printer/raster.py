"""Draws blocks: any script, shaped and in its own direction, black on white, one dot of the picture a dot of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kiosk.core.receipt import Blank, Block, Large, Pair, Para, Piece, Qr, Receipt, Rule, Title, Worded
from kiosk.printer.fonts import BOLD, MEDIUM, face_for, runs
from kiosk.printer.layout import directed, isolated, pieces_of, qr_matrix, said, spelled, wrap

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDE, NARROW = 576, 384
"""Dots a line of 80 mm and of 58 mm paper, at 8 dots a millimetre."""

BODY = 20
"""Dots an em: letters as high as those of a printer's usual font (12 x 24)."""
LARGE_PRINT = BODY * 8 // 5
_BESIDE = "fr"
"""The language that stands beside every other one: for the office and for whoever helps, so it may be smaller."""
_SEAM = 4
"""Blank rows at least between lines, so that each is sent alone, cut to its own ink: see `escpos.bands`."""
_QUIET = 4
"""Light modules around a QR code (ISO/IEC 18004)."""
_LEVELS = [255 if level > 105 else 0 for level in range(256)]
"""A dot is printed where the drawing has more ink than this (255 is black): a little less than half, as thin strokes
lose most."""


@dataclass(frozen=True)
class _Type:
    """How words are set: dots an em, weight, percent of the usual width."""

    size: int
    weight: int = MEDIUM
    width: int = 100


@dataclass(frozen=True)
class _Run:
    """Words in one font and one direction."""

    text: str
    font: FreeTypeFont
    language: str
    rtl: bool

    @cached_property
    def width(self) -> float:
        """Its length in dots."""
        return self.font.getlength(self.text, direction="rtl" if self.rtl else "ltr", language=self.language)


@dataclass(frozen=True)
class _Line:
    """Words that stand in one row, from the right where they are read so."""

    runs: tuple[_Run, ...]
    rtl: bool

    @cached_property
    def width(self) -> float:
        """Its length in dots."""
        return sum(run.width for run in self.runs)

    @property
    def size(self) -> int:
        """Dots an em."""
        return max(run.font.size for run in self.runs)  # type: ignore[return-value]  # we open fonts at whole sizes

    @property
    def leading(self) -> int:
        """Dots from its baseline to the one below: Arabic reaches further below, and its marks further above."""
        return round(self.size * (1.5 if self.rtl else 1.25))


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
        both = len(_languages(receipt.blocks)) > 1
        return self._page([row for block in receipt.blocks for row in self._rows(block, both)])

    def block(self, block: Block) -> Image:
        """Draw one block alone, as wide as the paper. Raises MissingGlyph."""
        return self._page(self._rows(block, len(_languages([block])) > 1))

    def _page(self, rows: Sequence[_Row]) -> Image:
        from PIL import Image

        baselines: list[int] = []
        baseline = bottom = 0
        for row in rows:
            baseline = max(baseline + row.leading, bottom + _SEAM + row.rise) if baselines else row.rise
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
                return self._words([[line] for line in self._lines(pieces, both, 12)], self.body * 3 // 5)
            case Para(pieces):
                return self._words([[line] for line in self._lines(pieces, both)])
            case Pair(name, value):
                return self._words(self._pair(self._lines(name, both), self._lines(value, both, 10)))
            case Large(text):
                return [self._large(spelled(text))]
            case Qr(text):
                return [self._qr(qr_matrix(text))]
            case Blank(pieces):
                words = self._words([[line] for line in self._lines(pieces, both)])
                return [*words, self._rule(self.body * 14 // 5)]
            case Rule():
                return [self._rule(self.body)]

    def _lines(self, pieces: Sequence[Piece], both: bool, bold: int = 0) -> list[_Line]:
        """Set words: one piece a language, each on lines of its own; `bold` is its size in tenths, if it is so."""
        return [line for piece in said(pieces) for line in self._piece(piece, self._type(piece.language, both, bold))]

    def _type(self, language: str, both: bool, bold: int) -> _Type:
        size, width = self.body, 100
        if both:
            size, width = (size * 4 // 5, 80) if language == _BESIDE else (size * 19 // 20, 85)
        return _Type(size * bold // 10, BOLD, width) if bold else _Type(size, MEDIUM, width)

    def _piece(self, piece: Worded, kind: _Type) -> list[_Line]:
        language, rtl = piece.language.replace("_", "-"), piece.rtl and not piece.fixed

        @cache
        def measure(word: str) -> float:
            return _line(word, kind, language, rtl).width

        return [_line(text, kind, language, rtl) for text in wrap(piece.text, self.dots - 2, measure)]

    def _pair(self, names: list[_Line], values: list[_Line]) -> list[list[_Line]]:
        """Put names and value in one row where they fit, else the value below."""
        if len(values) == 1 and self._fits([*names, *values]):
            return [[*names, *values]]
        first = [names] if self._fits(names) else [[name] for name in names]
        return [*first, *([value] for value in values)]

    def _fits(self, lines: Sequence[_Line]) -> bool:
        return sum(line.width + self._gap for line in lines) - self._gap <= self.dots - 2

    @property
    def _gap(self) -> int:
        """Dots between the name and the value of a row."""
        return self.body * 7 // 10

    def _words(self, rows: Sequence[Sequence[_Line]], above: int = 0) -> list[_Row]:
        """Draw rows of words; each begins at the side where its first words begin."""
        drawn = [self._row(row) for row in rows if row]
        drawn[:1] = [replace(row, leading=row.leading + self.body * 3 // 10 + above) for row in drawn[:1]]
        return drawn

    def _row(self, lines: Sequence[_Line]) -> _Row:
        from PIL import Image, ImageDraw

        leading = max(line.leading for line in lines)
        # Room for the highest and the deepest marks of any script; what stays blank is cut.
        baseline = 2 * leading
        strip = Image.new("L", (self.dots, 2 * baseline), 0)
        draw, at = ImageDraw.Draw(strip), 0.0
        for line in lines:
            left = self.dots - 1 - at - line.width if lines[0].rtl else at
            for run in reversed(line.runs) if line.rtl else line.runs:
                direction = "rtl" if run.rtl else "ltr"
                draw.text((left, baseline), run.text, 255, run.font, "ls", direction=direction, language=run.language)
                left += run.width
            at += line.width + self._gap
        strip = _decided(strip)
        _, top, _, bottom = strip.getbbox() or (0, baseline - 1, 0, baseline)
        return _Row(strip.crop((0, top, self.dots, bottom)), baseline - top, leading)

    def _large(self, text: str) -> _Row:
        """Draw the reference at half its size and double its dots, for `escpos.bands` to send a quarter of them."""
        from PIL import Image, ImageDraw

        ((_, face),) = runs(text)
        # Width is proportional to size: measure once, then take the largest that fits.
        room = self.dots // 2 - 8
        size = min(3 * self.body // 2 + 2, int(80 * room / face.font(80, BOLD).getlength(text)))
        strip = Image.new("L", (self.dots // 2, 2 * size), 0)
        draw = ImageDraw.Draw(strip)
        draw.text((self.dots // 4, size), text, 255, face.font(size, BOLD), "ms", direction="ltr")
        strip = _decided(strip)
        _, top, _, bottom = strip.getbbox() or (0, 0, 0, 1)
        strip = strip.crop((0, top, strip.width, bottom)).resize((self.dots, 2 * (bottom - top)), 0)
        return _Row(strip, strip.height, strip.height + self.body)

    def _qr(self, modules: list[list[bool]]) -> _Row:
        from PIL import Image

        side = len(modules) + 2 * _QUIET
        dots = min(8 if self.dots >= WIDE else 6, self.dots // side)
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


def _line(text: str, kind: _Type, language: str, rtl: bool) -> _Line:
    """Choose fonts for a line: one for all of it if there is one, else one for each run.

    The runs of a right-to-left line are cut at its isolates first, so that each has one direction.
    """
    whole = face_for(text)
    if whole:
        font = whole.font(kind.size, kind.weight, kind.width)
        return _Line((_Run(isolated(text) if rtl else text, font, language, rtl),), rtl)
    parts = directed(text) if rtl else [(text, False)]
    return _Line(
        tuple(
            _Run(each, face.font(kind.size, kind.weight, kind.width), language, turned)
            for part, turned in parts
            for each, face in runs(part)
        ),
        rtl,
    )


def _decided(strip: Image) -> Image:
    """Decide each dot of a drawing in shades: ink or not, without dithering."""
    return strip.point(_LEVELS, "1")


def _languages(blocks: Sequence[Block]) -> set[str]:
    """Give the languages that are spoken, beside what is never translated."""
    pieces = [piece for block in blocks for piece in pieces_of(block)]
    return {piece.language for piece in pieces if isinstance(piece, Worded) and not piece.fixed}


def one_bit(picture: Image) -> Image:
    """Decide each dot of a drawing: black or white, without dithering."""
    return picture if picture.mode == "1" else picture.convert("L").point(_LEVELS, "1")
