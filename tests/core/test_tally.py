"""Counts are anonymous, join nothing, add up, and are written a handful of acts at a time."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import StoreFull
from kiosk.core.tally import ASKED, UNSAID, Count, Duration, Outcome, Site, Topic, Wanted, of_act, of_visit
from kiosk.flows.count import HANDFUL, Tally
from tests.fakes import FaultyStore
from tests.memory import MemoryStore

acts = st.builds(
    of_act,
    st.just("2026-11"),
    st.sampled_from(Outcome),
    st.sampled_from(["close", "mask"]),
    st.sampled_from(["", "office"]),
    st.sampled_from(["fr", "ta"]),
    st.sampled_from(["self", "child"]),
)


def test_a_count_names_nobody_and_joins_nothing() -> None:
    """A count has a month and one value of one topic: no day, no reference, and never two things of one person."""
    assert Count._fields == ("month", "value", "topic")


visits = st.lists(acts, max_size=4).map(lambda done: [*done, of_visit("2026-11", Wanted(), 5, {})])


@given(st.lists(visits, max_size=15), st.data())
def test_every_count_is_written_once(people: list[list[tuple[Count, ...]]], data: st.DataObject) -> None:
    """However often they are written, after the end of the session the disk holds each act once in each topic.

    While the kiosk runs, what is written together is of a handful of people who did something, and of whole visits.
    """
    store, tally, before = MemoryStore(), Tally(), 0
    for number, visit in enumerate(people, start=1):
        for counts in visit:
            tally.add(*counts)
            if data.draw(st.booleans()):
                written = sum(store.counts().values())
                tally.write(store)
                if sum(store.counts().values()) > written:
                    assert counts is visit[-1]
                    assert sum(len(each) > 1 for each in people[before:number]) >= HANDFUL
                    before = number
    store.close(tally.take())
    assert Counter(store.counts()) == Counter(count for visit in people for counts in visit for count in counts)


def test_a_full_disk_keeps_counts_for_later() -> None:
    """A disk that refuses loses no count and stops nobody."""
    store, tally = FaultyStore(), Tally()
    store.failing = StoreFull()
    for _ in range(HANDFUL):
        tally.add(*of_act("2026-11", Outcome.LEFT, "close", "", "fr", "self"))
        tally.add(*of_visit("2026-11", Wanted(), 5, {}))
    tally.write(store)
    assert not store.counts()
    store.failing = None
    tally.write(store)
    assert store.counts()[Count("2026-11", Outcome.LEFT)] == HANDFUL
    tally.write(store)
    assert store.counts()[Count("2026-11", Outcome.LEFT)] == HANDFUL
    assert not tally.take()


@given(st.sets(st.sampled_from(Topic)), st.sampled_from([None, *Site]), st.floats(-1, 1000))
def test_a_visit_counts_what_is_switched_on_and_no_more(topics: set[Topic], place: Site | None, minutes: float) -> None:
    """A person is one visit; what was not switched on is not counted, and what she did not say is "not said"."""
    wanted = Wanted(frozenset(topics), place)
    counts = of_visit("2026-11", wanted, minutes, {Topic.AGE: "25_39", Topic.CHANNEL: "office"})
    said = {count.topic: count.value for count in counts}
    assert len(said) == len(counts)
    switched = {*topics} & {*ASKED, Topic.DURATION} | ({Topic.SITE} if place else set())
    assert set(said) == {Topic.VISIT} | switched
    assert said.get(Topic.AGE, "25_39") == "25_39"
    assert said.get(Topic.RETURN, UNSAID) == UNSAID
    if minutes < 0:
        assert said.get(Topic.DURATION, UNSAID) == UNSAID
    else:
        bands = {Duration.UNDER_30: (0, 30), Duration.UNDER_60: (30, 60), Duration.UNDER_90: (60, 90)}
        low, high = bands.get(Duration(said.get(Topic.DURATION, Duration.LONGER)), (0, 10**6))
        assert low <= minutes < high
