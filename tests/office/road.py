"""An office, a real hub and desks on one road, for the tests of what happens between them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from kiosk.core.errors import LinkFault
from kiosk.core.office import Record
from kiosk.core.outbox import Entry, State, offer
from kiosk.core.sync import Failure
from kiosk.crypto import enrol
from kiosk.machine.files import read_file
from kiosk.office import desks, exchange, house, inbox, keys, memory, rotation
from kiosk.office.house import House, Taken
from kiosk.uplink.bundle import act_of, withdrawal_of
from kiosk.uplink.office_client import OfficeClient, join_hub
from kiosk.wire import enrolment, protocol, signed
from tests.hub.made import Asks, Clock, MadeHub, bearer
from tests.office.made import MadeDesk, MadeOffice

Alter = Callable[[str, Any], Any]


@dataclass
class Wire:
    """A line to a hub in this process (a `kiosk.uplink.link.Link`). It can break, and lie."""

    client: TestClient[Any]
    token: bytes = b""
    breaks: Callable[[str], bool] = lambda path: False
    """Whether the answer to a request is lost."""
    alter: Alter = lambda path, told: told
    """What the one in the middle makes of an answer."""
    sent: int = 0
    took: float = 0.1

    def hello(self) -> protocol.Hello:
        """Read the greeting."""
        got = self.client.get("/hub", headers={"Accept": protocol.MSGPACK})
        said: protocol.Hello = self.alter("/hub", _read(got.content, protocol.Hello))
        return said

    def post(self, path: str, body: protocol.Said, answer: Any) -> Any:
        """Ask."""
        headers = {"Content-Type": protocol.MSGPACK} | ({"Authorization": bearer(self.token)} if self.token else {})
        got = self.client.post(path, content=protocol.write(body), headers=headers)
        if got.status_code != 200:
            raise LinkFault(Failure.NOT_AUTHORISED if got.status_code in (401, 403) else Failure.SERVER_ERROR)
        if self.breaks(path):
            raise LinkFault(Failure.NETWORK)
        return self.alter(path, _read(got.content, answer))

    def close(self) -> None:
        """Stay."""


def _read(data: bytes, answer: Any) -> Any:
    """Read an answer as a real line does: what is none is a fault of the hub's."""
    try:
        return protocol.read(data, answer)
    except protocol.Malformed:
        raise LinkFault(Failure.SERVER_ERROR) from None


