"""Counting visits without leaving a trail.

A count written beside an entry would tell which act it was. So counts gather in memory. While the kiosk runs they are
written when a handful of people came, together; at the end of the session what is left is added to the counts in
one step that leaves no earlier state of the file (`Store.close`). A power cut loses what was not written yet: the
statistics of fewer than five people who came with an act, never an act.

What is on the disk is under the data key. Somebody who has a passphrase, or makes a member of staff give hers, and
looks for which act an entry was, finds the month's sums alone, and can still work out:

- in a month that has seen few acts so far, that an entry of this month is one of those few; after the first one,
  that it is this one;
- in a month in which everybody did the same, that she did it too;
- from two states of the file (a backup and the desk, or what flash memory kept of a removed file), what was done
  between them; from one in the middle of a session, what five people or more did together.

Fewer acts could only be kept from being told by not counting them at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kiosk.core import tally
from kiosk.core.errors import KioskError
from kiosk.core.tally import Count, Topic

if TYPE_CHECKING:
    from kiosk.core.ports import Store

HANDFUL = 5
"""Fewest people, each with an act or more, whose counts are written together while the kiosk runs."""

REPORTED = "reported"
"""The note of the newest month of which a report was made."""


def into_open_months(store: Store, counts: Mapping[Count, int]) -> Mapping[Count, int]:
    """Give counts as they may be written: what would fall into a month that was reported falls into the one after."""
    reported = (store.noted(REPORTED) or b"").decode()
    opened: Counter[Count] = Counter()
    for count, number in counts.items():
        opened[count._replace(month=tally.still_open(count.month, reported))] += number
    return opened


class Tally:
    """The counts of this session that are not on the disk yet."""

    def __init__(self) -> None:
        self._waiting: Counter[Count] = Counter()
        self._people = 0
        self._acted = False

    def add(self, *counts: Count) -> None:
        """Count one act, one visit or one withdrawal: once in each topic that is given."""
        self._waiting.update(counts)
        topics = {count.topic for count in counts}
        self._acted |= Topic.PROCEDURE in topics
        if Topic.VISIT in topics:  # a visit is counted after its acts
            self._people += self._acted
            self._acted = False

    def write(self, store: Store) -> None:
        """Write the counts if there is a handful of people and nobody is in the middle of a visit.

        A disk that refuses keeps them in memory: a count is never a reason to stop the desk.
        """
        if self._people >= HANDFUL and not self._acted:
            people, waiting = self._people, self.take()
            try:
                store.count(into_open_months(store, waiting))
            except KioskError:
                self._waiting.update(waiting)
                self._people += people

    def take(self) -> Mapping[Count, int]:
        """Give what is left, at the end of the session, and begin anew."""
        waiting, self._waiting = self._waiting, Counter()
        self._people = 0
        return waiting
