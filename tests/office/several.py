"""One office on several machines, over a real hub in this process: lines break, lie, and are put back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.core.colleague import OfficeRight
from kiosk.core.errors import LinkFault
from kiosk.core.outbox import Entry
from kiosk.core.sync import Failure
from kiosk.office import chapters, desks, exchange, house, joining, people
from kiosk.office.house import House
from kiosk.uplink.office_client import OfficeClient
from tests.office.made import CHEAP, PASSPHRASE
from tests.office.road import Alter, Road, RoadDesk, Wire


@dataclass
class SeatAt:
    """One machine of the office."""

    folder: Path
    cut: bool = False
    """Whether no request leaves."""
    deaf: bool = False
    """Whether notes arrive, and the answers to them are lost."""
    alter: Alter = field(default=lambda path, told: told)


class SeatWire(Wire):
    """A line that can be cut before the hub hears anything."""

    cut: bool = False

    def post(self, path: str, body: Any, answer: Any) -> Any:
        """Ask, unless the line is cut."""
        if self.cut:
            raise LinkFault(Failure.NETWORK)
        return super().post(path, body, answer)


class Several:
    """An office with some seats, a hub and a desk."""

    def __init__(self, folder: Path, number: int = 2) -> None:
        """Set them up: everybody types the same passphrase."""
        self.road = Road(folder)
        self.road.join()
        self.folder = folder
        self.desk: RoadDesk = self.road.desk()
        self.seats = [SeatAt(self.road.office.folder)]
        with self.open(0) as first:
            people.name_me(first, "Ana")
            with self.line(first, 0) as client:
                joining.open_seats(first, client, "Accueil")
        for at in range(1, number):
            self.join(("Bo", "Cy", "Di")[at - 1])

    def join(self, who: str, label: str = "") -> int:
        """Let one more machine join, called so; gives its number."""
        at = len(self.seats)
        with self.open(0) as first, self.line(first, 0) as client:
            code = joining.expect_seat(first, client, label or f"Maison {at}")
            waits = joining.take_place(self.road.wire(), code)  # type: ignore[arg-type]
            assert desks.settle_desks(first, client) == []
            hub = first.public.hub
        client = OfficeClient(lambda: self.road.wire(waits.token), hub)  # type: ignore[arg-type, return-value]
        client.connect()
        said = joining.named_in(waits, client)
        assert said is not None
        seat = SeatAt(self.folder / f"seat{at}")
        where = joining.Where("http://127.0.0.1")
        joining.settle_seat(seat.folder, waits, said, where, who, PASSPHRASE, self.road.now, CHEAP)
        self.seats.append(seat)
        self.catch_up(at)
        return at

    def open(self, at: int, passphrase: str = PASSPHRASE) -> AbstractContextManager[House]:
        """Open the office at a seat."""
        return house.opened(
            self.seats[at].folder, passphrase, self.road.now, reach=lambda opened: self.line(opened, at)
        )

    @contextmanager
    def line(self, opened: House, at: int) -> Iterator[OfficeClient]:
        """Give a seat's way to the hub."""
        seat, token = self.seats[at], opened.ledger.noted(exchange.TOKEN)
        if seat.cut:
            raise LinkFault(Failure.NETWORK)
        wire = SeatWire(
            self.road.client,
            token,
            lambda path: (seat.deaf and path == "/v1/office/notes") or self.road.breaks(path),
            lambda path, told: seat.alter(path, told),
        )
        client = OfficeClient(lambda: wire, opened.public.hub)  # type: ignore[arg-type, return-value]
        client.connect()
        exchange.introduce(opened, client)
        yield client

    def catch_up(self, at: int) -> None:
        """Do what the console's key does: talk to the hub."""
        with self.open(at) as opened, self.line(opened, at) as client:
            exchange.relearn_all(opened, client)
            exchange.gather(opened, client)
            exchange.fill(opened, client)

    def act(self) -> Entry:
        """Let a person's act come to the hub, and to every seat."""
        entry = self.desk.hand_over()
        self.desk.send(self.road, entry)
        for at in range(len(self.seats)):
            self.catch_up(at)
        return entry

    def names(self, at: int) -> list[str]:
        """Name the seats, as one knows them."""
        with self.open(at) as opened:
            return sorted(each.label for each in chapters.office_seats(opened).values() if not each.gone)

    def add(self, at: int, who: str, passphrase: str) -> None:
        """Let one more person open the office at a seat."""
        with self.open(at) as opened:
            people.add(opened, who, OfficeRight.COORDINATES, passphrase, CHEAP)

    def copy(self, at: int) -> Path:
        """Keep a copy of a seat's folder."""
        to = self.folder / f"copy{at}"
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.seats[at].folder, to)
        return to
