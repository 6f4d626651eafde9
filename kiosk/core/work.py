"""Who works on an act at the office, and what was tried: notes in a row, each with the next number.

Nothing is written over: what stands of an act is what its notes say, from the first to the last (`fold`). A note that
does not have the next number was written without knowing the one before, and is refused: two people who take the same
act at the same moment cannot both have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.core.errors import ActHeld, ActNotTaken, IllegalMove
from kiosk.core.meeting import Meeting as Meeting
from kiosk.core.outbox import FINAL, State
from kiosk.core.pass_errors import PassedAlready

TAKES = timedelta(minutes=30)
"""So long an act is held by who works on it, from the last thing that they did."""
MOST_TRIES = 5
"""Calls without an answer after which somebody should decide how to go on."""
LONGEST_NOTE = 2000
"""Characters of one note."""
MOST_PLACES = 9
"""Where people can be received: one for each digit."""
KEEP_DAYS = 30
"""Days that an act stays readable after its end, if nothing else was set."""
TRACES_STAY = timedelta(days=365)
"""So long it is remembered who did what."""
LATE_DAYS = 15
"""Days after which somebody should ask what has become of an act, or of a desk."""
FURTHEST = 366
"""Days ahead that somebody may be called back, or come."""


class Deed(StrEnum):
    """What somebody did with an act."""

    TAKE = "take"
    TAKE_OVER = "take_over"
    """All the same, though somebody else holds it; also all of a colleague's who is ill."""
    HAND_ON = "hand_on"
    LET_GO = "let_go"
    TRIED = "tried"
    """Called, and nobody answered."""
    CALL_BACK = "call_back"
    MEET = "meet"
    NOTE = "note"
    ANSWER = "answer"
    TAKE_BACK = "take_back"
    """An answer that was not yet sent."""
    PASS_ON = "pass_on"  # noqa: S105  # no secret: the name of a deed
    """To another office, with her consent: that one calls her."""
    RETURN = "return"
    """An act that was passed on is this office's again."""


FREE = frozenset({Deed.TAKE, Deed.TAKE_OVER, Deed.RETURN})
"""What somebody may do with an act that they do not hold."""
CALLS = frozenset({Deed.TRIED, Deed.CALL_BACK, Deed.PASS_ON})
"""What nobody does with an act that is at another office."""
CLOSED = frozenset({Deed.NOTE, Deed.TAKE_BACK})
"""What may still be done with an act that was answered for good."""


@dataclass(frozen=True)
class WorkNote:
    """One thing that one person did with one act."""

    act: bytes
    number: int
    """Its place among the notes of this act: from 1, without a gap."""
    deed: Deed
    who: str
    """A pseudonym."""
    at: datetime
    to: str = ""
    """To whom it was handed on, or from whom it was taken over; the other office's name.

    For an answer to an act that is at another office: the number of that office's word that was known by then.
    """
    day: date | None = None
    """When to call back."""
    meeting: Meeting | None = None
    text: str = field(default="", repr=False)
    """What was written; the state for an answer; for what was passed on, `kiosk.core.passing.write_slip`."""


@dataclass(frozen=True)
class Work:
    """How the work on an act stands."""

    number: int = 0
    """Of the last note."""
    owner: str = ""
    """Whose it is, until somebody else has it; nobody's if empty."""
    touched: datetime | None = None
    """When its owner last did anything with it."""
    tries: int = 0
    """Calls without an answer since somebody was last reached."""
    call_back: date | None = None
    meeting: Meeting | None = None
    closed: bool = False
    closed_at: datetime | None = None
    began: datetime | None = None
    passed: str = ""
    """At which other office it is; empty for none."""
    passed_as: str = ""
    """Its id there, in hexadecimal."""
    passed_slip: str = field(default="", repr=False)
    """What any seat must know to follow it there (`kiosk.core.passing.read_slip`)."""
    passed_heard: int = 0
    """The number of the other office's last word that was known when her desk was last told something."""


def apply(work: Work, note: WorkNote) -> Work:
    """Give how the work stands after one more note.

    Raises:
        IllegalMove: it does not have the next number.
    """
    if note.number != work.number + 1:
        raise IllegalMove(f"note {note.number} after {work.number}")
    work = replace(work, number=note.number, began=work.began or note.at)
    if note.deed is not Deed.TAKE_OVER and note.who == work.owner:
        work = replace(work, touched=note.at)
    return _APPLY.get(note.deed, _nothing)(work, note)


def _nothing(work: Work, note: WorkNote) -> Work:
    del note
    return work


