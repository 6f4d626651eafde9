"""What travels, and what a statement changes: nothing moves but by the table, in order, about the very same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.backoff import DAY, GAP, POLL, Failure, Pace, ended, failed
from kiosk.core.moment import Moment
from kiosk.core.outbox import FINAL, MOVES, Entry, Signer, State, Withdrawal, withdraw
from kiosk.core.sync import Answer, Offer, Wait, blame, by_entry, judge, may_travel, must_tell, plan, send, settle
from kiosk.core.word import BY_HUB, BY_OFFICE, OFFICE_SAYS, Ask, HubWord, NotKept, OfficeWord, Told, Word
from tests.fakes import NOON, NOW, an_entry

SEALED = sha256(b"sealed").digest()
OTHER, NONE = sha256(b"other").digest(), bytes(32)
KEY = b"k" * 16
TOMORROW = Moment(NOON + timedelta(days=1, hours=1), NOW.monotonic + 90_000, NOW.boot)
states = st.sampled_from(State)


def word(state: State, sequence: int, **changes: object) -> OfficeWord:
    """Make a statement of the office about the usual entry."""
    usual: dict[str, object] = {"act": bytes(16), "reason": "", "at": NOON, "hash": SEALED}
    return OfficeWord(state=state, sequence=sequence, **{**usual, **changes})  # type: ignore[arg-type]  # a table of fields


HELD, TAKEN = HubWord(bytes(16), State.HELD, SEALED), word(State.TAKEN, 3)
acts, hashes = st.sampled_from([bytes(16), b"x" * 16]), st.sampled_from([SEALED, OTHER, NONE])
any_words = st.builds(HubWord, act=acts, state=st.sampled_from(sorted(BY_HUB)), hash=hashes) | st.builds(
    OfficeWord,
    act=acts,
    state=st.sampled_from(sorted(OFFICE_SAYS)),
    reason=st.sampled_from(["", "come_back"]),
    sequence=st.integers(BY_OFFICE, 9),
    at=st.just(NOON),
    hash=hashes,
)
any_entries = st.builds(
    lambda state, how, sequence, key: an_entry(
        state=state,
        withdrawal=how,
        withdrawn_at=how and NOW,
        withdrawal_key=key if how is Withdrawal.BY_KEY else b"",
        sequence=sequence,
    ),
    states,
    st.none() | st.sampled_from(Withdrawal),
    st.integers(0, 6),
    st.just(KEY),
)


# ---- judging


@given(any_entries, any_words)
def test_a_statement_moves_by_the_table_or_not_at_all(entry: Entry, said: Word) -> None:
    """What changes its state has a number above the last one its signer gave, the right signer, and speaks of this."""
    after = judge(entry, said, SEALED)
    if after.state is entry.state:
        return
    assert (said.act, said.state) == (entry.id, after.state)
    assert said.sequence > entry.number
    start = State.UNCERTAIN if entry.state is State.WAITING else entry.state
    assert MOVES[start][said.state] in (Signer.OFFICE if isinstance(said, OfficeWord) else Signer.HUB, Signer.HUB)
    if isinstance(said, OfficeWord):
        assert said.hash == SEALED or (said.hash == NONE and said.state in (State.WITHDRAWN, State.STOPPED))
        assert (after.sequence, after.told_at, after.reason) == (said.sequence, said.at, said.reason)
    else:
        assert said.hash == SEALED
        assert (after.sequence, after.told_at, after.reason) == (BY_HUB[said.state], entry.told_at, "")


@given(any_entries, st.lists(any_words, max_size=8))
def test_replays_change_nothing(entry: Entry, said: list[Word]) -> None:
    """After any statements, saying all of them again in any order changes nothing more of what was signed."""
    for each in sorted(said, key=lambda each: each.sequence):
        entry = judge(entry, each, SEALED)
    once = entry
    for each in said[::-1] + said:
        entry = judge(entry, each, SEALED)
        assert entry.sequence >= once.sequence
    assert once.state not in FINAL or entry.state is once.state


@given(st.permutations([HELD, TAKEN, word(State.APPOINTMENT, 4), word(State.REDO, 5), word(State.DECLINED, 6)]))
def test_the_order_of_arrival_does_not_matter(order: list[Word]) -> None:
    """However statements arrive, the entry ends as the newest one says."""
    entry = an_entry(state=State.UNCERTAIN)
    for each in order:
        entry = judge(entry, each, SEALED)
    assert (entry.state, entry.sequence) == (State.DECLINED, 6)


@pytest.mark.parametrize("said", [word(State.TAKEN, 3, hash=OTHER), word(State.TAKEN, 3, hash=NONE)])
def test_other_bytes_are_another_act(said: Word) -> None:
    """A statement about other sealed bytes, or about none, moves nothing forward."""
    entry = an_entry(state=State.UNCERTAIN)
    assert judge(entry, said, SEALED) is entry


def test_a_hub_cannot_end_what_nobody_took_back() -> None:
    """`withdrawn` by the hub is believed where this desk has the key's withdrawal; the office's always."""
    said = HubWord(bytes(16), State.WITHDRAWN, SEALED)
    for state in (State.UNCERTAIN, State.HELD, State.QUARANTINED):
        for entry in (an_entry(state=state), withdraw(an_entry(state=state), Withdrawal.ORAL, NOW)):
            assert judge(entry, said, SEALED) is entry
            by_office = judge(entry, word(State.WITHDRAWN, 3), SEALED)
            assert (by_office.state, by_office.envelope) == (State.WITHDRAWN, b"")
        gone = judge(withdraw(an_entry(state=state), Withdrawal.BY_KEY, NOW, KEY), said, SEALED)
        assert (gone.state, gone.envelope, gone.hash) == (State.WITHDRAWN, b"", SEALED)
        assert gone.withdrawal_key == KEY  # the hub can be lost: her proof stays until the office has spoken
        assert must_tell(gone)
        heard = judge(gone, word(State.STOPPED, 3, reason="asked"), SEALED)
        assert (heard.state, heard.withdrawal_key, heard.reason) == (State.WITHDRAWN, b"", "asked")
        assert not must_tell(heard)


def test_a_signed_word_shows_that_it_left() -> None:
    """A desk restored to before an act left believes the signature, not its own memory."""
    assert judge(an_entry(), TAKEN, SEALED).state is State.TAKEN


def test_bytes_stay_until_the_office_has_ended_it() -> None:
    """Sealed bytes survive `held` and `taken`; with the final answer they and the receipt's key go, the hash stays."""
    entry = withdraw(an_entry(state=State.UNCERTAIN), Withdrawal.BY_KEY, NOW, KEY)
    for said in (HELD, TAKEN):
        entry = judge(entry, said, SEALED)
        assert (entry.envelope, entry.withdrawal_key) == (b"sealed", KEY)
    ended_ = judge(entry, word(State.STOPPED, 4), SEALED)
    assert (ended_.envelope, ended_.withdrawal_key, ended_.hash) == (b"", b"", SEALED)


