"""Measure the store: one durable act against SQLite on the same disk, flushes and bytes per act, time to open.

    python scripts/measures/store.py [folder on the disk to measure]

The two stores take turns within each round, so that a noisy machine disturbs both. Times are medians of rounds,
with the least and the most; the worst ratio comes last. Flushes and bytes are counted, not timed: they are what
carries over to slower disks. Exits 1 beyond the limits below.
"""

from __future__ import annotations

import gc
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.crypto import box
from kiosk.store.disk import Disk
from kiosk.store.storage import MANY
from kiosk.store.tables import TinyStore
from scripts.measures.figures import Reading, tell
from tests.store.made import Quick

SIZES = (100, 1_000, 10_000)
ROUNDS, ACTS = 9, 20
ENVELOPE = 1_100

MOST_TIMES_SQLITE = 3.0  # at 1,000 entries
MOST_MS_AT_10_000 = 10.0
MOST_MS_TO_OPEN = 150.0


class Counting(Disk):
    """Counts what reaches the disk."""

    flushes = 0
    written = 0

    def write(self, descriptor: int, data: bytes, at: int) -> int:
        """Write and count."""
        self.written += len(data)
        return super().write(descriptor, data, at)

    def sync(self, descriptor: int) -> None:
        """Flush and count."""
        self.flushes += 1
        super().sync(descriptor)


def entry(number: int) -> Entry:
    """Make an entry of the usual size."""
    random = Random(number)
    return Entry(
        id=random.randbytes(16),
        reference=f"{number:09d}",
        key_hash=random.randbytes(32),
        envelope=random.randbytes(ENVELOPE),
        made=Moment(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number), float(number), "boot"),
        news_by=date(2026, 2, 1),
    )


class Sqlite:
    """What one would use otherwise: WAL, every commit synced, a sealed blob and a unique index."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Open or make the file."""
        self.key = key
        self.db = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
        self.db.execute("pragma journal_mode=wal")
        self.db.execute("pragma synchronous=full")
        self.db.execute("create table if not exists entries (id blob primary key, reference text unique, sealed blob)")

    def add(self, entry: Entry) -> None:
        """Insert one entry in a transaction of its own."""
        sealed = box.lock(self.key, entry.envelope + entry.key_hash + bytes(100), entry.id)
        self.db.execute("insert into entries values (?, ?, ?)", (entry.id, entry.reference, sealed))


@dataclass(frozen=True)
class Result:
    """What was measured at one size. Milliseconds per act, medians of each round."""

    size: int
    ours: list[float]
    sqlite: list[float]
    flushes: float
    written: float
    opening: list[float]


def timed(act: Callable[[], object]) -> float:
    """Give the milliseconds that something takes."""
    begin = perf_counter()
    act()
    return (perf_counter() - begin) * 1e3


def fill(folder: Path, key: bytes, size: int) -> None:
    """Make both stores with so many entries."""
    store = TinyStore(folder / "store", key, create=True, disk=Quick())
    for number in range(size):
        store.add(entry(number))
    store.compact()
    store.close()
    other = Sqlite(folder, key)
    other.db.execute("begin")
    for number in range(size):
        other.add(entry(number))
    other.db.execute("commit")
    other.db.execute("pragma wal_checkpoint(truncate)")
    other.db.close()


def measure(folder: Path, size: int, rounds: int = ROUNDS, acts: int = ACTS) -> Result:
    """Measure one size in a folder of its own."""
    key = box.new_key()
    fill(folder, key, size)
    disk = Counting()
    opening = []
    for _ in range(rounds):
        gc.collect()
        held: list[TinyStore] = []
        opening.append(timed(lambda held=held: held.append(TinyStore(folder / "store", key, disk=disk))))  # type: ignore[misc]
        held[0].close()
    store, other = TinyStore(folder / "store", key, disk=disk), Sqlite(folder, key)
    store.add(entry(size))  # the first act after opening writes zeros ahead
    ours, theirs, number = [], [], size + 1
    before = disk.flushes, disk.written
    for _ in range(rounds):
        mine, its = [], []
        for _ in range(acts):
            act = entry(number)
            number += 1
            mine.append(timed(lambda act=act: store.add(act)))  # type: ignore[misc]
            its.append(timed(lambda act=act: other.add(act)))  # type: ignore[misc]
        ours.append(median(mine))
        theirs.append(median(its))
    flushes, written = (
        (now - then) / (rounds * acts) for now, then in zip((disk.flushes, disk.written), before, strict=True)
    )
    result = Result(size, ours, theirs, flushes, written, opening)
    store.close()
    other.db.close()
    return result


