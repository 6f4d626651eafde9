"""Several seats of one office: what one does is done at all, and nothing is done twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.core.errors import ActHeld, ActMoved, IllegalMove, LinkFault, SeatLost, SeatRekeyed
from kiosk.core.outbox import State
from kiosk.core.work import Deed, holder
from kiosk.office import chapters, desks, exchange, joining, keys, memory, work
from tests.office.several import Several


@pytest.fixture
def two(tmp_path: Path) -> Several:
    """An office of two seats."""
    return Several(tmp_path)


def test_a_machine_joins_with_a_code_and_is_the_same_office(two: Several) -> None:
    """Both know both, have the same keys and trust the same desks; each opens with its own vault."""
    assert two.names(0) == two.names(1) == ["Accueil", "Maison 1"]
    with two.open(0) as one, two.open(1) as other:
        assert one.public == other.public
        assert (one.secrets.seed, one.secrets.readers) == (other.secrets.seed, other.secrets.readers)
        assert one.secrets.memory != other.secrets.memory
        assert (one.who.name, other.who.name) == ("Ana", "Bo")


def test_what_one_took_the_other_cannot_take_and_is_told_by_whom(two: Several) -> None:
    """Both see the act; the first who takes it has it, and the other hears her name, and may take it all the same."""
    entry = two.act()
    with two.open(0) as one, two.open(1) as other:
        assert work.do_deed(one, entry.id, Deed.TAKE).owner == "Ana"
        with pytest.raises(ActHeld) as held:
            work.do_deed(other, entry.id, Deed.TAKE)
        assert held.value.who == "Ana"
        assert work.do_deed(other, entry.id, Deed.TAKE_OVER).owner == "Bo"
        with pytest.raises(ActHeld):
            work.do_deed(one, entry.id, Deed.TRIED)
        assert [note.who for note, _ in one.ledger.book.notes(entry.id)] == ["Ana", "Bo"]
        assert [trace.who for trace in one.ledger.book.traces() if trace.act == entry.id][-2:] == ["Ana", "Bo"]


def test_an_answer_of_one_seat_is_the_answer_of_both(two: Several) -> None:
    """State, number and time are the same at both; either may tell the hub, and the desk hears it once."""
    entry = two.act()
    with two.open(0) as one:
        work.answer_act(one, entry.id, State.PROOF_SEEN, None)
    two.catch_up(1)
    two.road.clock.now += 601
    two.catch_up(1)  # the seat that answered is switched off
    news = two.desk.news(two.road, entry)
    assert news is not None
    assert news.said.state == "proof_seen"
    with two.open(1) as other, pytest.raises(IllegalMove):
        work.answer_act(other, entry.id, State.DECLINED, None)
    two.catch_up(0)
    with two.open(0) as one, two.open(1) as other:
        first, second = one.ledger.get(entry.id), other.ledger.get(entry.id)
        assert first is not None
        assert second is not None
        assert (first.state, first.sequence, first.at) == (second.state, second.sequence, second.at)


def test_an_answer_is_taken_back_at_the_other_seat_too(two: Several) -> None:
    """For ten minutes whoever sits at either seat can take it back."""
    entry = two.act()
    with two.open(0) as one:
        work.answer_act(one, entry.id, State.DECLINED, None)
    two.catch_up(1)
    with two.open(1) as other:
        assert work.take_answer_back(other, entry.id).state is State.TAKEN
    two.catch_up(0)
    with two.open(0) as one:
        record = one.ledger.get(entry.id)
        assert record is not None
        assert record.state is State.TAKEN


def test_what_is_decided_on_what_is_old_is_refused(two: Several) -> None:
    """A seat that slept is told that another was faster, by whom, and knows by then what it did."""
    entry = two.act()
    with two.open(1) as other:
        work.do_deed(other, entry.id, Deed.TAKE)
        work.do_deed(other, entry.id, Deed.LET_GO)
    with two.open(0) as one, pytest.raises(ActMoved) as moved:
        work.do_deed(one, entry.id, Deed.TAKE)
    assert moved.value.who == "Bo"
    with two.open(0) as one:
        assert work.do_deed(one, entry.id, Deed.TAKE).owner == "Ana"


def test_without_the_hub_nothing_is_decided_and_nothing_typed_is_lost(two: Several) -> None:
    """A cut line refuses to take and to answer; a remark waits, and is told when the line is back."""
    entry = two.act()
    with two.open(0) as one:
        work.do_deed(one, entry.id, Deed.TAKE)
        two.seats[0].cut = True
        for deed in (Deed.TRIED, Deed.LET_GO):
            with pytest.raises(LinkFault):
                work.do_deed(one, entry.id, deed)
        with pytest.raises(LinkFault):
            work.answer_act(one, entry.id, State.DECLINED, None)
        work.do_deed(one, entry.id, Deed.NOTE, text="Rappeler le soir")
        assert len(one.ledger.book.notes(entry.id)) == 1
    two.seats[0].cut = False
    two.catch_up(0)
    two.catch_up(1)
    with two.open(1) as other:
        assert [note.text for note, _ in other.ledger.book.notes(entry.id)] == ["", "Rappeler le soir"]
        assert holder(other.ledger.book.work(entry.id), other.now()) == "Ana"


def test_an_answer_that_was_lost_on_the_way_was_done_once(two: Several) -> None:
    """The hub kept it and nobody heard so: asked again it has been done, and is not done twice."""
    entry = two.act()
    with two.open(0) as one:
        two.seats[0].deaf = True
        with pytest.raises(LinkFault):
            work.do_deed(one, entry.id, Deed.TAKE)
        two.seats[0].deaf = False
    two.catch_up(1)
    with two.open(1) as other, pytest.raises(ActHeld):
        work.do_deed(other, entry.id, Deed.TAKE)
    two.catch_up(0)
    with two.open(0) as one:
        assert [note.deed for note, _ in one.ledger.book.notes(entry.id)] == [Deed.TAKE]


def test_a_lost_seat_is_let_go_and_the_keys_are_new(two: Several) -> None:
    """It can ask the hub nothing more; the other has new keys, and what a third seat missed it takes over."""
    entry, third = two.act(), two.join("Cy")
    with two.open(0) as one:
        lost = next(each for each in chapters.office_seats(one).values() if each.label == "Maison 1")
        before = one.secrets
        with two.line(one, 0) as client:
            after = joining.dismiss(one, client, lost)
        assert after.secrets.seed != before.seed
        assert after.secrets.readers[1:] == before.readers
    with pytest.raises(LinkFault):
        two.catch_up(1)
    with pytest.raises(SeatRekeyed):
        two.catch_up(third)
    two.catch_up(third)
    assert two.names(third) == two.names(0) == ["Accueil", "Maison 2"]
    with two.open(third) as other, two.open(0) as one:
        assert other.secrets.seed == one.secrets.seed
        work.do_deed(other, entry.id, Deed.TAKE)
        with pytest.raises(ActHeld):
            work.do_deed(one, entry.id, Deed.TAKE)


def test_a_desk_that_one_seat_trusts_is_trusted_by_all(two: Several) -> None:
    """Vouched for at one seat, and revoked at the other: the next exchange tells each; the settings go with it."""
    with two.open(1) as other, two.line(other, 1) as client:
        work.set_places(other, ["12 rue des Lilas"])
        desks.revoke(other, keys.desks(other.folder)[0].desk)
        desks.settle_desks(other, client)
        exchange.deliver(other, client)
    two.catch_up(0)
    with two.open(0) as one:
        assert keys.desks(one.folder) == []
        assert work.places(one) == ["12 rue des Lilas"]


def test_a_damaged_ledger_is_healed_from_the_hub_and_nothing_done_is_new(two: Several) -> None:
    """All that is left of a ledger is its seat: what was taken and answered at either seat comes back as it stood."""
    taken, ended = two.act(), two.act()
    with two.open(0) as one:
        work.do_deed(one, taken.id, Deed.TAKE)
        work.answer_act(one, ended.id, State.PROOF_SEEN, None)
    with two.open(1) as other:
        noted = {name: other.ledger.noted(name) for name in (exchange.HUB, exchange.TOKEN)}
        seat, lines = chapters.own_seat(other), chapters.seat_lines(other)
        secrets = other.secrets
    assert seat is not None
    shutil.rmtree(two.seats[1].folder / "ledger")
    memory.heal(two.seats[1].folder, secrets.memory, two.road.now())
    with two.open(1) as other:
        for name, value in noted.items():
            other.ledger.note(name, value)
        chapters.sit_at(other, seat)
        for each in lines:
            chapters.note_seat(other, each)
    two.catch_up(1)
    with two.open(1) as other:
        assert holder(other.ledger.book.work(taken.id), other.now()) == "Ana"
        record = other.ledger.get(ended.id)
        assert record is not None
        assert (record.state, other.ledger.book.work(ended.id).closed) == (State.PROOF_SEEN, True)
        assert other.unseen() == []


def test_a_folder_that_does_not_know_its_seat_decides_nothing(two: Several) -> None:
    """A copy of before there were several, or a ledger that lost it: it says so, and does not work beside others."""
    with two.open(1) as other:
        other.ledger.note("seat", b"")
    with pytest.raises(SeatLost):
        two.catch_up(1)


def test_a_hub_that_was_put_back_is_filled_by_its_seats(two: Several) -> None:
    """It lost what was done: whoever knows it gives it back, and the other seat hears it as it was."""
    entry = two.act()
    two.road.hub.engine.dispose()
    shutil.copy(two.road.hub_file, two.folder / "old")
    two.road.start_hub()
    with two.open(0) as one:
        work.do_deed(one, entry.id, Deed.TAKE)
        work.do_deed(one, entry.id, Deed.NOTE, text="Rappeler le soir")
    two.road.hub.engine.dispose()
    for file in two.folder.glob(f"{two.road.hub_file.name}-*"):
        file.unlink()
    shutil.copy(two.folder / "old", two.road.hub_file)
    two.road.start_hub()
    two.catch_up(0)
    two.catch_up(1)
    with two.open(1) as other:
        assert [note.deed for note, _ in other.ledger.book.notes(entry.id)] == [Deed.TAKE, Deed.NOTE]
