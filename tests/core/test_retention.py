"""Forgetting: by attested time alone, never while the office may still need it, never early."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.moment import Moment
from kiosk.core.outbox import FINAL, Entry, State, Withdrawal
from kiosk.core.retention import OPENED_BY_OFFICE, Due, Keep, due
from kiosk.core.status import project
from kiosk.core.tally import Count, Outcome
from kiosk.core.trace import Event, Trace, gaps
from tests.fakes import an_entry

TOLD = datetime(2026, 3, 1, tzinfo=UTC)
KEEP = Keep(envelopes=30, entries=180, traces=365)
states = st.sampled_from(State)


def decided(entry: Entry, days: float, told: datetime | None = TOLD) -> Due:
    return due([entry], [], lambda _: told, TOLD + timedelta(days=days), KEEP)


@given(states, st.integers(-10_000, 10_000))
def test_without_a_signed_time_nothing_goes(state: State, days: int) -> None:
    """A machine that never heard an attested time, or an act about which nothing was ever signed, keeps everything."""
    entry = an_entry(state=state)
    assert not due([entry], [Trace(TOLD, "", Event.OPENED, number=1)], lambda _: TOLD, None, KEEP)
    assert not decided(entry, days, told=None)


@given(states, st.floats(-10_000, 29.99))
def test_nothing_goes_early(state: State, days: float) -> None:
    """Before the days are over, and where the signed times contradict each other, all of it stays."""
    assert not decided(an_entry(state=state), days)


@given(st.sampled_from(sorted(set(State) - OPENED_BY_OFFICE)), st.integers(0, 10_000))
def test_what_the_office_has_not_opened_stays(state: State, days: int) -> None:
    """Waiting, uncertain, held or set aside: the sealed bytes stay, however old they are."""
    assert not decided(an_entry(state=state), days)


def test_an_opened_act_is_stripped_then_counted() -> None:
    """Sealed bytes go after their days; a final act becomes a number after its own, an open one never."""
    for state in OPENED_BY_OFFICE:
        entry = an_entry(state=state)
        assert decided(entry, 30).strip == (entry.id,)
        assert not decided(replace(entry, envelope=b""), 30)
        later = decided(entry, 180)
        assert bool(later.forget) == (state in FINAL)
        assert sum(later.counts.values()) == (state in FINAL - {State.WITHDRAWN})
    assert decided(an_entry(state=State.PROOF_SEEN), 181).counts == {Count("2026-08", Outcome.DONE): 1}
    assert decided(an_entry(state=State.PROOF_SEEN, training=True), 181).counts == {}


def test_old_traces_go_in_their_order() -> None:
    """Traces go by their number from the oldest; one that a clock dated late keeps those after it."""
    days = (0, 1, 400, 2, 500)
    traces = [
        Trace(TOLD + timedelta(days=day), "Ama", Event.OPENED, number=number) for number, day in enumerate(days, 1)
    ]
    assert due([], traces, lambda _: None, TOLD + timedelta(days=370), KEEP).traces == 2
    assert due([], traces, lambda _: None, TOLD, KEEP).traces == 0


def test_a_missing_trace_is_named() -> None:
    """A gap is seen between the oldest that is kept and the newest; what went from the old end is none."""
    traces = [Trace(TOLD, "", Event.OPENED, number=number) for number in (4, 5, 8)]
    assert gaps(traces) == [6, 7]
    assert gaps(traces[:2]) == gaps([]) == []


@given(states, st.dates(), st.sampled_from([None, *Withdrawal]))
def test_no_clock_changes_what_a_person_may_do(state: State, today: object, how: Withdrawal | None) -> None:
    """Whatever day the machine believes in, 1970 or 9999, her rights, the state and the next step are the same."""
    entry = an_entry(state=state, withdrawal=how, made=Moment(TOLD, 1.0, "boot"))
    shown = project(entry, today)  # type: ignore[arg-type]  # hypothesis types its dates loosely
    usual = project(entry, TOLD.date())
    assert (shown.right, shown.next, shown.state) == (usual.right, usual.next, usual.state)
