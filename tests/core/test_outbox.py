"""The outbox: one table of moves, states never go back, and a withdrawal is heard once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import IllegalMove
from kiosk.core.outbox import (
    FINAL,
    MOVES,
    Entry,
    Signer,
    State,
    Withdrawal,
    by_urgency,
    move,
    offer,
    withdraw,
)
from tests.fakes import NOON, NOW, an_entry

KEY = b"sixteen bytes .."
LATER = replace(NOW, wall=NOON + timedelta(days=1))
OFFICE_ALONE = {
    State.TAKEN,
    State.APPOINTMENT,
    State.UNREACHABLE,
    State.REDO,
    State.PROOF_SEEN,
    State.DECLINED,
    State.STOPPED,
}
states = st.sampled_from(State)


def reached(start: State) -> set[State]:
    """Every state that some moves lead to."""
    found: set[State] = set()
    waiting = [start]
    while waiting:
        for to in MOVES[waiting.pop()]:
            if to not in found:
                found.add(to)
                waiting.append(to)
    return found


def test_the_table_knows_every_state() -> None:
    """Each state has its row; the final ones, and they alone, have no way on."""
    assert set(MOVES) == set(State)
    assert {state for state, row in MOVES.items() if not row} == FINAL


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_every_act_can_still_end(state: State) -> None:
    """From every state that is not final, a final one can be reached."""
    assert reached(state) & FINAL


def test_nothing_goes_back_to_before_it_was_sent() -> None:
    """No moves lead back to waiting, nor from anything signed back to uncertain, held or taken twice."""
    assert all(State.WAITING not in reached(state) for state in State)
    for state in (State.UNCERTAIN, State.QUARANTINED, State.HELD, State.TAKEN):
        assert state not in reached(state)


def test_who_may_say_so() -> None:
    """The desk alone speaks of what it sends, the hub only of holding and withdrawing, the office of all else."""
    for row in MOVES.values():
        for to, signer in row.items():
            if to in OFFICE_ALONE:
                assert signer is Signer.OFFICE
            elif to is State.HELD:
                assert signer is Signer.HUB
            elif to in (State.UNCERTAIN, State.QUARANTINED):
                assert signer is Signer.DESK
    assert MOVES[State.WAITING] == {State.UNCERTAIN: Signer.DESK, State.WITHDRAWN: Signer.DESK}
    assert MOVES[State.HELD][State.WITHDRAWN] is Signer.HUB
    assert State.WITHDRAWN not in MOVES[State.TAKEN]
    assert {to for to, signer in MOVES[State.UNCERTAIN].items() if signer is Signer.DESK} == {State.QUARANTINED}


@given(states, states, st.sampled_from(Signer))
def test_only_the_table_moves(start: State, to: State, signer: Signer) -> None:
    """A move happens exactly if the table has it for this signer, and changes state and reason alone."""
    entry = an_entry(state=start, reason="before")
    if MOVES[start].get(to) is signer:
        assert move(entry, to, signer, "why") == replace(entry, state=to, reason="why")
    else:
        with pytest.raises(IllegalMove):
            move(entry, to, signer)


@given(st.lists(st.tuples(states, st.sampled_from(Signer)), max_size=30))
def test_no_sequence_of_moves_leaves_a_final_state(tries: list[tuple[State, Signer]]) -> None:
    """Whoever says whatever in whatever order, a final act stays as it is."""
    entry = an_entry()
    final: Entry | None = None
    for to, signer in tries:
        with suppress(IllegalMove):
            entry = move(entry, to, signer)
        if final:
            assert entry is final
        final = entry if entry.is_final else None


def test_offering_is_noted_before_it_happens() -> None:
    """An offered act is uncertain, each offer counts, and the bytes stay the same."""
    once = offer(an_entry())
    twice = offer(once)
    assert (once.state, once.attempts, twice.attempts) == (State.UNCERTAIN, 1, 2)
    assert twice == replace(once, attempts=2)
    assert offer(an_entry(state=State.HELD)).state is State.HELD


def test_the_key_withdraws_at_once_what_never_left() -> None:
    """A waiting act is withdrawn on the spot, its sealed bytes go, a tombstone stays."""
    gone = withdraw(an_entry(), Withdrawal.BY_KEY, LATER, KEY)
    assert (gone.state, gone.envelope) == (State.WITHDRAWN, b"")
    assert (gone.withdrawal, gone.withdrawn_at, gone.withdrawal_key) == (Withdrawal.BY_KEY, LATER, KEY)
    assert (gone.id, gone.reference, gone.key_hash) == (bytes(16), "K7Q4M29XD", bytes(32))


@pytest.mark.parametrize("state", sorted(set(State) - FINAL - {State.WAITING}))
def test_the_key_asks_for_what_has_left(state: State) -> None:
    """What may be elsewhere keeps its state and its bytes: the wish is recorded and travels."""
    asked = withdraw(an_entry(state=state), Withdrawal.BY_KEY, LATER, KEY)
    assert (asked.state, asked.envelope, asked.withdrawal) == (state, b"sealed", Withdrawal.BY_KEY)


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_word_of_mouth_is_recorded_and_decides_nothing(state: State) -> None:
    """Without the key nothing moves: the office checks it with her."""
    asked = withdraw(an_entry(state=state), Withdrawal.ORAL, LATER)
    assert asked == replace(an_entry(state=state), withdrawal=Withdrawal.ORAL, withdrawn_at=LATER)


@given(states, st.lists(st.sampled_from(Withdrawal), min_size=1, max_size=4))
def test_withdrawing_again_changes_nothing(state: State, how: list[Withdrawal]) -> None:
    """The same withdrawal twice is one; the first moment is kept; the key outweighs the word, never the reverse."""
    entry = an_entry(state=state)
    if entry.is_final:
        with pytest.raises(IllegalMove):
            withdraw(entry, how[0], NOW)
        return
    for each in how:
        if entry.is_final:
            return
        once = withdraw(entry, each, NOW)
        if not once.is_final:
            assert withdraw(once, each, LATER) == once
            assert once.withdrawal is (Withdrawal.BY_KEY if entry.withdrawal is Withdrawal.BY_KEY else each)
        entry = once


@given(st.permutations(range(5)))
def test_the_queue_shows_the_most_urgent_first(order: list[int]) -> None:
    """What can still move stands first, nearest deadline first, then the oldest; the order does not depend on luck."""
    wanted = [
        an_entry(id=b"0" * 16, reference="A", deadline=date(2026, 11, 25)),
        an_entry(id=b"1" * 16, reference="B", state=State.HELD, made=replace(NOW, wall=NOON - timedelta(days=2))),
        an_entry(id=b"2" * 16, reference="C"),
        an_entry(id=b"3" * 16, reference="D", deadline=date(2027, 1, 1)),
        an_entry(id=b"4" * 16, reference="E", state=State.PROOF_SEEN, deadline=date(2026, 1, 1)),
    ]
    assert by_urgency([wanted[at] for at in order]) == wanted
