"""Which font draws which text: the packaged ones first, so that every machine prints the same, then Debian's."""

from __future__ import annotations

import mmap
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import MissingGlyph
from kiosk.printer.layout import letters

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

MEDIUM, BOLD = 500, 700
"""Weights: a thermal head eats thin strokes, so the text is a little heavier than usual."""

_VARIABLE = "[wdth,wght]"
"""In the name of a file with every weight and width."""

_PACKAGED = (
    ("fontpkg_noto_sans_tamil", "files/NotoSansTamil[wdth,wght].ttf", "files/NotoSansTamil[wdth,wght].ttf"),
    ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf", "files/NotoSansArabic[wdth,wght].ttf"),
    ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", "files/NotoSans[wdth,wght].ttf"),
    ("fontpkg_hind_siliguri", "files/HindSiliguri-Medium.ttf", "files/HindSiliguri-Bold.ttf"),
    ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf", "NotoSansSC-Regular.otf"),
)
"""The three Noto have the same Latin letters. The smallest is first: each size of a font of 3,000 letters costs the
hinter 20 ms, one of 400 letters less than one."""
_DEBIAN = Path("/usr/share/fonts/truetype")
_INSTALLED = (
    ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    ("wqy/wqy-microhei.ttc", "wqy/wqy-microhei.ttc"),
    ("../opentype/noto/NotoSansCJK-Regular.ttc", "../opentype/noto/NotoSansCJK-Bold.ttc"),
    ("droid/DroidSansFallbackFull.ttf", "droid/DroidSansFallbackFull.ttf"),
)
_LAST = (("barcode", "fonts/DejaVuSansMono.ttf", "fonts/DejaVuSansMono.ttf"),)
"""Comes with python-escpos, so it is always there; its Georgian is legible, if not handsome."""

SHAPER = "libfribidi0"
"""What joins letters, where the system lacks it."""
_NOTO = "fontpkg-noto-sans"
_PACKAGES: Mapping[str, str] = {
    "latin": _NOTO,
    "cyrillic": _NOTO,
    "greek": _NOTO,
    "arabic": "fontpkg-noto-sans-arabic",
    "bengali": "fontpkg-hind-siliguri",
    "tamil": "fontpkg-noto-sans-tamil",
    "cjk": "pylopdf-fonts-zh-cn",
    "georgian": "fonts-dejavu-core",
}
"""For each script: what to install where no font has it: a package of Python's, or of Debian's (`fonts-...`)."""
_EVERY_OTHER = "fonts-noto-core"
"""Debian's package of a font for each script: `NotoSans<Script>-*.ttf`."""


@dataclass(frozen=True)
class Face:
    """A font on this machine: one file for each weight, or one variable file for both."""

    medium: Path
    bold: Path

    @property
    def only_medium(self) -> bool:
        """Whether bold must be made of it, by drawing it twice."""
        return self.medium == self.bold and _VARIABLE not in self.medium.name

    def draws(self, text: str) -> bool:
        """Say whether both weights have a glyph for every character that needs one."""
        return not self.lacking(text)

    def lacking(self, text: str) -> str:
        """Give the characters that it cannot draw."""
        wanted = set(map(ord, text))
        missing = wanted - characters(self.medium) | wanted - characters(self.bold)
        return "".join(char for char in map(chr, sorted(missing)) if _inked(char))

    def font(self, size: int, weight: int = MEDIUM, width: int = 100, *, shape: bool = True) -> FreeTypeFont:
        """Open it at `size` dots an em.

        Args:
            size: an em, in dots.
            weight: MEDIUM or BOLD.
            width: percent of the usual width, 62 to 100; a font that cannot be narrowed stays as it is.
            shape: with raqm, which knows how letters join; without, for a letter alone, ten times faster.
        """
        return _open(self.bold if weight == BOLD else self.medium, size, weight, width, shape)


@cache
def _open(path: Path, size: int, weight: int, width: int, shape: bool) -> FreeTypeFont:
    from PIL import ImageFont

    engine = ImageFont.Layout.RAQM if shape else ImageFont.Layout.BASIC
    font = ImageFont.truetype(path, size, layout_engine=engine)
    if _VARIABLE in path.name:
        font.set_variation_by_axes([weight, width])
    return font


