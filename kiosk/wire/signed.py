"""The exact bytes that travel: envelopes, acknowledgements and signed files, version 1. See docs/envelope-1.md.

An envelope, in this order (numbers are big-endian):

    ==========  ========  ===================================================================
    bytes       field     meaning
    ==========  ========  ===================================================================
    4           magic     `KSKE`
    1           version   1
    1           flags     bit 0: training; the others are zero
    4           dict      the dictionary's Adler-32, as zlib's own header names it
    16          desk      the desk's id
    1           count     recipients, 1 to 16
    88 x count  readers   key id (8), content key sealed to it (80)
    24          nonce     of the body
    n + 16      body      XChaCha20-Poly1305 of n bytes, n one of `packing.SIZES`
    64          signature Ed25519, over `act_bytes`
    ==========  ========  ===================================================================

What the n bytes hold is in `kiosk.wire.packing`. A signed file is: magic (4), version (1), msgpack, signature (64).
Nothing that this module reads is genuine before `kiosk.crypto` has verified it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, NewType, TypeVar

import msgspec

from kiosk.core.errors import NotGenuine, TooLarge, TooNew
from kiosk.wire import packing

ToSign = NewType("ToSign", bytes)
"""Bytes that begin with a domain: the only kind that is ever signed."""

VERSION = 1
ID_BYTES, HASH_BYTES, SIGNATURE_BYTES = 16, 32, 64

_MAGIC, _TRAINING, _FIXED = b"KSKE", 1, 27
_KEY_ID, _SEALED, _NONCE, _TAG = 8, 80, 24, 16
MAX_RECIPIENTS = 16

MAX_ENVELOPE = _FIXED + MAX_RECIPIENTS * (_KEY_ID + _SEALED) + _NONCE + packing.SIZES[-1] + _TAG + SIGNATURE_BYTES

_encoder = msgspec.msgpack.Encoder(order="deterministic")


# ---- envelopes -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recipient:
    """One key that an envelope is sealed to."""

    key_id: bytes
    sealed: bytes
    """The content key in a sealed box."""


@dataclass(frozen=True)
class Envelope:
    """The parts of an envelope. Parsed, not verified."""

    training: bool
    dictionary: int
    desk: bytes
    recipients: tuple[Recipient, ...]
    header: bytes
    """Everything before the nonce."""
    nonce: bytes
    ciphertext: bytes
    signature: bytes

    @property
    def unsigned(self) -> bytes:
        """Everything before the signature."""
        return self.header + self.nonce + self.ciphertext


def write_header(desk: bytes, recipients: Sequence[Recipient], training: bool) -> bytes:
    """Write what comes before the nonce.

    Raises:
        ValueError: a length, a count or a repeated recipient that no envelope can have.
    """
    ids = {each.key_id for each in recipients}
    if len(desk) != ID_BYTES or not 1 <= len(recipients) == len(ids) <= MAX_RECIPIENTS:
        raise ValueError("a desk has sixteen bytes; recipients are one to sixteen, each once")
    if any(len(each.key_id) != _KEY_ID or len(each.sealed) != _SEALED for each in recipients):
        raise ValueError("a recipient is a key id and a sealed content key")
    named = zlib.adler32(packing.dictionary()).to_bytes(4)
    start = _MAGIC + bytes((VERSION, _TRAINING if training else 0)) + named + desk
    return start + bytes((len(recipients),)) + b"".join(each.key_id + each.sealed for each in recipients)


def read_envelope(data: bytes) -> Envelope:
    """Take an envelope apart.

    Raises:
        TooNew: another version, or a flag that this version does not know.
        NotGenuine: not an envelope, cut, or with something after it.
    """
    if data[:4] != _MAGIC or len(data) < _FIXED or len(data) > MAX_ENVELOPE:
        raise NotGenuine("not an envelope")
    if data[4] != VERSION or data[5] & ~_TRAINING:
        raise TooNew("an envelope of another version")
    count = data[_FIXED - 1]
    header_end = _FIXED + count * (_KEY_ID + _SEALED)
    body, end = header_end + _NONCE, len(data) - SIGNATURE_BYTES
    if not 1 <= count <= MAX_RECIPIENTS or end - body - _TAG not in packing.SIZES:
        raise NotGenuine("an envelope of impossible size")
    recipients = tuple(
        Recipient(data[at : at + _KEY_ID], data[at + _KEY_ID : at + _KEY_ID + _SEALED])
        for at in range(_FIXED, header_end, _KEY_ID + _SEALED)
    )
    if len({each.key_id for each in recipients}) != count:
        raise NotGenuine("a recipient is there twice")
    return Envelope(
        training=bool(data[5] & _TRAINING),
        dictionary=int.from_bytes(data[6:10]),
        desk=data[10:26],
        recipients=recipients,
        header=data[:header_end],
        nonce=data[header_end:body],
        ciphertext=data[body:end],
        signature=data[end:],
    )


def act_bytes(unsigned: bytes, act: bytes, key_hash: bytes) -> ToSign:
    """Give what the desk signs: a domain, the act's id, the hash of its withdrawal key, the unsigned envelope.

    Raises:
        NotGenuine: no act has such an id or hash.
    """
    return ToSign(b"kiosk/act/1\0" + _identity(act, key_hash) + unsigned)


def body_associated(header: bytes, act: bytes, key_hash: bytes) -> bytes:
    """Give the associated data of the body: it opens only for this act, in this envelope.

    Raises:
        NotGenuine: no act has such an id or hash.
    """
    return b"kiosk/body/1\0" + _identity(act, key_hash) + header


def envelope_hash(envelope: bytes) -> bytes:
    """Hash a sealed act (32 bytes): signed statements name the very bytes that they speak of."""
    return _hash(b"kiosk/sealed/1", envelope)


def withdrawal_hash(key: bytes) -> bytes:
    """Hash a withdrawal key: the 32 bytes that travel instead of it."""
    return _hash(b"kiosk/withdraw/1", key)


def _hash(purpose: bytes, data: bytes) -> bytes:
    from hashlib import blake2b  # with the first act: it brings all of OpenSSL's hashes, and the home screen needs none

    return blake2b(data, digest_size=HASH_BYTES, person=purpose).digest()


def _identity(act: bytes, key_hash: bytes) -> bytes:
    if len(act) != ID_BYTES or len(key_hash) != HASH_BYTES:
        raise NotGenuine("not the id and key hash of an act")
    return act + key_hash


# ---- signed files ----------------------------------------------------------------------------

Id = Annotated[bytes, msgspec.Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
Hash = Annotated[bytes, msgspec.Meta(min_length=HASH_BYTES, max_length=HASH_BYTES)]
PublicKey = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_CLEAN = r"\A[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*\Z"  # nothing that drives a terminal or turns a line
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=_CLEAN)]
Reference = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-HJKMNP-TV-Z]{9}\Z")]
Seconds = Annotated[int, msgspec.Meta(gt=-(1 << 53), lt=1 << 53)]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a signed file: a map with exactly these keys, in this order."""


