"""Several seats after a cut at the wrong moment, a new hub, an old copy of one, or a long rest: none is locked out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.errors import LinkFault, SeatRekeyed
from kiosk.core.outbox import State
from kiosk.core.work import Deed, holder
from kiosk.crypto import enrol
from kiosk.crypto.seats import OwnSeat
from kiosk.hub.keeping import sweep
from kiosk.hub.offices import change_office
from kiosk.hub.seat_tables import notes
from kiosk.hub.tables import FIRST_OFFICE
from kiosk.machine.files import read_file
from kiosk.office import chapters, desks, exchange, joining, keys, people, rotation, work
from kiosk.uplink.office_client import OfficeClient, join_hub
from kiosk.wire.seats import CHAPTER, SeatLine
from tests.office.made import CHEAP, PASSPHRASE
from tests.office.road import Road
from tests.office.several import SeatAt, Several

DAY = 86_400


@pytest.fixture
def two(tmp_path: Path) -> Several:
    """An office of two seats."""
    return Several(tmp_path)


def join_anew(two: Several) -> None:
    """Let the first seat join the hub that is there now, as `office hub` does."""
    with two.open(0) as one:
        token, file = enrol.new_token(), read_file(one.folder / keys.PUBLIC)
        key = join_hub(two.road.wire(), enrol.spell_code(two.road.hub.code()), file, token)  # type: ignore[arg-type]
        rotation.renew(one.folder, one.secrets, hub=key)
        exchange.joined(one, "http://127.0.0.1", "", token)
        with two.line(one, 0) as client:
            desks.tell_desks(one, client)
            exchange.deliver(one, client, everything=True)


def keep_hub(road: Road) -> Callable[[], None]:
    """Copy the hub's database; gives what puts the copy back."""
    copy = road.folder / "hub.copy"
    road.hub.engine.dispose()
    shutil.copy(road.hub_file, copy)
    road.start_hub()

    def put_back() -> None:
        road.hub.engine.dispose()
        for file in road.folder.glob(f"{road.hub_file.name}-*"):
            file.unlink()
        shutil.copy(copy, road.hub_file)
        road.start_hub()

    return put_back


def test_the_first_seat_is_made_after_its_answer_was_lost(tmp_path: Path) -> None:
    """The hub took it and nobody heard so: asked again it is the same seat, and another may join."""
    road = Road(tmp_path)
    road.join()
    with road.open() as office:
        people.name_me(office, "Ana")
        road.breaks = lambda path: path == "/v1/office/seats"
        with road.line(office) as client, pytest.raises(LinkFault):
            joining.open_seats(office, client, "Accueil")
        road.breaks = lambda path: False
        with road.line(office) as client:
            joining.open_seats(office, client, "Accueil")
        with road.line(office) as client:
            joining.expect_seat(office, client, "Maison")


