"""What an office does with all that came at once: as many as came, in whatever order, once or twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core import taking
from kiosk.core.appointments import Visitor, who_comes
from kiosk.core.figures import Closed, Delay, close
from kiosk.core.office import NOBODY, Came, Record, Wish, answer, has_ended, is_work, may_forget
from kiosk.core.outbox import FINAL, MOVES, Signer, State, carried_id
from kiosk.core.taking import MOST_LONE, Readable, may_take_over
from kiosk.core.work import MOST_TRIES, Deed, Meeting, Work, WorkNote, tries

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
HERS, OTHER = b"her desk".ljust(16), b"another desk".ljust(16)
ACTS = [bytes([number]) * 16 for number in range(1, 4)]


def key_of(act: bytes) -> bytes:
    """Give the key of an act, for the tests."""
    return b"k" + act[1:]


def hashed(key: bytes) -> bytes:
    """Hash a key, for the tests: any two differ."""
    return key.ljust(32, b"#")


def came(act: bytes, desk: bytes = HERS) -> Came:
    return Came(act, "K7Q4M29XD", desk, hashed(key_of(act)), b"sealed " + act)


def readable(act: bytes, *, stop_asked: bool = False) -> Readable:
    return Readable(came(act), NOW - timedelta(days=1), None, stop_asked)


def wish(act: bytes, of: bytes | None = None, sender: bytes = HERS, *, key: bool = True) -> Wish:
    """Make a withdrawal under an id, with the key of another act if one is given."""
    hers = key_of(of or act)
    return Wish(act, "K7Q4M29XD", sender, hashed(hers), hers if key else b"", hashed(hers) if key else b"")


def bring(known: dict[bytes, Record], wishes: Iterable[Wish], acts: Iterable[bytes]) -> dict[bytes, Record]:
    """Take wishes and acts as a house does, with its keys: an act whose key came is not opened."""
    wishes = list(wishes)
    fresh = taking.hear_all(taking.spread(wishes, known), known, NOW)
    keys = taking.proofs(wishes, (known | fresh).values())
    opened, stopped = [], []
    for act in acts:
        there = (known | fresh).get(act)
        if there is not None and there.hash and (there.shown or there.state in FINAL):
            continue
        if key := keys.get(came(act).key_hash):
            stopped.append((came(act), key))
        else:
            told, _ = taking.recalled(there, HERS, told=False, key=None)
            opened.append(readable(act, stop_asked=told))
    fresh |= taking.take_all(opened, stopped, known | fresh, None, NOW)
    return known | taking.settle_alone(fresh, known, {HERS, OTHER}, NOW)


_wishes = st.builds(
    wish,
    st.sampled_from(ACTS),
    st.sampled_from([None, *ACTS]),
    st.sampled_from([HERS, OTHER, NOBODY]),
    key=st.booleans(),
)
_loads = st.lists(st.tuples(st.lists(_wishes, max_size=3), st.lists(st.sampled_from(ACTS), max_size=3)), max_size=4)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(loads=_loads)
def test_the_same_again_changes_nothing(loads: list[tuple[list[Wish], list[bytes]]]) -> None:
    """Whatever came, a load that is known is known: brought again, no record says anything new, nor an act twice."""
    known: dict[bytes, Record] = {}
    for wishes, acts in loads:
        known = bring(known, wishes, acts)
        again = bring(known, wishes, acts)
        assert {act: (each.state, each.sequence) for act, each in bring(again, wishes, acts).items()} == {
            act: (each.state, each.sequence) for act, each in again.items()
        }


@settings(max_examples=150, deadline=None, derandomize=True)
@given(loads=_loads, last=st.sampled_from(ACTS))
def test_a_key_and_its_act_are_never_work(loads: list[tuple[list[Wish], list[bytes]]], last: bytes) -> None:
    """However they come, and under whatever id the key was brought: both there, the act has ended and is not work."""
    known: dict[bytes, Record] = {}
    for wishes, acts in loads:
        known = bring(known, wishes, acts)
    known = bring(known, [wish(carried_id(hashed(key_of(last))), last)], [last])
    assert known[last].state is State.STOPPED
    assert not is_work(known[last])


_said = st.builds(
    lambda sender, key, claim: Wish(ACTS[0], "K7Q4M29XD", sender, claim, key, hashed(key) if key else b""),
    st.sampled_from([HERS, OTHER, b"a third desk".ljust(16), NOBODY]),
    st.sampled_from([b"", key_of(ACTS[0]), b"invented", b"made up"]),
    st.sampled_from([hashed(key_of(ACTS[0])), hashed(b"invented"), hashed(b"nothing")]),
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(said=st.lists(_said, max_size=4), data=st.data())
def test_an_act_and_what_was_said_of_it_come_in_any_order(said: list[Wish], data: st.DataObject) -> None:
    """Her key ends it; her desk's word, or an unknown one's, gets it checked; a stranger's is nothing: in any order."""
    known: dict[bytes, Record] = {}
    come = data.draw(st.permutations([None, *said]))
    cuts = data.draw(st.lists(st.booleans(), min_size=len(come), max_size=len(come)))
    load: list[Wish | None] = []
    for each, cut in zip(come, cuts, strict=True):
        load.append(each)
        if cut:
            known = bring(known, [each for each in load if each], ACTS[:1] if None in load else [])
            load = []
    known = bring(known, [each for each in load if each], ACTS[:1] if None in load else [])
    record = known[ACTS[0]]
    by_key = any(each.key == key_of(ACTS[0]) for each in said)
    assert (record.state is State.STOPPED) == by_key
    assert record.stop_key == (key_of(ACTS[0]) if by_key else b"")
    assert record.stop_asked == (by_key or any(each.sender in (HERS, NOBODY) for each in said))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(loads=_loads)
