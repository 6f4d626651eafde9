"""Make docs/receipt.png: a receipt as it would come out of a printer, rebuilt from the printer's bytes.

    python scripts/picture_receipt.py [picture.png]

The picture is made by the decoder of the tests, not by the code that draws, so that it shows what the bytes say.
To show another receipt, give `picture` another maker.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from kiosk.core.receipt import Receipt  # noqa: E402
from kiosk.printer.escpos import RasterPrinter  # noqa: E402
from tests.printer import samples  # noqa: E402
from tests.printer.decoder import decode  # noqa: E402

MARGIN = 24
"""Dots of white paper around the print, 3 mm."""


def picture(make: Callable[[], Receipt], dots: int = 576) -> Image.Image:
    """Print a receipt and give the paper, one dot a pixel, cut below its last ink."""
    paper = decode(RasterPrinter(dots).show(make()), dots).picture()
    box = ImageChops.invert(paper).getbbox()
    height = box[3] if box else paper.height
    whole = Image.new("1", (dots + 2 * MARGIN, height + 2 * MARGIN), 255)
    whole.paste(paper.crop((0, 0, dots, height)), (MARGIN, MARGIN))
    return whole


def main() -> None:
    """Write the picture."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "receipt.png"
    path.parent.mkdir(exist_ok=True)
    image = picture(lambda: samples.office("ar"))
    image.save(path, optimize=True)
    print(f"{path}: {image.width} x {image.height}")


if __name__ == "__main__":
    main()