def test_notes_of_before_travel_though_the_power_went_when_the_first_seat_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off before they were sealed for other seats: the next exchange does it, and work goes on."""
    road = Road(tmp_path)
    entry = road.take_one()
    with road.open() as office:
        people.name_me(office, "Ana")
    with road.open() as office:
        work.do_deed(office, entry.id, Deed.TAKE)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cutting, road.open() as office, road.line(office) as client:
        cutting.setattr("kiosk.office.notes.share_notes", cut)
        with pytest.raises(KeyboardInterrupt):
            joining.open_seats(office, client, "Accueil")
    with road.open() as office:
        with road.line(office) as client:
            exchange.deliver(office, client)
        assert work.do_deed(replace(office, reach=road.line), entry.id, Deed.NOTE, text="Rappeler").number == 2


def test_the_first_seat_joins_a_new_hub_and_speaks_there(two: Several) -> None:
    """The old hub is gone: the seat that joins the new one is not locked out by what it knew of itself."""
    entry = two.act()
    with two.open(0) as one:
        work.do_deed(one, entry.id, Deed.TAKE)
    two.road.new_hub()
    join_anew(two)
    two.catch_up(0)
    third = two.join("Cy")
    two.catch_up(0)
    with two.open(third) as other:
        assert holder(other.ledger.book.work(entry.id), other.now()) == "Ana"


def test_a_seat_that_joins_its_own_hub_anew_goes_on(two: Several) -> None:
    """It has another token by then: it speaks with it also after one more seat was admitted, and so do the others."""
    join_anew(two)
    two.catch_up(0)
    two.catch_up(1)
    two.join("Cy")
    two.catch_up(0)


def test_who_joins_after_a_quiet_month_reads_no_note_without_the_one_before(two: Several) -> None:
    """The hub deletes the notes of what ended, but the newest of all; and keeps those before it, too."""
    entry = two.act()
    with two.open(0) as one:
        work.do_deed(one, entry.id, Deed.TAKE)
        work.answer_act(one, entry.id, State.PROOF_SEEN, None)
    two.road.clock.now += 700
    two.catch_up(0)
    two.road.clock.now += 40 * DAY
    sweep(two.road.hub.engine, 30, two.road.clock.now)
    two.join("Cy")


def test_keys_that_change_while_a_seat_waits_to_join_are_its_too(two: Several) -> None:
    """It was admitted, then another was let go, and only then it looked: it hears both, one after the other."""
    with two.open(0) as one, two.line(one, 0) as client:
        code = joining.expect_seat(one, client, "Maison 2")
        waits = joining.take_place(two.road.wire(), code)  # type: ignore[arg-type]
        desks.settle_desks(one, client)
        lost = next(each for each in chapters.office_seats(one).values() if each.label == "Maison 1")
        after = joining.dismiss(one, client, lost)
    client = OfficeClient(lambda: two.road.wire(waits.token), after.public.hub)  # type: ignore[arg-type, return-value]
    client.connect()
    said = joining.named_in(waits, client)
    assert said is not None
    seat, where = SeatAt(two.folder / "seat2"), joining.Where("http://127.0.0.1")
    joining.settle_seat(seat.folder, waits, said, where, "Cy", PASSPHRASE, two.road.now, CHEAP)
    two.seats.append(seat)
    with pytest.raises(SeatRekeyed):
        two.catch_up(2)
    two.catch_up(2)
    with two.open(0) as one, two.open(2) as other:
        assert one.secrets.seed == other.secrets.seed


def test_a_hub_that_was_put_back_from_before_new_keys_is_told_of_them(tmp_path: Path) -> None:
    """It believes nothing that the new key signs until it has the newer file, which the office gives it again."""
    road = Road(tmp_path)
    road.join()
    put_back = keep_hub(road)
    with road.open() as office:
        road.office.secrets = rotation.rotate(office.folder, office.secrets, signing=True)
    road.sync()
    put_back()
    road.sync()


def test_the_same_with_several_seats(two: Several) -> None:
    """Whichever seat comes first heals the hub, and the other goes on."""
    put_back = keep_hub(two.road)
    with two.open(0) as one:
        rotation.rotate(one.folder, one.secrets, signing=True)
    two.catch_up(0)
    with suppress(SeatRekeyed):
        two.catch_up(1)
    two.catch_up(1)
    put_back()
    two.catch_up(1)
    two.catch_up(0)


def test_an_office_that_was_closed_for_long_is_filled_by_its_seats_when_it_is_opened(two: Several) -> None:
    """The hub has deleted all notes of acts by then, and no chapter: work goes on where it stood."""
    entry, engine = two.act(), two.road.hub.engine
    with two.open(0) as one:
        work.do_deed(one, entry.id, Deed.TAKE)
    with engine.connect() as connection:
        change_office(connection, FIRST_OFFICE, {"closed": two.road.clock.now})
        sweep(engine, 30, two.road.clock.now + 31 * DAY)
        assert {row.act for row in connection.execute(notes.select())} == {CHAPTER}
        change_office(connection, FIRST_OFFICE, {"closed": None})
    two.catch_up(0)
    two.catch_up(1)
    with two.open(1) as other:
        assert holder(other.ledger.book.work(entry.id), other.now()) == "Ana"


def test_after_many_machines_that_went_a_chapter_is_still_read(two: Several) -> None:
    """It names who is here and who went last; it has no room for all that there ever were."""
    with two.open(0) as one:
        for number in range(1, 41):
            went = OwnSeat(bytes((number,)) * 16, bytes(32)).file(f"Vieux {number}")
            chapters.note_seat(one, SeatLine(went, bytes(32), number))
    two.catch_up(0)
    two.catch_up(1)
    with two.open(1) as other:
        known = chapters.office_seats(other).values()
        assert sorted(each.label for each in known if not each.gone) == ["Accueil", "Maison 1"]
        assert min(each.gone for each in known if each.gone) == 11
    two.join("Cy")
