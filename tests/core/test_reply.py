"""What may be answered to an act: all that is offered is possible, and whatever is not has one reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import office
from kiosk.core.office import Before, Record
from kiosk.core.outbox import FINAL, State
from kiosk.core.reply import Hindrance, Possible, answers_to, comes_on, hindrance, is_possible
from kiosk.core.status import REASONS, Reason

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
TAKEN = Record(bytes(16), "K7Q4M29XD", bytes(16), bytes(32), b"sealed", State.TAKEN, sequence=3, at=NOW)
STOPPED = replace(TAKEN, stop_asked=True, stop_key=b"k" * 16, stop_read=True)
BEFORE = Before(State.TAKEN, "", 3, NOW, told=False, doubt=False)
_records = st.builds(
    replace,
    st.just(TAKEN),
    state=st.none() | st.sampled_from([State.TAKEN, *REASONS]),
    stop_asked=st.booleans(),
    stop_read=st.booleans(),
    stop_key=st.sampled_from([b"", b"k" * 16]),
    before=st.sampled_from([None, BEFORE]),
)
_said = st.builds(Possible, st.sampled_from(list(REASONS)), st.none() | st.sampled_from(list(Reason)))


@given(record=_records, said=_said)
def test_whatever_cannot_be_said_has_its_hindrance(record: Record, said: Possible) -> None:
    """An answer is possible exactly where the rule takes it; one that is hindered is not offered without a reading."""
    why = hindrance(record, said)
    if why is None:
        assert office.answer(record, said.state, said.reason, NOW).state is said.state
    else:
        assert why is Hindrance.UNREAD_STOP or not is_possible(record, said)


@given(record=_records)
def test_only_what_is_possible_is_offered(record: Record) -> None:
    """Every answer of the list is taken, each once; all that is possible is in it, but an appointment."""
    offered = list(answers_to(record))
    every = {Possible(state, reason) for state in REASONS for reason in (None, *Reason)}
    assert len(offered) == len(set(offered))
    wanted = {each for each in every if is_possible(record, each) and each.state is not State.APPOINTMENT}
    assert set(offered) == wanted


@pytest.mark.parametrize(
    ("record", "said", "why"),
    [
        (TAKEN, Possible(State.PROOF_SEEN), None),
        (TAKEN, Possible(State.REDO), Hindrance.REASON),
        (replace(TAKEN, state=None), Possible(State.PROOF_SEEN), Hindrance.NOT_TAKEN),
        (replace(TAKEN, state=State.DECLINED), Possible(State.PROOF_SEEN), Hindrance.FINAL),
        (replace(TAKEN, state=State.DECLINED, before=BEFORE), Possible(State.PROOF_SEEN), Hindrance.HELD),
        (replace(TAKEN, stop_asked=True), Possible(State.PROOF_SEEN), Hindrance.UNREAD_STOP),
        (replace(TAKEN, stop_asked=True), Possible(State.STOPPED), None),
        (STOPPED, Possible(State.UNREACHABLE, Reason.NO_ANSWER), Hindrance.STOPPED),
        (STOPPED, Possible(State.PROOF_SEEN), Hindrance.STOPPED),
        (STOPPED, Possible(State.PROOF_SEEN, Reason.TOO_LATE), None),
    ],
)
def test_each_hindrance_is_the_one_that_helps(record: Record, said: Possible, why: Hindrance | None) -> None:
    """A request to stop is read before anything is judged; what is final is said to be so, whatever the reason."""
    assert hindrance(record, said) is why
    assert not FINAL - set(State)


def test_an_appointment_names_its_day() -> None:
    """Each day of the week has its word; a Sunday, on which nobody comes, has none of its own."""
    monday = date(2026, 12, 7)
    words = [comes_on(monday + timedelta(days=number)) for number in range(7)]
    assert len(set(words)) == 7
    assert words[0] is Reason.COME_MONDAY
    assert words[6] is Reason.COME_ANY_DAY
