"""Reads which characters a console font can draw: PSF 1 and 2, as Debian's console-setup-linux ships them.

Run it to write the list anew that the tests use where the package is not installed:
`python -m tests.screens.consolefonts`.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

FOLDER = Path("/usr/share/consolefonts")
LIST = Path(__file__).with_name("console_glyphs.txt")
FONTS = ("Lat15-Fixed16", "Lat15-Terminus16", "Lat15-VGA16", "Uni2-Fixed16", "Uni2-Terminus16", "Uni2-VGA16")
"""What Debian offers a French console: Lat15 and Uni2, in each of their drawings."""

_PSF1, _PSF2 = b"\x36\x04", b"\x72\xb5\x4a\x86"


def glyphs(data: bytes) -> set[str]:
    """Give the characters of a font, from the table at its end (see psf(5)); sequences are left out."""
    if data[:2] == _PSF1:
        mode, height = data[2], data[3]
        table = data[4 + height * (512 if mode & 1 else 256) :]
        units = [unit[0] for unit in struct.iter_unpack("<H", table)]
        found, plain = set(), True
        for unit in units:
            if unit == 0xFFFF:
                plain = True
            elif unit == 0xFFFE:
                plain = False
            elif plain:
                found.add(chr(unit))
        return found
    if data[:4] != _PSF2:
        raise ValueError("not a console font")
    _, header, flags, count, size = struct.unpack_from("<5I", data, 4)
    if not flags & 1:
        return set()
    rows = data[header + count * size :].split(b"\xff")
    return {char for row in rows for char in row.split(b"\xfe")[0].decode("utf-8")}


def common() -> set[str]:
    """Give what every one of the fonts can draw."""
    return set.intersection(*(glyphs(gzip.decompress((FOLDER / f"{name}.psf.gz").read_bytes())) for name in FONTS))


def listed() -> set[str]:
    """Give what the committed list holds."""
    lines = LIST.read_text(encoding="ascii").split()
    return {chr(int(line, 16)) for line in lines}


if __name__ == "__main__":
    LIST.write_text("".join(f"{ord(char):04x}\n" for char in sorted(common())), encoding="ascii")
