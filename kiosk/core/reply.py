"""What may be answered to an act at the office, what stands in the way of an answer, and which day it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kiosk.core.errors import IllegalMove
from kiosk.core.meeting import Meeting
from kiosk.core.office import Record, check_answer, is_unread_stop
from kiosk.core.outbox import FINAL, State
from kiosk.core.status import REASONS, Reason

_WEEKDAYS = (
    Reason.COME_MONDAY,
    Reason.COME_TUESDAY,
    Reason.COME_WEDNESDAY,
    Reason.COME_THURSDAY,
    Reason.COME_FRIDAY,
    Reason.COME_SATURDAY,
)


@dataclass(frozen=True)
class Possible:
    """An answer that can be given, with the reason if it needs one."""

    state: State
    reason: Reason | None = None


class Hindrance(StrEnum):
    """Why an answer cannot be given."""

    UNREAD_STOP = "unread_stop"
    """She asked to stop, and nobody was shown it: it is read first."""
    HELD = "held"
    """The last word was final, and can still be taken back."""
    FINAL = "final"
    NOT_TAKEN = "not_taken"
    STOPPED = "stopped"
    """She took her consent back with her key: only what ends the act is left to say."""
    REASON = "reason"
    """The reason is missing, or is none of this answer."""


def is_possible(record: Record, said: Possible) -> bool:
    """Tell whether this may be said of an act now."""
    try:
        check_answer(record, said.state, said.reason)
    except IllegalMove:
        return False
    return True


def answers_to(record: Record) -> Iterator[Possible]:
    """Give what may be said of an act now, but for an appointment: that is made with its day and hour."""
    for state in REASONS:
        if state is not State.APPOINTMENT:
            each_reason = (None, *(reason for reason in Reason if reason in REASONS[state]))
            yield from (
                each for each in (Possible(state, reason) for reason in each_reason) if is_possible(record, each)
            )


def hindrance(record: Record, said: Possible) -> Hindrance | None:
    """Tell why this may not be said of an act now; None where it may."""
    if is_unread_stop(record) and said.state is not State.STOPPED:
        return Hindrance.UNREAD_STOP
    if is_possible(record, said):
        return None
    if record.state in FINAL:
        return Hindrance.HELD if record.before is not None else Hindrance.FINAL
    if record.state is None:
        return Hindrance.NOT_TAKEN
    ends = said.state in FINAL and said.state is not State.PROOF_SEEN
    return Hindrance.STOPPED if record.stop_asked and record.stop_key and not ends else Hindrance.REASON


def comes_on(day: date) -> Reason:
    """Give the word in which a desk is told of an appointment's day."""
    number = day.weekday()
    return _WEEKDAYS[number] if number < len(_WEEKDAYS) else Reason.COME_ANY_DAY


def takes_a_day(state: State | None) -> bool:
    """Tell whether an answer is made with a day and an hour."""
    return state is State.APPOINTMENT


def meets_too_late(meeting: Meeting | None, until: date | None) -> date | None:
    """Give the day of an appointment, where it lies after the last day on which the act is of use."""
    return meeting.day if meeting is not None and until is not None and meeting.day > until else None


def comes_too_late(reason: Reason | None, until: date | None, today: date) -> date | None:
    """Give the day on which she is told to come, where it lies after the last day on which the act is of use."""
    if until is None or reason not in _WEEKDAYS:
        return None
    day = today + timedelta(days=(_WEEKDAYS.index(reason) - today.weekday()) % 7 or 7)
    return day if day > until else None