class Stamp(_Part, frozen=True, array_like=True):
    """A moment, written as in a content: `[wall, monotonic, boot, attested age]`, in whole seconds."""

    wall: Seconds
    """Since 1970, UTC, by the machine's clock, which may be wrong."""
    monotonic: Seconds
    boot: Annotated[str, msgspec.Meta(max_length=64, pattern=_CLEAN)]
    attested_age: Seconds | None


class SentAct(_Part, frozen=True):
    """One act, sealed."""

    id: Id
    reference: Reference
    key_hash: Hash
    envelope: Annotated[bytes, msgspec.Meta(min_length=1, max_length=MAX_ENVELOPE)]


class SentWithdrawal(_Part, frozen=True):
    """One consent taken back."""

    id: Id
    reference: Reference
    key_hash: Hash
    key: Id | None
    """The withdrawal key itself; nil where she said it without her receipt (oral)."""
    at: Stamp


# ---- acknowledgements ------------------------------------------------------------------------

Signature = Annotated[bytes, msgspec.Meta(min_length=SIGNATURE_BYTES, max_length=SIGNATURE_BYTES)]
CodeWord = Annotated[str, msgspec.Meta(max_length=40, pattern=r"\A[a-z_]*\Z")]
"""A member of a closed list, by its name; empty for none."""

NO_HASH = bytes(HASH_BYTES)
"""Stands for the hash of an act whose sealed bytes the signer never had: it was withdrawn before it left."""


class Acknowledgement(_Part, frozen=True, array_like=True):
    """What the hub or the office states about one act. Worth nothing before its signature was verified.

    The hub signs `held` (sequence 1) and `withdrawn` (sequence 2); the office's first statement has sequence 3.
    For one act, only a higher sequence is news: statements may come late, twice, or out of order.
    """

    by: Literal["hub", "office"]
    desk: Id
    act: Id
    hash: Hash
    """`envelope_hash` of the sealed act, or `NO_HASH`."""
    state: Literal[
        "held", "withdrawn", "taken", "appointment", "unreachable", "redo", "proof_seen", "declined", "stopped"
    ]
    reason: CodeWord
    sequence: Annotated[int, msgspec.Meta(ge=1, lt=1 << 31)]
    at: Seconds
    """Since 1970, UTC, by the signer's clock."""


class SignedAck(_Part, frozen=True, array_like=True):
    """An acknowledgement and the signature of the one whom it names."""

    said: Acknowledgement
    signature: Signature


def ack_bytes(said: Acknowledgement) -> ToSign:
    """Give what the hub or the office signs: a domain and the msgpack. Who signs is part of it."""
    return ToSign(b"kiosk/ack/1\0" + _encoder.encode(said))


def proof_bytes(said: Acknowledgement, key_hash: bytes) -> ToSign:
    """Give what the office signs so that a receipt alone shows which act a statement is on: the hash of its key."""
    return ToSign(b"kiosk/proof/1\0" + key_hash + _encoder.encode(said))


# ---- kinds of signed files -------------------------------------------------------------------


