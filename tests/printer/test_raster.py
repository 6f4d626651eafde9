"""The receipt as a picture."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from kiosk.core.errors import MissingGlyph
from kiosk.core.receipt import Large, Pair, Para, Qr, Receipt, Worded
from kiosk.printer import fonts
from kiosk.printer.escpos import RasterPrinter
from kiosk.printer.raster import NARROW, WIDE, Raster, one_bit
from tests.printer import samples
from tests.printer.decoder import decode

GOLDEN = Path(__file__).parent.parent / "golden"


def printed(receipt: Receipt, dots: int = WIDE) -> Image.Image:
    """Give the picture that a printer would make of the bytes."""
    return decode(RasterPrinter(dots).show(receipt), dots).picture()


def ink(picture: Image.Image) -> float:
    """Give the share of dots that are black."""
    return 1 - ImageStat.Stat(picture.convert("L")).mean[0] / 255


@pytest.mark.parametrize("language", ["fr", "ar", "ru"])
def test_golden(language: str) -> None:
    """The paper of each script looks as it did: the same height, the same ink in the same places.

    Compared at an eighth of the size, so that another build of the font engine does not matter.
    """
    path, now = GOLDEN / f"receipt_{language}.png", printed(samples.office(language))
    if os.environ.get("GOLDEN"):
        now.save(path, optimize=True)
    then = Image.open(path).convert("L")
    assert abs(then.height - now.height) <= then.height // 50
    assert abs(ink(then) - ink(now)) < 0.01
    high = min(then.height, now.height)
    small = [picture.convert("L").crop((0, 0, WIDE, high)).reduce(8) for picture in (then, now)]
    assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < 3


@pytest.mark.parametrize("dots", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["fr", "ar", "ru"])
def test_bytes_are_the_drawing(dots: int, language: str) -> None:
    """What the decoder rebuilds from the bytes is, dot for dot, what was drawn."""
    receipt = samples.office(language)
    drawn = one_bit(Raster(dots).picture(receipt))
    assert ImageChops.logical_xor(drawn, printed(receipt, dots).crop((0, 0, *drawn.size))).getbbox() is None


@pytest.mark.parametrize("dots", [WIDE, NARROW])
def test_qr_is_read_from_the_paper(dots: int) -> None:
    """Another program reads the QR code from the rebuilt paper, with four light modules around it."""
    read = zxingcpp.read_barcodes(printed(samples.office("ar"), dots).convert("L"))
    assert [code.text for code in read] == [samples.QR_TEXT]
    alone = one_bit(Raster(dots).block(Qr(samples.QR_TEXT)))
    left, top, _, bottom = ImageChops.invert(alone).getbbox() or (0, 0, 0, 0)
    module = (bottom - top) // 25
    assert (top, alone.height - bottom) == (4 * module, 4 * module)
    assert module in (6, 8)
    assert left >= 4 * module


def difference(line: Image.Image, stamp: Image.Image) -> float:
    """Give the least share of differing dots of `stamp` over all its places in `line`."""
    area = stamp.width * stamp.height
    return min(
        ImageChops.logical_xor(line.crop((x, y, x + stamp.width, y + stamp.height)), stamp).histogram()[255] / area
        for y in range(line.height - stamp.height + 1)
        for x in range(line.width - stamp.width + 1)
    )


def cropped(picture: Image.Image) -> Image.Image:
    """Cut the blank edges."""
    return picture.crop(ImageChops.invert(picture).getbbox())


@pytest.mark.parametrize(
    ("code", "turned"),
    [
        ("2025-000123", "000123-2025"),
        ("01 42 00 11 22", "22 11 00 42 01"),
        ("Mon espace santé", "santé espace Mon"),
        ("+33 3422", "3422 33+"),
    ],
)
def test_codes_keep_their_order_in_arabic(code: str, turned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside a right-to-left line a number reads as it was written, and without the isolates it would not."""
    font = fonts.face_for("الملف " + code).font(20)
    raster = Raster()

    def stamp(text: str) -> Image.Image:
        from PIL import ImageDraw

        canvas = Image.new("L", (400, 60), 255)
        ImageDraw.Draw(canvas).text((5, 40), text, fill=0, font=font, anchor="ls")
        return cropped(one_bit(canvas))

    line = cropped(one_bit(raster.block(Para((samples.words(f"رقم الملف: {code} للمكتب", "ar"),)))))
    # The line and the stamp start at different fractions of a dot, hence not zero.
    right, wrong = difference(line, stamp(code)), difference(line, stamp(turned))
    assert right < 0.1
    assert wrong > max(0.1, 2 * right)
    if set(code) & set("-+"):  # the others keep their order by themselves, when a line is not cut in them
        monkeypatch.setattr("kiosk.printer.raster.isolated", str)
        naive = cropped(one_bit(raster.block(Para((samples.words(f"رقم الملف: {code} للمكتب", "ar"),)))))
        assert difference(naive, stamp(code)) > max(0.1, 2 * right)


