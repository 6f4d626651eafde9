"""What one desk runs on a road: its real sync, and its real way to the hub."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.outbox import Entry, carried_id
from kiosk.core.reference import Ticket
from kiosk.desk import road as desk_road
from kiosk.desk.desk import Desk
from kiosk.desk.settings import Settings
from kiosk.flows.sync import RoadReport, Sync
from kiosk.flows.who import Who
from kiosk.office import keys
from kiosk.uplink.client import HubClient
from kiosk.wire.signed import envelope_hash
from tests.fakes import FakeRandom
from tests.office.road import Road, RoadDesk


@dataclass
class File:
    """The office's public file, as it stays."""

    number: int = 99
    kept: list[bytes] = field(default_factory=list)
    """What the desk believed to be a newer one."""

    def serial(self) -> int:
        """Give its number."""
        return self.number

    def keep(self, file: bytes) -> None:
        """Note it."""
        self.kept.append(file)


@dataclass
class Line:
    """What one desk runs: its real sync and its real way to the hub."""

    road: Road
    desk: RoadDesk
    random: FakeRandom = field(default_factory=FakeRandom)
    file: File = field(default_factory=File)

    def client(self) -> HubClient:
        """Give the way to the hub."""
        office = keys.public(self.road.office.folder)
        return HubClient(lambda: self.road.wire(self.desk.token), self.desk.id, lambda: office)  # type: ignore[arg-type, return-value]

    def sync(self) -> RoadReport:
        """Sync, because somebody asked for it."""
        way, clock = self.client(), self.desk.clock
        return Sync(self.desk.store, way, self.file, clock, self.random, envelope_hash).run(now=True)

    def take_back(self, entry: Entry, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        """She comes here with the receipt of another desk's act."""
        monkeypatch.setattr(desk_road, "hub_client", lambda *_: (self.client(), None))
        way: Any = desk_road.DeskRoad(Desk(Path(), Settings()), self.desk.store, self.desk.sealer, Who())
        ticket = Ticket(entry.reference, key)
        act = way.elsewhere(ticket, lambda do: do()).words[0].act
        assert act == entry.id
        way.take_back(ticket, act, self.desk.clock(), lambda do: do())

    def here(self, entry: Entry) -> Entry:
        """Give this desk's record of an act, or of a withdrawal that it carries."""
        found = self.desk.store.get(entry.id) or self.desk.store.get(carried_id(entry.key_hash))
        assert found is not None
        return found
