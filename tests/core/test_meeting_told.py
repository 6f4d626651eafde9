"""What a desk does with an appointment: the newer word replaces the former; a paper says when, where, with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.blocks import DayAndHour, Line, Literal, Para, Phrase, Receipt, Title
from kiosk.core.meeting import ZONES, Meeting, place_mark
from kiosk.core.outbox import Entry, State
from kiosk.core.receipt import appointment_slip, duplicate
from kiosk.core.status import THINGS, Reason, heard, is_news, project
from kiosk.core.sync import asked_from, judge
from kiosk.core.word import BY_OFFICE, OfficeWord
from tests.fakes import DESK, NOON, still_clock

PLACES = ("Mairie", "Maison des associations")
HEAD = replace(DESK, places=PLACES)
NOW = still_clock(NOON)()
MET = Meeting(date(2026, 12, 8), 870, 2, (1, 4), mark=place_mark(PLACES[1]))
TAKEN = Entry(b"a" * 16, "K7Q4M29XD", b"h" * 32, b"", NOW, date(2026, 12, 6), hash=b"s" * 32)
HELD = replace(TAKEN, state=State.TAKEN, sequence=3)
MEETINGS = st.builds(
    Meeting,
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.integers(0, 1439),
    st.integers(1, 9),
    st.lists(st.integers(1, 99), max_size=4).map(tuple),
    st.sampled_from(ZONES),
    st.integers(0, 1 << 31),
    st.booleans(),
)
SAID = st.tuples(st.sampled_from([State.APPOINTMENT, State.UNREACHABLE, State.REDO]), st.none() | MEETINGS)


def word(sequence: int, state: State, met: Meeting | None) -> OfficeWord:
    """Give the office's word."""
    met = met if state is State.APPOINTMENT else None
    at = datetime(2026, 11, 30, tzinfo=UTC)
    return OfficeWord(HELD.id, state, "", sequence, at, HELD.hash, met)


def said(receipt: Receipt) -> list[object]:
    """Give the pieces of a paper's titles and lines."""
    return [piece for block in receipt.blocks if isinstance(block, Title | Para) for piece in block.pieces]


@given(st.lists(SAID, min_size=1, max_size=6), st.randoms())
def test_the_newest_word_is_the_appointment_whatever_the_order(
    said: list[tuple[State, Meeting | None]], shuffle: Random
) -> None:
    """Words come late, twice, with their day or without it: in the end there is the newest, with its day if it came."""
    words = [word(number, *each) for number, each in enumerate(said, start=BY_OFFICE + 1)]
    bare = [replace(each, meeting=None) for each in words]
    every = [*words, *bare]
    shuffle.shuffle(every)
    entry = HELD
    for each in every:
        entry = judge(entry, each, HELD.hash)
    assert (entry.sequence, entry.state, entry.meeting) == (words[-1].sequence, words[-1].state, words[-1].meeting)


def test_the_day_alone_is_news_and_is_asked_for() -> None:
    """She was told the weekday: the day that comes to the same word is told her, too, and is asked for until then."""
    entry = heard(judge(HELD, word(4, State.APPOINTMENT, None), HELD.hash))
    assert (is_news(entry), asked_from(entry)) == (False, 3)
    dated = judge(entry, word(4, State.APPOINTMENT, MET), HELD.hash)
    assert (dated.meeting, is_news(dated), asked_from(dated)) == (MET, True, 4)
    assert judge(dated, word(4, State.APPOINTMENT, replace(MET, minute=1)), HELD.hash) == dated
    assert judge(entry, replace(word(4, State.APPOINTMENT, MET), hash=b"o" * 32), HELD.hash) == entry


def test_the_copy_says_the_day_and_no_other_promise() -> None:
    """Day, hour, place and things stand on the copy; no weekday, and no day by which there should be news."""
    entry = replace(HELD, state=State.APPOINTMENT, reason=Reason.COME_TUESDAY, sequence=4, meeting=MET)
    told = said(duplicate(entry, HEAD))
    for piece in (DayAndHour(MET.day, 870, "Europe/Paris"), Literal(PLACES[1]), Phrase(THINGS[0]), Phrase(THINGS[3])):
        assert piece in told
    assert Phrase(Reason.COME_TUESDAY) not in told
    assert Line.NEWS_BY not in [piece.line for piece in told if isinstance(piece, Phrase)]
    entry = replace(entry, reason=Reason.COME_ANY_DAY, meeting=replace(MET, cancelled=True))
    off = said(duplicate(entry, HEAD))
    assert Phrase(Line.CANCELLED) in off
    assert Phrase(Reason.COME_ANY_DAY) in off
    assert Literal(PLACES[1]) not in off
    assert project(entry, NOW.day).why == Reason.COME_ANY_DAY


@pytest.mark.parametrize("places", [(), ("Mairie",), ("Maison des associations", "Mairie")])
def test_a_place_that_may_be_another_has_its_number_alone(places: tuple[str, ...]) -> None:
    """Without the very name that the office means she is sent nowhere: she asks."""
    told = said(appointment_slip("K7Q4M29XD", MET, replace(DESK, places=places), training=False))
    assert Phrase(Line.PLACE, {"number": "2"}) in told
    assert not [each for each in told if isinstance(each, Literal)]


def test_a_discreet_slip_names_no_place_and_no_structure() -> None:
    """What could reveal where she goes is left out; the day is not."""
    told = repr(appointment_slip("K7Q4M29XD", MET, HEAD, training=False, discreet=True))
    assert PLACES[1] not in told
    assert DESK.structure not in told
    assert "DayAndHour" in told


@given(MEETINGS)
def test_things_of_a_later_version_are_passed_over(met: Meeting) -> None:
    """A number without a word says nothing; no paper breaks."""
    told = said(appointment_slip("K7Q4M29XD", met, HEAD, training=True))
    assert (Phrase(Line.CANCELLED) in told) is met.cancelled
    known = [Phrase(THINGS[each - 1]) for each in met.bring if each <= len(THINGS)]
    assert met.cancelled or all(each in told for each in known)