def _take(work: Work, note: WorkNote) -> Work:
    return replace(work, owner=note.who, touched=note.at)


def _hand_on(work: Work, note: WorkNote) -> Work:
    return replace(work, owner=note.to, touched=note.at)


def _let_go(work: Work, note: WorkNote) -> Work:
    del note
    return replace(work, owner="", touched=None)


def _tried(work: Work, note: WorkNote) -> Work:
    del note
    return replace(work, tries=work.tries + 1, call_back=None)


def _call_back(work: Work, note: WorkNote) -> Work:
    return replace(work, call_back=note.day)


def _meet(work: Work, note: WorkNote) -> Work:
    return replace(work, meeting=note.meeting, call_back=None, tries=0)


def _answer(work: Work, note: WorkNote) -> Work:
    ends = note.text in FINAL
    met = work.meeting if note.text == State.APPOINTMENT else None
    heard = int(note.to) if work.passed and note.to.isdecimal() else work.passed_heard
    work = replace(work, meeting=met, call_back=None, passed_heard=heard)
    return replace(work, closed=ends, closed_at=note.at if ends else None)


def _take_back(work: Work, note: WorkNote) -> Work:
    del note
    return replace(work, closed=False, closed_at=None)


def _pass_on(work: Work, note: WorkNote) -> Work:
    work = replace(work, passed=note.to, passed_as=note.text.split(" ")[0], passed_slip=note.text, passed_heard=0)
    return replace(work, owner="", touched=None, call_back=None, tries=0)


def _return(work: Work, note: WorkNote) -> Work:
    return replace(_take(work, note), passed="", passed_as="", passed_slip="", passed_heard=0)


_APPLY: Mapping[Deed, Callable[[Work, WorkNote], Work]] = {
    Deed.TAKE: _take,
    Deed.TAKE_OVER: _take,
    Deed.HAND_ON: _hand_on,
    Deed.LET_GO: _let_go,
    Deed.TRIED: _tried,
    Deed.CALL_BACK: _call_back,
    Deed.MEET: _meet,
    Deed.ANSWER: _answer,
    Deed.TAKE_BACK: _take_back,
    Deed.PASS_ON: _pass_on,
    Deed.RETURN: _return,
}


def fold(notes: Iterable[WorkNote]) -> Work:
    """Give how the work stands after all of these notes, in their order. Raises IllegalMove as `apply`."""
    work = Work()
    for note in notes:
        work = apply(work, note)
    return work


# ---- who may ---------------------------------------------------------------------------------


def holder(work: Work, now: datetime) -> str:
    """Name who holds an act now: nobody does it meanwhile. Empty for nobody. A clock set back frees it."""
    held = work.touched is not None and work.touched <= now < work.touched + TAKES
    return work.owner if held and not work.closed else ""


def is_mine(work: Work, who: str) -> bool:
    """Tell whether an act is somebody's, be it held or not."""
    return bool(who) and work.owner == who


def time_left(work: Work, who: str, now: datetime) -> timedelta | None:
    """Give how long somebody still holds an act; None where they do not hold it."""
    held = work.touched is not None and bool(who) and holder(work, now) == who
    return work.touched + TAKES - now if held and work.touched else None


def deed_before(work: Work, deed: Deed, who: str, now: datetime) -> Deed | None:
    """Give what comes before a deed with an act that was let go by itself and that nobody took: it is taken again."""
    lapsed = is_mine(work, who) and not holder(work, now) and not work.closed
    return Deed.TAKE if lapsed and deed not in FREE else None


def judge_deed(work: Work, note: WorkNote, now: datetime) -> WorkNote:
    """Judge one more note, and give it its number.

    Raises:
        ActHeld: somebody else holds the act.
        ActNotTaken: the act is not theirs.
        PassedAlready: it is at another office, which calls her.
        IllegalMove: it is closed, or the note says nothing that can be meant.
    """
    if not note.who or not _says_something(note, now):
        raise IllegalMove(f"{note.deed} says nothing")
    if work.closed and note.deed not in CLOSED:
        raise IllegalMove(f"{note.deed} of what is closed")
    if work.passed and note.deed in CALLS:
        raise PassedAlready
    if note.deed is Deed.RETURN and not work.passed:
        raise IllegalMove("it is at no other office")
    other = holder(work, now)
    if note.deed is Deed.TAKE_OVER:
        if work.owner in ("", note.who):
            raise IllegalMove("there is nobody to take it over from")
        return replace(note, number=work.number + 1, to=work.owner)
    if other and other != note.who:
        raise ActHeld(other)
    if note.deed not in FREE and not work.closed and other != note.who:
        raise ActNotTaken
    return replace(note, number=work.number + 1)


