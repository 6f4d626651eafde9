"""Keeps an act for who works on it, as long as they do; says it half a minute before it is let go by itself."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from kiosk.core.idle import NOTICE
from kiosk.core.work import Work, time_left

LEAD = 10
"""Seconds before the notice in which whoever has worked since has the act anew: a look may come late. So long it is
not tried once more, either: where the hub is away each try waits for it, and there are keys in between."""


class HoldNews(Enum):
    """What is to be done about the time of an act that is open."""

    NOTHING = auto()
    RENEW = auto()
    """Somebody works: they have the act anew."""
    SOON = auto()
    """Nobody has pressed a key since it was taken: it is said that it is let go."""


class HoldWatch:
    """Looks at the time of the act that is open, every few seconds and at each key."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._tried: datetime | None = None
        self._worked = False

    def look(self, work: Work, who: str, now: datetime, *, key: bool = False) -> HoldNews:
        """Tell what is to be done.

        Args:
            work: how the work on the act stands.
            who: sits here.
            now: the office's time.
            key: whether a key was pressed just now: to write is to work.
        """
        if work.touched != self._since:
            self._since, self._tried, self._worked = work.touched, None, False
        self._worked = self._worked or key
        left = time_left(work, who, now)
        if left is None or left.total_seconds() > NOTICE + LEAD:
            return HoldNews.NOTHING
        if self._worked and (self._tried is None or (now - self._tried).total_seconds() >= LEAD):
            self._tried = now
            return HoldNews.RENEW
        return HoldNews.SOON if left.total_seconds() <= NOTICE else HoldNews.NOTHING
