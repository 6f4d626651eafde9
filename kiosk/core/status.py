"""The one word a person is told about her act, and what happens next: a projection of the entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.core.meeting import Meeting
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


class Asked(StrEnum):
    """What stands for a state once she took her consent back and nobody has answered that yet."""

    TO_STOP = "to_stop"


class Reason(StrEnum):
    """Why the office says what it says: a closed list, so that no word about a person travels in the clear."""

    COME_ANY_DAY = "come_any_day"
    COME_MONDAY = "come_monday"
    COME_TUESDAY = "come_tuesday"
    COME_WEDNESDAY = "come_wednesday"
    COME_THURSDAY = "come_thursday"
    COME_FRIDAY = "come_friday"
    COME_SATURDAY = "come_saturday"
    BRING_VITALE = "bring_vitale"
    BRING_IDENTITY = "bring_identity"
    BRING_LETTER = "bring_letter"
    BRING_PHONE = "bring_phone"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    CALL_US = "call_us"
    INCOMPLETE = "incomplete"
    OTHER_PROCEDURE = "other_procedure"
    DEADLINE_PASSED = "deadline_passed"
    NOT_HERS_TO_DECIDE = "not_hers_to_decide"
    REFUSED_BY_SERVICE = "refused_by_service"
    SHE_CHANGED_HER_MIND = "she_changed_her_mind"
    TOO_LATE = "too_late"
    """The stop request came after the act was done."""


_DAYS = frozenset(reason for reason in Reason if reason.startswith("come_"))
_BRING = frozenset(reason for reason in Reason if reason.startswith("bring_"))
THINGS = (Reason.BRING_VITALE, Reason.BRING_IDENTITY, Reason.BRING_LETTER, Reason.BRING_PHONE)
"""What she may be asked to bring: each has its number here, from 1. More may come at the end."""

REASONS: Mapping[State, frozenset[Reason]] = MappingProxyType(
    {
        State.APPOINTMENT: _DAYS | _BRING,
        State.UNREACHABLE: frozenset({Reason.NO_ANSWER, Reason.WRONG_NUMBER, Reason.CALL_US}) | _DAYS,
        State.REDO: frozenset({Reason.INCOMPLETE, Reason.OTHER_PROCEDURE}) | _BRING,
        State.PROOF_SEEN: frozenset({Reason.TOO_LATE}),
        State.DECLINED: frozenset(
            {
                Reason.DEADLINE_PASSED,
                Reason.NOT_HERS_TO_DECIDE,
                Reason.REFUSED_BY_SERVICE,
                Reason.SHE_CHANGED_HER_MIND,
                Reason.OTHER_PROCEDURE,
            }
        ),
        State.STOPPED: frozenset(),
    }
)
"""What the office may say, and with which reasons; none is always allowed but for `appointment`, `unreachable` and
`redo`, which are not final and so must say what to do."""


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


def next_of(state: State) -> Next:
    """Say what comes after a state."""
    return _NEXT[state]


NEWS = frozenset({State.APPOINTMENT, State.UNREACHABLE, State.REDO, State.PROOF_SEEN, State.DECLINED, State.STOPPED})
"""States of which the person is told something new: she has to do something, or it is over."""


def things(meeting: Meeting) -> list[Reason]:
    """Give what she brings; numbers that only a later version has a word for are passed over."""
    return [THINGS[each - 1] for each in meeting.bring if 1 <= each <= len(THINGS)]


def is_news(entry: Entry) -> bool:
    """Tell whether an answer came back that nobody has told her yet at this desk."""
    return entry.state in NEWS and entry.number > entry.heard


def heard(entry: Entry) -> Entry:
    """Note that she was told what is known."""
    return replace(entry, heard=entry.number)


@dataclass(frozen=True)
class Status:
    """What is known of an act, and since when."""

    state: State | Asked
    reason: str
    next: Next
    right: Right
    as_of: datetime
    """When this was last learnt, by the clock of who said it: the recording itself while no answer has come back."""
    news_by: date
    deadline: date | None
    late: bool
    """The promised day has passed without news."""
    meeting: Meeting | None = None
    """When and where she comes, where the office said so."""

    @property
    def is_expected(self) -> bool:
        """Whether she is to come on a day: that says more than a weekday, what comes next, or when there is news."""
        return self.meeting is not None and not self.meeting.cancelled

    @property
    def why(self) -> str:
        """The reason; empty where the appointment's day says it better."""
        return "" if self.is_expected else self.reason


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
        state=Asked.TO_STOP if asked else entry.state,
        reason="" if asked else entry.reason,
        next=Next.OFFICE_CHECKS_WITHDRAWAL if asked else _NEXT[entry.state],
        right=right,
        as_of=max(learnt),
        news_by=entry.news_by,
        deadline=entry.deadline,
        late=not entry.is_final and today > entry.news_by,
        meeting=None if asked or entry.state is not State.APPOINTMENT else entry.meeting,
    )
