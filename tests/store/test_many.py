"""Ten thousand entries stay comfortable; what an act costs does not follow the size of the queue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from kiosk.core.outbox import by_urgency
from kiosk.store.storage import MANY
from kiosk.store.tables import TinyStore, open_store
from tests.store.made import KEY, Quick, made_entry


class Counting(Quick):
    """A disk that counts."""

    written = 0
    syncs = 0

    def write(self, descriptor: int, data: bytes, at: int) -> int:
        self.written += len(data)
        return super().write(descriptor, data, at)

    def sync(self, descriptor: int) -> None:
        self.syncs += 1


def test_ten_thousand_entries(tmp_path: Path) -> None:
    """All are found by id and by reference after opening, in order, and one more act writes about its own size."""
    disk = Counting()
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=disk)
    costs = {}
    for number in range(10_000):
        before = disk.written
        store.add(made_entry(number))
        if number in (101, 1_001, 9_999):
            costs[number] = disk.written - before
    assert max(costs.values()) < 2_200
    assert max(costs.values()) - min(costs.values()) < 10
    assert disk.syncs < 10_010
    store.close()
    store = open_store(tmp_path / "store", KEY)
    entries = store.entries()
    assert [int(entry.reference) for entry in entries] == list(range(10_000))
    for number in Random(1).sample(range(10_000), 200):
        entry = made_entry(number)
        assert store.get(entry.id) == store.find(entry.reference) == entry
    assert len(by_urgency(entries)) == 10_000
    store.close()


def test_many_entries_change_in_one_flush(tmp_path: Path) -> None:
    """Two hundred acts are noted with one sync, and a change of nothing with none."""
    disk = Counting()
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=disk)
    for number in range(200):
        store.add(made_entry(number))
    before = disk.syncs
    store.amend([entry.id for entry in store.entries()], lambda entry: replace(entry, attempts=1))
    assert disk.syncs == before + 1
    store.amend([entry.id for entry in store.entries()], lambda entry: entry)
    assert disk.syncs == before + 1
    store.close()


def test_a_file_that_is_never_closed_does_not_grow_for_ever(tmp_path: Path) -> None:
    """A desk that is always switched off hard compacts when it is opened, and loses nothing by it."""
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=Quick())
    entry = made_entry(1)
    store.add(entry)
    for attempt in range(MANY):
        store.change(replace(entry, attempts=attempt))
    store._db.journaled._journal.close()  # as a kill would
    long = (tmp_path / "store" / "journal").stat().st_size
    store = open_store(tmp_path / "store", KEY)
    assert (tmp_path / "store" / "journal").stat().st_size < long / 1000
    assert store.get(entry.id) == replace(entry, attempts=MANY - 1)
    store.close()
