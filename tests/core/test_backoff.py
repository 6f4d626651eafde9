"""When to try again: no failure, clock, restart or hub leads to a rush or to a wait without end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.backoff import (
    DAY,
    FIRST,
    GAP,
    HOUR,
    LEAST,
    MOST,
    POLL,
    RULES,
    Failure,
    Pace,
    answered,
    dump_pace,
    ended,
    failed,
    is_due,
    jittered,
    later,
    load_pace,
    smaller,
)
from kiosk.core.moment import Moment
from tests.fakes import NOON, NOW

failures = st.sampled_from(Failure)
jitters = st.floats(0, 1, exclude_max=True)
walls = st.datetimes(datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("2100-01-01"), timezones=st.just(UTC))
moments = st.builds(Moment, walls, st.floats(0, 1e7), st.sampled_from(["", "a", "b"]))


def after(seconds: float, since: Moment = NOW) -> Moment:
    """Give the moment so many seconds later, in the same boot."""
    return replace(since, wall=since.wall + timedelta(seconds=seconds), monotonic=since.monotonic + seconds)


def test_every_failure_has_its_rule() -> None:
    """No class of failure is without a wait, and none waits longer than an hour."""
    assert set(RULES) == set(Failure)
    assert all(GAP < rule.first <= rule.most <= HOUR for rule in RULES.values())


@given(failures, jitters, st.integers(0, 200))
def test_a_wait_has_a_floor_and_a_ceiling(failure: Failure, jitter: float, times: int) -> None:
    """However often it failed, the wait is at least half of the first and at most the class's most."""
    pace = failed(Pace(failures=times), failure, NOW, jitter)
    rule = RULES[failure]
    assert max(GAP, rule.first / 2) <= pace.wait <= rule.most
    assert pace.left(NOW) == pytest.approx(pace.wait)
    assert pace.left(after(rule.most)) == 0


@given(failures, jitters)
def test_waits_grow(failure: Failure, jitter: float) -> None:
    """The same failure again waits longer, until the class's most; it fails since the first time."""
    pace, waits = Pace(), []
    for number in range(12):
        pace = failed(pace, failure, after(number * HOUR), jitter)
        waits.append(pace.wait)
    assert waits == sorted(waits)
    assert waits[-1] == pytest.approx(RULES[failure].most * (1 - jitter / 2))
    assert (pace.failures, pace.failing_since, pace.failure) == (12, NOON, failure)
    fine = ended(pace, after(0))
    assert (fine.failure, fine.failures, fine.failing_since, fine.wait) == (None, 0, None, GAP)


@given(failures, jitters, st.floats(allow_nan=True, allow_infinity=True))
def test_a_hub_that_asks_to_wait_is_heard_within_reason(failure: Failure, jitter: float, asked: float) -> None:
    """Never before it said, never more than an hour after, whatever number it sent."""
    wait = failed(Pace(), failure, NOW, jitter, asked).wait
    assert GAP <= wait <= HOUR + GAP
    if asked >= GAP:
        assert wait >= min(asked, HOUR)


@given(moments, moments, st.floats(GAP, HOUR))
def test_no_clock_makes_a_wait_longer(since: Moment, now: Moment, wait: float) -> None:
    """Between any two readings of any clocks, what is left is never more than the wait."""
    assert 0 <= Pace(since=since, wait=wait).left(now) <= wait
    assert 0 <= Pace(since=since, wait=wait).until_news(now) <= max(POLL, wait)


@given(walls, st.floats(0, 0.9), st.floats(GAP, HOUR))
def test_a_clock_set_back_does_not_hurry(wall: datetime, part: float, wait: float) -> None:
    """Within one boot the counter decides: a clock that was set back leaves the wait as it was."""
    now = Moment(min(wall, NOON), NOW.monotonic + part * wait, NOW.boot)
    assert Pace(since=NOW, wait=wait).left(now) == pytest.approx(wait * (1 - part), abs=1e-3)


