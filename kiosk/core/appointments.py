"""The list of appointments, on roll or on A4: day, hour, place and reference. Nobody's name, and no word about why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from kiosk.core.blocks import Block, Pair, Para, Piece, Receipt, Rule, Title, Worded
from kiosk.core.office import Record
from kiosk.core.outbox import FINAL
from kiosk.core.reference import spell
from kiosk.core.work import Meeting, Work


@dataclass(frozen=True, order=True)
class Visitor:
    """Somebody who comes, known by the reference on her paper."""

    day: date
    minute: int
    """Of the day, by the clock on the wall there."""
    place: str
    reference: str


def who_comes(
    those: Iterable[tuple[Record, Work]], named: Sequence[str], today: date, days: int = 7
) -> Iterator[Visitor]:
    """Give who comes from today on, of the acts that are not over.

    Args:
        those: acts, each with how the work on it stands.
        named: where people are received, in their numbers from 1.
        today: the day.
        days: how many.
    """
    for record, work in those:
        met = work.meeting
        if record.state not in FINAL and met and today <= met.day < today + timedelta(days=days):
            yield Visitor(met.day, met.minute, place_name(met.place, named), record.reference)


def due_this_week(record: Record, work: Work, today: date) -> Meeting | date | None:
    """Give when she comes in the next seven days, else the day on which to call her, what is overdue too."""
    last = today + timedelta(days=7)
    if record.state in FINAL:
        return None
    if work.meeting and work.meeting.day < last:
        return work.meeting
    return work.call_back if work.call_back and work.call_back < last else None


def place_name(number: int, named: Sequence[str]) -> str:
    """Name where people are received; its number alone where the list has none."""
    return named[number - 1] if number <= len(named) else str(number)


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
