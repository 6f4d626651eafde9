"""A desk's health on its way to its office: one small sealed file, and what desk, office and hub say of it.

The file, in this order (numbers are big-endian):

    ==========  ========  ===================================================================
    bytes       field     meaning
    ==========  ========  ===================================================================
    4           magic     `KSKH`
    1           version   1
    16          desk      the desk's id
    1           count     recipients, 1 to 16
    88 x count  readers   as in an envelope (`kiosk.wire.signed`)
    24          nonce     of the body
    256 + 16    body      XChaCha20-Poly1305 of 256 bytes
    64          signature Ed25519 of the desk, over `health_bytes`
    ==========  ========  ===================================================================

The 256 bytes are: a length (2), that many bytes of msgpack in shortest form (`HealthSaid`), zeros. All are of one size,
whatever they say. Nothing that this module reads is genuine before `kiosk.crypto` has verified it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from kiosk.core.errors import NotGenuine, TooNew
from kiosk.wire.protocol import MAX_ITEMS, Said
from kiosk.wire.signed import ID_BYTES, MAX_RECIPIENTS, SIGNATURE_BYTES, Id, Recipient, Seconds, ToSign

HEALTH_SINCE = 5
"""The minor version from which on a hub keeps a desk's health."""
HEALTH_VERSION = 1
BODY = 256
"""Bytes of the plain body."""
_MAGIC, _FIXED = b"KSKH", 22
_KEY_ID, _SEALED, _NONCE, _TAG = 8, 80, 24, 16
_BESIDE = _FIXED + _NONCE + BODY + _TAG + SIGNATURE_BYTES
MOST_HEALTH = _BESIDE + MAX_RECIPIENTS * (_KEY_ID + _SEALED)
"""Bytes of the largest such file."""
_encoder = msgspec.msgpack.Encoder(order="deterministic")

Day = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Small = Annotated[int, msgspec.Meta(ge=0, le=9999)]


class HealthSaid(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a desk says of itself (`kiosk.core.health.Health`), numbered. Exactly this: more is another version."""

    number: Annotated[int, msgspec.Meta(ge=1, lt=1 << 53)]
    """A lower one never replaces a higher one."""
    day: Day
    version: Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z.+~-]{1,24}\Z")]
    guidance: Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]
    updated: Day | None
    space: Literal["plenty", "low", "full", "unknown"]
    drift: Literal["right", "hours", "days", "unknown"]
    printer: Literal["screen", "roll", "a4"]
    paper: Literal["good", "low", "out", "gone", "fault", "unknown"]
    sound: bool
    uptime: Literal["day", "week", "month", "more"]
    stuck: Small


@dataclass(frozen=True)
class SealedHealth:
    """The parts of such a file. Parsed, not verified."""

    desk: bytes
    recipients: tuple[Recipient, ...]
    header: bytes
    """Everything before the nonce."""
    locked: bytes
    """The nonce, then the body."""
    signature: bytes

    @property
    def unsigned(self) -> bytes:
        """Everything before the signature."""
        return self.header + self.locked


# ---- the file --------------------------------------------------------------------------------


def write_said(said: HealthSaid) -> bytes:
    """Write what is said, as an office keeps it. Raises ValueError: no reader would accept it."""
    data = _encoder.encode(said)
    try:
        read_said(data)
    except NotGenuine:
        raise ValueError("no reader would accept this") from None
    return data


def read_said(data: bytes) -> HealthSaid:
    """Read it back. Raises NotGenuine: not what `write_said` writes."""
    try:
        said = msgspec.msgpack.decode(data, type=HealthSaid)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("not a desk's health") from None
    if _encoder.encode(said) != data or len(data) > BODY - 2:
        raise NotGenuine("not canonical")
    return said


def write_body(said: HealthSaid) -> bytes:
    """Write the plain body. Raises ValueError as `write_said`."""
    data = write_said(said)
    return (len(data).to_bytes(2) + data).ljust(BODY, b"\0")


def read_body(body: bytes) -> HealthSaid:
    """Read a plain body. Raises NotGenuine: not what `write_body` writes."""
    end = 2 + int.from_bytes(body[:2])
    if len(body) != BODY or end > BODY or any(body[end:]):
        raise NotGenuine("not a padded body")
    return read_said(body[2:end])


def write_health_header(desk: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Write what comes before the nonce. Raises ValueError: a length or a count that no such file can have."""
    if len(desk) != ID_BYTES or not 1 <= len(recipients) <= MAX_RECIPIENTS:
        raise ValueError("a desk has sixteen bytes; recipients are one to sixteen")
    start = _MAGIC + bytes((HEALTH_VERSION,)) + desk + bytes((len(recipients),))
    return start + b"".join(each.key_id + each.sealed for each in recipients)


def read_health(data: bytes) -> SealedHealth:
    """Take such a file apart.

    Raises:
        TooNew: another version.
        NotGenuine: no such file, cut, or with something after it.
    """
    if data[:4] != _MAGIC or not _FIXED <= len(data) <= MOST_HEALTH:
        raise NotGenuine("not a desk's health")
    if data[4] != HEALTH_VERSION:
        raise TooNew("a desk's health of another version")
    count = data[_FIXED - 1]
    end = _FIXED + count * (_KEY_ID + _SEALED)
    if not 1 <= count <= MAX_RECIPIENTS or len(data) != _BESIDE + count * (_KEY_ID + _SEALED):
        raise NotGenuine("a desk's health of impossible size")
    recipients = tuple(
        Recipient(data[at : at + _KEY_ID], data[at + _KEY_ID : at + _KEY_ID + _SEALED])
        for at in range(_FIXED, end, _KEY_ID + _SEALED)
    )
    return SealedHealth(data[5:21], recipients, data[:end], data[end:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:])


def health_bytes(unsigned: bytes) -> ToSign:
    """Give what the desk signs: a domain and everything before the signature."""
    return ToSign(b"kiosk/health/1\0" + unsigned)


def health_associated(header: bytes) -> bytes:
    """Give the associated data of the body: it opens for this desk and these readers alone."""
    return b"kiosk/health-body/1\0" + header


# ---- messages --------------------------------------------------------------------------------

Sealed = Annotated[bytes, msgspec.Meta(min_length=_BESIDE, max_length=MOST_HEALTH)]


class HealthSent(Said, frozen=True):
    """A desk's health, sealed. The hub keeps the last one that came, in place of the one before. Since minor 5."""

    sealed: Sealed


class HealthAsk(Said, frozen=True):
    """The office asks how its desks fare."""

    after: Id | None = None
    """The last desk of the page before; nil to begin."""


class HeldHealth(Said, frozen=True):
    """What a hub has of one desk."""

    desk: Id
    at: Seconds
    """When the hub got it."""
    sealed: bytes


class HealthTold(Said, frozen=True):
    """A page of them, in the order of the desks' ids."""

    held: Annotated[tuple[HeldHealth, ...], msgspec.Meta(max_length=MAX_ITEMS)] = ()
    more: bool = False
