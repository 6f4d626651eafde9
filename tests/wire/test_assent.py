"""An assent is read as it was written, to the last byte, or not at all."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import NotGenuine, TooNew
from kiosk.crypto import sign
from kiosk.wire.assent import Assent, assent_bytes, read_assent, release_hash, write_assent

VECTOR = json.loads((Path(__file__).parents[1] / "vectors" / "assent-1.json").read_text(encoding="utf-8"))
SAID = Assent("software", release_hash(b"metadata"), 1_796_000_000)
WRITTEN = write_assent(SAID, bytes(64))


def test_the_pinned_bytes() -> None:
    """Key, metadata and time give the file of the vector: whoever reads docs/envelope-1.md writes the same."""
    seed = bytes.fromhex(VECTOR["seed"])
    said = Assent(VECTOR["part"], release_hash(VECTOR["metadata"].encode()), VECTOR["at"])
    assert said.hash.hex() == VECTOR["hash"]
    data = write_assent(said, sign.sign(seed, assent_bytes(said)))
    assert data.hex() == VECTOR["file"]
    read, signature = read_assent(data)
    assert read == said
    sign.verify(sign.verify_key(seed), assent_bytes(read), signature)


@given(st.integers(0, len(WRITTEN) - 1), st.integers(1, 255))
def test_a_changed_byte_is_another_assent_or_none(at: int, by: int) -> None:
    """No change goes unseen: it is refused, or it is read as something else, which no signature fits."""
    changed = bytearray(WRITTEN)
    changed[at] ^= by
    with suppress(NotGenuine, TooNew):
        assert read_assent(bytes(changed)) != (SAID, bytes(64))


@pytest.mark.parametrize("data", [b"", WRITTEN[:-1], WRITTEN + b"x", b"KSKB" + WRITTEN[4:], b"x" * 1000])
def test_what_is_none(data: bytes) -> None:
    """Cut, longer, another kind."""
    with pytest.raises(NotGenuine):
        read_assent(data)


def test_a_later_version() -> None:
    """Of a later version nothing is guessed."""
    with pytest.raises(TooNew):
        read_assent(b"KSKC\x02" + WRITTEN[5:])
