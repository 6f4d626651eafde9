"""The office's assent to one release: a small signed file beside it. See docs/envelope-1.md.

It is `KSKC`, a version (1), and the msgpack `[[part, hash, at], signature]` in shortest form. The hash is of the
metadata that the project signed for this part, to the last byte: an assent is to that release and to no other.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from kiosk.core.errors import NotGenuine, TooNew
from kiosk.wire.signed import HASH_BYTES, Hash, Seconds, Signature, ToSign

ASSENT_VERSION = 1
MOST_ASSENT = 512
"""Bytes: no assent has more."""
_MAGIC = b"KSKC"
_encoder = msgspec.msgpack.Encoder(order="deterministic")


class Assent(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What an office says of one release. Worth nothing before its signature was verified."""

    part: Annotated[str, msgspec.Meta(pattern=r"\A[a-z]{1,20}\Z")]
    """`software` or `guidance`."""
    hash: Hash
    """`release_hash` of the signed metadata of this part."""
    at: Seconds
    """Since 1970, UTC, by the office's clock."""


class _File(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    said: Assent
    signature: Signature


def release_hash(metadata: bytes) -> bytes:
    """Hash the metadata of one part (32 bytes)."""
    from hashlib import blake2b

    return blake2b(metadata, digest_size=HASH_BYTES, person=b"kiosk/release/1").digest()


def assent_bytes(said: Assent) -> ToSign:
    """Give what the office signs: a domain and the msgpack."""
    return ToSign(b"kiosk/assent/1\0" + _encoder.encode(said))


def write_assent(said: Assent, signature: bytes) -> bytes:
    """Write the file."""
    return _MAGIC + bytes((ASSENT_VERSION,)) + _encoder.encode(_File(said, signature))


def read_assent(data: bytes) -> tuple[Assent, bytes]:
    """Read the file without believing it: what it says, and the signature.

    Raises:
        TooNew: another version.
        NotGenuine: not what `write_assent` writes.
    """
    if data[:4] != _MAGIC or not 5 < len(data) <= MOST_ASSENT:
        raise NotGenuine("not an assent")
    if data[4] != ASSENT_VERSION:
        raise TooNew("an assent of another version")
    try:
        read = msgspec.msgpack.decode(data[5:], type=_File)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("not an assent") from None
    if write_assent(read.said, read.signature) != data:
        raise NotGenuine("not canonical")
    return read.said, read.signature
