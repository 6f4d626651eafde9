"""What a number typed at home points at: a group of acts by its digit, then an act of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kiosk.core.title import Shelved

TOP_ROW = str.maketrans("&é\"'(-è_çà", "1234567890")
"""What the keys of the digits type without Shift on a French keyboard."""


class Aim(NamedTuple):
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
