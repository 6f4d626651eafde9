"""Exercises for training: what a worker meets rarely and must not meet for the first time with a person beside her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.core.procedure import CHANNEL, CHILD_TOO, WHOM, Answers, Channel, Unsaid


class Case(StrEnum):
    """The exercises, by their title."""

    REFUSAL = "refusal"
    DEADLINE = "deadline"
    PARENTS = "parents"
    PAPER = "paper"
    HUB = "hub"


class Story(StrEnum):
    """What the worker is told to play; one for each case."""

    REFUSAL = "refusal"
    DEADLINE = "deadline"
    PARENTS = "parents"
    PAPER = "paper"
    HUB = "hub"


class Solution(StrEnum):
    """What the worker is told who has tried, or is at a loss; one for each case."""

    REFUSAL = "refusal"
    DEADLINE = "deadline"
    PARENTS = "parents"
    PAPER = "paper"
    HUB = "hub"


@dataclass(frozen=True)
class Scene:
    """Where an exercise begins: at a step of a procedure, everything before it answered. Nobody real is in it."""

    procedure: str = ""
    """Empty: it begins on the home screen."""
    until: str = ""
    """The step that the worker finds on the screen."""
    answers: Answers = field(default_factory=dict)


_CALL: Answers = {
    WHOM: "self",
    CHILD_TOO: "no",
    "erase": "no",
    "means": "phone",
    "ease": "nothing",
    CHANNEL: Channel.CALL_NOW.value,
}
_OFFICE: Answers = {
    **_CALL,
    CHANNEL: Channel.OFFICE.value,
    "name": "Camille Exemple",
    "birth_date": "1980-12-31",
    "spoken_language": Unsaid.NONE,
    "contact": "call",
    "phone": "0100000000",
    "who_answers": Unsaid.NONE,
    "message": "nothing",
    "slots": Unsaid.NONE,
    "mandate_number": Unsaid.NONE,
}

SCENES: Mapping[Case, Scene] = {
    Case.REFUSAL: Scene("close", "consent", _CALL),
    Case.DEADLINE: Scene(),
    Case.PARENTS: Scene("close", "other_parent", {WHOM: "child", "ease": "nothing"}),
    Case.PAPER: Scene("close", "consent", _OFFICE),
    Case.HUB: Scene(),
}
