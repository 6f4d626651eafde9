"""When something happened, as far as this machine can tell: four clocks, because one is often wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
    """Tell whether the clock may be right: not before this program was built nor before the last record."""
    return now >= built and (last is None or now >= last)
