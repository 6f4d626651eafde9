"""The list of appointments, on roll or on A4: day, hour, place and reference. Nobody's name, and no word about why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kiosk.core.blocks import Block, Pair, Para, Piece, Receipt, Rule, Title, Worded
from kiosk.core.reference import spell


@dataclass(frozen=True, order=True)
class Visitor:
    """Somebody who comes, known by the reference on her paper."""

    day: date
    minute: int
    """Of the day, by the clock on the wall there."""
    place: str
    reference: str


def appointments(title: Piece, coming: Iterable[Visitor], said: Callable[[date], Piece]) -> Receipt:
    """Make the list, by day, then by hour.

    Args:
        title: its heading.
        coming: in any order.
        said: words a day.
    """
    blocks: list[Block] = [Title((title,))]
    for day, those in groupby(sorted(coming), key=lambda each: each.day):
        blocks += [Rule(), Title((said(day),))]
        for (minute, place), there in groupby(those, key=lambda each: (each.minute, each.place)):
            hour = f"{minute // 60}h{minute % 60:02}"
            blocks += [Pair(_fixed(hour), _fixed(spell(each.reference))) for each in there]
            blocks += [Para((Worded(place, "fr"),))] if place else []
    return Receipt(tuple(blocks))


def _fixed(text: str) -> tuple[Worded]:
    return (Worded(text, "fr", fixed=True),)
