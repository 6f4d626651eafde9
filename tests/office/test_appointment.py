"""An appointment goes from the office to any desk: by hub and by USB key, moved, taken back, healed, not lied about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as change

from kiosk.core.errors import IllegalMove
from kiosk.core.meeting import ZONES, Meeting, place_mark
from kiosk.core.outbox import Entry, State
from kiosk.core.reference import Ticket
from kiosk.core.status import Reason, heard, is_news
from kiosk.core.word import OfficeWord, Told
from kiosk.desk import road as desk_road
from kiosk.desk.desk import Desk
from kiosk.desk.settings import Settings
from kiosk.flows.receive import receive
from kiosk.flows.who import Who
from kiosk.office import exchange, export, keys, work
from kiosk.office.typed import city, zone_of
from kiosk.uplink.answers import BESIDE, load_answers
from kiosk.uplink.office_client import KEEPS_MEETINGS, OfficeClient
from kiosk.wire.protocol import AnswersAsk, AnswersTold, Fetched, StatusTold, SyncTold
from kiosk.wire.signed import SignedAck, envelope_hash
from tests.fakes import FakeRandom
from tests.office.line import Line
from tests.office.road import Road, copy_ledger, restore_ledger

PLACES = ["Mairie d’Exemple, bureau 2", "Maison des associations"]
TUESDAY = Meeting(date(2026, 12, 8), 14 * 60 + 30, 2, (1, 3))
FRIDAY = Meeting(date(2026, 12, 11), 9 * 60, 1)


def told(met: Meeting, **changed: Any) -> Meeting:
    """Give an appointment as the office tells it."""
    return replace(met, mark=place_mark(PLACES[met.place - 1]), **changed)


@pytest.fixture
def line(road: Road) -> Line:
    """Give a desk whose act the office has taken."""
    with road.open() as house:
        work.set_places(house, PLACES)
    return Line(road, road.desk(1))


@pytest.fixture
def entry(road: Road, line: Line) -> Entry:
    """Give its act."""
    entry = line.desk.hand_over()
    line.sync()
    road.inbox()
    line.sync()
    return entry


def meet(road: Road, entry: Entry, met: Meeting | None) -> bool:
    """Note an appointment at the office, or that there is none, and tell the hub."""
    with road.open() as house:
        news = work.meet(house, entry.id, met)
        with road.line(house) as client:
            exchange.deliver(house, client)
    return news


def key_of(line: Line, entry: Entry) -> bytes:
    """Give the key on her receipt."""
    desk = line.desk
    return next(each for each in desk.random.keys if desk.sealer.key_hash(each) == entry.key_hash)


def by_key(road: Road, line: Line, folder: Path) -> None:
    """Carry the office's answers to a desk on a USB key."""
    with road.open() as house:
        file = export.write_answers(house, folder, road.now(), FakeRandom(len(list(folder.iterdir()))))
    read(road, line, file)


def read(road: Road, line: Line, file: Path) -> int:
    """Let a desk read a file of answers; gives how much of it did not verify."""
    answers = load_answers(file, line.desk.id, keys.public(road.office.folder))
    receive(line.desk.store, answers.words, envelope_hash)
    return answers.forged


def kept_aside(those: list[Any], said: Any) -> Any:
    """Keep an answer aside as it passes."""
    those.append(said)
    return said


# ---- by hub ------------------------------------------------------------------------------------


def test_it_reaches_the_desk_moves_and_is_taken_back(road: Road, line: Line, entry: Entry) -> None:
    """The day, hour, place and things arrive; a later word moves them, and the last one says that it is off."""
    assert meet(road, entry, TUESDAY)
    line.sync()
    here = line.here(entry)
    assert (here.state, here.reason, here.meeting) == (State.APPOINTMENT, Reason.COME_TUESDAY, told(TUESDAY))
    line.desk.store.change(heard(here))
    assert meet(road, entry, FRIDAY)
    line.sync()
    here = line.here(entry)
    assert (here.reason, here.meeting, is_news(here)) == (Reason.COME_FRIDAY, told(FRIDAY), True)
    assert meet(road, entry, None)
    line.sync()
    here = line.here(entry)
    assert (here.reason, here.meeting) == (Reason.COME_ANY_DAY, told(FRIDAY, cancelled=True))
    assert not meet(road, entry, None), "there is none any more"
    road.answer(entry, State.UNREACHABLE, Reason.CALL_US)
    line.sync()
    assert (line.here(entry).state, line.here(entry).meeting) == (State.UNREACHABLE, None)


