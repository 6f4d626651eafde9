"""Watching the clock: a wrong one is doubted, a right one is believed again, and the office's own time is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.moment import SLACK, Moment
from kiosk.core.outbox import State
from kiosk.core.ports import Store
from kiosk.core.trace import Event, Trace
from kiosk.core.word import BY_OFFICE
from kiosk.flows.clock import STAMP, Watch, attested, heard_time, newest_stamp
from tests.fakes import an_entry
from tests.memory import MemoryStore

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
NOW = BUILT + timedelta(days=200)
DAY = timedelta(days=1)
ZERO, FAR = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def read(wall: datetime, seconds: float = 100.0) -> Moment:
    """Read the clocks."""
    return Moment(wall, seconds, "boot")


def a_desk(*traces: datetime) -> MemoryStore:
    """Make a desk that wrote something at these moments."""
    store = MemoryStore()
    for at in (BUILT + DAY, *traces):
        store.trace(Trace(at, "Ama", Event.OPENED))
    return store


def sure(store: Store, wall: datetime) -> bool:
    """Open the desk at this moment."""
    return Watch(store, BUILT, read(wall)).is_sure(read(wall, 160.0))


@pytest.mark.parametrize("wall", [ZERO, BUILT - DAY, NOW - DAY, NOW + timedelta(days=500), FAR])
def test_a_wrong_clock_is_doubted(wall: datetime) -> None:
    """At 1970, before the last record, or years ahead, also on the day after it was first seen."""
    store = a_desk(NOW)
    assert sure(store, NOW + DAY)
    assert not sure(store, wall)
    store.trace(Trace(wall, "Ama", Event.OPENED))
    store.add(an_entry(made=read(wall)))
    assert not sure(store, wall + SLACK)
    assert sure(store, NOW + DAY)


def test_a_clock_behind_a_word_of_the_office_is_doubted() -> None:
    """Its word on an act and its own signed time both count, and both for what is purged."""
    store = a_desk()
    store.add(an_entry(made=read(BUILT), state=State.TAKEN, sequence=BY_OFFICE, told_at=NOW))
    assert (sure(store, NOW - DAY), sure(store, NOW), attested(store)) == (False, True, NOW)
    heard_time(store, NOW + 5 * DAY, NOW + 5 * DAY)
    assert (sure(store, NOW + DAY), sure(store, NOW + 5 * DAY), attested(store)) == (False, True, NOW + 5 * DAY)


def test_a_clock_that_jumps_while_the_desk_is_open_is_doubted() -> None:
    """Until it jumps back, somebody says that it is right, or the office has just signed such a time."""
    watch = Watch(a_desk(NOW), BUILT, read(NOW))
    assert watch.is_sure(read(NOW + DAY, 100 + 86_400))
    away, back = read(NOW + 9 * DAY, 200), read(NOW + SLACK / 9, 300)
    assert (watch.is_sure(away), watch.is_sure(back)) == (False, True)
    watch.heard(NOW + 5 * DAY, away)
    assert not watch.is_sure(away)
    watch.heard(NOW + 8 * DAY, away)
    assert watch.is_sure(away)
    assert not watch.is_sure(back)
    watch.confirm(back)
    assert watch.is_sure(back)


def test_a_clock_that_was_wrong_at_first_may_be_set_right() -> None:
    """Opened at 1970; then the network, or a person, sets the clock: that is no jump."""
    watch = Watch(a_desk(NOW), BUILT, read(ZERO))
    assert not watch.is_sure(read(ZERO, 160))
    assert watch.is_sure(read(NOW + DAY, 220))


def test_what_a_person_confirms_is_believed_from_then_on() -> None:
    """A desk that was shut for three years, and one whose clock had run ahead; never a date before the build."""
    long, store = NOW + timedelta(days=1100), a_desk(NOW)
    watch = Watch(store, BUILT, read(long))
    assert watch.may_confirm(read(long))
    watch.confirm(read(long))
    assert watch.is_sure(read(long))
    assert not watch.may_confirm(read(ZERO))
    store.trace(Trace(long, "Ama", Event.DATE_CONFIRMED))
    assert sure(store, long + DAY)
    store.trace(Trace(NOW + DAY, "Ama", Event.DATE_CONFIRMED))
    assert sure(store, NOW + 2 * DAY)


def test_the_offices_time_only_goes_forward() -> None:
    """An older one changes nothing; but one that lies ahead of a right clock gives way, so that 2100 is no time."""
    store = a_desk()
    assert newest_stamp(store, NOW) == 0
    assert not heard_time(store, None, NOW)
    assert heard_time(store, NOW, NOW)
    assert newest_stamp(store, NOW) == int(NOW.timestamp())
    assert not heard_time(store, NOW, NOW)
    assert not heard_time(store, NOW - DAY, NOW)
    assert not heard_time(store, NOW - DAY, ZERO)
    assert attested(store) == NOW
    assert heard_time(store, FAR, NOW)
    assert newest_stamp(store, NOW) == 0
    assert not heard_time(store, NOW, ZERO)
    assert heard_time(store, NOW, NOW)
    assert store.noted(STAMP) == int(NOW.timestamp()).to_bytes(8)


def test_the_hubs_time_is_not_the_offices() -> None:
    """A statement of the hub alone attests no time."""
    store = a_desk()
    entry = an_entry(state=State.HELD, sequence=1, told_at=NOW)
    store.add(entry)
    assert attested(store) is None
    store.change(replace(entry, state=State.TAKEN, sequence=BY_OFFICE))
    assert attested(store) == NOW
