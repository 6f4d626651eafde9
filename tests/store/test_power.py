"""What was acknowledged survives a cut of power and a kill at any moment; what was not is not half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kiosk.core.errors import NotGenuine, StoreFull, StoreMissing
from kiosk.store.journal import Journal
from kiosk.store.tables import TinyStore, open_store
from tests.store.made import KEY, OTHER_KEY, Logging, Quick, made_entry, opened, power_cut, put_back

Promise = tuple[int, list[list[bytes]]]
"""From this place in the log on, the file must hold one of these lists of records."""


def logged_run(folder: Path, random: Random) -> tuple[list[tuple[Any, ...]], list[Promise]]:
    """Do random things; gives the log, and what was promised from which place in the log on."""
    disk = Logging()
    promised: list[Promise] = []
    kept: list[bytes] = []
    key = KEY
    journal = Journal(folder, key, create=True, disk=disk)
    promised.append((len(disk.log), [[]]))
    for number in range(random.randrange(5, 25)):
        what = random.random()
        if what < 0.08:
            fewer = kept[random.randrange(len(kept) + 1) :]  # forget some, then compact
            promised.append((len(disk.log), [kept, fewer]))
            kept = fewer
            journal.rewrite(kept, keep=random.random() < 0.5)
        elif what < 0.12:
            key = OTHER_KEY if key == KEY else KEY
            journal.rekey(key, kept)
        elif what < 0.2:
            journal.close()
            journal = Journal(folder, key, disk=disk)
        elif what < 0.3:
            disk.space = random.randrange(2000)  # the zeros ahead are tried first, so a small act may still fit
            payload = number.to_bytes(2) + random.randbytes(random.choice((900, 3000)))
            with suppress(StoreFull):
                journal.append(payload)
                kept.append(payload)
            disk.space = None
        else:
            size = random.choice((0, 10, 500, 1300, 5000, 300_000))
            kept.append(number.to_bytes(2) + random.randbytes(size))
            journal.append(kept[-1])
        promised.append((len(disk.log), [kept.copy()]))
    journal.close()
    return disk.log, promised


def open_either(folder: Path) -> Journal:
    """Open with the one of the two keys that fits, as after a cut while re-keying."""
    try:
        return Journal(folder, KEY, disk=Quick())
    except NotGenuine:
        return Journal(folder, OTHER_KEY, disk=Quick())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_power_cut_loses_nothing_that_was_acknowledged(seed: int, tmp_path: Path) -> None:
    """After a cut at any call, with any subset of unsynced blocks, the file opens to the last promise or the next."""
    random = Random(seed)
    log, promised = logged_run(tmp_path / "run", random)
    for cut in range(len(log) + 1):
        before = [allowed for at, allowed in promised if at <= cut]
        after = next((allowed for at, allowed in promised if at > cut), [])
        for _ in range(2):
            put_back(tmp_path / "cut", power_cut(log[:cut], random))
            try:
                journal = open_either(tmp_path / "cut")
            except StoreMissing:
                assert not before
                continue
            assert journal.payloads in [*(before[-1] if before else []), *after]
            found = journal.payloads.copy()
            journal.append(b"goes on")
            journal.close()
            journal = open_either(tmp_path / "cut")
            assert journal.payloads == [*found, b"goes on"]
            assert journal.notices == []
            journal.close()


CHILD = """
import sys, os
from dataclasses import replace
from contextlib import suppress
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.store.made import KEY, made_entry
from kiosk.store.tables import open_store
store = open_store(Path(sys.argv[1]), KEY, create=True)
for number in range(int(sys.argv[2]), 1 << 30):
    store.add(made_entry(number))
    if number % 7 == 3:
        store.change(replace(made_entry(number), attempts=1))
    if number % 29 == 11:
        store.compact()
    os.write(1, b"%d\\n" % number)
"""


@pytest.mark.slow
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """After each of several kills every acknowledged act is there once, as it was, and at most one more."""
    random = Random(int.from_bytes(os.urandom(4)))
    root = str(Path(__file__).parents[2])
    done = 0
    for _ in range(8):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path / "store"), str(done), root], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(random.random() * 0.08)
        child.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in (first + child.stdout.read()).splitlines(keepends=True) if b"\n" in line]
        child.wait()
        store = open_store(tmp_path / "store", KEY)
        entries = store.entries()
        assert [int(entry.reference) for entry in entries] == list(range(len(entries)))
        assert acknowledged[-1] + 1 <= len(entries) <= acknowledged[-1] + 2
        for entry in entries[: acknowledged[-1] + 1]:
            number = int(entry.reference)
            assert entry == made_entry(number, attempts=int(number % 7 == 3))
        done = len(entries)
        store.change(made_entry(done - 1, attempts=int((done - 1) % 7 == 3)))  # it may have come half way
        store.close()


def test_a_cut_while_compacting_keeps_every_table(tmp_path: Path) -> None:
    """At every call of a compaction, the store opens with the same entries, counts and notes."""
    disk = Logging()
    store = TinyStore(tmp_path / "run", KEY, create=True, disk=disk)
    for number in range(30):
        store.add(made_entry(number))
    store.note("name", b"value")
    begin = len(disk.log)
    store.compact()
    end = len(disk.log)
    store.close()
    random = Random(3)
    for cut in range(begin, end + 1):
        put_back(tmp_path / "cut", power_cut(disk.log[:cut], random))
        store = open_store(tmp_path / "cut", KEY)
        assert list(store.entries()) == [made_entry(number) for number in range(30)]
        assert store.noted("name") == b"value"
        store.close()


def test_a_power_cut_can_break_a_file_that_is_written_in_place(tmp_path: Path) -> None:
    """The rebuilt states are harsh enough: they break a file that is rewritten in place and then synced."""
    disk = Logging()
    descriptor = disk.open(tmp_path / "naive", os.O_RDWR | os.O_CREAT)
    disk.sync_folder(tmp_path)
    for letter in (b"a", b"b"):
        disk.write(descriptor, letter * 20_000, 0)
        disk.sync(descriptor)
    disk.close(descriptor)
    left = {power_cut(disk.log[:-1], Random(seed))["naive"] for seed in range(40)}
    assert any(set(data) == set(b"ab") for data in left)


def test_removal_of_the_old_key_is_finished_when_opening(tmp_path: Path) -> None:
    """If the power goes after the new key is in use, opening removes what is left under the old key."""
    disk = Logging()
    journal = Journal(tmp_path / "run", KEY, create=True, disk=disk)
    journal.append(b"old")
    journal.rekey(OTHER_KEY, [b"new"])
    journal.close()
    renamed = max(at for at, entry in enumerate(disk.log) if entry[0] == "rename")
    put_back(tmp_path / "cut", power_cut(disk.log[: renamed + 2], Random(1)))
    assert (tmp_path / "cut" / "journal.previous").exists()
    with opened(tmp_path / "cut", OTHER_KEY) as journal:
        assert journal.payloads == [b"new"]
    assert not (tmp_path / "cut" / "journal.previous").exists()
