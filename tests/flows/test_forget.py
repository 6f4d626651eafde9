"""Forgetting, carried out: what is gone is under no key that is left, and what stops half-way is due again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import KioskError, MonthNotOver, StoreFull
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry, State
from kiosk.core.ports import Store
from kiosk.core.procedure import Cover
from kiosk.core.retention import Keep
from kiosk.core.staff import Member
from kiosk.core.tally import Count, Outcome, month_of
from kiosk.core.trace import Event
from kiosk.core.word import BY_OFFICE
from kiosk.flows.clock import STAMP, Watch, heard_time
from kiosk.flows.count import Tally, into_open_months
from kiosk.flows.forget import Forgotten, forget
from kiosk.flows.report import month_report
from kiosk.flows.who import Who
from kiosk.store.tables import TinyStore
from kiosk.wire.signed import envelope_hash
from tests.fakes import NOON, FakeClock
from tests.memory import MemoryStore
from tests.store.made import KEY, OTHER_KEY, Quick, made_entry

KEEP = Keep(30, 180, 365)
WHO = Who(Member(1, "Ama"))
BUILT = NOON - timedelta(days=30)
LATER = NOON + timedelta(days=200)


def told(number: int, state: State, at: datetime = NOON) -> Entry:
    """Make an entry of which the office spoke then."""
    return made_entry(number, state=state, sequence=BY_OFFICE, told_at=at, made=Moment(NOON, 1.0, "boot"))


def at(
    store: Store, wall: datetime, rekey: Callable[[], None] = lambda: None, *, sure: bool = True, stamp: bool = True
) -> Forgotten:
    """Forget by this clock, after the office signed the same time."""
    if stamp and wall.timestamp() > 0:
        store.note(STAMP, int(wall.timestamp()).to_bytes(8))
    return forget(store, FakeClock(wall), WHO, KEEP, BUILT, lambda _: sure, rekey, envelope_hash)


def test_what_is_due_goes_for_good(tmp_path: Path) -> None:
    """After the days, no file holds a byte of the sealed act under any key that was, and the number is counted."""
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=Quick())
    final, opened, waiting = (
        told(1, State.PROOF_SEEN),
        told(2, State.TAKEN),
        made_entry(3, state=State.UNCERTAIN),
    )
    for entry in (final, opened, waiting):
        store.add(entry)
    before = {path.name: path.read_bytes() for path in (tmp_path / "store").iterdir()}
    gone = at(store, LATER, lambda: store.rekey(OTHER_KEY))
    assert (gone.entries, gone.envelopes, gone.for_good) == (1, 1, True)
    assert list(store.entries()) == [replace(opened, envelope=b"", hash=envelope_hash(opened.envelope)), waiting]
    assert store.counts() == {Count(f"{LATER:%Y-%m}", Outcome.DONE): 1}
    assert [trace.event for trace in store.traces()] == [Event.PURGED]
    assert not at(store, LATER, lambda: store.rekey(KEY))
    store.close()
    after = [path.read_bytes() for path in (tmp_path / "store").iterdir()]
    assert not [data for data in after if before["journal"][50:200] in data]


def test_a_key_that_cannot_change_is_said() -> None:
    """If the re-key fails the entries are gone all the same, and the answer says that the old key is still in use."""
    store = MemoryStore()
    store.add(told(1, State.DECLINED))

    def refuse() -> None:
        raise StoreFull

    assert not at(store, LATER, refuse).for_good
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
    store.add(told(1, State.TAKEN))
    store.add(told(2, State.DECLINED))
    with pytest.raises(KioskError):
        at(store, LATER)
    assert len(store.entries()) == 2
    assert not store.counts()
    store.full = False
    assert at(store, LATER).entries == 1
    assert store.counts() == {Count(f"{LATER:%Y-%m}", Outcome.DECLINED): 1}


def test_a_desk_at_1970_keeps_its_traces_and_its_key() -> None:
    """A dead battery: run after run nothing goes, nothing is re-keyed, and afterwards the same traces go as ever."""
    store = MemoryStore()
    keyed: list[datetime] = []
    store.trace(WHO.trace(Event.OPENED, Moment(NOON, 1.0, "boot")))
    store.note(STAMP, int(NOON.timestamp()).to_bytes(8))
    for hour in range(5):
        wall = datetime(1970, 1, 1, hour, tzinfo=UTC)
        store.trace(WHO.trace(Event.OPENED, Moment(wall, 1.0, "boot")))
        assert not at(store, wall, partial(keyed.append, wall), sure=False, stamp=False)
    assert len(store.traces()) == 6
    assert not keyed
    store.trace(WHO.trace(Event.OPENED, Moment(NOON + timedelta(days=1), 1.0, "boot")))
    assert at(store, NOON + timedelta(days=400)).traces
    assert [trace.event for trace in store.traces()] == [Event.OPENED, Event.PURGED]


def test_an_old_desk_is_rekeyed_once_a_day_at_most() -> None:
    """Where a trace grows old every hour, a day of runs ends with one new key."""
    store = MemoryStore()
    keyed: list[datetime] = []
    for hour in range(48):
        store.trace(WHO.trace(Event.OPENED, Moment(NOON + timedelta(hours=hour), 1.0, "boot")))
    for hour in range(72):
        now = NOON + timedelta(days=365, hours=hour)
        at(store, now, partial(keyed.append, now))
    assert len(keyed) == 3  # of three days


def test_a_word_of_2099_is_forgotten_in_its_time() -> None:
    """An office whose clock ran ahead once purges nothing early, and nothing stays for that."""
    store = MemoryStore()
    store.add(told(1, State.PROOF_SEEN, datetime(2099, 1, 1, tzinfo=UTC)))
    store.add(told(2, State.PROOF_SEEN))
    assert not at(store, NOON + timedelta(days=1))
    assert at(store, NOON + timedelta(days=181)).entries == 1
    assert at(store, NOON + timedelta(days=182)).entries == 1
    assert not store.entries()


@pytest.mark.parametrize("wrong", [-20_000, 26_000, -90, 90])
def test_a_year_with_a_clock_that_is_wrong_every_third_day(wrong: int) -> None:
    """At 1970, in 2100, set back, set forward: bytes, acts and traces go on their days, not before, nor much after."""
    store = MemoryStore()
    went: dict[str, int] = {}
    waiting, uncertain = made_entry(3), made_entry(4, state=State.UNCERTAIN)
    for entry in (told(1, State.TAKEN), told(2, State.DECLINED), waiting, uncertain):
        store.add(entry)
    for day in range(400):
        true = NOON + timedelta(days=day)
        wall = true + timedelta(days=wrong) if day % 3 == 1 else true
        now = Moment(wall, 1.0, f"boot {day}")
        store.trace(WHO.trace(Event.OPENED, now))
        watch = Watch(store, BUILT, now)
        heard_time(store, true - timedelta(hours=6), wall)
        forget(store, partial(replace, now), WHO, KEEP, BUILT, watch.is_sure, lambda: None, envelope_hash)
        gone = {
            "bytes": any(entry.id == made_entry(1).id and not entry.envelope for entry in store.entries()),
            "act": not any(entry.id == made_entry(2).id for entry in store.entries()),
            "trace": store.traces()[0].number > 1,
        }
        for name in [name for name, is_gone in gone.items() if is_gone]:
            went.setdefault(name, day)
    assert {name: went[name] - days in (1, 2, 3) for name, days in KEPT.items()} == dict.fromkeys(KEPT, True), went
    left = {entry.id: entry for entry in store.entries()}
    assert (left[waiting.id], left[uncertain.id]) == (waiting, uncertain)
    assert sum(store.counts().values()) == 1


KEPT = {"bytes": 30, "act": 180, "trace": 365}
clocks = st.integers(0, 182).map(lambda day: datetime(2026, 12, 1, tzinfo=UTC) + timedelta(days=day))


@given(clocks, st.lists(st.tuples(clocks, st.booleans(), st.booleans()), max_size=6), st.integers(12, 17))
def test_a_month_that_was_reported_never_changes(
    made: datetime, later: list[tuple[datetime, bool, bool]], month: int
) -> None:
    """Acts that go, withdrawals and visits, by any clock of any desk, add nothing to the report that somebody has."""
    store, name = MemoryStore(), f"{2026 + month // 13}-{(month - 1) % 12 + 1:02d}"
    for number in range(len(later)):
        store.add(told(number + 1, State.PROOF_SEEN, BUILT + timedelta(days=number)))
    tally = Tally()
    tally.add(Count(name, Outcome.LEFT))
    store.count(into_open_months(store, tally.take()))
    try:
        before = month_report(store, NoLibrary(), FakeClock(made), name, BUILT)  # type: ignore[arg-type]
    except MonthNotOver:
        return
    for wall, sure, at_desk in later:
        if at_desk:
            tally.add(Count(month_of(Moment(wall, 1.0, "boot")), Outcome.WITHDRAWN))
            store.count(into_open_months(store, tally.take()))
        else:
            at(store, wall, sure=sure)
    after = month_report(store, NoLibrary(), FakeClock(datetime(2028, 1, 1, tzinfo=UTC)), name, BUILT)  # type: ignore[arg-type]
    assert after == before


class NoLibrary:
    """A library without procedures."""

    def titles(self) -> list[Cover]:
        """Give none."""
        return []