def test_many_at_once_move_by_the_one_table(loads: list[tuple[list[Wish], list[bytes]]]) -> None:
    """Each record that had its act moves as the table lets an office move it, or not at all."""
    known: dict[bytes, Record] = {}
    for wishes, acts in loads:
        after = bring(known, wishes, acts)
        for act, record in known.items():
            if record.hash and after[act].state is not record.state:
                to = after[act].state
                assert to is not None
                assert MOVES[record.state or State.HELD].get(to) is Signer.OFFICE
        known = after


def test_a_desk_leaves_so_many_and_another_s_room_is_its_own() -> None:
    """Of acts that never came, so many for each desk are heard, with those that were; a known one always."""
    many = [replace(wish(ACTS[0], key=False), act=number.to_bytes(16)) for number in range(1, MOST_LONE + 20)]
    first = taking.hear_all(many, {}, NOW)
    assert len(first) == MOST_LONE
    assert taking.hear_all(many[-5:], first, NOW) == {}
    assert len(taking.hear_all([replace(each, sender=OTHER) for each in many[-5:]], first, NOW)) == 5
    assert taking.hear_all(many[:5], first, NOW) == {each.act: first[each.act] for each in many[:5]}


def test_a_key_finds_its_act_under_any_id_and_mere_words_do_not() -> None:
    """What was brought under a wrong id is heard under its act's, too; without a key, or with a wrong one, not."""
    known = taking.take_all([readable(act) for act in ACTS[:2]], (), {}, None, NOW)
    astray = wish(ACTS[1], ACTS[0])
    assert [each.act for each in taking.spread([astray], known)] == [ACTS[1], ACTS[0]]
    assert [each.act for each in taking.spread([replace(astray, key=b"", fits=b"")], known)] == [ACTS[1]]
    assert [each.act for each in taking.spread([replace(astray, fits=b"other")], known)] == [ACTS[1]]
    lost = wish(ACTS[1], ACTS[2])
    assert [each.act for each in taking.spread([lost], known)] == [ACTS[1], carried_id(lost.key_hash)]


@pytest.mark.parametrize(
    ("record", "sender", "told", "said"),
    [
        (None, HERS, True, (True, b"old")),
        (None, HERS, False, (False, b"old")),
        (Record(ACTS[0], "", HERS, b"", b"", stop_asked=True), HERS, False, (True, b"old")),
        (Record(ACTS[0], "", OTHER, b"", b"", stop_asked=True), HERS, False, (False, b"old")),
        (Record(ACTS[0], "", NOBODY, b"", b"", stop_asked=True), HERS, False, (True, b"old")),
        (Record(ACTS[0], "", OTHER, b"", b"x", stop_asked=True, stop_key=b"new"), HERS, False, (True, b"new")),
    ],
)
def test_a_wish_is_recalled_from_its_own_desk(
    record: Record | None, sender: bytes, told: bool, said: tuple[bool, bytes]
) -> None:
    """Before its act, mere words count from the desk that sealed it; what an earlier version knew counts as well."""
    assert taking.recalled(record, sender, told=told, key=b"old") == said


def test_what_a_strange_desk_took_back_ends_nothing_alone() -> None:
    """A key ends an act that never came only where its desk is known here."""
    fresh = taking.hear_all([wish(ACTS[0])], {}, NOW)
    assert taking.settle_alone(fresh, {}, {OTHER}, NOW) == fresh
    assert taking.settle_alone(fresh, {}, {HERS}, NOW)[ACTS[0]].state is State.STOPPED


