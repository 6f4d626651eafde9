"""Forgetting: by attested time alone, never while the office may still need it, never early."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.moment import SLACK, Moment
from kiosk.core.outbox import FINAL, Entry, State, Withdrawal
from kiosk.core.retention import OPENED_BY_OFFICE, Due, Keep, Times, ahead, due
from kiosk.core.status import Reason, project
from kiosk.core.tally import Count, Outcome
from kiosk.core.trace import Event, Trace, gaps
from kiosk.core.word import BY_OFFICE
from tests.fakes import an_entry

BUILT = datetime(2026, 1, 1, tzinfo=UTC)
TOLD = datetime(2026, 3, 1, tzinfo=UTC)
KEEP = Keep(envelopes=30, entries=180, traces=365)
DAY = timedelta(days=1)
ZERO, FAR = datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
states = st.sampled_from(State)
clocks = st.one_of(
    st.sampled_from([ZERO, FAR]),
    st.integers(0, 150 * 365 * 24).map(lambda hour: ZERO + timedelta(hours=hour)),
)


def told(told: datetime | None = TOLD, made: datetime = TOLD, **changes: object) -> Entry:
    """Make an entry of which the office spoke then."""
    word = {} if told is None else {"sequence": BY_OFFICE, "told_at": told}
    return an_entry(made=Moment(made, 1.0, "boot"), **word, **changes)


def at(wall: datetime, attested: datetime | None = None, *, sure: bool = True) -> Times:
    """Say what is known of the time."""
    return Times(wall, attested or wall, BUILT, sure)


def decided(entry: Entry, days: float) -> Due:
    return due([entry], [], at(TOLD + timedelta(days=days)), KEEP)


def traced(*moments: datetime) -> list[Trace]:
    """Make traces of these moments, in this order."""
    return [Trace(moment, "Ama", Event.OPENED, number=number) for number, moment in enumerate(moments, 1)]


@given(states, clocks)
def test_without_a_signed_time_nothing_goes(state: State, wall: datetime) -> None:
    """A machine that never heard an attested time, or an act about which nothing was ever signed, keeps everything."""
    never = Times(wall, None, BUILT)
    assert not due([told(state=state)], traced(TOLD, TOLD), never, KEEP)
    assert not due([told(None, state=state)], [], at(wall), KEEP)
    by_hub = replace(told(state=state), sequence=BY_OFFICE - 1)
    assert not due([by_hub], [], at(wall), KEEP)


@given(states, clocks, clocks, st.booleans())
def test_nothing_goes_early(state: State, wall: datetime, attested: datetime, sure: bool) -> None:
    """Whichever of the two clocks lies, ahead or behind, the other one keeps everything for its days."""
    times = Times(wall, attested, BUILT, sure)
    went = due([told(state=state)], traced(TOLD, FAR, TOLD, ZERO, TOLD + DAY), times, KEEP)
    if min(wall, attested) < TOLD + timedelta(days=30):
        assert not went
    if min(wall, attested) < TOLD + timedelta(days=180):
        assert not went.forget
    if min(wall, attested) < TOLD + timedelta(days=365):
        assert not went.traces


def test_a_machine_at_1970_purges_nothing() -> None:
    """Before the build date no clock can be right: traces of that clock, and all else, stay."""
    entry = told(state=State.PROOF_SEEN)
    assert due([entry], traced(TOLD, TOLD), at(FAR), KEEP)
    assert not due([entry], traced(TOLD, ZERO, ZERO), at(ZERO, FAR), KEEP)


@given(st.lists(clocks, max_size=6), clocks)
def test_a_purge_is_done_once(moments: list[datetime], now: datetime) -> None:
    """Whatever clocks the traces were written by, what was removed is not due again, nor later on the same day."""
    traces = traced(*moments, now)
    gone = due([], traces, at(now), KEEP).traces
    left = [trace for trace in traces if trace.number > gone]
    assert left
    left.append(Trace(now, "Ama", Event.PURGED, number=len(traces) + 1))
    late = now.replace(hour=23, minute=59)
    assert not due([], left, at(late), KEEP)


@given(st.sampled_from(sorted(set(State) - OPENED_BY_OFFICE)), clocks)
def test_what_the_office_has_not_opened_stays(state: State, now: datetime) -> None:
    """Waiting, uncertain, held or set aside: the sealed bytes stay, however old they are."""
    assert not due([told(state=state)], [], at(now), KEEP)


def test_an_opened_act_is_stripped_then_counted() -> None:
    """Sealed bytes go after their days; a final act becomes a number after its own, an open one never."""
    for state in OPENED_BY_OFFICE:
        entry = told(state=state, withdrawal=Withdrawal.BY_KEY)
        assert decided(entry, 30).strip == (entry.id,)
        assert not decided(replace(entry, envelope=b""), 30)
        later = decided(entry, 180)
        assert bool(later.forget) == (state in FINAL)
        assert sum(later.counts.values()) == (state in FINAL - {State.WITHDRAWN})
    assert decided(told(state=State.PROOF_SEEN), 181).counts == {Count("2026-08", Outcome.DONE): 1}
    assert decided(told(state=State.PROOF_SEEN, training=True), 181).counts == {}


def test_a_withdrawal_made_elsewhere_is_counted_when_its_act_goes() -> None:
    """At another desk or at the office: once, beside the outcome; one that was made here was counted on its day."""
    month = "2026-08"
    stopped, withdrawn = Count(month, Outcome.STOPPED), Count(month, Outcome.WITHDRAWN)
    assert decided(told(state=State.STOPPED), 181).counts == {stopped: 1, withdrawn: 1}
    assert decided(told(state=State.STOPPED, withdrawal=Withdrawal.ORAL), 181).counts == {stopped: 1}
    assert decided(told(state=State.WITHDRAWN), 181).counts == {withdrawn: 1}
    assert decided(told(state=State.WITHDRAWN, withdrawal=Withdrawal.BY_KEY), 181).counts == {}
    too_late = told(state=State.PROOF_SEEN, reason=str(Reason.TOO_LATE))
    assert decided(too_late, 181).counts == {Count(month, Outcome.DONE): 1, withdrawn: 1}


def test_what_goes_is_counted_in_the_month_of_the_machine() -> None:
    """The office's last time may lie in a month that is over; only a clock in doubt has it count."""
    autumn, winter = datetime(2026, 10, 31, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC)
    entry = told(state=State.PROOF_SEEN)
    for sure, month in ((True, "2026-11"), (False, "2026-10")):
        assert due([entry], [], at(winter, autumn, sure=sure), KEEP).counts == {Count(month, Outcome.DONE): 1}


