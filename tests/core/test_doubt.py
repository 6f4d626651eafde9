"""What is asked back: contradictions, odd numbers; softly, and nothing about days while the clock is doubted."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.core.doubt import NEWBORN, Doubt, doubts
from kiosk.core.procedure import Answer, Answers, Field, FieldType, Label, Unsaid
from kiosk.core.typed_date import read_typed

TODAY = date(2026, 11, 21)
BORN, CHILD_BORN = "birth_date", "child_birth_date"


def a_field(name: str) -> Field:
    dates, phones = ("birth_date", "child_birth_date", "letter_date"), ("phone",)
    kind = FieldType.DATE if name in dates else FieldType.PHONE if name in phones else FieldType.TEXT
    return Field(name, kind, Label("?", "test"))


def asked(
    name: str, answer: Answer, before: Answers, procedure: str = "close", today: date | None = TODAY
) -> set[Doubt]:
    return {code for code, _ in doubts(a_field(name), answer, before, procedure, today)}


@pytest.mark.parametrize(
    ("name", "answer", "before", "doubt"),
    [
        (BORN, "2027-01-01", {"whom": "self"}, Doubt.BORN_LATER),
        (BORN, "2027", {"whom": "self"}, Doubt.BORN_LATER),
        (BORN, "2019-03-01", {"whom": "self"}, Doubt.SELF_IS_YOUNG),
        (BORN, "2019", {"whom": "self"}, Doubt.SELF_IS_YOUNG),
        (BORN, "1905", {"whom": "self"}, Doubt.BORN_LONG_AGO),
        (CHILD_BORN, "1985-03-01", {"whom": "child", BORN: "1960"}, Doubt.CHILD_IS_GROWN),
        (CHILD_BORN, "2015-03-01", {"whom": "child", BORN: "2015-03-01"}, Doubt.TWO_BIRTHS),
        (CHILD_BORN, "2015-03-01", {"whom": "child", BORN: "2016"}, Doubt.TWO_BIRTHS),
        (BORN, "2015-03-01", {"whom": "child", CHILD_BORN: "2015"}, Doubt.TWO_BIRTHS),
        (BORN, "1990-03-01", {"whom": "self", "letter_date": "1989-12-31"}, Doubt.LETTER_BEFORE_BIRTH),
        (CHILD_BORN, "2026-10-01", {"whom": "child", "letter_date": "2026-09"}, Doubt.LETTER_BEFORE_BIRTH),
        ("phone", "061234567", {}, Doubt.PHONE_LENGTH),
        ("phone", "06123456789", {}, Doubt.PHONE_LENGTH),
        ("phone", "+3361234567", {}, Doubt.PHONE_LENGTH),
        ("phone", "6123456789", {}, Doubt.PHONE_START),
        ("come_back", Unsaid.UNKNOWN, {"contact": "come"}, Doubt.NO_WAY_BACK),
    ],
)
def test_what_contradicts_is_asked_back(name: str, answer: Answer, before: Answers, doubt: Doubt) -> None:
    """Each contradiction has its question; those about days have none while the clock is doubted."""
    assert asked(name, answer, before) - {Doubt.READ_BACK} == {doubt}
    of_days = a_field(name).type is FieldType.DATE
    assert (doubt in asked(name, answer, before, today=None)) is not of_days


@pytest.mark.parametrize(
    ("name", "answer", "before"),
    [
        (BORN, "1980-03-01", {"whom": "self", "letter_date": "2026-11-01"}),
        (BORN, "2008-11-21", {"whom": "self"}),
        (BORN, "2008", {"whom": "self"}),
        (BORN, "2026", {"whom": "child"}),
        (BORN, "2010-01-01", {"whom": "child"}),
        (CHILD_BORN, "2008", {"whom": "child", BORN: "1985"}),
        (CHILD_BORN, "2026-09-15", {"whom": "child", BORN: "1985", "letter_date": "2026-09"}),
        (CHILD_BORN, Unsaid.UNKNOWN, {"whom": "child"}),
        ("letter_date", "2026-11", {}),
        ("phone", "+262692123456", {}),
        ("phone", "+33612345678", {}),
        ("phone", "+21261234567", {}),
        ("come_back", "mardi", {"contact": "come"}),
        ("come_back", Unsaid.UNKNOWN, {"contact": "come", "phone": "0612345678"}),
    ],
)
def test_what_may_be_true_is_not_asked_back(name: str, answer: Answer, before: Answers) -> None:
    """Of a month or a year only what holds whatever the day was is a contradiction."""
    assert asked(name, answer, before) <= {Doubt.READ_BACK}


def test_a_newborn_is_no_adult() -> None:
    """In the act about a baby, somebody of some years is asked about."""
    before: Answers = {"whom": "child", BORN: "1930-02-01"}
    assert asked(CHILD_BORN, "1960-02-01", before, NEWBORN) == {Doubt.NO_BABY}
    assert asked(CHILD_BORN, "2026-02-01", {"whom": "child"}, NEWBORN) == set()


@pytest.mark.parametrize("today", [TODAY, None])
def test_a_number_is_read_back_and_a_short_year_too(today: date | None) -> None:
    """Whatever the clock says, a telephone is read back in pairs, and a century that was supplied is named."""
    assert ("read_back", {"number": "06 12 34 56 78"}) in list(doubts(a_field("phone"), "0612345678", {}, "", today))
    typed = read_typed("12/05/61", 2026)
    assert typed is not None
    found = list(doubts(a_field(BORN), "1961-05-12", {}, "", today, typed))
    assert found == [(Doubt.SHORT_YEAR, {"date": typed.when})]


@pytest.mark.parametrize(("number", "odd"), [("+3212345", True), ("+2904256", True), ("+221771234567", False)])
def test_a_number_abroad_that_is_too_short_is_asked_about(number: str, odd: bool) -> None:
    """Nowhere has a person's telephone so few digits, but for a few islands: a soft word."""
    assert (Doubt.PHONE_ABROAD in asked("phone", number, {})) == odd
    assert Doubt.PHONE_LENGTH not in asked("phone", number, {})
