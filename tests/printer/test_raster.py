"""The receipt as a picture."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat, features

from kiosk.core.blocks import Large, Pair, Para, Qr, Receipt, Worded
from kiosk.core.errors import MissingGlyph
from kiosk.printer import fonts
from kiosk.printer.escpos import RasterPrinter
from kiosk.printer.fonts import face_for
from kiosk.printer.layout import pieces_of, words_drawn
from kiosk.printer.raster import LARGE_PRINT, NARROW, WIDE, Raster, one_bit
from kiosk.printer.typeset import Glyphs, Type, lines, stamp
from scripts.pictures.receipt import ROOT, SHOWN, framed
from tests.printer import full, samples
from tests.printer.decoder import decode
from tests.printer.sentences import SENTENCES

GOLDEN = Path(__file__).parent.parent / "golden"


def printed(receipt: Receipt, dots: int = WIDE) -> Image.Image:
    """Give the paper that a printer would make of the bytes."""
    return decode(RasterPrinter(dots).show(receipt), dots, dots // 12).sheet()


def ink(picture: Image.Image) -> float:
    """Give the share of dots that are black."""
    return 1 - ImageStat.Stat(picture.convert("L")).mean[0] / 255


@pytest.mark.parametrize("language", samples.LETTERS)
def test_golden(language: str) -> None:
    """The product's receipt in each language looks as it did: the same height, the same ink in the same places.

    Compared at an eighth of the size, so that another build of the font engine does not matter. Write the pictures anew
    with `GOLDEN=1 pytest tests/printer/test_raster.py -k golden`, and those of docs by `python -m scripts.pictures`.
    """
    if language == "ka" and not any("DejaVuSans.ttf" in face.medium.name for face in REAL):
        pytest.skip("the picture was made with fonts-dejavu-core")
    path, now = GOLDEN / f"receipt_{language}.png", printed(full.receipt(language))
    if os.environ.get("GOLDEN"):
        now.save(path, optimize=True)
    then = Image.open(path).convert("L")
    assert abs(then.height - now.height) <= then.height // 50
    assert abs(ink(then) - ink(now)) < 0.01
    high = min(then.height, now.height)
    small = [picture.convert("L").crop((0, 0, WIDE, high)).reduce(8) for picture in (then, now)]
    assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < 3


@pytest.mark.parametrize("name", SHOWN)
def test_the_pictures_of_the_documents_are_the_golden_ones(name: str) -> None:
    """A receipt that docs show is, dot for dot, the one that is held true, with a margin; and a page shows it."""
    golden = Image.open(GOLDEN / f"receipt_{SHOWN[name]}.png").convert("1")
    assert Image.open(ROOT / "docs" / f"{name}.png").convert("1").tobytes() == framed(golden).tobytes()
    assert any(f"]({name}.png)" in page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("dots", [WIDE, NARROW])
def test_bytes_are_the_drawing(dots: int) -> None:
    """What the decoder rebuilds from the bytes is, dot for dot, what was drawn; in one language it is all drawn."""
    receipt = samples.office()
    drawn = one_bit(Raster(dots).picture(receipt))
    assert ImageChops.logical_xor(drawn, printed(receipt, dots).crop((0, 0, *drawn.size))).getbbox() is None


@pytest.mark.parametrize("dots", [WIDE, NARROW])
def test_qr_is_read_from_the_paper(dots: int) -> None:
    """Another program reads the QR code from the rebuilt paper, with four light modules around it."""
    read = zxingcpp.read_barcodes(printed(full.receipt("ar"), dots).convert("L"))
    assert [code.text for code in read] == [samples.QR_TEXT]
    alone = one_bit(Raster(dots).block(Qr(samples.QR_TEXT)))
    left, top, _, bottom = ImageChops.invert(alone).getbbox() or (0, 0, 0, 0)
    module = (bottom - top) // 25
    assert (top, alone.height - bottom) == (4 * module, 4 * module)
    assert module in (6, 8)
    assert left >= 4 * module


def found(strip: Image.Image, stamp: Image.Image) -> list[int]:
    """Give every column where `stamp` stands in `strip`, dot for dot, at any height."""
    places = []
    for x in range(strip.width - stamp.width + 1):
        for y in range(strip.height - stamp.height + 1):
            there = strip.crop((x, y, x + stamp.width, y + stamp.height))
            if there.tobytes() == stamp.tobytes():
                places.append(x)
    return places


def cropped(picture: Image.Image) -> Image.Image:
    """Cut the blank edges."""
    return picture.crop(ImageChops.invert(picture).getbbox())


def alone(text: str, language: str = "fr") -> Image.Image:
    """Draw words that stand alone on their line, cut to their ink."""
    return cropped(Raster().block(Para((samples.words(text, language),))))


@pytest.mark.parametrize("language", ["ar", "prs", "ps", "ur"])
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("رقم الملف: {} للمكتب", ["2025-000123"]),
        ("رقم الملف: {} للمكتب", ["01 42 00 11 22"]),
        ("اذهبوا إلى {} اليوم", ["Mon espace santé"]),
        ("الرقم {} للمكتب", ["+33 3422"]),
        ("من {} إلى {}، يوم {}", ["14:00", "18:00", "06/12"]),
        ("المرجع {} ثم {}؟", ["KW6-582-JX4", "3422"]),
        ("({}) يوم {}.", ["06/12/2026", "9:30"]),
    ],
)
def test_codes_keep_their_order_from_right_to_left(language: str, text: str, codes: list[str]) -> None:
    """In a right-to-left line each number reads as it was written, and several follow one another from the right."""
    line = cropped(Raster().block(Para((Worded(text.format(*codes), language, rtl=True),))))
    places = [found(line, alone_in(code, language)) for code in codes]
    assert all(len(each) == 1 for each in places), places
    order = [each[0] for each in places]
    assert order == sorted(order, reverse=True)


def alone_in(code: str, language: str) -> Image.Image:
    """Draw a code in the letters of a language: as its own font draws them."""
    both = cropped(Raster().block(Para((Worded("ا " + code, language, rtl=True),))))
    # the first letter stands at the right, a space away
    columns = [any(not both.getpixel((x, y)) for y in range(both.height)) for x in range(both.width)]
    end = max(x for x in range(both.width - 4) if columns[x] and not any(columns[x + 1 : x + 4]))
    return cropped(both.crop((0, 0, end + 1, both.height)))


def test_words_are_read_from_the_right() -> None:
    """The words of an Arabic sentence stand from right to left, each as it is drawn alone."""
    words = ["سيتصل", "بكم", "المكتب", "هنا"]
    line = alone(" ".join(words), "ar")
    order = [found(line, alone(word, "ar"))[0] for word in words]
    assert order == sorted(order, reverse=True)


def test_a_right_to_left_name_in_a_french_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """An Arabic name in a French sentence keeps the order of its words, read from the right."""
    monkeypatch.setattr("kiosk.printer.raster._ALONE_WIDTH", 100)  # narrowed letters do not end on whole dots
    line = alone("Association جمعية الميناء (Marseille)")
    first, second = (found(line, cropped(Raster().block(Para((Worded(w, "fr"),)))))[0] for w in ("جمعية", "الميناء"))
    assert found(line, alone("Association"))[0] < second < first < found(line, alone("Marseille"))[0]


def test_narrower_letters_are_as_high_and_as_dark_and_touch_no_more() -> None:
    """In a receipt of one language letters are a little narrower: same height, same strokes, no more run together."""
    receipt = full.receipt("fr")
    pairs = {pair for block in receipt.blocks for each in words_drawn(pieces_of(block)) for pair in pairwise(each.text)}
    letters = {letter for pair in pairs for letter in pair if letter.strip()}
    (face,) = {face_for("abc")} - {None}
    for kind in (Raster()._type(samples.words("a"), False, bold) for bold in (0, 10, 11)):
        narrow, usual = (
            {letter: stamp(letter, face, replace(kind, width=width)) for letter in letters}
            for width in (kind.width, 100)
        )
        for letter in "aeniolrtuRE8":
            assert span(narrow[letter])[1::2] == span(usual[letter])[1::2]
        stems = [span(each["l"]) for each in (narrow, usual)]
        assert stems[0][2] - stems[0][0] == stems[1][2] - stems[1][0]

        def touching(drawn: Mapping[str, Glyphs]) -> int:
            known = [(drawn[one], drawn[two]) for one, two in pairs if one in drawn and two in drawn]
            return sum(span(one)[2] >= one.advance + span(two)[0] + 1 for one, two in known)

        assert touching(narrow) <= touching(usual)


def span(letter: Glyphs) -> tuple[int, int, int, int]:
    """Give where its ink begins and ends, from its origin."""
    assert letter.ink is not None
    left, top, right, bottom = letter.ink.getbbox() or (0, 0, 0, 0)
    return letter.left + left, letter.top + top, letter.left + right, letter.top + bottom


def test_fixed_pieces_are_never_mirrored() -> None:
    """A fixed value beside an Arabic name is drawn as it is alone, at the left of the name."""
    both = Raster().block(Pair((samples.words("الهاتف", "ar"),), (Worded("12-34", "ar", rtl=True, fixed=True),)))
    value = cropped(Raster().block(Pair((), (Worded("12-34", "ar", fixed=True),))))
    (place,) = found(both, value)
    assert WIDE // 2 < place < WIDE - value.width


def test_arabic_stands_at_the_right() -> None:
    """A short line of a right-to-left language ends at the right edge of the paper."""
    box = ImageChops.invert(one_bit(Raster().block(Para((samples.words("نعم", "ar"),))))).getbbox()
    assert box is not None
    assert box[2] > WIDE - 8
    assert box[0] > WIDE // 2


@pytest.mark.parametrize(
    ("text", "script", "package"),
    [
        ("你好 Dupont", "cjk", "pylopdf-fonts-zh-cn"),
        ("Zoé 😀", "symbol", ""),
        ("\ue000", "symbol", ""),
        ("கடை", "tamil", "fontpkg-noto-sans-tamil"),
        ("ქარ", "georgian", "fonts-dejavu-core"),
        ("\U00012000", "cuneiform", "fonts-noto-core"),
    ],
)
def test_missing_glyph(text: str, script: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that no font has is a refusal that names its script, what to install, and not the text."""
    monkeypatch.setattr(
        fonts,
        "faces",
        lambda: tuple(
            face for face in REAL if face.medium.parent.parent.name in ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
        ),
    )
    with pytest.raises(MissingGlyph) as caught:
        Raster().picture(samples.one(text))
    assert (caught.value.script, caught.value.package) == (script, package)
    assert "Dupont" not in str(caught.value)