@cache
def faces() -> tuple[Face, ...]:
    """Find the fonts of this machine, once, in order of preference."""
    found = [
        *_packaged(_PACKAGED),
        *(Face(_DEBIAN / medium, _DEBIAN / bold) for medium, bold in _INSTALLED),
        *_packaged(_LAST),
    ]
    return tuple(face for face in found if face.medium.is_file() and face.bold.is_file())


def _packaged(wanted: tuple[tuple[str, str, str], ...]) -> Iterator[Face]:
    for package, medium, bold in wanted:
        spec = find_spec(package)  # looks, and imports nothing
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            yield Face(Path(folder, medium), Path(folder, bold))


def languages(letters: Mapping[str, str]) -> Mapping[str, str]:
    """Say of each language what to install to print it: a package's name, or nothing where it prints.

    Args:
        letters: for each language, those that it is written with.
    """
    return {
        language: SHAPER if _joined(text) and not shapes() else _lacking_package(text)
        for language, text in letters.items()
    }


def _joined(text: str) -> bool:
    """Say whether letters change with their neighbours, or are read from the right."""
    return any(unicodedata.category(char) == "Mc" or unicodedata.bidirectional(char) in ("R", "AL") for char in text)


@cache
def shapes() -> bool:
    """Tell whether letters can be joined and turned: Pillow brings raqm, but takes fribidi from the system."""
    from PIL import features

    return bool(features.check("raqm"))


def _lacking_package(text: str) -> str:
    try:
        runs(text)
    except MissingGlyph as error:
        return error.package or _EVERY_OTHER
    return ""


def face_for(text: str) -> Face | None:
    """Choose the first font that draws the whole text, if there is one."""
    return next((face for face in chain(faces(), _of_scripts(text)) if face.draws(text)), None)


def _of_scripts(text: str) -> Iterator[Face]:
    """Find Debian's own font of each script of a text that no usual font draws."""
    for script in dict.fromkeys(map(script_of, text)):
        medium, bold = (_DEBIAN / f"noto/NotoSans{script.title()}-{weight}.ttf" for weight in ("Regular", "Bold"))
        if medium.is_file():
            yield Face(medium, bold if bold.is_file() else medium)


def runs(text: str) -> list[tuple[str, Face]]:
    """Cut text into the fewest runs that a font each can draw: one, nearly always.

    A run goes on while its font has the letters, so a space or a digit stays with the words before it. A letter and
    its marks stay together.

    Raises:
        MissingGlyph: no font draws a character; it names its script, never the text.
    """
    whole = face_for(text)
    if whole:
        return [(text, whole)]
    found: list[tuple[str, Face]] = []
    for letter in letters(text):
        last = found[-1][1] if found else None
        face = last if last and last.draws(letter) else face_for(letter)
        if face is None:
            script = script_of(_missing(letter))
            raise MissingGlyph(script, package_for(script))
        if face is last:
            found[-1] = (found[-1][0] + letter, face)
        else:
            found.append((letter, face))
    return found


def _missing(letter: str) -> str:
    """Find the character of a letter that no font has; its first one, if only their union has them all."""
    alone = (char for char in letter if _inked(char) and face_for(char) is None)
    return next(alone, letter[0])


@lru_cache(4096)
def _inked(char: str) -> bool:
    """Say whether a character needs a glyph: joiners and marks of direction are the shaper's business."""
    return unicodedata.category(char) != "Cf"


def package_for(script: str) -> str:
    """Give what to install to draw a script; empty for signs, which have none of their own."""
    return "" if script in ("symbol", "unknown") else _PACKAGES.get(script, _EVERY_OTHER)


def script_of(char: str) -> str:
    """Name the script of a letter by the first word of its Unicode name; never the letter itself."""
    if not unicodedata.category(char).startswith("L"):
        return "symbol"
    return unicodedata.name(char, "unknown").split(" ")[0].split("-")[0].lower()


@cache
def characters(path: Path) -> frozenset[int]:
    """Read which code points a font file maps to glyphs (OpenType specification, `cmap`, formats 4 and 12)."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
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


def _ranges(data: mmap.mmap, at: int) -> Iterator[tuple[int, int]]:
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
