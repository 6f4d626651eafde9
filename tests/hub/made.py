"""Desks, an office and acts with real keys, for the tests of the hub; and a hub on loopback in a thread."""

from __future__ import annotations

import socket
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import uvicorn
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import Engine

from kiosk.crypto import enrol, sign
from kiosk.hub.app import make
from kiosk.hub.database import NEW_OFFICE, open_engine, prepare, sqlite_url
from kiosk.hub.enrol import new_code
from kiosk.hub.rates import Rates
from kiosk.hub.tables import FIRST_OFFICE, offices
from kiosk.wire import enrolment, health, protocol, seats, signed
from kiosk.wire.protocol import MARK_BYTES, MSGPACK, Known, S, Said
from kiosk.wire.signed import (
    Acknowledgement,
    DeskPublic,
    OfficePublic,
    SentAct,
    SentWithdrawal,
    SignedAck,
    Stamp,
)

NOW = 1_795_300_000
STAMP = Stamp(NOW - 60, 8133, "3f9c", None)
NO_LIMITS = Rates((1e9, 1e9), (1e9, 1e9), (1e9, 1e9))
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: int = NOW

    def __call__(self) -> int:
        """Read it."""
        return self.now


def some(*what: object, count: int = 16) -> bytes:
    """Give bytes that are always the same for the same words."""
    return (
        blake2b(repr(what).encode(), digest_size=min(count, 64)).digest()
        if count <= 64
        else Random(repr(what)).randbytes(count)
    )


@dataclass
class MadeDesk:
    """A desk with its keys and its token."""

    number: int = 1
    label: str = "Bus du jeudi"

    def __post_init__(self) -> None:
        """Draw its keys."""
        self.id, self.seed = some("desk", self.number), some("seed", self.number, count=32)
        self.token = some("token", self.number, count=32)
        self.file = sign.sign_file(self.seed, DeskPublic(self.id, self.label, sign.verify_key(self.seed)))

    def key(self, number: int) -> bytes:
        """Give an act's withdrawal key."""
        return some("key", self.number, number)

    def act(self, number: int, size: int = 768, salt: str = "") -> SentAct:
        """Seal an act. Nothing is in it, which nobody without a reading key can tell."""
        id_, key_hash = some("act", self.number, number), signed.withdrawal_hash(self.key(number))
        recipients = [signed.Recipient(some("reader", count=8), some("sealed", number, salt, count=80))]
        header = signed.write_header(self.id, recipients, training=False)
        unsigned = header + some("body", self.number, number, salt, count=24 + size + 16)
        envelope = unsigned + sign.sign(self.seed, signed.act_bytes(unsigned, id_, key_hash))
        return SentAct(id_, reference(self.number, number), key_hash, envelope)

    def health(self, salt: str = "") -> bytes:
        """Say how it fares. Nothing is in it, which nobody without a reading key can tell."""
        recipients = [signed.Recipient(some("reader", count=8), some("sealed", salt, count=80))]
        header = health.write_health_header(self.id, recipients)
        unsigned = header + some("health", self.number, salt, count=24 + health.BODY + 16)
        return unsigned + sign.sign(self.seed, health.health_bytes(unsigned))

    def withdrawal(self, number: int, oral: bool = False) -> SentWithdrawal:
        """Take an act back."""
        act = self.act(number)
        return SentWithdrawal(act.id, act.reference, act.key_hash, None if oral else self.key(number), STAMP)


def reference(*what: object) -> str:
    """Make a reference."""
    return "".join(_CROCKFORD[byte % 32] for byte in some("reference", *what, count=9))


def known(act: SentAct, sequence: int = 0) -> Known:
    """Name an act as a desk does."""
    return Known(act.id, signed.envelope_hash(act.envelope)[:MARK_BYTES], sequence)


@dataclass
class MadeOffice:
    """An office with its keys and its token."""

    number: int = 1
    name: str = "Association Exemple"

    def __post_init__(self) -> None:
        """Draw its keys."""
        self.seed = some("office", self.number, count=32)
        self.token = some("office token", self.number, count=32)

    def file(self, serial: int = 1, **changed: Any) -> bytes:
        """Make its public file."""
        key, reading = sign.verify_key(self.seed), (some("reading", count=32),)
        said = OfficePublic(serial, False, self.name, "01 23 45 67 89", key, reading)
        return sign.sign_file(self.seed, msgspec.structs.replace(said, **changed))

    def says(self, desk: MadeDesk, act: SentAct, state: Any, sequence: int, reason: str = "") -> SignedAck:
        """State something about an act."""
        hash_ = signed.envelope_hash(act.envelope)
        said = Acknowledgement("office", desk.id, act.id, hash_, state, reason, sequence, NOW)
        return SignedAck(said, sign.sign(self.seed, signed.ack_bytes(said)))

    def time(self, at: int = NOW) -> protocol.OfficeTime:
        """Say what time it is."""
        return protocol.OfficeTime(at, sign.sign(self.seed, signed.time_bytes(at)))

    def join(self, secret: bytes, serial: int = 1, **changed: Any) -> protocol.OfficeJoin:
        """Join with the hub's code."""
        code, file, token = enrol.derive(secret), self.file(serial, **changed), enrol.token_hash(self.token)
        return protocol.OfficeJoin(code.slot, code.claim, file, token, enrol.tag(code, b"office", file, token))

    def expects(self, secret: bytes, label: str = "Bus du jeudi", until: int = NOW + 86_400) -> enrolment.Enrolment:
        """Expect a desk."""
        code, file = enrol.derive(secret), self.file()
        tag = enrol.tag(code, b"office", file, label.encode())
        return enrolment.Enrolment(code.slot, enrol.token_hash(code.claim), file, label, tag, until)

    def vouches(self, desk: MadeDesk) -> protocol.VouchedDesk:
        """Vouch for a desk."""
        return protocol.VouchedDesk(desk.file, sign.sign(self.seed, signed.vouch_bytes(desk.file)))

    def revokes(self, desk: MadeDesk, at: int = NOW) -> protocol.RevokedDesk:
        """Trust a desk no longer."""
        return protocol.RevokedDesk(desk.id, at, sign.sign(self.seed, signed.revoke_bytes(desk.id, at)))


