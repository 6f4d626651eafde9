"""The one word a person is told about her act, and what happens next: a projection of the entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.core.outbox import Entry, State, Withdrawal


class Next(StrEnum):
    """What happens next, or what somebody has to do."""

    WILL_BE_SENT = "will_be_sent"
    WAIT_FOR_ANSWER = "wait_for_answer"
    OFFICE_WILL_OPEN = "office_will_open"
    OFFICE_WORKS = "office_works"
    COME_BACK = "come_back"
    CALL_OFFICE = "call_office"
    DO_AGAIN = "do_again"
    STAFF_MUST_LOOK = "staff_must_look"
    OFFICE_CHECKS_WITHDRAWAL = "office_checks_withdrawal"
    NOTHING_MORE = "nothing_more"


class Right(StrEnum):
    """What can still be done about an act at this desk."""

    WITHDRAW_NOW = "withdraw_now"
    """With the key, and at once: it never left this machine."""
    ASK_TO_STOP = "ask_to_stop"
    """Recorded here and sent: the hub or the office answers."""
    NOTHING = "nothing"


_NEXT = {
    State.WAITING: Next.WILL_BE_SENT,
    State.UNCERTAIN: Next.WAIT_FOR_ANSWER,
    State.HELD: Next.OFFICE_WILL_OPEN,
    State.TAKEN: Next.OFFICE_WORKS,
    State.APPOINTMENT: Next.COME_BACK,
    State.UNREACHABLE: Next.CALL_OFFICE,
    State.REDO: Next.DO_AGAIN,
    State.QUARANTINED: Next.STAFF_MUST_LOOK,
    State.PROOF_SEEN: Next.NOTHING_MORE,
    State.DECLINED: Next.NOTHING_MORE,
    State.WITHDRAWN: Next.NOTHING_MORE,
    State.STOPPED: Next.NOTHING_MORE,
}


@dataclass(frozen=True)
class Status:
    """What is known of an act, and since when."""

    state: State
    reason: str
    next: Next
    right: Right
    as_of: datetime
    """When this was last learnt, by the clock of who said it: the recording itself while no answer has come back."""
    news_by: date
    deadline: date | None
    late: bool
    """The promised day has passed without news."""


def project(entry: Entry, today: date) -> Status:
    """Say where an act stands, from what this desk knows."""
    asked = entry.withdrawal is not None and not entry.is_final
    if entry.is_final or entry.withdrawal is Withdrawal.BY_KEY:
        right = Right.NOTHING
    elif entry.state is State.WAITING:
        right = Right.WITHDRAW_NOW
    else:
        right = Right.ASK_TO_STOP
    learnt = [entry.made.wall] if entry.told_at is None else [entry.told_at]
    if entry.withdrawn_at:
        learnt.append(entry.withdrawn_at.wall)
    return Status(
        state=entry.state,
        reason=entry.reason,
        next=Next.OFFICE_CHECKS_WITHDRAWAL if asked else _NEXT[entry.state],
        right=right,
        as_of=max(learnt),
        news_by=entry.news_by,
        deadline=entry.deadline,
        late=not entry.is_final and today > entry.news_by,
    )
