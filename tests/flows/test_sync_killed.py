"""A desk that is killed in the midst of a sync: the disk says what may have left, and it is handed over once."""

from __future__ import annotations

import os
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest

from kiosk.core.outbox import State
from kiosk.core.word import Ask, Told
from kiosk.flows.sync import Sync
from kiosk.store.tables import open_store
from tests.fakes import NOW, FakeRandom
from tests.flows.hub_simulator import File, Simulator, digest
from tests.store.made import KEY, made_entry

ACTS = 5
CONNECTS, LEAVES, ARRIVED = "connects", "leaves", "arrived"


class Killed(Simulator):
    """A hub during whose first request the desk is killed."""

    def __init__(self, at: str, arrived: Path) -> None:
        super().__init__()
        self._at, self._arrived = at, arrived

    def connect(self) -> None:
        """Come up."""
        if self._at == CONNECTS:
            die()
        super().connect()

    def sync(self, ask: Ask) -> Told:
        """Take what comes, or not."""
        if self._at == ARRIVED and ask.acts:
            self._arrived.write_text("\n".join(entry.reference for entry in ask.acts))
        if self._at == LEAVES or ask.acts:
            die()
        return super().sync(ask)


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def syncs(folder: Path, at: str) -> None:
    """Sync in a process of its own, which does not survive it."""
    store = open_store(folder / "store", KEY)
    Sync(store, Killed(at, folder / "arrived"), File(), lambda: NOW, FakeRandom(), digest).run()


@pytest.mark.parametrize("at", [CONNECTS, LEAVES, ARRIVED])
def test_a_killed_desk_loses_and_repeats_nothing(tmp_path: Path, at: str) -> None:
    """After kill -9 what may have left is uncertain, what cannot have left waits, and the next run hands over all."""
    store = open_store(tmp_path / "store", KEY, create=True)
    entries = [made_entry(number, state=State.WAITING) for number in range(ACTS)]
    for entry in entries:
        store.add(entry)
    store.close()
    child = get_context("spawn").Process(target=syncs, args=(tmp_path, at))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL

    store = open_store(tmp_path / "store", KEY)
    after = store.entries()
    assert {entry.state for entry in after} == {State.WAITING if at == CONNECTS else State.UNCERTAIN}
    assert {entry.envelope for entry in after} == {entry.envelope for entry in entries}
    hub = Simulator()
    if at == ARRIVED:
        arrived = set((tmp_path / "arrived").read_text().split())
        hub.connect()
        hub.sync(Ask(acts=tuple(entry for entry in after if entry.reference in arrived)))
        hub.close()
    report = Sync(store, hub, File(), lambda: NOW, FakeRandom(), digest).run(now=True)
    assert (report.failure, report.held) == (None, ACTS)
    assert {entry.state for entry in store.entries()} == {State.HELD}
    assert len(hub.hub.acts) == ACTS
    store.close()
