"""Draws blocks: any script, shaped and in its own direction, black on white, one dot of the picture a dot of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.core.receipt import Blank, Block, Large, Pair, Para, Piece, Qr, Receipt, Rule, Title, Worded
from kiosk.printer.fonts import BOLD, MEDIUM, face_for
from kiosk.printer.layout import isolated, qr_matrix, said, spelled, wrap

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDE, NARROW = 576, 384
"""Dots a line of 80 mm and of 58 mm paper, at 8 dots a millimetre."""

BODY = 20
"""Dots an em: letters as high as those of a printer's usual font (12 x 24)."""
_GAP = 10
_QUIET = 4
"""Light modules around a QR code (ISO/IEC 18004)."""
_INKED = 150
"""A dot is printed where the drawing is darker than this (0 is black)."""


@dataclass(frozen=True)
class _Line:
    """A line of words, ready to be drawn; `width` in dots."""

    text: str
    font: FreeTypeFont
    language: str
    rtl: bool
    width: float

    @property
    def height(self) -> int:
        # Arabic reaches further below the line, and its marks further above.
        return round(self.font.size * (1.6 if self.rtl else 1.3))


class Raster:
    """Draws on paper of a given width."""

    def __init__(self, dots: int = WIDE, body: int = BODY) -> None:
        """Remember the paper's width, a multiple of 8 as the printer takes whole bytes, and the size of text.

        Both in dots; `body` is an em.
        """
        if dots % 8 or dots < 128:
            raise ValueError("a line of paper is whole bytes wide")
        self.dots, self.body = dots, body

    def picture(self, receipt: Receipt) -> Image:
        """Draw a worded receipt: a picture of one bit a dot, 0 where it prints.

        Raises:
            MissingGlyph: no font draws a character; nothing is drawn.
        """
        strips = [self.block(block) for block in receipt.blocks]
        return self._stack(strips)

    def block(self, block: Block) -> Image:
        """Draw one block, as wide as the paper. Raises MissingGlyph."""
        match block:
            case Title(pieces):
                return self._words(self._lines(pieces, self.body * 5 // 4, BOLD), above=_GAP)
            case Para(pieces):
                return self._words(self._lines(pieces))
            case Pair(name, value):
                return self._pair(self._lines(name), self._lines(value, self.body, BOLD))
            case Large(text):
                return self._large(spelled(text))
            case Qr(text):
                return self._qr(qr_matrix(text))
            case Blank(pieces):
                return self._stack([self._words(self._lines(pieces)), self._rule(56)])
            case Rule():
                return self._rule(_GAP)

    def _lines(self, pieces: Sequence[Piece], size: int | None = None, weight: int = MEDIUM) -> list[_Line]:
        return [line for piece in said(pieces) for line in self._piece(piece, size or self.body, weight)]

    def _piece(self, piece: Worded, size: int, weight: int) -> list[_Line]:
        font = face_for(piece.text).font(size, weight)
        rtl = piece.rtl and not piece.fixed
        language = piece.language.replace("_", "-")
        known: dict[str, float] = {}

        def measure(word: str) -> float:
            if word not in known:
                known[word] = font.getlength(word, language=language)
            return known[word]

        lines = []
        for text in wrap(piece.text, self.dots - 2, measure):
            text = isolated(text) if rtl else text
            long = font.getlength(text, direction="rtl" if rtl else "ltr", language=language)
            lines.append(_Line(text, font, language, rtl, long))
        return lines

    def _words(self, lines: Sequence[_Line], above: int = 0, below: int = _GAP, aside: Sequence[_Line] = ()) -> Image:
        """Draw lines below one another, right-to-left ones from the right; `aside` goes into the first row."""
        heights = [line.height for line in lines]
        if aside:
            heights[0] = max(heights[0], *(other.height for other in aside))
        strip = self._blank(above + sum(heights) + below)
        top = above
        for at, (line, height) in enumerate(zip(lines, heights, strict=True)):
            # Drawn from the baseline: its place in the row does not depend on which letters the line has.
            baseline = top + round(height * 0.75)
            self._put(strip, line, baseline, right=line.rtl)
            for other in aside if not at else ():
                self._put(strip, other, baseline, right=not line.rtl)
            top += height
        return strip

    def _put(self, strip: Image, line: _Line, baseline: int, *, right: bool) -> None:
        from PIL import ImageDraw

        ImageDraw.Draw(strip).text(
            (self.dots - 1, baseline) if right else (0, baseline),
            line.text,
            fill=0,
            font=line.font,
            anchor="rs" if right else "ls",
            direction="rtl" if line.rtl else "ltr",
            language=line.language,
        )

    def _pair(self, names: list[_Line], values: list[_Line]) -> Image:
        """Draw the name and the value in one row where they fit, else the value below."""
        if len(names) == len(values) == 1 and names[0].width + values[0].width + self.body <= self.dots:
            return self._words(names, aside=values)
        if (
            len(names) == 2
            and names[0].rtl != names[1].rtl
            and sum(name.width for name in names) + self.body <= self.dots
        ):
            return self._stack([self._words(names[:1], below=0, aside=names[1:]), self._words(values)])
        return self._words([*names, *values])

    def _large(self, text: str) -> Image:
        face = face_for(text)
        # Width is proportional to size: measure once, then take the largest that fits.
        size = min(3 * self.body + 4, int(80 * (self.dots - 8) / face.font(80, BOLD).getlength(text)))
        font = face.font(size, BOLD)
        strip = self._blank(round(size * 1.2) + _GAP)
        from PIL import ImageDraw

        ImageDraw.Draw(strip).text((self.dots // 2, size), text, fill=0, font=font, anchor="ms", direction="ltr")
        return strip

    def _qr(self, modules: list[list[bool]]) -> Image:
        from PIL import Image

        side = len(modules) + 2 * _QUIET
        dots = min(8 if self.dots >= WIDE else 6, self.dots // side)
        if dots < 3:
            raise ValueError("too much text for a QR code on this paper")
        code = Image.new("L", (side, side), 255)
        for y, row in enumerate(modules):
            for x, dark in enumerate(row):
                if dark:
                    code.putpixel((x + _QUIET, y + _QUIET), 0)
        strip = self._blank(side * dots)
        code = code.resize((side * dots, side * dots), Image.Resampling.NEAREST)
        strip.paste(code, ((self.dots - code.width) // 4 * 2, 0))
        return strip

    def _rule(self, above: int) -> Image:
        strip = self._blank(above + 2 + _GAP)
        strip.paste(0, (0, above, self.dots, above + 2))
        return strip

    def _blank(self, height: int) -> Image:
        from PIL import Image

        return Image.new("L", (self.dots, height), 255)

    def _stack(self, strips: Sequence[Image]) -> Image:
        whole = self._blank(sum(strip.height for strip in strips))
        top = 0
        for strip in strips:
            whole.paste(strip, (0, top))
            top += strip.height
        return whole


def one_bit(picture: Image) -> Image:
    """Decide each dot: black or white, without dithering."""
    from PIL import Image

    table = [0 if level < _INKED else 255 for level in range(256)]
    return picture.point(table).convert("1", dither=Image.Dither.NONE)
