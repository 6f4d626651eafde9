"""What is asked of a hub and what comes back: its own words, the office's, and what it does not keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.core.meeting import Meeting
from kiosk.core.outbox import Entry, State


class NotKept(StrEnum):
    """Why the hub does not keep one act. The others are not concerned."""

    CONFLICT = "conflict"
    MALFORMED = "malformed"
    NOT_GENUINE = "not_genuine"
    OTHER_DESK = "other_desk"
    TOO_LARGE = "too_large"


BY_OFFICE = 3
"""The lowest sequence that the office signs; the hub's are below it (`kiosk.wire.signed.Acknowledgement`)."""
BY_HUB: Mapping[State, int] = MappingProxyType({State.HELD: 1, State.WITHDRAWN: 2})
"""All that the hub's word can say, each with its one number: none reaches the office's."""
OFFICE_SAYS = frozenset(State) - {State.WAITING, State.UNCERTAIN, State.QUARANTINED, State.HELD}


@dataclass(frozen=True)
class HubWord:
    """What the hub states about one act: it has no reason, no time that proves anything, and no number of its choice.

    Whoever makes one has verified its signature.

    Raises:
        ValueError: a hub cannot say so.
    """

    act: bytes
    state: State
    hash: bytes
    """Of the sealed bytes that it speaks of (32 bytes)."""

    def __post_init__(self) -> None:
        if self.state not in BY_HUB:
            raise ValueError("not for a hub to say")

    @property
    def sequence(self) -> int:
        """Its number, which follows from its state."""
        return BY_HUB[self.state]


@dataclass(frozen=True)
class OfficeWord:
    """What the office states about one act. Whoever makes one has verified its signature.

    Raises:
        ValueError: an office cannot say so, or not under this number.
    """

    act: bytes
    state: State
    reason: str
    sequence: int
    """For one act, only a higher one is news."""
    at: datetime
    """By the office's clock."""
    hash: bytes
    """Of the sealed bytes that it speaks of (32 bytes); zeros where it never had them."""
    meeting: Meeting | None = None
    """The appointment that it names, signed as well; None for none, or from an office of an earlier version."""

    def __post_init__(self) -> None:
        if self.state not in OFFICE_SAYS or self.sequence < BY_OFFICE:
            raise ValueError("not for an office to say")


Word = HubWord | OfficeWord


@dataclass(frozen=True)
class Ask:
    """What one request carries."""

    known: tuple[Entry, ...] = ()
    """To ask news of."""
    acts: tuple[Entry, ...] = ()
    """Their sealed bytes travel."""
    withdrawals: tuple[Entry, ...] = ()
    """Their withdrawals travel."""
    office_serial: int = 0
    office_time: int = 0
    """The newest time that the office signed, as this desk has it: seconds since 1970; 0 for none."""


@dataclass(frozen=True)
class Told:
    """What came back, as far as it verified."""

    words: tuple[Word, ...] = ()
    unknown: frozenset[bytes] = frozenset()
    """Of those named: the hub does not have them."""
    refused: tuple[tuple[bytes, NotKept], ...] = ()
    kept: frozenset[bytes] = frozenset()
    """Withdrawals that the hub keeps until something signed answers them."""
    keys: Mapping[bytes, bytes] = field(default_factory=dict)
    """Withdrawal keys that were used elsewhere, by act. Each fits its act's hash: that is their proof."""
    proved: frozenset[bytes] = frozenset()
    """Asked with a receipt alone: acts of which the office itself says that they are this receipt's."""
    forged: int = 0
    """Statements that did not verify, or spoke of what was not asked. They change nothing."""
    office: bytes = b""
    """A newer public file of the office, verified; empty for none."""
    time: datetime | None = None
    """A time that the office signed, verified; None for none."""
    full: bool = False
    """Whether the hub had no room for some of the acts: nothing is said of those, and they stay here."""
    sent: int = 0
    """Bytes that went out."""
    took: float = 0.0
    """Seconds from the first byte out to the last byte in."""


def office_told(entry: Entry) -> datetime | None:
    """Give when the office last spoke of an act, by its own signed time. The hub's clock is not trusted with this."""
    return entry.told_at if entry.number >= BY_OFFICE else None
