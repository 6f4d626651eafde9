"""Who works on an act: one at a time, nothing lost, and whatever stands follows from the notes alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core import outbox, work
from kiosk.core.errors import ActHeld, IllegalMove
from kiosk.core.work import Deed, Meeting, Work, WorkNote
from tests.core.five_people import NOW, PEOPLE, FivePeople, note


def did(stood: Work, deed: Deed, who: str = "Ana", at: datetime = NOW, **more: object) -> Work:
    """Write one more note, if the rules let it."""
    return work.apply(stood, work.judge_deed(stood, note(deed, who, at, **more), at))


TAKEN = did(Work(), Deed.TAKE)
LATER = NOW + timedelta(minutes=20)
LONG_AFTER = NOW + timedelta(minutes=30)
DONE = did(TAKEN, Deed.ANSWER, text="proof_seen")


@pytest.mark.parametrize(
    ("stood", "deed", "who", "at", "more", "raises"),
    [
        (Work(), Deed.TAKE, "Ana", NOW, {}, None),
        (Work(), Deed.TRIED, "Ana", NOW, {}, IllegalMove),
        (Work(), Deed.TAKE_OVER, "Ana", NOW, {}, IllegalMove),
        (Work(), Deed.TAKE, "", NOW, {}, IllegalMove),
        (TAKEN, Deed.TAKE, "Bo", LATER, {}, ActHeld),
        (TAKEN, Deed.TAKE, "Bo", LONG_AFTER, {}, None),
        (TAKEN, Deed.TAKE, "Bo", NOW - timedelta(hours=1), {}, None),
        (TAKEN, Deed.TAKE_OVER, "Bo", LATER, {}, None),
        (TAKEN, Deed.TAKE_OVER, "Ana", LATER, {}, IllegalMove),
        (TAKEN, Deed.NOTE, "Bo", LATER, {"text": "x"}, ActHeld),
        (TAKEN, Deed.NOTE, "Ana", LATER, {"text": " "}, IllegalMove),
        (TAKEN, Deed.NOTE, "Ana", LATER, {"text": "x" * 2001}, IllegalMove),
        (TAKEN, Deed.NOTE, "Ana", LONG_AFTER, {"text": "x"}, IllegalMove),
        (TAKEN, Deed.HAND_ON, "Ana", LATER, {"to": "Bo"}, None),
        (TAKEN, Deed.HAND_ON, "Ana", LATER, {"to": "Ana"}, IllegalMove),
        (TAKEN, Deed.LET_GO, "Ana", LATER, {}, None),
        (TAKEN, Deed.CALL_BACK, "Ana", NOW, {"day": date(2026, 12, 3)}, None),
        (TAKEN, Deed.CALL_BACK, "Ana", NOW, {"day": date(2026, 11, 20)}, IllegalMove),
        (TAKEN, Deed.CALL_BACK, "Ana", NOW, {}, IllegalMove),
        (TAKEN, Deed.MEET, "Ana", NOW, {"meeting": Meeting(date(2026, 12, 8), 870, 1)}, None),
        (TAKEN, Deed.MEET, "Ana", NOW, {"meeting": Meeting(date(2026, 12, 8), 1440, 1)}, IllegalMove),
        (TAKEN, Deed.MEET, "Ana", NOW, {"meeting": Meeting(date(2026, 12, 8), 870, 0)}, IllegalMove),
        (TAKEN, Deed.MEET, "Ana", NOW, {}, None),
        (TAKEN, Deed.ANSWER, "Ana", LATER, {"text": "declined"}, None),
        (TAKEN, Deed.ANSWER, "Bo", LATER, {"text": "declined"}, ActHeld),
        (DONE, Deed.TAKE, "Bo", LATER, {}, IllegalMove),
        (DONE, Deed.TRIED, "Ana", LATER, {}, IllegalMove),
        (DONE, Deed.NOTE, "Bo", LATER, {"text": "x"}, None),
        (DONE, Deed.TAKE_BACK, "Bo", LATER, {}, None),
    ],
)
def test_who_may_do_what(
    stood: Work, deed: Deed, who: str, at: datetime, more: dict[str, object], raises: type[Exception] | None
) -> None:
    """Only who holds an act works on it; what is closed stays so; a note that says nothing is none."""
    if raises is None:
        assert work.judge_deed(stood, note(deed, who, at, **more), at).number == stood.number + 1
    else:
        with pytest.raises(raises):
            work.judge_deed(stood, note(deed, who, at, **more), at)


def test_who_holds_an_act_is_named() -> None:
    """Who is refused an act is told who has it."""
    with pytest.raises(ActHeld) as raised:
        work.judge_deed(TAKEN, note(Deed.TAKE, "Bo", LATER), LATER)
    assert raised.value.who == "Ana"


def test_working_renews_what_was_taken() -> None:
    """Thirty minutes run from the last thing that was done, and reading does nothing."""
    worked = did(TAKEN, Deed.NOTE, at=LATER, text="x")
    assert work.holder(worked, LONG_AFTER) == "Ana"
    assert work.holder(TAKEN, LONG_AFTER) == ""
    assert work.is_mine(TAKEN, "Ana")


def test_what_was_tried_is_counted() -> None:
    """After five calls without an answer somebody decides; an appointment begins anew."""
    stood = TAKEN
    for _ in range(work.MOST_TRIES):
        assert not work.should_give_up(stood)
        stood = did(stood, Deed.TRIED)
    assert work.should_give_up(stood)
    assert did(stood, Deed.MEET, meeting=Meeting(date(2026, 12, 8), 0)).tries == 0


def test_an_answer_ends_what_was_planned() -> None:
    """No call and no appointment comes up for what was answered, unless the answer is that very appointment."""
    met = did(did(TAKEN, Deed.CALL_BACK, day=date(2026, 12, 1)), Deed.MEET, meeting=Meeting(date(2026, 12, 8), 870))
    assert met.call_back is None
    assert did(met, Deed.ANSWER, text="appointment").meeting == met.meeting
    done = did(met, Deed.ANSWER, text="proof_seen")
    assert (done.meeting, done.closed) == (None, True)
    assert not did(done, Deed.TAKE_BACK).closed


def test_the_end_is_the_tables() -> None:
    """What closes the work are the final states of the one table, and no others."""
    assert {state for state in outbox.State if did(TAKEN, Deed.ANSWER, text=str(state)).closed} == outbox.FINAL


@pytest.mark.parametrize(
    ("closed", "now", "due"),
    [
        (None, NOW, False),
        (NOW, NOW + timedelta(days=30), True),
        (NOW, NOW + timedelta(days=29), False),
        (NOW, NOW - timedelta(days=400), False),
    ],
)
def test_only_what_is_old_is_due(closed: datetime | None, now: datetime, due: bool) -> None:
    """A clock that was set back makes nothing old."""
    assert work.is_old_enough(closed, now, 30) is due


@pytest.mark.parametrize(
    ("last", "days", "sure"), [(None, 0, True), (NOW, 1, True), (NOW, 60, True), (NOW, 61, False), (NOW, -1, False)]
)
def test_a_clock_that_jumped_is_not_believed(last: datetime | None, days: int, sure: bool) -> None:
    """Nothing is forgotten on the word of a clock that went back, or two months ahead."""
    assert work.is_sure(last, NOW + timedelta(days=days)) is sure


_DEEDS = st.builds(
    note,
    st.sampled_from(Deed),
    st.sampled_from(PEOPLE),
    st.integers(-90, 90).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    to=st.sampled_from(PEOPLE),
    text=st.sampled_from(["", "x", "proof_seen", "appointment"]),
    day=st.sampled_from([None, date(2026, 12, 1)]),
)


@given(st.lists(_DEEDS, max_size=30))
@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
def test_what_stands_follows_from_the_notes(deeds: list[WorkNote]) -> None:
    """Folding the notes from the first gives what was reckoned note by note, and no note can be left out."""
    stood, kept = Work(), []
    for each in deeds:
        try:
            written = work.judge_deed(stood, each, each.at)
        except (ActHeld, IllegalMove):
            continue
        stood = work.apply(stood, written)
        kept.append(written)
    assert work.fold(kept) == stood
    if len(kept) > 1:
        with pytest.raises(IllegalMove):
            work.fold([*kept[:-2], kept[-1]])


TestFivePeople = FivePeople.TestCase
TestFivePeople.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)


@pytest.mark.parametrize("lines", [["Place"] * (work.MOST_PLACES + 1), [" "], ["a" * 121], ["a\x07b"]])
def test_what_is_no_list_of_places_is_refused(lines: list[str]) -> None:
    """As many places as there are digits, each a line of text: whatever else is typed is refused."""
    with pytest.raises(IllegalMove):
        work.read_places(lines)
    assert work.read_places(["  Bus  du jeudi "]) == ["Bus du jeudi"]


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_an_act_is_kept_a_day_at_least_and_a_year_at_most(days: int) -> None:
    """No other number of days is taken."""
    with pytest.raises(IllegalMove):
        work.judge_keep_days(days)
    assert [work.judge_keep_days(each) for each in (1, 366)] == [1, 366]


def test_who_answers_holds_the_act_first() -> None:
    """An act that is nobody's is taken; a closed one that has not ended is noted as taken back, then taken."""

    def first(stood: Work, who: str = "Ana", *, ended: bool = False) -> Deed | None:
        return work.deed_to_hold(stood, ended=ended, who=who, now=LATER)

    assert first(Work()) is Deed.TAKE
    assert first(TAKEN) is None
    assert first(TAKEN, "Bo") is Deed.TAKE  # and is refused there: Ana holds it
    assert first(DONE, ended=True) is None
    assert first(DONE) is Deed.TAKE_BACK
    back = did(DONE, Deed.TAKE_BACK, at=LATER)
    assert first(back) is None


@given(st.floats(0, 1e10), st.floats(0, 1e8))
def test_lateness_is_counted_in_whole_days(since: float, passed: float) -> None:
    """Nobody is called late before so many whole days, nor for what never began."""
    days = work.days_late(since, since + passed)
    assert days is None or days >= work.LATE_DAYS == 15
    assert work.days_late(since, since + 15 * 86_400 + 1) == 15
    assert work.days_late(since, since + 14 * 86_400) is None
    assert work.days_late(None, since) is None


def test_it_is_remembered_for_a_year_who_did_what() -> None:
    """On the last day of it, it is."""
    assert not work.is_old_trace(NOW - work.TRACES_STAY, NOW)
    assert work.is_old_trace(NOW - work.TRACES_STAY - timedelta(seconds=1), NOW)
    assert not work.is_old_trace(NOW + timedelta(days=1), NOW)