def test_a_sleeping_laptop_has_waited() -> None:
    """The counter stands still while the machine sleeps; the clock tells that time has passed."""
    pace = failed(Pace(), Failure.NOT_AUTHORISED, NOW, 0)
    assert pace.left(replace(NOW, wall=NOON + timedelta(days=1))) == 0


def test_an_entry_is_due_whatever_the_clock_was() -> None:
    """A next attempt is waited for; one more than a day ahead was written by a wrong clock and is due."""
    assert is_due(None, NOW)
    assert is_due(NOON, NOW)
    assert not is_due(NOON + timedelta(seconds=1), NOW)
    assert not is_due(NOON + timedelta(days=1), NOW)
    assert is_due(NOON + timedelta(days=1, seconds=1), NOW)
    end = Moment(datetime.max.replace(tzinfo=UTC), 0.0, "")
    assert is_due(later(end, DAY), end)


@given(st.integers(-5, 10**9), jitters)
def test_an_entry_waits_a_minute_to_a_day(times: int, jitter: float) -> None:
    """Attempts double an entry's wait, from half a minute to a day."""
    assert 30 <= jittered(60, times, DAY, jitter) <= DAY


# ---- how much at once


def settled(rate: float, delay: float) -> Pace:
    """Send full requests over a line until the size stands."""
    pace = Pace()
    for _ in range(30):
        pace = answered(pace, NOW, pace.budget, delay + pace.budget / rate, progress=True)
    return pace


@given(st.floats(2_000, 1e8), st.floats(0.001, 0.6))
def test_requests_take_a_few_seconds(rate: float, delay: float) -> None:
    """On any line the size comes to where a request takes two to four seconds, or to its bounds."""
    budget = settled(rate, delay).budget
    assert LEAST <= budget <= MOST
    if budget < MOST:
        assert 2 <= delay + budget / rate <= 4.1


def test_a_slow_line_gets_less() -> None:
    """64 kbit/s at 300 ms: about twenty kilobytes; failures halve it down to the least, and it grows again."""
    pace = settled(8000, 0.3)
    assert 15_000 < pace.budget < 25_000
    for _ in range(20):
        pace = smaller(pace)
    assert pace.budget == LEAST
    assert answered(pace, NOW, LEAST, 0.2, progress=True).budget == 2 * LEAST


def test_small_requests_teach_nothing_of_large_ones() -> None:
    """Asking for news, which is short, changes the size only when even that was slow."""
    assert answered(Pace(), NOW, 300, 0.5, progress=False).budget == FIRST
    assert answered(Pace(), NOW, 300, 5.0, progress=False).budget == FIRST // 2


def test_only_progress_makes_the_next_failure_the_first() -> None:
    """A line that answers and then breaks, each time at the same place, is tried less and less."""
    pace = failed(failed(Pace(), Failure.NETWORK, NOW, 0), Failure.NETWORK, NOW, 0)
    assert failed(answered(pace, NOW, 10, 0.1, progress=False), Failure.NETWORK, NOW, 0).wait == 20
    assert failed(answered(pace, NOW, 10, 0.1, progress=True), Failure.NETWORK, NOW, 0).wait == 5


# ---- over a restart


paces = st.builds(
    Pace,
    since=st.none() | moments,
    wait=st.floats(0, HOUR),
    failure=st.none() | failures,
    failures=st.integers(0, 10**6),
    failing_since=st.none() | walls,
    last_success=st.none() | walls,
    budget=st.integers(LEAST, MOST),
)


@given(paces)
def test_what_was_learnt_survives_a_restart(pace: Pace) -> None:
    """Written and read, it is the same."""
    assert load_pace(dump_pace(pace)) == pace


@given(st.none() | st.binary() | st.sampled_from([b"[]", b"[1,2,3,4,5,6,7]", b"null", b'{"a":1}', b"[" * 5000]))
def test_what_cannot_be_read_costs_one_early_run(text: bytes | None) -> None:
    """Whatever stands in the note, the pace is one to begin with."""
    assert load_pace(text) == Pace()
