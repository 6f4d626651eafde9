"""Going through all paths at once gives what going through each of them gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.measure import Span, measure, read_aloud
from kiosk.core.paths import all_paths
from kiosk.core.procedure import (
    CHANNEL,
    All,
    Answers,
    Any,
    Condition,
    In,
    Is,
    Kind,
    Label,
    Not,
    Option,
    Procedure,
    Set,
    Step,
    Unsaid,
)
from kiosk.core.walk import conditions, walk
from tests.fakes import PROCEDURES, sample

SAMPLES = sorted(file.stem for file in PROCEDURES.glob("ok_*.toml"))
Route = tuple[str, ...]


def routes_one_by_one(procedure: Procedure) -> list[tuple[Route, bool, object]]:
    also = [each for step in procedure.steps for each in conditions(step)]
    return [
        (tuple(step.id for step in steps), bool(steps and steps[-1].ends), answers.get(CHANNEL))
        for answers, steps in all_paths(procedure, also)
    ]


def routes_at_once(procedure: Procedure) -> tuple[set[tuple[Route, bool, object]], int]:
    """Give the routes, and how many paths there are."""
    Gathered = tuple[frozenset[Route], int]

    def see(before: Gathered, step: Step, _: Answers) -> Gathered:
        return frozenset((*route, step.id) for route in before[0]), before[1]

    def join(one: Gathered, other: Gathered) -> Gathered:
        return one[0] | other[0], one[1] + other[1]

    first: Gathered = (frozenset({()}), 1)
    ends = walk(procedure, first, see, join)
    found: set[tuple[Route, bool, object]] = {
        (route, end.referred, end.answers.get(CHANNEL)) for end in ends for route in end.value[0]
    }
    return found, sum(end.value[1] for end in ends)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_walked_whole(name: str) -> None:
    """In the sample of each feature, the same routes with the same ends, and as many paths."""
    one_by_one = routes_one_by_one(sample(name))
    assert routes_at_once(sample(name)) == (set(one_by_one), len(one_by_one))


IDS = [f"q{n}" for n in range(6)]


def label(text: str) -> Label:
    return Label(text, "x")


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Questions with conditions of every kind on those before them; some steps refer the person elsewhere."""
    steps: list[Step] = []

    def simple(before: list[str]) -> st.SearchStrategy[Condition]:
        name, value = st.sampled_from(before), st.sampled_from(["a", "b", "unknown"])
        kinds: list[st.SearchStrategy[Condition]] = [
            st.builds(Is, name, value),
            st.builds(In, name, st.lists(value, min_size=1, max_size=2).map(tuple)),
            st.builds(Set, name),
        ]
        return st.one_of(kinds)

    def any_condition(before: list[str]) -> st.SearchStrategy[Condition | None]:
        if not before:
            return st.none()
        leaf = simple(before)
        pair = st.tuples(leaf, leaf)
        return st.one_of([st.none(), leaf, leaf.map(Not), pair.map(All), pair.map(Any)])

    for n, name in enumerate(IDS[: draw(st.integers(1, 6))]):
        when = draw(any_condition(IDS[:n]))
        if draw(st.integers(0, 4)) == 0:
            steps.append(Step(f"i{n}", Kind.INFORM, label("i"), when, ends=draw(st.booleans())))
        # One answer is always offered: a choice without any is refused elsewhere, by name.
        second = Option("b", label("b"), when=draw(any_condition(IDS[:n])))
        options, why = (Option("a", label("a")), second), draw(st.sampled_from(["", "x"]))
        steps.append(Step(name, Kind.CHOOSE, label(name), when, options=options, why_no_unknown=why))
    return Procedure("p", "2026-11-21", 1, label("p"), label("p"), (), tuple(steps), ())


@settings(max_examples=50, deadline=None)
@given(procedures())
def test_any_procedure_is_walked_whole(procedure: Procedure) -> None:
    """Whatever the conditions are, no route is lost and none is invented."""
    found, paths = routes_at_once(procedure)
    one_by_one = routes_one_by_one(procedure)
    assert found == set(one_by_one)
    assert paths == len(one_by_one)


def test_many_questions_cost_no_more_than_their_steps() -> None:
    """Forty questions that no later one looks back at are a number of paths that nobody could go through one by one."""
    options = (Option("a", label("a")), Option("b", label("b")))
    asked = [Step(f"q{n}", Kind.CHOOSE, label("q"), options=options) for n in range(40)]
    told = [Step(f"t{n}", Kind.INFORM, label("t"), Is(step.id, "a")) for n, step in enumerate(asked)]
    both = tuple(each for pair in zip(asked, told, strict=True) for each in pair)
    procedure = Procedure("p", "2026-11-21", 1, label("p"), label("p"), (), both, ())
    found = measure(procedure, lambda step, _: step.kind is Kind.INFORM, lambda _, __: 1)
    assert found.paths == 3**40
    assert found.words == Span(0, 40)
    assert found.keys == Span(40, 80)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_longest_and_shortest_path_are_those(name: str) -> None:
    """The least and the most words are those of the paths counted one by one."""
    procedure = sample(name)

    def words(step: Step, answers: Answers) -> int:
        return sum(len(each.text) for each in read_aloud(step, answers))

    also = [each for step in procedure.steps for each in conditions(step)]
    totals = [
        sum(words(step, answers) for step in steps)
        for answers, steps in all_paths(procedure, also)
        if not steps[-1].ends
    ]
    found = measure(procedure, words, words)
    assert found.words == found.keys == Span(min(totals), max(totals))


def test_an_answer_that_she_does_not_know_is_an_answer() -> None:
    """Where "I don't know" can be said, it is a path of its own."""
    ends = [end.answers for end in walk(sample("ok_unknown"), 0, lambda v, _, __: v, max)]
    assert any(Unsaid.UNKNOWN not in answers.values() for answers in ends)
