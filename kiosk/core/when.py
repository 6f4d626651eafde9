"""A date as people know it: a day, a month of a year, or a year alone. As an answer, ISO 8601 as short as it is known.

Nothing is ever counted from one that is not exact, but for what holds whatever the day was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_STORED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class When:
    """A date. `str` gives the answer that is kept: `1958`, `1958-03` or `1958-03-09`.

    Raises:
        ValueError: no such day.
    """

    year: int
    month: int = 0
    """0 where it is not known."""
    day: int = 0
    """0 where it is not known."""

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)
        if self.day and not self.month:
            raise ValueError("a day of no month")

    def __str__(self) -> str:
        known = [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join([f"{self.year:04}", *known])

    @property
    def exact(self) -> date | None:
        """The day; None where it is not known."""
        return date(self.year, self.month, self.day) if self.day else None

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can be."""
        from calendar import monthrange  # a tenth of a megabyte, for a date that few give in part

        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def typed(self) -> str:
        """The way it is typed in France: `09/03/1958`, `03/1958`, `1958`."""
        return "/".join(reversed(str(self).split("-")))


def of_day(day: date) -> When:
    """Give a day as such a date."""
    return When(day.year, day.month, day.day)


def read_when(answer: object) -> When | None:
    """Read an answer that was kept; None for what is no date."""
    found = _STORED.fullmatch(answer) if isinstance(answer, str) and answer.isascii() else None
    if found is None:
        return None
    try:
        return When(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None