class SignedFile(_Part, frozen=True, tag_field="kind"):
    """What a signed file says: its first key is its kind."""


class Bundle(SignedFile, frozen=True, tag="desk-to-office"):
    """What a desk gives the office on a USB key."""

    desk: Id
    training: bool
    made: Stamp
    acts: Annotated[tuple[SentAct, ...], msgspec.Meta(max_length=10_000)]
    withdrawals: Annotated[tuple[SentWithdrawal, ...], msgspec.Meta(max_length=10_000)]


class OfficePublic(SignedFile, frozen=True, tag="office-public"):
    """What a desk must know of its office. It proves nothing but that the holder of `signing_key` made it."""

    serial: Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
    """A desk refuses a lower one than it has: an old file must not bring back an old reading key."""
    training: bool
    name: Line
    phone: Line
    signing_key: PublicKey
    reading_keys: Annotated[tuple[PublicKey, ...], msgspec.Meta(min_length=1, max_length=MAX_RECIPIENTS)]
    hub: PublicKey | None = None
    """The key of the hub that this office vouches for; nil without one."""
    endorsed: Signature | None = None
    """By the office's former signing key over `succession_bytes`, where this file brings a new one."""


class Answers(SignedFile, frozen=True, tag="office-to-desk"):
    """What the office gives desks on a USB key. Signed by the office; each statement is signed by itself, too."""

    made: Stamp
    acks: Annotated[tuple[SignedAck, ...], msgspec.Meta(max_length=100_000)]
    office: Annotated[bytes, msgspec.Meta(max_length=1 << 16)]
    """The office's public file, whole."""


class DeskPublic(SignedFile, frozen=True, tag="desk-public"):
    """What an office must know of a desk. It proves nothing but that the holder of `verify_key` made it."""

    desk: Id
    label: Line
    verify_key: PublicKey


F = TypeVar("F", bound=SignedFile)


@dataclass(frozen=True)
class Unverified(Generic[F]):
    """A signed file that was read, and what must be verified before a word of it is believed."""

    said: F
    to_sign: ToSign
    signature: bytes


MAX_FILE = 64 << 20  # bytes of any signed file: no more than this is read from a key
_FRAMES: dict[type[SignedFile], tuple[bytes, bytes, int]] = {
    Bundle: (b"KSKB", b"kiosk/bundle/1\0", MAX_FILE),
    Answers: (b"KSKA", b"kiosk/answers/1\0", MAX_FILE),
    OfficePublic: (b"KSKO", b"kiosk/office/1\0", 1 << 16),
    DeskPublic: (b"KSKD", b"kiosk/desk/1\0", 1 << 16),
}  # magic, domain, most bytes


def file_bytes(said: SignedFile) -> ToSign:
    """Give what the maker of a file signs: its domain and the msgpack."""
    return ToSign(_FRAMES[type(said)][1] + _encoder.encode(said))


def vouch_bytes(desk_file: bytes) -> ToSign:
    """Give what an office signs to vouch for a desk: a domain and the desk's public file, whole."""
    return ToSign(b"kiosk/vouch/1\0" + desk_file)


def succession_bytes(serial: int, new_key: bytes) -> ToSign:
    """Give what an office's former signing key signs to name the one that follows it."""
    return ToSign(b"kiosk/succession/1\0" + serial.to_bytes(8) + new_key)


def revoke_bytes(desk: bytes, at: int) -> ToSign:
    """Give what an office signs to trust a desk no longer, from a moment (seconds since 1970, UTC) on."""
    return ToSign(b"kiosk/revoke/1\0" + desk + at.to_bytes(8))


def time_bytes(at: int) -> ToSign:
    """Give what an office signs to say what time it is (seconds since 1970, UTC)."""
    return ToSign(b"kiosk/time/1\0" + at.to_bytes(8))


def write_signed(said: F, signature: bytes) -> bytes:
    """Write a signed file. Raises TooLarge, and ValueError where a field is not what its type says."""
    magic, _, most = _FRAMES[type(said)]
    data = magic + bytes((VERSION,)) + _encoder.encode(said) + signature
    if len(data) > most:
        raise TooLarge
    try:
        read_signed(data, type(said))
    except NotGenuine:
        raise ValueError("no reader would accept this file") from None
    return data


def read_signed(data: bytes, kind: type[F]) -> Unverified[F]:
    """Read a signed file without believing it.

    Raises:
        TooNew: another version.
        TooLarge: more than such a file ever holds.
        NotGenuine: another kind of file, or not what `write_signed` writes.
    """
    magic, domain, most = _FRAMES[kind]
    if data[:4] != magic or len(data) < 5 + SIGNATURE_BYTES:
        raise NotGenuine("another kind of file")
    if data[4] != VERSION:
        raise TooNew("a file of another version")
    if len(data) > most:
        raise TooLarge
    payload, signature = data[5:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
    try:
        said = msgspec.msgpack.decode(payload, type=kind)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("not such a file") from None
    if _encoder.encode(said) != payload:
        raise NotGenuine("not canonical")
    return Unverified(said, ToSign(domain + payload), signature)
