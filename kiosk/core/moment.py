"""When something happened, as far as this machine can tell: four clocks, because one is often wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LIFE = timedelta(days=3653)
"""No copy of this program is in use for longer after it was built, unless somebody says so."""
GAP = timedelta(days=400)
"""A desk that stood still for longer than this has its date looked at."""
SLACK = timedelta(hours=1)
"""By how much two right clocks may differ."""


@dataclass(frozen=True)
class Moment:
    """One reading of the clocks. Never a reason to refuse an act; a later attested time can correct it."""

    wall: datetime
    """The machine's clock, with its zone."""
    monotonic: float
    """Seconds since this boot."""
    boot: str
    """Names this boot, so that two monotonic readings can be compared; empty where unknown."""
    attested_age: float | None = None
    """Seconds since a signed time was last received; None if never."""

    @property
    def day(self) -> date:
        """The day, by the machine's clock."""
        return self.wall.date()


def is_plausible(now: datetime, built: datetime, last: datetime | None) -> bool:
    """Tell whether the clock may be right.

    Not before this program was built; not before the last known time nor more than a year and a month after it; where
    nothing is known, not years after the program was built.
    """
    if last is None:
        return built <= now <= built + LIFE
    return built <= now and last <= now <= last + GAP


def last_known(records: Iterable[tuple[datetime, bool]], attested: datetime | None, built: datetime) -> datetime | None:
    """Give the last time that is known to have been; None where nothing is.

    A record that lies more than a year after all before it was written by a clock that had jumped: it does not count,
    or every right clock after it would look wrong. What a person confirmed counts instead of all that came before.

    Args:
        records: when the desk wrote something, by its own clock, in the order of writing; and whether a member of
            staff said that this was the date.
        attested: the latest time that the office signed.
        built: when this program was built.
    """
    known, confirmed = None, False
    for at, said in records:
        if said and at >= built:
            known, confirmed = at, True
        elif is_plausible(at, built, None) if known is None else known < at <= known + GAP:
            known = at
    if attested is None or not built <= attested <= built + LIFE or (confirmed and known and attested > known + GAP):
        return known
    return attested - SLACK if known is None else max(known, attested - SLACK)


def jumped(before: Moment, now: Moment) -> bool:
    """Tell whether the machine's clock was set, or jumped, between two readings of one boot."""
    if before.boot != now.boot:
        return False
    passed = timedelta(seconds=now.monotonic - before.monotonic)
    return abs(now.wall - before.wall - passed) > SLACK
