"""The outbox: one durable entry per sealed act, and the one table of allowed moves.

An entry says nothing of what the act was: the desk no longer knows (third law).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.core.errors import IllegalMove
from kiosk.core.meeting import Meeting
from kiosk.core.moment import Moment


class State(StrEnum):
    """Where an act stands."""

    WAITING = "waiting"
    UNCERTAIN = "uncertain"
    HELD = "held"
    TAKEN = "taken"
    APPOINTMENT = "appointment"
    UNREACHABLE = "unreachable"
    REDO = "redo"
    QUARANTINED = "quarantined"
    PROOF_SEEN = "proof_seen"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Signer(StrEnum):
    """Whose word moves an entry."""

    DESK = "desk"
    HUB = "hub"
    OFFICE = "office"


class Withdrawal(StrEnum):
    """How the person took her consent back."""

    BY_KEY = "by_key"
    """With the key of her receipt: nobody's permission is needed."""
    ORAL = "oral"
    """She said so, without the receipt: recorded, and the office checks it with her."""


FINAL = frozenset({State.PROOF_SEEN, State.DECLINED, State.WITHDRAWN, State.STOPPED})

_OUTCOMES = dict.fromkeys(
    (State.APPOINTMENT, State.UNREACHABLE, State.REDO, State.PROOF_SEEN, State.DECLINED, State.STOPPED),
    Signer.OFFICE,
)
# An acknowledgement may be missed: the office's word may arrive first, so a later state may be reached directly.
_SENT = {State.HELD: Signer.HUB, State.WITHDRAWN: Signer.HUB, State.TAKEN: Signer.OFFICE, **_OUTCOMES}

MOVES: Mapping[State, Mapping[State, Signer]] = MappingProxyType(
    {
        State.WAITING: {State.UNCERTAIN: Signer.DESK, State.WITHDRAWN: Signer.DESK},
        State.UNCERTAIN: {**_SENT, State.QUARANTINED: Signer.DESK},
        State.QUARANTINED: _SENT,
        State.HELD: {State.WITHDRAWN: Signer.HUB, State.TAKEN: Signer.OFFICE, **_OUTCOMES},
        State.TAKEN: _OUTCOMES,
        State.APPOINTMENT: _OUTCOMES,
        State.UNREACHABLE: _OUTCOMES,
        State.REDO: _OUTCOMES,
        State.PROOF_SEEN: {},
        State.DECLINED: {},
        State.WITHDRAWN: {},
        State.STOPPED: {},
    }
)
"""From each state, the states that may follow and who must say so. States never go back."""


_NEVER_OFFICE = frozenset({State.WAITING, State.UNCERTAIN, State.QUARANTINED, State.HELD})


@dataclass(frozen=True)
class Entry:
    """One durable record in the outbox."""

    id: bytes
    """The act's identity: sixteen bytes of a UUID."""
    reference: str
    """Nine symbols; for people, never an identity."""
    key_hash: bytes
    """Hash of the withdrawal key (32 bytes). The key itself is on paper alone."""
    envelope: bytes
    """The sealed and signed act; empty once withdrawn or purged."""
    made: Moment
    news_by: date
    """Promised to the person: no news by this day, come back."""
    deadline: date | None = None
    """The last day on which the act is of use, where a law or a rule sets one."""
    state: State = State.WAITING
    reason: str = ""
    """A closed code given with the last move (see `status`)."""
    attempts: int = 0
    next_try: datetime | None = None
    withdrawal: Withdrawal | None = None
    withdrawn_at: Moment | None = None
    withdrawal_key: bytes = b""
    """The key of the receipt, once she used it: it travels as the proof that she did. Empty before."""
    training: bool = False
    sequence: int = 0
    """Of the last signed statement about it; 0 for none, 1 and 2 are the hub's. Only a higher one is news."""
    told_at: datetime | None = None
    """When the office made its last statement, by its clock; None before one. The hub's time proves nothing."""
    hash: bytes = b""
    """Of the sealed bytes, kept once they are gone (32 bytes); empty while they are here."""
    told_by_key: bool = False
    """Whether her key came from elsewhere: she took her consent back at another desk."""
    foreign: bool = False
    """Whether the act is another desk's: only its withdrawal, made here, is kept, until the office signs for it."""
    heard: int = 0
    """`sequence` of the statement that the person was last told at this desk; 0 for none."""
    meeting: Meeting | None = None
    """When and where she comes, as the office's last statement says; None where it says no more than a weekday."""

    @property
    def is_final(self) -> bool:
        """Whether nothing more can happen to it."""
        return self.state in FINAL

    @property
    def number(self) -> int:
        """Of the last statement about it, as far as its signer may number: what the office never said has 2 at most.

        An earlier version took over whatever number a hub gave. The office's word moves an act that is held, and
        lets the key go of one that it ended: where neither happened, the number was a hub's.
        """
        hubs = self.state in _NEVER_OFFICE or (self.state is State.WITHDRAWN and bool(self.withdrawal_key))
        return min(self.sequence, 2) if hubs else self.sequence


