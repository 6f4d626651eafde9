"""The month's report gives nobody away: not by a small number, not by a total, not by subtracting two reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.core.errors import MonthNotOver, NotAMonth
from kiosk.core.procedure import Channel
from kiosk.core.report import AT_DESK, LATER, OTHERS, WIDTH, Bracket, Counted, Report, Table, bounds, over, report, span
from kiosk.core.report import _safe as safe
from kiosk.core.tally import UNSAID, Count, Duration, Outcome, Topic, Wanted, of_act, of_visit

MONTH, AFTER = "2026-11", date(2026, 12, 1)
PROCEDURES = ["activate", "close"]

act = st.builds(
    of_act,
    st.just(MONTH),
    st.sampled_from(AT_DESK),
    st.sampled_from([*PROCEDURES, "gone"]),
    st.sampled_from(["", *map(str, Channel)]),
    st.sampled_from(["fr", "ar", "ta", "so"]),
    st.sampled_from(["", "self", "child"]),
)
visit = st.builds(
    of_visit,
    st.just(MONTH),
    st.just(Wanted(frozenset({Topic.AGE, Topic.DURATION}))),
    st.floats(0, 200),
    st.just({Topic.AGE: "25_39"}),
)


def counted(events: list[tuple[Count, ...]]) -> Mapping[Count, int]:
    numbers: dict[Count, int] = {}
    for each in events:
        for count in each:
            numbers[count] = numbers.get(count, 0) + 1
    return numbers


def made(events: list[tuple[Count, ...]]) -> Report:
    return report(counted(events), MONTH, AFTER, PROCEDURES)


@given(st.integers(0, 10_000))
def test_a_number_is_a_class_of_five(number: int) -> None:
    """A number lies in its class, all classes have one width, and the first says no more than "fewer than 5"."""
    got = span(number)
    assert got.least <= number <= got.most
    assert got.most - got.least + 1 == WIDTH
    assert got.is_small == (number < WIDTH)


@given(st.lists(act, max_size=60), st.lists(visit, max_size=30))
def test_every_row_is_true_and_coarse(acts: list[tuple[Count, ...]], visits: list[tuple[Count, ...]]) -> None:
    """Each number that is shown lies in its class, each act and each visit is in one row of each table."""
    got = made(acts + visits)
    assert got.acts == span(len(acts))
    assert got.visits == span(len(visits))
    numbers = counted(acts + visits)
    for table in got.tables:
        shown = 0
        for row in table.rows:
            true = numbers.get(Count(MONTH, row.value, table.topic), 0)
            if row.value not in (OTHERS, UNSAID):
                assert row.number == span(true)
                shown += true
        rest = [row.number for row in table.rows if row.value in (OTHERS, UNSAID)]
        total = len(visits) if table.topic in (Topic.AGE, Topic.DURATION) else len(acts)
        assert rest in ([], [span(total - shown)])


@given(st.lists(act, max_size=60))
def test_no_rare_language_is_named(acts: list[tuple[Count, ...]]) -> None:
    """That somebody came who speaks a rare language cannot be read: fewer than five speakers have no row."""
    table = next(each for each in made(acts).tables if each.topic is Topic.LANGUAGE)
    assert all(row.value == OTHERS or row.number.least >= WIDTH for row in table.rows)


tables_of = st.integers(0, 40).flatmap(
    lambda total: st.tuples(
        st.just(total),
        st.lists(
            st.lists(st.integers(0, total), min_size=1, max_size=5).map(lambda cuts: parts(total, cuts)),
            min_size=1,
            max_size=3,
        ),
    )
)


def parts(total: int, cuts: list[int]) -> list[int]:
    """Cut a total into as many parts as there are cuts, and one."""
    marks = [0, *sorted(cuts), total]
    return [after - before for before, after in pairwise(marks)]


@given(tables_of)
def test_no_small_number_can_be_worked_out(case: tuple[int, list[list[int]]]) -> None:
    """Whoever tries every way to fill all that is shown finds, for each small number, more than one that fits."""
    total, numbers = case
    tables = [
        Table(Topic.OUTCOME, tuple(Counted(str(n), span(number)) for n, number in enumerate(each))) for each in numbers
    ]
    kept = safe(span(total), tables)
    known = bounds(span(total), kept)
    assert known.least <= total <= known.most
    assert [bool(table.rows) for table in kept].count(False) <= len(kept)
    for table in kept:
        for at, row in enumerate(table.rows):
            if row.number.is_small:
                assert len(possible(table, at, known)) > 1


def possible(table: Table, at: int, known: Bracket) -> set[int]:
    """Try every number of a row, with the ends of all others: what lies between the ends can be reached too."""
    others = [row.number for n, row in enumerate(table.rows) if n != at]
    ends = [sum(each) for each in product(*[(each.least, each.most) for each in others])] or [0]
    row = table.rows[at].number
    return {
        number
        for number in range(row.least, row.most + 1)
        if number + min(ends) <= known.most and number + max(ends) >= known.least
    }


def test_what_can_be_worked_out_is_withheld() -> None:
    """Twenty acts in one table say that five small numbers of another are four each: that table is not shown."""
    big = Table(Topic.PROCEDURE, (Counted("a", span(20)),))
    small = Table(Topic.OUTCOME, tuple(Counted(str(n), span(4)) for n in range(5)))
    assert [bool(each.rows) for each in safe(span(20), [big, small])] == [True, False]
    assert all(each.rows for each in safe(span(19), [Table(Topic.PROCEDURE, (Counted("a", span(19)),)), small]))


@given(st.dates(date(2026, 11, 1), date(2026, 11, 30)))
def test_a_month_that_is_not_over_is_refused(day: date) -> None:
    """Until its last day is past, and for every month to come, there is no report."""
    for month in (MONTH, "2026-12", "2027-01"):
        with pytest.raises(MonthNotOver):
            over(month, day)
    assert over("2026-10", day) == "2026-10"
    assert over(MONTH, AFTER) == MONTH


@pytest.mark.parametrize("text", ["2026", "2026-13", "26-11", "2026-11-01", "2026-1", "", "novembre", "2026-W1"])
def test_what_is_no_month_is_refused(text: str) -> None:
    """A day, a week, a year or a word is no month: nothing shorter than a month can be asked for."""
    with pytest.raises(NotAMonth):
        over(text, AFTER)


@given(st.lists(act, max_size=30), st.lists(act, max_size=30))
def test_other_months_count_for_nothing(acts: list[tuple[Count, ...]], others: list[tuple[Count, ...]]) -> None:
    """What was counted in another month changes nothing in this one."""
    moved = [tuple(Count("2026-10", count.value, count.topic) for count in each) for each in others]
    assert made(acts + moved) == made(acts)


def test_withdrawals_and_outcomes_come_after() -> None:
    """Withdrawals and the office's outcomes are told apart from the acts at the desk, and are in none of their sums."""
    later: list[tuple[Count, ...]] = [(Count(MONTH, outcome),) for outcome in LATER for _ in range(7)]
    got = made(later)
    assert got.acts == Bracket(0, 4)
    assert {row.value: row.number for row in got.later.rows} == dict.fromkeys(LATER, Bracket(5, 9))
    assert {Outcome(row.value) for row in got.tables[0].rows} == set(AT_DESK)


@given(st.lists(visit, min_size=1, max_size=30), st.integers(0, 40))
def test_a_topic_switched_on_late_adds_up_all_the_same(visits: list[tuple[Count, ...]], before: int) -> None:
    """Visits from before a topic was switched on are "not said", so that the table has as many as were received."""
    got = made(visits + [(Count(MONTH, UNSAID, Topic.VISIT),)] * before)
    table = next(each for each in got.tables if each.topic is Topic.DURATION)
    assume(table.rows)
    assert {row.value for row in table.rows} == {*Duration, UNSAID}
    assert bounds(got.visits, [table]).least <= len(visits) + before
