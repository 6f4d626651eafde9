"""Bytes for a printer that speaks ESC/POS. The commands are named as in Epson's command reference.

They are few, so they are written here rather than through python-escpos: its text keeps an encoder state that a
reset breaks, sends control characters of the data, and its import has side effects. It is the transport
(`transport.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kiosk.core.blocks import Blank, Block, Large, Pair, Para, Piece, Qr, Receipt, Title
from kiosk.printer.layout import drawable, pieces_of, rows, spelled, without_marks, words_drawn
from kiosk.printer.raster import BODY, WIDE, Raster, is_bilingual, one_bit

if TYPE_CHECKING:
    from PIL.Image import Image

RESET = b"\x1b@"  # ESC @ initialize printer
CUT = b"\x1dVB\x00"  # GS V 66 0: feed to the cutter, cut all but one point
END = b"\x1bJ\xa0"  # ESC J 160: past the tear bar
_BOLD = (b"\x1bE\x01", b"\x1bE\x00")  # ESC E
_LARGE = (b"\x1d!\x11", b"\x1d!\x00")  # GS ! 17: twice as wide and high
_CENTRE = (b"\x1ba\x01", b"\x1ba\x00")  # ESC a
_ABOVE, _BELOW = b"\x1bJ\x0a", b"\x1bJ\x04"  # ESC J: around a picture among lines of text, which belongs to the next
_MOST_ROWS = 255
_FEED_FROM = 4
"""A gap of so many blank rows is fed, not printed. Shorter ones (an accent's) stay in the picture: feeds are not
exactly one dot a step on every printer."""

_COST = 16
"""Bytes that a further piece must save: its command, and a little for the printer that starts each anew."""

_INVERT = bytes(255 - byte for byte in range(256))
_PAIRS = {sum(3 << 2 * bit for bit in range(4) if nibble >> bit & 1): nibble for nibble in range(16)}
"""Bytes whose dots come in twos, and the four dots that they double."""

EPSON_PAGES = {
    "cp437": 0, "cp850": 2, "cp860": 3, "cp863": 4, "cp865": 5, "cp1252": 16, "cp866": 17, "cp852": 18,
    "cp858": 19, "iso8859-15": 40, "cp1250": 45, "cp1251": 46, "cp1254": 48,
}  # fmt: skip
"""Single-byte code pages and Epson's numbers for ESC t. Other makers number them differently."""

_TYPOGRAPHY = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2013": "-", "\u2014": "-",
    "\u2026": "...", "\u2022": "-", "\u2192": "->", "\u0153": "oe", "\u0152": "OE", "\u2212": "-",
}  # fmt: skip
"""What a page without the sign on the left prints instead; the words stay the same."""
_NATIONAL = frozenset("#$@[\\]^`{|}~")
"""Signs of ASCII in whose place a printer may have letters of its country (ISO 646, ESC R)."""
_CELL, _UNDER = 12, 11
"""Dots a letter of the printer's usual font is wide, and that a line of them takes below its baseline."""


def bands(picture: Image) -> bytes:
    """Encode a picture: GS v 0 for bands of at most 255 rows cut to their ink, ESC J for the gaps.

    A band that stands in the middle or at the right is cut at its left too and put there by ESC a. A band of double
    dots (a QR code, a rule) is sent at half its size, for the printer to double: a quarter of the bytes.

    Args:
        picture: as `Raster` draws it; a whole number of bytes wide.
    """
    ink = one_bit(picture).tobytes().translate(_INVERT)
    stride = picture.width // 8
    lines = [ink[at : at + stride] for at in range(0, len(ink), stride)]
    out, placed = bytearray(), 0
    for blank, part in _parts(lines):
        if blank:
            out += b"\x1bJ" + bytes([len(part)])
            continue
        half = _halved(_cut(part, stride)[1])
        for piece in [part] if half else _pieces(part):
            place, cut = _cut(piece, stride)
            if place != placed:
                out += b"\x1ba" + bytes([place])
                placed = place
            cut = half or cut
            sizes = len(cut[0]).to_bytes(2, "little") + len(cut).to_bytes(2, "little")
            out += b"\x1dv0" + (b"\x03" if half else b"\x00") + sizes + b"".join(cut)
    return bytes(out) + (b"\x1ba\x00" if placed else b"")


def _pieces(part: list[bytes]) -> list[list[bytes]]:
    """Cut a band between rows where that saves bytes: rows of accents or tails are shorter than those of letters.

    The rows stay the same and follow each other without a gap; each piece is cut to its own ink.
    """
    stride = len(part[0])
    ink = [(stride - len(line.lstrip(b"\0")), len(line.rstrip(b"\0"))) for line in part]
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(part) + 1):
        left, right, found = stride, 0, (1 << 30, 0)
        for start in range(end - 1, -1, -1):
            left, right = min(left, ink[start][0]), max(right, ink[start][1])
            if not right:
                continue  # blank rows go with the ink beside them
            wide = min(right, stride - left, stride - 2 * min(left, stride - right))
            found = min(found, (best[start][0] + _COST + wide * (end - start), start))
        best.append(found)
    cuts, at = [], len(part)
    while at:
        cuts.append((best[at][1], at))
        at = best[at][1]
    return [part[start:end] for start, end in reversed(cuts)]


