"""Notes of an office's seats, at the hub: each number of an act is given out once, and nothing is read."""

from __future__ import annotations

import threading

from sqlalchemy import text

from kiosk.crypto import enrol, sign
from kiosk.hub.seat_tables import notes
from kiosk.hub.seats import forget_notes
from kiosk.hub.tables import FIRST_OFFICE
from kiosk.wire import seats as wire
from kiosk.wire.protocol import Done
from tests.hub.conftest import World
from tests.hub.made import NOW, SEAT, MadeDesk, note, some

ACT, OTHER = b"a" * 16, b"b" * 16


def sent(number: int, said: bytes = b"sealed", act: bytes = ACT) -> wire.SentNote:
    """Offer it."""
    return wire.SentNote(act, number, note(number, said))


def told(world: World, after: int = 0, *offered: wire.SentNote) -> wire.NotesTold:
    return world.office.ask("/v1/office/notes", wire.NotesAsk(after, offered), wire.NotesTold)


def admit(world: World, token: bytes, seat: MadeDesk = SEAT) -> wire.SeatsAsk:
    hashed = enrol.token_hash(token)
    signed = sign.sign(world.hub.office.seed, wire.admission_bytes(seat.file, hashed))
    return wire.SeatsAsk((wire.AdmittedSeat(seat.file, hashed, signed),))


def test_only_the_next_number_of_an_act_is_kept(world: World) -> None:
    """The next is kept, the same again is no matter, all others are refused with the number that the hub has."""
    assert told(world, 0, sent(1), sent(2)).refused == ()
    assert told(world, 0, sent(2)).refused == ()
    refused = told(world, 0, sent(2, b"another"), sent(4), sent(2, act=OTHER), sent(3)).refused
    assert [(each.act, each.number, each.has) for each in refused] == [(ACT, 2, 2), (ACT, 4, 2), (OTHER, 2, 0)]
    held = told(world).notes
    assert [(each.place, each.number, each.note) for each in held] == [(n, n, note(n)) for n in (1, 2, 3)]


def test_a_note_that_follows_another_one_is_refused(world: World) -> None:
    """The number is the next, and the note before it is not the one that is here: this hub was put back meanwhile."""
    told(world, 0, sent(1), sent(2))
    astray = wire.write_seat_note(wire.SeatNote(SEAT.id, wire.note_hash(note(2, b"other")), b"sealed", bytes(64)))
    assert [each.has for each in told(world, 0, wire.SentNote(ACT, 3, astray)).refused] == [2]
    assert told(world, 0, sent(3)).refused == ()
    for wrong in (b"no note", astray[:4] + bytes((2,)) + astray[5:]):
        asked = wire.NotesAsk(0, (wire.SentNote(OTHER, 1, wrong),))
        assert world.office.post("/v1/office/notes", asked).status_code == 403


def test_who_reads_on_from_a_place_is_told_what_stood_there(world: World) -> None:
    """The hash of the note at the place that was asked shows a hub that was put back; a page has an end."""
    told(world, 0, sent(1), sent(2))
    assert told(world, 1).last == wire.note_hash(note(1))
    assert [each.number for each in told(world, 1).notes] == [2]
    assert told(world, 7).last == wire.NONE_BEFORE
    for number in range(1, 8):
        told(world, 99, sent(number, bytes(200_000), OTHER))
    first = told(world, 2)
    assert (first.more, len(first.notes)) == (True, 5)
    assert [each.number for each in told(world, first.notes[-1].place).notes] == [6, 7]


def test_of_two_seats_that_ask_at_once_one_has_the_number(world: World) -> None:
    """Ten threads offer the same number: one is kept, at one place, and every other is told so."""
    gate = threading.Barrier(10)
    refused: list[wire.NoteRefusal] = []

    def offer(which: int) -> None:
        gate.wait()
        refused.extend(told(world, 0, sent(1, b"of %d" % which)).refused)

    threads = [threading.Thread(target=offer, args=(which,)) for which in range(10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(refused) == 9
    assert [each.place for each in told(world).notes] == [1]


def test_a_seat_speaks_for_the_office_until_it_is_dismissed(world: World) -> None:
    """With its own token, as the office signed it; the token with which the office joined ends with the first."""
    token = some("seat token", count=32)
    seat = world.asks(token)
    assert seat.post("/v1/office/notes", wire.NotesAsk()).status_code == 401
    forged = admit(world, token)
    forged = wire.SeatsAsk((wire.AdmittedSeat(SEAT.file, forged.admitted[0].token_hash, bytes(64)),))
    assert world.office.post("/v1/office/seats", forged).status_code == 403
    world.office.ask("/v1/office/seats", admit(world, token), Done)
    assert world.office.post("/v1/office/notes", wire.NotesAsk()).status_code == 401
    assert seat.ask("/v1/office/notes", wire.NotesAsk(), wire.NotesTold) == wire.NotesTold()
    assert seat.post("/v1/sync", wire.NotesAsk()).status_code == 403
    ended = sign.sign(world.hub.office.seed, wire.dismissal_bytes(SEAT.id, NOW))
    gone = wire.SeatsAsk(dismissed=(wire.DismissedSeat(SEAT.id, NOW, ended),))
    other = some("other token", count=32)
    seat.ask("/v1/office/seats", admit(world, other, MadeDesk(22, "Maison")), Done)
    world.asks(other).ask("/v1/office/seats", gone, Done)
    assert seat.post("/v1/office/notes", wire.NotesAsk()).status_code == 401
    # What the office signed of it once lets it in no more.
    world.asks(other).ask("/v1/office/seats", admit(world, token), Done)
    assert seat.post("/v1/office/notes", wire.NotesAsk()).status_code == 401


def test_notes_go_once_nothing_was_done_for_long_and_chapters_stay(world: World) -> None:
    """The notes of an act end long after the last of them; the newest place is never given out twice."""
    told(world, 0, sent(1, act=wire.CHAPTER), sent(1), sent(1, act=OTHER))
    with world.hub.engine.connect() as connection:
        assert forget_notes(connection, FIRST_OFFICE, NOW, NOW + 399 * 86_400) == 0
        assert forget_notes(connection, FIRST_OFFICE, NOW, NOW + 401 * 86_400) == 1
    assert [each.act for each in told(world).notes] == [wire.CHAPTER, OTHER]
    assert [each.place for each in told(world, 3, sent(1)).notes] == [4]


def test_the_hub_has_nothing_but_numbers_and_bytes(world: World) -> None:
    """No column can hold a word of a note: a new one has to be judged here."""
    assert set(notes.c.keys()) == {"office", "place", "act", "number", "note", "received"}
    with world.hub.engine.connect() as connection:
        names = set(connection.execute(text("SELECT * FROM seats")).keys())
    assert names == {"office", "id", "seat_file", "token_hash", "dismissed"}
