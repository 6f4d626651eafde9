"""Reads the days that the office types: so many days from now, a day of this year or the next, an hour."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = re.compile(r"\+?(\d{1,3})")
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_HOUR = re.compile(r"(\d{1,2})\s*(?:[h:](\s*\d{2})?)")


def read_days(typed: str, today: date) -> date | None:
    """Read `3` as in three days, or a day (`read_day`); None for what is neither."""
    found = _DAYS.fullmatch(typed.strip())
    return today + timedelta(days=int(found[1])) if found else read_day(typed, today)


def read_day(typed: str, today: date) -> date | None:
    """Read `8/12` or `8/12/2026`; without a year it is the next such day. None for no day, or one that is past."""
    found = _DAY.fullmatch(typed.strip())
    if found is None:
        return None
    number, month, year = found.groups()
    years = [int(year) % 100 + 2000] if year else [today.year, today.year + 1]
    for each in years:
        try:
            day = date(each, int(month), int(number))
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def read_meeting(typed: str, today: date) -> tuple[date, int, list[str]] | None:
    """Read `8/12 14h30`: the day, the minute of the day, and the words that follow. None for anything else."""
    day, _, rest = typed.strip().partition(" ")
    when, found = read_day(day, today), _HOUR.match(rest.strip().lower())
    if when is None or found is None:
        return None
    after = rest.strip()[found.end() :]
    if (after and not after[0].isspace()) or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return when, int(found[1]) * 60 + int(found[2] or 0), after.split()
