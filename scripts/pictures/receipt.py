"""Make docs/receipt.png and docs/receipt-ar.png: the receipt of closing as it comes out of a printer.

    python -m scripts.pictures.receipt [language picture.png]

The act goes through a desk's own visit, in the words of the catalogues. The picture is made from the printer's bytes by
the decoder of the tests, not by the code that draws, so that it shows what the bytes say. Then come the sizes of the
receipt, and how long it would travel on a serial cable.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops

from kiosk.core.blocks import Receipt
from kiosk.printer.escpos import EPSON_PAGES, CodePage, RasterPrinter, TextPrinter
from tests.printer import full
from tests.printer.decoder import decode

ROOT = Path(__file__).parents[2]
SHOWN: Mapping[str, str] = {"receipt": "fr", "receipt-ar": "ar"}
"""The pictures in docs, and their languages."""
MARGIN = 24
"""Dots of white paper around the print, 3 mm."""
DOTS = 576
"""Paper of 80 mm."""
BAUD = (9_600, 19_200, 115_200)


def framed(paper: Image.Image) -> Image.Image:
    """Cut paper below its last ink, one dot a pixel, with a margin."""
    box = ImageChops.invert(paper).getbbox()
    height = box[3] if box else paper.height
    whole = Image.new("1", (DOTS + 2 * MARGIN, height + 2 * MARGIN), 255)
    whole.paste(paper.crop((0, 0, DOTS, height)), (MARGIN, MARGIN))
    return whole


def picture(receipt: Receipt) -> Image.Image:
    """Print a receipt and give the paper."""
    return framed(decode(RasterPrinter(DOTS).show(receipt), DOTS).sheet())


def say_size(what: str, job: bytes) -> None:
    """Print how large a job is and how long it travels: eight bits with a start and a stop bit."""
    seconds = " / ".join(f"{len(job) * 10 / baud:.1f}" for baud in BAUD)
    print(f"{what}: {len(job)} bytes, {seconds} s at {' / '.join(map(str, BAUD))} baud")


def write(path: Path, language: str) -> None:
    """Write a picture and say the sizes."""
    receipt = full.receipt(language)
    image = picture(receipt)
    image.save(path, optimize=True)
    print(f"{path}: {image.width} x {image.height}, {image.height / 8:.0f} mm of paper")
    say_size("as a picture", RasterPrinter(DOTS).show(receipt))
    page = CodePage("cp858", EPSON_PAGES["cp858"])
    say_size("as text", TextPrinter(page, DOTS // 12, dots=DOTS).show(receipt))


def main(arguments: list[str]) -> None:
    """Write the picture that was asked for, or those of docs."""
    if arguments:
        language, path = arguments
        write(Path(path), language)
        return
    for name, language in SHOWN.items():
        write(ROOT / "docs" / f"{name}.png", language)


if __name__ == "__main__":
    main(sys.argv[1:])