REAL = fonts.faces()


def test_packaged_fonts_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without any font of its own every language but Chinese is printed, and names in any of them."""
    packaged = tuple(face for face in REAL if "fontpkg" in str(face.medium) or "barcode" in str(face.medium))
    assert len(packaged) == 5
    monkeypatch.setattr(fonts, "faces", lambda: packaged)
    for language in SENTENCES.keys() - {"zh"}:
        Raster().picture(samples.brief(language))
    for text in ("ټ ډ ړ ږ ښ ګ ڼ ې ۍ", "Ștefan, învăță, ğışİ", "її єґ", "می‌خواهم ۱۲۳"):
        Raster().picture(samples.one(text))


def test_languages_of_a_bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a language that cannot be printed, the package that mends it is named; one that prints names nothing."""
    assert set(fonts.languages(samples.LETTERS)) == set(SENTENCES)
    packaged = tuple(face for face in REAL if "fontpkg" in str(face.medium))
    monkeypatch.setattr(fonts, "faces", lambda: packaged)
    missing = {language: package for language, package in fonts.languages(samples.LETTERS).items() if package}
    assert missing == {"zh": "pylopdf-fonts-zh-cn", "ka": "fonts-dejavu-core"}
    monkeypatch.setattr(fonts, "faces", lambda: ())
    assert all(fonts.languages(samples.LETTERS).values())


