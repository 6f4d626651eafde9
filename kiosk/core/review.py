"""Which sentences a speaker of a language has reviewed: a record by sentence, so that a changed one has lost it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.core.folded import folded
from kiosk.core.moment import LIFE, is_plausible

FIELDS = ("french", "theirs", "day", "how", "who")
"""The columns of a record, in their order."""
_MARK = 32
"""Hexadecimal signs of a mark: 128 bits, far more than the sentences of all languages need to stay apart."""


class How(StrEnum):
    """What somebody did with a sentence: found it right, as a speaker or a translator, or wrote it."""

    SPEAKER = "speaker"
    TRANSLATOR = "translator"
    WROTE = "wrote"


FOUND_RIGHT = (How.SPEAKER, How.TRANSLATOR)
"""By whom a sentence is found right. Whoever wrote these very words never reviews them."""


class Stage(StrEnum):
    """How far a sentence is in a language."""

    MISSING = "missing"
    DRAFTED = "drafted"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Review:
    """One sentence was found right in one language, or written in it."""

    french: str
    """The mark of the French words (see `mark`)."""
    theirs: str
    """The mark of the words in her language."""
    day: date
    how: How
    who: str
    """A name or a role, as they wish. It decides one thing: who wrote the words is not who reviews them."""

    @classmethod
    def read(cls, row: dict[str, str | None]) -> Review:
        """Read a record from a row of a table. Raises ValueError for a row that is none."""
        french, theirs, day, how, who = (str(row.get(name) or "") for name in FIELDS)
        if not _is_mark(french) or not _is_mark(theirs):
            raise ValueError("not a mark")
        return cls(french, theirs, date.fromisoformat(day), How(how), who)

    @property
    def row(self) -> dict[str, str]:
        """The record as a row of a table, as `read` reads it."""
        return dict(
            zip(FIELDS, (self.french, self.theirs, self.day.isoformat(), self.how.value, self.who), strict=True)
        )


def mark(text: str) -> str:
    """Give the mark of a sentence: it follows from the words alone, so that it falls with any change of them."""
    from hashlib import sha256  # here alone: a desk in French marks nothing, and loads no library for it

    return sha256(text.encode()).hexdigest()[:_MARK]


def by_another(records: Iterable[Review]) -> list[Review]:
    """Give the records by which a sentence is reviewed: none of them is of who wrote these very words."""
    every = list(records)
    wrote = {(each.french, each.theirs, folded(each.who)) for each in every if each.how is How.WROTE}
    return [
        each
        for each in every
        if each.how is not How.WROTE and (each.french, each.theirs, folded(each.who)) not in wrote
    ]


def last_review_day(now: datetime, built: datetime) -> date:
    """Give the last day that a review may have: tomorrow, for it is tomorrow already in the east.

    A clock that cannot be right says nothing of a day. Then it is the last on which this program may be in use.

    Args:
        now: the machine's clock.
        built: when this program was built.
    """
    return (now + timedelta(days=1)).date() if is_plausible(now, built, None) else (built + LIFE).date()


class Reviews:
    """The records of one language.

    Args:
        records: in any order; several of one sentence are one review, and one of who wrote it is none.
        last: the last day that a review may have (see `last_review_day`): one of a later day is none either.
    """

    def __init__(self, records: Iterable[Review] = (), last: date = date.max) -> None:
        found = (each for each in by_another(records) if each.day <= last)
        self._marks = frozenset((each.french, each.theirs) for each in found)

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self._marks)

    def state(self, french: str, theirs: str | None) -> Stage:
        """Tell how far a sentence is.

        Args:
            french: its words in French.
            theirs: in her language, None where there are none.
        """
        if theirs is None:
            return Stage.MISSING
        return Stage.REVIEWED if (mark(french), mark(theirs)) in self._marks else Stage.DRAFTED


def _is_mark(text: str) -> bool:
    return len(text) == _MARK and all(sign in "0123456789abcdef" for sign in text)
