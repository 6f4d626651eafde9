"""The rules of passing an act on: who may, what leaves, what the other office hears of what she takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import passing as rules
from kiosk.core.consent import Understanding
from kiosk.core.errors import ConsentMissing, IllegalMove
from kiosk.core.moment import Moment
from kiosk.core.office import HOLD, Before, Record
from kiosk.core.outbox import FINAL, Entry, State, Withdrawal
from kiosk.core.pass_errors import PartnerBusy, PassedAlready, TakenThere
from kiosk.core.passing import Partner, PassConsent, PassedAct, PassNews
from kiosk.core.tray import Item, Tray, trays
from kiosk.core.work import CALLS, Deed, Work, WorkNote, apply, judge_deed

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
AT = Moment(NOW, 0.0, "")
ACT, NEW, KEY = b"a" * 16, b"n" * 16, b"k" * 16
ENTRY = Entry(NEW, "K7Q4M29X5", b"h" * 32, b"sealed", AT, date(2026, 12, 1))
PASSED = PassedAct(ACT, b"d" * 16, "Le canal", ENTRY, KEY)
RECORD = Record(ACT, "K7Q4M29X5", b"x" * 16, b"y" * 32, b"z" * 32, State.TAKEN, sequence=3, at=NOW, shown=True)
MINE = Work(1, "Ana", NOW)
AWAY = apply(MINE, WorkNote(ACT, 2, Deed.PASS_ON, "Ana", NOW, to="Le canal", text=NEW.hex()))
PARTNER = Partner(b"d" * 16, "Le canal", "http://127.0.0.1", b"file", b"s" * 32, b"t" * 32)
there = st.sampled_from([each for each in State if each not in FINAL])


def at(state: State, **more: object) -> PassedAct:
    """Give the act as it stands there."""
    return replace(PASSED, entry=replace(ENTRY, state=state, **more))  # type: ignore[arg-type]  # fields of an entry


@pytest.mark.parametrize("how", list(Understanding))
def test_a_consent_says_how_she_heard_it_and_not_by_a_relative_alone(how: Understanding) -> None:
    """Every way but one counts; none at all does not."""
    said = PassConsent("Êtes-vous d’accord ?", "fr", "", how, NOW)
    if how is Understanding.RELATIVE:
        with pytest.raises(ConsentMissing):
            rules.check_consent(said)
    else:
        rules.check_consent(said)
    for none in (replace(said, understanding=None), replace(said, text=" ")):
        with pytest.raises(ConsentMissing):
            rules.check_consent(none)


def test_only_what_goes_on_and_is_here_is_passed_on() -> None:
    """Not what has ended, nor what she asked to stop, nor what is at another office."""
    rules.check_pass(RECORD, MINE)
    with pytest.raises(PassedAlready):
        rules.check_pass(RECORD, AWAY)
    for no in (replace(RECORD, state=State.DECLINED), replace(RECORD, stop_asked=True), replace(RECORD, hash=b"")):
        with pytest.raises(IllegalMove):
            rules.check_pass(no, MINE)


@pytest.mark.parametrize("deed", list(Deed))
def test_nobody_here_calls_her_while_it_is_there(deed: Deed) -> None:
    """Calls are refused; what is noted, answered and had back is not."""
    day = NOW.date() if deed is Deed.CALL_BACK else None
    note = WorkNote(ACT, 0, deed, "Ana", NOW, to="Bo", day=day, text="x")
    held = replace(AWAY, owner="Ana", touched=NOW)
    if deed in CALLS:
        with pytest.raises(PassedAlready):
            judge_deed(held, note, NOW)
    elif deed is not Deed.TAKE_OVER:
        assert judge_deed(held, note, NOW).number == held.number + 1


def test_passing_on_needs_the_act_and_coming_back_makes_it_somebodys() -> None:
    """It is nobody's while it is there; who has it back has it, and it can be called again."""
    assert (AWAY.owner, AWAY.passed, AWAY.passed_as) == ("", "Le canal", NEW.hex())
    with pytest.raises(IllegalMove):
        judge_deed(MINE, WorkNote(ACT, 0, Deed.RETURN, "Ana", NOW), NOW)
    with pytest.raises(IllegalMove):
        judge_deed(Work(), WorkNote(ACT, 0, Deed.PASS_ON, "Ana", NOW, to="B", text="00"), NOW)
    back = apply(AWAY, judge_deed(AWAY, WorkNote(ACT, 0, Deed.RETURN, "Bo", NOW), NOW))
    assert (back.owner, back.passed, back.passed_as) == ("Bo", "", "")


