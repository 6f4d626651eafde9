"""The office's month in numbers: acts by procedure, outcome, delay, calls and language. Nothing of a person.

Each number is given as a class of five, as in the desk's own report: small numbers would say who.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.core.report import Bracket, span


class Delay(StrEnum):
    """Days from her consent to the end, in classes."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    LONGER = "longer"


_DELAYS = ((7, Delay.WEEK), (31, Delay.MONTH), (92, Delay.QUARTER))


class FigureTopic(StrEnum):
    """What is counted."""

    ACTS = "acts"
    PROCEDURE = "procedure"
    OUTCOME = "outcome"
    DELAY = "delay"
    TRIES = "tries"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Closed:
    """What is counted of one act that ended."""

    month: str
    """In which it ended, as 2026-11."""
    procedure: str
    outcome: str
    delay: Delay
    tries: int
    """Calls without an answer, up to five."""
    language: str


@dataclass(frozen=True)
class Figure:
    """One line of the month."""

    topic: FigureTopic
    of: str
    number: Bracket


def delay_class(made: date, ended: date) -> Delay:
    """Give the class of a delay."""
    days = max((ended - made).days, 0)
    return next((each for most, each in _DELAYS if days <= most), Delay.LONGER)


def close(procedure: str, language: str, state: str, tries: int, made: date, ended: date) -> Closed:
    """Give what is counted of an act that ended.

    Args:
        procedure: what it was.
        language: hers.
        state: its last.
        tries: calls without an answer.
        made: the day of her consent.
        ended: the day of the last word.
    """
    return Closed(f"{ended:%Y-%m}", procedure, state, delay_class(made, ended), tries, language)


def month(closed: Iterable[Closed], wanted: str) -> list[Figure]:
    """Count one month."""
    those = [each for each in closed if each.month == wanted]
    found = [Figure(FigureTopic.ACTS, "", span(len(those)))]
    for topic, names in (
        (FigureTopic.PROCEDURE, [each.procedure for each in those]),
        (FigureTopic.OUTCOME, [each.outcome for each in those]),
        (FigureTopic.DELAY, [str(each.delay) for each in those]),
        (FigureTopic.TRIES, [str(min(each.tries, 5)) for each in those]),
        (FigureTopic.LANGUAGE, [each.language for each in those]),
    ):
        found += [Figure(topic, name, span(number)) for name, number in sorted(Counter(names).items())]
    return found
