"""The acts as the home screen offers them: groups in the person's words, then the acts of one. Numbers, no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.core.title import Group, Shelved
from kiosk.screens.widgets.choices import TOP_ROW
from kiosk.words.person import PersonUi

WORDS = {
    Group.OPEN: PersonUi.GROUP_OPEN,
    Group.CLOSE: PersonUi.GROUP_CLOSE,
    Group.HIDE: PersonUi.GROUP_HIDE,
    Group.PREVENT: PersonUi.GROUP_PREVENT,
    Group.SEE: PersonUi.GROUP_SEE,
    Group.PHARMACY: PersonUi.GROUP_PHARMACY,
    Group.LOOKED: PersonUi.GROUP_LOOKED,
    Group.LIFE: PersonUi.GROUP_LIFE,
    Group.OTHER: PersonUi.GROUP_OTHER,
}
"""What a person says who comes for it."""


@dataclass(frozen=True)
class Aim:
    """What a number points at."""

    group: int | None = None
    """The group that is open, from 0; None where the groups themselves are shown."""
    row: int | None = None
    """The row of that list, from 0; None where nothing is pointed at."""
    is_sound: bool = True
    """Whether the number leads somewhere, so far."""


def aim(shelved: Sequence[Shelved], typed: str) -> Aim | None:
    """Tell what is aimed at with what stands in the line; None where that is no number of the list.

    Args:
        shelved: the groups; before the first stands the row that asks where to begin, whose digit is 0.
        typed: digits, or what the keys of the digits type on a French keyboard.
    """
    text = typed.strip().lower().translate(TOP_ROW)
    if not text:
        return Aim()
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text[0]) <= len(shelved)):
        return None
    digit, own = int(text[0]), text[1:]
    if not digit or len(shelved[digit - 1].titles) == 1:
        return None if own else Aim(row=digit)
    if not own:
        return Aim(group=digit - 1)
    is_there = own[0] != "0" and int(own) <= len(shelved[digit - 1].titles)
    return Aim(digit - 1, int(own) - 1 if is_there else None, is_there)