def claims(secret: bytes, desk: MadeDesk) -> enrolment.EnrolClaim:
    """Claim a desk's place."""
    code, token = enrol.derive(secret), enrol.token_hash(desk.token)
    tag = enrol.tag(code, b"desk", desk.file, token)
    return enrolment.EnrolClaim(code.slot, code.claim, desk.file, token, tag)


def bearer(token: bytes) -> str:
    """Spell a token for the header."""
    return "Bearer " + urlsafe_b64encode(token).rstrip(b"=").decode()


@dataclass
class MadeHub:
    """A hub in this process, with an office that joined and desks that were enrolled."""

    url: str
    clock: Clock = field(default_factory=Clock)
    limits: Rates = field(default_factory=lambda: NO_LIMITS)
    office: MadeOffice = field(default_factory=MadeOffice)
    seed: bytes = b""
    """Its signing key, where the database was prepared before."""

    def __post_init__(self) -> None:
        """Open it."""
        self.engine: Engine = open_engine(self.url)
        self.seed = self.seed or prepare(self.engine, sign.new_seed)
        self.key = sign.verify_key(self.seed)
        self.app: Litestar = make(self.engine, self.seed, self.clock, time.monotonic, limits=self.limits)

    def add_office(self) -> int:
        """Let the hub have one more office. Gives its number."""
        with self.engine.connect() as connection:
            return int(connection.execute(offices.insert().values(NEW_OFFICE).returning(offices.c.id)).scalar_one())

    def code(self, office: int = FIRST_OFFICE) -> bytes:
        """Make the code for an office."""
        secret = some("hub code", time.monotonic_ns(), count=13)
        with self.engine.connect() as connection:
            new_code(connection, office, secret, self.clock())
        return secret

    def settle_in(self, *desks: MadeDesk) -> None:
        """Let the office join and the desks enrol."""
        with TestClient(self.app) as client:
            line = Asks(client)
            line.ask("/v1/office/join", self.office.join(self.code()), protocol.OfficeJoined)
            office = Asks(client, self.office.token)
            for desk in desks:
                secret = some("desk code", desk.number, count=13)
                office.ask(
                    "/v1/office/enrolments", self.office.expects(secret, until=self.clock() + 999), protocol.Done
                )
                line.ask("/v1/enrol/claim", claims(secret, desk), protocol.Done)
                office.ask("/v1/office/desks", protocol.DesksAsk((self.office.vouches(desk),)), protocol.DesksTold)


@dataclass
class Asks:
    """Asks a hub as somebody."""

    client: Any
    token: bytes = b""
    kind: str = MSGPACK

    def post(self, path: str, body: Said | bytes, **headers: str) -> Any:
        """Post and give the response."""
        data = body if isinstance(body, bytes) else protocol.write(body, self.kind)
        given = {"Content-Type": self.kind} | ({"Authorization": bearer(self.token)} if self.token else {})
        return self.client.post(path, content=data, headers=given | headers)

    def ask(self, path: str, body: Said, told: type[S]) -> S:
        """Post and read the answer; anything but 200 is a failed test."""
        response = self.post(path, body)
        assert response.status_code == 200, (path, response.status_code, response.content)
        return protocol.read(response.content, told, self.kind)


@contextmanager
def serving(app: Litestar, port: int = 0, **options: Any) -> Iterator[int]:
    """Serve on loopback from a thread. Gives the port."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", access_log=False, **options)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def hub_on_loopback(folder: Path, *desks: MadeDesk, clock: Clock | None = None) -> Iterator[tuple[str, MadeHub]]:
    """Start a hub with an office and desks on loopback; for the tests of those who ask it. Gives its address."""
    made = MadeHub(sqlite_url(folder / "hub.db"), clock or Clock())
    if desks:
        made.settle_in(*desks)
    with serving(made.app) as port:
        yield f"http://127.0.0.1:{port}", made


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


SEAT = MadeDesk(21, "Accueil")
"""A machine of the office beside the first."""


def note(number: int, said: bytes = b"sealed") -> bytes:
    """Write a note as a hub sees it, after those before it."""
    after = seats.note_hash(note(number - 1, said)) if number > 1 else seats.NONE_BEFORE
    return seats.write_seat_note(seats.SeatNote(SEAT.id, after, said, bytes(64)))
