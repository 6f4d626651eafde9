"""The office's rules, record in and record out: whatever comes in which order, states never go back, and a key ends."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core import office, relearning
from kiosk.core.errors import IllegalMove
from kiosk.core.office import NOBODY, Came, Record, Wish
from kiosk.core.outbox import FINAL, MOVES, Signer, State
from kiosk.core.status import REASONS, Reason
from kiosk.core.word import BY_OFFICE

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ACT, HERS, OTHER = b"a" * 16, b"her desk".ljust(16), b"another desk".ljust(16)
KEY, WRONG = b"k" * 16, b"w" * 16
CAME = Came(ACT, "K7Q4M29XD", HERS, b"#" + KEY, b"sealed")


def wish(sender: bytes = HERS, key: bytes = b"", claims: bytes = b"#" + KEY) -> Wish:
    """Make a withdrawal; a key's hash is the key behind a sign."""
    return Wish(ACT, "K7Q4M29XD", sender, claims, key, b"#" + key if key else b"")


_keys = st.sampled_from([b"", KEY, WRONG])
_wishes = st.builds(wish, st.sampled_from([NOBODY, HERS, OTHER]), _keys, st.sampled_from([b"#" + KEY, b"#" + WRONG]))
_answers = st.sampled_from([(state, reason) for state in REASONS for reason in (None, *sorted(REASONS[state]))])
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("wish"), _wishes),
        st.tuples(st.just("came"), st.booleans()),
        st.tuples(st.just("shown"), st.none()),
        st.tuples(st.just("read"), st.none()),
        st.tuples(st.just("answer"), st.tuples(_answers, st.booleans())),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("signed"), st.none()),
        st.tuples(st.just("alone"), st.none()),
    ),
    max_size=12,
)


def come(record: Record | None, now: datetime, doubt: bool = False) -> Record | None:
    """Let the act come, as a house takes it."""
    if office.is_done(record) or office.is_other(record, CAME.hash):
        return record
    arrived = office.arrive(record, CAME)
    if arrived.stop_key:
        return office.end_unseen(arrived, arrived.stop_key, now)
    return office.take(arrived, None, now, stop_asked=False, doubt=doubt)


def step(record: Record | None, what: str, how: object, now: datetime) -> Record | None:
    """Do one thing."""
    match what, how:
        case "wish", Wish() as each:
            return office.hear(record, each, now) or record
        case "came", bool(doubt):
            return come(record, now, doubt)
    if record is None:
        return None
    match what, how:
        case "shown", _ if record.state is State.TAKEN:
            return replace(record, shown=True)
        case "read", _:
            return replace(record, stop_read=record.stop_asked)
        case "answer", ((State() as state, (Reason() | None) as reason), bool(hold)):
            with suppress(IllegalMove):
                return office.answer(record, state, reason, now, hold=hold)
        case "undo", _:
            with suppress(IllegalMove):
                return office.take_back(record)
        case "signed", _:
            return replace(record, before=None)
        case "alone", _:
            return office.end_alone(record, now)
    return record


@settings(max_examples=300, deadline=None, derandomize=True)
@given(steps=_steps)
def test_states_never_go_back(steps: list[tuple[str, object]]) -> None:
    """Each change is a move of the table with a higher number, but an answer that nobody was told and a false end."""
    record: Record | None = None
    for number, (what, how) in enumerate(steps):
        before, now = record, NOW + timedelta(minutes=number)
        record = step(record, what, how, now)
        if record is None or before is None or record == before:
            continue
        assert not record.stop_key or b"#" + record.stop_key == record.key_hash, "a key that is kept fits"
        taken_back = before.before is not None and record.before is None and what in ("undo", "wish")
        if taken_back:
            assert what == "undo" or not record.stop_read
            continue
        assert record.sequence >= before.sequence
        if record.state is before.state:
            continue
        # What was said of an act that never came was of another's: the true one begins.
        start = None if what == "came" and not before.hash else before.state
        assert record.state is not None
        assert MOVES[start or State.HELD].get(record.state) is Signer.OFFICE
        assert record.sequence > before.sequence
        assert record.sequence >= BY_OFFICE
        assert not record.told


