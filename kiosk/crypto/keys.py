"""Reading keys of the office, and the short hashes that name keys."""

from __future__ import annotations

from nacl.bindings import crypto_scalarmult_base
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from kiosk.crypto import box
from kiosk.wire import signed

KEY_ID_BYTES = 8


def new_reading_key() -> bytes:
    """Make a reading key: 32 bytes, secret, for the office alone."""
    return box.random(32)


def recovered_reading_key(recovery: bytes) -> bytes:
    """Derive the reading key of a recovery secret that is printed and kept in a safe.

    Raises:
        ValueError: fewer than sixteen bytes. They must be random: nothing here slows guessing down.
    """
    if len(recovery) < 16:
        raise ValueError("a recovery secret has at least sixteen random bytes")
    return _hash(b"kiosk/recover/1", recovery)


def public_key(secret: bytes) -> bytes:
    """Give the public half (32 bytes, X25519) of a reading key."""
    return crypto_scalarmult_base(secret)


def reading_key_id(public: bytes) -> bytes:
    """Name a reading key by eight bytes."""
    return _hash(b"kiosk/reader/1", public)[:KEY_ID_BYTES]


def hash_of_key(key: bytes) -> bytes:
    """Hash a withdrawal key: the 32 bytes that travel instead of it."""
    return signed.withdrawal_hash(key)


def _hash(purpose: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=32, person=purpose, encoder=RawEncoder)
