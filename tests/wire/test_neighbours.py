"""Neighbours of one major version talk: bytes that another minor version wrote are kept here, and stay readable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.wire import protocol

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
    """The bytes of this minor version do not change."""
    data = bytes.fromhex(VECTORS["minor 3"])
    assert protocol.MINOR == 3
    assert protocol.write(protocol.read(data, protocol.SyncTold)) == data
