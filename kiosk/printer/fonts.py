"""Which font draws which text: the packaged ones first, so that every machine prints the same, then Debian's."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import MissingGlyph

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

MEDIUM, BOLD = 500, 700
"""Weights: a thermal head eats thin strokes, so the text is a little heavier than usual."""

_PACKAGED = (
    ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
)
_DEBIAN = Path("/usr/share/fonts/truetype")
_INSTALLED = (("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),)


@dataclass(frozen=True)
class Face:
    """A font on this machine: one file for each weight, or one variable file for both."""

    medium: Path
    bold: Path

    def draws(self, text: str) -> bool:
        """Say whether both weights have a glyph for every character that needs one."""
        known = (characters(self.medium), characters(self.bold))
        return all(ord(char) in table for table in known for char in text if _inked(char))

    def font(self, size: int, weight: int = MEDIUM) -> FreeTypeFont:
        """Open it at `size` dots an em. Shaping is raqm's: other engines print Arabic as loose letters."""
        return _open(self.bold if weight == BOLD else self.medium, size, weight)


@cache
def _open(path: Path, size: int, weight: int) -> FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    if "wght" in path.name:
        font.set_variation_by_axes([weight, 100])
    return font


@cache
def faces() -> tuple[Face, ...]:
    """Find the fonts of this machine, once, in order of preference."""
    found = []
    for package, name in _PACKAGED:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            path = Path(folder, "files", name)
            found.append(Face(path, path))
    found += [Face(_DEBIAN / medium, _DEBIAN / bold) for medium, bold in _INSTALLED]
    return tuple(face for face in found if face.medium.is_file() and face.bold.is_file())


def face_for(text: str) -> Face:
    """Choose the first font that draws the whole text: a line in one font needs no cutting into runs.

    Raises:
        MissingGlyph: no font draws all of it; it names the script of the first character that none has, or `mixed`
            where no single font has both scripts.
    """
    known = faces()
    for face in known:
        if face.draws(text):
            return face
    drawn = frozenset[int]().union(*(characters(face.medium) for face in known))
    missing = next((char for char in text if _inked(char) and ord(char) not in drawn), "")
    raise MissingGlyph(_script(missing) if missing else "mixed")


def _inked(char: str) -> bool:
    """Say whether a character needs a glyph: joiners and marks of direction are the shaper's business."""
    return unicodedata.category(char) != "Cf"


def _script(char: str) -> str:
    """Name the script of a letter by the first word of its Unicode name; never the letter itself."""
    if not unicodedata.category(char).startswith("L"):
        return "symbol"
    return unicodedata.name(char, "unknown").split(" ")[0].split("-")[0].lower()


@cache
def characters(path: Path) -> frozenset[int]:
    """Read which code points a font file maps to glyphs (OpenType specification, `cmap`, formats 4 and 12)."""
    data = path.read_bytes()
    start = struct.unpack_from(">L", data, 12)[0] if data[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", data, start + 4)
    for at in range(start + 12, start + 12 + 16 * tables, 16):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, at)
        if tag == b"cmap":
            (count,) = struct.unpack_from(">H", data, offset + 2)
            subtables = [struct.unpack_from(">HHL", data, offset + 4 + 8 * at) for at in range(count)]
            return frozenset(
                char
                for platform, encoding, sub in subtables
                if (platform, encoding) in ((0, 3), (0, 4), (3, 1), (3, 10))
                for first, last in _ranges(data, offset + sub)
                for char in range(first, last + 1)
            )
    return frozenset()


def _ranges(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    (form,) = struct.unpack_from(">H", data, at)
    if form == 12:
        (groups,) = struct.unpack_from(">L", data, at + 12)
        for group in range(groups):
            first, last, _ = struct.unpack_from(">LLL", data, at + 16 + 12 * group)
            yield first, last
    elif form == 4:
        (double,) = struct.unpack_from(">H", data, at + 6)
        for segment in range(0, double, 2):
            (last,) = struct.unpack_from(">H", data, at + 14 + segment)
            (first,) = struct.unpack_from(">H", data, at + 16 + double + segment)
            if last != 0xFFFF:  # the closing segment maps nothing
                yield first, last
