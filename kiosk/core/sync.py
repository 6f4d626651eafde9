"""What to send next, when to try again, and what an answer changes. Decides; `kiosk.flows.sync` carries out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.core.outbox import Entry, Signer, State


class Failure(StrEnum):
    """Why a run of sync ended before its end. Each has its sentence and its rule."""

    NETWORK = "network"
    """No network, or it broke."""
    NAME_LOOKUP = "name_lookup"
    """The hub's name was not found."""
    CAPTIVE_PORTAL = "captive_portal"
    """Something else answers: a page that wants a login, another server, a redirect elsewhere."""
    PROXY = "proxy"
    """The proxy in between refuses."""
    CERTIFICATE = "certificate"
    """The hub's certificate does not verify, or this machine's clock is wrong."""
    NOT_AUTHORISED = "not_authorised"
    """The hub no longer knows this desk."""
    RATE_LIMITED = "rate_limited"
    """The hub asks to wait."""
    SERVER_ERROR = "server_error"
    """The hub has a defect or no room."""
    WRONG_HUB = "wrong_hub"
    """It is not the hub that the office vouches for: a statement has another's signature."""
    OLDER_HUB = "older_hub"
    """The hub is too old for this kiosk."""
    NEWER_HUB = "newer_hub"
    """The hub is too new for this kiosk: update the kiosk."""
    TOO_SLOW = "too_slow"
    """The line did not carry it in time: less next time."""


class Refusal(StrEnum):
    """Why the hub does not keep one act. The others are not concerned."""

    CONFLICT = "conflict"
    MALFORMED = "malformed"
    NOT_GENUINE = "not_genuine"
    OTHER_DESK = "other_desk"
    TOO_LARGE = "too_large"


@dataclass(frozen=True)
class Word:
    """What the hub or the office states about one act. Whoever makes one has verified its signature."""

    act: bytes
    by: Signer
    state: State
    reason: str
    sequence: int
    """For one act, only a higher one is news."""
    at: datetime
    """By the signer's clock."""
    hash: bytes
    """Of the sealed bytes that it speaks of (32 bytes); zeros where the signer never had them."""


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


@dataclass(frozen=True)
class Told:
    """What came back, as far as it verified."""

    words: tuple[Word, ...] = ()
    unknown: frozenset[bytes] = frozenset()
    """Of those named: the hub does not have them."""
    refused: tuple[tuple[bytes, Refusal], ...] = ()
    kept: frozenset[bytes] = frozenset()
    """Withdrawals that the hub keeps until something signed answers them."""
    forged: int = 0
    """Statements that did not verify, or spoke of what was not asked. They change nothing."""
    office: bytes = b""
    """A newer public file of the office, verified; empty for none."""
    sent: int = 0
    """Bytes that went out."""
    took: float = 0.0
    """Seconds from the first byte out to the last byte in."""
