"""Who works on an act: one at a time, nothing lost, and whatever stands follows from the notes alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.core import outbox, work
from kiosk.core.errors import ActHeld, IllegalMove
from kiosk.core.work import Deed, Meeting, Work, WorkNote

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ACT = bytes(16)
PEOPLE = ("Ana", "Bo", "Cy", "Dia", "Eli")


def note(deed: Deed, who: str = "Ana", at: datetime = NOW, **more: object) -> WorkNote:
    return replace(WorkNote(ACT, 0, deed, who, at), **more)  # type: ignore[arg-type]  # fields of a note


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
    """What closes the work are the final states of the one table."""
    assert frozenset(map(str, outbox.FINAL)) == work.ENDS


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


class FivePeople(RuleBasedStateMachine):
    """Five people on one ledger. Each looks first and writes later: what they saw may be old by then."""

    @initialize()
    def begin(self) -> None:
        """Start with one act and a clock."""
        self.now, self.kept = NOW, list[WorkNote]()
        self.seen = dict.fromkeys(PEOPLE, Work())
        self.held_until: tuple[str, datetime] | None = None

    @property
    def stood(self) -> Work:
        return work.fold(self.kept)

    @rule(minutes=st.integers(0, 45))
    def time_passes(self, minutes: int) -> None:
        """The clock goes on."""
        self.now += timedelta(minutes=minutes)

    @rule(minutes=st.integers(1, 600))
    def the_clock_is_set_back(self, minutes: int) -> None:
        """Somebody sets the clock."""
        self.now -= timedelta(minutes=minutes)

    @rule(who=st.sampled_from(PEOPLE))
    def looks(self, who: str) -> None:
        """Somebody looks at the act: that takes nothing."""
        before = self.stood
        self.seen[who] = before
        assert self.stood == before

    @rule(who=st.sampled_from(PEOPLE), deed=st.sampled_from(Deed), to=st.sampled_from(PEOPLE), end=st.booleans())
    def writes(self, who: str, deed: Deed, to: str, end: bool) -> None:
        """Somebody does something, judged by what they saw; the ledger takes the next number alone."""
        text = ("proof_seen" if end else "redo") if deed is Deed.ANSWER else "x"
        wanted = note(deed, who, self.now, to=to, text=text, day=(self.now + timedelta(days=2)).date())
        try:
            written = work.judge_deed(self.seen[who], wanted, self.now)
        except (ActHeld, IllegalMove):
            return
        before = self.stood
        try:
            work.apply(before, written)
        except IllegalMove:
            assert self.seen[who].number != before.number, "only what is old is refused"
            self.seen[who] = before
            return
        holder = work.holder(before, self.now)
        assert holder in ("", who) or deed is Deed.TAKE_OVER, "nobody works on what somebody else holds"
        if deed is Deed.TAKE_OVER:
            assert written.to == before.owner, "taking over names from whom"
        self.kept.append(written)
        self.seen[who] = self.stood

    @rule()
    def everybody_starts_again(self) -> None:
        """The machine is started again: what stands is read from the notes."""
        self.seen = dict.fromkeys(PEOPLE, self.stood)

    @invariant()
    def numbers_have_no_gap(self) -> None:
        """Every note has its number."""
        if hasattr(self, "kept"):
            assert [each.number for each in self.kept] == list(range(1, len(self.kept) + 1))

    @invariant()
    def it_is_answered_once(self) -> None:
        """Between two final answers somebody has taken the first back."""
        open_ = True
        for each in self.kept if hasattr(self, "kept") else ():
            if each.deed is Deed.ANSWER:
                assert open_
                open_ = each.text not in work.ENDS
            elif each.deed is Deed.TAKE_BACK:
                open_ = True


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
