"""How much a procedure asks of a tired person: words read aloud and key presses, on the shortest and longest path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from kiosk.core.ease import ALOUD, COMES, CONTACT, EASE, EASY, HELPED
from kiosk.core.procedure import (
    WHOM,
    All,
    Answers,
    Channel,
    Condition,
    In,
    Is,
    Kind,
    Label,
    Procedure,
    Says,
    Sheet,
    SheetBlock,
    Step,
    shown,
    shown_options,
)
from kiosk.core.walk import walk

MOST_TOLD = 350
"""Words of explanation and consent on any path: under three minutes, heard slowly."""
MOST_ASKED = 150
"""Words of questions on a usual path: for herself, without an interpreter, going on by herself, in her own words."""
MOST_WORDS = 500
"""Words on the longest of all paths: a child's, every answer read, with everything that the office needs to know."""
MANDATE = "mandate"
"""The step that asks for the number of a mandate: it stands on a paper of the association's."""
OWN = ("self", "child")
"""Whom a usual path is for: the person herself, else the only one there is."""

Counted = Callable[[Step, Answers], int]
"""Counts something on one step, the answers before it being known."""

_WORD = re.compile(r"\w[\w’'.+-]*")


def words_of(text: str) -> int:
    """Count the words of a text: what stands between two blanks and has a letter or a digit."""
    return len(_WORD.findall(text))


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
    told: Span
    """Words of explanation and consent, on paths that do not refer the person elsewhere."""
    asked: Span
    """Words of questions and of the answers to choose from, on the same paths."""
    words: Span
    """Both."""
    keys: Span
    """Key presses without what is typed, on the same paths."""


def measure(procedure: Procedure, words: Counted, keys: Counted, known: Answers = MappingProxyType({})) -> Measure:
    """Measure a procedure over all of its paths.

    Args:
        procedure: what is measured.
        words: counts the words of a step.
        keys: counts the key presses that take one past a step.
        known: answers that were given before its first step.
    """
    Counts = tuple[int, Span, Span, Span, Span]

    def see(before: Counts, step: Step, answers: Answers) -> Counts:
        paths, told, asked, spoken, pressed = before
        more = words(step, answers)
        if is_question(step):
            asked = asked.and_then(more)
        else:
            told = told.and_then(more)
        return paths, told, asked, spoken.and_then(more), pressed.and_then(keys(step, answers))

    def join(one: Counts, other: Counts) -> Counts:
        spans = [mine.or_else(theirs) for mine, theirs in zip(one[1:], other[1:], strict=True)]
        return one[0] + other[0], spans[0], spans[1], spans[2], spans[3]

    none = Span(0, 0)
    ends = walk(procedure, (1, none, none, none, none), see, join, known=known)
    whole = [end.value for end in ends if not end.referred] or [end.value for end in ends]
    found = whole[0]
    for more in whole[1:]:
        found = join(found, more)
    return Measure(sum(end.value[0] for end in ends), *found[1:])


def usual(procedure: Procedure) -> Procedure:
    """Leave of a procedure its usual paths: for herself, nothing special to understand each other, not by the office.

    A question with one answer left is still counted with all of its answers by who counts `read_aloud` of the whole
    procedure's step.
    """
    return replace(procedure, steps=tuple(map(_usual_step, procedure.steps)))


def _usual_step(step: Step) -> Step:
    options = {option.id: option for option in step.options}
    if step.id == EASE and EASY in options:
        return replace(step, options=(options[EASY],), why_no_unknown="usual")
    if step.id == WHOM:
        mine = next((options[each] for each in OWN if each in options), None)
        return replace(step, options=(mine,), why_no_unknown="usual") if mine else step
    if step.kind is Kind.CHANNEL:
        return replace(step, options=tuple(each for each in step.options if each.id != Channel.OFFICE))
    return step


def read_in_visit(one: Sheet) -> Iterator[tuple[SheetBlock, Condition]]:
    """Give what of a paper is read to her before she leaves, and for whom: what she signs, and what she must bring.

    A letter is in French, so it is read or interpreted to everybody who needs help to understand. Nothing else of a
    paper: a call sheet or a guide is followed, line by line, with whoever helps when the call or the entry is made.
    What the office will do was heard when that way was chosen and agreed to; what to bring is said by who calls her to
    meet, and read here to who comes back by herself.
    """
    if one.channel is Channel.LETTER:
        begins = next((at for at, block in enumerate(one.blocks) if block.cut), 0)
        yield from ((block, In(EASE, HELPED)) for block in one.blocks[begins:] if block.says)
    elif one.channel is Channel.OFFICE:
        comes = All((Is(EASE, ALOUD), Is(CONTACT, COMES)))
        yield from ((block, comes) for block in one.blocks if block.bring)


def is_question(step: Step) -> bool:
    """Tell whether a step asks, rather than tells."""
    return step.kind in (Kind.CHOOSE, Kind.CHANNEL, Kind.ASK)


def read_aloud(step: Step, answers: Answers, *, hesitates: bool = True) -> Iterator[Says | Label]:
    """Give what a worker reads aloud on one step: all of it that the guidance says.

    Its title, statements, both columns and their names, the answers to choose from with what is said of each, and the
    hints. Where she may answer in her own words, the worker is told to listen, and reads the answers to who hesitates.
    What is the same everywhere (the yes and no of a consent) is added by who counts. What is read over at the end
    (`Kind.CHECK`) is what the person said herself.
    """
    if step.kind is Kind.CHECK or step.id == MANDATE:
        return  # the title of the one and the other's number on a paper are for the worker alone
    yield step.title
    if step.both_sides:
        yield from step.columns or ()
    for group in (step.says, step.reasons_for, step.reasons_against):
        yield from shown(group, answers)
    for option in shown_options(step, answers) if hesitates or not step.her_words else ():
        yield option.label
        yield from shown(option.says, answers)
    for field in step.fields:
        yield from (label for label in (field.label, field.hint) if label)