def test_a_key_that_was_brought_under_another_id_is_read_at_its_act() -> None:
    """Nobody is shown the same withdrawal twice: beside its act, the stray one is read already."""
    known = bring({}, [], [ACTS[0]])
    astray = wish(carried_id(hashed(key_of(ACTS[0]))), ACTS[0])
    after = bring(known, [astray], [])
    assert (after[ACTS[0]].stop_read, after[astray.act].stop_read) == (False, True)


def test_what_is_shown_is_shown_once_for_both() -> None:
    """An act and its withdrawal that were shown are so in one record; what is not known is passed over."""
    known = taking.take_all([readable(ACTS[0], stop_asked=True)], (), {}, None, NOW)
    seen = taking.see([ACTS[0], ACTS[1]], [ACTS[0], ACTS[2]], known)
    assert seen == {ACTS[0]: replace(known[ACTS[0]], shown=True, stop_read=True)}
    assert not is_work(seen[ACTS[0]])


def test_only_what_stays_no_longer_is_let_go() -> None:
    """A held answer is not signed before its time; what was never said is nothing to sign."""
    taken = taking.take_all([readable(ACTS[0])], (), {}, None, NOW)[ACTS[0]]
    held = answer(replace(taken, shown=True), State.PROOF_SEEN, None, NOW, hold=True)
    silent = Record(ACTS[1], "", HERS, b"", b"")
    assert taking.let_go([held, silent], NOW) == []
    assert taking.let_go([held, taken], NOW + timedelta(minutes=10)) == [replace(held, before=None), taken]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("needs_hub", [True, False])
@pytest.mark.parametrize("days", [29, 30, 31])
@pytest.mark.parametrize("state", [State.TAKEN, State.APPOINTMENT, *sorted(FINAL)])
def test_only_what_ended_long_ago_and_was_told_goes(told: bool, needs_hub: bool, days: int, state: State) -> None:
    """An act is forgotten after its days, if it ended and the hub, where there is one, was told."""
    record = Record(ACTS[0], "", HERS, b"", b"x", state, at=NOW, told=told)
    then = NOW + timedelta(days=days)
    expected = state in FINAL and days >= 30 and (told or not needs_hub)
    assert may_forget(record, then, 30, needs_hub=needs_hub) is expected
    assert has_ended(record, then) is (state in FINAL)


def test_only_what_is_open_and_hers_is_taken_over() -> None:
    """All acts of who is away: not what ended, not what somebody else has, and nothing from oneself."""
    record, work = Record(ACTS[0], "", HERS, b"", b"x", State.TAKEN), Work(1, owner="Bo")
    assert may_take_over(record, work, "Bo", "Ana")
    assert not may_take_over(record, work, "Bo", "Bo")
    assert not may_take_over(record, work, "Cy", "Ana")
    assert not may_take_over(replace(record, state=State.DECLINED), work, "Bo", "Ana")
    assert not may_take_over(record, replace(work, closed=True), "Bo", "Ana")


def test_a_week_of_visitors_names_no_act_that_is_over() -> None:
    """Who comes: from today, seven days, by the office's own addresses; a number that has none is said as it is."""
    today = date(2026, 12, 1)
    record = Record(ACTS[0], "K7Q4M29XD", HERS, b"", b"x", State.APPOINTMENT)
    met = [
        Work(meeting=Meeting(today + timedelta(days=days), 540, place))
        for days, place in ((-1, 1), (0, 1), (6, 2), (7, 1))
    ]
    found = list(who_comes([(record, each) for each in [*met, Work()]], ["Mairie"], today))
    assert found == [Visitor(today, 540, "Mairie", "K7Q4M29XD"), Visitor(date(2026, 12, 7), 540, "2", "K7Q4M29XD")]
    assert not list(who_comes([(replace(record, state=State.PROOF_SEEN), met[1])], ["Mairie"], today))


def test_what_is_counted_of_an_act_that_ended() -> None:
    """Its month is the month of its end; its calls are counted up to five."""
    calls = [WorkNote(ACTS[0], number, Deed.TRIED, "Ana", NOW) for number in range(1, 9)]
    assert tries(calls[:2]) == 2
    assert tries(calls) == MOST_TRIES
    assert tries([replace(calls[0], deed=Deed.NOTE)]) == 0
    made, ended = date(2026, 11, 20), date(2026, 12, 1)
    assert close("close", "fr", "declined", 2, made, ended) == Closed(
        "2026-12", "close", "declined", Delay.MONTH, 2, "fr"
    )
