"""Neighbours of one major version talk: bytes that another minor version wrote are kept here, and stay readable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.core.errors import NotGenuine
from kiosk.crypto.sign import verify
from kiosk.wire import protocol
from kiosk.wire.signed import proof_bytes

MEETING = json.loads((Path(__file__).parents[1] / "vectors" / "meeting-1.json").read_text())
STATUS = json.loads((Path(__file__).parents[1] / "vectors" / "status-told-1.json").read_text())
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "sync-told-1.json").read_text())


@pytest.mark.parametrize("minor", [2, 3, 9])
def test_an_answer_of_a_neighbour_is_read(minor: int) -> None:
    """From a hub before used keys there are none; a later one's additions are passed over; all else is the same."""
    told = protocol.read(bytes.fromhex(VECTORS[f"minor {minor}"]), protocol.SyncTold)
    assert [ack.said.state for ack in told.acks] == ["taken"]
    assert (len(told.unknown), len(told.kept), told.office) == (1, 1, b"f")
    used = protocol.UsedKey(bytes.fromhex(VECTORS["act"]), bytes.fromhex(VECTORS["key"]))
    assert told.keys == ((used,) if minor > 2 else ())


def test_this_version_writes_what_it_wrote() -> None:
    """The bytes of what a minor version wrote do not change with the next."""
    assert protocol.MINOR == 7
    messages: tuple[tuple[str, type[protocol.Said]], ...] = (
        ("sync minor 7", protocol.SyncTold),
        ("status minor 6", protocol.StatusTold),
        ("answers minor 6", protocol.AnswersAsk),
    )
    for name, what in messages:
        data = MEETING[name]
        assert protocol.write(protocol.read(bytes.fromhex(data), what)).hex() == data


@pytest.mark.parametrize("minor", [5, 6, 7, 9])
def test_a_hub_before_limits_is_never_full(minor: int) -> None:
    """What an earlier one does not say is no; what this one says is read by a later one in its place."""
    told = protocol.read(bytes.fromhex(MEETING[f"sync minor {minor}"]), protocol.SyncTold)
    assert told.full is (minor >= 7)


@pytest.mark.parametrize("minor", [3, 4, 9])
def test_a_status_of_a_neighbour_is_read_and_proves_what_the_office_signed(minor: int) -> None:
    """A hub before proofs gives none, and the same word; what a later one adds is passed over."""
    told = protocol.read(bytes.fromhex(STATUS[f"minor {minor}"]), protocol.StatusTold)
    assert ([ack.said.state for ack in told.acks], told.stop_asked) == (["taken"], False)
    assert (told.proof is None) is (minor < 4)
    if told.proof:
        key, hashed = bytes.fromhex(STATUS["office"]), bytes.fromhex(STATUS["key hash"])
        verify(key, proof_bytes(told.acks[0].said, hashed), told.proof)
        with pytest.raises(NotGenuine):
            verify(key, proof_bytes(told.acks[0].said, bytes(32)), told.proof)


@pytest.mark.parametrize("minor", [3, 4])
def test_answers_of_a_neighbour_are_read(minor: int) -> None:
    """An office before proofs gives none with its statements."""
    asked = protocol.read(bytes.fromhex(STATUS[f"answers {minor}"]), protocol.AnswersAsk)
    assert (len(asked.acks), asked.read, len(asked.proofs)) == (1, 5, minor - 3)
