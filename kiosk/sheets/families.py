"""The font families of A4 pages: the packaged ones first, so that every machine prints the same, then Debian's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kiosk.core.errors import MissingGlyph
from kiosk.printer.fonts import characters, package_for, script_of

_PACKAGED = (
    ("Noto Sans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    ("Amiri", "fontpkg_amiri", "files/Amiri-Regular.ttf"),
    ("Noto Sans Tamil", "fontpkg_noto_sans_tamil", "files/NotoSansTamil[wdth,wght].ttf"),
    ("Hind Siliguri", "fontpkg_hind_siliguri", "files/HindSiliguri-Regular.ttf"),
    ("Noto Sans SC", "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
)
_INSTALLED = (
    ("DejaVu Sans", "dejavu/DejaVuSans.ttf"),
    ("WenQuanYi Micro Hei", "wqy/wqy-microhei.ttc"),
    ("Noto Sans CJK SC", "../opentype/noto/NotoSansCJK-Regular.ttc"),
)
_LAST = (("DejaVu Sans Mono", "barcode", "fonts/DejaVuSansMono.ttf"),)
_DEBIAN = Path("/usr/share/fonts/truetype")
_OWN = {"arabic": "Amiri", "bengali": "Hind Siliguri", "tamil": "Noto Sans Tamil"}
"""The family in which words of a script are set whole, spaces and signs too. Arabic is Amiri's: its letters are whole
glyphs, so that copying gives the words back, which those of Noto (a letter and its dots apart) do not."""


@dataclass(frozen=True)
class Family:
    """A family of this machine, by the name that its files bear."""

    name: str
    file: Path
    """Its usual weight."""

    def has(self, char: str) -> bool:
        """Say whether it draws a character."""
        return ord(char) in characters(self.file)


@cache
def families() -> tuple[Family, ...]:
    """Find the families of this machine, once, in order of preference."""
    found = (
        *_packaged(_PACKAGED),
        *(Family(name, _DEBIAN / file) for name, file in _INSTALLED),
        *_packaged(_LAST),
    )
    return tuple(each for each in found if each.file.is_file())


def _packaged(wanted: Iterable[tuple[str, str, str]]) -> Iterator[Family]:
    for name, package, file in wanted:
        spec = find_spec(package)  # looks, and imports nothing
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            yield Family(name, Path(folder, file))


def chain(text: str) -> list[Family]:
    """Give the families that set a text, each where those before it lack a letter; that of most of its words first.

    Raises:
        MissingGlyph: no font of this machine draws a character; it names its script, never the text.
    """
    scripts = Counter(map(script_of, filter(str.isalpha, text)))
    own = _OWN.get(scripts.most_common(1)[0][0]) if scripts else None
    ordered = [*sorted(families(), key=lambda family: family.name != own), *_of_scripts(scripts)]
    wanted: dict[Family, None] = dict.fromkeys(ordered[:1])
    for char in sorted(set(text)):
        if char.isspace() or not char.isprintable() or any(family.has(char) for family in wanted):
            continue
        family = next((each for each in ordered if each.has(char)), None)
        if family is None:
            raise MissingGlyph(script_of(char), package_for(script_of(char)))
        wanted[family] = None
    return sorted(wanted, key=ordered.index)


def _of_scripts(scripts: Iterable[str]) -> Iterator[Family]:
    """Find Debian's own family of each script."""
    for script in scripts:
        family = Family(f"Noto Sans {script.title()}", _DEBIAN / f"noto/NotoSans{script.title()}-Regular.ttf")
        if family.file.is_file():
            yield family
