"""Counting visits without leaving a trail.

A count written beside an entry would tell which act it was. So counts gather in memory and are written a handful
of acts at a time, and at the end of the day's session: what is lost to a power cut is a statistic, never an act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from kiosk.core import tally
from kiosk.core.errors import KioskError
from kiosk.core.ports import Store
from kiosk.core.tally import Count

HANDFUL = 5
"""Fewest acts and visits whose counts are written together while the kiosk runs."""

REPORTED = "reported"
"""The note of the newest month of which a report was made."""


def still_open(store: Store, counts: Mapping[Count, int]) -> Mapping[Count, int]:
    """Give counts as they may be written: what would fall into a month that was reported falls into the one after."""
    reported = (store.noted(REPORTED) or b"").decode()
    opened: Counter[Count] = Counter()
    for count, number in counts.items():
        opened[replace(count, month=tally.still_open(count.month, reported))] += number
    return opened


class Tally:
    """The counts of this session that are not on the disk yet."""

    def __init__(self) -> None:
        self._waiting: Counter[Count] = Counter()
        self._events = 0

    def add(self, *counts: Count) -> None:
        """Count one act, one visit or one withdrawal: once in each topic that is given."""
        self._waiting.update(counts)
        self._events += 1

    def write(self, store: Store, *, all_of_them: bool = False) -> None:
        """Write the counts if there is a handful, or all of them at the end of the session.

        A disk that refuses keeps them in memory: a count is never a reason to stop the desk.
        """
        if self._events >= (1 if all_of_them else HANDFUL):
            try:
                store.count(still_open(store, self._waiting))
            except KioskError:
                return
            self._waiting = Counter()
            self._events = 0