def test_training_is_never_judged() -> None:
    """No word moves a training entry."""
    entry = an_entry(state=State.UNCERTAIN, training=True)
    assert judge(entry, TAKEN, SEALED) is entry


# ---- planning


@given(any_entries, st.booleans())
def test_what_is_not_over_is_asked_about_or_sent(entry: Entry, tried: bool) -> None:
    """A day later every entry is named, sent or told of; or it is over and needs nothing."""
    entry = replace(entry, next_try=NOON if tried else None)
    offer = plan([entry], TOMORROW, ended(Pace(), NOW))
    assert isinstance(offer, Offer)
    carried = {each.id for each in (*offer.known, *offer.acts, *offer.withdrawals)}
    assert carried or (entry.is_final and not must_tell(entry))
    assert (entry in offer.known) == (entry.state is not State.WAITING and not entry.is_final)


def test_nothing_new_waits_for_the_next_news() -> None:
    """With nothing to send, news is asked for at its time; something new goes after the gap, forced goes at once."""
    pace = ended(Pace(), NOW)
    soon = replace(NOW, wall=NOON + timedelta(seconds=GAP), monotonic=NOW.monotonic + GAP)
    held = an_entry(state=State.HELD)
    assert plan([held], soon, pace) == Wait(POLL - GAP)
    assert plan([an_entry()], NOW, pace) == Wait(GAP)
    assert plan([an_entry()], soon, pace) == Offer(acts=(an_entry(),))
    assert plan([held], NOW, pace, forced=True) == Offer(known=(held,))