@dataclass
class Road:
    """One office and one hub."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        """Set them up; the office has not joined yet."""
        self.office = MadeOffice(self.folder / "office")
        self.breaks: Callable[[str], bool] = lambda path: False
        self.alter: Alter = lambda path, told: told
        self.hubs = 0
        self.new_hub()

    @property
    def hub_file(self) -> Path:
        """The hub's database."""
        return self.folder / f"hub{self.hubs}.db"

    def new_hub(self) -> None:
        """Put an empty hub, with a key of its own, in the place of the one before."""
        self.hubs += 1
        self.start_hub()

    def start_hub(self) -> None:
        """Open the hub's database."""
        self.hub = MadeHub(f"sqlite:///{self.hub_file}", self.clock)
        self.client = TestClient(self.hub.app)

    def wire(self, token: bytes = b"") -> Wire:
        """Give a line to the hub."""
        return Wire(self.client, token, lambda path: self.breaks(path), lambda path, told: self.alter(path, told))

    def now(self) -> datetime:
        """Read the clock."""
        return datetime.fromtimestamp(self.clock.now, UTC)

    @contextmanager
    def open(self) -> Iterator[House]:
        """Open the office: a run of one of its commands."""
        secrets = self.office.secrets
        with house.using(self.office.folder, secrets, self.now) as opened:
            yield opened

    def join(self) -> None:
        """Let the office join the hub."""
        with self.open() as opened:
            token = enrol.new_token()
            file = read_file(opened.folder / keys.PUBLIC)
            key = join_hub(self.wire(), enrol.spell_code(self.hub.code()), file, token)  # type: ignore[arg-type]
            rotation.renew(opened.folder, opened.secrets, hub=key)
            exchange.joined(opened, "http://127.0.0.1", "", token)
            with self.line(opened) as client:
                desks.tell_desks(opened, client)
                exchange.deliver(opened, client, everything=True)

    @contextmanager
    def line(self, opened: House) -> Iterator[OfficeClient]:
        """Give the office's way to the hub."""
        token = opened.ledger.noted(exchange.TOKEN)
        client = OfficeClient(lambda: self.wire(token), opened.public.hub)  # type: ignore[arg-type, return-value]
        client.connect()
        exchange.introduce(opened, client)
        yield client

    def desk(self, number: int = 1) -> RoadDesk:
        """Make a desk that has a place at the hub."""
        desk = RoadDesk(keys.public(self.office.folder), number)
        desk.token = bytes((number,)) * 32
        self.enrol(desk)
        return desk

    def enrol(self, desk: RoadDesk) -> None:
        """Let a desk take its place with a code, and the office vouch for it."""
        with self.open() as opened, self.line(opened) as client:
            code = enrol.derive(enrol.parse_code(desks.expect(opened, client, "Bus du jeudi")))
            hashed = enrol.token_hash(desk.token)
            tag = enrol.tag(code, b"desk", desk.public, hashed)
            claim = enrolment.EnrolClaim(code.slot, code.claim, desk.public, hashed, tag)
            assert self.wire().post("/v1/enrol/claim", claim, protocol.Done) == protocol.Done()
            assert desks.settle_desks(opened, client) == []

    def inbox(self, *, show: bool = True) -> Taken:
        """Run `inbox`; without `show` it is cut off before anybody sees anything."""
        with self.open() as opened:
            with self.line(opened) as client:
                desks.settle_desks(opened, client)
                taken = exchange.gather(opened, client)
            if show:
                self.see(opened, taken)
            return taken

    def take_one(self) -> Entry:
        """Join, and take the first act of a desk."""
        self.join()
        desk = self.desk()
        entry = desk.hand_over()
        desk.send(self, entry)
        self.inbox()
        return entry

    def sync(self) -> None:
        """Run `sync`: after the office or its hub was put back from a copy."""
        with self.open() as opened, self.line(opened) as client:
            exchange.introduce(opened, client, again=True)
            exchange.relearn_all(opened, client)
            exchange.deliver(opened, client, everything=True)

    def bring(self, data: bytes, *, online: bool = True, show: bool = True) -> Taken:
        """Run `import` with a file from a key."""
        with self.open() as opened:
            bundle = inbox.read_bundle(data, opened.key_of)
            taken = None
            if online:
                with suppress(LinkFault), self.line(opened) as client:
                    taken = exchange.bring(opened, client, [bundle])
            if taken is None:
                taken = exchange.take(opened, *exchange.unpacked([bundle]))
            if show:
                self.see(opened, taken)
            return taken

    def see(self, opened: House, taken: Taken) -> None:
        """Show what a command shows."""
        opened.seen([act.id for act in taken.work], [stop.act for stop in opened.unread_stops()])

    def answer(self, entry: Entry, *what: Any) -> Record:
        """Run `answer`."""
        with self.open() as opened:
            with self.line(opened) as client:
                exchange.look(opened, client, entry.id)
                opened.answer(entry.id, what[0], what[1] if len(what) > 1 else None)
                exchange.deliver(opened, client)
            record = opened.ledger.get(entry.id)
            assert record is not None
            return record

    def record(self, entry: Entry) -> Record:
        """Give what the office remembers of an act."""
        with self.open() as opened:
            record = opened.ledger.get(entry.id)
        assert record is not None
        return record

    def records(self) -> list[Record]:
        """Give all that it remembers."""
        with self.open() as opened:
            return list(opened.ledger.records())


class RoadDesk(MadeDesk):
    """A desk with a token for the hub."""

    token = b""

    def send(self, road: Road, *entries: Entry, withdrawals: bool = True) -> protocol.SyncTold:
        """Give acts to the hub."""
        for entry in filter(None, (self.store.get(entry.id) for entry in entries)):
            if entry.state is State.WAITING:
                self.store.change(offer(entry))
        mine = [self.store.get(entry.id) or entry for entry in entries]
        ask = protocol.SyncAsk(
            acts=tuple(act_of(each) for each in mine if each.envelope),
            withdrawals=tuple(withdrawal_of(each) for each in mine if withdrawals and each.withdrawal),
        )
        told: protocol.SyncTold = Asks(road.client, self.token).ask("/v1/sync", ask, protocol.SyncTold)
        return told

    def news(self, road: Road, entry: Entry) -> signed.SignedAck | None:
        """Ask the hub what is known of an act."""
        mark = signed.envelope_hash(entry.envelope)[: protocol.MARK_BYTES]
        ask = protocol.SyncAsk(known=(protocol.Known(entry.id, mark, 0),))
        told: protocol.SyncTold = Asks(road.client, self.token).ask("/v1/sync", ask, protocol.SyncTold)
        return told.acks[0] if told.acks else None


def copy_ledger(road: Road, to: Path) -> None:
    """Keep a copy of the office's memory."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(road.office.folder / house.LEDGER, to)
    shutil.copy(road.office.folder / memory.MARK, to.with_suffix(".mark"))


def restore_ledger(road: Road, copy: Path) -> None:
    """Put an older memory back, as a copy of the whole office would: with the mark of its time."""
    shutil.copy(copy.with_suffix(".mark"), road.office.folder / memory.MARK)
    shutil.rmtree(road.office.folder / house.LEDGER)
    shutil.copytree(copy, road.office.folder / house.LEDGER)
