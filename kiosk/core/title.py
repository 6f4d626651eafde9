"""What the home screen shows of a procedure: apart from it, so that the first screen waits for no other rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """Words of the desk that state no fact: a title, a question, the name of a field."""

    text: str
    context: str


@dataclass(frozen=True)
class Cover:
    """What the home screen needs of a procedure, without reading all of it."""

    id: str
    order: int
    title: Label
    summary: Label
