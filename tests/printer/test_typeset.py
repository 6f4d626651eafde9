"""Words as dots: shaped as another build of the shaper says, in order, and never beyond the paper."""

from __future__ import annotations

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import features

from kiosk.core.blocks import Worded
from kiosk.core.errors import MissingGlyph
from kiosk.printer.fonts import Face, face_for
from kiosk.printer.layout import drawable
from kiosk.printer.typeset import Type, lines, stamp
from tests.printer.sentences import RTL, SENTENCES

SHAPED = ("ar", "prs", "ps", "ur", "bn", "ta")
SIZE = 100


def harfbuzz(text: str, face: Face, rtl: bool) -> float:
    """Give the length of shaped text in dots, by another program."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.medium))))
    font.scale = (SIZE * 64, SIZE * 64)
    font.set_variations({"wght": 500, "wdth": 100})
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(font, buffer)
    return sum(float(glyph.x_advance) for glyph in buffer.glyph_positions) / 64


def test_raqm_is_in_use() -> None:
    """The engine that shapes words is there: without it Arabic comes out as loose letters."""
    assert features.check("raqm")


@pytest.mark.parametrize("language", SHAPED)
def test_words_are_shaped(language: str) -> None:
    """Each word is as long as another build of the shaper says, and not as long as its letters put side by side."""
    kind, shorter = Type(SIZE), 0
    for word in {part for text in SENTENCES[language] for part in text.split()}:
        if any(char.isascii() for char in word):
            continue
        face = face_for(word)
        assert face is not None
        drawn = stamp(word, face, kind, language, language in RTL).advance
        assert drawn == pytest.approx(harfbuzz(word, face, language in RTL), abs=1 + len(word) / 2)
        loose = sum(stamp(char, face, kind, language, language in RTL).advance for char in word)
        shorter += abs(loose - drawn) > SIZE / 20
    assert shorter >= 5


@pytest.mark.parametrize(
    ("conjunct", "language"),
    [("ক্ষ", "bn"), ("ষ্ট্র", "bn"), ("ম্ম", "bn"), ("لا", "ar"), ("سلم", "ar"), ("کړئ", "ps"), ("پاک", "prs")],
)
def test_letters_join(conjunct: str, language: str) -> None:
    """Letters that join take less room together than one by one."""
    face = face_for(conjunct)
    assert face is not None
    rtl = language in RTL
    letters = [char for char in conjunct if char != "\u09cd"]
    loose = sum(stamp(char, face, Type(SIZE), language, rtl).advance for char in letters)
    assert stamp(conjunct, face, Type(SIZE), language, rtl).advance < 0.95 * loose


def test_a_tamil_vowel_stands_before_its_letter() -> None:
    """In கெ the vowel, written second, is drawn first."""
    face = face_for("கெ")
    assert face is not None
    whole, letter = (stamp(text, face, Type(SIZE), "ta").ink for text in ("கெ", "க"))
    assert whole is not None
    assert letter is not None
    at_right = whole.crop((whole.width - letter.width, whole.height - letter.height, whole.width, whole.height))
    at_left = whole.crop((0, whole.height - letter.height, letter.width, whole.height))
    assert unlike(at_right, letter) < 0.02 < unlike(at_left, letter)


def unlike(one: object, other: object) -> float:
    """Give the share of dots that differ."""
    from PIL import Image, ImageChops

    assert isinstance(one, Image.Image)
    assert isinstance(other, Image.Image)
    return ImageChops.logical_xor(one, other).histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("language", [each for each in SENTENCES if each not in SHAPED])
def test_letters_alone_are_as_long_as_shaped(language: str) -> None:
    """Letters that are drawn one by one are as long together as the shaper would set them, within a twentieth."""
    for text in SENTENCES[language]:
        for word in text.split():
            face = face_for(word)
            assert face is not None
            (line,) = lines(Worded(word, language), Type(SIZE), 10_000)
            assert line.width == pytest.approx(harfbuzz(word, face, False), rel=0.05, abs=3)


@pytest.mark.parametrize("size", [16, 18, 20, 32])
def test_legible(size: int) -> None:
    """Small letters are at least eight dots high, a millimetre, at every size in use, and no stroke is lost."""
    face = face_for("x")
    assert face is not None
    for letter in "xo":
        ink = stamp(letter, face, Type(size, width=75)).ink
        assert ink is not None
        assert ink.height >= 8
    for pair in ("оО", "6G", "8B", "iı", "cç", "eé", "nñ"):
        one, other = (stamp(char, face_for(pair) or face, Type(16, width=75)).ink for char in pair)
        assert one is not None
        assert other is not None
        assert (one.size, one.tobytes()) != (other.size, other.tobytes())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([word for each in SENTENCES.values() for text in each for word in text.split()])),
    st.sampled_from([180, 382, 574]),
    st.booleans(),
)
def test_mixed_lines_fit_and_lose_nothing(mixed: list[str], dots: int, rtl: bool) -> None:
    """Words of all scripts on one line, in either direction, are set within the paper, or refused as a whole."""
    piece = Worded(drawable(" ".join(mixed)), "ar" if rtl else "fr", rtl=rtl)
    try:
        found = lines(piece, Type(20), dots)
    except MissingGlyph:
        return
    assert all(line.width <= dots for line in found)
    inked = sum(bool(stamp.ink) for line in found for group in line.groups for stamp in group)
    assert (inked > 0) == bool(mixed)
