"""Make docs/receipt-ar.png and docs/receipt-ru.png: receipts as printers make them, rebuilt from the printer's bytes.

    python scripts/pictures/alphabets.py [language ...]

As `picture_receipt.py` does for docs/receipt.png, but for other scripts: any language of the tests' sentences.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.core.blocks import Receipt  # noqa: E402
from kiosk.printer.escpos import RasterPrinter  # noqa: E402
from tests.printer import full, samples  # noqa: E402
from tests.printer.decoder import decode  # noqa: E402

MARGIN = 24
"""Dots of white paper around the print, 3 mm."""
DOTS = 576


def receipt(language: str) -> Receipt:
    """Give the receipt of the product where the tests have all its words, else a sample of real sentences."""
    if language == "ar":
        return full.receipt("ar")
    return samples.office(language) if language in ("fr", "ru") else samples.brief(language)


def picture(language: str) -> Image.Image:
    """Print it and give the paper, one dot a pixel, cut below its last ink."""
    paper = decode(RasterPrinter(DOTS).show(receipt(language)), DOTS).picture()
    _, _, _, height = ImageChops.invert(paper).getbbox() or (0, 0, 0, 1)
    whole = Image.new("1", (DOTS + 2 * MARGIN, height + 2 * MARGIN), 255)
    whole.paste(paper.crop((0, 0, DOTS, height)), (MARGIN, MARGIN))
    return whole


def main() -> None:
    """Write the pictures."""
    for language in sys.argv[1:] or ("ar", "ru"):
        path = ROOT / "docs" / f"receipt-{language}.png"
        image = picture(language)
        image.save(path, optimize=True)
        print(f"{path}: {image.width} x {image.height}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
