"""Makes tests/vectors/seats-1.json. Run once, before the first release of minor version 7, then never again.

.venv/bin/python -m scripts.frozen.seats --write
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from kiosk.crypto import seats, sign
from kiosk.crypto.keys import public_key
from kiosk.wire import protocol, signed
from kiosk.wire import seats as wire
from scripts.frozen.vectors import keep

TARGET = Path(__file__).resolve().parents[2] / "tests" / "vectors" / "seats-1.json"


def make_seats() -> str:
    """Write the vectors: a note, a chapter, and the messages that carry them."""
    act, reader, office = b"a" * 16, b"r" * 32, b"o" * 32
    seat = seats.OwnSeat(b"s" * 16, b"S" * 32)
    met = wire.MetSaid("2026-12-08", 870, 2, (1, 3), "Europe/Paris", 1_731_070_785, False)
    said_of = wire.SaidOf("appointment", "come_tuesday", 4, met)
    said = wire.NoteSaid("answer", "Ana", 1_795_300_000, "", "", None, "appointment", said_of)
    note = seats.seal_seat_note(seat, public_key(reader), act, 2, b"h" * 32, said)
    public = signed.OfficePublic(1, False, "Exemple", "01", sign.verify_key(office), (public_key(reader),))
    lines = (wire.SeatLine(seat.file("Accueil"), b"t" * 32, 0),)
    file = sign.sign_file(office, public)
    shared = wire.Shared(file, office, b"", (reader,), lines, (), ("12 rue des Lilas",), 30)
    key = sign.verify_key(seat.seed)
    parts = (wire.SeatPart(seat.id, seats.seal_to_seat(key, wire.write_shared(shared))),)
    signature = sign.sign(office, wire.chapter_bytes(1, wire.NONE_BEFORE, parts))
    asked = wire.NotesAsk(5, (wire.SentNote(act, 2, note),))
    told = wire.NotesTold((wire.NoteRefusal(act, 2, 3),), (wire.HeldNote(6, act, 2, note),), True, b"l" * 32)

    def later(message: protocol.Said) -> str:
        return msgspec.msgpack.encode([*msgspec.to_builtins(message, builtin_types=(bytes,)), "more"]).hex()

    vectors = {
        "act": act.hex(),
        "number": 2,
        "reading key": reader.hex(),
        "seat seed": seat.seed.hex(),
        "seat key": key.hex(),
        "office": sign.verify_key(office).hex(),
        "said": wire.write_note_said(said).hex(),
        "note": note.hex(),
        "hash": wire.note_hash(note).hex(),
        "chapter": wire.write_chapter(wire.SeatChapter(wire.NONE_BEFORE, parts, signature)).hex(),
        "ask 7": protocol.write(asked).hex(),
        "ask 9": later(asked),
        "told 7": protocol.write(told).hex(),
        "told 9": later(told),
    }
    return json.dumps(vectors, indent=1) + "\n"


if __name__ == "__main__":
    keep(make_seats(), TARGET)
