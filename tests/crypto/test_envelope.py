"""Sealing and opening, with a second implementation that shares nothing with the first as the judge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_box_seal

from kiosk.core import ports
from kiosk.core.errors import KioskError, NotForUs, NotGenuine, TooLarge, TrainingOnly
from kiosk.crypto import box, keys, sign
from kiosk.crypto.open import open_envelope
from kiosk.crypto.seal import DeskSealer
from kiosk.wire import packing
from kiosk.wire import signed as wire
from tests.crypto import made, second_opinion
from tests.wire.contents import CONTENTS

VERIFY_KEY = sign.verify_key(made.SEED)
ENVELOPE = made.sealer().seal(made.CLOSE_FR, made.ACT, made.KEY_HASH)
PIECES = st.binary(min_size=0, max_size=1300)


def first(data: bytes, act: bytes = made.ACT, key_hash: bytes = made.KEY_HASH, reader: int = 0) -> dict[str, Any]:
    return open_envelope(data, act, key_hash, made.READERS[reader], VERIFY_KEY, allow_training=True)


def second(data: bytes, act: bytes = made.ACT, key_hash: bytes = made.KEY_HASH, reader: int = 0) -> object:
    words = packing.dictionary()
    return second_opinion.open_envelope(data, act, key_hash, made.READERS[reader], VERIFY_KEY, words)


def test_the_sealer_is_the_one_the_rules_ask_for() -> None:
    """What seals is what `core.ports` describes, and says nothing of its signing key when it is printed."""
    sealer: ports.Sealer = made.sealer()
    assert sealer.key_hash(made.WITHDRAWAL_KEY) == made.KEY_HASH
    assert made.SEED.hex() not in repr(sealer)
    assert str(made.SEED) not in repr(sealer)


@settings(max_examples=60, deadline=None)
@given(CONTENTS, st.integers(1, 3), st.booleans(), st.binary(min_size=16, max_size=16))
def test_both_implementations_agree(content: dict[str, object], readers: int, training: bool, act: bytes) -> None:
    """Whatever the content, every recipient opens the same with either implementation."""
    key_hash = keys.hash_of_key(act)
    data = made.sealer(readers, training).seal(made.Made(content), act, key_hash)
    for reader in range(readers):
        assert first(data, act, key_hash, reader) == content
    assert second(data, act, key_hash, readers - 1) == content


def test_the_first_reader_and_the_last_read_the_same() -> None:
    """Two readers of one envelope get one content."""
    assert first(ENVELOPE, reader=0) == first(ENVELOPE, reader=1) == made.CLOSE_FR.plain


def test_nothing_is_readable_outside() -> None:
    """No word of the content, no key and no reference stands in the envelope, and no two envelopes are alike."""
    for word in (b"Lenoir", b"close", b"K7Q4M29XD", b"espace", made.ACT, made.KEY_HASH, made.SEED):
        assert word not in ENVELOPE
    again = made.sealer().seal(made.CLOSE_FR, made.ACT, made.KEY_HASH)
    header = len(wire.read_envelope(again).header)
    assert again[header:] != ENVELOPE[header:]


def test_altering_any_byte_is_noticed() -> None:
    """One flipped bit in any byte is refused by both implementations, with an error of ours."""
    for at in range(len(ENVELOPE)):
        data = bytearray(ENVELOPE)
        data[at] ^= 1 << at % 8
        with pytest.raises(KioskError):
            first(bytes(data))
    for at in range(0, len(ENVELOPE), 41):
        data = bytearray(ENVELOPE)
        data[at] ^= 1 << at % 8
        with pytest.raises(second_opinion.Refused):
            second(bytes(data))


def test_cutting_anywhere_is_noticed() -> None:
    """An envelope cut at any byte, or with anything after it, is refused."""
    for end in range(len(ENVELOPE)):
        with pytest.raises(NotGenuine):
            first(ENVELOPE[:end])
    with pytest.raises(NotGenuine):
        first(ENVELOPE + b"\0")


@given(PIECES, st.integers(0, len(ENVELOPE)))
def test_any_bytes_raise_our_errors(noise: bytes, keep: int) -> None:
    """Whatever comes instead of an envelope, opening it raises an error of ours."""
    with pytest.raises(KioskError):
        first(ENVELOPE[:keep] + noise + b"!")


@pytest.mark.parametrize(
    ("act", "key_hash"),
    [
        (bytes(16), made.KEY_HASH),
        (made.ACT, bytes(32)),
        (made.ACT[:15], made.KEY_HASH),
        (made.ACT + made.KEY_HASH[:1], made.KEY_HASH[1:]),
        (b"", b""),
    ],
)
def test_an_envelope_belongs_to_one_act(act: bytes, key_hash: bytes) -> None:
    """Under another act's id, or with another withdrawal key's hash, it is refused by both."""
    with pytest.raises(NotGenuine):
        first(ENVELOPE, act, key_hash)
    with pytest.raises(second_opinion.Refused):
        second(ENVELOPE, act, key_hash)


def test_other_readers_are_told_so() -> None:
    """A reading key that is no recipient learns that the envelope is not for it."""
    with pytest.raises(NotForUs):
        first(ENVELOPE, reader=2)


def test_another_desk_is_not_believed() -> None:
    """An envelope is believed from the desk whose key is given, and no other; nonsense for a key is refused."""
    for key in (sign.verify_key(bytes(32)), b"", bytes(32), b"\xff" * 32):
        with pytest.raises(NotGenuine):
            open_envelope(ENVELOPE, made.ACT, made.KEY_HASH, made.READERS[0], key)


def test_training_is_never_an_act() -> None:
    """A training envelope opens only where training is asked for, and its flag cannot be taken away."""
    data = made.sealer(training=True).seal(made.CLOSE_FR, made.ACT, made.KEY_HASH)
    with pytest.raises(TrainingOnly):
        open_envelope(data, made.ACT, made.KEY_HASH, made.READERS[0], VERIFY_KEY)
    assert first(data) == made.CLOSE_FR.plain
    with pytest.raises(NotGenuine):
        first(data[:5] + b"\0" + data[6:])


def resigned(change: Callable[[bytes], bytes]) -> bytes:
    unsigned = change(ENVELOPE[:-64])
    return unsigned + sign.sign(made.SEED, wire.act_bytes(unsigned, made.ACT, made.KEY_HASH))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:5] + b"\1" + data[6:],
        lambda data: data[:10] + bytes(16) + data[26:],
        lambda data: data[:35] + bytes(80) + data[115:],
        lambda data: data[:35] + crypto_box_seal(b"short", made.PUBLIC[0]).ljust(80, b"\0") + data[115:],
        lambda data: data[:35] + crypto_box_seal(bytes(32), made.PUBLIC[0]) + data[115:],
        lambda data: data[:-1] + bytes((data[-1] ^ 1,)),
    ],
)
def test_the_body_is_bound_to_its_header(change: Callable[[bytes], bytes]) -> None:
    """Even re-signed by the desk's own key, a body does not open under another header or content key."""
    with pytest.raises(NotGenuine):
        first(resigned(change))


