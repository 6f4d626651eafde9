"""The office's own time on its way to a desk: believed by its signature alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from kiosk.core.word import Ask, Told
from kiosk.crypto.sign import open_office_file, sign
from kiosk.uplink.client import HubClient
from kiosk.uplink.link import Link
from kiosk.wire import protocol
from kiosk.wire import signed as wire
from tests.uplink.made import KNOWN, NEXT, OFFICE, STRANGER, public

AT = 1_800_000_000


@dataclass
class Line:
    """A line that answers what a test wants."""

    told: protocol.SyncTold
    asked: protocol.SyncAsk | None = None
    sent, took = 1, 0.1

    def hello(self) -> protocol.Hello:
        """Be the hub."""
        assert KNOWN.hub
        return protocol.Hello((1,), 2, KNOWN.hub, joined=True)

    def post(self, path: str, body: Any, answer: Any) -> Any:
        """Answer."""
        self.asked = body
        return self.told


def asks(told: protocol.SyncTold, ask: Ask | None = None) -> tuple[Told, protocol.SyncAsk]:
    """Sync once."""
    line = Line(told)
    client = HubClient(lambda: cast("Link", line), b"d" * 16, lambda: KNOWN)
    client.connect()
    found = client.sync(ask or Ask())
    assert line.asked
    return found, line.asked


def stamp(seed: bytes, at: int = AT, signed: int = AT) -> protocol.OfficeTime:
    """Say what time it is."""
    return protocol.OfficeTime(at, sign(seed, wire.time_bytes(signed)))


def test_what_is_signed_has_a_domain_of_its_own() -> None:
    """Nothing else that an office signs can be taken for its time."""
    assert wire.time_bytes(AT) == b"kiosk/time/1\0" + AT.to_bytes(8)


def test_a_signed_time_comes_and_what_the_desk_has_goes() -> None:
    """The request names the desk's own; the answer's is believed; without one nothing is said."""
    told, asked = asks(protocol.SyncTold(time=stamp(OFFICE)), Ask(office_time=5))
    assert (told.time, told.forged, asked.office_time) == (datetime.fromtimestamp(AT, UTC), 0, 5)
    assert asks(protocol.SyncTold())[0] == Told(sent=1, took=0.1)


def test_a_new_key_of_the_office_signs_it() -> None:
    """It comes with the public file that names the key."""
    newer = public(NEXT, 2, before=OFFICE)
    assert open_office_file(newer).serial == 2
    assert asks(protocol.SyncTold(time=stamp(NEXT), office=newer))[0].time is not None


@pytest.mark.parametrize("said", [stamp(STRANGER), stamp(OFFICE, AT + 1), stamp(NEXT)])
def test_a_forged_time_is_counted_and_not_believed(said: protocol.OfficeTime) -> None:
    """By another key, of another moment, or by a key that nobody has named."""
    told, _ = asks(protocol.SyncTold(time=said))
    assert (told.time, told.forged) == (None, 1)


def test_an_impossible_moment_is_none() -> None:
    """A number that no calendar has stops nothing."""
    said = (1 << 53) - 1
    assert asks(protocol.SyncTold(time=stamp(OFFICE, said, said)))[0].time is None
