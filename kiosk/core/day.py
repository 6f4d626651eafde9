"""The slip of the end of the day: what waits, what is taken, what somebody has to look at. References, and no acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.core.outbox import Entry, State, by_urgency
from kiosk.core.status import Next, project

_WAITING = (State.WAITING, State.UNCERTAIN, State.HELD)
_LOOK = (Next.STAFF_MUST_LOOK, Next.COME_BACK, Next.CALL_OFFICE, Next.DO_AGAIN, Next.OFFICE_CHECKS_WITHDRAWAL)


@dataclass(frozen=True)
class Day:
    """References, the most urgent first. An act that is over is in none of them."""

    waiting: tuple[str, ...]
    """Not opened by the office yet."""
    taken: tuple[str, ...]
    """The office is at work."""
    look: tuple[str, ...]
    """Somebody has to do something: refused, late, a deadline today or tomorrow, a withdrawal to check."""


def day(entries: Iterable[Entry], today: date) -> Day:
    """Sort what the desk holds; each act that is not over is in one place."""
    waiting: list[str] = []
    taken: list[str] = []
    look: list[str] = []
    for entry in by_urgency(entries):
        status = project(entry, today)
        soon = entry.deadline is not None and (entry.deadline - today).days <= 1
        if entry.is_final:
            continue
        if status.next in _LOOK or status.late or soon:
            look.append(entry.reference)
        elif entry.state in _WAITING:
            waiting.append(entry.reference)
        else:
            taken.append(entry.reference)
    return Day(tuple(waiting), tuple(taken), tuple(look))
