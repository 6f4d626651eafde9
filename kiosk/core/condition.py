"""Answers, and the closed table of operators that a condition may use on them: `holds`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class Unsaid(Enum):
    """What a person may answer instead of an answer."""

    UNKNOWN = "unknown"
    """She does not know."""
    NONE = "none"
    """She has none, or does not want to say."""


Answer = str | tuple[str, ...] | Unsaid
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Is:
    """The answer is this one."""

    answer: str
    value: str


@dataclass(frozen=True)
class In:
    """The answer is one of these."""

    answer: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Set:
    """There is an answer, even "I don't know"."""

    answer: str


@dataclass(frozen=True)
class Not:
    """The condition does not hold."""

    condition: Condition


@dataclass(frozen=True)
class All:
    """Every condition holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    """At least one condition holds."""

    conditions: tuple[Condition, ...]


Condition = Is | In | Set | Not | All | Any


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Tell whether a condition holds. No condition always does; an unanswered question fails `Is` and `In`."""
    match condition:
        case None:
            return True
        case Is(answer, value):
            return _said(answers.get(answer)) == value
        case In(answer, values):
            return _said(answers.get(answer)) in values
        case Set(answer):
            return answer in answers
        case Not(inner):
            return not holds(inner, answers)
        case All(inners):
            return all(holds(inner, answers) for inner in inners)
        case Any(inners):
            return any(holds(inner, answers) for inner in inners)


def _said(answer: Answer | None) -> object:
    return answer.value if isinstance(answer, Unsaid) else answer


def mentions(condition: Condition | None) -> Iterator[tuple[str, str | None]]:
    """Give the answers that a condition looks at, with the values it compares them to."""
    match condition:
        case None:
            return
        case Is(answer, value):
            yield answer, value
        case In(answer, values):
            for value in values:
                yield answer, value
        case Set(answer):
            yield answer, None
        case Not(inner):
            yield from mentions(inner)
        case All(inners) | Any(inners):
            for inner in inners:
                yield from mentions(inner)


def names(condition: Condition | None) -> set[str]:
    """Give the names of the answers that a condition looks at."""
    return {name for name, _ in mentions(condition)}
