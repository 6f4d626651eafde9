"""What the hub does with requests that are too many, too large, encoded or malformed; and what it never writes."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from litestar.testing import TestClient
from sqlalchemy import text

from kiosk.core.envelope import Content
from kiosk.crypto import enrol
from kiosk.crypto.seal import DeskSealer
from kiosk.hub.rates import Bucket, Rates
from kiosk.wire import protocol
from kiosk.wire.enrolment import EnrolOpen
from kiosk.wire.protocol import MAX_BODY, MSGPACK, Refused, SyncAsk, SyncTold, WaitingAsk
from kiosk.wire.signed import SentAct
from tests.crypto.made import PUBLIC
from tests.hub.conftest import World
from tests.hub.made import NO_LIMITS, Asks, MadeHub, bearer, some

NAMES = ("Zoé Lenoir-Diaby", "+33612345678", "1958-03-09")


def refused(response: object) -> tuple[int, str]:
    """Give the status and the code of a refusal, which is always in the hub's own form."""
    content = response.content  # type: ignore[attr-defined]
    return response.status_code, protocol.read(content, Refused).code  # type: ignore[attr-defined]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(small_world: World) -> None:
    """By its announced length, and without one as soon as the limit is passed."""

    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield bytes(1 << 16)

    assert refused(small_world.desk.post("/v1/sync", bytes(MAX_BODY + 1))) == (413, "too_large")
    headers = {"Content-Type": MSGPACK, "Authorization": bearer(small_world.one.token)}
    response = small_world.client.post("/v1/sync", content=endless(), headers=headers)
    assert refused(response) == (413, "too_large")
    assert refused(small_world.asks().post("/v1/sync", bytes(MAX_BODY + 1))) == (401, "unknown")
    assert refused(small_world.asks().post("/v1/enrol/open", bytes(200_000))) == (413, "too_large")


