"""The office's rules: what it may say of an act, what a withdrawal changes, what a healed ledger can know.

Records in, records out. Its moves are those of the one table in `outbox`, shared with the desk's; what the hub lets
through is checked against it (`tests/hub/test_moves.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from kiosk.core.errors import IllegalMove
from kiosk.core.meeting import Meeting
from kiosk.core.outbox import FINAL, MOVES, Signer, State
from kiosk.core.status import REASONS, Reason
from kiosk.core.word import BY_OFFICE
from kiosk.core.work import is_old_enough

NOBODY = bytes(16)
"""Stands for a desk that is not known."""
HOLD = timedelta(minutes=10)
"""So long a final answer stays at the office, so that it can be taken back."""
_MUST_SAY_WHY = frozenset({State.APPOINTMENT, State.UNREACHABLE, State.REDO})


@dataclass(frozen=True)
class Before:
    """What was said of an act before an answer that nobody was told yet."""

    state: State
    reason: str
    sequence: int
    at: datetime
    told: bool
    doubt: bool
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Record:
    """What an office remembers of one act."""

    act: bytes
    """Its identity: sixteen bytes."""
    reference: str
    """For people: two acts may have the same."""
    desk: bytes
    key_hash: bytes
    hash: bytes
    """Of the sealed bytes; empty while only a withdrawal of it has come."""
    state: State | None = None
    """The last thing that the office said; None while it has said nothing."""
    reason: str = ""
    sequence: int = 0
    at: datetime | None = None
    """When it said so."""
    stop_asked: bool = False
    said_by: tuple[bytes, ...] = ()
    """The desks that said so before the act came: which of them is its own is not known yet."""
    stop_read: bool = False
    """Whether somebody at the office has seen that she asked to stop."""
    stop_key: bytes = field(default=b"", repr=False)
    """The key of her receipt, where she used it: its hash is `key_hash`. It can only withdraw."""
    told: bool = True
    """Whether the hub has the last statement."""
    shown: bool = False
    """Whether somebody at the office has read the act: from then on only a person ends it."""
    until: date | None = None
    """The last day on which the act is of use, where a delay runs."""
    doubt: bool = False
    """Whether it may have been worked on before: the ledger that would know was lost."""
    before: Before | None = None
    """What to go back to, where the last statement is final, and was neither signed nor sent."""
    meeting: Meeting | None = None
    """The appointment that the last statement names."""


@dataclass(frozen=True)
class Came:
    """An act that came, sealed; its desk's signature was verified."""

    act: bytes
    reference: str
    desk: bytes
    key_hash: bytes
    hash: bytes


@dataclass(frozen=True)
class Wish:
    """A consent that was taken back, as some desk brought it. Nothing of it is signed."""

    act: bytes
    reference: str
    sender: bytes
    """The desk that brought it; `NOBODY` where that is not known."""
    key_hash: bytes
    """As the sender has it."""
    key: bytes = field(default=b"", repr=False)
    """Of the receipt; empty where she said it without."""
    fits: bytes = b""
    """The hash of that key."""


# ---- saying ----------------------------------------------------------------------------------


def distinct(found: Sequence[Record]) -> Sequence[Record]:
    """Give the acts among records of one reference: a withdrawal that came by itself is of the act with its key."""
    keys = {each.key_hash for each in found if each.hash}
    return [each for each in found if each.hash or each.key_hash not in keys]


def say(record: Record, state: State, now: datetime, reason: str = "", meeting: Meeting | None = None) -> Record:
    """Decide a statement on an act; to say the same again is always allowed.

    Raises:
        IllegalMove: the table has no such move.
    """
    # While it has said nothing, the act is what the hub or a key holds for it.
    if state is not record.state and MOVES[record.state or State.HELD].get(state) is not Signer.OFFICE:
        raise IllegalMove(f"{record.state} to {state}")
    sequence = max(record.sequence + 1, BY_OFFICE)
    return replace(record, state=state, reason=reason, meeting=meeting, sequence=sequence, at=now, told=False)


