"""Notes between the seats of one office: what travels, and that nothing in it can be moved or read on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.core.errors import NotForUs, NotGenuine, TooNew
from kiosk.crypto import seats, sign
from kiosk.crypto.keys import new_reading_key, public_key
from kiosk.wire import protocol
from kiosk.wire import seats as wire

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "seats-1.json").read_text())
ACT, OTHER, READER = b"a" * 16, b"o" * 16, new_reading_key()
SEAT = seats.new_seat()
KEY = sign.verify_key(SEAT.seed)
SAID = wire.NoteSaid("take", "Ana", 1_795_300_000, "", "", None, "", None)


def note(number: int = 1, after: bytes = wire.NONE_BEFORE, said: wire.NoteSaid = SAID) -> bytes:
    """Seal a note."""
    return seats.seal_seat_note(SEAT, public_key(READER), ACT, number, after, said)


def opened(data: bytes, act: bytes = ACT, number: int = 1, key: bytes = KEY) -> wire.NoteSaid:
    """Open a note."""
    return seats.open_seat_note(wire.read_seat_note(data), act, number, key, [new_reading_key(), READER])


@pytest.mark.parametrize("text", ["", "x", "é" * 100, "y" * 300, "z" * 2000])
def test_a_note_comes_back_and_its_length_says_little(text: str) -> None:
    """What was said is read again, by any of the office's keys; all short notes are of one length."""
    data = note(said=replace(SAID, deed="note", text=text))
    assert opened(data).text == text
    assert (len(data) - len(note())) % 512 in (0, 2)  # the length itself is written in two bytes or more
    assert len(note(said=replace(SAID, who="Bo", to="Cyprien"))) == len(note())


@pytest.mark.parametrize("moved", ["act", "number", "seat", "after", "bit", "key"])
def test_a_note_that_was_moved_is_not_believed(moved: str) -> None:
    """Of another act, under another number, as another seat's or after another note: it does not verify."""
    data, read = note(2, b"b" * 32), wire.read_seat_note(note(2, b"b" * 32))
    wrong = {"seat": replace(read, seat=OTHER), "after": replace(read, after=wire.NONE_BEFORE)}
    if moved in wrong:
        data = wire.write_seat_note(wrong[moved])
    if moved == "bit":
        data = wire.write_seat_note(replace(read, sealed=bytes((read.sealed[0] ^ 1,)) + read.sealed[1:]))
    key = sign.verify_key(sign.new_seed()) if moved == "key" else KEY
    with pytest.raises(NotGenuine):
        opened(data, OTHER if moved == "act" else ACT, 3 if moved == "number" else 2, key)


def test_who_has_no_key_of_the_office_reads_nothing() -> None:
    """The hub, and a seat that missed the keys: the signature can be checked, the words cannot be read."""
    with pytest.raises(NotForUs):
        seats.open_seat_note(wire.read_seat_note(note()), ACT, 1, KEY, [new_reading_key()])
    assert b"Ana" not in note()


@given(st.binary(max_size=200), st.integers(0, 60))
def test_what_is_no_note_is_refused(data: bytes, at: int) -> None:
    """Any bytes, a cut note, or one with a byte changed: refused by one of two names, and nothing else happens."""
    whole = note()
    for each in (data, whole[:at], whole + b"\0", whole[:at] + b"\xff" + whole[at + 1 :]):
        with pytest.raises((NotGenuine, TooNew)):
            opened(each)
        with pytest.raises((NotGenuine, TooNew)):
            wire.read_chapter(each)


def test_what_is_sealed_to_a_seat_opens_there_alone() -> None:
    """The office's secrets on their way to a new seat: its own key opens them, another's does not."""
    sealed = seats.seal_to_seat(KEY, b"secrets")
    assert seats.open_at_seat(SEAT.seed, sealed) == b"secrets"
    with pytest.raises(NotForUs):
        seats.open_at_seat(sign.new_seed(), sealed)
    with pytest.raises(NotGenuine):
        seats.seal_to_seat(b"\xff" * 32, b"secrets")


def test_this_version_reads_and_writes_what_it_wrote() -> None:
    """The bytes of version 1 do not change: a note of these keys verifies, opens, and is written the same."""
    data = bytes.fromhex(VECTORS["note"])
    read = wire.read_seat_note(data)
    args = (bytes.fromhex(VECTORS["act"]), VECTORS["number"], bytes.fromhex(VECTORS["seat key"]))
    said = seats.open_seat_note(read, *args, [bytes.fromhex(VECTORS["reading key"])])
    assert (said.deed, said.who, said.text) == ("answer", "Ana", "appointment")
    met = wire.MetSaid("2026-12-08", 870, 2, (1, 3), "Europe/Paris", 1_731_070_785, False)
    assert said.said == wire.SaidOf("appointment", "come_tuesday", 4, met)
    assert wire.write_seat_note(read) == data
    assert wire.note_hash(data).hex() == VECTORS["hash"]
    assert wire.write_note_said(replace(said, pad="")).hex() == VECTORS["said"]
    chapter = wire.read_chapter(bytes.fromhex(VECTORS["chapter"]))
    assert wire.write_chapter(chapter).hex() == VECTORS["chapter"]
    sign.verify(
        bytes.fromhex(VECTORS["office"]), wire.chapter_bytes(1, chapter.after, chapter.parts), chapter.signature
    )
    shared = wire.read_shared(seats.open_at_seat(bytes.fromhex(VECTORS["seat seed"]), chapter.parts[0].sealed))
    assert (len(shared.readers), shared.places, shared.keep_days) == (1, ("12 rue des Lilas",), 30)


@pytest.mark.parametrize("minor", [7, 9])
def test_messages_of_a_neighbour_are_read(minor: int) -> None:
    """What a later version adds at the end of a message is passed over; all else is the same."""
    asked = protocol.read(bytes.fromhex(VECTORS[f"ask {minor}"]), wire.NotesAsk)
    told = protocol.read(bytes.fromhex(VECTORS[f"told {minor}"]), wire.NotesTold)
    assert (asked.after, [each.number for each in asked.notes]) == (5, [2])
    assert ([each.has for each in told.refused], told.notes[0].place, told.more) == ([3], 6, True)
    if minor == 7:
        assert protocol.write(asked).hex() == VECTORS["ask 7"]
        assert protocol.write(told).hex() == VECTORS["told 7"]