def test_fixed_pieces_are_never_mirrored() -> None:
    """A fixed value beside an Arabic name is drawn as it is alone."""
    both = Raster().block(Pair((samples.words("الهاتف", "ar"),), (Worded("12-34", "ar", rtl=True, fixed=True),)))
    alone = Raster().block(Pair((samples.words("x"),), (Worded("12-34", "fr"),)))
    stamp = cropped(one_bit(alone.crop((WIDE // 2, 0, WIDE, alone.height))))
    assert difference(cropped(one_bit(both.crop((0, 0, WIDE // 2, both.height)))), stamp) < 0.1


def test_arabic_stands_at_the_right() -> None:
    """A short line of a right-to-left language ends at the right edge of the paper."""
    box = ImageChops.invert(one_bit(Raster().block(Para((samples.words("نعم", "ar"),))))).getbbox()
    assert box is not None
    assert box[2] > WIDE - 8
    assert box[0] > WIDE // 2


@pytest.mark.parametrize(
    ("text", "script"), [("你好 Dupont", "cjk"), ("Zoé 😀", "symbol"), ("\ue000", "symbol"), ("கடை", "tamil")]
)
def test_missing_glyph(text: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that no font has is a refusal that names its script and not the text."""
    monkeypatch.setattr(fonts, "faces", lambda: tuple(face for face in REAL if "noto_sans" in str(face.medium)))
    with pytest.raises(MissingGlyph) as caught:
        Raster().picture(samples.one(text))
    assert caught.value.script == script
    assert "Dupont" not in str(caught.value)


REAL = fonts.faces()


def test_packaged_fonts_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without any font of its own the three scripts are printed, with Pashto, Romanian and Ukrainian."""
    packaged = tuple(face for face in REAL if "fontpkg" in str(face.medium))
    assert len(packaged) == 2
    monkeypatch.setattr(fonts, "faces", lambda: packaged)
    for language in ("fr", "ar", "ru"):
        Raster().picture(samples.office(language))
    for text in ("ټ ډ ړ ږ ښ ګ ڼ ې ۍ", "Ștefan, învăță, ğışİ", "її єґ", "می‌خواهم ۱۲۳"):
        Raster().picture(samples.one(text))


def test_character_tables_agree_with_the_font_engine() -> None:
    """Our reading of a font's table and the font engine agree on which characters it lacks."""
    for face in REAL:
        font = face.font(40)
        absent = bytes(font.getmask("\U0010fffd"))
        for char in "éœŁșЛї№αءټگ۱中தব€“•→":
            lacking = bytes(font.getmask(char)) == absent
            assert lacking == (ord(char) not in fonts.characters(face.medium)), (face.medium.name, char)


@pytest.mark.parametrize("dots", [WIDE, NARROW])
def test_large_fills_but_fits(dots: int) -> None:
    """The reference is drawn at least three times the size of the text, and never beyond the paper."""
    text = Raster(dots).block(Para((samples.words("W"),)))
    drawn = one_bit(Raster(dots).block(Large("WWWMMMWWW")))
    box = ImageChops.invert(drawn).getbbox()
    small = ImageChops.invert(one_bit(text)).getbbox()
    assert box is not None
    assert small is not None
    assert box[0] > 0
    assert box[2] < dots
    assert box[3] - box[1] >= 2 * (small[3] - small[1])


def test_width_is_whole_bytes() -> None:
    """A paper that is not whole bytes wide is refused."""
    with pytest.raises(ValueError, match="bytes"):
        Raster(500)


@pytest.mark.parametrize("dots", [WIDE, NARROW])
@pytest.mark.parametrize("text", ["W" * 200, samples.ARABIC["call"], samples.RUSSIAN["without"], "ا" * 200])
def test_no_line_leaves_the_paper(dots: int, text: str) -> None:
    """Every line, as it is shaped, fits the paper: nothing is cut at the edge."""
    raster = Raster(dots)
    for language in ("fr", "ar"):
        lines = raster._lines((samples.words(text, language),))
        assert len(lines) > 1
        assert all(0 < line.width <= dots - 2 for line in lines)


@pytest.mark.parametrize("body", [20, 30])
def test_large_print(body: int) -> None:
    """A larger text is the same receipt on more paper, its QR code still read."""
    drawn = one_bit(Raster(NARROW, body).picture(samples.brief("ar")))
    assert [code.text for code in zxingcpp.read_barcodes(drawn.convert("L"))] == [samples.QR_TEXT]
    assert (drawn.height > one_bit(Raster(NARROW).picture(samples.brief("ar"))).height) == (body > 20)
