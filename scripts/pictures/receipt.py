"""Make docs/receipt.png: the receipt of closing as it would come out of a printer, rebuilt from the printer's bytes.

    python -m scripts.pictures.receipt [language [picture.png]]

The words are those of the procedure and of the catalogues. The picture is made by the decoder of the tests, not by
the code that draws, so that it shows what the bytes say. Then come the sizes of the receipt, and how long it would
travel on a serial cable.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image, ImageChops

from kiosk.core.blocks import Receipt
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.core.receipt import Letterhead, office_receipt
from kiosk.core.reference import make_reference
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import read_procedure
from kiosk.printer.escpos import EPSON_PAGES, CodePage, RasterPrinter, TextPrinter
from kiosk.words.catalogues import Catalogues
from tests.printer.decoder import decode

ROOT = Path(__file__).parents[2]
MARGIN = 24
"""Dots of white paper around the print, 3 mm."""
DOTS = 576
"""Paper of 80 mm."""
BAUD = (9_600, 19_200, 115_200)
DESK = Letterhead(
    "Les Tilleuls", "Bus du jeudi, place du Marché", "01 23 45 67 89", "jeudi, 9 h - 12 h", "dpo@tilleuls.example"
)


def closing(language: str = "fr") -> Receipt:
    """Make and word the receipt of an act of closing, with French beside another language."""
    entry = Entry(
        id=bytes(16),
        reference=make_reference(bytes((0x9F, 0x0C, 0x54, 0x0A, 0x5D))),
        key_hash=bytes(32),
        envelope=b"",
        made=Moment(datetime(2026, 11, 21, 10, 0, tzinfo=UTC), 0.0, ""),
        news_by=date(2026, 12, 6),
    )
    answers = {"whom": "self", "channel": "office"}
    receipt = office_receipt(entry, read_procedure(SHIPPED / "close.toml"), answers, DESK, bytes(range(16)))
    return Catalogues(today=lambda: date(2026, 11, 21)).word(receipt, language)


def picture(receipt: Receipt) -> Image.Image:
    """Print a receipt and give the paper, one dot a pixel, cut below its last ink."""
    paper = decode(RasterPrinter(DOTS).show(receipt), DOTS).picture()
    box = ImageChops.invert(paper).getbbox()
    height = box[3] if box else paper.height
    whole = Image.new("1", (DOTS + 2 * MARGIN, height + 2 * MARGIN), 255)
    whole.paste(paper.crop((0, 0, DOTS, height)), (MARGIN, MARGIN))
    return whole


def say_size(what: str, job: bytes) -> None:
    """Print how large a job is and how long it travels: eight bits with a start and a stop bit."""
    seconds = " / ".join(f"{len(job) * 10 / baud:.1f}" for baud in BAUD)
    print(f"{what}: {len(job)} bytes, {seconds} s at {' / '.join(map(str, BAUD))} baud")


def main(arguments: list[str]) -> None:
    """Write the picture and say the sizes."""
    language = arguments[0] if arguments else "fr"
    path = Path(arguments[1]) if arguments[1:] else ROOT / "docs" / "receipt.png"
    receipt = closing(language)
    image = picture(receipt)
    image.save(path, optimize=True)
    print(f"{path}: {image.width} x {image.height}, {image.height / 8:.0f} mm of paper")
    say_size("as a picture", RasterPrinter(DOTS).show(receipt))
    page = CodePage("cp858", EPSON_PAGES["cp858"])
    say_size("as text", TextPrinter(page, DOTS // 12, dots=DOTS).show(receipt))


if __name__ == "__main__":
    main(sys.argv[1:])