def answer(
    record: Record,
    state: State,
    reason: Reason | None,
    now: datetime,
    *,
    hold: bool = False,
    meeting: Meeting | None = None,
) -> Record:
    """Say what a person decided on an act that was taken. With `hold`, a final word can be taken back for a while.

    Raises:
        IllegalMove: as `check_answer`; or an appointment's day is given with what is none.
    """
    check_answer(record, state, reason)
    if meeting is not None and state is not State.APPOINTMENT:
        raise IllegalMove(f"{state} on a day")
    said = replace(say(record, state, now, reason or "", meeting), shown=True, doubt=False)
    return replace(said, before=what_it_was(record)) if hold and state in FINAL else said


def check_answer(record: Record, state: State, reason: Reason | None) -> None:
    """Judge an answer.

    Raises:
        IllegalMove: the act is not taken, or is final; the reason is not one of this state, or is missing; or she asked
            to stop and that is not an answer to it.
    """
    if not may_follow(record.state, state):
        raise IllegalMove(f"{record.state} to {state}")
    if not says_why(state, reason):
        raise IllegalMove(f"{state} because of {reason}")
    asked, read, by_key = record.stop_asked, record.stop_read, bool(record.stop_key)
    if not answers_stop(state, reason, asked=asked, read=read, by_key=by_key):
        raise IllegalMove("a stop request is to be answered first")


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


def what_it_was(record: Record) -> Before:
    """Give what an answer can be taken back to: the last statement, of an act that was taken."""
    assert record.state is not None
    assert record.at is not None
    return Before(record.state, record.reason, record.sequence, record.at, record.told, record.doubt, record.meeting)


def take_back(record: Record) -> Record:
    """Go back to what was said before an answer that was neither signed nor sent.

    Raises:
        IllegalMove: there is no such answer.
    """
    old = record.before
    if old is None:
        raise IllegalMove("nothing to take back")
    return replace(
        record,
        state=old.state,
        reason=old.reason,
        sequence=old.sequence,
        at=old.at,
        told=old.told,
        doubt=old.doubt,
        meeting=old.meeting,
        before=None,
    )


def is_held(state: State | None, at: datetime | None, now: datetime) -> bool:
    """Tell whether an answer that nobody was told stays here: a final one, for a while. A clock set back frees it."""
    return state in FINAL and at is not None and at <= now < at + HOLD


def stays(record: Record, now: datetime) -> bool:
    """Tell whether the last answer on an act still stays here, so that it can be taken back."""
    return record.before is not None and is_held(record.state, record.at, now)


def sayable(record: Record, now: datetime) -> Record:
    """Give an act with what may be told of it: while a final answer stays here, what was said before still holds."""
    return take_back(record) if stays(record, now) else record


def said_again(record: Record) -> Record:
    """Number what was said anew, what an answer could be taken back to as well: what was signed before is no word."""
    before = record.before and replace(record.before, sequence=record.before.sequence + 1, told=False)
    return replace(record, sequence=record.sequence + 1, told=False, before=before)


# ---- taking ----------------------------------------------------------------------------------


def is_other(record: Record | None, hashed: bytes) -> bool:
    """Tell whether these are other bytes than those that the office has of this act."""
    return record is not None and record.hash not in (b"", hashed)


def is_done(record: Record | None) -> bool:
    """Tell whether nobody needs to open an act: somebody was shown it, or it has ended."""
    return record is not None and bool(record.hash) and (record.shown or record.state in FINAL)


def goes_on(record: Record | None) -> bool:
    """Tell whether something is left to say of an act that is known."""
    return record is not None and record.state not in FINAL


def is_work(record: Record | None) -> bool:
    """Tell whether somebody has yet to be shown an act."""
    return record is not None and record.state is State.TAKEN and not record.shown


def is_open(record: Record) -> bool:
    """Tell whether an act came and no final word was said of it."""
    return bool(record.hash) and record.state not in FINAL


def is_unread_stop(record: Record) -> bool:
    """Tell whether she asked to stop, and nobody at the office was shown it."""
    return record.stop_asked and not record.stop_read


def is_stop_open(record: Record) -> bool:
    """Tell whether she asked to stop, and it has not ended."""
    return record.stop_asked and record.state not in FINAL


def may_read(record: Record) -> bool:
    """Tell whether somebody may open an act: not once she took it back with her key."""
    return not record.stop_key


def is_lone(record: Record) -> bool:
    """Tell whether nothing is known of an act but that she took it back."""
    return not record.hash and record.state is None


