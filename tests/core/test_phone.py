"""Telephone numbers are shown as they are read aloud, and nothing of them is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.phone import pairs, read_phone


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("+33612345678", "+33 6 12 34 56 78"),
        ("+262692123456", "+262 692 12 34 56"),
        ("+32470123456", "+32 470 12 34 56"),
        ("+15145550199", "+1 51 45 55 01 99"),
        ("061234567", "06 12 34 56 7"),
        ("3422", "3422"),
        ("01 23 45 67 89", "01 23 45 67 89"),
        ("", ""),
        ("appelez Léa", "appelez Léa"),
    ],
)
def test_a_number_is_shown_in_pairs(kept: str, shown: str) -> None:
    """French numbers in pairs, others behind their country; short numbers and words as they are."""
    assert pairs(kept) == shown


@given(st.from_regex(r"\A\+?[0-9]{4,15}\Z"))
def test_what_is_shown_is_read_again(number: str) -> None:
    """Pairs add nothing but spaces, and what was kept once is kept as it is when it is typed again."""
    assert re.sub(" ", "", pairs(number)) == number
    kept = read_phone(number)
    if kept is not None:
        assert read_phone(pairs(kept)) == kept


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(typed: str) -> None:
    """What is kept is digits with at most one plus, whatever was typed."""
    kept = read_phone(typed)
    assert kept is None or re.fullmatch(r"\+?[0-9]{6,15}", kept)
