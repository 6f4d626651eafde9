"""The laws of what the office may say: one table, shared with the desk's moves, and the hub's SQL keeps it too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args, get_type_hints

import pytest

from kiosk.core import office, reply
from kiosk.core.outbox import FINAL, MOVES, Signer, State
from kiosk.core.status import REASONS, Reason
from kiosk.hub import said
from kiosk.office import typed
from kiosk.wire.signed import Acknowledgement

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)  # a Monday


def test_the_office_moves_by_the_one_table() -> None:
    """Whatever the office said, it may go on where the outbox's table lets it, and nowhere before it took the act."""
    for state in State:
        allowed = {to for to in State if office.may_follow(state, to)}
        assert allowed == {to for to, by in MOVES[state].items() if by is Signer.OFFICE and to in REASONS}
        assert not allowed or state not in FINAL
    assert not any(office.may_follow(None, to) for to in State)


def test_the_hub_calls_final_what_the_table_calls_final() -> None:
    """The hub's SQL and the office's rules agree on which states end an act, and on which states can be signed."""
    assert set(said.FINAL) == {str(state) for state in FINAL}
    signable = set(get_args(get_type_hints(Acknowledgement)["state"]))
    assert {str(state) for state in REASONS} <= signable


def test_what_is_not_final_says_why() -> None:
    """An answer that asks her to do something has a reason of its own list; the final ones may have none."""
    for state, reasons in REASONS.items():
        assert office.says_why(state, None) is (state in FINAL)
        assert {reason for reason in Reason if office.says_why(state, reason)} == reasons


@pytest.mark.parametrize("reason", list(Reason))
def test_nothing_is_proven_while_a_stop_is_unread(reason: Reason) -> None:
    """Asked to stop, `proof_seen` waits for a reader; with her key only that it was too late is left."""
    for by_key in (True, False):
        assert not office.answers_stop(State.PROOF_SEEN, reason, asked=True, read=False, by_key=by_key)
    assert office.answers_stop(State.PROOF_SEEN, reason, asked=True, read=True, by_key=True) is (
        reason is Reason.TOO_LATE
    )
    assert office.answers_stop(State.APPOINTMENT, reason, asked=True, read=True, by_key=False)
    assert not office.answers_stop(State.APPOINTMENT, reason, asked=True, read=True, by_key=True)


def test_a_day_after_the_last_useful_one_is_noticed() -> None:
    """Said on Monday: "come Saturday" is after a last day on Thursday; "come Thursday" is not."""
    thursday = date(2026, 12, 3)
    assert reply.comes_too_late(Reason.COME_SATURDAY, thursday, NOW.date()) == date(2026, 12, 5)
    assert reply.comes_too_late(Reason.COME_THURSDAY, thursday, NOW.date()) is None
    assert reply.comes_too_late(Reason.COME_MONDAY, thursday, NOW.date()) == date(2026, 12, 7)
    assert reply.comes_too_late(Reason.COME_SATURDAY, None, NOW.date()) is None
    assert reply.comes_too_late(Reason.BRING_VITALE, thursday, NOW.date()) is None


def test_a_final_answer_is_held_for_a_while() -> None:
    """Ten minutes; nothing else is held, and a clock that was set back frees it."""
    for state in State:
        assert office.is_held(state, NOW, NOW + office.HOLD - timedelta(seconds=1)) is (state in FINAL)
        assert not office.is_held(state, NOW, NOW + office.HOLD)
        assert not office.is_held(state, NOW, NOW - timedelta(seconds=1))


def test_every_state_and_reason_has_one_french_word() -> None:
    """Words and codes are read alike, in any case and with any accents; no word means two things."""
    for words in (typed.STATES, typed.REASONS):
        assert len(set(words.values())) == len(words)
    for state, word in typed.STATES.items():
        assert {typed.meaning_of(form, typed.STATES) for form in _forms(word, state)} == {state}
    for reason, word in typed.REASONS.items():
        assert {typed.meaning_of(form, typed.REASONS) for form in _forms(word, reason)} == {reason}
    assert set(typed.STATES) == set(REASONS)
    assert set(typed.REASONS) == set(Reason)
    assert typed.meaning_of("Mardi", typed.REASONS) is Reason.COME_TUESDAY
    assert typed.meaning_of("jamais", typed.REASONS) is None


def _forms(word: str, code: str) -> tuple[str, ...]:
    return word, word.upper().replace("-", " "), code


def test_a_withdrawal_by_itself_is_no_second_act() -> None:
    """Another desk knows no act, only reference and key: of one key there is one act to answer, of two keys two."""
    act = office.Record(b"a" * 16, "K7Q4M29X5", b"d" * 16, b"k" * 32, b"h" * 32)
    alone = office.Record(b"b" * 16, "K7Q4M29X5", bytes(16), b"k" * 32, b"", stop_asked=True)
    other = office.Record(b"c" * 16, "K7Q4M29X5", bytes(16), b"o" * 32, b"", stop_asked=True)
    assert office.distinct([alone, act]) == [act]
    assert office.distinct([alone, act, other]) == [act, other]
    assert office.distinct([alone]) == [alone]