@settings(max_examples=200, deadline=None, derandomize=True)
@given(steps=_steps)
def test_a_key_ends_what_nobody_was_shown_in_whatever_order(steps: list[tuple[str, object]]) -> None:
    """Her key and her act, both there: it is never work; only a person who was shown it can say something else."""
    record: Record | None = None
    for number, (what, how) in enumerate([*steps, ("wish", wish(key=KEY)), ("came", False), ("wish", wish(key=KEY))]):
        record = step(record, what, how, NOW + timedelta(minutes=number))
    assert record is not None
    assert not office.is_work(record)
    assert record.shown or record.state is State.STOPPED
    assert record.stop_key == KEY


@pytest.mark.parametrize("key", [b"", WRONG])
def test_a_stranger_without_the_key_changes_nothing(key: bytes) -> None:
    """Another desk's word on an act counts only with its key."""
    taken = come(None, NOW)
    assert taken is not None
    assert office.hear(taken, wish(OTHER, key, b"#" + WRONG), NOW) is None


def test_a_withdrawal_that_was_another_s_does_not_end_the_act_that_comes() -> None:
    """A desk that claims an act with a key of its own ends only the claim: the act itself is work."""
    claimed = office.hear(None, wish(OTHER, WRONG, b"#" + WRONG), NOW)
    assert claimed is not None
    ended = office.end_alone(claimed, NOW)
    assert ended.state is State.STOPPED
    record = come(ended, NOW)
    assert office.is_work(record)
    assert record is not None
    assert (record.stop_key, record.stop_asked) == (b"", False)
    assert record.sequence > ended.sequence


@pytest.mark.parametrize("state", sorted(FINAL & set(REASONS)))
def test_what_was_taken_back_was_never_said(state: State) -> None:
    """A held answer that is taken back leaves all as it was; once it is signed it stays."""
    taken = come(None, NOW)
    assert taken is not None
    taken = replace(taken, told=True, shown=True)
    held = office.answer(taken, state, None, NOW, hold=True)
    assert office.stays(held, NOW + timedelta(minutes=9))
    assert not office.stays(held, NOW + office.HOLD)
    assert office.take_back(held) == taken
    with pytest.raises(IllegalMove):
        office.take_back(replace(held, before=None))


def test_a_wish_takes_back_an_answer_that_nobody_was_told() -> None:
    """She asks to stop while `proof_seen` is held: it is open again, and whoever reads her wish answers anew."""
    taken = come(None, NOW)
    assert taken is not None
    held = office.answer(taken, State.PROOF_SEEN, None, NOW, hold=True)
    heard = office.hear(held, wish(key=KEY), NOW)
    assert heard is not None
    assert heard.state not in FINAL or heard.state is State.STOPPED
    assert heard.before is None


def test_the_office_relearns_only_what_is_later_and_gives_up_no_decision() -> None:
    """Its own forgotten word is taken over; a person's newer one is said again after it, but not over an end."""
    taken = come(None, NOW)
    assert taken is not None
    said = relearning.OwnWord(HERS, State.APPOINTMENT, Reason.COME_MONDAY, 9, NOW)
    learnt = relearning.relearn(taken, said, NOW)
    assert (learnt.state, learnt.sequence, learnt.told, learnt.shown) == (State.APPOINTMENT, 9, True, True)
    assert relearning.relearn(learnt, replace(said, sequence=8), NOW) == learnt
    decided = office.answer(taken, State.UNREACHABLE, Reason.NO_ANSWER, NOW)
    again = relearning.relearn(decided, said, NOW)
    assert (again.state, again.sequence, again.told) == (State.UNREACHABLE, 10, False)
    assert relearning.relearn(decided, replace(said, state=State.DECLINED), NOW).state is State.DECLINED
