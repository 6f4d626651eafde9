"""The office's acts as its list shows them: in which trays, in which order, and what a filter finds. Nothing is opened.

A line of the list says nothing of a person: her name and her number are looked through by the filter, and not shown.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import accumulate

from kiosk.core.outbox import FINAL, State
from kiosk.core.passing import PassNews
from kiosk.core.work import Work, is_mine, should_give_up


class Tray(StrEnum):
    """Where an act lies. It may lie in several."""

    TO_TAKE = "to_take"
    """Nobody's, or a colleague's who has planned nothing with it."""
    MINE = "mine"
    TODAY = "today"
    """To be called back, or to be received, today; what is overdue too."""
    WAITS = "waits"
    """It is her turn: she comes, or brings something. Or another office's."""
    TO_READ = "to_read"
    """Somebody must look first: she asked to stop, it is in doubt, it was tried in vain, its bytes are not here."""
    DONE = "done"


class ListOrder(StrEnum):
    """What a list is sorted by. Who asked to stop comes first in each."""

    URGENT = "urgent"
    """The last useful day, then the oldest."""
    OLDEST = "oldest"
    PROCEDURE = "procedure"
    PERSON = "person"
    """Who has it."""


@dataclass(frozen=True)
class Item:
    """One act, as the list knows it."""

    act: bytes
    reference: str
    procedure: str
    """Its title, worded."""
    language: str
    """That was chosen for her; empty for French."""
    came: datetime | None
    until: date | None
    state: State | None
    reason: str
    work: Work
    stop_asked: bool = False
    doubt: bool = False
    here: bool = True
    """Whether its sealed bytes are at this office."""
    stays: bool = False
    """Whether its last answer can still be taken back."""
    passed: PassNews | None = None
    """How it fares at the other office that it was passed to; None for what is here."""
    find: str = field(default="", repr=False)
    """What a filter looks through (`findable`)."""


def trays(item: Item, who: str, now: datetime) -> frozenset[Tray]:
    """Give the trays in which an act lies, for one person at one moment."""
    if item.state in FINAL:
        return frozenset({Tray.DONE})
    work, today, found = item.work, now.date(), set()
    days = [day for day in (work.call_back, work.meeting.day if work.meeting else None) if day]
    if any(day <= today for day in days):
        found.add(Tray.TODAY)
    unsaid = item.passed is not None and item.passed.unsaid
    if item.stop_asked or item.doubt or not item.here or should_give_up(work) or unsaid:
        found.add(Tray.TO_READ)
    if is_mine(work, who):
        found.add(Tray.MINE)
    comes = work.meeting is not None and work.meeting.day > today
    hers = bool(work.passed) or comes or item.state in (State.APPOINTMENT, State.REDO)
    if hers:
        found.add(Tray.WAITS)
    if not (hers or days or is_mine(work, who)):
        found.add(Tray.TO_TAKE)  # also while a colleague holds it, whose name stands there
    return frozenset(found or {Tray.WAITS})  # what waits for its day comes up by itself


def sort(items: Iterable[Item], order: ListOrder = ListOrder.URGENT) -> list[Item]:
    """Put a list in its order, the most urgent first."""
    return sorted(items, key=_ORDERS[order])


def _urgent(item: Item) -> tuple[object, ...]:
    return (not item.stop_asked, item.until or date.max, _came(item), item.reference)


def _came(item: Item) -> float:
    return item.came.timestamp() if item.came else 0.0


_ORDERS: Mapping[ListOrder, Callable[[Item], tuple[object, ...]]] = {
    ListOrder.URGENT: _urgent,
    ListOrder.OLDEST: lambda item: (not item.stop_asked, _came(item), item.reference),
    ListOrder.PROCEDURE: lambda item: (not item.stop_asked, item.procedure, *_urgent(item)),
    ListOrder.PERSON: lambda item: (not item.stop_asked, item.work.owner.casefold() or "\uffff", *_urgent(item)),
}


def sift(items: Iterable[Item], who: str, now: datetime) -> dict[Tray, list[Item]]:
    """Put acts into their trays, in the order in which they come."""
    found: dict[Tray, list[Item]] = {tray: [] for tray in Tray}
    for item in items:
        for tray in trays(item, who, now):
            found[tray].append(item)
    return found


def owners(items: Iterable[Item]) -> set[str]:
    """Name those who have acts that go on; nobody by an empty name."""
    return {each.work.owner for each in items if each.state not in FINAL}


def fold_text(text: str) -> str:
    """Give a text for comparing: small letters, no accent."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def findable(*parts: str) -> str:
    """Give what a filter looks through: folded; of what has digits alone, the digits in one go, too."""
    digits = ("".join(filter(str.isdigit, part)) for part in parts)
    return " ".join(fold_text(part) for part in (*parts, *(run for run in digits if len(run) > 5)))


class Lookup:
    """Acts to look something up in.

    What they are found by is one text: going from act to act costs ten times as much, for they lie all over the memory.

    Args:
        items: in the order in which they are found.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._text = "".join(f"{each.find}\n" for each in items)
        self._begins = list(accumulate((len(each.find) + 1 for each in items), initial=0))

    def matching(self, typed: str) -> Iterator[Item]:
        """Give the acts that have every word of what was typed, each looked for when it is asked for."""
        words, text = fold_text(typed).split(), self._text
        if not words:
            yield from self._items
            return
        rare = min(words, key=text.count) if len(words) > 1 else words[0]
        at = text.find(rare)
        while at >= 0:
            row = bisect_right(self._begins, at) - 1
            begin, end = self._begins[row : row + 2]
            if all(text.find(word, begin, end) >= 0 for word in words):
                yield self._items[row]
            at = text.find(rare, end)