def move(entry: Entry, to: State, by: Signer, reason: str = "") -> Entry:
    """Move an entry along the table.

    Raises:
        IllegalMove: the table has no such move for this signer.
    """
    if MOVES[entry.state].get(to) is not by:
        raise IllegalMove(f"{entry.state} to {to} by {by}")
    return replace(entry, state=to, reason=reason)


def offer(entry: Entry) -> Entry:
    """Note that the bytes are about to leave: from now on nobody knows until somebody signs.

    Offering again is always allowed until a signature arrived: the same bytes are harmless.
    """
    if entry.state is State.WAITING:
        entry = move(entry, State.UNCERTAIN, Signer.DESK)
    return replace(entry, attempts=entry.attempts + 1)


def withdraw(entry: Entry, how: Withdrawal, now: Moment, key: bytes = b"") -> Entry:
    """Record that the person takes her consent back.

    With her key, an act that never left is withdrawn at once and its sealed bytes go; a tombstone stays, so that
    a restored desk cannot send it again. Otherwise the wish is recorded and travels: the hub or the office
    decides by the table.

    Args:
        entry: the act.
        how: with her key or by word of mouth.
        now: when she did.
        key: hers, where she used it. It can only withdraw, so it may stay here until the proof has arrived.

    Raises:
        IllegalMove: the entry is final.
    """
    if entry.is_final:
        raise IllegalMove(f"{entry.state} is final")
    if entry.withdrawal in (Withdrawal.BY_KEY, how):
        return entry
    entry = replace(entry, withdrawal=how, withdrawn_at=now, withdrawal_key=key, next_try=None)
    if how is Withdrawal.BY_KEY and entry.state is State.WAITING:
        return replace(move(entry, State.WITHDRAWN, Signer.DESK), envelope=b"")
    return entry


def learn_key(entry: Entry, now: Moment, key: bytes) -> Entry:
    """Note that she took her consent back at another desk: her key proves it, whoever brought it.

    Args:
        entry: the act.
        now: when this desk learnt it.
        key: hers; whoever calls this has compared its hash.
    """
    if entry.is_final or entry.withdrawal is Withdrawal.BY_KEY:
        return entry
    return replace(withdraw(entry, Withdrawal.BY_KEY, now, key), told_by_key=True)


def carried_id(key_hash: bytes) -> bytes:
    """Give the id under which a withdrawal travels whose act nobody but a hub has named: it follows from the key."""
    return key_hash[:16]


def carry_withdrawal(reference: str, key_hash: bytes, key: bytes, now: Moment) -> Entry:
    """Make the record of a consent that was taken back here, of another desk's act: its key, under an id of its own.

    Whoever brought a withdrawal keeps it until the office has signed: a hub can be lost, or put back from a copy.
    Which act it is of, the key alone proves, and the office finds: a hub may name a wrong one. The office's word that
    it heard of it names the key's whole hash.
    """
    return Entry(
        id=carried_id(key_hash),
        reference=reference,
        key_hash=key_hash,
        envelope=b"",
        hash=key_hash,
        made=now,
        news_by=now.day,
        state=State.WITHDRAWN,
        withdrawal=Withdrawal.BY_KEY,
        withdrawn_at=now,
        withdrawal_key=key,
        foreign=True,
    )


def by_urgency(entries: Iterable[Entry]) -> list[Entry]:
    """Order for the queue: what can still move first, nearest deadline first, then oldest first."""
    return sorted(
        entries,
        key=lambda e: (e.is_final, e.deadline or e.news_by, e.made.wall, e.reference),
    )