def test_somebody_who_insists_is_heard_except_by_a_hub_that_asked_to_wait() -> None:
    """Forcing overrides every wait of this desk's own, and not that which the hub named."""
    for failure in Failure:
        step = plan([an_entry()], NOW, failed(Pace(), failure, NOW, 0, 60.0), forced=True)
        assert isinstance(step, Wait) == (failure is Failure.RATE_LIMITED)


def test_what_was_tried_least_goes_first() -> None:
    """An act that fails again and again stands behind all others."""
    tried = an_entry(id=b"1" * 16, reference="A", attempts=9)
    fresh = an_entry(id=b"2" * 16, reference="B")
    offer = plan([tried, fresh], NOW, Pace())
    assert isinstance(offer, Offer)
    assert offer.acts == (fresh, tried)


def test_training_is_never_planned() -> None:
    """A training entry is neither named nor sent nor told of, however it came here."""
    entries = [
        withdraw(an_entry(state=state, training=True), Withdrawal.ORAL, NOW) for state in sorted(set(State) - FINAL)
    ]
    assert plan(entries, NOW, Pace(), forced=True) == Offer()
    assert not any(may_travel(entry) or must_tell(entry) for entry in entries)


def test_a_withdrawal_travels_until_the_office_has_ended_it() -> None:
    """Of an act that never left, too; the hub's own signature is not enough, for a hub can be lost."""
    tombstone = withdraw(an_entry(), Withdrawal.BY_KEY, NOW, KEY)
    assert must_tell(tombstone)
    assert must_tell(replace(tombstone, sequence=2))
    assert must_tell(replace(tombstone, sequence=BY_OFFICE))  # a hub's number: the office's word lets the key go
    assert not must_tell(replace(tombstone, sequence=BY_OFFICE, withdrawal_key=b""))
    for state in FINAL - {State.WITHDRAWN}:
        assert not must_tell(an_entry(state=state, withdrawal=Withdrawal.ORAL, sequence=4))


# ---- settling


def settled(entry: Entry, answer: Answer) -> Entry:
    """Settle at noon, without jitter."""
    return settle(entry, answer, NOW, 0.0, SEALED)


def test_what_was_sent_and_not_answered_waits_longer_each_time() -> None:
    """Without a word on it, an entry is tried after a minute, two, four, and then each day."""
    entry, waits = an_entry(), []
    for _ in range(14):
        entry = settled(send(entry), Answer(act=True))
        assert entry.next_try
        waits.append((entry.next_try - NOON).total_seconds())
    assert waits[:3] == [60, 120, 240]
    assert waits[-1] == DAY
    assert entry.state is State.UNCERTAIN


@pytest.mark.parametrize("why", NotKept)
def test_a_refused_act_is_set_aside_with_the_reason(why: NotKept) -> None:
    """It is visible, tried again the next day, and a word moves it on from there."""
    entry = settled(send(an_entry()), Answer(act=True, refused=why))
    assert (entry.state, entry.reason, entry.next_try) == (State.QUARANTINED, why, NOON + timedelta(days=1))
    again = settled(send(entry), Answer(act=True, refused=NotKept.TOO_LARGE))
    assert (again.state, again.reason) == (State.QUARANTINED, NotKept.TOO_LARGE)
    assert settled(send(entry), Answer((HELD,), act=True)).state is State.HELD