def _cut(part: list[bytes], stride: int) -> tuple[int, list[bytes]]:
    """Cut the blank bytes beside a band: give where ESC a must put the rest (0 left, 1 middle, 2 right)."""
    left = min(stride - len(line.lstrip(b"\0")) for line in part)
    right = min(stride - len(line.rstrip(b"\0")) for line in part)
    both = min(left, right)
    _, place, start, end = max((right, 0, 0, right), (2 * both, -1, both, both), (left, -2, left, 0))
    return -place, [line[start : stride - end] for line in part]


def _halved(part: list[bytes]) -> list[bytes] | None:
    """Give a band at half its width and height, if every dot of that is two by two dots of the band."""
    if len(part) % 2 or len(part[0]) % 2 or part[::2] != part[1::2]:
        return None
    half = []
    for line in part[::2]:
        nibbles = [_PAIRS.get(byte) for byte in line]
        if None in nibbles:
            return None
        half.append(bytes(16 * (a or 0) + (b or 0) for a, b in zip(nibbles[::2], nibbles[1::2], strict=True)))
    return half


def _parts(lines: list[bytes]) -> Iterator[tuple[bool, list[bytes]]]:
    """Cut rows into gaps and bands, each of 1 to 255 rows; short gaps belong to the band around them."""
    runs = [(not inked, list(run)) for inked, run in groupby(lines, key=any)]
    gaps = ((blank and len(run) >= _FEED_FROM, run) for blank, run in runs)
    for blank, several in groupby(gaps, key=lambda run: run[0]):
        together = [line for _, run in several for line in run]
        for at in range(0, len(together), _MOST_ROWS):
            part = together[at : at + _MOST_ROWS]
            yield blank or not any(map(any, part)), part


class _Page:
    """Letters that a printer has of its own."""

    codec: str

    def fold(self, text: str) -> str:
        """Replace typographic signs that the page lacks."""
        return "".join(c if self.has(c) else _TYPOGRAPHY.get(c, c) for c in text)

    def has(self, text: str) -> bool:
        """Say whether the page has every character."""
        raise NotImplementedError


class Everywhere(_Page):
    """What is the same byte on every printer, whatever its page and its country: letters without accents, digits."""

    codec = "ascii"

    def has(self, text: str) -> bool:
        """Say whether every printer has every character."""
        return text.isascii() and _NATIONAL.isdisjoint(text)


@dataclass(frozen=True)
class CodePage(_Page):
    """The characters that a printer has and the number by which it knows them."""

    codec: str
    """One of EPSON_PAGES: single bytes, ASCII below 128."""
    number: int
    """For ESC t; the maker's manual says it."""

    def __post_init__(self) -> None:
        """Refuse any other codec: one that is not ASCII below 128 could turn a letter into a command."""
        if self.codec not in EPSON_PAGES or not 0 <= self.number <= 255:
            raise ValueError("not a code page of printers")

    def has(self, text: str) -> bool:
        """Say whether the page has every character."""
        try:
            text.encode(self.codec)
        except UnicodeEncodeError:
            return False
        return True


class Letters:
    """Words in the printer's own letters."""

    def __init__(self, page: _Page, columns: int) -> None:
        """Describe them, and how many there are a line."""
        self.page, self.columns = page, columns

    def have(self, pieces: Sequence[Piece]) -> bool:
        """Say whether all of these words can be written."""
        return all(
            not piece.rtl and self.page.has(without_marks(self.page.fold(piece.text))) for piece in words_drawn(pieces)
        )

    def block(self, block: Block) -> bytes:
        """Write a block of words; a title is bold."""
        bold = _BOLD if isinstance(block, Title) else (b"", b"")
        return bold[0] + b"".join(map(self.line, rows(block, self.columns, self.page.fold))) + bold[1]

    def line(self, row: str) -> bytes:
        """Write a line."""
        # `row` was cleaned when it was laid out; cleaned again here, where it becomes bytes.
        return drawable(row).encode(self.page.codec) + b"\n"


