"""Where a person is in a visit: always further on, and never beyond the end."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.paths import possible_answers
from kiosk.core.place import Place, place_of, place_of_paper
from kiosk.core.procedure import Answer, Kind, path
from tests.fakes import sample, shipped

SHELF = shipped()
NAMES = [title.id for title in SHELF.titles()]


@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_each_step_is_the_next_one_and_never_beyond_the_end(name: str, random: Random) -> None:
    procedure = SHELF.open(name)
    answers: dict[str, Answer] = {}
    at = 0
    while at < len(path(procedure, answers)):
        step = path(procedure, answers)[at]
        now = place_of(procedure, answers, step.id)
        at += 1
        assert now.at == at <= now.of
        for each in (*step.answers, *step.derived):
            answers[each] = random.choice(possible_answers(step, each, answers))
    if step.kind is Kind.CONSENT:
        assert place_of_paper(procedure, answers) == Place(at + 1, at + 1) == Place(now.of, now.of)
    else:
        assert now.is_last, "who is referred elsewhere has no paper to wait for"


@given(st.sampled_from(NAMES), st.randoms(use_true_random=False), st.integers(1, 6))
def test_who_goes_back_and_answers_otherwise_is_told_a_place_as_well(name: str, random: Random, back: int) -> None:
    procedure = SHELF.open(name)
    answers: dict[str, Answer] = {}
    at = 0
    while at < len(path(procedure, answers)):
        step = path(procedure, answers)[at]
        at += 1
        for each in (*step.answers, *step.derived):
            answers[each] = random.choice(possible_answers(step, each, answers))
    steps = path(procedure, answers)
    step = steps[max(len(steps) - 1 - back, 0)]
    for each in step.answers:
        answers[each] = random.choice(possible_answers(step, each, answers))
    now = place_of(procedure, answers, step.id)
    assert now.at == steps.index(step) + 1 <= now.of


def test_the_paper_is_the_last_step_and_what_is_not_answered_is_only_supposed() -> None:
    procedure = sample("ok_shortest")
    steps = path(procedure, {})
    assert place_of(procedure, {}, steps[0].id).at == 1
    assert place_of(procedure, {}, steps[0].id).of > len(steps), "a channel leads to a check, a consent and a paper"
