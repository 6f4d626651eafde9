"""Goes through every path of a procedure at once, in a time that grows with its steps and not with its paths.

Two paths that stand at the same step, with the same answers to whatever a later condition looks at, have the same
future: they are followed as one. Eighteen questions with four answers each are 68,000,000,000 paths and eighteen steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from kiosk.core.condition import names
from kiosk.core.paths import possible_answers
from kiosk.core.procedure import CHANNEL, Answer, Answers, Condition, Procedure, Step, is_shown

T = TypeVar("T")


@dataclass(frozen=True)
class End(Generic[T]):
    """Where paths end that are alike."""

    referred: bool
    """Whether it is a step that refers the person elsewhere; else there are no more steps."""
    answers: Answers
    """What is still known of their answers: the channel, if one was chosen."""
    value: T
    """What was gathered along them."""


def walk(
    procedure: Procedure,
    start: T,
    see: Callable[[T, Step, Answers], T],
    join: Callable[[T, T], T],
    chosen: Callable[[T, str, Answer], T] = lambda value, _, __: value,
    known: Answers = MappingProxyType({}),
) -> list[End[T]]:
    """Go through every path, and gather a value along them.

    Args:
        procedure: what is walked through.
        start: the value before the first step.
        see: takes the value past a step that is on the path, the answers before it being known as far as any
            condition of the step looks at them.
        join: makes one value of those of two paths that from here on are the same.
        chosen: takes the value past each answer, once for every answer that a condition looks at, else once.
        known: answers that were given before the first step.

    Returns:
        The ends. Only answers that some condition looks at are varied.
    """
    later = _needed_later(procedure)
    looked_at = {CHANNEL} | {name for step in procedure.steps for each in conditions(step) for name in names(each)}
    lanes: dict[_State, T] = {tuple(sorted(known.items(), key=lambda pair: pair[0])): start}
    ends: list[End[T]] = []
    for step, needed in zip(procedure.steps, later, strict=True):
        fresh: dict[_State, T] = {}
        for state, value in lanes.items():
            known = dict(state)
            ways = [(known, value)]
            if is_shown(step, known):
                seen = see(value, step, known)
                if step.ends:
                    ends.append(End(True, _kept(known, {CHANNEL}), seen))
                    continue
                ways = _answered(step, known, seen, looked_at, chosen)
            for answers, gathered in ways:
                after = tuple(sorted(_kept(answers, needed).items(), key=lambda pair: pair[0]))
                fresh[after] = join(fresh[after], gathered) if after in fresh else gathered
        lanes = fresh
    return [*ends, *(End(False, dict(state), value) for state, value in lanes.items())]


_State = tuple[tuple[str, Answer], ...]


def conditions(step: Step) -> Iterator[Condition]:
    """Give every condition of a step: its own, of its answers, of its statements."""
    groups = (step.says, step.reasons_for, step.reasons_against, *(option.says for option in step.options))
    for condition in (
        step.when,
        step.no_relative,
        *(option.when for option in step.options),
        *(each.when for group in groups for each in group),
    ):
        if condition is not None:
            yield condition


def _needed_later(procedure: Procedure) -> list[set[str]]:
    """Give for each step the answers that a later one looks at."""
    needed, after = [], {CHANNEL}
    for step in reversed(procedure.steps):
        needed.append(set(after))
        after |= {name for each in conditions(step) for name in names(each)}
    return needed[::-1]


def _kept(known: Answers, needed: set[str]) -> dict[str, Answer]:
    return {name: answer for name, answer in known.items() if name in needed}


def _answered(
    step: Step, known: Answers, value: T, looked_at: set[str], chosen: Callable[[T, str, Answer], T]
) -> list[tuple[dict[str, Answer], T]]:
    """Give the answers with which a step may be left; a choice that leaves nothing to choose is left without one."""
    ways = [(dict(known), value)]
    for name in (*step.answers, *step.derived):
        fresh = []
        for answers, gathered in ways:
            possible = possible_answers(step, name, answers)
            if not possible:
                fresh.append((answers, gathered))
            for answer in possible if name in looked_at else possible[:1]:
                fresh.append(({**answers, name: answer}, chosen(gathered, name, answer)))
        ways = fresh
    return ways
