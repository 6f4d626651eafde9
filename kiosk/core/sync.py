"""What to send next, when to try again, and what an answer changes. Decides; `kiosk.flows.sync` carries out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.core.backoff import DAY, Pace, is_due, jittered, later
from kiosk.core.backoff import Failure as Failure
from kiosk.core.errors import IllegalMove
from kiosk.core.meeting import Meeting
from kiosk.core.moment import Moment
from kiosk.core.outbox import FINAL, Entry, Signer, State, Withdrawal, learn_key, move, offer
from kiosk.core.word import BY_OFFICE, Ask, HubWord, NotKept, OfficeWord, Told, Word

# ---- what must travel ------------------------------------------------------------------------

MAX_ITEMS, MAX_KNOWN = 200, 2000
"""What one request may carry, as the hub accepts it (`kiosk.wire.protocol`)."""

_UNSIGNED = frozenset({State.WAITING, State.UNCERTAIN, State.QUARANTINED})
"""Nobody but this desk has said anything of it."""
_NO_HASH = bytes(32)
_NEVER_CAME = frozenset({State.WITHDRAWN, State.STOPPED})
"""What may be said of an act whose bytes the signer never had."""


def may_travel(entry: Entry) -> bool:
    """Tell whether the sealed act may go to the hub: until an answer of the office has ended it.

    The office keeps no content and a hub can be lost, so the desk can give the bytes again.
    """
    return not entry.training and not entry.is_final and bool(entry.envelope)


def must_tell(entry: Entry) -> bool:
    """Tell whether its withdrawal travels: until the office has ended it. The hub's word can be lost with the hub.

    An act that never left travels, too, so that a desk restored from a copy cannot send it again.
    """
    if entry.training or entry.withdrawal is None:
        return False
    return not entry.is_final or (entry.state is State.WITHDRAWN and entry.number < BY_OFFICE)


def is_named(entry: Entry) -> bool:
    """Tell whether the hub is asked about it at each sync."""
    return not entry.training and not entry.is_final and entry.state is not State.WAITING


def is_unsigned(entry: Entry) -> bool:
    """Tell whether nobody has signed for its bytes yet, so that they must be offered."""
    return entry.state in _UNSIGNED and may_travel(entry)


# ---- plan ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wait:
    """Nothing may be tried, or there is nothing to try, for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Offer:
    """What a run begins with. What the hub does not know of those named is offered in the same run."""

    known: tuple[Entry, ...] = ()
    acts: tuple[Entry, ...] = ()
    """Never offered before."""
    withdrawals: tuple[Entry, ...] = ()


def plan(entries: Iterable[Entry], now: Moment, pace: Pace, *, forced: bool = False) -> Wait | Offer:
    """Decide whether to sync, and what to carry: what was tried least comes first, then the most urgent.

    Args:
        entries: all of them.
        now: the clocks.
        pace: what the last run left.
        forced: somebody asked for it now. Only a hub that asked to wait is still waited for.
    """
    left = pace.left(now)
    if left and (not forced or pace.failure is Failure.RATE_LIMITED):
        return Wait(left)
    ours = sorted((entry for entry in entries if not entry.training), key=_turn)
    due = [entry for entry in ours if forced or is_due(entry.next_try, now)]
    withdrawals = tuple(filter(must_tell, due))
    left = pace.until_news(now)
    if left and not forced and not withdrawals and not any(map(is_unsigned, due)):
        return Wait(left)
    acts = tuple(entry for entry in due if entry.state is State.WAITING and may_travel(entry))
    return Offer(tuple(filter(is_named, ours)), acts, withdrawals)


def _turn(entry: Entry) -> tuple[object, ...]:
    return entry.attempts, entry.deadline or entry.news_by, entry.made.wall, entry.reference


def send(entry: Entry) -> Entry:
    """Note that its bytes or its withdrawal are about to leave."""
    return offer(entry) if may_travel(entry) else replace(entry, attempts=entry.attempts + 1)


# ---- judge -----------------------------------------------------------------------------------


def judge(entry: Entry, word: Word, digest: bytes) -> Entry:
    """Apply a verified statement: the entry as it becomes, or unchanged where the statement is no news.

    A hub's `withdrawn` is believed only of an act whose withdrawal with the key this desk knows itself: otherwise
    a hub could end acts on its own. Of others the office's word ends it.

    Args:
        entry: the entry.
        word: the statement.
        digest: of the entry's sealed bytes; empty where this desk never kept one.
    """
    if (met := _its_day(entry, word)) and digest in (b"", word.hash):
        return replace(entry, meeting=met, heard=min(entry.heard, word.sequence - 1))
    if word.act != entry.id or entry.training or word.sequence <= entry.number:
        return entry
    return _hear_hub(entry, word, digest) if isinstance(word, HubWord) else _hear_office(entry, word, digest)


def asked_from(entry: Entry) -> int:
    """Give the number after which statements on an entry are news: a weekday's day and hour are asked for again.

    An earlier version of this program, of the hub or of the office did not bring them.
    """
    return entry.number - 1 if _wants_its_day(entry) else entry.number


def _wants_its_day(entry: Entry) -> bool:
    return entry.state is State.APPOINTMENT and entry.meeting is None


def _its_day(entry: Entry, word: Word) -> Meeting | None:
    """Give the day and hour that the desk has not, where this is the very statement that it has; None otherwise."""
    same = (word.act, word.sequence, word.state) == (entry.id, entry.number, entry.state) and not entry.training
    return word.meeting if same and isinstance(word, OfficeWord) and _wants_its_day(entry) else None


