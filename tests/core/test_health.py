"""The laws of a desk's health: what it may say of itself, and what of it needs a visit."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.health import (
    AWAY_DAYS,
    FULL,
    LOW,
    OLD_DAYS,
    STUCK_DAYS,
    DeskKnown,
    Drift,
    Health,
    PaperState,
    Space,
    Uptime,
    WhyVisit,
    by_need,
    count_stuck,
    drift_of,
    heard_on,
    is_newer,
    is_off,
    may_let_go,
    next_number,
    paper_after,
    space_of,
    uptime_of,
    visits,
)
from kiosk.core.outbox import State
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from tests.core.well import GOOD, TODAY
from tests.fakes import NOON, an_entry

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
WALL = datetime(2026, 11, 30, 9, tzinfo=UTC)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def known(health: Health | None = GOOD, heard: date | None = TODAY, label: str = "Bus") -> DeskKnown:
    """Give what an office knows."""
    return DeskKnown(b"d" * 16, label, heard, health)


def test_the_record_is_closed() -> None:
    """Days, classes, numbers, a yes or no, and the program's version: there is no place for a word of anybody's."""
    kinds = {each.name: str(each.type) for each in fields(Health)}
    assert kinds.pop("version") == "str"
    closed = {"date", "date | None", "int", "bool", "Space", "Drift", "Form", "PaperState", "Uptime"}
    assert set(kinds.values()) == closed
    assert all(issubclass(each, StrEnum) for each in (Space, Drift, Form, PaperState, Uptime))


def test_nobody_need_go_to_a_desk_that_is_well() -> None:
    """Nothing is wrong, or nothing is known yet: no reason."""
    assert visits(known(), TODAY) == ()
    assert visits(known(None, None), TODAY) == ()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"space": Space.FULL}, WhyVisit.DISK_FULL),
        ({"space": Space.LOW}, WhyVisit.DISK_LOW),
        ({"drift": Drift.DAYS}, WhyVisit.CLOCK),
        ({"paper": PaperState.OUT}, WhyVisit.NO_PAPER),
        ({"paper": PaperState.GONE}, WhyVisit.PRINTER_GONE),
        ({"paper": PaperState.FAULT}, WhyVisit.PRINTER_FAULT),
        ({"stuck": 1}, WhyVisit.STUCK),
        ({"updated": TODAY - timedelta(days=OLD_DAYS + 1)}, WhyVisit.OLD),
    ],
)
def test_each_reason_is_one(changed: dict[str, object], why: WhyVisit) -> None:
    """One thing that is wrong is one reason to go."""
    assert visits(known(replace(GOOD, **changed)), TODAY) == (why,)  # type: ignore[arg-type]  # fields of it


@pytest.mark.parametrize(
    "changed",
    [
        {"drift": Drift.HOURS},
        {"drift": Drift.UNKNOWN},
        {"paper": PaperState.LOW},
        {"paper": PaperState.UNKNOWN},
        {"paper": PaperState.OUT, "printer": Form.SCREEN},
        {"sound": False},
        {"uptime": Uptime.MORE},
        {"updated": None},
        {"updated": TODAY - timedelta(days=OLD_DAYS)},
        {"space": Space.UNKNOWN},
    ],
)
def test_what_can_wait_is_no_reason(changed: dict[str, object]) -> None:
    """Nobody drives to a village for what is unknown, or mends itself."""
    assert visits(known(replace(GOOD, **changed)), TODAY) == ()  # type: ignore[arg-type]  # fields of it


@given(st.integers(0, 400))
def test_a_desk_that_is_silent_for_days_is_missed(since: int) -> None:
    """Fifteen days without a word, on a day of the office's: also where what it said then was let go of."""
    heard = TODAY - timedelta(days=since)
    for health in (GOOD, None):
        assert (WhyVisit.AWAY in visits(known(health, heard), TODAY)) is (since >= AWAY_DAYS)


def test_all_reasons_are_said_the_gravest_first() -> None:
    """Several things wrong are several reasons, in one order; who needs a visit stands above who does not."""
    bad = replace(GOOD, stuck=3, space=Space.LOW, paper=PaperState.OUT, drift=Drift.DAYS)
    why = visits(known(bad), TODAY)
    assert why == (WhyVisit.STUCK, WhyVisit.CLOCK, WhyVisit.NO_PAPER, WhyVisit.DISK_LOW)
    rows = by_need([known(label="A"), known(replace(GOOD, space=Space.LOW), label="B"), known(bad, label="C")], TODAY)
    assert [each.label for each, _ in rows] == ["C", "B", "A"]


# ---- classes


@given(st.integers(0, 1 << 45))
def test_free_bytes_become_a_class(free: int) -> None:
    """How much there is exactly tells machines apart: three classes do not."""
    assert space_of(free) is (Space.FULL if free < FULL else Space.LOW if free < LOW else Space.PLENTY)
    assert space_of(None) is Space.UNKNOWN


