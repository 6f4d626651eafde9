"""Delays: six weeks, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.deadline import DAYS, LAST_WEEK, DelayRule, TimeLeft, is_near, last_day, news_by, window
from kiosk.core.when import When, of_day

SENT = date(2026, 11, 2)
LAST = date(2026, 12, 14)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def test_every_rule_has_its_days() -> None:
    """No delay is without its number of days; both of today's are six weeks."""
    assert {rule: DAYS[rule] for rule in DelayRule} == dict.fromkeys(DelayRule, 42)


@pytest.mark.parametrize(
    ("begin", "last"),
    [
        (SENT, LAST),
        (date(2027, 12, 25), date(2028, 2, 5)),
        (date(2028, 1, 18), date(2028, 2, 29)),
        (date(2028, 1, 19), date(2028, 3, 1)),
        (date(2027, 1, 18), date(2027, 3, 1)),
        (date(2096, 2, 29), date(2096, 4, 11)),
        (date(2100, 1, 18), date(2100, 3, 1)),
    ],
    ids=str,
)
@pytest.mark.parametrize("rule", DelayRule)
def test_the_last_day_is_the_forty_second_after_the_first(rule: DelayRule, begin: date, last: date) -> None:
    """Six weeks end on the same day of the week, over a new year, in leap years and in 2100, which is none."""
    assert last_day(rule, of_day(begin)) == last
    assert last.weekday() == begin.weekday()


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (SENT - timedelta(days=1), TimeLeft.FUTURE),
        (SENT, TimeLeft.OPEN),
        (LAST - timedelta(days=LAST_WEEK + 1), TimeLeft.OPEN),
        (LAST - timedelta(days=LAST_WEEK), TimeLeft.SOON),
        (LAST - timedelta(days=1), TimeLeft.SOON),
        (LAST, TimeLeft.SOON),
        (LAST + timedelta(days=1), TimeLeft.CLOSED),
        (LAST + timedelta(days=3650), TimeLeft.CLOSED),
    ],
    ids=str,
)
def test_a_window_changes_on_its_days(today: date, expected: TimeLeft) -> None:
    """Open on the day of sending, about to end from a week before, usable on the last day, closed the day after."""
    assert window(DelayRule.SIX_WEEKS_FROM_SENDING, of_day(SENT), today, next_sync_days=0) is expected


@pytest.mark.parametrize(("left", "expected"), [(14, TimeLeft.SOON), (15, TimeLeft.OPEN)])
def test_a_window_that_closes_before_the_next_sync_closes_soon(left: int, expected: TimeLeft) -> None:
    """A desk that reaches its office every fourteen days says so while fourteen days are left."""
    today = LAST - timedelta(days=left)
    assert window(DelayRule.SIX_WEEKS_FROM_SENDING, of_day(SENT), today, next_sync_days=14) is expected


def test_what_nobody_knows_is_not_decided() -> None:
    """Without a date, or without a day to be sure of, a window is neither open nor closed."""
    assert window(DelayRule.SIX_WEEKS_FROM_DELIVERY, None, LAST, 7) is TimeLeft.UNKNOWN
    assert window(DelayRule.SIX_WEEKS_FROM_DELIVERY, of_day(SENT), None, 7) is TimeLeft.UNKNOWN


@pytest.mark.parametrize(
    ("begin", "expected"),
    [
        (When(2026, 11), TimeLeft.UNKNOWN),
        (When(2026), TimeLeft.UNKNOWN),
        (When(2026, 10), TimeLeft.UNKNOWN),
        (When(2022), TimeLeft.CLOSED),
        (When(2026, 9), TimeLeft.CLOSED),
        (When(2027), TimeLeft.FUTURE),
    ],
    ids=str,
)
def test_no_delay_is_counted_from_a_date_that_is_not_exact(begin: When, expected: TimeLeft) -> None:
    """Of a month or a year nothing is said but what holds whatever the day was; there is no last day."""
    assert last_day(DelayRule.SIX_WEEKS_FROM_SENDING, begin) is None
    assert window(DelayRule.SIX_WEEKS_FROM_SENDING, begin, date(2026, 11, 21), next_sync_days=7) is expected


@given(days, days, st.integers(0, 60))
def test_a_window_never_opens_again(begin: date, today: date, sync: int) -> None:
    """As days go by a window goes from future to open, to soon, to closed, and never back."""
    order = [TimeLeft.FUTURE, TimeLeft.OPEN, TimeLeft.SOON, TimeLeft.CLOSED]
    sent, rule = of_day(begin), DelayRule.SIX_WEEKS_FROM_SENDING
    now, after = (window(rule, sent, day, sync) for day in (today, today + timedelta(days=1)))
    assert order.index(now) <= order.index(after)


@pytest.mark.parametrize(("left", "near"), [(8, False), (7, True), (0, True), (-3, True)])
def test_an_act_is_near_its_end_in_its_last_week(left: int, near: bool) -> None:
    """Staff are warned from a week before, and not less once the day has passed; no day is no warning."""
    assert is_near(LAST, LAST - timedelta(days=left)) is near
    assert not is_near(None, LAST)


@given(days, st.integers(1, 365), st.none() | st.integers(0, 60))
def test_news_come_while_she_can_still_act(today: date, within: int, left: int | None) -> None:
    """She is promised news within the usual days, and before the last day wherever a day is left before it."""
    last = None if left is None else today + timedelta(days=left)
    promised = news_by(today, within, last)
    assert today <= promised <= today + timedelta(days=within)
    if last is None:
        assert promised == today + timedelta(days=within)
    else:
        assert promised <= last
        assert promised < last or last - today <= timedelta(days=1) or within == 0


def test_a_last_day_that_is_over_promises_nothing_in_the_past() -> None:
    """Where the last day is over, as on a machine whose clock runs ahead, the usual days stand."""
    assert news_by(LAST + timedelta(days=1), 15, LAST) == LAST + timedelta(days=16)