@pytest.mark.parametrize("encoding", ["gzip", "br", "identity, gzip", "deflate"])
def test_nothing_encoded_is_unpacked(small_world: World, encoding: str) -> None:
    """A content encoding is refused as it stands: there are no bombs."""
    bomb = gzip.compress(bytes(1 << 20))
    response = small_world.desk.post("/v1/sync", bomb, **{"Content-Encoding": encoding})
    assert refused(response) == (415, "content_type")
    answer = small_world.desk.post("/v1/sync", SyncAsk(), **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/json-patch+json"])
def test_another_content_type_is_not_guessed(small_world: World, kind: str) -> None:
    """What is not named msgpack or JSON is not read as either."""
    body = protocol.write(SyncAsk())
    assert refused(small_world.desk.post("/v1/sync", body, **{"Content-Type": kind})) == (415, "content_type")


@pytest.mark.parametrize("body", [b"", b"\xc1", b"\x90" * 3, b"{}", b"[[[[", b"\x9f" * 5000, b"\x94\x90\x90\x90\xc0"])
def test_what_is_no_message_is_malformed(small_world: World, body: bytes) -> None:
    """Nothing, rubbish, another form, and a nest that is too deep: 400, and the hub goes on."""
    assert refused(small_world.desk.post("/v1/sync", body)) == (400, "malformed")
    assert small_world.desk.ask("/v1/sync", SyncAsk(), SyncTold) is not None


def test_more_than_may_be_named_is_malformed(small_world: World) -> None:
    """One act too many in a request is refused as a whole: the desk halves what it sends."""
    acts = tuple(small_world.one.act(1) for _ in range(protocol.MAX_ITEMS + 1))
    assert refused(small_world.desk.post("/v1/sync", SyncAsk(acts=acts))) == (400, "malformed")


def test_a_bucket_lets_a_burst_through_and_then_its_rate() -> None:
    """Five at once, then one each half second; each key by itself; the oldest keys are forgotten."""
    limit = Bucket(rate=2, burst=5, most=2)
    assert [limit.wait("a", 100.0) for _ in range(5)] == [0.0] * 5
    assert limit.wait("a", 100.0) == pytest.approx(0.5)
    assert limit.wait("b", 100.0) == 0.0
    assert limit.wait("a", 100.5) == 0.0
    assert limit.wait("a", 100.5) > 0
    assert limit.wait("c", 100.5) == limit.wait("d", 100.5) == 0.0
    assert limit.wait("a", 100.5) == 0.0


@pytest.mark.parametrize("what", ["token", "address", "codes"])
def test_who_asks_too_often_is_told_when_to_come_back(small_world: World, what: str) -> None:
    """Each limit answers 429 with the seconds to wait, and says nothing else."""
    limits = replace(NO_LIMITS, **{what: (2, 6)})
    made = MadeHub(small_world.hub.url, limits=limits, seed=small_world.hub.seed)
    with TestClient(made.app) as client:
        line = Asks(client, small_world.one.token)
        path, body = ("/v1/enrol/open", EnrolOpen(bytes(16), bytes(32))) if "codes" in what else ("/v1/sync", SyncAsk())
        expected = 401 if "codes" in what else 200
        assert [line.post(path, body).status_code for _ in range(2)] == [expected] * 2
        response = line.post(path, body)
        assert (refused(response), 1 <= int(response.headers["retry-after"]) <= 10) == ((429, "slow_down"), True)
        if what == "token":
            assert Asks(client, small_world.two.token).post(path, body).status_code == 200
        if "codes" in what:
            assert line.post("/v1/sync", SyncAsk()).status_code == 200


def test_guessing_codes_is_slow_by_default() -> None:
    """Less than a hundred attempts an hour at a code of 104 bits, from one address."""
    burst, minute = Rates().codes
    assert burst + 60 * minute < 150


def test_without_its_database_the_hub_asks_to_come_back(small_world: World) -> None:
    """An answer that is not the hub's fault to give: 503 with a time, in the hub's own form."""
    with small_world.hub.engine.connect() as connection:
        connection.execute(text("ALTER TABLE acts RENAME TO gone"))
    response = small_world.desk.post("/v1/sync", SyncAsk(acts=(small_world.one.act(1),)))
    assert (refused(response), response.headers["retry-after"]) == ((503, "busy"), "5")


def test_neither_the_database_nor_the_log_nor_an_answer_knows_a_name(
    small_world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """A whole act with planted names travels, is refused, taken back and breaks the hub: the names are nowhere."""
    caplog.set_level(logging.DEBUG)
    desk, world = small_world.one, small_world
    key = desk.key(1)
    sealer = DeskSealer(desk.id, desk.seed, lambda: PUBLIC, training=False)
    id_, key_hash = some("planted"), sealer.key_hash(key)
    sealed = sealer.seal(Content({"person": list(NAMES), "text": " ".join(NAMES)}), id_, key_hash)
    act = SentAct(id_, "K7Q4M29XD", key_hash, sealed)
    answers = [
        world.desk.post("/v1/sync", SyncAsk(acts=(act,))).content,
        world.other.post("/v1/sync", SyncAsk(acts=(act,))).content,
        world.desk.post("/v1/sync", b"".join(each.encode() for each in NAMES)).content,
        world.office.post("/v1/office/waiting", WaitingAsk()).content,
    ]
    with world.hub.engine.connect() as connection:
        connection.execute(text("ALTER TABLE withdrawals RENAME TO gone"))
    assert world.desk.post("/v1/sync", SyncAsk(acts=(act, desk.act(2)))).status_code == 503
    out = capfd.readouterr()
    written = "".join((caplog.text, out.out, out.err)).encode()
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("hub.db*"))
    assert sealed in stored
    for name in (*NAMES, *" ".join(NAMES).split()):
        assert name.encode() not in stored + b"".join(answers) + written
    assert "/v1/sync" in written.decode()
    for secret in (id_.hex(), act.reference, key_hash.hex(), desk.id.hex(), repr(id_)[2:-1], desk.label):
        assert secret not in written.decode()
    assert enrol.token_hash(desk.token) in stored
    assert desk.token not in stored
