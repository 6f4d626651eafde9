"""Watching the clock: what is known of the time, from the office's signature, the desk's own records, and its staff.

A clock that cannot be right is doubted in words; it is never a reason to refuse an act.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.core.moment import LIFE, SLACK, Moment, is_plausible, jumped, last_known
from kiosk.core.trace import Event
from kiosk.core.word import office_told

if TYPE_CHECKING:
    from kiosk.core.ports import Store

STAMP = "office-time"
"""The note of the newest time that the office signed, apart from its word on any act."""
FRESH = timedelta(days=2)
"""A signed time as young as this by the machine's clock speaks for that clock."""


def attested(store: Store) -> datetime | None:
    """Give the latest time that the office signed; None if it never did."""
    told = [at for at in map(office_told, store.entries()) if at is not None]
    stamp = stamped(store)
    return max([*told, stamp] if stamp else told, default=None)


def stamped(store: Store) -> datetime | None:
    """Give the newest time of its own that the office signed."""
    noted = store.noted(STAMP)
    return datetime.fromtimestamp(int.from_bytes(noted), UTC) if noted else None


def newest_stamp(store: Store, now: datetime) -> int:
    """Give what the hub is told of it, in seconds since 1970: 0 where the desk wants another in its place."""
    stamp = stamped(store)
    return int(stamp.timestamp()) if stamp is not None and stamp <= now + SLACK else 0


def heard_time(store: Store, stamp: datetime | None, now: datetime) -> bool:
    """Keep a time that the office signed, if it is newer; or if what is kept lies ahead of the clock, and it does not.

    Raises:
        StoreFull, StoreReadOnly, StoreFailed: it is heard another time.
    """
    before = stamped(store)
    if stamp is None or stamp == before or stamp.timestamp() < 0:
        return False
    if before is not None and stamp < before and not stamp - SLACK <= now < before - SLACK:
        return False
    store.note(STAMP, int(stamp.timestamp()).to_bytes(8))
    return True


class Watch:
    """Tells whether the machine's clock can be right, from the opening of the desk to its end.

    Args:
        store: what the desk wrote and heard.
        built: when this program was built.
        now: the clocks at the opening.
    """

    def __init__(self, store: Store, built: datetime, now: Moment) -> None:
        self._built = built
        traces = [(trace.at, trace.event is Event.DATE_CONFIRMED) for trace in store.traces()]
        # An act leaves a trace of the same moment; here, too, in case that one has gone.
        made = [] if any(said for _, said in traces) else [(entry.made.wall, False) for entry in store.entries()]
        self._attested = attested(store)
        self._last = last_known([*traces, *made], self._attested, built)
        self._right: Moment | None = None
        """A moment at which there was no doubt: from there the clock may not jump."""
        self.is_sure(now)

    def is_sure(self, now: Moment) -> bool:
        """Tell whether the clock can be right."""
        if not is_plausible(now.wall, self._built, self._last):
            return False
        if self._right is None:
            self._right = now
        return not jumped(self._right, now)

    def heard(self, attested: datetime | None, now: Moment) -> None:
        """Take note of the latest time that the office signed: a new one of these days says that the clock is right."""
        if attested is None or attested == self._attested:
            return
        self._attested = attested
        if attested - SLACK <= now.wall <= attested + FRESH:
            self._last, self._right = attested - SLACK, now
        elif self._built <= attested <= self._built + LIFE:
            signed = attested - SLACK
            self._last = signed if self._last is None else max(self._last, signed)

    def may_confirm(self, now: Moment) -> bool:
        """Tell whether a person's word can help: the clock is in doubt, and not before this program was built."""
        return now.wall >= self._built and not self.is_sure(now)

    def confirm(self, now: Moment) -> None:
        """Believe the clock: a member of staff says that this is the date."""
        self._last, self._right = now.wall, now
