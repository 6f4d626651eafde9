"""Harmless text and lines that fit."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kiosk.core.blocks import Literal, Pair, Para, Title, Worded
from kiosk.printer.layout import (
    directed,
    drawable,
    ends_quoted,
    letters,
    qr_matrix,
    rows,
    spelled,
    width,
    words_drawn,
    wrap_words,
)
from tests.printer.samples import NASTY, fixed, words


@given(st.text() | st.sampled_from(NASTY))
def test_clean_text_commands_nothing(text: str) -> None:
    """Whatever comes in, no control character, override, isolate or lone surrogate is left, and it is NFC."""
    harmless = drawable(text)
    assert harmless == unicodedata.normalize("NFC", harmless)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in harmless)
    assert not set(harmless) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


@pytest.mark.parametrize("text", ["Zoé", "Ștefan", "Hélène d’Œuvre", "می‌خواهم", "中文"])
def test_clean_text_keeps_names(text: str) -> None:
    """A name in NFC passes unchanged, the joiner that Persian spelling needs included."""
    assert drawable(text) == text


@given(st.text(), st.sampled_from([16, 32, 42, 48, 72]))
def test_lines_never_exceed(text: str, columns: int) -> None:
    """No line is wider than the columns, measured by another library, and no letter is lost."""
    lines = wrap_words(drawable(text), columns)
    assert all(cell_len(line) <= columns and width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(drawable(text).split())


def test_a_mark_stays_with_its_letter() -> None:
    """A long word is cut between letters, never between a letter and the marks on it."""
    word = "ব\u09bf" * 40
    assert all(len(line) % 2 == 0 for line in wrap_words(word, 10))
    assert letters("a\u0300b") == ["a\u0300", "b"]


def test_a_number_is_never_broken() -> None:
    """A telephone number stays on one line, and so does French double punctuation with its word."""
    lines = wrap_words("Téléphonez au 01 42 00 11 22 demain", 24)
    assert any("01\u00a042\u00a000\u00a011\u00a022" in line for line in lines)
    assert wrap_words("abcde fgh : oui", 10) == ["abcde", "fgh\u00a0: oui"]


def test_wide_characters_fill_lines_without_a_leading_stop() -> None:
    """Chinese breaks between any two characters but never puts a full stop first."""
    lines = wrap_words("我们会给您打电话。请带上您的卡。", 16)
    assert lines == ["我们会给您打电", "话。请带上您的", "卡。"]


def test_codes_numbers_and_latin_words_are_runs_of_their_own() -> None:
    """In right-to-left text each code, number or Latin name is one run, and two of them stay apart."""
    assert directed("الملف: 2025-000123، Mon espace santé") == [
        ("الملف: ", True),
        ("2025-000123", False),
        ("، ", True),
        ("Mon espace santé", False),
    ]
    assert [part for part, rtl in directed("من 14:00 إلى 18:00 – 01 42 00 11 22") if not rtl] == [
        "14:00",
        "18:00",
        "01 42 00 11 22",
    ]


def test_a_french_phrase_in_her_words_is_read_from_the_left() -> None:
    """What she is given to say keeps its order over a comma; a list of codes is a list of hers."""
    phrase = "Pouvez-vous le faire maintenant, par téléphone"
    assert directed(f"« {phrase} » (هل يمكن)")[1] == (phrase, False)
    assert [part for part, rtl in directed("المادة R1111-36, L1111-13-1 من") if not rtl] == ["R1111-36", "L1111-13-1"]
    long = "Je n’ai plus de code, ou pas de carte Vitale : comment faire"  # no page has a line for it in large print
    assert max(len(part) for part, rtl in directed(f"{long} (لم)") if not rtl) < 30


@pytest.mark.parametrize("marks", ["“{}”", "«\u00a0{}\u00a0»"])
@pytest.mark.parametrize(
    "french",
    [
        "Je demande aussi la suppression des données archivées (article R1111-36).",
        "Je n’ai plus de code, ou pas de carte Vitale\u00a0: comment faire\u00a0?",
        "Est-il ouvert\u00a0? Activé\u00a0? Fermé\u00a0? Refusé\u00a0? Depuis quand\u00a0?",
        "Quand m’informerez-vous de l’effacement\u00a0?",
    ],
)
def test_a_quoted_french_sentence_is_one_run_with_all_its_signs(french: str, marks: str) -> None:
    """Its brackets, its comma and what ends it are its own, on one line or over several; her words stay hers."""
    text = f"1. {marks.format(french)} (هل هو مفتوح؟)"
    assert [part for part, rtl in directed(text) if not rtl] == ["1", french]
    lines, quoted, read = wrap_words(text, 24), False, []
    for line in lines:
        read += [part for part, rtl in directed(line, quoted=quoted) if not rtl]
        quoted = ends_quoted(line, quoted=quoted)
    assert len(lines) > 2
    assert re.sub("[ \u00a0]", "", "".join(read)) == re.sub("[ \u00a0]", "", f"1{french}")
    assert not quoted


def test_quoted_words_of_hers_are_read_from_the_right() -> None:
    """A button of the kiosk in her language, with a name in it, is cut as any words of hers."""
    assert directed("اختاروا «رفض إنشاء Mon espace santé».")[-2:] == [("Mon espace santé", False), ("».", True)]


@given(st.text() | st.text("“”«» a.ب"), st.booleans())
def test_runs_lose_nothing(text: str, quoted: bool) -> None:
    """Cut into runs, text is whole."""
    assert "".join(part for part, _ in directed(text, quoted=quoted)) == text


def test_said_refuses_codes() -> None:
    """A piece that was not worded is a mistake of the program, never printed as it is."""
    with pytest.raises(TypeError):
        words_drawn((Literal("x"),))


def test_said_says_once() -> None:
    """Where a language has no translation, the French stands once, not twice."""
    assert words_drawn((Worded("Oui", "ar"), Worded("Oui", "fr"), Worded(" ", "fr"))) == [Worded("Oui", "ar")]


def test_pairs() -> None:
    """A name and its value share a line where they fit; else the value stands below, set in."""
    assert rows(Pair((words("Téléphone"),), fixed("01 42")), 20) == ["Téléphone      01 42"]
    assert rows(Pair((words("Téléphone"),), fixed("un deux trois")), 20) == ["Téléphone", "  un deux trois"]


@given(st.text(), st.text(), st.integers(16, 72))
def test_rows_fit(name: str, value: str, columns: int) -> None:
    """Whatever the words, the rows of a block fit the columns."""
    for block in (Pair((words(name),), fixed(value)), Para((words(name), words(value, "ar"))), Title((words(value),))):
        assert all(cell_len(row) <= columns for row in rows(block, columns))


def test_reference_spelled_once() -> None:
    """A reference is spelled in threes whether or not it already was."""
    assert spelled("k7q4m29xd") == spelled("K7Q-4M2-9XD") == "K7Q-4M2-9XD"


def test_qr_only_alphanumeric() -> None:
    """Text outside QR's alphanumeric alphabet is refused: no name can slip into a code."""
    for text in ("é", "abc", "", "A\n"):
        with pytest.raises(ValueError, match="alphanumeric"):
            qr_matrix(text)
