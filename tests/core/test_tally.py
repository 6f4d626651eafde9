"""Counts are anonymous, add up, and are written a handful at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import StoreFull
from kiosk.core.tally import Count, Outcome
from kiosk.flows.count import HANDFUL, Tally
from kiosk.store.memory import MemoryStore

counts = st.builds(Count, st.just("2026-11"), st.sampled_from(Outcome), st.sampled_from(["close", "mask"]))


class FullStore(MemoryStore):
    """A store whose disk is full until told otherwise."""

    full = True

    def count(self, counts: object) -> None:
        """Refuse, or add."""
        if self.full:
            raise StoreFull
        super().count(counts)  # type: ignore[arg-type]  # handed through


def test_a_count_names_nobody() -> None:
    """A count has a month and what was counted: no day, no person, no reference."""
    assert [field.name for field in fields(Count)] == ["month", "outcome", "procedure", "channel", "language"]


@given(st.lists(counts, max_size=30), st.data())
def test_every_count_is_written_once(each: list[Count], data: st.DataObject) -> None:
    """However often they are written, after the last writing the disk holds each count exactly once."""
    store, tally = MemoryStore(), Tally()
    for count in each:
        tally.add(count)
        if data.draw(st.booleans()):
            before = sum(store.counts().values())
            tally.write(store)
            written = sum(store.counts().values()) - before
            assert written == 0 or written >= HANDFUL
    tally.write(store, all_of_them=True)
    assert Counter(store.counts()) == Counter(each)


def test_a_full_disk_keeps_counts_for_later() -> None:
    """A disk that refuses loses no count and stops nobody."""
    store, tally = FullStore(), Tally()
    tally.add(Count("2026-11", Outcome.LEFT))
    tally.write(store, all_of_them=True)
    assert not store.counts()
    store.full = False
    tally.write(store, all_of_them=True)
    assert store.counts() == {Count("2026-11", Outcome.LEFT): 1}