@pytest.mark.parametrize("language", SENTENCES)
def test_what_is_said_to_print_prints(language: str) -> None:
    """A language that is said to print has a font for every letter of its receipt; else the receipt is refused."""
    if fonts.languages(samples.LETTERS)[language]:
        with pytest.raises(MissingGlyph):
            Raster().picture(samples.brief(language))
    else:
        Raster().picture(samples.brief(language))


def test_a_font_for_each_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no font has both scripts of a line, each run is drawn in its own, the reference in the middle whole."""
    han = next((face for face in REAL if face.draws("编号关闭请") and not face.draws("K")), None)
    latin = next(face for face in REAL if "noto_sans/" in str(face.medium))
    georgian = next(face for face in REAL if face.draws("ნომერი"))
    for text, other in (("编号 KW6-582-JX4 关闭", han), ("ნომერი KW6-582-JX4 № 3", georgian)):
        if other is None:
            continue
        monkeypatch.setattr(fonts, "faces", lambda other=other: (latin, Only(other)))
        parts = fonts.runs(text)
        assert "".join(part for part, _ in parts) == text
        assert len(parts) >= 2
        assert all(face.draws(part) for part, face in parts)
        line = cropped(Raster().block(Para((samples.words(text),))))
        assert len(found(line, alone("KW6-582-JX4"))) == 1


def test_a_word_in_two_fonts_from_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a right-to-left word, what another font draws stands at its left when it comes after."""
    text = "سلام№"
    monkeypatch.setattr(fonts, "faces", lambda: tuple(face for face in REAL if "fontpkg" in str(face.medium)))
    assert [part for part, _ in fonts.runs(text)] == ["سلام", "№"]
    line = alone(text, "ar")
    (place,) = found(line, alone("سلام", "ar"))
    assert place > 5