def can_follow(deed: Deed) -> bool:
    """Tell whether a deed is meant all the same after another seat did something, where the act is still theirs."""
    return deed in (Deed.NOTE, Deed.TRIED, Deed.CALL_BACK, Deed.MEET, Deed.HAND_ON, Deed.LET_GO)


def is_remark(deed: Deed) -> bool:
    """Tell whether a deed only says something: it decides nothing, so it can wait for the other seats."""
    return deed is Deed.NOTE


def is_remark_of(note: WorkNote, who: str, text: str) -> bool:
    """Tell whether a note is this remark of somebody's."""
    return is_remark(note.deed) and (note.who, note.text) == (who, text)


def is_told(deed: Deed) -> bool:
    """Tell whether her desk is told of a deed by itself: when she comes."""
    return deed is Deed.MEET


def deed_to_hold(work: Work, *, ended: bool, who: str, now: datetime) -> Deed | None:
    """Give what somebody does first who is about to answer an act, unless they hold it: None where nothing is needed.

    Args:
        work: how it stands.
        ended: whether the last word on the act is final.
        who: asks.
        now: the office's time.
    """
    if work.closed:  # though the act has not ended: the power went between an answer taken back and its note
        return None if ended else Deed.TAKE_BACK
    return None if holder(work, now) == who else Deed.TAKE


def _says_something(note: WorkNote, now: datetime) -> bool:
    today, last = now.date() - timedelta(days=1), now.date() + timedelta(days=FURTHEST)  # the day there may be another
    match note.deed:
        case Deed.HAND_ON:
            return bool(note.to) and note.to != note.who
        case Deed.CALL_BACK:
            return note.day is not None and today <= note.day <= last
        case Deed.MEET:
            met = note.meeting
            return met is None or (today <= met.day <= last and 0 <= met.minute < 24 * 60 and met.place >= 1)
        case Deed.NOTE:
            return bool(note.text.strip()) and len(note.text) <= LONGEST_NOTE
        case Deed.ANSWER:
            return bool(note.text)
        case Deed.PASS_ON:
            return bool(note.to and note.text)
    return True


def tries(notes: Iterable[WorkNote]) -> int:
    """Count the calls of an act without an answer, up to as many as are counted."""
    return min(sum(each.deed is Deed.TRIED for each in notes), MOST_TRIES)


def should_give_up(work: Work) -> bool:
    """Tell whether somebody should decide how to go on: she was called in vain so many times."""
    return work.tries >= MOST_TRIES and not work.closed


def days_late(since: float | None, now: float) -> int | None:
    """Give for how many whole days nobody has come for a thing, where that is too long. In seconds since 1970."""
    days = 0 if since is None else int(now - since) // 86_400
    return days if days >= LATE_DAYS else None


# ---- what an office sets ---------------------------------------------------------------------


def read_places(lines: Iterable[str]) -> list[str]:
    """Judge a list of where people can be received, and tidy it. Raises IllegalMove: too many, or no line of text."""
    names = [" ".join(line.split()) for line in lines]
    if len(names) > MOST_PLACES or any(not name or len(name) > 120 or not name.isprintable() for name in names):
        raise IllegalMove("not a list of places")
    return names


def judge_keep_days(days: int) -> int:
    """Judge how many days an act stays readable after its end. Raises IllegalMove: no day, or over a year."""
    if not 1 <= days <= 366:
        raise IllegalMove("not a number of days")
    return days


# ---- forgetting ------------------------------------------------------------------------------


def is_old_enough(closed_at: datetime | None, now: datetime, days: int) -> bool:
    """Tell whether a closed act was kept long enough. A clock that stands before its end forgets nothing."""
    return closed_at is not None and now - closed_at >= timedelta(days=days)


def is_old_trace(at: datetime, now: datetime) -> bool:
    """Tell whether it is forgotten who did something then."""
    return now - at > TRACES_STAY


def is_sure(last: datetime | None, now: datetime, longest: int = 60) -> bool:
    """Tell whether the clock may be believed when it says how old a thing is.

    Args:
        last: the newest moment that was written down here.
        now: what the clock says.
        longest: days that an office stays closed; a longer jump forward is somebody's mistake until it is seen twice.
    """
    return last is None or last <= now <= last + timedelta(days=longest)
