"""A clerk of a real office: what the console shows and does is in the ledger, signed, traced, and goes with the act."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import ActHeld, NotHere, WrongPassphrase
from kiosk.core.meeting import place_mark
from kiosk.core.outbox import State
from kiosk.core.reference import spell
from kiosk.core.reply import Possible
from kiosk.core.status import Reason
from kiosk.core.trace import Event, gaps
from kiosk.core.tray import Lookup, Tray, trays
from kiosk.core.work import Deed, Meeting
from kiosk.office import exchange, house, inbox, people, work
from kiosk.office.clerk import Clerk
from kiosk.office.house import House
from kiosk.store.book import OfficeBook
from kiosk.words.catalogues import Catalogues
from tests.office.desk_of_two import BO, TwoActs
from tests.office.made import PASSPHRASE

WORDS = Catalogues()
NAME = "Zoé Lenoir-Diaby"
BEFORE = Path(__file__).parents[1] / "vectors" / "office-0.1.tar.xz"


@pytest.fixture
def desk(tmp_path: Path) -> TwoActs:
    """Make an office with two acts."""
    return TwoActs(tmp_path)


def test_an_act_is_read_without_a_hub(desk: TwoActs) -> None:
    """What was taken can be read here: whom to call first, both consents, and the script of this very procedure."""
    clerk = desk.sit()
    act = desk.entries[0].id
    read = clerk.read(act)
    text = "\n".join(read.lines)
    assert text.index("Contact sûr") < text.index("Réponses") < text.index("Accord pour l’acte")
    assert "Accord pour confier l’acte au bureau" in text
    assert any("clôture" in line for line in read.script)
    assert read.name == NAME
    assert clerk.item(act).work.number == 0, "reading is not taking"
    clerk.close()


def test_the_list_names_nobody_and_the_filter_finds_her(desk: TwoActs) -> None:
    """Of every act the list has the procedure and no name; a part of her name or number finds her."""
    clerk = desk.sit()
    items = clerk.items()
    assert len(items) == 2
    assert NAME not in repr(items)
    look = Lookup(items)
    assert [len(list(look.matching(typed))) for typed in ("lenoir", "0612345678", "durand")] == [2, 2, 0]
    clerk.close()


def test_what_was_done_is_there_after_a_restart(desk: TwoActs) -> None:
    """Taken, noted, tried, planned: another sitting finds it, numbered, signed and whole, and the traces say who."""
    act = desk.entries[0].id
    clerk = desk.sit()
    clerk.do(act, Deed.TAKE)
    clerk.do(act, Deed.NOTE, text="elle préfère le matin")
    clerk.do(act, Deed.CALL_BACK, day=date(2026, 12, 3))
    clerk.close()
    with desk.open() as opened:
        notes = opened.ledger.book.notes(act)
        assert [note.number for note, _ in notes] == [1, 2, 3]
        assert work.broken(opened) == []
        traced = [(each.who, each.event) for each in opened.ledger.book.traces()]
        assert ("Ana", Event.TAKEN) in traced
        assert gaps(opened.ledger.book.traces()) == []
    clerk = desk.sit(BO)
    assert "elle préfère le matin" in "".join(clerk.read(act).notes)
    assert clerk.item(act).work.call_back == date(2026, 12, 3)
    with pytest.raises(ActHeld):
        clerk.do(act, Deed.TRIED)
    desk.now += timedelta(minutes=30)
    clerk.do(act, Deed.TAKE)
    clerk.close()


def test_a_changed_note_is_noticed(desk: TwoActs, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note whose signature is not this office's, or that follows another than the last, is told by its act."""
    act = desk.entries[0].id
    clerk = desk.sit()
    clerk.do(act, Deed.TAKE)
    clerk.do(act, Deed.NOTE, text="a")
    clerk.close()
    with desk.open() as opened:
        real = opened.ledger.book.notes(act)
        forged = [(real[0][0], real[0][1]), (real[1][0], bytes(64))]
        monkeypatch.setattr(OfficeBook, "notes", lambda *_: forged)
        assert [each.act for each in work.broken(opened) if each.act == act] == [act]


