"""Delays that the law sets: until when an act is of use, and how that stands today.

Arithmetic of days alone: whether a clock can be right is for others to say.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from kiosk.core.when import When


class DelayRule(StrEnum):
    """What a delay is counted from. The set is closed: each member has its line in `DAYS`."""

    SIX_WEEKS_FROM_SENDING = "six_weeks_from_sending"
    """Of the letter that announces the space (code de la santé publique, R1111-28): not from when it arrived."""
    SIX_WEEKS_FROM_DELIVERY = "six_weeks_from_delivery"
    """Of the information on the pharmacy record: from when it was handed over (same code, R1111-20-1)."""


DAYS = {DelayRule.SIX_WEEKS_FROM_SENDING: 42, DelayRule.SIX_WEEKS_FROM_DELIVERY: 42}
"""Days from the first day to the last on which the act is of use."""

LAST_WEEK = 7
"""Days before the last one from which it is said that the delay is about to end."""


class TimeLeft(StrEnum):
    """How a delay stands."""

    OPEN = "open"
    SOON = "soon"
    """It ends within a week, or before the office can be expected to read anything."""
    CLOSED = "closed"
    UNKNOWN = "unknown"
    """Nobody knows when it began, or this machine cannot know which day it is."""
    FUTURE = "future"
    """It would begin after today: the date is to be checked."""


def last_day(rule: DelayRule, begin: When) -> date | None:
    """Give the last day on which the act is of use; None where the day that it begins with is not known."""
    return None if begin.exact is None else begin.exact + timedelta(days=DAYS[rule])


def window(rule: DelayRule, begin: When | None, today: date | None, next_sync_days: int) -> TimeLeft:
    """Say how a delay stands.

    Args:
        rule: what it is counted from.
        begin: when it began, as far as it is known; None where nobody knows.
        today: None where the clock cannot be right.
        next_sync_days: in how many days the office is likely to receive what is handed over now.
    """
    if begin is None or today is None:
        return TimeLeft.UNKNOWN
    if begin.first > today:
        return TimeLeft.FUTURE
    # Of a month or a year it is known that its delay is over, if it is whatever the day was; and nothing else.
    left = (begin.last + timedelta(days=DAYS[rule]) - today).days
    if left < 0:
        return TimeLeft.CLOSED
    if begin.exact is None:
        return TimeLeft.UNKNOWN
    return TimeLeft.SOON if left <= max(LAST_WEEK, next_sync_days) else TimeLeft.OPEN


def news_by(today: date, within: int, last: date | None) -> date:
    """Give the day by which a person is promised news.

    Args:
        today: when she hands the act over.
        within: days within which the desk promises news.
        last: the last day on which the act is of use: the day before it, where there is one, she can still act.
    """
    usual = today + timedelta(days=within)
    if last is None or last < today:
        return usual
    before = last - timedelta(days=1)
    return min(usual, before if before > today else last)


def is_near(last: date | None, today: date, within: int = LAST_WEEK) -> bool:
    """Tell whether an act's last day is so near, or so recently gone, that somebody must look."""
    return last is not None and (last - today).days <= within
