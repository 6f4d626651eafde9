"""How much a procedure asks of a tired person: words read aloud and key presses, on the shortest and longest path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kiosk.core.procedure import Answers, Kind, Label, Procedure, Says, Step, shown, shown_options
from kiosk.core.walk import walk

MOST_WORDS = 500
"""Words that may be read aloud on any path: about four minutes."""

Counted = Callable[[Step, Answers], int]
"""Counts something on one step, the answers before it being known."""


@dataclass(frozen=True)
class Span:
    """The least and the most of something over all paths."""

    least: int
    most: int

    def and_then(self, more: int) -> Span:
        """Go on with as many more."""
        return Span(self.least + more, self.most + more)

    def or_else(self, other: Span) -> Span:
        """Take in another way."""
        return Span(min(self.least, other.least), max(self.most, other.most))


@dataclass(frozen=True)
class Measure:
    """What a procedure asks."""

    paths: int
    """Ways that differ in an answer which changes what is shown."""
    words: Span
    """Words read aloud, on paths that do not refer the person elsewhere."""
    keys: Span
    """Key presses without what is typed, on the same paths."""


def measure(procedure: Procedure, words: Counted, keys: Counted) -> Measure:
    """Measure a procedure over all of its paths.

    Args:
        procedure: what is measured.
        words: counts the words of a step.
        keys: counts the key presses that take one past a step.
    """
    Counts = tuple[int, Span, Span]

    def see(before: Counts, step: Step, answers: Answers) -> Counts:
        paths, spoken, pressed = before
        return paths, spoken.and_then(words(step, answers)), pressed.and_then(keys(step, answers))

    def join(one: Counts, other: Counts) -> Counts:
        return one[0] + other[0], one[1].or_else(other[1]), one[2].or_else(other[2])

    ends = walk(procedure, (1, Span(0, 0), Span(0, 0)), see, join)
    whole = [end.value for end in ends if not end.referred] or [end.value for end in ends]
    spoken, pressed = whole[0][1:]
    for _, more_spoken, more_pressed in whole[1:]:
        spoken, pressed = spoken.or_else(more_spoken), pressed.or_else(more_pressed)
    return Measure(sum(end.value[0] for end in ends), spoken, pressed)


def read_aloud(step: Step, answers: Answers) -> Iterator[Says | Label]:
    """Give what a worker reads aloud on one step: its title, statements, both columns, and the answers to choose from.

    What is read over at the end (`Kind.CHECK`) is what the person said herself. Not counted is what is the same
    everywhere and need be said once: that "I don't know" is an answer, and the yes and no of a consent. Said again
    each time, they are about forty words more on the longest paths.
    """
    yield step.title
    for group in (step.says, step.reasons_for, step.reasons_against):
        yield from shown(group, answers)
    for option in shown_options(step, answers):
        yield option.label
    if step.kind is Kind.ASK:
        yield from (field.label for field in step.fields)