def test_an_appointment_is_noted_and_told(desk: TwoActs) -> None:
    """A date at a place is noted whole, told the desk with the day of the week beside it, moved, and cancelled."""
    act = desk.entries[0].id
    with desk.open() as opened:
        work.set_places(opened, ["Maison des associations"])
    clerk = desk.sit()
    clerk.do(act, Deed.TAKE)
    item = clerk.do(act, Deed.MEET, meeting=Meeting(date(2026, 12, 8), 870, 1))
    assert (item.state, item.reason) == (State.APPOINTMENT, Reason.COME_TUESDAY)
    assert Tray.WAITS in trays(item, "Ana", clerk.now())
    assert "08/12/2026 à 14h30, Maison des associations" in "".join(clerk.read(act).notes)
    moved = clerk.do(act, Deed.MEET, meeting=Meeting(date(2026, 12, 9), 600, 1))
    assert moved.reason == Reason.COME_WEDNESDAY
    off = clerk.do(act, Deed.MEET)
    assert (off.state, off.reason, off.work.meeting) == (State.APPOINTMENT, Reason.COME_ANY_DAY, None)
    clerk.close()
    with desk.open() as opened:
        record = opened.ledger.get(act)
        assert record is not None
        mark = place_mark("Maison des associations")
        assert record.meeting == Meeting(date(2026, 12, 9), 600, 1, mark=mark, cancelled=True)


def test_a_final_word_is_taken_back_while_it_stays(desk: TwoActs) -> None:
    """For ten minutes an end can be taken back; then it is gone."""
    act = desk.entries[0].id
    clerk = desk.sit()
    assert Possible(State.PROOF_SEEN) in clerk.answers(act)
    item = clerk.answer(act, Possible(State.PROOF_SEEN))
    assert item.stays
    assert not clerk.take_back(act).work.closed
    clerk.answer(act, Possible(State.PROOF_SEEN))
    desk.now += timedelta(minutes=11)
    assert not {each.act: each for each in clerk.items()}[act].stays
    clerk.close()


def test_what_she_took_back_is_not_read_and_can_be_answered(desk: TwoActs) -> None:
    """With her key her consent is gone: nobody reads the act any more, and somebody says how far it had come."""
    act = desk.entries[0].id
    with desk.open() as opened:
        record = opened.ledger.get(act)
        assert record is not None
        opened.ledger.put([replace(record, shown=True, stop_asked=True, stop_key=bytes(16))])
    clerk = desk.sit()
    read = clerk.read(act)
    assert NAME not in "".join(read.lines)
    assert "Arrêtez tout" in "".join(read.lines)
    said = clerk.answers(act)
    assert Possible(State.STOPPED) in said
    assert Possible(State.PROOF_SEEN, Reason.TOO_LATE) in said
    assert Possible(State.UNREACHABLE, Reason.CALL_US) not in said
    assert not clerk.answer(act, Possible(State.STOPPED)).stop_asked
    clerk.close()


def test_all_of_a_colleague_is_taken_over(desk: TwoActs) -> None:
    """Only who coordinates takes all; each act says from whom."""
    clerk = desk.sit(BO)
    for entry in desk.entries:
        clerk.do(entry.id, Deed.TAKE)
    clerk.close()
    clerk = desk.sit()
    assert clerk.colleagues() == ["Bo"]
    assert clerk.take_all_of("Bo") == 2
    assert {each.work.owner for each in clerk.items()} == {"Ana"}
    clerk.close()


