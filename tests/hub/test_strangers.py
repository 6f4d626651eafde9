"""Strangers: what they make up costs the hub nothing, and takes nobody's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from kiosk.hub.rates import Rates, house_of
from kiosk.wire import protocol
from kiosk.wire.enrolment import EnrolOpen
from kiosk.wire.protocol import MAX_BODY, MSGPACK, SyncAsk, WaitingAsk
from tests.hub.conftest import World
from tests.hub.made import NO_LIMITS, NOW, Asks, MadeHub, bearer, claims, some


def test_nothing_is_read_of_a_made_up_token(small_world: World) -> None:
    """The body of somebody whose token the hub does not know is not read: no memory for strangers."""
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while read < MAX_BODY - (1 << 16):
            read += 1 << 16
            yield bytes(1 << 16)

    seen: list[int] = []
    app = small_world.hub.app
    served = app.asgi_handler

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        async def counted() -> Any:
            message = await receive()
            seen.append(len(message.get("body", b"")))
            return message

        await served(scope, counted, send)

    app.asgi_handler = watched
    try:
        headers = {"Content-Type": MSGPACK, "Authorization": bearer(some("made up", count=32))}
        response = small_world.client.post("/v1/sync", content=endless(), headers=headers)
    finally:
        app.asgi_handler = served
    assert response.status_code == 401
    assert sum(seen) == 0


def test_made_up_tokens_are_not_counted(small_world: World) -> None:
    """Tokens that the hub does not know leave nothing behind; a desk's own count stands."""
    limits = replace(NO_LIMITS, token=(2, 6))
    made = MadeHub(small_world.hub.url, limits=limits, seed=small_world.hub.seed)
    with TestClient(made.app) as client:
        desk = Asks(client, small_world.one.token)
        for number in range(50):
            assert Asks(client, some("made up", number, count=32)).post("/v1/sync", SyncAsk()).status_code == 401
        assert [desk.post("/v1/sync", SyncAsk()).status_code for _ in range(3)] == [200, 200, 429]


def test_guesses_from_everywhere_keep_no_desk_out(small_world: World) -> None:
    """A hundred guesses from a hundred addresses: the desk that has its code comes in all the same."""
    made = MadeHub(small_world.hub.url, limits=Rates(), seed=small_world.hub.seed)
    secret, desk = some("desk code", 9, count=13), small_world.one
    small_world.office.ask("/v1/office/enrolments", made.office.expects(secret, until=NOW + 999), protocol.Done)
    address, served = "", made.app.asgi_handler

    async def from_afar(scope: Any, receive: Any, send: Any) -> None:
        scope["client"] = (address, 1)
        await served(scope, receive, send)

    made.app.asgi_handler = from_afar
    with TestClient(made.app) as client:
        for number in range(100):
            address = f"192.0.2.{number}"
            guess = EnrolOpen(some("slot", number), some("claim", number, count=32))
            assert Asks(client).post("/v1/enrol/open", guess).status_code == 401
        address, claim = "198.51.100.1", claims(secret, desk)
        assert Asks(client).post("/v1/enrol/open", EnrolOpen(claim.slot, claim.claim)).status_code == 200


@pytest.mark.parametrize(
    ("address", "house"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_house_is_counted_once(address: str, house: str) -> None:
    """A house with IPv6 has more addresses than anybody could count: its network is counted."""
    assert house_of(address) == house


EDGES = (-(1 << 63), -1, 0, 1, (1 << 31) - 1, 1 << 31, (1 << 53) - 1, 1 << 53, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)


def with_edges(value: Any, draw: st.DrawFn) -> Any:
    """Put a number from the edge in the place of each number, at any depth."""
    if isinstance(value, bool) or value is None or isinstance(value, str | bytes):
        return value
    if isinstance(value, int):
        return draw(st.sampled_from(EDGES))
    if isinstance(value, dict):
        return {name: with_edges(each, draw) for name, each in value.items()}
    return [with_edges(each, draw) for each in value]


@st.composite
def edged(draw: st.DrawFn, said: protocol.Said) -> bytes:
    """Write a good message with numbers that are none of its kind."""
    return msgspec.msgpack.encode(with_edges(msgspec.msgpack.decode(protocol.write(said)), draw))


def messages(world: World) -> list[tuple[Asks, str, protocol.Said]]:
    """Give a good message of each kind that holds a number, with whose token it is."""
    desk, office = world.one, world.hub.office
    named = protocol.Known(desk.act(1).id, bytes(8), 1)
    ack = office.says(desk, desk.act(1), "taken", 3)
    return [
        (world.desk, "/v1/sync", SyncAsk((named,), (), (desk.withdrawal(1),), 1, 1)),
        (world.desk, "/v1/status", protocol.StatusAsk(desk.act(1).reference, bytes(32), desk.withdrawal(1))),
        (world.office, "/v1/office/waiting", WaitingAsk(1, 1)),
        (world.office, "/v1/office/answers", protocol.AnswersAsk((ack,), 1)),
        (world.office, "/v1/office/time", office.time()),
        (world.office, "/v1/office/desks", protocol.DesksAsk((), (office.revokes(world.two),))),
        (world.office, "/v1/office/enrolments", office.expects(some("edge", count=13))),
    ]


@pytest.mark.parametrize("which", range(7))
def test_no_number_of_one_who_has_a_token_is_a_defect(small_world: World, which: int) -> None:
    """Numbers at and beyond every edge, in every message with numbers, with a good token: never a 500."""
    line, path, said = messages(small_world)[which]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(body=edged(said))
    def ask(body: bytes) -> None:
        assert line.post(path, body).status_code < 500

    ask()
