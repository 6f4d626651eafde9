"""Authenticated encryption under one secret key: XChaCha20-Poly1305 (libsodium).

The nonce is random: 24 bytes are enough never to meet twice, so nobody has to count.
"""

from __future__ import annotations

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.utils import random as _random

from kiosk.core.errors import NotGenuine

KEY_BYTES = 32
NONCE_BYTES = 24
TAG_BYTES = 16
KEY_ID_BYTES = 8


def random(count: int) -> bytes:
    """Give `count` random bytes, fit for keys."""
    return _random(count)


def new_key() -> bytes:
    """Make a random key of 32 bytes."""
    return random(KEY_BYTES)


def key_id(key: bytes) -> bytes:
    """Name a random key in eight bytes that say nothing about it: tells a wrong key from damage.

    Only for keys that are random: a hash of a passphrase could be guessed.
    """
    return blake2b(key, digest_size=KEY_ID_BYTES, person=b"kiosk key id", encoder=RawEncoder)


def lock(key: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """Encrypt and authenticate.

    Args:
        key: 32 bytes.
        plaintext: what becomes unreadable.
        associated: what is not in the result but must be the same at `unlock`.

    Returns:
        A nonce of 24 bytes, then as many bytes as the plaintext has, then a tag of 16.
    """
    nonce = random(NONCE_BYTES)
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, associated, nonce, key)


def unlock(key: bytes, blob: bytes, associated: bytes) -> bytes:
    """Give the plaintext back.

    Raises:
        NotGenuine: another key, other associated bytes, or a single bit differs.
    """
    nonce, sealed = blob[:NONCE_BYTES], blob[NONCE_BYTES:]
    if len(sealed) < TAG_BYTES:
        raise NotGenuine
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, associated, nonce, key)
    except CryptoError:
        raise NotGenuine from None