def test_a_word_of_a_clock_that_ran_ahead_grows_old_from_today() -> None:
    """Where the machine's clock can be right, what the office dated in the future is named; nothing else is."""
    far, now = told(FAR, state=State.PROOF_SEEN), TOLD + 3 * DAY
    assert ahead([far, told(now + SLACK), told(None)], at(now, FAR)) == (far.id,)
    assert ahead([far], at(now, FAR, sure=False)) == ahead([far], at(ZERO, FAR)) == ()


def test_a_word_of_a_clock_that_ran_behind_makes_nothing_old() -> None:
    """No word is older than its act; where no time can be right, the act stays."""
    now = TOLD + 179 * DAY
    assert not due([told(ZERO, TOLD, state=State.PROOF_SEEN)], [], at(now), KEEP).forget
    assert due([told(ZERO, TOLD, state=State.PROOF_SEEN)], [], at(now + DAY), KEEP).forget
    assert not due([told(ZERO, ZERO, state=State.PROOF_SEEN)], [], at(now + DAY), KEEP)


def test_old_traces_go_in_their_order() -> None:
    """Traces go by their number from the oldest; the newest stays: its number says which comes next."""
    traces = traced(*(TOLD + timedelta(days=day) for day in (0, 1, 400, 2, 3)))
    assert due([], traces, at(TOLD + 370 * DAY), KEEP).traces == 4
    assert due([], traces, at(TOLD + 365 * DAY), KEEP).traces == 1
    assert due([], traces, at(TOLD), KEEP).traces == 0
    assert due([], traces[:1], at(FAR), KEEP).traces == 0


def test_a_trace_of_a_wrong_clock_is_as_old_as_the_next_right_one() -> None:
    """One of 1970 or 2099 goes with the next that has a time, never before it; where none follows it stays."""
    for wrong in (ZERO, FAR):
        traces = traced(wrong, TOLD, wrong, TOLD + DAY, TOLD + 2 * DAY)
        assert [due([], traces, at(TOLD + (365 + n) * DAY), KEEP).traces for n in (-1, 0, 1, 2)] == [0, 2, 4, 4]
        assert due([], traced(wrong, wrong), at(TOLD + 700 * DAY), KEEP).traces == 0


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
