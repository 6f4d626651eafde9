"""Chooses, of thousands of paths, the few screens that together show everything that any of them shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.core.deadline import TimeLeft
from kiosk.core.procedure import (
    CHANNEL,
    WINDOW,
    Answer,
    Answers,
    Channel,
    Kind,
    Procedure,
    Says,
    Step,
    Unsaid,
    path,
    relevant,
    shown,
    shown_options,
)
from kiosk.core.walk import walk

Item = tuple[str, ...]
"""Something that a screen shows: a statement, an answer that can be given, the channel that a consent is for."""
Way = tuple[dict[str, Answer], tuple[Step, ...]]
Prefix = tuple[tuple[str, Answer], ...]

_BEGAN = {TimeLeft.OPEN: -5, TimeLeft.SOON: -40, TimeLeft.CLOSED: -100, TimeLeft.FUTURE: 5}
"""Days from today to the day on which a delay began, for it to stand so."""


def items(step: Step, answers: Answers) -> Iterator[Item]:
    """Give what a step shows. A step that procedures share is one and the same in all of them."""
    where = step.title.context
    yield where, step.id
    said: tuple[Says, ...] = (*step.says, *step.reasons_for, *step.reasons_against)
    yield from ((says.context, says.text) for says in shown(said, answers))
    for option in shown_options(step, answers):
        yield where, "offers", option.id
        yield from ((says.context, says.text) for says in shown(option.says, answers))
    if step.kind in (Kind.CHECK, Kind.CONSENT):
        yield where, step.id, str(answers.get(CHANNEL))


def witnesses(procedure: Procedure) -> dict[Item, Prefix]:
    """Give for everything that any path shows the answers of one that shows it, up to there."""
    found: dict[Item, Prefix] = {}

    def see(before: Prefix, step: Step, answers: Answers) -> Prefix:
        for item in items(step, answers):
            found.setdefault(item, before)
        return before

    def chosen(before: Prefix, name: str, answer: Answer) -> Prefix:
        return *before, (name, answer)

    first: Prefix = ()
    walk(procedure, first, see, lambda one, _: one, chosen)
    return found


def screens(procedure: Procedure, seen: set[Item]) -> Iterator[tuple[Step, dict[str, Answer]]]:
    """Choose screens that show everything that any path shows, each with the answers that lead to it.

    Args:
        procedure: what is gone through.
        seen: what need not be shown again; what is chosen is seen, then.
    """
    found = witnesses(procedure)
    # A screen that is reached through more answers usually shows more.
    for item in sorted(found, key=lambda item: -len(found[item])):
        if item not in seen:
            answers = dict(found[item])
            step = next(
                (step for step in path(procedure, answers) if item in items(step, relevant(procedure, answers))), None
            )
            if step is not None:
                seen |= set(items(step, relevant(procedure, answers)))
                yield step, answers


def longest_way(procedure: Procedure, today: date) -> Way:
    """Choose the way through the most steps that hands the act over to the office."""
    Longest = tuple[int, Prefix]

    def see(before: Longest, _: Step, __: Answers) -> Longest:
        return before[0] + 1, before[1]

    def chosen(before: Longest, name: str, answer: Answer) -> Longest:
        return before[0], (*before[1], (name, answer))

    first: Longest = (0, ())
    ends = walk(procedure, first, see, lambda one, other: max(one, other, key=lambda each: each[0]), chosen)
    office = [end.value for end in ends if end.answers.get(CHANNEL) == Channel.OFFICE and not end.referred]
    answers = dict(max(office, key=lambda each: each[0])[1])
    steps = path(procedure, answers)
    return _dated(answers, steps, today), steps


def _dated(answers: dict[str, Answer], steps: tuple[Step, ...], today: date) -> dict[str, Answer]:
    """Give the day on which a delay must have begun for it to stand as it does on this way."""
    window = answers.get(WINDOW)
    dated = {name: answer for name, answer in answers.items() if name != WINDOW}
    for field in (field for step in steps for field in step.fields if field.deadline):
        if isinstance(window, str) and window in _BEGAN:
            dated[field.id] = (today + timedelta(days=_BEGAN[TimeLeft(window)])).isoformat()
        else:
            dated[field.id] = Unsaid.UNKNOWN
    return dated
