"""A desk with a store in memory and a hub behind the `Uplink` port, for the tests of sync."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry, State
from kiosk.flows.sync import RoadReport, Sync
from tests.fakes import NOW, FakeRandom, FaultyStore, an_entry
from tests.flows.hub_simulator import File, Simulator, digest


class Desk:
    """A desk at the side of a simulated hub."""

    def __init__(self, acts: int = 0) -> None:
        self.store, self.world, self.file = FaultyStore(), Simulator(), File()
        self.seconds = 0.0
        for _ in range(acts):
            self.add()
        self.sync = self.start()

    def start(self) -> Sync:
        """Start the program anew."""
        return Sync(self.store, self.world, self.file, self.clock, FakeRandom(), digest)

    def clock(self) -> Moment:
        """Read its clocks."""
        return replace(NOW, wall=NOW.wall + timedelta(seconds=self.seconds), monotonic=NOW.monotonic + self.seconds)

    def add(self, **changes: object) -> Entry:
        """Put another act into the store."""
        number = len(self.store.entries()) + 1
        sealed = hashlib.shake_128(bytes([number % 256, number // 256])).digest(1100)
        usual: dict[str, object] = {"id": number.to_bytes(16), "reference": f"{number:09d}", "envelope": sealed}
        entry = an_entry(**{**usual, **changes})
        self.store.add(entry)
        return entry

    def run(self, after: float = 0.0, now: bool = False) -> RoadReport:
        """Sync, after so many seconds."""
        self.seconds += after
        return self.sync.run(now)

    def states(self) -> list[State]:
        """Give how each act stands."""
        return [entry.state for entry in self.store.entries()]

    def to(self, number: int) -> Entry:
        """Give one act."""
        found = self.store.get(number.to_bytes(16))
        assert found
        return found