class RasterPrinter:
    """Prints pictures: any script, on any printer with GS v 0.

    Beside another language, a paragraph in French without accents is written in the printer's own letters, which are
    no smaller than those that are drawn there: a fifth of the bytes. No paragraph is half one and half the other.
    """

    def __init__(self, dots: int = WIDE, *, body: int = BODY, cut: bool = False) -> None:
        """Choose the paper's width and the size of text in dots (see `Raster`), and whether there is a cutter."""
        self.raster, self.cut = Raster(dots, body), cut
        self.letters = Letters(Everywhere(), dots // _CELL)

    def show(self, receipt: Receipt) -> bytes:
        """Give the job. Raises MissingGlyph."""
        return RESET + b"".join(self._parts(receipt.blocks)) + END + CUT * self.cut

    def _parts(self, blocks: Sequence[Block]) -> Iterator[bytes]:
        both, after = is_bilingual(blocks), None
        for written, parts in groupby((part for block in blocks for part in self._told(block)), lambda part: part[0]):
            found = [part for _, part in parts]
            if written:
                yield from (_BELOW + self.letters.block(part) for part in found)
                after = _UNDER
            else:
                yield bands(self.raster.blocks(found, both=both, after=after))

    def _told(self, block: Block) -> list[tuple[bool, Block]]:
        """Give a block in parts, each with whether it is written: one a language where the last can be, else whole."""
        if self.raster.body == BODY and isinstance(block, Title | Para | Pair) and is_bilingual([block]):
            *before, last = _apart(block)
            if self.letters.have(pieces_of(last)):
                return [*((False, part) for part in before), (True, last)]
        return [(False, block)]


class TextPrinter:
    """Prints letters with the printer's own font, for slow lines; what that cannot say, as a picture.

    Each language of a block goes its own way: the French beside Arabic is letters, and the Arabic a picture of the
    very type that a receipt all drawn has.
    """

    def __init__(
        self,
        page: CodePage,
        columns: int = 48,
        *,
        dots: int = WIDE,
        native_qr: bool = True,
        cut: bool = False,
    ) -> None:
        """Describe the printer: code page, characters and dots a line, GS ( k or not, cutter or not."""
        self.page, self.native_qr, self.cut = page, native_qr, cut
        self.raster, self.letters = Raster(dots), Letters(page, columns)

    def show(self, receipt: Receipt) -> bytes:
        """Give the job. Raises MissingGlyph, for words that must be drawn."""
        # ESC @ puts the printer back to its own page: the page is chosen after it, at the start of each job.
        head = RESET + b"\x1bt" + bytes([self.page.number])
        both = is_bilingual(receipt.blocks)
        return head + b"".join(self._block(block, both) for block in receipt.blocks) + END + CUT * self.cut

    def _block(self, block: Block, both: bool) -> bytes:
        match block:
            case Large(text):
                return _CENTRE[0] + _LARGE[0] + self.letters.line(spelled(text)) + _LARGE[1] + _CENTRE[1]
            case Qr(text) if self.native_qr:
                return _CENTRE[0] + native_qr(text) + _CENTRE[1]
            case Title():
                return b"\n" + b"".join(self._part(part, both) for part in _apart(block))
            case _:
                return b"".join(self._part(part, both) for part in (_apart(block) if self._mixes(block) else [block]))

    def _mixes(self, block: Block) -> bool:
        """Tell whether some of its words are letters of the printer, and others not; a value always is one or none."""
        if isinstance(block, Pair) and not self.letters.have(block.value):
            return False
        return len({self.letters.have((piece,)) for piece in words_drawn(pieces_of(block))}) > 1

    def _part(self, block: Block, both: bool) -> bytes:
        if isinstance(block, Qr) or not self.letters.have(pieces_of(block)):
            return _ABOVE + bands(self.raster.block(block, both=both)) + _BELOW
        return self.letters.block(block)


def _apart(block: Block) -> list[Block]:
    """Give a block as one for each language; a value, or a line to write on, stands with the last."""
    match block:
        case Title(pieces):
            return [Title((piece,)) for piece in words_drawn(pieces)]
        case Para(pieces):
            return [Para((piece,)) for piece in words_drawn(pieces)]
        case Blank(pieces, lines):
            *before, last = words_drawn(pieces)
            return [*(Para((piece,)) for piece in before), Blank((last,), lines)]
        case Pair(name, value):
            *before, last = words_drawn(name)
            return [*(Para((piece,)) for piece in before), Pair((last,), value)]
        case _:
            return [block]


def native_qr(text: str, module: int = 6) -> bytes:
    """Ask the printer to draw a QR code: GS ( k, functions 165, 167, 169, 180 and 181 of symbol type 49.

    Args:
        text: alphanumeric, at most 200 characters.
        module: dots a side of a module, 1 to 16.
    """
    data = text.encode("ascii")
    if not 0 < len(data) <= 200 or not all(32 <= byte < 127 for byte in data):
        raise ValueError("a QR holds alphanumeric text only")

    def function(code: int, *parameters: int) -> bytes:
        body = bytes([49, code, *parameters])
        return b"\x1d(k" + len(body).to_bytes(2, "little") + body

    return (
        function(65, 50, 0)  # model 2
        + function(67, module)
        + function(69, 49)  # error correction M
        + function(80, 48, *data)
        + function(81, 48)
    )
