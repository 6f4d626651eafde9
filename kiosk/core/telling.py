"""What an office tells its hub, what it learns of what the hub has, and which acts it needs the bytes of.

Records in, records out. A hub can lose things and keep them back: nothing that it says is a word of the office.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.core.office import Record, is_open
from kiosk.core.outbox import FINAL, State, carried_id

NO_HASH = bytes(32)
"""What a statement names of an act whose bytes never came (`kiosk.wire.signed`)."""


def has_come(record: Record | None) -> bool:
    """Tell whether the sealed bytes of an act came here once."""
    return record is not None and bool(record.hash)


def tell_again(records: Iterable[Record | None]) -> Iterator[Record]:
    """Note that the hub lost what was said of these acts: it lists as waiting what was taken or ended."""
    return (replace(each, told=False) for each in records if each and each.state is not None and each.told)


def lost_ends(records: Iterable[Record | None]) -> Iterator[Record]:
    """Give the acts whose end the hub lost: it lists a withdrawal of what was ended, and not held back."""
    return (each for each in records if each and each.state in FINAL and each.before is None)


def is_missing(record: Record, kept: bool) -> bool:
    """Tell whether the bytes of an act are wanted that are not kept here: it goes on, and she did not end it."""
    return is_open(record) and not record.stop_key and not kept


def under_way(records: Iterable[Record]) -> Iterator[Record]:
    """Give the acts of which no final word was said."""
    return (each for each in records if each.state not in FINAL)


def stays_closed(state: State) -> bool:
    """Tell whether nobody reads the content of an act: she took it back, so that only who sealed it is looked at."""
    return state in (State.STOPPED, State.WITHDRAWN)


def was_withdrawn(code: str) -> bool:
    """Tell whether the hub keeps a withdrawal of an act, and so nothing else of it."""
    return code == "withdrawn"


def given(record: Record, code: str | None, newer: Record | None) -> Record | None:
    """Give an act after the hub was told of it; None where it did not keep what was said.

    Args:
        record: as it was told.
        code: why the hub did not keep it; None where it did.
        newer: the act with what this office said later and forgot, as the hub has it; None where it has no such word.
    """
    if code is None:
        return replace(record, told=True)
    return newer if code == "older" else None


def still_to_tell(old: Record, new: Record | None, *, unread: bool) -> bool:
    """Tell whether the hub is to be told once more, at once.

    Args:
        old: what it did not keep, or kept.
        new: the act as it is now.
        unread: it wanted a withdrawal read first, which was done.
    """
    return new is not None and not new.told and (unread or new != old)


def named_hash(record: Record) -> bytes:
    """Give what a statement names: the act's bytes; where only a withdrawal came, its key's hash, or zeros."""
    return record.hash or _lone_hash(record)


def _lone_hash(record: Record) -> bytes:
    """Give the whole hash of the key that named an act of which nothing else is known; zeros for any other."""
    return record.key_hash if record.stop_key and record.act == carried_id(record.key_hash) else NO_HASH


def speaks_of(record: Record, act: bytes, hashed: bytes) -> bool:
    """Tell whether a statement is on these very bytes, or on none.

    Args:
        record: the act.
        act: whose id the statement has.
        hashed: what it names.
    """
    return act == record.act and hashed in (record.hash, _lone_hash(record), NO_HASH)


def to_tell(records: Iterable[Record], *, everything: bool) -> Iterator[Record]:
    """Give the acts of which the hub has not the last word, or all."""
    return (each for each in records if everything or not each.told)


def in_doubt(records: Iterable[Record]) -> Iterator[Record]:
    """Note that somebody may have worked on these acts since: a ledger that would tell was lost."""
    return (replace(each, doubt=True) for each in records)


def answered_meanwhile(records: Iterable[Record]) -> Iterator[Record]:
    """Give the acts that were taken and have not ended: they may have been answered where nobody can be asked."""
    return (each for each in under_way(records) if each.state is not None)
