"""A trace costs no second wait for the disk, tells of nothing that is not there, and is as unreadable as the rest."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.core.errors import StoreFull
from kiosk.core.tally import Count, Outcome
from kiosk.core.trace import Event, Trace
from kiosk.store.tables import TinyStore, open_store
from tests.store.made import KEY, Failing, made_entry

Job = Callable[[TinyStore], object]
WHO = "Zenobie-des-Tilleuls"
TRACE = Trace(datetime(2026, 1, 1, tzinfo=UTC), WHO, Event.RECORDED, bytes(16))


def test_an_act_and_its_trace_are_one_flush(tmp_path: Path) -> None:
    """Recording, changing and forgetting an act wait for the disk once each, with all that goes along."""
    disk = Failing()
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=disk)
    store.add(made_entry(0))
    jobs: list[Job] = [
        lambda store: store.add(made_entry(1), TRACE),
        lambda store: store.change(made_entry(1), TRACE),
        lambda store: store.amend([made_entry(1).id], lambda entry: replace(entry, attempts=1), TRACE),
        lambda store: store.forget([made_entry(1).id], {Count("2026-01", Outcome.DONE): 1}),
    ]
    for job in jobs:
        disk.calls.clear()
        job(store)
        assert disk.calls.count("sync") == disk.calls.count("write") == 1
    store.close()


def test_a_full_disk_takes_neither_the_act_nor_its_trace(tmp_path: Path) -> None:
    """What was refused is nowhere, now and after opening again, and the next number is not skipped."""
    disk = Failing()
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=disk)
    store.add(made_entry(1), TRACE)
    jobs: list[Job] = [
        lambda store: store.add(made_entry(2), TRACE),
        lambda store: store.amend([made_entry(1).id], lambda entry: replace(entry, attempts=1), TRACE),
        lambda store: store.trace(TRACE),
        lambda store: store.forget([made_entry(1).id], {Count("2026-01", Outcome.DONE): 1}),
    ]
    for job in jobs:
        disk.fail("sync", errno.ENOSPC)
        with pytest.raises(StoreFull):
            job(store)
        store.close()
        store = TinyStore(tmp_path / "store", KEY, disk=disk)
        assert [entry.reference for entry in store.entries()] == ["000000001"]
        assert [trace.number for trace in store.traces()] == [1]
        assert not store.counts()
    store.trace(TRACE)
    assert [trace.number for trace in store.traces()] == [1, 2]
    store.close()


def test_a_pseudonym_is_in_no_file(tmp_path: Path) -> None:
    """Neither who nor what is readable, in the file and in the one before."""
    store = open_store(tmp_path / "store", KEY, create=True)
    for _ in range(20):
        store.trace(TRACE)
    store.compact()
    store.trace(TRACE)
    store.close()
    for file in (tmp_path / "store").iterdir():
        data = file.read_bytes()
        assert not [word for word in (WHO, "Zenobie", "recorded", "traces") if word.encode() in data]