def test_it_waits_and_comes_up_with_an_outcome() -> None:
    """In the tray of what waits, and in that of what is to be read once the other office said something."""
    item = Item(ACT, "K7Q4M29X5", "", "", NOW, None, State.TAKEN, "", AWAY, passed=PassNews("Le canal", State.HELD))
    assert trays(item, "Ana", NOW) == {Tray.WAITS}
    said = replace(item, passed=PassNews("Le canal", State.UNREACHABLE, unsaid=True))
    assert trays(said, "Ana", NOW) == {Tray.WAITS, Tray.TO_READ}


@given(state=there, by_key=st.booleans(), oral=st.booleans(), ended=st.sampled_from([None, *FINAL]))
def test_what_she_takes_back_here_is_heard_there(state: State, by_key: bool, oral: bool, ended: State | None) -> None:
    """With her key the key over there is used, else the other office checks with her; what never left never does."""
    record = replace(RECORD, stop_asked=by_key or oral, stop_key=KEY if by_key else b"", state=ended or State.TAKEN)
    after = rules.heed(at(state), record, AT).entry
    if not (by_key or oral or ended):
        assert after == at(state).entry
    elif state is State.WAITING:
        assert (after.state, after.envelope, after.withdrawal_key) == (State.WITHDRAWN, b"", KEY)
    elif by_key:
        assert (after.withdrawal, after.withdrawal_key) == (Withdrawal.BY_KEY, KEY)
    else:
        assert (after.withdrawal, after.withdrawal_key) == (Withdrawal.ORAL, b"")
    if after.withdrawal:
        assert after in rules.first_ask([after]).withdrawals
        assert rules.heed(replace(PASSED, entry=after), record, AT).entry == after


def test_a_key_that_comes_after_mere_words_is_heard_too() -> None:
    """First orally, then with her receipt: the second outweighs the first."""
    oral = rules.heed(at(State.HELD), replace(RECORD, stop_asked=True), AT)
    keyed = rules.heed(oral, replace(RECORD, stop_asked=True, stop_key=KEY), AT)
    assert [each.entry.withdrawal for each in (oral, keyed)] == [Withdrawal.ORAL, Withdrawal.BY_KEY]


@given(state=st.sampled_from(State))
def test_it_is_asked_back_until_it_was_taken(state: State) -> None:
    """Once the other office has taken it, only that office gives it up; what has ended there changes no more."""
    if state in FINAL:
        assert rules.ask_back(at(state), AT) == at(state)
    elif state in (State.TAKEN, State.APPOINTMENT, State.UNREACHABLE, State.REDO):
        with pytest.raises(TakenThere):
            rules.ask_back(at(state), AT)
    else:
        assert rules.ask_back(at(state), AT).entry.withdrawal is Withdrawal.BY_KEY


def test_an_end_that_can_be_taken_back_is_not_told_there_yet() -> None:
    """While a final answer stays here, the other office hears nothing of it; then it does."""
    before = Before(State.TAKEN, "", 3, NOW, told=True, doubt=False)
    held = replace(RECORD, state=State.DECLINED, sequence=4, before=before)
    assert rules.heed(at(State.TAKEN), held, AT) == at(State.TAKEN)
    later = Moment(NOW + HOLD, 0.0, "")
    assert rules.heed(at(State.TAKEN), held, later).entry.withdrawal is Withdrawal.ORAL


@given(raw=st.binary(min_size=96, max_size=96))
def test_a_slip_is_read_as_it_was_written(raw: bytes) -> None:
    """Any seat learns from the note of an act under which id it is there, and what takes it back."""
    slip = rules.Slip(raw[:16], raw[16:32], raw[32:64], "K7Q4M29X5", raw[64:80])
    text = rules.write_slip(slip)
    assert rules.read_slip(text) == slip
    away = apply(MINE, WorkNote(ACT, 2, Deed.PASS_ON, "Ana", NOW, to="Le canal", text=text))
    assert (away.passed_as, away.passed_slip) == (slip.act.hex(), text)
    followed = rules.follow(slip, RECORD, "Le canal", b"h" * 32, AT)
    assert rules.is_followed(followed)
    assert rules.current([followed], away) == followed
    assert not rules.is_cut(followed, MINE)
    assert rules.news(followed, away) == PassNews("Le canal"), "whether it has left, only the seat knows that sends it"
    for none in (NEW.hex(), "", text[:-4], text + " x", "zz " + text.partition(" ")[2]):
        assert rules.read_slip(none) is None


