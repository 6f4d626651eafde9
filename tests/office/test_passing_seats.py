"""Partners and what was passed to them are the office's: every seat passes on, hears, and takes back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.core.errors import KioskError, LinkFault
from kiosk.core.outbox import Entry, State, Withdrawal
from kiosk.core.passing import Partner, PassNews
from kiosk.core.status import Reason
from kiosk.core.work import Deed
from kiosk.office import desks, passing, work
from kiosk.office.chapters import _state
from kiosk.office.passing import PartnerTalk
from kiosk.uplink.enrol import HubRegistrar
from kiosk.wire.seats import read_shared, write_shared
from tests.office.made import MadeOffice
from tests.office.partners import CONSENT, SecondRoad
from tests.office.several import Several


class SeatsAndPartner:
    """An office with two seats, one act that the first took, and another office whose desk the first became."""

    def __init__(self, folder: Path) -> None:
        self.office = Several(folder / "s")
        self.b = SecondRoad(self.office.road, folder / "b")
        self.b.office = MadeOffice(folder / "b" / "other")
        self.b.join()
        with self.b.open() as other, self.b.line(other) as client:
            code = desks.expect(other, client, "Bureau du canal")
            with self.office.open(0) as house:
                registrar = HubRegistrar(lambda: self.b.wire(), code)  # type: ignore[arg-type, return-value]
                passing.add_partner(house, registrar, "http://127.0.0.1")
            assert desks.settle_desks(other, client) == []
        self.entry = self.office.act()
        with self.office.open(0) as house:
            work.do_deed(house, self.entry.id, Deed.TAKE)

    def partners(self, at: int) -> list[Partner]:
        """Give the partners that a seat knows."""
        with self.office.open(at) as house:
            return house.ledger.passed.partners()

    def pass_on(self, at: int = 0) -> None:
        """Pass the act on from a seat."""
        with self.office.open(at) as house:
            (partner,) = house.ledger.passed.partners()
            passing.pass_on(house, self.entry.id, partner, CONSENT)

    def exchange(self, at: int) -> Sequence[PartnerTalk]:
        """Do what a seat's exchange does."""
        self.office.catch_up(at)
        with self.office.open(at) as house:
            return passing.settle_passed(house, lambda partner: self.b.wire(partner.token))  # type: ignore[arg-type, return-value]

    def there(self, at: int) -> Entry:
        """Give the act as a seat knows that it fares there."""
        with self.office.open(at) as house:
            return house.ledger.passed.passed(self.entry.id)[-1].entry

    def news(self, at: int) -> PassNews | None:
        """Give what a seat shows of it."""
        with self.office.open(at) as house:
            return passing.pass_news(house, self.entry.id)


@pytest.fixture
def both(tmp_path: Path) -> SeatsAndPartner:
    """An office of two seats and its partner."""
    return SeatsAndPartner(tmp_path)


def test_a_partner_of_one_seat_is_every_seats_and_goes_from_every_seat(both: SeatsAndPartner) -> None:
    """Added at one, it is at the others with the next exchange, also at one that joins later; so it goes."""
    known = both.partners(0)
    both.office.catch_up(0)
    both.office.catch_up(1)
    assert both.partners(1) == known
    third = both.office.join("Cy")
    assert both.partners(third) == known
    with both.office.open(1) as house:
        passing.remove_partner(house, passing.find_partner(house, known[0].name))
    for at in (1, 0, third):
        both.office.catch_up(at)
    assert [both.partners(at) for at in (0, 1, third)] == [[], [], []]


def test_a_chapter_of_an_office_without_partners_is_what_it_was(both: SeatsAndPartner) -> None:
    """A seat of the version before reads it: nothing stands after the days."""
    with both.office.open(0) as house:
        said = _state(house)
        assert len(said.partners) == 1
        assert read_shared(write_shared(said)) == said
        none = write_shared(structs.replace(said, partners=()))
        assert none[0] == 0x98  # a list of eight
        assert read_shared(none).partners == ()


@pytest.mark.parametrize("key", [True, False])
def test_any_seat_tells_the_other_office_what_she_takes_back(both: SeatsAndPartner, *, key: bool) -> None:
    """The machine that passed the act on is off: what she took back is told all the same."""
    both.office.catch_up(0)
    both.office.catch_up(1)
    both.pass_on()
    assert both.exchange(0) == []
    entry = both.office.desk.store.get(both.entry.id)
    assert entry is not None
    both.b.inbox()
    both.office.desk.send(both.office.road, both.office.desk.withdraw(entry, key=key))
    assert both.exchange(1) == []
    both.b.inbox()
    record = both.b.record(both.there(1))
    assert record.stop_asked
    assert bool(record.stop_key) == key


