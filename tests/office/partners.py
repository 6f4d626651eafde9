"""Two offices on one hub, of which the first is a desk at the second: an act goes from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.core.consent import Understanding
from kiosk.core.outbox import Entry
from kiosk.core.passing import Partner, PassConsent, PassedAct
from kiosk.crypto import enrol
from kiosk.hub.tables import acts as hub_acts
from kiosk.machine.files import read_file
from kiosk.office import desks, exchange, keys, passing, rotation, work
from kiosk.office.house import House, Taken
from kiosk.office.passing import PartnerTalk
from kiosk.uplink.enrol import HubRegistrar
from kiosk.uplink.office_client import join_hub
from tests.office.made import MadeOffice
from tests.office.road import Road, RoadDesk

WORDS = "Le bureau B lira ce que vous avez dit, et vous appellera. Êtes-vous d’accord ?"
CONSENT = PassConsent(WORDS, "fr", "", Understanding.READ_ALOUD, datetime(2026, 12, 1, 9, tzinfo=UTC))


class SecondRoad(Road):
    """An office on another's hub."""

    def __init__(self, first: Road, folder: Path) -> None:
        """Set it up; it has not joined yet."""
        self.first = first
        super().__init__(folder, first.clock)

    def start_hub(self) -> None:
        """Use the other's hub."""
        self.hub, self.client = self.first.hub, self.first.client

    def join(self) -> None:
        """Let the office join, as one more."""
        with self.open() as opened:
            token, file = enrol.new_token(), read_file(opened.folder / keys.PUBLIC)
            code = enrol.spell_code(self.hub.code(self.hub.add_office()))
            key = join_hub(self.wire(), code, file, token)  # type: ignore[arg-type]
            rotation.renew(opened.folder, opened.secrets, hub=key)
            exchange.joined(opened, "http://127.0.0.1", "", token)
            with self.line(opened) as client:
                desks.tell_desks(opened, client)


class Partners:
    """A desk, its office, and the partner of that office."""

    def __init__(self, folder: Path) -> None:
        """Set them up, up to an act that the first office has taken."""
        self.a = Road(folder / "a")
        self.b = SecondRoad(self.a, folder / "b")
        self.b.office = MadeOffice(folder / "b" / "other")
        self.a.join()
        self.b.join()
        self.desk: RoadDesk = self.a.desk()
        self.partner = self.add()
        self.entry = self.act()

    def add(self, label: str = "Bureau du canal") -> Partner:
        """Let the first office be a desk of the other."""
        with self.b.open() as other, self.b.line(other) as client:
            code = desks.expect(other, client, label)
            with self.a.open() as house:
                registrar = HubRegistrar(lambda: self.b.wire(), code)  # type: ignore[arg-type, return-value]
                partner, called = passing.add_partner(house, registrar, "http://127.0.0.1")
            assert called == label
            assert desks.settle_desks(other, client) == []
        return partner

    def act(self) -> Entry:
        """Let a person's act come to the first office, and somebody take it."""
        entry = self.desk.hand_over()
        self.desk.send(self.a, entry)
        self.a.inbox()
        with self.a.open() as house:
            work.hold_by(house, entry.id)
        return entry

    def pass_on(self, entry: Entry | None = None) -> PassedAct:
        """Pass the act on, with her consent."""
        with self.a.open() as house:
            return passing.pass_on(house, (entry or self.entry).id, self.partner, CONSENT)

    def link(self, partner: Partner) -> Any:
        """Give the first office's line to the other's hub."""
        return self.b.wire(partner.token)

    def settle(self, house: House) -> Sequence[PartnerTalk]:
        """Exchange with the partner alone."""
        return passing.settle_passed(house, self.link)

    def exchange(self) -> Sequence[PartnerTalk]:
        """Do what the first office's exchange does."""
        self.a.inbox()
        with self.a.open() as house:
            return self.settle(house)

    def at_b(self) -> Taken:
        """Let the other office take what waits."""
        return self.b.inbox()

    def passed(self) -> PassedAct:
        """Give how the act fares, as the first office knows it."""
        with self.a.open() as house:
            return house.ledger.passed.passed(self.entry.id)[-1]

    def there(self) -> Entry:
        """Give the act as it is called over there."""
        return self.passed().entry

    @contextmanager
    def house(self) -> Iterator[House]:
        """Open the first office."""
        with self.a.open() as house:
            yield house

    def rows(self) -> list[Any]:
        """Give every act that the hub stores."""
        with self.a.hub.engine.connect() as connection:
            return list(connection.execute(hub_acts.select()).all())
