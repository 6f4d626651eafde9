"""3422: weekdays from half past eight; nothing is promised on holidays or after five."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kiosk.core.hours import Hours, LastCall, Phone, hours, last_call
from kiosk.machine.france import in_paris, is_holiday

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("at", "phone", "following"),
    [
        ("2026-11-20T08:29", Phone.CLOSED, FRIDAY),
        ("2026-11-20T08:30", Phone.OPEN, FRIDAY),
        ("2026-11-20T16:59", Phone.OPEN, FRIDAY),
        ("2026-11-20T17:00", Phone.PERHAPS, MONDAY),
        ("2026-11-20T17:29", Phone.PERHAPS, MONDAY),
        ("2026-11-20T17:30", Phone.CLOSED, MONDAY),
        ("2026-11-21T10:00", Phone.CLOSED, MONDAY),
        ("2026-11-22T23:59", Phone.CLOSED, MONDAY),
        ("2026-11-11T10:00", Phone.HOLIDAY, date(2026, 11, 12)),
        ("2026-12-24T18:00", Phone.CLOSED, date(2026, 12, 28)),
        ("2027-05-06T10:00", Phone.HOLIDAY, date(2027, 5, 7)),
        ("2026-12-31T20:00", Phone.CLOSED, date(2027, 1, 4)),
    ],
)
def test_hours_at_their_borders(at: str, phone: Phone, following: date) -> None:
    """Each border of the day, the weekend, fixed and moving holidays, and the turn of the year."""
    assert hours(datetime.fromisoformat(at), is_holiday) == Hours(phone, following)


def test_a_calendar_that_only_rests_is_not_believed() -> None:
    """With nothing but holidays, the next day is given rather than none."""
    at = datetime(2026, 11, 20, 10, 0)  # noqa: DTZ001 (already the time of Paris)
    assert hours(at, lambda day: True).next == date(2026, 11, 21)


@pytest.mark.parametrize(("month", "hour"), [(1, 9), (7, 10)])
def test_the_hours_are_those_of_paris(month: int, hour: int) -> None:
    """A machine that was left in universal time still tells the hours of 3422, in winter and in summer."""
    assert in_paris(datetime(2026, month, 6, 8, 0, tzinfo=UTC)).hour == hour


@pytest.mark.parametrize(
    ("at", "last", "rest", "day"),
    [
        ("2026-11-16T10:00", "2026-11-20", None, FRIDAY),
        ("2026-11-16T10:00", "2026-11-22", Phone.CLOSED, FRIDAY),
        ("2026-11-20T16:59", "2026-11-22", Phone.CLOSED, FRIDAY),
        ("2026-11-20T17:15", "2026-11-22", Phone.CLOSED, FRIDAY),
        ("2026-11-20T17:30", "2026-11-22", Phone.CLOSED, None),
        ("2026-11-21T10:00", "2026-11-22", Phone.CLOSED, None),
        ("2026-11-20T18:00", "2026-11-20", None, None),
        ("2026-11-09T10:00", "2026-11-11", Phone.HOLIDAY, date(2026, 11, 10)),
        ("2026-12-21T10:00", "2026-12-27", Phone.CLOSED, date(2026, 12, 24)),
    ],
)
def test_the_last_call_before_a_last_day(at: str, last: str, rest: Phone | None, day: date | None) -> None:
    """A last day on a Sunday or a holiday is called about before it; after the last closing there is no call more."""
    found = last_call(datetime.fromisoformat(at), date.fromisoformat(last), is_holiday)
    assert found == LastCall(rest, day)