def test_what_the_other_office_says_is_heard_at_every_seat_and_said_on_once(both: SeatsAndPartner) -> None:
    """Somebody at one seat tells her desk: at no seat does it come up again, until there is a newer word."""
    both.office.catch_up(0)
    both.office.catch_up(1)
    both.pass_on()
    both.exchange(0)
    assert both.news(1) is None or both.news(1) == PassNews("Les Tilleuls")
    both.b.inbox()
    both.b.answer(both.there(0), State.UNREACHABLE, Reason.NO_ANSWER)
    for at in (0, 1):
        assert both.exchange(at) == []
        news = both.news(at)
        assert news is not None
        assert (news.state, news.unsaid) == (State.UNREACHABLE, True)
    with both.office.open(1) as house:
        work.answer_act(house, both.entry.id, State.UNREACHABLE, Reason.NO_ANSWER)
    for at in (0, 1):
        both.exchange(at)
        news = both.news(at)
        assert news is not None
        assert not news.unsaid
    both.b.answer(both.there(0), State.UNREACHABLE, Reason.NO_ANSWER)
    both.exchange(0)
    news = both.news(0)
    assert news is not None
    assert news.unsaid


def test_another_seat_asks_it_back_before_it_left_and_it_never_is_read(both: SeatsAndPartner) -> None:
    """The seat that holds the sealed bytes sends nothing that anybody there can read after that."""
    both.office.catch_up(0)
    both.office.catch_up(1)
    both.pass_on()
    both.exchange(1)
    with both.office.open(1) as house:
        assert not passing.fetch_back(house, both.entry.id)
    both.exchange(1)
    both.exchange(0)
    assert both.b.inbox().work == ()
    both.exchange(1)
    both.b.inbox()
    both.exchange(1)
    with both.office.open(1) as house:
        assert passing.fetch_back(house, both.entry.id)
    both.exchange(0)
    assert both.b.inbox().work == ()
    assert both.news(0) is None


def test_a_seat_that_is_put_back_knows_what_it_passed_on_and_has_it_back(both: SeatsAndPartner) -> None:
    """From a copy of before: the note of the act says where it is, and the act is not stuck there."""
    both.office.catch_up(0)
    copy = both.office.copy(0)
    both.pass_on()
    both.exchange(0)
    shutil.rmtree(both.office.seats[0].folder)
    shutil.copytree(copy, both.office.seats[0].folder)
    assert both.exchange(0) == []
    assert both.there(0).state is State.HELD
    with both.office.open(0) as house:
        assert not passing.fetch_back(house, both.entry.id)
    both.exchange(0)
    assert both.there(0).withdrawal is Withdrawal.BY_KEY
    with both.office.open(0) as house:
        assert passing.fetch_back(house, both.entry.id)
    assert both.b.inbox().work == ()


def test_two_seats_that_pass_it_on_at_once_pass_it_on_once(both: SeatsAndPartner) -> None:
    """The second is told that it is there; nothing is sealed twice."""
    both.office.catch_up(0)
    both.office.catch_up(1)
    both.pass_on()
    with pytest.raises(KioskError):
        both.pass_on(1)
    for at in (0, 1, 0):
        both.exchange(at)
    assert len(both.b.inbox().work) == 1
    assert both.there(0).id == both.there(1).id


def test_a_seat_that_does_not_hear_whether_its_note_was_kept_loses_nothing(both: SeatsAndPartner) -> None:
    """The answer to its note was lost: the act is passed on once, and is there."""
    both.office.catch_up(0)
    both.office.seats[0].deaf = True
    with pytest.raises(LinkFault):
        both.pass_on()
    both.office.seats[0].deaf = False
    assert both.exchange(0) == []
    assert len(both.b.inbox().work) == 1
    both.exchange(1)
    assert both.there(1).id == both.there(0).id


def test_a_partner_that_is_removed_while_another_seat_passes_to_it_stays(both: SeatsAndPartner) -> None:
    """It is said again by the seat whose act has not ended there."""
    both.office.catch_up(0)
    both.office.catch_up(1)
    with both.office.open(1) as house:
        passing.remove_partner(house, passing.find_partner(house, "Les Tilleuls"))
    both.pass_on()
    for at in (1, 0, 1):
        both.office.catch_up(at)
    assert [len(both.partners(at)) for at in (0, 1)] == [1, 1]
    assert both.exchange(0) == []
    assert len(both.b.inbox().work) == 1


def test_a_seat_reaches_a_partner_as_it_reaches_its_own_hub(both: SeatsAndPartner) -> None:
    """What stands on one machine's disk alone, or is one house's way out, is not another's."""
    with both.office.open(0) as house:
        (partner,) = house.ledger.passed.partners()
        house.ledger.passed.put_partner(replace(partner, ca="/here/alone.pem", proxy="http://proxy.here:3128"))
    both.office.catch_up(0)
    both.office.catch_up(1)
    (other,) = both.partners(1)
    assert (other.ca, other.proxy) == ("", "")
    (mine,) = both.partners(0)
    assert mine.proxy == "http://proxy.here:3128"
    with both.office.open(1) as house:
        house.ledger.passed.put_partner(replace(other, url="http://127.0.0.2"))
    both.office.catch_up(1)
    both.office.catch_up(0)
    assert both.partners(0) == [replace(mine, url="http://127.0.0.2")]
