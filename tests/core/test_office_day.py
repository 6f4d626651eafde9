"""Days and hours as the office types them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.office_day import read_day, read_days, read_meeting

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3", date(2026, 12, 3)),
        ("+3", date(2026, 12, 3)),
        ("0", TODAY),
        ("8/12", date(2026, 12, 8)),
        ("8.12", date(2026, 12, 8)),
        ("08-12-2026", date(2026, 12, 8)),
        ("8/12/26", date(2026, 12, 8)),
        ("5/1", date(2027, 1, 5)),
        ("29/11", date(2027, 11, 29)),
        ("29/11/2026", None),
        ("31/02", None),
        ("hier", None),
        ("", None),
        ("1000", None),
    ],
)
def test_a_day_is_the_next_such_day(typed: str, day: date | None) -> None:
    """A number is days from now, a day without a year is the next one, and what is past or none is refused."""
    assert read_days(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "met"),
    [
        ("8/12 14h30", (date(2026, 12, 8), 870, [])),
        ("8/12 9h", (date(2026, 12, 8), 540, [])),
        ("8/12  14:05", (date(2026, 12, 8), 845, [])),
        ("8/12 14H30", (date(2026, 12, 8), 870, [])),
        ("8/12 14h30 2 vitale", (date(2026, 12, 8), 870, ["2", "vitale"])),
        ("8/12 14 h 30  courrier", (date(2026, 12, 8), 870, ["courrier"])),
        ("8/12 14h30vitale", None),
        ("8/12", None),
        ("8/12 14", None),
        ("8/12 24h", None),
        ("8/12 10h61", None),
        ("31/02 10h", None),
    ],
)
def test_a_meeting_has_a_day_and_an_hour(typed: str, met: tuple[date, int, list[str]] | None) -> None:
    """Both are said, or it is none."""
    assert read_meeting(typed, TODAY) == met


@given(st.text(max_size=20), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_whatever_is_typed_is_a_day_to_come_or_none(typed: str, today: date) -> None:
    """Nothing that is typed raises, and no day is past."""
    for day in (read_day(typed, today), read_days(typed, today), (read_meeting(typed, today) or [None])[0]):
        assert day is None or day >= today
