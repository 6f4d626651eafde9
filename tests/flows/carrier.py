"""A carrier that keeps what it is given, and the store beside it, for the tests of exports."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.core.errors import FileFault
from kiosk.core.outbox import Entry
from kiosk.core.ports import Parcel
from tests.fakes import FaultyStore, an_entry


class FakeCarrier:
    """Keeps parcels, and looks at the store when the first byte would leave."""

    def __init__(self, store: FaultyStore, failing: FileFault | None = None) -> None:
        """Take nothing yet."""
        self.store, self.failing = store, failing
        self.parcels: list[Parcel] = []
        self.stood: dict[bytes, Entry] = {}
        self.left: list[bytes] = []

    def leave(self, health: bytes) -> None:
        """Keep what the desk says of itself, or fail."""
        if self.failing:
            raise self.failing
        self.left.append(health)

    def write(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        """Keep them, or fail."""
        self.stood = {entry.id: entry for entry in self.store.entries()}
        if self.failing:
            raise self.failing
        self.parcels += parcels
        return [f"file-{number}" for number, _ in enumerate(parcels)]


def numbered(number: int, **changes: object) -> Entry:
    """Make an entry with its own id and reference."""
    return an_entry(id=number.to_bytes(16), reference=f"{number:09d}", **changes)


def shelf(*entries: Entry) -> tuple[FaultyStore, FakeCarrier]:
    """Make a store that holds these, and a carrier that watches it."""
    store = FaultyStore()
    for entry in entries:
        store.add(entry)
    return store, FakeCarrier(store)
