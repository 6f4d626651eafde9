"""What the calendar of France says: public holidays, and the time in Paris."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

PARIS = "Europe/Paris"


def is_holiday(day: date) -> bool:
    """Tell whether a day is a public holiday in the whole of France."""
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    # Imported when a call is prepared: no start waits for it.
    from holidays.countries.france import France

    return frozenset(France(years=year))  # type: ignore[no-untyped-call]  # the library types its values alone


def in_paris(at: datetime) -> datetime:
    """Give a moment in the time of Paris; as it is where this system knows no time zones."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return at.astimezone(ZoneInfo(PARIS))
    except (ZoneInfoNotFoundError, OSError):
        return at
