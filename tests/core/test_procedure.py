"""The path is derived from the answers, each time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.procedure import (
    All,
    Answer,
    Any,
    Channel,
    Condition,
    Confidence,
    In,
    Is,
    Label,
    Not,
    Procedure,
    Says,
    Set,
    Source,
    Unsaid,
    holds,
    is_answered,
    is_old,
    path,
    reachable,
    relevant,
    sheet,
    shown,
    shown_options,
)
from tests.fakes import sample

SAMPLES = ["ok_option_when", "ok_says_when", "ok_use_common", "ok_office", "ok_ends", "ok_when_all"]
values: st.SearchStrategy[Answer] = st.sampled_from(
    ["yes", "no", "self", "child", "fast", "slow", "office", "call_now", Unsaid.UNKNOWN, Unsaid.NONE]
)
answer_sets = st.dictionaries(
    st.sampled_from(["erase", "how", "channel", "whom", "name", "phone", "stray"]), values, max_size=6
)


def ids(procedure: Procedure, answers: dict[str, Answer]) -> list[str]:
    return [step.id for step in path(procedure, answers)]


@pytest.mark.parametrize(
    ("condition", "yes", "no", "unknown", "unasked"),
    [
        (None, True, True, True, True),
        (Is("a", "yes"), True, False, False, False),
        (Is("a", "unknown"), False, False, True, False),
        (In("a", ("yes", "unknown")), True, False, True, False),
        (Set("a"), True, True, True, False),
        (Not(Is("a", "yes")), False, True, True, True),
        (All((Set("a"), Is("a", "no"))), False, True, False, False),
        (Any((Is("a", "no"), Is("a", "unknown"))), False, True, True, False),
    ],
)
def test_operators(condition: Condition | None, yes: bool, no: bool, unknown: bool, unasked: bool) -> None:
    """Each operator of the closed table holds exactly when it says."""
    answers: list[dict[str, Answer]] = [{"a": "yes"}, {"a": "no"}, {"a": Unsaid.UNKNOWN}, {}]
    assert [holds(condition, each) for each in answers] == [yes, no, unknown, unasked]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ok_when_is", {"yes"}),
        ("ok_when_in", {"yes", "unknown"}),
        ("ok_when_not", {"no", "unknown"}),
        ("ok_when_set", {"yes", "no", "unknown"}),
        ("ok_when_all", {"yes"}),
        ("ok_when_any", {"yes", "unknown"}),
    ],
)
def test_operators_in_a_file(name: str, told: set[str]) -> None:
    """Each operator, written in TOML, shows its step after the right answers."""
    procedure = sample(name)
    answers: dict[str, Answer] = {"yes": "yes", "no": "no", "unknown": Unsaid.UNKNOWN}
    assert {word for word, answer in answers.items() if "told" in ids(procedure, {"erase": answer})} == told


@given(st.sampled_from(SAMPLES), answer_sets)
def test_answers_off_the_path_change_nothing(name: str, answers: dict[str, Answer]) -> None:
    """The path, and how far one can go, are the same with the answers that are on the path alone."""
    procedure = sample(name)
    kept = relevant(procedure, answers)
    assert path(procedure, answers) == path(procedure, kept)
    assert reachable(procedure, answers) == reachable(procedure, kept)
    assert relevant(procedure, kept) == kept
    assert kept.items() <= answers.items()


@given(st.sampled_from(SAMPLES), answer_sets, values)
def test_a_changed_mind_leaves_no_trace(name: str, answers: dict[str, Answer], other: Answer) -> None:
    """Answering otherwise and then as before gives the path there was."""
    procedure = sample(name)
    before = path(procedure, answers)
    for key in answers:
        path(procedure, {**answers, key: other})
        assert path(procedure, {**answers, key: other} | {key: answers[key]}) == before


@given(st.sampled_from(SAMPLES), answer_sets)
def test_nobody_goes_past_an_open_question(name: str, answers: dict[str, Answer]) -> None:
    """All that can be reached is answered, but for the last step of it; and it begins the path."""
    procedure = sample(name)
    steps = reachable(procedure, answers)
    kept = relevant(procedure, answers)
    assert all(is_answered(step, kept) for step in steps[:-1])
    assert steps == path(procedure, answers)[: len(steps)]
    assert steps == path(procedure, answers) or not is_answered(steps[-1], kept)


def test_an_ending_step_is_the_last() -> None:
    """A path that refers the person elsewhere stops there."""
    procedure = sample("ok_ends")
    assert ids(procedure, {"erase": "yes"}) == ["erase", "stop"]
    assert ids(procedure, {"erase": "no"})[-1] == "consent"


def test_a_withdrawn_option_is_no_answer() -> None:
    """An option chosen before, and not offered any more, has to be chosen again."""
    procedure = sample("ok_option_when")
    how = procedure.steps[2]
    chosen: dict[str, Answer] = {"erase": "yes", "how": "slow"}
    assert is_answered(how, chosen)
    assert not is_answered(how, chosen | {"erase": "no"})
    assert [option.id for option in shown_options(how, {"erase": "no"})] == ["fast"]
    assert reachable(procedure, chosen | {"erase": "no", "channel": "self"})[-1] is how


def test_an_answer_off_the_path_opens_no_option() -> None:
    """What was said of the child before she changed to herself offers nothing."""
    procedure = sample("ok_use_common")
    assert ids(procedure, {"whom": "child"})[:2] == ["whom", "child_only"]
    assert ids(procedure, {"whom": "self"})[:2] == ["whom", "sides"]


def test_unknown_is_an_answer_unless_there_is_a_reason() -> None:
    """A choice may be answered with "I don't know", but not one that says why it cannot."""
    assert is_answered(sample("ok_when_is").steps[0], {"erase": Unsaid.UNKNOWN})
    assert not is_answered(sample("ok_unknown").steps[0], {"erase": Unsaid.UNKNOWN})


def test_statements_and_sheets_follow_the_answers() -> None:
    """A statement, and a sheet's part, are there only after their answers."""
    procedure = sample("ok_says_when")
    consent = procedure.steps[-1]
    assert [each.text for each in shown(consent.says, {})] == ["Je le veux."]
    assert [each.text for each in shown(consent.says, {"erase": "yes"})] == ["Et j’efface.", "Je le veux."]
    call = sheet(procedure, Channel.CALL_NOW)
    assert call is not None
    assert [holds(block.when, {"erase": "no"}) for block in call.blocks] == [False, True]
    assert sheet(procedure, Channel.OFFICE) is None