@pytest.mark.parametrize(
    ("behind", "drift"),
    [
        (timedelta(days=2), Drift.DAYS),
        (timedelta(hours=5), Drift.HOURS),
        (timedelta(minutes=30), Drift.RIGHT),
        (timedelta(0), Drift.RIGHT),
        (-timedelta(days=1), Drift.RIGHT),
        (-timedelta(days=9), Drift.UNKNOWN),
        (-timedelta(days=500), Drift.DAYS),
    ],
)
def test_a_clock_is_held_against_the_offices_time(behind: timedelta, drift: Drift) -> None:
    """Behind a time that the office signed it is wrong for sure; far ahead it cannot be right; else it may be."""
    assert drift_of(WALL, WALL + behind, BUILT) is drift


def test_a_clock_alone_is_known_to_be_wrong_before_the_program_was_built() -> None:
    """Without a signed time: in 1970 it is days off, else nobody knows."""
    assert drift_of(datetime(1970, 1, 2, tzinfo=UTC), None, BUILT) is Drift.DAYS
    assert drift_of(WALL, None, BUILT) is Drift.UNKNOWN


@given(days, days, days)
def test_another_clock_finds_what_the_desk_cannot_know(said: date, carried: date, today: date) -> None:
    """By the hub a day apart is right, both ways; by a key nothing is known but that it was not made tomorrow."""
    day = timedelta(days=1)
    assert is_off(said, carried, today) is (abs(said - carried) > day)
    assert is_off(said, None, today) is (said - today > day)


@given(days, st.none() | days, days)
def test_no_desk_is_heard_tomorrow(said: date, carried: date | None, today: date) -> None:
    """Whatever a desk's clock or a hub says, the day lies on the office's calendar and not after today."""
    assert heard_on(said, carried, today) <= today


def test_a_print_says_how_the_printer_is_and_nothing_of_what_was_printed() -> None:
    """Each cause is a class, or says nothing: which script was missing, or that somebody called it off, is not kept."""
    for cause in Cause:
        after = paper_after(PrintReport(PrintOutcome.NOT_PRINTED, cause, script="arabic"), Form.ROLL)
        assert after is None or after in PaperState
    silent = {Cause.MISSING_GLYPH, Cause.CALLED_OFF, Cause.BUSY, Cause.DISK_FULL}
    assert {paper_after(PrintReport(PrintOutcome.NOT_PRINTED, each), Form.A4) for each in silent} == {None}
    assert paper_after(PrintReport(PrintOutcome.PRINTED), Form.ROLL) is PaperState.GOOD
    assert paper_after(PrintReport(PrintOutcome.PRINTED, Cause.PAPER_LOW), Form.ROLL) is PaperState.LOW
    assert paper_after(PrintReport(PrintOutcome.UNCERTAIN), Form.ROLL) is None
    for form in (Form.SCREEN, Form.DRIVE):
        assert paper_after(PrintReport(PrintOutcome.PRINTED), form) is None


@pytest.mark.parametrize(
    ("days_on", "uptime"),
    [(0.5, Uptime.DAY), (1, Uptime.WEEK), (6.9, Uptime.WEEK), (7, Uptime.MONTH), (30, Uptime.MORE)],
)
def test_how_long_it_is_on_is_a_class(days_on: float, uptime: Uptime) -> None:
    """When somebody switched it on is not told."""
    assert uptime_of(days_on * 86_400) is uptime


def test_stuck_is_what_does_not_go_on_by_itself() -> None:
    """What was set aside, and what nobody has signed for in many days; not of training, not another desk's."""
    later = NOON + timedelta(days=STUCK_DAYS, hours=1)
    entries = [an_entry(state=state) for state in State]
    assert count_stuck(entries, NOON) == 1
    assert count_stuck(entries, later) == 3
    assert count_stuck([replace(each, training=True) for each in entries], later) == 0
    assert count_stuck([replace(each, foreign=True) for each in entries], later) == 0


# ---- numbers


@given(st.integers(0, 1 << 50), days, st.sampled_from(Drift))
def test_a_number_only_grows(before: int, day: date, drift: Drift) -> None:
    """Whatever the clock says, the next is higher, and stays within what travels."""
    after = next_number(before, day, drift)
    assert is_newer(after, before)
    assert after < 1 << 53


def test_a_copy_of_a_desk_is_heard_again_the_next_day() -> None:
    """Put back from a copy, a desk has an old number: from the next day on it is higher than all that it had said."""
    said = next_number(0, TODAY, Drift.RIGHT) + 50
    assert is_newer(next_number(3, TODAY + timedelta(days=1), Drift.RIGHT), said)


def test_a_wrong_clock_numbers_nothing_out_of_reach() -> None:
    """A clock in 2038 is not asked: what it would number, the right one could not follow for twelve years."""
    assert next_number(7, date(2038, 1, 1), Drift.DAYS) == 8


@given(days, st.integers(1, 366), days)
def test_what_was_said_goes_after_its_days(heard: date, keep: int, today: date) -> None:
    """Kept for as many whole days as the office keeps an act, then let go."""
    assert may_let_go(heard, keep, today) is (today > heard + timedelta(days=keep))