def is_in_doubt(made: datetime, healed: datetime | None) -> bool:
    """Tell whether an act that nobody knows may have been worked on: it is older than the loss of what would tell."""
    return healed is not None and made <= healed


def counts(sender: bytes | None, desk: bytes | None) -> bool:
    """Tell whether a desk's word counts without a key that fits: that of the act's own, or where one is unknown."""
    return sender == desk or NOBODY in (sender, desk)


def speaks_for_her(record: Record, desk: bytes | None) -> bool:
    """Tell whether what was said before an act of this desk came is a wish of the person whose act it is."""
    return record.stop_asked and any(counts(each, desk) for each in (record.desk, *record.said_by))


def hear(record: Record | None, wish: Wish, now: datetime) -> Record | None:
    """Note a withdrawal, of an act that is known or may still come; None where it is not heard (`counts`).

    With a key that fits, an act that nobody was shown has ended.
    """
    record = record or Record(wish.act, wish.reference, wish.sender, wish.key_hash, b"")
    fits = bool(wish.key) and wish.fits == record.key_hash
    if record.hash and not fits and not counts(wish.sender, record.desk):
        return None
    if not record.hash:
        record = replace(record, said_by=tuple(sorted({record.desk, wish.sender, *record.said_by})))
        if wish.key and not record.stop_key:  # a key outweighs mere words, and is its own proof
            record, fits = replace(record, desk=wish.sender, key_hash=wish.fits), True
        elif fits and record.desk == NOBODY:
            record = replace(record, desk=wish.sender)
    key = wish.key if fits else record.stop_key
    # One that comes with the key after one without is to be read once more.
    read = record.stop_read and key == record.stop_key
    record = replace(record, stop_asked=True, stop_key=key, stop_read=read)
    if record.before is not None and not read:
        record = take_back(record)  # nobody was told yet: who reads the wish answers anew
    if key and record.hash and not record.shown and record.state not in FINAL:
        record = say(record, State.STOPPED, now)
    return record


def arrive(record: Record | None, came: Came) -> Record:
    """Note an act's sealed bytes. Of a withdrawal that came before them, only what proves to be of this act stays."""
    if record is None:
        record = Record(came.act, came.reference, came.desk, came.key_hash, b"")
    fits = bool(record.stop_key) and record.key_hash == came.key_hash
    if not record.hash and not fits:
        own = speaks_for_her(record, came.desk)
        record = replace(record, state=None, reason="", stop_asked=own, stop_read=own and record.stop_read)
    return replace(
        record,
        reference=came.reference,
        desk=came.desk,
        key_hash=came.key_hash,
        hash=came.hash,
        said_by=(),
        stop_key=record.stop_key if fits else b"",
    )


def take(record: Record, until: date | None, now: datetime, *, stop_asked: bool, doubt: bool) -> Record:
    """Take an act that has arrived and opened; what was said of it before stays said.

    Args:
        record: what `arrive` gave.
        until: the last day on which it is of use.
        now: the office's time.
        stop_asked: she took it back without her receipt.
        doubt: it may have been worked on before (`is_in_doubt`).
    """
    record = replace(record, until=until, stop_asked=record.stop_asked or stop_asked)
    return record if record.state is not None else replace(say(record, State.TAKEN, now), doubt=doubt)


def end_unseen(record: Record, key: bytes, now: datetime) -> Record:
    """End an act that nobody was shown: she took it back with this key, which fits."""
    return say(replace(record, stop_asked=True, stop_key=key), State.STOPPED, now)


def end_alone(record: Record, now: datetime) -> Record:
    """End an act that never came, where she took it back with her key: it never left its desk, or was lost."""
    return say(record, State.STOPPED, now) if is_lone(record) and record.stop_key else record


# ---- when an act has ended -------------------------------------------------------------------


def has_ended(record: Record, now: datetime) -> bool:
    """Tell whether the last word on an act is final, and stays here no longer."""
    return record.state in FINAL and record.at is not None and not stays(record, now)


def may_forget(record: Record, now: datetime, days: int, *, needs_hub: bool) -> bool:
    """Tell whether the content of an act may go: it ended so many days ago, and the hub, if there is one, knows."""
    return has_ended(record, now) and (record.told or not needs_hub) and is_old_enough(record.at, now, days)
