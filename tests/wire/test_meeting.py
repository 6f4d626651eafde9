"""Appointments beside statements: exact bytes, a closed list, one statement each; a neighbour passes them over."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import NotGenuine, TooNew
from kiosk.core.meeting import ZONES, Meeting, known_place, place_mark
from kiosk.crypto.sign import sign, verify_key
from kiosk.uplink.appointment import open_meeting, sign_meeting
from kiosk.wire import protocol, signed
from kiosk.wire.meeting import MOST_MEETING, MeetingSaid, meeting_bytes, read_meetings, write_meeting, write_meetings

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "meeting-1.json").read_text())
SEED = bytes.fromhex(VECTORS["office seed"])
KEY = bytes.fromhex(VECTORS["office"])
STATEMENT, LATER = (
    msgspec.msgpack.decode(bytes.fromhex(VECTORS[name]), type=signed.Acknowledgement)
    for name in ("statement", "statement 5")
)
MET = Meeting(date(2026, 12, 8), 14 * 60 + 30, 2, (1, 3), "Europe/Paris", place_mark("Mairie d’Exemple"))
MEETINGS = st.builds(
    Meeting,
    st.dates(),
    st.integers(0, 24 * 60 - 1),
    st.integers(1, 99),
    st.lists(st.integers(1, 99), max_size=9).map(tuple),
    st.sampled_from(ZONES),
    st.integers(0, (1 << 32) - 1),
    st.booleans(),
)


def test_the_vectors_are_what_this_program_writes_and_reads() -> None:
    """What an office signed stays readable, and is signed byte for byte as before."""
    for ack, name, met in ((STATEMENT, "appointment", MET), (LATER, "cancelled", replace(MET, cancelled=True))):
        data = bytes.fromhex(VECTORS[name])
        assert open_meeting(KEY, ack, data) == met
        assert sign_meeting(SEED, ack, met) == data


@given(MEETINGS)
def test_whatever_the_office_says_is_read_and_fits(met: Meeting) -> None:
    """Every appointment of the closed list arrives as it was said, in few bytes."""
    data = sign_meeting(SEED, STATEMENT, met)
    assert open_meeting(KEY, STATEMENT, data) == met
    assert len(data) <= MOST_MEETING


@given(MEETINGS, st.data())
def test_no_byte_of_it_can_be_changed(met: Meeting, data: st.DataObject) -> None:
    """One bit flipped, a byte cut or added, and it is no appointment of this office."""
    good = sign_meeting(SEED, STATEMENT, met)
    at = data.draw(st.integers(0, len(good) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    flipped = good[:at] + bytes((good[at] ^ bit,)) + good[at + 1 :]
    for wrong in (flipped, good[:at], good + b"\0"):
        with pytest.raises(NotGenuine):
            open_meeting(KEY, STATEMENT, wrong)


def test_it_is_of_one_statement_and_one_office() -> None:
    """Beside another statement on the same act, or from another office, it says nothing."""
    good = sign_meeting(SEED, STATEMENT, MET)
    for key, ack in ((KEY, LATER), (verify_key(b"s" * 32), STATEMENT)):
        with pytest.raises(NotGenuine):
            open_meeting(key, ack, good)


@given(st.binary(max_size=300))
def test_noise_is_no_appointment(noise: bytes) -> None:
    """Whatever lies there is refused with an error of ours."""
    with pytest.raises(NotGenuine):
        open_meeting(KEY, STATEMENT, noise)


def test_nothing_that_is_not_on_the_list_is_said() -> None:
    """A day that no calendar has, a zone, an hour, a place or a thing beyond the list are refused, though signed."""
    assert set(get_args(get_type_hints(MeetingSaid)["zone"])) == set(ZONES)
    good: list[Any] = ["2026-12-08", 870, "Europe/Paris", 2, 0, (1,), False]
    for at, wrong in enumerate(("2026-13-08", 1440, "Mars/Olympus", 0, -1, (0,), 1)):
        said = MeetingSaid(*[*good[:at], wrong, *good[at + 1 :]])
        data = write_meeting(said, sign(SEED, meeting_bytes(STATEMENT, said)))
        with pytest.raises(NotGenuine):
            open_meeting(KEY, STATEMENT, data)


@pytest.mark.parametrize(("name", "what"), [("sync", protocol.SyncTold), ("status", protocol.StatusTold)])
@pytest.mark.parametrize("minor", [5, 6, 9])
def test_what_a_hub_of_a_neighbour_tells_is_read(name: str, what: type[protocol.SyncTold], minor: int) -> None:
    """A hub before appointments brings the weekday alone; what a later one adds is passed over."""
    told = protocol.read(bytes.fromhex(VECTORS[f"{name} minor {minor}"]), what)
    assert [ack.said.reason for ack in told.acks] == ["come_tuesday"]
    assert told.meetings == (() if minor == 5 else (bytes.fromhex(VECTORS["appointment"]),))


@pytest.mark.parametrize("minor", [5, 6])
def test_answers_of_a_neighbour_are_read(minor: int) -> None:
    """An office before appointments gives none with its statements."""
    asked = protocol.read(bytes.fromhex(VECTORS[f"answers minor {minor}"]), protocol.AnswersAsk)
    assert (len(asked.acks), len(asked.meetings)) == (2, 0 if minor == 5 else 2)


class _Before(protocol.Said, frozen=True):
    """`SyncTold` as the version before appointments reads it."""

    acks: tuple[signed.SignedAck, ...] = ()
    unknown: tuple[signed.Id, ...] = ()
    refused: tuple[protocol.Refusal, ...] = ()
    kept: tuple[signed.Id, ...] = ()
    office: bytes = b""
    time: protocol.OfficeTime | None = None
    keys: tuple[protocol.UsedKey, ...] = ()


@pytest.mark.parametrize("kind", [protocol.MSGPACK, protocol.JSON])
def test_a_desk_of_the_version_before_reads_the_weekday(kind: str) -> None:
    """What is told it with an appointment is a statement as before, byte for byte, with its signature."""
    told = protocol.read(bytes.fromhex(VECTORS["sync minor 6"]), protocol.SyncTold)
    before = protocol.read(protocol.write(told, kind), _Before, kind)
    assert before.acks == told.acks


def test_the_file_of_a_usb_key_is_as_it_was() -> None:
    """Its bytes do not change; another version is said to be one; noise is no such file."""
    data = bytes.fromhex(VECTORS["file"])
    read = read_meetings(data)
    one, two = (bytes.fromhex(VECTORS[name]) for name in ("appointment", "cancelled"))
    assert read == {(STATEMENT.act, 4): one, (LATER.act, 5): two}
    assert write_meetings(read) == data
    with pytest.raises(TooNew):
        read_meetings(data[:4] + b"\2" + data[5:])
    for wrong in (b"", data[:4], b"KSKA" + data[4:], data[:-1], data[:5] + b"\xc0"):
        with pytest.raises(NotGenuine):
            read_meetings(wrong)


@given(st.text(min_size=1, max_size=30))
def test_a_place_is_named_only_by_the_name_that_the_office_means(name: str) -> None:
    """Spaces and capitals change nothing; another name at this number, or none, names no place."""
    met = replace(MET, place=1, mark=place_mark(name))
    if name.strip():
        assert known_place(met, [f"  {name} "]) == f"  {name} "
    assert known_place(met, ["Gare routière, quai 4"]) == ""
    assert known_place(met, []) == known_place(replace(met, mark=0), [name]) == ""
