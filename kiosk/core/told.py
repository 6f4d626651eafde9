"""What else must be true of a procedure that people hear: told before they choose, once, in a good order, and frankly.

A procedure that breaks this can be opened all the same: it is found when the file is checked, before it is used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kiosk.core.check import Fault, Finding
from kiosk.core.ease import EASE
from kiosk.core.paths import labels_of, says_of
from kiosk.core.procedure import (
    CHANNEL,
    Answers,
    Channel,
    Confidence,
    Kind,
    Label,
    Procedure,
    Says,
    Step,
    shown,
    shown_options,
)
from kiosk.core.walk import walk

MEANS = "means"
"""The step that asks by which means she can receive a code."""
_ONLINE = re.compile(r"(?<!sans )\b(internet|SMS|e-mails?)\b", re.IGNORECASE)
_UNKNOWN = re.compile(r"\b(ne (savons|connaissons)|nous pensons)\b", re.IGNORECASE)
_HELP = re.compile(r"\b(peut|peuvent|pouvons|pouvez|appelez|revenez)\b", re.IGNORECASE)
"""Where somebody is sent elsewhere: what she can do, or who can help her."""
_WRITTEN = re.compile(r"\((à v.rifier|selon)\b")
"""A doubt that the kiosk says by itself behind a sentence of which the source is not sure."""


def unheard(procedure: Procedure) -> Iterator[Finding]:
    """Give what people would not be told in time, would hear twice, or would not be told frankly."""
    yield from _order(procedure)
    yield from _doubts(procedure)
    found: set[Finding] = set()
    often = {text for text, times in Counter(_told(procedure)).items() if times > 1}

    def see(before: frozenset[frozenset[str]], step: Step, answers: Answers) -> frozenset[frozenset[str]]:
        found.update(_at(step, answers))
        here = frozenset(each.text for each in shown(step.says, answers)) & often
        for heard in before:
            found.update(Finding(step.id, Fault.SAID_TWICE, text) for text in heard & here)
        return frozenset(heard | here for heard in before)

    walk(procedure, frozenset({frozenset[str]()}), see, frozenset.union)
    yield from sorted(found, key=lambda each: (each.step, each.fault, each.detail))


def _told(procedure: Procedure) -> Iterator[str]:
    """Give each sentence as often as a step of its own says it."""
    for step in procedure.steps:
        yield from {each.text for each in step.says}


def _order(procedure: Procedure) -> Iterator[Finding]:
    """Judge what comes first, and what the columns are called."""
    names_of = [step.id for step in procedure.steps]
    asks = [step.id for step in procedure.steps if step.kind in (Kind.CHOOSE, Kind.ASK)]
    if asks and asks[0] != EASE:
        yield Finding(EASE if EASE in names_of else asks[0], Fault.EASE_LATE)
    for step in procedure.steps:
        names = {label.text.strip() for label in step.columns or ()}
        if step.both_sides and len(names) < 2:
            yield Finding(step.id, Fault.SIDES_UNNAMED)


def _doubts(procedure: Procedure) -> Iterator[Finding]:
    """Judge who says that something is not sure: the sentence and its source, and the kiosk once."""
    for where, says in says_of(procedure):
        if _UNKNOWN.search(says.text) and says.confidence is not Confidence.C:
            yield Finding(where, Fault.DOUBT_UNSOURCED, says.text)
        if _WRITTEN.search(says.text):
            yield Finding(where, Fault.DOUBT_WRITTEN, says.text)
    every: list[tuple[str, Says | Label]] = [*says_of(procedure), *labels_of(procedure)]
    for where, words in every:
        if "'" in words.text:
            yield Finding(where, Fault.STRAIGHT, words.text)


def _at(step: Step, answers: Answers) -> Iterator[Finding]:
    """Judge one step of a path."""
    if step.ends and not step.leads and not any(_HELP.search(each.text) for each in shown(step.says, answers)):
        yield Finding(step.id, Fault.NO_HELP)
    if step.id == MEANS and answers.get(CHANNEL) != Channel.OFFICE:
        yield Finding(step.id, Fault.ASKS_TOO_MUCH)
    if step.kind is not Kind.CHANNEL:
        return
    for option in shown_options(step, answers):
        said = shown(option.says, answers)
        if not said and not option.needs:
            yield Finding(step.id, Fault.WAY_UNTOLD, option.id)
        online = any(_ONLINE.search(text) for text in (option.label.text, *(each.text for each in said)))
        if online and not option.needs and option.id != Channel.OFFICE:
            yield Finding(step.id, Fault.NEED_UNMARKED, option.id)
