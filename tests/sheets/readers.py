"""Readers of PDF that did not write them: pdfium, and poppler's tools."""

from __future__ import annotations

import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

POINT = 25.4 / 72
"""Millimetres."""


def pdfium(pdf: bytes) -> list[str]:
    """Give the text of each page, as a viewer with pdfium copies it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def poppler(pdf: bytes, folder: Path) -> list[str]:
    """Give the text of each page, as poppler's `pdftotext` reads it."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, text=True)
    return done.stdout.split("\f")[:-1]


def fonts(pdf: bytes, folder: Path) -> list[list[str]]:
    """Give for each font of a file what `pdffonts` says of it: name, then emb, sub and uni, yes or no."""
    file = folder / "fonts.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    return [[row[0], *row[-5:-2]] for row in rows]


def bare(text: str) -> str:
    """Give text as it is searched: composed, one space between words, no joiners and no marks of direction."""
    kept = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return " ".join(kept.split())


def solid(text: str) -> str:
    """Give text without spaces and hyphens: where a line ends, a reader drops one or the other."""
    return bare(text).replace(" ", "").replace("-", "").replace("\u2011", "").replace("\ufffe", "")


@dataclass(frozen=True)
class Place:
    """A run of text and where it stands, in millimetres from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def places(pdf: bytes, page: int) -> list[Place]:
    """Give the runs of text of a page."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        high, text = sheet.get_height(), sheet.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        return [
            Place(text.get_text_bounded(*box), box[0] * POINT, (high - box[3]) * POINT, box[2] * POINT,
                  (high - box[1]) * POINT)
            for box in boxes
        ]  # fmt: skip


def rules(pdf: bytes, page: int) -> list[Place]:
    """Give the level lines of a page, longer than a centimetre."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        high = sheet.get_height()
        boxes = [each.get_bounds() for each in sheet.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
        found = [Place("", box[0] * POINT, (high - box[3]) * POINT, box[2] * POINT, (high - box[1]) * POINT)
                 for box in boxes]  # fmt: skip
        return [each for each in found if each.right - each.left > 10 and each.bottom - each.top < 2]


def picture(pdf: bytes, page: int, scale: float = 1.0) -> Image.Image:
    """Draw a page with pdfium in shades of grey, a dot a point at scale 1."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[page].render(scale=scale, grayscale=True).to_pil()
        return drawn