def _hear_hub(entry: Entry, word: HubWord, digest: bytes) -> Entry:
    """Note what the hub has; `judge` has seen that the office has not spoken yet."""
    if digest and word.hash != digest:
        return entry
    if word.state is State.WITHDRAWN and entry.withdrawal is not Withdrawal.BY_KEY:
        return entry
    told = replace(entry, sequence=word.sequence)
    if entry.state is State.WITHDRAWN:  # it stays so; that the hub has heard it is news all the same
        return told if word.state is State.WITHDRAWN else entry
    moved = _moved(told, word.state, Signer.HUB)
    return replace(moved, envelope=b"", hash=digest) if moved and moved.is_final else moved or entry


def _hear_office(entry: Entry, word: OfficeWord, digest: bytes) -> Entry:
    """Note what the office says: it is the one who ends things."""
    never_came = word.hash == _NO_HASH and word.state in _NEVER_CAME and not entry.foreign
    if digest and word.hash != digest and not never_came:
        return entry
    told = replace(entry, sequence=word.sequence, told_at=word.at)
    if entry.state is State.WITHDRAWN:  # it stays so; what the office says of it is news all the same
        return let_go_of(replace(told, reason=word.reason), digest) if word.state in FINAL else entry
    # What the hub may say, the office may say.
    by = Signer.HUB if word.state is State.WITHDRAWN else Signer.OFFICE
    moved = _moved(replace(told, meeting=word.meeting), word.state, by, word.reason)
    return let_go_of(moved, digest) if moved and moved.is_final else moved or entry


def _moved(entry: Entry, to: State, by: Signer, reason: str = "") -> Entry | None:
    """Move an entry on somebody's word; None where the table has no such move."""
    try:
        if entry.state is State.WAITING:  # a copy of this desk, or a later day of it, has sent these bytes
            entry = move(entry, State.UNCERTAIN, Signer.DESK)
        return replace(move(entry, to, by, reason), next_try=None)
    except IllegalMove:
        return None


def let_go_of(entry: Entry, digest: bytes) -> Entry:
    """Let go of what is no longer needed once the office has ended it: the sealed bytes and the receipt's key."""
    return replace(entry, envelope=b"", withdrawal_key=b"", hash=digest, next_try=None)


@dataclass(frozen=True)
class Answer:
    """What one request and its answer say of one entry."""

    words: tuple[Word, ...] = ()
    act: bool = False
    """Whether its bytes were sent."""
    withdrawal: bool = False
    """Whether its withdrawal was sent."""
    refused: NotKept | None = None
    kept: bool = False
    wish: Withdrawal | None = None
    """How she had taken her consent back when it was sent."""
    key: bytes = b""
    """Hers, where she used it elsewhere; empty otherwise."""


def by_entry(ask: Ask, told: Told) -> Mapping[bytes, Answer]:
    """Sort an answer by entry: all that were asked about or sent, and all that a statement speaks of."""
    words: dict[bytes, list[Word]] = {}
    for word in sorted(told.words, key=lambda word: word.sequence):
        words.setdefault(word.act, []).append(word)
    refused = dict(told.refused)
    acts, withdrawals = ({entry.id for entry in each} for each in (ask.acts, ask.withdrawals))
    wishes = {entry.id: entry.withdrawal for entry in (*ask.acts, *ask.withdrawals)}
    return {
        act: Answer(
            words=tuple(words.get(act, ())),
            act=act in acts,
            withdrawal=act in withdrawals,
            refused=refused.get(act),
            kept=act in told.kept,
            wish=wishes.get(act),
            key=told.keys.get(act, b""),
        )
        for act in dict.fromkeys([*wishes, *(entry.id for entry in ask.known), *words, *told.keys])
    }


def settle(entry: Entry, answer: Answer, now: Moment, jitter: float, digest: bytes) -> Entry:
    """Apply an answer to one entry: the statements, a refusal, and when it is tried again."""
    before = entry.sequence
    if answer.key:
        learnt = learn_key(entry, now, answer.key)
        entry = learnt if learnt.envelope else replace(learnt, hash=digest)
    for word in answer.words:
        entry = judge(entry, word, digest)
    if not answer.act and not answer.withdrawal:
        return entry
    if answer.refused and answer.act:
        entry = quarantine(entry, answer.refused, now, jitter)
    elif entry.sequence == before or must_tell(entry):
        daily = answer.kept or entry.sequence > 0 or answer.refused is not None
        entry = put_off(entry, now, jitter, daily=daily)
    # She took it back while the request was under way: that goes with the next one.
    return entry if entry.withdrawal is answer.wish else replace(entry, next_try=None)


def quarantine(entry: Entry, why: StrEnum, now: Moment, jitter: float) -> Entry:
    """Set one entry aside, visibly and with the reason; it is tried again each day."""
    if entry.state is State.UNCERTAIN:
        entry = move(entry, State.QUARANTINED, Signer.DESK, str(why))
    elif entry.state is State.QUARANTINED:
        entry = replace(entry, reason=str(why))
    return put_off(entry, now, jitter, daily=True)


def blame(entry: Entry, now: Moment, jitter: float) -> Entry:
    """Put off an entry that alone made the hub fail while the hub answers others; the second time staff sees it."""
    why = str(Failure.SERVER_ERROR)
    if entry.reason == why:
        return quarantine(entry, Failure.SERVER_ERROR, now, jitter)
    if entry.state is State.UNCERTAIN:
        entry = replace(entry, reason=why)
    return put_off(entry, now, jitter)


def put_off(entry: Entry, now: Moment, jitter: float, *, daily: bool = False) -> Entry:
    """Set when it is tried again: after a wait that doubles with its attempts, at most a day."""
    seconds = DAY * (1 - jitter / 8) if daily else jittered(60, entry.attempts, DAY, jitter)
    return replace(entry, next_try=later(now, seconds))
