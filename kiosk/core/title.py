"""What the home screen shows of a procedure: apart from it, so that the first screen waits for no other rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

MOST_IN_GROUP = 9
"""Acts of one group: each has a digit."""


class Group(StrEnum):
    """What a person comes for, in her words; in the order of the home screen."""

    OPEN = "open"
    CLOSE = "close"
    HIDE = "hide"
    PREVENT = "prevent"
    SEE = "see"
    PHARMACY = "pharmacy"
    LOOKED = "looked"
    LIFE = "life"
    OTHER = "other"
    """Where an association's own procedure stands that names none."""


@dataclass(frozen=True)
class Label:
    """Words of the desk that state no fact: a title, a question, the name of a field."""

    text: str
    context: str


class Cover(NamedTuple):
    """What the home screen needs of a procedure, without reading all of it."""

    id: str
    order: int
    title: Label
    summary: Label
    group: Group = Group.OTHER


class Shelved(NamedTuple):
    """A group that has acts."""

    group: Group
    titles: tuple[Cover, ...]


def by_group(titles: Sequence[Cover]) -> tuple[Shelved, ...]:
    """Give the groups that have acts, in the order of their digits; in each, the order of the titles stays."""
    every = (Shelved(group, tuple(each for each in titles if each.group is group)) for group in Group)
    return tuple(each for each in every if each.titles)


def number(titles: Sequence[Cover], name: str) -> str:
    """Give what is typed at home for an act: its group's digit, then its own where the group has others.

    Args:
        titles: all of them.
        name: the procedure's id; of one that is not among them the number is empty.
    """
    for digit, shelved in enumerate(by_group(titles), 1):
        for own, title in enumerate(shelved.titles, 1):
            if title.id == name:
                return f"{digit}{own}" if len(shelved.titles) > 1 else str(digit)
    return ""


def too_full(titles: Sequence[Cover]) -> list[Shelved]:
    """Give the groups with more acts than there are digits."""
    return [each for each in by_group(titles) if len(each.titles) > MOST_IN_GROUP]
