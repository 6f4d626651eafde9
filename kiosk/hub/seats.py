"""Notes of an office's seats: each kept where it is the next of its act. And which machines speak for an office.

The hub reads an act's id, a number, and which note it follows. Two processes may be asked at once: the table has each
number once.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, or_, select

from kiosk.core.errors import NotGenuine, TooLarge, TooNew
from kiosk.crypto import sign
from kiosk.hub.database import insert_new, insert_once
from kiosk.hub.keep import within
from kiosk.hub.seat_tables import notes, seats
from kiosk.hub.tables import acts, desks, offices
from kiosk.wire import seats as wire
from kiosk.wire.protocol import MAX_ITEMS

_LARGEST = (1 << 63) - 1
_FORGOTTEN = 400 * 86_400
"""Seconds after which notes go of acts that the hub does not know the end of."""


def exchange_notes(connection: Connection, office: int, ask: wire.NotesAsk, now: int) -> wire.NotesTold:
    """Keep the notes that are next, then give a page of those after a place."""
    refused = [each for each in (_keep(connection, office, sent, now) for sent in ask.notes) if each is not None]
    ours = notes.c.office == office
    after = min(ask.after, _LARGEST)
    last = connection.execute(select(notes.c.note).where(ours, notes.c.place == after)).scalar()
    asked = notes.select().where(ours, notes.c.place > after).order_by(notes.c.place).limit(MAX_ITEMS + 1)
    rows = connection.execute(asked).all()
    shown = within(rows[:MAX_ITEMS], "note")
    held = tuple(wire.HeldNote(row.place, bytes(row.act), row.number, bytes(row.note)) for row in shown)
    mark = wire.note_hash(bytes(last)) if last is not None else wire.NONE_BEFORE
    return wire.NotesTold(tuple(refused), held, len(rows) > len(shown), mark)


def _keep(connection: Connection, office: int, sent: wire.SentNote, now: int) -> wire.NoteRefusal | None:
    """Keep a note where it is the next; the same once more is kept already."""
    of_act = (notes.c.office == office) & (notes.c.act == sent.act)
    newest = select(notes.c.number, notes.c.note).where(of_act).order_by(notes.c.number.desc()).limit(1)
    after = _named_before(sent.note)
    place = select(func.coalesce(func.max(notes.c.place), 0) + 1).where(notes.c.office == office).scalar_subquery()
    row = {"office": office, "place": place, "act": sent.act, "number": sent.number, "note": sent.note}
    while _follows(sent.number, after, connection.execute(newest).first()):
        # Another process may have taken the place, or the number: then it is there by now, and this asks again.
        if connection.execute(insert_once(connection.engine, notes, notes.c.place).values(received=now, **row)).first():
            return None
    kept = connection.execute(select(notes.c.note).where(of_act, notes.c.number == sent.number)).scalar()
    if kept is not None and bytes(kept) == sent.note:
        return None
    return wire.NoteRefusal(sent.act, sent.number, connection.execute(newest).scalar() or 0)


def _named_before(note: bytes) -> bytes:
    try:
        return wire.note_before(note)
    except TooNew:
        raise NotGenuine("not a note that this hub understands") from None


def _follows(number: int, after: bytes, last: Any) -> bool:
    """Tell whether a note is the next, after the very one that is here: a hub that was put back has another."""
    if last is None:
        return number == 1
    return bool(number == last.number + 1 and after == wire.note_hash(bytes(last.note)))


# ---- who speaks for an office ----------------------------------------------------------------


def change_seats(connection: Connection, office: int, office_key: bytes, ask: wire.SeatsAsk) -> None:
    """Let seats speak for the office, or no longer, as it signed. The place of the code with which one came is freed.

    With the first seat the token ends with which the office joined: each has its own.

    Raises:
        NotGenuine: one of them is not signed by the office; nothing was changed.
    """
    opened = []
    for each in ask.admitted:
        sign.verify(office_key, wire.admission_bytes(each.seat_file, each.token_hash), each.admitted)
        try:
            opened.append((sign.open_desk_file(each.seat_file), each))
        except (TooLarge, TooNew):
            raise NotGenuine("not a file that this hub understands") from None
    for gone in ask.dismissed:
        sign.verify(office_key, wire.dismissal_bytes(gone.seat, gone.at), gone.dismissed)
    for said, each in opened:
        row = {"office": office, "id": said.desk, "seat_file": each.seat_file, "token_hash": each.token_hash}
        insert = insert_new(connection.engine, seats, ["office", "id"], seats.c.id)
        if connection.execute(insert, row).first() is None:
            here = (seats.c.office == office) & (seats.c.id == said.desk) & seats.c.dismissed.is_(None)
            connection.execute(seats.update().where(here).values(token_hash=each.token_hash))
        came = desks.delete().where(desks.c.office == office, desks.c.id == said.desk, desks.c.state == "claimed")
        connection.execute(came)
    for gone in ask.dismissed:
        row = {"office": office, "id": gone.seat, "seat_file": b"", "dismissed": gone.at}
        insert = insert_new(connection.engine, seats, ["office", "id"], seats.c.id)
        if connection.execute(insert, row).first() is None:
            here = (seats.c.office == office) & (seats.c.id == gone.seat)
            connection.execute(seats.update().where(here).values(token_hash=None, dismissed=gone.at))
    if opened:
        connection.execute(offices.update().where(offices.c.id == office).values(token=None))


def speaks_for(connection: Connection, token: bytes) -> int | None:
    """Name the office for which whoever has this token speaks as one of its seats; None where they do for none."""
    return connection.execute(select(seats.c.office).where(seats.c.token_hash == token)).scalar() if token else None


def forget_all_notes(connection: Connection, office: int) -> None:
    """Delete an office's notes of acts: it was closed long ago. Chapters stay: its seats fill it up if it is opened."""
    connection.execute(notes.delete().where(notes.c.office == office, notes.c.act != wire.CHAPTER))


def forget_notes(connection: Connection, office: int, ended: int, now: int) -> int:
    """Delete an office's notes of acts that ended before a moment, or that rested for long; chapters stay.

    The newest of the office stays, too: the next has the place after it. With it stay all of its act: no note is read
    without those before it.
    """
    ours = notes.c.office == office
    recent = select(notes.c.act).where(ours, notes.c.received >= now - _FORGOTTEN)
    gone = select(acts.c.id).where(acts.c.office == office, acts.c.final_at < ended)
    newest = select(notes.c.act).where(ours).order_by(notes.c.place.desc()).limit(1)
    old = or_(notes.c.act.in_(gone), notes.c.act.not_in(recent))
    those = notes.delete().where(ours, notes.c.act != wire.CHAPTER, old, notes.c.act.not_in(newest))
    return int(connection.execute(those).rowcount)
