"""What is asked back about an answer that was taken: a soft word, never a refusal. The person may be right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from kiosk.core.phone import NATIONAL, national, pairs
from kiosk.core.procedure import CHILD, WHOM, Answer, Answers, Field, FieldType, Unsaid
from kiosk.core.typed_date import Typed
from kiosk.core.when import When, read_when

ADULT = 18
"""Years from which a person acts herself."""
_OLDEST = 115
_YOUNGEST_PARENT = 12
_BABY = 2
SHORTEST_ABROAD = 8
"""Digits of the shortest telephones that are usual anywhere, with the country's code. More than 15 none has (E.164)."""
BIRTHS = frozenset({"birth_date", "child_birth_date"})
NEWBORN = "newborn"
"""The procedure that is about a baby."""


class Doubt(StrEnum):
    """What may be wrong."""

    SHORT_YEAR = "short_year"
    BORN_LATER = "born_later"
    BORN_LONG_AGO = "born_long_ago"
    SELF_IS_YOUNG = "self_is_young"
    CHILD_IS_GROWN = "child_is_grown"
    NO_BABY = "no_baby"
    TWO_BIRTHS = "two_births"
    LETTER_BEFORE_BIRTH = "letter_before_birth"
    READ_BACK = "read_back"
    PHONE_LENGTH = "phone_length"
    PHONE_ABROAD = "phone_abroad"
    PHONE_START = "phone_start"
    NO_WAY_BACK = "no_way_back"


Asked = tuple[Doubt, dict[str, object]]
"""A doubt, and the values of its sentence."""


def doubts(
    field: Field, answer: Answer, answers: Answers, procedure: str, today: date | None, typed: Typed | None = None
) -> Iterator[Asked]:
    """Give what is to be asked back about an answer.

    Args:
        field: what was asked.
        answer: what was taken.
        answers: what was said before.
        procedure: the act.
        today: None while the clock is doubted: then no age and no date is.
        typed: the date as it was understood, where it is one.
    """
    if field.type is FieldType.DATE:
        if typed is not None and typed.short:
            yield Doubt.SHORT_YEAR, {"date": typed.when}
        when = read_when(answer)
        if when is not None and today is not None:
            yield from _of_dates(field, when, answers, procedure, today)
    elif field.type is FieldType.PHONE and isinstance(answer, str):
        yield from _of_phones(answer)
    elif field.id == "come_back" and isinstance(answer, Unsaid) and not isinstance(answers.get("phone"), str):
        yield Doubt.NO_WAY_BACK, {}


def _of_dates(field: Field, when: When, answers: Answers, procedure: str, today: date) -> Iterator[Asked]:
    """Doubt only what is so whatever the day was, where no day is known."""
    if field.id not in BIRTHS:
        return
    if when.first > today:
        yield Doubt.BORN_LATER, {}
        return
    oldest, youngest = _years(when.first, today), _years(when.last, today)
    child = field.id == "child_birth_date"
    if youngest > _OLDEST:
        yield Doubt.BORN_LONG_AGO, {"age": youngest}
    elif child and procedure == NEWBORN and youngest >= _BABY:
        yield Doubt.NO_BABY, {"age": youngest}
    elif child and youngest >= ADULT:
        yield Doubt.CHILD_IS_GROWN, {"age": youngest}
    elif not child and oldest < ADULT and answers.get(WHOM) != CHILD:
        yield Doubt.SELF_IS_YOUNG, {"age": oldest}
    other = read_when(answers.get("birth_date" if child else "child_birth_date"))
    parent, young = (other, when) if child else (when, other)
    if parent is not None and young is not None and _years(parent.first, young.last) < _YOUNGEST_PARENT:
        yield Doubt.TWO_BIRTHS, {}
    letter = next(filter(None, (read_when(answers.get(each)) for each in ("letter_date", "info_date"))), None)
    about_her = child or answers.get(WHOM, "self") != CHILD
    if letter is not None and about_her and letter.last < when.first:
        yield Doubt.LETTER_BEFORE_BIRTH, {"date": letter}


def _of_phones(number: str) -> Iterator[Asked]:
    dialled = national(number)
    if not dialled.startswith("+"):
        if len(dialled) != NATIONAL:
            yield Doubt.PHONE_LENGTH, {"n": len(dialled)}
        elif not dialled.startswith("0"):
            yield Doubt.PHONE_START, {}
    elif len(dialled) - 1 < SHORTEST_ABROAD:
        yield Doubt.PHONE_ABROAD, {"n": len(dialled) - 1}
    yield Doubt.READ_BACK, {"number": pairs(number)}


def _years(begin: date, end: date) -> int:
    return end.year - begin.year - ((end.month, end.day) < (begin.month, begin.day))
