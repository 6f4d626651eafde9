"""Notes of work between the seats of one office: a deed is done where the hub kept its note, and by reading it.

So what was done here, at another seat, before a cut or before a ledger was damaged all goes one way (`_hear`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

from kiosk.core import seats as rules
from kiosk.core.errors import ActMoved, IllegalMove, NotGenuine, SeatLost
from kiosk.core.meeting import Meeting
from kiosk.core.outbox import State
from kiosk.core.seats import Spoken
from kiosk.core.trace import Event, Trace
from kiosk.core.work import Deed, Work, WorkNote, is_remark, is_remark_of
from kiosk.crypto import sign
from kiosk.crypto.keys import public_key
from kiosk.crypto.seats import OwnSeat, open_seat_note, seal_seat_note
from kiosk.office import chapters
from kiosk.office.house import NOTES_READ, House
from kiosk.uplink.office_client import OfficeClient
from kiosk.wire import seats as wire
from kiosk.wire.protocol import MAX_ITEMS
from kiosk.wire.signed import ToSign
from kiosk.wire.work import note_bytes

_DRAFT = "draft:"
_ROUNDS, _PAGES = 4, 10_000
_BUDGET = 1 << 20
"""Bytes of notes in one request."""
_EVENTS: Mapping[Deed, Event] = {
    Deed.TAKE: Event.TAKEN,
    Deed.TAKE_OVER: Event.ACT_TAKEN_OVER,
    Deed.HAND_ON: Event.HANDED_ON,
    Deed.LET_GO: Event.LET_GO,
    Deed.ANSWER: Event.ANSWERED,
    Deed.TAKE_BACK: Event.ANSWER_TAKEN_BACK,
    Deed.PASS_ON: Event.PASSED_ON,
    Deed.RETURN: Event.RETURNED,
}


def write_work(house: House, note: WorkNote, sealed: bytes = b"") -> Work:
    """Write a judged note down, signed and traced."""
    before = house.ledger.book.notes(note.act)
    signature = sign.sign(house.secrets.seed, signed_bytes(note, before[-1][1] if before else b""))
    trace = Trace(house.now(), note.who, _EVENTS.get(note.deed, Event.NOTED), note.act)
    return house.ledger.book.write(note, signature, trace, sealed)


def signed_bytes(note: WorkNote, after: bytes) -> ToSign:
    """Give what is signed of a note."""
    met = note.meeting
    meeting = (met.day.isoformat(), met.minute, met.place, *([met.bring] if met.bring else [])) if met else None
    day = note.day.isoformat() if note.day else ""
    at = int(note.at.timestamp())
    return note_bytes(note.act, note.number, note.deed, note.who, at, note.to, day, meeting, note.text, after)


# ---- out -------------------------------------------------------------------------------------


def offer_note(house: House, client: OfficeClient, note: WorkNote, said: Spoken | None = None) -> Work:
    """Do something with an act, where the hub keeps its note as the next. Gives how the work stands.

    Raises:
        ActMoved: another seat was faster, and what it did is known here by now.
        LinkFault: nobody knows whether it was done; whoever asks again hears it.
        NotGenuine, SeatRekeyed: as `catch_up`.
    """
    book = house.ledger.book
    data = _seal(house, note, said)
    for _ in range(_ROUNDS):
        refused = _talk(house, client, [wire.SentNote(note.act, note.number, data)])
        if data in book.sealed(note.act):
            return book.work(note.act)
        if not any(each.act == note.act and each.has + 1 < note.number for each in refused):
            break
        _fill_up(house, client, [note.act])
    done = book.notes(note.act)
    raise ActMoved(done[-1][0].who if done else "")


def _seal(house: House, note: WorkNote, said: Spoken | None) -> bytes:
    seat = _seat(house)
    before = house.ledger.book.sealed(note.act)
    after = wire.note_hash(before[note.number - 2]) if note.number > 1 else wire.NONE_BEFORE
    spoken = None
    if said is not None:
        spoken = wire.SaidOf(said.state.value, said.reason, said.sequence, _met_said(said.meeting))  # type: ignore[arg-type]
    plain = wire.NoteSaid(
        deed=note.deed.value,
        who=note.who,
        at=int(note.at.timestamp()),
        to=note.to,
        day=note.day.isoformat() if note.day else "",
        meeting=_met_said(note.meeting),
        text=note.text,
        said=spoken,
    )
    return seal_seat_note(seat, public_key(house.secrets.readers[0]), note.act, note.number, after, plain)


def _seat(house: House) -> OwnSeat:
    seat = chapters.own_seat(house)
    if seat is None:
        raise SeatLost
    return seat


def _met_said(met: Meeting | None) -> wire.MetSaid | None:
    if met is None:
        return None
    return wire.MetSaid(met.day.isoformat(), met.minute, met.place, met.bring, met.zone, met.mark, met.cancelled)


def _met(said: wire.MetSaid | None) -> Meeting | None:
    if said is None:
        return None
    day = date.fromisoformat(said.day)
    return Meeting(day, said.minute, said.place, tuple(said.bring), said.zone, said.mark, said.cancelled)


def share_notes(house: House) -> None:
    """Let what was noted while there was one seat travel, from the first note of each act on."""
    book = house.ledger.book
    for act in book.worked_on():
        if all(book.sealed(act)):
            continue
        record, sealed = house.ledger.get(act), list[bytes]()
        for note, _ in book.notes(act):
            after = wire.note_hash(sealed[-1]) if sealed else wire.NONE_BEFORE
            sealed.append(_seal_after(house, note, rules.said_with(record, note), after))
        book.seal_notes(act, sealed)
    chapters.begun_seat(house)


def _seal_after(house: House, note: WorkNote, said: Spoken | None, after: bytes) -> bytes:
    data = wire.read_seat_note(_seal(house, replace(note, number=1), said))
    seat = _seat(house)
    signature = sign.sign(seat.seed, wire.seat_note_bytes(note.act, note.number, seat.id, after, data.sealed))
    return wire.write_seat_note(wire.SeatNote(seat.id, after, data.sealed, signature))


# ---- in --------------------------------------------------------------------------------------


def settle_notes(house: House, client: OfficeClient) -> None:
    """Hear what the other seats did, and tell them what they do not know. Nothing in an office of one seat.

    Raises:
        LinkFault: the rest is for the next time.
        NotGenuine: the hub gives what no seat of this office said, or keeps something back.
        SeatRekeyed: another seat changed the keys.
        SeatLost: this office has several seats, and this folder does not know which it is.
    """
    if chapters.own_seat(house) is None:
        if client.minor >= wire.SEATS_SINCE and client.notes(0).notes:
            raise SeatLost
        return
    if chapters.has_begun(house):
        share_notes(house)
    _talk(house, client)
    for _ in range(_ROUNDS):
        chapter = chapters.next_chapter(house)
        if chapter is None:
            break
        _talk(house, client, [wire.SentNote(wire.CHAPTER, len(chapters.chapters(house)) + 1, chapter)])
        if chapter in chapters.chapters(house):
            chapters.said_chapter(house)
    _send_drafts(house, client)
    _tell_ends(house, client)


def _talk(
    house: House, client: OfficeClient, sent: Sequence[wire.SentNote] = (), *, filled: bool = False
) -> Sequence[wire.NoteRefusal]:
    """Give the hub notes, and hear all that it has and that was not heard. Gives what it did not keep.

    A hub that lost something is `filled` once: one that always says so is asked no more.
    """
    noted = house.ledger.noted(NOTES_READ)
    place, mark = int.from_bytes(noted[:8]), noted[8:]
    told = client.notes(place, sent)
    refused, lost = told.refused, bool(place) and told.last != mark
    if lost:  # it was put back, or is another
        place, told = 0, client.notes(0)
    anew, moved = not place, False
    for _ in range(_PAGES):
        for held in told.notes:
            if held.place > place:
                moved = _hear(house, held, anew=anew) or moved
                place = held.place
                mark = wire.note_hash(held.note)
        if told.notes:
            house.ledger.note(NOTES_READ, place.to_bytes(8) + mark)
        if not told.more or not told.notes:
            break
        told = client.notes(place)
    if moved and not filled:  # it was put back and filled: what was not heard may stand at a place that was read
        house.ledger.note(NOTES_READ, b"")
        _talk(house, client, filled=True)
    if (lost or anew) and not filled:  # a ledger that was healed may know what the hub lost
        _fill_all(house, client)
    return refused


def _hear(house: House, held: wire.HeldNote, *, anew: bool) -> bool:
    """Do what a note says; `anew` also what was done before, for a damaged ledger may have lost what came of it.

    Tells whether it was known, though it stands where nothing was read.
    """
    if held.act == wire.CHAPTER:
        chapters.hear_chapter(house, held.number, held.note)
        return False
    book = house.ledger.book
    sealed, record = book.sealed(held.act), house.ledger.get(held.act)
    if rules.is_past(record, book.work(held.act), book.is_kept(held.act)):
        return False
    known = held.number <= len(sealed) and sealed[held.number - 1] == held.note
    if known and not anew:
        return True
    if held.number > len(sealed) + 1:
        raise NotGenuine("a note is kept back")
    note, said = _opened(house, held, sealed[held.number - 2] if held.number > 1 else b"")
    if not known and held.number <= len(sealed):
        _part(house, held.act, held.number)
        record = house.ledger.get(held.act)
    if record is not None and (fresh := rules.hear_deed(record, note, said)) != record:
        house.ledger.put([fresh])
    if not known:
        write_work(house, note, held.note)
    return False


def _opened(house: House, held: wire.HeldNote, before: bytes) -> tuple[WorkNote, Spoken | None]:
    read = wire.read_seat_note(held.note)
    if read.after != (wire.note_hash(before) if before else wire.NONE_BEFORE):
        raise NotGenuine("it does not follow the note before")
    seat = chapters.office_seats(house).get(read.seat)
    if seat is None:
        raise NotGenuine("no seat of this office")
    plain = open_seat_note(read, held.act, held.number, seat.verify_key, house.secrets.readers)
    at = datetime.fromtimestamp(plain.at, UTC)
    if not rules.counts_of(seat, at):
        raise NotGenuine("a seat that is gone")
    try:
        deed = Deed(plain.deed)
        day = date.fromisoformat(plain.day) if plain.day else None
        note = WorkNote(held.act, held.number, deed, plain.who, at, plain.to, day, _met(plain.meeting), plain.text)
        said = _statement(plain.said)
    except ValueError:
        raise NotGenuine("nothing that a seat says") from None
    return note, said


def _statement(said: wire.SaidOf | None) -> Spoken | None:
    return None if said is None else Spoken(State(said.state), said.reason, said.sequence, _met(said.meeting))


def _part(house: House, act: bytes, number: int) -> None:
    """Give up notes of this seat for those that the office has: the hub was put back, or told two stories."""
    book = house.ledger.book
    for note, _ in book.notes(act)[number - 1 :]:
        if is_remark(note.deed):
            keep_draft(house, note)
    book.cut_notes(act, number)
    if (record := house.ledger.get(act)) is not None:
        house.ledger.put([rules.parted(record)])


# ---- what a hub lost -------------------------------------------------------------------------


def _fill_all(house: House, client: OfficeClient) -> None:
    """Give a hub that was put back what it lost: who speaks for the office, the chapters, and the notes."""
    lines = [(line, sign.open_desk_file(line.file).desk) for line in chapters.told_lines(house)]
    seed = house.secrets.seed
    admitted = [chapters.admission(house, line) for line, _ in lines if not line.gone]
    gone = [
        wire.DismissedSeat(seat, line.gone, sign.sign(seed, wire.dismissal_bytes(seat, line.gone)))
        for line, seat in lines
        if line.gone
    ]
    client.seats(admitted, gone)
    told = [wire.SentNote(wire.CHAPTER, at, data) for at, data in enumerate(chapters.chapters(house), start=1)]
    _send(client, told)
    _fill_up(house, client, house.ledger.book.worked_on())
    _talk(house, client, filled=True)


def fill_hub(house: House, client: OfficeClient) -> None:
    """Give the hub all notes of this seat that it does not have. Raises LinkFault."""
    _fill_up(house, client, house.ledger.book.worked_on())
    _talk(house, client)


def _fill_up(house: House, client: OfficeClient, acts: Iterable[bytes]) -> None:
    """Give the hub the notes of acts that it does not have; of those that it has, it says so."""
    kept = ((act, house.ledger.book.sealed(act)) for act in acts)
    _send(client, (wire.SentNote(act, at, data) for act, all_ in kept for at, data in enumerate(all_, start=1) if data))


def _send(client: OfficeClient, sent: Iterable[wire.SentNote]) -> None:
    batch, size = list[wire.SentNote](), 0
    for each in sent:
        if batch and (len(batch) == MAX_ITEMS or size + len(each.note) > _BUDGET):
            client.notes(0, batch)
            batch, size = [], 0
        batch.append(each)
        size += len(each.note) + 64
    if batch:
        client.notes(0, batch)


# ---- what waits here -------------------------------------------------------------------------


def keep_draft(house: House, note: WorkNote) -> None:
    """Keep a remark until the hub can be told of it: nothing that somebody typed is lost."""
    at = int(note.at.timestamp())
    said = f"{note.who}\0{note.text}".encode()
    house.ledger.note(f"{_DRAFT}{note.act.hex()}:{at}:{len(drafts(house))}", said)


def drafts(house: House, act: bytes = b"") -> list[WorkNote]:
    """Give the remarks that were not told yet, of one act or of all."""
    found = []
    for name, value in house.ledger.notes(_DRAFT).items():
        of, at, _ = name.split(":")
        who, text = value.decode().split("\0", 1)
        note = WorkNote(bytes.fromhex(of), 0, Deed.NOTE, who, datetime.fromtimestamp(int(at), UTC), text=text)
        if not act or note.act == act:
            found.append(note)
    return found


def _send_drafts(house: House, client: OfficeClient) -> None:
    book = house.ledger.book
    for name, value in house.ledger.notes(_DRAFT).items():
        of, at, _ = name.split(":")
        who, text = value.decode().split("\0", 1)
        act = bytes.fromhex(of)
        said = any(is_remark_of(note, who, text) for note, _ in book.notes(act))
        for _ in range(_ROUNDS if not said else 0):
            moment = datetime.fromtimestamp(int(at), UTC)
            note = WorkNote(act, book.work(act).number + 1, Deed.NOTE, who, moment, text=text)
            with suppress(ActMoved):
                offer_note(house, client, note)
                said = True
                break
        if said:
            house.ledger.note(_DRAFT + name, b"")


def _tell_ends(house: House, client: OfficeClient) -> None:
    """Tell the other seats of acts that ended here by themselves; where one of them had the act, it has not ended."""
    book = house.ledger.book
    for record in [each for each in house.ledger.records() if rules.ended_by_itself(each, book.work(each.act))]:
        assert record.at is not None
        number = book.work(record.act).number + 1
        text = State.STOPPED.value
        note = WorkNote(record.act, number, Deed.ANSWER, rules.BY_ITSELF, record.at, text=text)
        if book.work(record.act).owner:
            house.ledger.put([rules.goes_on_elsewhere(record)])
            continue
        try:
            offer_note(house, client, note, rules.statement_of(record))
        except ActMoved:
            fresh = house.ledger.get(record.act)
            if fresh is not None and not book.work(record.act).closed:
                house.ledger.put([rules.goes_on_elsewhere(fresh)])


def offer_deed(house: House, judge: Callable[[], tuple[WorkNote, Spoken | None]], *, again: bool) -> Work:
    """Do a deed, where the hub keeps its note.

    Args:
        house: the office.
        judge: judges the deed as the act stands now, and gives it its number.
        again: whether it still holds where another seat did something meanwhile, if it is judged again.

    Raises:
        ActMoved, LinkFault, NotGenuine, SeatRekeyed: as `offer_note`; also what `judge` raises.
    """
    note, said = judge()
    with house.talk() as client:
        for _ in range(_ROUNDS):
            try:
                return offer_note(house, client, note, said)
            except ActMoved:
                note, said = judge()  # who has it now is said first
                if not again:
                    raise
    raise IllegalMove("others were faster each time")
