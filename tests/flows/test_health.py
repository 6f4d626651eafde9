"""A desk says how it fares after its acts have gone, each time under a higher number; what fails stops nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.core.errors import DriveFull, KioskError, LinkFault, StoreFull
from kiosk.core.health import Drift, Health, PaperState
from kiosk.core.outbox import State
from kiosk.core.sync import Failure
from kiosk.flows.export import export
from kiosk.flows.health import HealthTeller
from kiosk.flows.sync import Sync
from tests.core.well import GOOD
from tests.fakes import FakeClock, FakeRandom, FaultyStore, an_entry
from tests.flows.carrier import numbered, shelf
from tests.flows.hub_simulator import File, Simulator, digest


class Told:
    """A desk that says how it fares, unsealed, so that a test can read it."""

    def __init__(self, store: FaultyStore | None = None) -> None:
        self.store, self.day, self.drift = store or FaultyStore(), date(2026, 11, 30), Drift.RIGHT
        self.paper: PaperState | None = None
        self.said: list[tuple[int, Health]] = []
        self.teller = self.opened()

    def opened(self) -> HealthTeller:
        """Open the desk, perhaps again."""
        return HealthTeller(self.store, self._look, lambda: self.paper, self._seal)

    def _look(self) -> Health:
        return replace(GOOD, day=self.day, drift=self.drift, paper=PaperState.UNKNOWN)

    def _seal(self, number: int, health: Health) -> bytes:
        self.said.append((number, health))
        return number.to_bytes(8)

    @property
    def numbers(self) -> list[int]:
        """Give the numbers in their order."""
        return [number for number, _ in self.said]


def test_each_word_has_a_higher_number_also_after_the_desk_was_closed() -> None:
    """The last number is on the disk: a desk that is opened again goes on from there, whatever its clock says."""
    told = Told()
    told.teller()
    told.teller()
    told.teller = told.opened()
    told.day = date(2026, 1, 1)
    told.teller()
    told.day, told.drift = date(2038, 1, 1), Drift.DAYS
    told.teller()
    assert told.numbers == sorted(set(told.numbers))
    assert told.numbers[-1] - told.numbers[0] == 3


def test_a_full_disk_is_told() -> None:
    """A disk that takes no note is what the office must hear of: the word goes, under a number of its own."""
    told = Told()
    told.teller()
    told.store.failing = StoreFull()
    told.teller()
    told.teller()
    assert len(set(told.numbers)) == 3


def test_how_the_printer_was_is_remembered() -> None:
    """What the last print said stays until another says something, also over a night."""
    told = Told()
    told.teller()
    told.paper = PaperState.OUT
    told.teller()
    told.paper, told.teller = None, told.opened()
    told.teller()
    assert [health.paper for _, health in told.said] == [PaperState.UNKNOWN, PaperState.OUT, PaperState.OUT]
    told.store.note("health", b"\0" * 8 + b"Zo\xe9")
    told.teller()
    assert told.said[-1][1].paper is PaperState.UNKNOWN


# ---- with the hub


def synced(told: Told, world: Simulator) -> Sync:
    """Make the errand."""
    return Sync(told.store, world, File(), FakeClock(), FakeRandom(), digest, told.teller)


def test_it_goes_once_a_run_after_the_acts() -> None:
    """The acts have been answered when the first byte of it leaves."""
    told, world = Told(), Simulator()
    told.store.add(an_entry())
    assert synced(told, world).run(now=True).held == 1
    assert (len(world.asked), len(world.healths)) == (1, 1)


@pytest.mark.parametrize("fault", [LinkFault(Failure.SERVER_ERROR), LinkFault(Failure.NETWORK)])
def test_a_hub_that_takes_none_takes_the_acts(fault: Exception) -> None:
    """What fails of it fails nothing: the acts are held, the road is good, the next run is as soon as ever."""
    told, world = Told(), Simulator()
    told.store.add(an_entry())
    world.health_fault = fault
    report = synced(told, world).run(now=True)
    assert (report.failure, report.held, world.healths) == (None, 1, [])


@pytest.mark.parametrize("fault", [StoreFull(), ValueError("no reader would accept this")])
def test_what_cannot_be_said_stands_in_no_acts_way(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that cannot be read, a record that cannot be written: said another time."""
    told, world = Told(), Simulator()
    told.store.add(an_entry())

    def fails(*_: object) -> bytes:
        raise fault

    monkeypatch.setattr(told, "teller", fails)
    report = synced(told, world).run(now=True)
    assert (report.failure, report.held) == (None, 1)


def test_without_a_line_nothing_is_said() -> None:
    """It is no reason to try: a hub that is not reached hears nothing."""
    told, world = Told(), Simulator()
    world.down = Failure.NETWORK
    synced(told, world).run(now=True)
    assert (told.said, world.healths) == ([], [])


# ---- on a key


def test_a_key_has_it_also_where_nothing_else_has_to_travel() -> None:
    """With acts and without, the newest word is left; where the desk says nothing of itself, nothing is."""
    store, carrier = shelf(numbered(1))
    told = Told(store)
    assert export(store, carrier, FakeClock(), training=False, health=told.teller).acts == 1
    store.amend([(1).to_bytes(16)], lambda entry: replace(entry, state=State.TAKEN))
    only = export(store, carrier, FakeClock(), training=False, health=told.teller)
    assert (only.files, only.told) == ((), True)
    assert [int.from_bytes(each) for each in carrier.left] == told.numbers
    assert len(told.numbers) == 2
    assert not export(store, carrier, FakeClock(), training=False).told
    assert len(carrier.left) == 2


def test_a_key_that_has_room_for_the_acts_alone_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Full after the acts, or pulled: they were written, which is what is reported."""
    store, carrier = shelf(numbered(1))

    def full(_: bytes) -> None:
        raise DriveFull("key")

    monkeypatch.setattr(carrier, "leave", full)
    done = export(store, carrier, FakeClock(), training=False, health=Told(store).teller)
    assert (done.acts, done.told) == (1, False)
    assert issubclass(DriveFull, KioskError)
