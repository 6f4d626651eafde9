"""The laws of every `Store`, on disk and in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.errors import AlreadyRecorded, NotRecorded
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry, State, Withdrawal
from kiosk.core.ports import Store
from kiosk.core.tally import Count, Outcome, Topic
from kiosk.core.trace import Event, Trace
from kiosk.store.tables import TinyStore, open_store
from tests.memory import MemoryStore
from tests.store.made import KEY, Quick, made_entry

Reopen = Callable[[], Store]


@pytest.fixture(params=["disk", "reopened", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Give the store; on disk, each call but the first opens it again, so that only what is durable counts."""
    held: list[Store] = []

    def give() -> Store:
        if held and request.param == "reopened":
            held.pop().close()
        if not held and request.param == "memory":
            held.append(MemoryStore())
        elif not held:
            held.append(TinyStore(tmp_path / "store", KEY, create=True, disk=Quick()))
        return held[0]

    yield give
    held[0].close()


FULL = replace(
    made_entry(7),
    deadline=date(2026, 3, 4),
    state=State.QUARANTINED,
    reason="some_code",
    attempts=3,
    next_try=datetime(2026, 1, 3, 4, 5, 6, 7, UTC),
    withdrawal=Withdrawal.ORAL,
    withdrawn_at=Moment(datetime(2026, 1, 4, tzinfo=timezone(timedelta(hours=2))), 9.0, "other"),
    withdrawal_key=bytes(range(16)),
    training=True,
    sequence=4,
    told_at=datetime(2026, 1, 5, 6, 7, 8, tzinfo=UTC),
    hash=bytes(range(32)),
)


def test_what_was_added_is_found_by_id_and_by_reference(reopen: Reopen) -> None:
    """An entry comes back equal, with every field set and with every field at its default."""
    for entry in (FULL, made_entry(1), made_entry(2, size=0)):
        reopen().add(entry)
        assert reopen().get(entry.id) == entry
        assert reopen().find(entry.reference) == entry


def test_what_was_never_added_is_not_found(reopen: Reopen) -> None:
    """An unknown id or reference gives None, also an empty one."""
    reopen().add(made_entry(1))
    assert reopen().get(bytes(16)) is None
    assert reopen().get(b"") is None
    assert reopen().find("000000002") is None
    assert reopen().find("") is None


def test_one_act_has_one_record(reopen: Reopen) -> None:
    """A second entry with the same id or the same reference is refused and changes nothing."""
    first = made_entry(1)
    reopen().add(first)
    for again in (first, replace(made_entry(2), id=first.id), replace(made_entry(2), reference=first.reference)):
        with pytest.raises(AlreadyRecorded):
            reopen().add(again)
    assert list(reopen().entries()) == [first]


def test_another_desks_act_may_have_the_reference_of_one_of_ours(reopen: Reopen) -> None:
    """What is carried for another desk stands beside ours, and takes nothing from it; each changes and goes alone."""
    ours = made_entry(1)
    carried = replace(made_entry(2), reference=ours.reference, foreign=True)
    reopen().add(ours)
    reopen().add(carried)
    assert reopen().find(ours.reference) == ours
    changed, moved = replace(ours, attempts=7), replace(carried, attempts=8)
    reopen().change(changed)
    reopen().change(moved)
    assert (reopen().get(ours.id), reopen().get(carried.id), reopen().find(ours.reference)) == (changed, moved, changed)
    with pytest.raises(AlreadyRecorded):
        reopen().add(carried)
    reopen().forget([carried.id])
    assert reopen().find(ours.reference) == changed
    reopen().add(carried)
    reopen().forget([ours.id])
    assert list(reopen().entries()) == [carried]


def test_a_change_replaces_the_whole_entry(reopen: Reopen) -> None:
    """After a change nothing of the old entry is given, by any way of asking."""
    reopen().add(FULL)
    reopen().add(made_entry(8))
    bare = replace(made_entry(7), envelope=b"", state=State.WITHDRAWN)
    reopen().change(bare)
    assert reopen().get(FULL.id) == bare
    assert reopen().find(FULL.reference) == bare
    assert list(reopen().entries()) == [bare, made_entry(8)]


def test_only_what_is_recorded_can_change(reopen: Reopen) -> None:
    """Changing an unknown act, or an act under another reference, is refused and changes nothing."""
    reopen().add(made_entry(1))
    reopen().add(made_entry(2))
    for stranger in (
        made_entry(3),
        replace(made_entry(1), reference="000000009"),
        replace(made_entry(1), reference="000000002"),
    ):
        with pytest.raises(NotRecorded):
            reopen().change(stranger)
    assert list(reopen().entries()) == [made_entry(1), made_entry(2)]


