"""The receipt on the screen."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len

from kiosk.core.blocks import Para, Receipt, Title
from kiosk.core.errors import MissingGlyph
from kiosk.core.reference import ALPHABET
from kiosk.printer.onscreen import QrStyle, large, lines_of_text, qr_cells
from tests.printer import full, samples


def paint(cells: list[str], style: QrStyle) -> Image.Image:
    """Draw cells of 8 by 16 dots, dark on light, as a console does."""
    image = Image.new("L", (8 * len(cells[0]), 16 * len(cells)), 200)
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            top, bottom = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1), "#": (1, 1)}[cell]
            if top:
                image.paste(0, (8 * x, 16 * y, 8 * x + 8, 16 * y + 8))
            if bottom:
                image.paste(0, (8 * x, 16 * y + 8, 8 * x + 8, 16 * y + 16))
    return image


@pytest.mark.parametrize("style", QrStyle)
def test_qr_cells_are_read(style: QrStyle) -> None:
    """Another program reads the QR code from the picture of the screen, in both styles."""
    cells = qr_cells(samples.QR_TEXT, style)
    assert len({len(row) for row in cells}) == 1
    assert [code.text for code in zxingcpp.read_barcodes(paint(cells, style))] == [samples.QR_TEXT]


@pytest.mark.parametrize("columns", [32, 42, 48, 72])
@pytest.mark.parametrize("language", ["fr", "ar", "ru"])
def test_columns(columns: int, language: str) -> None:
    """At every width, no line is longer, every word is there, and the reference can be read in text."""
    shown = lines_of_text(full.receipt(language), columns, QrStyle.HALF_BLOCKS)
    assert max(map(cell_len, shown)) <= columns
    assert "KW6-582-JX4" in shown
    whole = " ".join(" ".join(shown).split())
    assert "Vous appelez le 3422 ensemble, ou vous allez ensemble sur le site." in whole


def test_qr_only_where_it_can_be_drawn() -> None:
    """Without a style, or where it does not fit, the QR is left out."""
    assert any("█" in line for line in lines_of_text(samples.office(), 48, QrStyle.HALF_BLOCKS))
    assert not any("█" in line for line in lines_of_text(samples.office(), 48))
    assert not any("#" * 14 in line for line in lines_of_text(samples.office(), 48, QrStyle.CELLS))


def test_large_letters_differ() -> None:
    """Every symbol of the alphabet has its own shape of five by five, made of nothing but `#`."""
    shapes = {symbol: tuple(large(symbol, 48)) for symbol in ALPHABET}
    assert len(set(shapes.values())) == len(ALPHABET)
    for shape in shapes.values():
        assert len(shape) == 5
        assert max(map(len, shape)) == 5 or shape == shapes["1"] or shape == shapes["4"]
        assert set("".join(shape)) <= {"#", " "}


def test_large_refuses_other_symbols() -> None:
    """A symbol outside the alphabet is an error, never a gap in the reference."""
    with pytest.raises(MissingGlyph):
        large("K7U", 48)


@given(st.text())
def test_no_control_reaches_the_screen(text: str) -> None:
    """Whatever the words hold, no control, format or override character is in the lines."""
    receipt = Receipt((Title((samples.words(text),)), Para((samples.words(text, "ar"),))))
    for line in lines_of_text(receipt, 32):
        assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in line)


def test_import_is_light() -> None:
    """Importing the renderings loads neither Pillow, qrcode nor python-escpos."""
    code = (
        "import sys, kiosk.printer.onscreen, kiosk.printer.escpos, kiosk.printer.transport;"
        "print([name for name in ('PIL', 'qrcode', 'escpos') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
