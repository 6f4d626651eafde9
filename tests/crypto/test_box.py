"""The box opens with the same key and the same associated bytes only, and agrees with another implementation."""

from __future__ import annotations

import pytest
from Crypto.Cipher import ChaCha20_Poly1305
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import NotGenuine
from kiosk.crypto import box

KEY = bytes(range(32))


@given(plaintext=st.binary(max_size=2000), associated=st.binary(max_size=100))
def test_what_was_locked_unlocks(plaintext: bytes, associated: bytes) -> None:
    """Any bytes come back, also none, and the sealed form is forty bytes longer."""
    blob = box.lock(KEY, plaintext, associated)
    assert box.unlock(KEY, blob, associated) == plaintext
    assert len(blob) == len(plaintext) + 40


def test_every_flipped_bit_is_noticed() -> None:
    """A single bit anywhere in the box, in the key or in the associated bytes keeps it shut."""
    key, associated = KEY, b"context"
    blob = box.lock(key, b"secret", associated)
    for which, data in enumerate((key, blob, associated)):
        for bit in range(len(data) * 8):
            flipped = bytearray(data)
            flipped[bit // 8] ^= 1 << bit % 8
            parts = [key, blob, associated]
            parts[which] = bytes(flipped)
            with pytest.raises(NotGenuine):
                box.unlock(*parts)


def test_a_cut_box_stays_shut() -> None:
    """Any shorter form of a box is refused, also nothing at all."""
    blob = box.lock(KEY, b"secret", b"")
    for length in range(len(blob)):
        with pytest.raises(NotGenuine):
            box.unlock(KEY, blob[:length], b"")


def test_a_second_implementation_agrees() -> None:
    """What is locked here opens with an independent XChaCha20-Poly1305, and the other way round."""
    blob = box.lock(KEY, b"secret", b"context")
    other = ChaCha20_Poly1305.new(key=KEY, nonce=blob[:24])
    other.update(b"context")
    assert other.decrypt_and_verify(blob[24:-16], blob[-16:]) == b"secret"
    other = ChaCha20_Poly1305.new(key=KEY, nonce=bytes(24))
    other.update(b"context")
    sealed, tag = other.encrypt_and_digest(b"theirs")
    assert box.unlock(KEY, bytes(24) + sealed + tag, b"context") == b"theirs"


def test_nothing_is_made_twice() -> None:
    """Keys and nonces are new each time, and a key's name tells keys apart without being part of them."""
    keys = {box.new_key() for _ in range(100)}
    assert len(keys) == 100
    assert len({box.lock(KEY, b"", b"")[:24] for _ in range(100)}) == 100
    assert len({box.key_id(key) for key in keys}) == 100
    assert all(box.key_id(key) not in key for key in keys)
    assert len(box.random(5)) == 5
