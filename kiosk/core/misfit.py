"""What a translation must keep of its French sentence, whatever its language: values, numbers, lines, direction."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# all controls but \n, and every direction mark: a paper is laid out by the printer, not by its words
_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TIME = re.compile(r"\b(\d{1,2})\s?h(?:\s?(\d\d))?\b")
_NOON = 12
_FEW_LETTERS = 20
"""A sentence of fewer may be the same in two languages, as names and figures are."""


class Misfit(StrEnum):
    """In what a translation does not fit its sentence."""

    PLACEHOLDERS = "placeholders"
    NUMBERS = "numbers"
    LINES = "lines"
    CONTROL = "control"
    DIRECTION = "direction"
    FRENCH = "french"
    TERM = "term"


def misfits(french: str, theirs: str, *, rtl: bool) -> Iterator[tuple[Misfit, str]]:
    """Give everything in which a translation does not fit, each with what is meant.

    Args:
        french: the sentence.
        theirs: its translation.
        rtl: whether the language is written from right to left.
    """
    # what she is to say on the telephone stays in French, with its meaning beside it
    meaning = theirs.replace(french.strip("« »\u00a0"), "") or theirs
    if sorted(_PLACEHOLDER.findall(theirs)) != sorted(_PLACEHOLDER.findall(french)):
        yield Misfit.PLACEHOLDERS, " ".join(_PLACEHOLDER.findall(french)) or "-"
    elif differing := _numbers_apart(french, meaning):
        yield Misfit.NUMBERS, " ".join(differing)
    if theirs.count("\n") != french.count("\n"):
        yield Misfit.LINES, str(french.count("\n") + 1)
    if found := _FORBIDDEN.search(theirs):
        yield Misfit.CONTROL, f"U+{ord(found[0]):04X}"
    letters = sum(map(str.isalpha, _PLACEHOLDER.sub("", french)))
    strong = [unicodedata.bidirectional(each) in ("R", "AL") for each in theirs if each.isalpha()]
    if any(strong) is not rtl and ((strong and letters > _FEW_LETTERS) or not rtl):
        yield Misfit.DIRECTION, ""
    elif theirs.strip() == french.strip() and letters > _FEW_LETTERS:
        yield Misfit.FRENCH, ""


def terms_lost(french: str, theirs: str, forms: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> list[str]:
    """Give the terms that a French sentence has and its translation says in none of the accepted ways.

    Args:
        french: the sentence.
        theirs: its translation.
        forms: of each term, how it is written in French, and what is accepted for it.
    """
    said, there = french.casefold().replace("\u00a0", " "), theirs.casefold()
    return [
        term
        for term, (written, accepted) in forms.items()
        if any(re.search(rf"(?<!\w){re.escape(each.casefold())}(?!\w)", said) for each in written)
        and not any(each.casefold() in there for each in accepted)
    ]


def _numbers_apart(french: str, theirs: str) -> list[str]:
    """Give the numbers that only one of them has; an hour may be written as others write hours."""
    there = _numbers(theirs)
    lacking = []
    for hour, minute in _TIME.findall(french):
        ways = {str(int(hour)), hour, str(int(hour) - _NOON)}
        found = next((way for way in ways if there[way]), None)
        if found is None:
            lacking.append(f"{hour}h")
        else:
            there[found] -= 1
        if minute and there[minute]:
            there[minute] -= 1
        elif minute.strip("0"):
            lacking.append(minute)
    wanted = _numbers(_TIME.sub(" ", french))
    return [*lacking, *((wanted - there) + (there - wanted)).elements()]


def _numbers(text: str) -> Counter[str]:
    plain = "".join(str(digit) if (digit := unicodedata.decimal(each, None)) is not None else each for each in text)
    return Counter(re.findall(r"\d+", _PLACEHOLDER.sub(" ", plain)))