def test_the_signature_is_verified_before_anything_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no trusted desk signed never reaches the decryption."""

    def reached(*_: object) -> bytes:
        raise AssertionError("opened before it was verified")

    monkeypatch.setattr("kiosk.crypto.open.crypto_box_seal_open", reached)
    with pytest.raises(NotGenuine):
        first(ENVELOPE[:-1] + bytes((ENVELOPE[-1] ^ 1,)))
    with pytest.raises(AssertionError):
        first(ENVELOPE)


def test_too_large_is_said_at_the_desk() -> None:
    """A content that no envelope can carry is refused before anything is sealed."""
    with pytest.raises(TooLarge):
        made.sealer().seal(made.Made({"a": box.random(40_000).hex()}), made.ACT, made.KEY_HASH)


def test_a_recovered_reading_key_reads() -> None:
    """The reading key of a printed recovery secret opens what was sealed to it, and both derive the same one."""
    secret = bytes(range(16))
    reading = keys.recovered_reading_key(secret)
    assert reading == second_opinion.recovered_reading_key(secret) != keys.new_reading_key()
    public = keys.public_key(reading)
    assert public == second_opinion.public_reading_key(reading)
    sealer = DeskSealer(made.DESK, made.SEED, lambda: (made.PUBLIC[0], public), False)
    data = sealer.seal(made.CLOSE_FR, made.ACT, made.KEY_HASH)
    assert open_envelope(data, made.ACT, made.KEY_HASH, reading, VERIFY_KEY) == made.CLOSE_FR.plain
    with pytest.raises(ValueError):
        keys.recovered_reading_key(bytes(15))