def test_entries_change_together_from_what_they_are(reopen: Reopen) -> None:
    """Those named change, each from what it is; what is not there is passed over; they come as they are then."""
    for number in range(4):
        reopen().add(made_entry(number))
    reopen().change(replace(made_entry(1), attempts=5))
    names = [made_entry(number).id for number in (3, 1, 9, 1, 0)]

    def how(entry: Entry) -> Entry:
        return entry if entry == made_entry(0) else replace(entry, attempts=entry.attempts + 1)

    now = reopen().amend(names, how)
    assert [(int(entry.reference), entry.attempts) for entry in now] == [(3, 1), (1, 6), (0, 0)]
    assert [entry.attempts for entry in reopen().entries()] == [0, 6, 0, 1]
    assert list(reopen().amend([], how)) == []


def test_if_one_cannot_change_none_does(reopen: Reopen) -> None:
    """An error while changing several leaves all of them as they were."""
    for number in range(3):
        reopen().add(made_entry(number))

    def how(entry: Entry) -> Entry:
        if entry.reference == "000000002":
            raise ZeroDivisionError
        return replace(entry, attempts=1)

    with pytest.raises(ZeroDivisionError):
        reopen().amend([made_entry(number).id for number in range(3)], how)
    assert list(reopen().entries()) == [made_entry(number) for number in range(3)]


def test_entries_come_oldest_first(reopen: Reopen) -> None:
    """The order is that of recording, whatever the clock said, and a change keeps an entry's place."""
    for number in (3, 1, 2):
        reopen().add(made_entry(number))
    reopen().change(replace(made_entry(3), attempts=1))
    assert [entry.reference for entry in reopen().entries()] == ["000000003", "000000001", "000000002"]


def test_what_is_given_is_a_copy(reopen: Reopen) -> None:
    """Changing a returned collection changes nothing in the store."""
    reopen().add(made_entry(1))
    reopen().count({Count("2026-01", Outcome.LEFT): 1})
    store = reopen()
    store.entries().clear()  # type: ignore[attr-defined]
    store.counts().clear()  # type: ignore[attr-defined]
    assert len(store.entries()) == 1
    assert len(store.counts()) == 1


def test_counts_add_up(reopen: Reopen) -> None:
    """Counting twice gives the sum, and counts that differ in anything stay apart."""
    one = Count("2026-01", "ar", Topic.LANGUAGE)
    other = one._replace(value="fr")
    reopen().count({one: 1, other: 2})
    reopen().count({one: 3})
    reopen().count({})
    assert reopen().counts() == {one: 4, other: 2}


def test_a_note_replaces_the_one_before(reopen: Reopen) -> None:
    """A note gives back its last value, bytes as they were, and None if there never was one."""
    for value in (b"", bytes(range(256)), b"last"):
        reopen().note("a", value)
        reopen().note("b", b"other")
        assert reopen().noted("a") == value
    assert reopen().noted("b") == b"other"
    assert reopen().noted("c") is None


def test_forgotten_entries_are_gone(reopen: Reopen) -> None:
    """Forgetting removes exactly the acts that are named, and their references are free again."""
    store = reopen()
    for number in range(5):
        store.add(made_entry(number))
    store.forget([made_entry(1).id, made_entry(3).id, made_entry(9).id])
    assert [int(entry.reference) for entry in reopen().entries()] == [0, 2, 4]
    assert reopen().get(made_entry(1).id) is None
    reopen().add(made_entry(3))
    assert [int(entry.reference) for entry in reopen().entries()] == [0, 2, 4, 3]


def test_what_is_forgotten_is_counted_in_its_place(reopen: Reopen) -> None:
    """Forgetting and counting are one: an act named twice is one act, and its count is there when it is not."""
    count = Count("2026-01", Outcome.DONE)
    reopen().add(made_entry(1))
    reopen().forget([made_entry(1).id, made_entry(1).id], {count: 1})
    assert reopen().counts() == {count: 1}
    assert not reopen().entries()