def test_what_nobody_noted_never_leaves() -> None:
    """Cut off between the seal and its note, an act is dropped; with its note, it leaves."""
    assert rules.is_cut(PASSED, MINE)
    assert rules.is_cut(PASSED, replace(AWAY, passed_as="other"))
    assert not rules.is_cut(PASSED, AWAY)
    assert not rules.is_cut(at(State.HELD), MINE)


def test_a_partner_stays_as_long_as_something_is_there() -> None:
    """Also one whose withdrawal was not answered by the office itself."""
    for each in (at(State.HELD), at(State.WITHDRAWN, withdrawal=Withdrawal.BY_KEY, sequence=2)):
        with pytest.raises(PartnerBusy):
            rules.check_parting(PARTNER, [each])
    rules.check_parting(PARTNER, [at(State.DECLINED, sequence=4), replace(PASSED, partner=b"o" * 16)])


@given(state=st.sampled_from(State), number=st.integers(0, 9), heard=st.integers(0, 9))
def test_an_outcome_comes_up_until_her_desk_was_told(state: State, number: int, heard: int) -> None:
    """What somebody here said on, at whichever seat, comes up no more, until there is a newer word."""
    news = rules.news(at(state, sequence=number), replace(AWAY, passed_heard=heard))
    assert news is not None
    known = rules.word_known(at(state, sequence=number))
    answered = apply(AWAY, WorkNote(ACT, 3, Deed.ANSWER, "Bo", NOW, to=known, text=State.UNREACHABLE))
    told = rules.news(at(state, sequence=number), answered)
    assert told is not None
    assert rules.news(at(State.UNREACHABLE, sequence=number + 1), answered) == PassNews(
        "Le canal", State.UNREACHABLE, unsaid=True
    )
    assert told.unsaid == (state in (State.QUARANTINED, State.WITHDRAWN))
    assert not news.unsaid or state not in (State.WAITING, State.UNCERTAIN, State.HELD, State.TAKEN)
    assert rules.news(None, AWAY) == PassNews("Le canal")
    assert rules.news(PASSED, MINE) is None


def test_what_was_sealed_for_it_leaves_once_and_again_where_the_hub_lost_it() -> None:
    """Unsigned acts first; on the same line what the hub says not to have; never what was taken back with the key."""
    waits, held = at(State.WAITING).entry, replace(at(State.HELD).entry, id=b"m" * 16)
    ask = rules.first_ask([waits, held])
    assert (ask.acts, ask.known, ask.withdrawals) == ((waits,), (held,), ())
    assert rules.next_ask([waits, held], frozenset({held.id}), {waits.id}).acts == (held,)
    assert rules.next_ask([waits, held], frozenset(), {waits.id}).acts == ()
    gone = replace(held, withdrawal=Withdrawal.BY_KEY, withdrawal_key=KEY, withdrawn_at=AT)
    assert rules.next_ask([gone], frozenset({gone.id}), ()).acts == ()
    many = [replace(waits, id=bytes((n,)) * 16) for n in range(rules.MOST_ACTS + 5)]
    first = rules.first_ask(many)
    rest = rules.next_ask(many, frozenset(), {each.id for each in first.acts})
    assert {each.id for each in (*first.acts, *rest.acts)} == {each.id for each in many}


def test_it_is_settled_when_the_other_office_has_signed() -> None:
    """A pass that has ended there, signed by that office, is settled; the rest is not."""
    assert rules.has_settled(at(State.STOPPED, sequence=4))
    assert not rules.has_settled(at(State.WITHDRAWN, withdrawal=Withdrawal.BY_KEY, sequence=2))
    assert not rules.has_settled(at(State.TAKEN, sequence=3))
    assert rules.current([at(State.HELD)], AWAY) == at(State.HELD)
    assert rules.current([at(State.HELD)], MINE) is None
