"""Make the pictures of the documents: the desk's screen, the office's console, and receipts, in docs/*.png.

    python -m scripts.pictures

Screens are drawn from the cells that the apps paint at 80x24, in their colours; receipts from a printer's bytes.
Needs a font of equal widths: on Debian, `apt install fonts-dejavu-core`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import App

from kiosk.office.console.app import ConsoleApp
from scripts.pictures.receipt import ROOT, SHOWN, picture
from tests.office.console.bureau import FakeBureau
from tests.office.console.seen import WORDS, Hand, at_console
from tests.office.console.tour import ACTS
from tests.office.desk_of_two import TwoActs
from tests.office.made import PASSPHRASE
from tests.printer import full
from tests.screens.desk import Desk

CELL = (10, 20)
"""Dots."""
SIZE = 16
FONTS = Path("/usr/share/fonts/truetype/dejavu")
BACK, INK = "#14181f", "#f2f2f2"

Cells = list[list[tuple[str, Style | None]]]


async def screen() -> Cells:
    """Go to the two sides of closing, and give every cell with its style."""
    with tempfile.TemporaryDirectory() as folder:
        async with Desk(Path(folder)).run() as hands:
            await hands.begin("close")
            await hands.on({"whom": "self"}, until="sides")
            return cells(hands.app)


async def console() -> Cells:
    """Open an office with some acts that were invented, and give every cell with its style."""
    async with at_console(FakeBureau.of(*ACTS)) as hand:
        return cells(hand.app)


async def act(*keys: str) -> Cells:
    """Open an act that was invented, sealed by a desk and taken by an office, and press keys."""
    with tempfile.TemporaryDirectory() as folder:
        app = ConsoleApp(TwoActs(Path(folder)).sit, WORDS, "fr", "dark")
        async with app.run_test(size=(80, 24)) as pilot:
            hand = Hand(app, pilot)
            await hand.settle()
            await hand.type(PASSPHRASE)
            await hand.press("enter")
            while "À prendre 2" not in hand.sees:
                await hand.settle()
            await hand.press("enter", *keys)
            return cells(app)


def cells(app: App[Any]) -> Cells:
    """Give every cell that an app paints, with its style."""
    strips = app.screen._compositor.render_strips()
    return [[(segment.text, segment.style) for segment in strip] for strip in strips]


def draw(rows: Cells) -> Image.Image:
    """Draw the cells, one em square a cell."""
    regular, bold = (
        ImageFont.truetype(str(FONTS / name), SIZE) for name in ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf")
    )
    wide = sum(cell_len(text) for text, _ in rows[0])
    image = Image.new("RGB", (wide * CELL[0], len(rows) * CELL[1]), BACK)
    paint = ImageDraw.Draw(image)
    for y, row in enumerate(rows):
        x = 0
        for text, style in row:
            ink, back = (colour(style.color, INK), colour(style.bgcolor, BACK)) if style else (INK, BACK)
            if style and style.reverse:
                ink, back = back, ink
            if not (width := cell_len(text)):
                continue
            left, top = x * CELL[0], y * CELL[1]
            paint.rectangle((left, top, left + width * CELL[0] - 1, top + CELL[1] - 1), fill=back)
            font = bold if style and style.bold else regular
            for sign in text:
                paint.text((x * CELL[0], top + CELL[1] - 5), sign, fill=ink, font=font, anchor="ls")
                x += cell_len(sign)
    return image


def colour(given: Color | None, otherwise: str) -> str:
    """Give a colour of the terminal as the web writes it."""
    return given.get_truecolor().hex if given and not given.is_default else otherwise


def main() -> int:
    """Make them all."""
    if not FONTS.is_dir():
        print("DejaVu Sans Mono is not here. On Debian: apt install fonts-dejavu-core")
        return 1
    images = {"screen": draw(asyncio.run(screen()))}
    images |= {"bureau-liste": draw(asyncio.run(console())), "bureau-acte": draw(asyncio.run(act("p")))}
    images |= {name: picture(full.receipt(language)) for name, language in SHOWN.items()}
    for name, image in images.items():
        file = ROOT / "docs" / f"{name}.png"
        image.save(file, optimize=True)
        print(f"{file.relative_to(ROOT)}: {image.width} x {image.height}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
