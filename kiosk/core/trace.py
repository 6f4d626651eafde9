"""Traces: who did what kind of thing, when. Never anything of a person's; an act is named by its id alone.

A trace of an act is part of the very record that makes the act durable: there is no second chain that could tell
another story, and no second wait for the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Event(StrEnum):
    """What kind of thing was done."""

    INSTALLED = "installed"
    OPENED = "opened"
    TAKEN_OVER = "taken_over"
    """Somebody else's passphrase opened the locked screen; what was there was wiped."""
    RECORDED = "recorded"
    WITHDRAWN_BY_KEY = "withdrawn_by_key"
    WITHDRAWN_ORAL = "withdrawn_oral"
    WITHDRAWN_ELSEWHERE = "withdrawn_elsewhere"
    """Asked of the hub for another desk's act, whose id is not known here."""
    EXPORTED = "exported"
    """Acts were about to be written to a USB key: whether the file was written, nobody knows after a power cut."""
    IMPORTED = "imported"
    """The office's answers were read from a USB key."""
    JOINED = "joined"
    """The desk joined a hub."""
    SYNCED = "synced"
    """Somebody began an exchange by the command; those that the desk begins by itself leave no trace."""
    STAFF_ADDED = "staff_added"
    STAFF_REMOVED = "staff_removed"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105  # no secret: the name of an event
    REKEYED = "rekeyed"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    PURGED = "purged"
    AUDITED = "audited"
    """Somebody read the traces."""
    DATE_CONFIRMED = "date_confirmed"
    """Somebody said that the machine's date is right."""
    # At the office.
    READ = "read"
    """Somebody opened an act's content."""
    LISTED = "listed"
    """Somebody looked through the list of acts, by a command."""
    TAKEN = "taken"
    ACT_TAKEN_OVER = "act_taken_over"
    """From a colleague who held it, or had it."""
    HANDED_ON = "handed_on"
    LET_GO = "let_go"
    NOTED = "noted"
    ANSWERED = "answered"
    ANSWER_TAKEN_BACK = "answer_taken_back"
    PASSED_ON = "passed_on"
    """To another office, with her consent."""
    RETURNED = "returned"
    PARTNER_ADDED = "partner_added"
    PARTNER_REMOVED = "partner_removed"
    VOUCHED = "vouched"
    DISTRUSTED = "distrusted"
    RIGHT_CHANGED = "right_changed"
    ROTATED = "rotated"
    AGREED_UPDATE = "agreed_update"
    """The office said that its desks may take a release."""
    HEALED = "healed"
    COUNTED = "counted"
    """Somebody asked for the figures of a month."""


@dataclass(frozen=True)
class Trace:
    """One line of the traces."""

    at: datetime
    """By the machine's clock, which may be wrong: the order is that of `number`."""
    who: str
    """A pseudonym; empty in training and before anybody was named."""
    event: Event
    act: bytes = b""
    """The id of the act, where it is about one."""
    number: int = 0
    """Its place, given by the store: from 1, without a gap."""


def gaps(traces: Sequence[Trace]) -> list[int]:
    """Give the numbers that are missing between the oldest trace that is kept and the newest."""
    there = {trace.number for trace in traces}
    return [number for number in range(min(there, default=0), max(there, default=-1)) if number not in there]
