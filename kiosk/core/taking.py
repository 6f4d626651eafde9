"""What an office does with all that came at once: wishes heard, acts taken, and what has ended by itself.

Records in, records out, over everything that it knows; the rules for one act are in `office`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from kiosk.core.office import (
    Came,
    Record,
    Wish,
    arrive,
    end_alone,
    end_unseen,
    hear,
    is_in_doubt,
    is_lone,
    is_unread_stop,
    speaks_for_her,
    stays,
    take,
)
from kiosk.core.outbox import FINAL, carried_id
from kiosk.core.work import Work, is_mine

Known = Mapping[bytes, Record]
"""What is known of acts, by their ids."""
MOST_LONE = 200
"""Withdrawals of acts that never came, for each desk: more is no person's wish."""


@dataclass(frozen=True)
class Readable:
    """An act that came and opened."""

    came: Came
    made: datetime
    until: date | None
    """The last day on which it is of use."""
    stop_asked: bool
    """She took it back without her receipt."""


# ---- withdrawals -----------------------------------------------------------------------------


def spread(wishes: Iterable[Wish], known: Known) -> Iterator[Wish]:
    """Give withdrawals, each also under the id of the act that its key proves it to be of.

    Whoever brought it may have been told a wrong id: what is no such act's waits for its own.
    """
    by_hash: dict[bytes, list[bytes]] = {}
    for record in known.values():
        if record.hash:
            by_hash.setdefault(record.key_hash, []).append(record.act)
    for wish in wishes:
        yield wish
        if not wish.key or wish.fits != wish.key_hash:
            continue
        named = known.get(wish.act)
        strayed = named is not None and bool(named.hash) and named.key_hash != wish.key_hash
        for act in by_hash.get(wish.key_hash) or ([carried_id(wish.key_hash)] if strayed else []):
            if act != wish.act:
                yield replace(wish, act=act)


def hear_all(wishes: Iterable[Wish], known: Known, now: datetime) -> dict[bytes, Record]:
    """Note withdrawals; of acts that never came, so many for each desk. Gives what is new."""
    noted: dict[bytes, Record] = {}
    lone = Counter(each.desk for each in known.values() if is_lone(each))
    for wish in _apart(wishes, known, noted):
        record = noted.get(wish.act) or known.get(wish.act)
        if record is None:
            if lone[wish.sender] >= MOST_LONE:
                continue
            lone[wish.sender] += 1
        if heard := hear(record, wish, now):
            noted[wish.act] = heard
    return noted


def _apart(wishes: Iterable[Wish], known: Known, noted: Known) -> Iterator[Wish]:
    """Give withdrawals; one with another key than what waits for the same act has, under an id of its own, too.

    Which of the keys is the act's own, shows when it comes: a stranger's that came first must not push hers out.
    """
    for wish in wishes:
        yield wish
        record = noted.get(wish.act) or known.get(wish.act)
        if wish.key and record and not record.hash and record.stop_key and record.key_hash != wish.fits:
            yield replace(wish, act=carried_id(wish.fits), key_hash=wish.fits)


def proofs(wishes: Iterable[Wish], records: Iterable[Record]) -> dict[bytes, bytes]:
    """Give the keys that came with any withdrawal, now or before, by the hash that each is proven to have."""
    found = {each.fits: each.key for each in wishes if each.key}
    return found | {each.key_hash: each.stop_key for each in records if each.stop_key}


def recalled(record: Record | None, sender: bytes | None, told: bool, key: bytes | None) -> tuple[bool, bytes | None]:
    """Tell whether a withdrawal of an act that is to be opened is remembered, and with which key.

    Args:
        record: what is known of it.
        sender: the desk that sealed it, where that is known.
        told: whether an earlier version remembered one.
        key: the key that it remembered.
    """
    if record is None:
        return told, key
    hers = record.stop_asked if record.hash else speaks_for_her(record, sender)
    return told or hers, record.stop_key or key


# ---- acts ------------------------------------------------------------------------------------


def take_all(
    opened: Iterable[Readable],
    stopped: Iterable[tuple[Came, bytes]],
    known: Known,
    healed: datetime | None,
    now: datetime,
) -> dict[bytes, Record]:
    """Take what opened, and end what was taken back with a key that fits.

    Args:
        opened: acts for people to work on.
        stopped: acts that nobody opened, each with its key.
        known: what is known by now, wishes that came with them heard.
        healed: when the ledger was last made anew; None where it never was.
        now: the office's time.
    """
    opened, stopped, fresh = tuple(opened), tuple(stopped), dict[bytes, Record]()
    for came in (*(each.came for each in opened), *(came for came, _ in stopped)):
        fresh[came.act] = arrive(fresh.get(came.act) or known.get(came.act), came)
    for each in opened:
        doubt = is_in_doubt(each.made, healed)
        fresh[each.came.act] = take(fresh[each.came.act], each.until, now, stop_asked=each.stop_asked, doubt=doubt)
    for came, key in stopped:
        fresh[came.act] = end_unseen(fresh[came.act], key, now)
    return fresh


def settle_alone(fresh: Known, known: Known, desks: Collection[bytes], now: datetime) -> dict[bytes, Record]:
    """End what a known desk's key took back and never came; what is read at its act is not read alone, too.

    Args:
        fresh: what changes.
        known: everything else that is known.
        desks: those that this office trusts, or trusted.
        now: its time.
    """
    of_acts = {each.key_hash for each in (*known.values(), *fresh.values()) if each.hash}
    settled = {}
    for act, record in fresh.items():
        ended = end_alone(record, now) if record.desk in desks else record
        at_its_act = not ended.hash and bool(ended.stop_key) and ended.key_hash in of_acts
        settled[act] = replace(ended, stop_read=True) if at_its_act else ended
    return settled


# ---- saying and showing ----------------------------------------------------------------------


def let_go(records: Iterable[Record], now: datetime) -> list[Record]:
    """Give the statements that may be signed now: from then on they are not taken back."""
    return [replace(each, before=None) for each in records if each.state is not None and not stays(each, now)]


def is_unseen(record: Record) -> bool:
    """Tell whether somebody who opens an act sees something of it for the first time: itself, or her wish to stop."""
    return not record.shown or is_unread_stop(record)


def see(acts: Iterable[bytes], stops: Iterable[bytes], known: Known) -> dict[bytes, Record]:
    """Note that a person was shown these acts and these withdrawals. What is not known is passed over."""
    fresh = {act: replace(known[act], shown=True) for act in acts if act in known}
    for act in stops:
        if record := fresh.get(act) or known.get(act):
            fresh[act] = replace(record, stop_read=True)
    return fresh


# ---- a colleague who is away ------------------------------------------------------------------


def may_take_over(record: Record, work: Work, of: str, who: str) -> bool:
    """Tell whether somebody takes this act over with all those of a colleague who is away."""
    return record.state not in FINAL and not work.closed and is_mine(work, of) and of != who