def test_at_another_desk_her_receipt_shows_it(
    road: Road, line: Line, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With her receipt any desk is told, with the office's proof; beside another statement it says nothing."""
    meet(road, entry, TUESDAY)
    other = Line(road, road.desk(2))
    monkeypatch.setattr(desk_road, "hub_client", lambda *_: (other.client(), None))
    way: Any = desk_road.DeskRoad(Desk(Path(), Settings()), other.desk.store, other.desk.sealer, Who())
    ticket = Ticket(entry.reference, key_of(line, entry))

    def look() -> Told:
        found: Told = way.elsewhere(ticket, lambda do: do())
        return found

    (word,) = look().words
    assert isinstance(word, OfficeWord)
    assert (word.meeting, look().proved) == (told(TUESDAY), frozenset({entry.id}))
    before: list[StatusTold] = []
    road.alter = lambda path, said: kept_aside(before, said) if path == "/v1/status" else said
    look()
    meet(road, entry, FRIDAY)
    road.alter = lambda path, said: change(said, meetings=before[0].meetings) if path == "/v1/status" else said
    (word,) = look().words
    assert isinstance(word, OfficeWord)
    assert (word.reason, word.meeting, look().forged) == (Reason.COME_FRIDAY, None, 1)


@pytest.mark.parametrize("lie", ["nothing", "noise", "of another act"])
def test_a_hub_can_keep_a_day_back_and_change_none(lie: str, road: Road, line: Line, entry: Entry) -> None:
    """Whatever a hub puts in its place, the weekday that the office signed stays; honest again, the day comes."""
    meet(road, entry, TUESDAY)
    with road.open() as house:
        record = house.ledger.get(entry.id)
        assert record is not None
        other = replace(record, act=b"o" * 16)
        lies = {"nothing": (), "noise": (b"noise",), "of another act": (house.meeting(house.signed(other), other),)}
    road.alter = lambda path, said: change(said, meetings=lies[lie]) if isinstance(said, SyncTold) else said
    line.sync()
    assert (line.here(entry).reason, line.here(entry).meeting) == (Reason.COME_TUESDAY, None)
    road.alter = lambda path, said: said
    line.sync()
    assert line.here(entry).meeting == told(TUESDAY)


# ---- neighbours --------------------------------------------------------------------------------


def test_a_desk_that_learns_to_read_days_gets_the_day(road: Road, line: Line, entry: Entry) -> None:
    """It had the weekday from before its update, and she was told it: the day comes with the next sync, as news."""
    meet(road, entry, TUESDAY)
    road.alter = lambda path, said: change(said, meetings=()) if isinstance(said, SyncTold) else said
    line.sync()
    line.desk.store.change(heard(line.here(entry)))
    assert not is_news(line.here(entry))
    road.alter = lambda path, said: said
    line.sync()
    assert (line.here(entry).meeting, is_news(line.here(entry))) == (told(TUESDAY), True)
    line.sync()
    assert line.here(entry).meeting == told(TUESDAY)


def older_answer(
    client: OfficeClient, acks: Sequence[SignedAck], read: int = 0, proofs: Sequence[bytes] = (), _: object = ()
) -> AnswersTold:
    """Give statements to a hub of the version before, which passes over what it does not know; or as such an office."""
    asked = AnswersAsk(tuple(acks), read, tuple(proofs))
    found: AnswersTold = client._link.post("/v1/office/answers", asked, AnswersTold)
    return found


def test_a_hub_that_is_updated_is_told_the_days(
    road: Road, line: Line, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through a hub of the version before, the weekday arrives; once it is updated, the office brings the day."""
    with monkeypatch.context() as before:
        before.setattr(OfficeClient, "answer", older_answer)
        road.alter = lambda path, said: change(said, minor=KEEPS_MEETINGS - 1) if path == "/hub" else said
        meet(road, entry, TUESDAY)
        line.sync()
        assert (line.here(entry).reason, line.here(entry).meeting) == (Reason.COME_TUESDAY, None)
    road.alter = lambda path, said: said
    line.sync()
    assert line.here(entry).meeting is None, "the hub does not have it"
    road.inbox()
    with road.open() as house, road.line(house) as client:
        exchange.deliver(house, client)
    line.sync()
    assert line.here(entry).meeting == told(TUESDAY)


def test_an_office_of_the_version_before_says_weekdays(
    road: Road, line: Line, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its statements are read as they were; a day that came before goes with the word that it was beside."""
    meet(road, entry, FRIDAY)
    line.sync()
    monkeypatch.setattr(OfficeClient, "answer", older_answer)
    road.answer(entry, State.APPOINTMENT, Reason.COME_MONDAY)
    line.sync()
    assert (line.here(entry).reason, line.here(entry).meeting) == (Reason.COME_MONDAY, None)


# ---- by USB key --------------------------------------------------------------------------------


def test_a_usb_key_carries_it_and_moves_it(road: Road, line: Line, entry: Entry, usb: Path) -> None:
    """The file beside the answers brings it; the next one moves it; read again, the older changes nothing."""
    with road.open() as house:
        work.meet(house, entry.id, TUESDAY)
    by_key(road, line, usb)
    first = next(usb.glob("*.ksa"))
    assert line.here(entry).meeting == told(TUESDAY)
    with road.open() as house:
        work.meet(house, entry.id, FRIDAY)
    by_key(road, line, usb)
    assert line.here(entry).meeting == told(FRIDAY)
    assert read(road, line, first) == 0
    assert line.here(entry).meeting == told(FRIDAY)


@pytest.mark.parametrize("harm", ["lost", "cut", "of another day", "a bit"])
def test_without_the_file_beside_the_weekday_is_left(
    harm: str, road: Road, line: Line, entry: Entry, usb: Path
) -> None:
    """A desk of the version before reads no such file; one that is lost or damaged leaves what that desk has, too."""
    with road.open() as house:
        work.meet(house, entry.id, FRIDAY)
        old = export.write_answers(house, usb, road.now(), FakeRandom(7)).with_suffix(BESIDE).read_bytes()
        work.meet(house, entry.id, TUESDAY)
        file = export.write_answers(house, usb, road.now(), FakeRandom(8))
    beside = file.with_suffix(BESIDE)
    good = beside.read_bytes()
    harmed = {"cut": good[:-9], "of another day": old, "a bit": good[:-1] + bytes((good[-1] ^ 1,))}
    beside.unlink()
    if harm != "lost":
        beside.write_bytes(harmed[harm])
    assert read(road, line, file) == (harm == "a bit")
    assert (line.here(entry).reason, line.here(entry).meeting) == (Reason.COME_TUESDAY, None)
    beside.unlink(missing_ok=True)
    beside.write_bytes(good)
    read(road, line, file)
    assert line.here(entry).meeting == told(TUESDAY)


# ---- the office ----------------------------------------------------------------------------------


def test_a_restored_office_learns_the_day_that_it_said(road: Road, line: Line, entry: Entry, tmp_path: Path) -> None:
    """Put back from a copy of before, it learns its own word from the hub, with the day, and says it again so."""
    copy_ledger(road, tmp_path / "copy")
    meet(road, entry, TUESDAY)
    restore_ledger(road, tmp_path / "copy")
    assert road.record(entry).meeting is None
    road.sync()
    assert (road.record(entry).state, road.record(entry).meeting) == (State.APPOINTMENT, told(TUESDAY))
    line.sync()
    assert line.here(entry).meeting == told(TUESDAY)


def test_an_office_with_a_new_key_says_the_day_again(road: Road, line: Line, entry: Entry) -> None:
    """What a former key signed is no word any more: the day is signed anew with the statement."""
    meet(road, entry, TUESDAY)
    with road.open() as house:
        record = house.ledger.get(entry.id)
        assert record is not None
        before = house.signed(record)
        met = house.meeting(before, record)
        house.say_again()
        again = house.ledger.get(entry.id)
        assert again is not None
        assert (again.sequence, again.meeting) == (record.sequence + 1, told(TUESDAY))
        assert house.meeting_of(before, met) == told(TUESDAY)
        assert house.meeting_of(house.signed(again), met) is None


def test_fetched_statements_have_their_days(road: Road, line: Line, entry: Entry) -> None:
    """What the office asks once more of its hub has the day beside the statement."""
    meet(road, entry, TUESDAY)
    seen: list[Fetched] = []
    road.alter = lambda path, said: kept_aside(seen, said) if isinstance(said, Fetched) else said
    with road.open() as house, road.line(house) as client:
        _, _, acks = exchange.fetch(client, [entry.id])
        assert [house.meeting_of(ack, met) for ack, met in acks] == [told(TUESDAY)]
    assert [len(each.meetings) for each in seen] == [1]


def test_a_day_is_said_of_an_appointment_alone(road: Road, line: Line, entry: Entry) -> None:
    """No other answer takes one."""
    with road.open() as house, pytest.raises(IllegalMove):
        house.answer(entry.id, State.UNREACHABLE, Reason.CALL_US, meeting=TUESDAY)


def test_the_hour_is_by_the_clock_that_was_set(road: Road, line: Line, entry: Entry) -> None:
    """An office says whose time it is, whatever its machine shows; every city and island of France is understood."""
    with road.open() as house:
        work.set_zone(house, "Indian/Reunion")
    assert meet(road, entry, TUESDAY)
    line.sync()
    assert line.here(entry).meeting == replace(told(TUESDAY), zone="Indian/Reunion")
    assert [zone_of(city(zone)) for zone in ZONES] == list(ZONES)
    assert (zone_of("La Réunion"), zone_of("Réunion"), zone_of("Lyon")) == (None, "Indian/Reunion", None)
