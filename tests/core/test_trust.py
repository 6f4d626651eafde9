"""Which desks an office trusts, by its own clock alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.trust import (
    CODE_GRACE,
    CODE_LIFE,
    SeatIs,
    came_before,
    end_of_code,
    is_code_over,
    is_forgery,
    read_seat,
)

MADE = datetime(2026, 11, 27, 16, tzinfo=UTC)
"""A Friday."""
MOMENT = timedelta(microseconds=1)
_seconds = st.integers(0, 1 << 62)


def test_a_code_lives_a_day_and_its_claim_is_read_for_three_more() -> None:
    """Claimed on a Friday evening, a desk is vouched for until Tuesday, and not a moment longer."""
    assert timedelta(hours=24) == CODE_LIFE
    assert timedelta(hours=72) == CODE_GRACE
    until, monday = end_of_code(MADE), MADE + timedelta(days=3, hours=-7)
    assert until - MADE == CODE_LIFE
    assert not is_code_over(until, monday)
    assert not is_code_over(until, MADE + CODE_LIFE + CODE_GRACE)
    assert is_code_over(until, MADE + CODE_LIFE + CODE_GRACE + MOMENT)


@given(ago=st.timedeltas(timedelta(0), timedelta(days=400)), more=st.timedeltas(timedelta(0), timedelta(days=400)))
def test_what_ran_out_stays_so(ago: timedelta, more: timedelta) -> None:
    """A code that is over is over at every later moment."""
    until = end_of_code(MADE)
    assert is_code_over(until, MADE + ago + more) or not is_code_over(until, MADE + ago)


def test_a_seat_asks_for_a_proof_once() -> None:
    """What nobody took asks nothing; a desk that is trusted is told again; any other proves itself."""
    assert {
        (claimed, trusted): read_seat(claimed, trusted) for claimed in (True, False) for trusted in (True, False)
    } == {
        (True, True): SeatIs.KNOWN,
        (True, False): SeatIs.NEW,
        (False, True): SeatIs.NOTHING,
        (False, False): SeatIs.NOTHING,
    }
    assert [is_forgery(proves, gone) for proves in (True, False) for gone in (True, False)] == [
        False,
        False,
        False,
        True,
    ]


@given(held=st.none() | _seconds, revoked=st.none() | _seconds)
def test_a_revoked_desk_has_what_the_hub_had_before(held: int | None, revoked: int | None) -> None:
    """Nothing of it is taken that no hub says it held by then; to the second of the revocation, it is."""
    taken = came_before(held, revoked)
    assert taken is (held is not None and revoked is not None and held - revoked <= 0)
    if held is not None:
        assert came_before(held, held)
        assert not came_before(held + 1, held)
