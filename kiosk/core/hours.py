"""When 3422 answers: Monday to Friday from 8h30; its sources disagree on 17h00 or 17h30, so 17h00 is counted on.

Nothing is said of public holidays in them, so that a call on one is never promised.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

OPENS, CLOSES, CLOSES_PERHAPS = time(8, 30), time(17, 0), time(17, 30)
_WEEKEND = (5, 6)
_LONGEST_REST = 31
"""Days after which a calendar without a working day is wrong."""


class Phone(StrEnum):
    """Whether somebody answers at 3422."""

    OPEN = "open"
    PERHAPS = "perhaps"
    """Between the two hours that the sources give for its closing."""
    HOLIDAY = "holiday"
    CLOSED = "closed"


@dataclass(frozen=True)
class Hours:
    """How 3422 stands at one moment."""

    phone: Phone
    next: date
    """The day on which it opens next; today while it is open."""


def hours(at: datetime, is_holiday: Callable[[date], bool]) -> Hours:
    """Say whether 3422 is open.

    Args:
        at: the moment, in the time of Paris.
        is_holiday: tells a French public holiday.
    """
    today, now = at.date(), at.time()
    if not _works(today, is_holiday):
        rest = Phone.CLOSED if today.weekday() in _WEEKEND else Phone.HOLIDAY
        return Hours(rest, _after(today, is_holiday))
    if now < OPENS:
        return Hours(Phone.CLOSED, today)
    if now < CLOSES:
        return Hours(Phone.OPEN, today)
    return Hours(Phone.PERHAPS if now < CLOSES_PERHAPS else Phone.CLOSED, _after(today, is_holiday))


@dataclass(frozen=True)
class LastCall:
    """How 3422 stands towards the last day on which an act is of use."""

    rest: Phone | None
    """Why it does not answer on that day; None where it does."""
    day: date | None
    """The last day, that one included, on which it still opens; None where it opens no more."""


def last_call(at: datetime, last: date, is_holiday: Callable[[date], bool]) -> LastCall:
    """Say until when 3422 can be called about an act.

    Args:
        at: the moment, in the time of Paris.
        last: the last day on which the act is of use.
        is_holiday: tells a French public holiday.
    """
    rest = None if _works(last, is_holiday) else hours(datetime.combine(last, OPENS), is_holiday).phone
    days = (last - timedelta(days=n) for n in range(_LONGEST_REST))
    day = next((each for each in days if _works(each, is_holiday)), last)
    now = hours(at, is_holiday)
    open_until = now.phone is Phone.PERHAPS and day == at.date()
    return LastCall(rest, day if day >= now.next or open_until else None)


def _works(day: date, is_holiday: Callable[[date], bool]) -> bool:
    return day.weekday() not in _WEEKEND and not is_holiday(day)


def _after(day: date, is_holiday: Callable[[date], bool]) -> date:
    days = (day + timedelta(days=n) for n in range(1, _LONGEST_REST))
    return next((each for each in days if _works(each, is_holiday)), day + timedelta(days=1))