def test_somebody_else_sits_down(desk: TwoActs) -> None:
    """A colleague's passphrase makes what follows theirs; one that is nobody's changes nothing."""
    clerk = desk.sit()
    assert clerk.verify(PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        clerk.verify("pas la bonne phrase")
    assert clerk.who == "Ana"
    assert not clerk.verify(BO)
    assert clerk.do(desk.entries[0].id, Deed.TAKE).work.owner == "Bo"
    clerk.close()


def test_what_ended_goes_with_its_words(desk: TwoActs) -> None:
    """After the days that were set, content and notes are gone from memory and disk; who did what stays counted."""
    act = desk.entries[0].id
    clerk = desk.sit()
    clerk.do(act, Deed.TAKE)
    clerk.do(act, Deed.NOTE, text="Zoé rappelle mardi")
    clerk.answer(act, Possible(State.PROOF_SEEN))
    clerk.close()
    with desk.open() as opened:
        work.set_keep_days(opened, 10)
    desk.now += timedelta(days=9)
    with desk.open() as opened:
        assert work.forget_closed(opened) == 0
        opened.trace(Event.OPENED)
    desk.now += timedelta(days=2)
    with desk.open() as opened:
        assert work.forget_closed(opened) == 1
        assert opened.ledger.book.notes(act) == []
        assert [each.outcome for each in work.all_closed(opened)] == ["proof_seen"]
    clerk = desk.sit()
    assert act not in {each.act for each in clerk.items()}
    with pytest.raises(NotHere):
        clerk.read(act)
    clerk.close()


def test_a_clock_that_jumped_forgets_nothing(desk: TwoActs) -> None:
    """A year ahead in one night is somebody's mistake."""
    act = desk.entries[0].id
    clerk = desk.sit()
    clerk.answer(act, Possible(State.PROOF_SEEN))
    clerk.close()
    desk.now += timedelta(days=365)
    with desk.open() as opened:
        assert work.forget_closed(opened) == 0


def opened_before(folder: Path) -> Callable[[], AbstractContextManager[House]]:
    """Put an office of the version before into a folder, with acts open, answered and ended."""
    with tarfile.open(BEFORE) as packed:
        packed.extractall(folder, filter="data")
    return lambda: house.opened(folder / "bureau", PASSPHRASE, lambda: datetime(2026, 12, 1, tzinfo=UTC))


def test_an_office_of_the_version_before_loses_nothing(tmp_path: Path) -> None:
    """One shared passphrase opens it; its acts and answers are all there, and people can be given names."""
    open_before = opened_before(tmp_path)
    with open_before() as opened:
        states = sorted(str(each.state) for each in opened.ledger.records())
        assert states == ["appointment", "proof_seen", "taken"]
        people.name_me(opened, "Ana")
    clerk = Clerk(tmp_path / "bureau", PASSPHRASE, lambda: datetime(2026, 12, 1, tzinfo=UTC), WORDS, "fr")
    items = clerk.items()
    assert {each.state for each in items} == {State.APPOINTMENT, State.TAKEN}
    assert all(not each.here and Tray.TO_READ in trays(each, "Ana", clerk.now()) for each in items)
    with pytest.raises(NotHere):
        clerk.read(items[0].act)
    clerk.close()
    with open_before() as opened:
        bundle = inbox.read_bundle((tmp_path / "bundle.ksb").read_bytes(), opened.key_of)
        exchange.take(opened, *exchange.unpacked([bundle]))
        exchange.keep_again(opened, bundle.acts)
    clerk = Clerk(tmp_path / "bureau", PASSPHRASE, lambda: datetime(2026, 12, 1, tzinfo=UTC), WORDS, "fr")
    assert all(each.here for each in clerk.items())
    assert spell(clerk.items()[0].reference)
    clerk.close()


def test_a_note_says_what_she_brings(desk: TwoActs) -> None:
    """An appointment is noted with its day, its hour, its place and what she brings."""
    clerk, act = desk.sit(), desk.entries[0].id
    clerk.do(act, Deed.TAKE)
    clerk.do(act, Deed.MEET, meeting=Meeting(date(2026, 12, 8), 870, 2, (1, 3)))
    said = "08/12/2026 à 14h30, lieu n° 2 ; à apporter : carte Vitale, courrier reçu"
    assert any(said in " ".join(note.split()) for note in clerk.read(act).notes)
    clerk.close()