def open_uncompacted(folder: Path, size: int) -> float:
    """Give the milliseconds to open a store that was never closed: one record per act, then one compaction."""
    key = box.new_key()
    store = TinyStore(folder / "store", key, create=True, disk=Quick())
    for number in range(size):
        store.add(entry(number))
    store._db.journaled._journal.close()  # as a cut of power would: no compaction
    return timed(lambda: TinyStore(folder / "store", key).close())


def spread(values: list[float], unit: str = "ms") -> str:
    """Say a median with the least and the most."""
    return f"{median(values):6.2f} {unit} ({min(values):.2f}-{max(values):.2f})"


def main() -> int:
    """Measure, print, judge."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("/var/tmp")  # not a memory file system
    base = Path(tempfile.mkdtemp(prefix="bench_store_", dir=place))
    try:
        results = []
        for size in SIZES:
            (base / str(size)).mkdir()
            results.append(measure(base / str(size), size))
        (base / "killed").mkdir()
        killed = open_uncompacted(base / "killed", MANY - 1)
    finally:
        shutil.rmtree(base)

    print(f"one durable act, {ROUNDS} rounds of {ACTS}, in turns with SQLite (WAL, synchronous=FULL)")
    for each in results:
        print(
            f"{each.size:6} entries: {spread(each.ours)}   SQLite {spread(each.sqlite)}"
            f"   {each.flushes:.2f} flushes   {each.written:.0f} bytes"
        )
    for each in results:
        print(f"{each.size:6} entries open in {spread(each.opening)}")
    print(f"{MANY - 1:6} acts after a cut of power, one record each, open in {killed:6.2f} ms")
    ratios = {r.size: [a / b for a, b in zip(r.ours, r.sqlite, strict=True)] for r in results}
    for size, values in sorted(ratios.items(), key=lambda item: median(item[1])):
        print(f"ratio to SQLite at {size:6}: {spread(values, 'times')}")

    flushes, written = [r.flushes for r in results], [r.written for r in results]
    last = results[-1]
    tell(
        *(
            Reading(f"one durable act at {size}, of SQLite's", values)
            for size, values in ratios.items()
            if size != 1_000
        ),
        Reading("one durable act at 1000, of SQLite's", ratios[1_000], limit=MOST_TIMES_SQLITE),
        Reading("one durable act at 10000", last.ours, "ms", MOST_MS_AT_10_000),
        Reading("opening 10000 entries", last.opening, "ms", MOST_MS_TO_OPEN),
        Reading("flushes per act", flushes, "", 1.05, "most"),
        Reading("bytes per act, the most of the least", [max(written) / min(written)], limit=1.1),
        Reading("opening after a cut of power", [killed], "ms"),
    )
    beyond = [
        said
        for said, held in {
            "flushes per act are one at every size": max(flushes) <= 1.05,
            "bytes per act are the same at every size": max(written) <= 1.1 * min(written),
            "at most 3 times SQLite at 1,000": median(ratios[1_000]) <= MOST_TIMES_SQLITE,
            "under 10 ms at 10,000": median(last.ours) < MOST_MS_AT_10_000,
            "10,000 entries open in under 150 ms": median(last.opening) < MOST_MS_TO_OPEN,
        }.items()
        if not held
    ]
    for said in beyond:
        print(f"NOT HELD: {said}")
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