def test_common_steps_keep_their_own_words_and_both_conditions() -> None:
    """A step taken from common.toml is worded there, and shown if both files say so."""
    step = sample("ok_use_common").steps[1]
    assert step.title.context == step.says[0].context == "common.child_only"
    assert step.when == All((Set("whom"), Is("whom", "child")))


def test_a_statement_is_as_strong_as_its_weakest_source() -> None:
    """Its confidence is the worst of its sources, its date the oldest."""
    told, heard = sample("ok_confidence").steps[:2]
    assert [told.says[0].confidence, heard.says[0].confidence] == [Confidence.B, Confidence.C]
    old = Source("old", "", "", date(2025, 1, 31), Confidence.A)
    new = Source("new", "", "", date(2026, 11, 1), Confidence.C)
    says = Says("x", "y", (new, old))
    assert (says.checked, says.confidence) == (date(2025, 1, 31), Confidence.C)
    assert not is_old(says, date(2026, 1, 31), 12)
    assert is_old(says, date(2026, 2, 1), 12)


@pytest.mark.parametrize(
    ("today", "old"),
    [(date(2026, 11, 20), False), (date(2026, 11, 21), False), (date(2026, 11, 22), True), (date(2027, 1, 1), True)],
)
def test_a_statement_is_old_the_day_after_its_months(today: date, old: bool) -> None:
    """Checked on a day, it is old from the day after the same day twelve months on."""
    source = Source("law", "Une loi", "la loi", date(2025, 11, 21), Confidence.A)
    assert is_old(Says("Texte.", "x", (source,)), today, 12) is old


def test_a_label_is_no_statement() -> None:
    """A label carries no source, so it can never pass for guidance."""
    assert not hasattr(Label("x", "y"), "sources")


def test_a_step_that_says_nothing_is_passed_over() -> None:
    """All its statements hidden, a step to read is on no path; one of them said, it is."""
    procedure = sample("ok_silent")
    for erase in ("no", "yes"):
        steps = [step.id for step in path(procedure, {"erase": erase})]
        assert ("situation" in steps) is (erase == "yes")