class Only(fonts.Face):
    """A font without Latin letters."""

    def __init__(self, face: fonts.Face) -> None:
        super().__init__(face.medium, face.bold)

    def lacking(self, text: str) -> str:
        """Lack them, too."""
        return super().lacking(text) + "".join(char for char in text if char.isascii() and char.isalnum())


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
@pytest.mark.parametrize("text", ["W" * 200, " ".join(SENTENCES["ar"][7:9]), SENTENCES["ru"][8], "ا" * 200])
def test_no_line_leaves_the_paper(dots: int, text: str) -> None:
    """Every line, as it is shaped, fits the paper: nothing is cut at the edge."""
    for language in ("fr", "ar"):
        set_lines = lines(samples.words(text, language), Type(20), dots - 2)
        assert len(set_lines) > 1
        assert all(0 < line.width <= dots - 2 for line in set_lines)


@pytest.mark.parametrize("body", [20, LARGE_PRINT])
def test_large_print(body: int) -> None:
    """A larger text is the same receipt on more paper, its QR code still read."""
    drawn = one_bit(Raster(NARROW, body).picture(samples.brief("ar")))
    assert [code.text for code in zxingcpp.read_barcodes(drawn.convert("L"))] == [samples.QR_TEXT]
    assert (drawn.height > one_bit(Raster(NARROW).picture(samples.brief("ar"))).height) == (body > 20)


def test_without_what_joins_letters_no_language_that_needs_it_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a bare system Pillow cannot join letters: those languages name the package, and the others still print."""
    fonts.shapes.cache_clear()
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")
    try:
        found = fonts.languages(samples.LETTERS)
        assert {found[code] for code in ("ar", "prs", "ps", "ur", "bn", "ta")} == {"libfribidi0"}
        assert found["fr"] == found["ru"] == ""
    finally:
        fonts.shapes.cache_clear()
