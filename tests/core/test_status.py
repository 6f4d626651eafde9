"""Status: one word, what happens next, and what she can still do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.core.outbox import FINAL, State, Withdrawal
from kiosk.core.status import NEWS, Asked, Next, Right, heard, is_news, project
from tests.fakes import NOON, NOW, an_entry

TODAY = NOW.day
LATER = replace(NOW, wall=NOON + timedelta(days=2))


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_next_step_and_a_right(state: State) -> None:
    """Whatever the state, the person hears what happens next; final means nothing more."""
    status = project(an_entry(state=state, reason="why"), TODAY)
    assert (status.state, status.reason) == (state, "why")
    assert (status.next is Next.NOTHING_MORE) == (state in FINAL)
    wanted = Right.NOTHING if state in FINAL else Right.WITHDRAW_NOW if state is State.WAITING else Right.ASK_TO_STOP
    assert status.right is wanted


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_a_wish_to_stop_is_what_comes_next(state: State) -> None:
    """Once she asked, the office checks it; with the key there is nothing left to ask, by word there is."""
    for how in Withdrawal:
        status = project(an_entry(state=state, withdrawal=how, withdrawn_at=LATER), TODAY)
        assert status.next is Next.OFFICE_CHECKS_WITHDRAWAL
        assert (status.state, status.reason) == (Asked.TO_STOP, "")
        assert status.as_of == LATER.wall
        assert (status.right is Right.NOTHING) == (how is Withdrawal.BY_KEY)


@pytest.mark.parametrize("state", State)
def test_an_answer_is_news_until_she_was_told(state: State) -> None:
    """What she has to do, or what is over, is news until somebody tells her; a newer answer is news again."""
    entry = an_entry(state=state, sequence=5)
    assert is_news(entry) == (state in NEWS)
    assert not is_news(heard(entry))
    assert is_news(replace(heard(entry), sequence=6)) == (state in NEWS)
    assert not is_news(an_entry(state=state))


def test_what_was_signed_is_known_since_it_was_signed() -> None:
    """The date of the knowledge is the signer's, or that of her own later wish; never that of the recording."""
    told = an_entry(state=State.TAKEN, told_at=LATER.wall)
    assert project(told, TODAY).as_of == LATER.wall
    wished = replace(told, withdrawal=Withdrawal.ORAL, withdrawn_at=replace(NOW, wall=NOON + timedelta(days=3)))
    assert project(wished, TODAY).as_of == NOON + timedelta(days=3)
    assert project(replace(wished, withdrawn_at=NOW), TODAY).as_of == LATER.wall
    assert project(an_entry(told_at=NOON - timedelta(days=9)), TODAY).as_of == NOON - timedelta(days=9)


def test_a_late_act_is_told_after_the_promised_day() -> None:
    """The promise is kept through its day, broken the day after, and never for what is final."""
    entry = an_entry()
    assert not project(entry, entry.news_by).late
    assert project(entry, entry.news_by + timedelta(days=1)).late
    assert not project(replace(entry, state=State.DECLINED), entry.news_by + timedelta(days=9)).late
    assert project(entry, TODAY).as_of == NOON
