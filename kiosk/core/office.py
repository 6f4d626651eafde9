"""What the office may say of an act, and what a ledger that was healed can know: records in, answers out.

Its moves are those of the one table in `outbox`; the hub keeps the same rules in SQL (`kiosk.hub.office`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kiosk.core.outbox import FINAL, MOVES, Signer, State
from kiosk.core.status import REASONS, Reason

HOLD = timedelta(minutes=10)
"""So long a final answer stays at the office, so that it can be taken back."""
_MUST_SAY_WHY = frozenset({State.APPOINTMENT, State.UNREACHABLE, State.REDO})
_WEEKDAYS = (
    Reason.COME_MONDAY,
    Reason.COME_TUESDAY,
    Reason.COME_WEDNESDAY,
    Reason.COME_THURSDAY,
    Reason.COME_FRIDAY,
    Reason.COME_SATURDAY,
)


def may_follow(state: State | None, to: State) -> bool:
    """Tell whether the office may say this after what it said last: by the table, once it has taken the act."""
    return state is not None and to in REASONS and MOVES[state].get(to) is Signer.OFFICE


def says_why(state: State, reason: Reason | None) -> bool:
    """Tell whether a reason is one of its state, or may be left out."""
    return state not in _MUST_SAY_WHY if reason is None else reason in REASONS.get(state, ())


def answers_stop(state: State, reason: Reason | None, *, asked: bool, read: bool, by_key: bool) -> bool:
    """Tell whether this may be said of an act, seen that she asked to stop, or did not.

    With her key the consent is gone: only what ends the act is left to say. Without it somebody checked with her, and
    she may not have wished it; but nobody says `proof_seen` before they have read the request.
    """
    if not asked:
        return reason is not Reason.TOO_LATE
    if state is State.PROOF_SEEN:
        return read and (reason is Reason.TOO_LATE or not by_key)
    return state in FINAL or not by_key


def is_held(state: State | None, at: datetime | None, now: datetime) -> bool:
    """Tell whether an answer that nobody was told stays here: a final one, for a while. A clock set back frees it."""
    return state in FINAL and at is not None and at <= now < at + HOLD


def is_in_doubt(made: datetime, healed: datetime | None) -> bool:
    """Tell whether an act that nobody knows may have been worked on: it is older than the loss of what would tell."""
    return healed is not None and made <= healed


def comes_too_late(reason: Reason | None, until: date | None, today: date) -> date | None:
    """Give the day on which she is told to come, where it lies after the last day on which the act is of use."""
    if until is None or reason not in _WEEKDAYS:
        return None
    day = today + timedelta(days=(_WEEKDAYS.index(reason) - today.weekday()) % 7 or 7)
    return day if day > until else None