def test_a_refusal_takes_nothing_back_from_what_was_signed() -> None:
    """An act that somebody signed for keeps its state when a later offer, or its withdrawal, is refused."""
    for entry in (an_entry(state=State.TAKEN, sequence=3), withdraw(an_entry(), Withdrawal.BY_KEY, NOW, KEY)):
        wish, why = entry.withdrawal, NotKept.CONFLICT
        for answer in (Answer(act=True, refused=why, wish=wish), Answer(withdrawal=True, refused=why, wish=wish)):
            assert settled(entry, answer) == replace(entry, next_try=NOON + timedelta(days=1))


def test_a_withdrawal_that_is_kept_is_told_again_the_next_day() -> None:
    """Until something signed ends it."""
    entry = withdraw(an_entry(state=State.TAKEN, sequence=3), Withdrawal.ORAL, NOW)
    kept = settled(entry, Answer(withdrawal=True, kept=True, wish=Withdrawal.ORAL))
    assert kept.next_try == NOON + timedelta(days=1)
    assert withdraw(kept, Withdrawal.BY_KEY, NOW, KEY).next_try is None


def test_a_withdrawal_during_the_request_goes_with_the_next_one() -> None:
    """What was not in the request is not put off by its answer, whether the act was kept or refused."""
    entry = withdraw(send(an_entry()), Withdrawal.ORAL, NOW)
    for answer in (Answer((HELD,), act=True), Answer(act=True, refused=NotKept.CONFLICT), Answer(act=True)):
        assert settled(entry, answer).next_try is None


def test_who_alone_makes_the_hub_fail_is_shown_to_staff() -> None:
    """The first time it is put off, the second time it is set aside; a word moves it on."""
    once = blame(send(an_entry()), NOW, 0.0)
    twice = blame(send(once), NOW, 0.0)
    assert (once.state, once.next_try) == (State.UNCERTAIN, NOON + timedelta(minutes=1))
    assert (twice.state, twice.reason) == (State.QUARANTINED, Failure.SERVER_ERROR)
    assert judge(twice, HELD, SEALED).reason == ""
    assert blame(an_entry(state=State.HELD), NOW, 0.0).state is State.HELD


def test_an_answer_is_sorted_by_entry() -> None:
    """Each entry gets what was said of it and no other; statements come in their order."""
    one, two, three = (an_entry(id=bytes([n]) * 16, reference=f"{n}") for n in range(3))
    late, early = word(State.REDO, 5), word(State.TAKEN, 3)
    told = Told((late, early), refused=((two.id, NotKept.CONFLICT),), kept=frozenset({three.id}))
    assert by_entry(Ask((one,), (two,), (three,)), told) == {
        one.id: Answer((early, late)),
        two.id: Answer(act=True, refused=NotKept.CONFLICT),
        three.id: Answer(withdrawal=True, kept=True),
    }


def test_a_tombstone_ends_when_the_office_says_so() -> None:
    """An act withdrawn before it left travels as a withdrawal until the office, which never had it, says stopped."""
    gone = withdraw(an_entry(), Withdrawal.BY_KEY, NOW, KEY)
    assert (gone.state, gone.envelope, must_tell(gone), may_travel(gone)) == (State.WITHDRAWN, b"", True, False)
    heard = judge(gone, HubWord(bytes(16), State.WITHDRAWN, OTHER), b"")
    assert (heard.sequence, heard.withdrawal_key, must_tell(heard)) == (2, KEY, True)
    for before in (gone, heard):
        for hash_known in (b"", SEALED):
            ended = judge(before, word(State.STOPPED, BY_OFFICE, hash=NONE), hash_known)
            assert (ended.state, ended.withdrawal_key, ended.sequence) == (State.WITHDRAWN, b"", BY_OFFICE)
            assert not must_tell(ended)
            assert not may_travel(ended)
            assert judge(ended, word(State.TAKEN, BY_OFFICE + 1, hash=NONE), hash_known) == ended
