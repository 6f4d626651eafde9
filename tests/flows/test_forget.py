"""Forgetting, carried out: what is gone is under no key that is left, and what stops half-way is due again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import KioskError, StoreFull
from kiosk.core.outbox import State
from kiosk.core.retention import Keep
from kiosk.core.staff import Member
from kiosk.core.tally import Count, Outcome
from kiosk.core.trace import Event
from kiosk.flows.forget import forget
from kiosk.flows.who import Who
from kiosk.store.memory import MemoryStore
from kiosk.store.tables import TinyStore
from kiosk.wire import envelope_hash
from tests.fakes import NOON, FakeClock
from tests.store.made import KEY, OTHER_KEY, Quick, made_entry

KEEP = Keep(30, 180, 365)
WHO = Who(Member(1, "Ama"))
LATER = NOON + timedelta(days=200)


def test_what_is_due_goes_for_good(tmp_path: Path) -> None:
    """After the days, no file holds a byte of the sealed act under any key that was, and the number is counted."""
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=Quick())
    final, opened, waiting = (
        made_entry(1, state=State.PROOF_SEEN),
        made_entry(2, state=State.TAKEN),
        made_entry(3, state=State.UNCERTAIN),
    )
    for entry in (final, opened, waiting):
        store.add(entry)
    before = {path.name: path.read_bytes() for path in (tmp_path / "store").iterdir()}
    gone = forget(store, FakeClock(), WHO, KEEP, lambda _: NOON, LATER, lambda: store.rekey(OTHER_KEY), envelope_hash)
    assert (gone.entries, gone.envelopes, gone.for_good) == (1, 1, True)
    assert list(store.entries()) == [replace(opened, envelope=b"", hash=envelope_hash(opened.envelope)), waiting]
    assert store.counts() == {Count(f"{LATER:%Y-%m}", Outcome.DONE): 1}
    assert [trace.event for trace in store.traces()] == [Event.PURGED]
    assert not forget(store, FakeClock(), WHO, KEEP, lambda _: NOON, LATER, lambda: store.rekey(KEY), envelope_hash)
    store.close()
    after = [path.read_bytes() for path in (tmp_path / "store").iterdir()]
    assert not [data for data in after if before["journal"][50:200] in data]


def test_a_key_that_cannot_change_is_said() -> None:
    """If the re-key fails the entries are gone all the same, and the answer says that the old key is still in use."""
    store = MemoryStore()
    store.add(made_entry(1, state=State.DECLINED))

    def refuse() -> None:
        raise StoreFull

    assert not forget(store, FakeClock(), WHO, KEEP, lambda _: NOON, LATER, refuse, envelope_hash).for_good
    assert not store.entries()


def test_half_done_is_due_again() -> None:
    """A disk that fills up in between loses no act and no count: the next time does the rest, once."""

    class Filling(MemoryStore):
        full = True

        def forget(self, acts: object, counts: object = None) -> None:
            if self.full:
                raise StoreFull
            super().forget(acts, counts)  # type: ignore[arg-type]  # as it came

    store = Filling()
    store.add(made_entry(1, state=State.TAKEN))
    store.add(made_entry(2, state=State.STOPPED))
    with pytest.raises(KioskError):
        forget(store, FakeClock(), WHO, KEEP, lambda _: NOON, LATER, lambda: None, envelope_hash)
    assert len(store.entries()) == 2
    assert not store.counts()
    store.full = False
    assert forget(store, FakeClock(), WHO, KEEP, lambda _: NOON, LATER, lambda: None, envelope_hash).entries == 1
    assert store.counts() == {Count(f"{LATER:%Y-%m}", Outcome.STOPPED): 1}
