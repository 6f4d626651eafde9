"""The slip of the day: every act that is not over, once, by its reference alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.day import day
from kiosk.core.outbox import Entry, State, Withdrawal
from tests.fakes import NOW, an_entry

TODAY = NOW.day
entries = st.lists(
    st.builds(
        lambda state, withdrawal, late, left: an_entry(
            state=state,
            withdrawal=withdrawal,
            news_by=TODAY - timedelta(days=late),
            deadline=None if left is None else TODAY + timedelta(days=left),
        ),
        st.sampled_from(State),
        st.sampled_from([None, *Withdrawal]),
        st.integers(-5, 5),
        st.sampled_from([None, -1, 0, 1, 2]),
    ),
    max_size=12,
).map(lambda made: [numbered(n, entry) for n, entry in enumerate(made)])


def numbered(number: int, entry: Entry) -> Entry:
    return replace(entry, id=number.to_bytes(16), reference=f"{number:09}")


@given(entries)
def test_each_act_that_is_not_over_is_there_once(made: list[Entry]) -> None:
    """What is over is in no list, everything else in exactly one, and the slip holds references alone."""
    slip = day(made, TODAY)
    together = [*slip.waiting, *slip.taken, *slip.look]
    assert sorted(together) == sorted(entry.reference for entry in made if not entry.is_final)


@given(entries)
def test_what_needs_somebody_is_to_look_at(made: list[Entry]) -> None:
    """Late, a last day of tomorrow or before, a withdrawal to check, or refused: it never hides among the others."""
    slip = day(made, TODAY)
    for entry in made:
        if entry.is_final:
            continue
        last = entry.deadline
        needs = (
            entry.news_by < TODAY
            or (last is not None and last <= TODAY + timedelta(days=1))
            or entry.withdrawal is not None
            or entry.state in (State.QUARANTINED, State.APPOINTMENT, State.UNREACHABLE, State.REDO)
        )
        assert (entry.reference in slip.look) == needs
        if not needs:
            assert (entry.reference in slip.taken) == (entry.state is State.TAKEN)


def test_a_quiet_day() -> None:
    """With nothing in the queue the slip is empty, on any day."""
    assert day([], date(2026, 1, 1)).look == ()
