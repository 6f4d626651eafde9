"""What was acknowledged survives a cut of power and a kill at any moment; what was not is not half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from kiosk.store.journal import Journal
from kiosk.store.tables import TinyStore, open_store
from tests.store.cuts import cuts
from tests.store.made import KEY, OTHER_KEY, Logging, made_entry, opened, power_cut, put_back


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_power_cut_loses_nothing_that_was_acknowledged(seed: int, tmp_path: Path) -> None:
    """After a cut at any call, with any subset of unsynced blocks, the file opens to the last promise or the next."""
    assert sum(1 for _ in cuts(tmp_path, Random(seed))) > 50


CHILD = """
import sys, os
from dataclasses import replace
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