def test_traces_are_numbered_without_a_gap(reopen: Reopen) -> None:
    """Each trace has the next number, alone or with the entry that it tells of, and comes back equal."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    made = [Trace(first + timedelta(days=day), "Ama", event) for day, event in enumerate(Event)]
    entry = made_entry(1)
    reopen().trace(made[0])
    reopen().add(entry, replace(made[1], act=entry.id))
    reopen().change(replace(entry, attempts=1), made[2])
    for trace in made[3:]:
        reopen().trace(trace)
    expected = [replace(trace, number=number) for number, trace in enumerate(made, start=1)]
    expected[1] = replace(expected[1], act=entry.id)
    assert list(reopen().traces()) == expected


def test_what_was_refused_leaves_no_trace(reopen: Reopen) -> None:
    """No trace tells of an act that was not recorded."""
    trace = Trace(datetime(2026, 1, 1, tzinfo=UTC), "Ama", Event.RECORDED)
    reopen().add(made_entry(1))
    with pytest.raises(AlreadyRecorded):
        reopen().add(made_entry(1), trace)
    with pytest.raises(NotRecorded):
        reopen().change(made_entry(2), trace)
    assert not reopen().traces()


def test_forgotten_traces_leave_the_newest(reopen: Reopen) -> None:
    """Old traces go from the oldest on; the newest stays, so that numbers go on and never come twice."""
    trace = Trace(datetime(2026, 1, 1, tzinfo=UTC), "Ama", Event.OPENED)
    reopen().forget_traces(9)
    for _ in range(4):
        reopen().trace(trace)
    reopen().forget_traces(2)
    assert [each.number for each in reopen().traces()] == [3, 4]
    reopen().forget_traces(99)
    assert [each.number for each in reopen().traces()] == [4]
    reopen().trace(trace)
    assert [each.number for each in reopen().traces()] == [4, 5]


def test_compacting_and_a_new_key_change_nothing_that_is_known(reopen: Reopen) -> None:
    """Every port can be asked to tidy up."""
    reopen().add(made_entry(1), Trace(datetime(2026, 1, 1, tzinfo=UTC), "Ama", Event.RECORDED))
    store = reopen()
    store.compact()
    store.rekey(KEY)
    assert len(store.entries()) == len(store.traces()) == 1


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
times = st.integers(0, 250_000 * 10**12).map(lambda us: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us))
moments = st.builds(
    Moment,
    times,
    st.floats(0, 1e12),
    texts,
    st.none() | st.floats(0, 1e12),
)
any_entries = st.builds(
    Entry,
    id=st.binary(min_size=16, max_size=16),
    reference=texts,
    key_hash=st.binary(min_size=32, max_size=32),
    envelope=st.binary(max_size=100),
    made=moments,
    news_by=st.dates(),
    deadline=st.none() | st.dates(),
    state=st.sampled_from(State),
    reason=texts,
    attempts=st.integers(0, 1 << 40),
    next_try=st.none() | times,
    withdrawal=st.none() | st.sampled_from(Withdrawal),
    withdrawn_at=st.none() | moments,
    withdrawal_key=st.binary(max_size=16),
    training=st.booleans(),
    sequence=st.integers(0, (1 << 31) - 1),
    told_at=st.none() | times,
    hash=st.sampled_from([b"", bytes(range(32))]),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(any_entries, max_size=5, unique_by=(lambda e: e.id, lambda e: e.reference)))
def test_any_entry_survives_the_disk(entries: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever an entry holds, it is the same after closing and opening."""
    folder = tmp_path_factory.mktemp("store")
    store = TinyStore(folder, KEY, create=True, disk=Quick())
    for entry in entries:
        store.add(entry)
    store.close()
    store = open_store(folder, KEY)
    assert list(store.entries()) == entries
    assert [store.find(entry.reference) for entry in entries] == entries
    store.close()


def test_the_last_counts_are_added_when_closing(tmp_path: Path) -> None:
    """What is given to `close` adds to what was counted before, on disk and in memory."""
    count, other = Count("2026-01", Outcome.LEFT), Count("2026-02", "close", Topic.PROCEDURE)
    memory = MemoryStore()
    for store in (memory, open_store(tmp_path / "store", KEY, create=True)):
        store.count({count: 3})
        store.close({count: 1, other: 1})
    for store in (memory, open_store(tmp_path / "store", KEY)):
        assert store.counts() == {count: 4, other: 1}
        store.close()


def test_a_change_of_several_is_recorded_with_who_did_it(reopen: Reopen) -> None:
    """The trace is there with the change, and also where nothing had to change."""
    reopen().add(made_entry(1))
    trace = Trace(datetime(2026, 1, 1, tzinfo=UTC), "Bo", Event.EXPORTED)
    reopen().amend([made_entry(1).id], lambda entry: replace(entry, attempts=1), trace)
    reopen().amend([], lambda entry: entry, trace)
    assert [(each.number, each.who, each.event) for each in reopen().traces()] == [
        (1, "Bo", Event.EXPORTED),
        (2, "Bo", Event.EXPORTED),
    ]
    assert reopen().entries()[0].attempts == 1
