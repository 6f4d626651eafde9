"""Consent: only what was explained, answered and chosen can become one, and nobody can write one down."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.consent import (
    ActConsent,
    Choice,
    HandoverConsent,
    SaidNo,
    Understanding,
    Wording,
    decide,
    unexplained,
    ways,
)
from kiosk.core.envelope import compose
from kiosk.core.errors import ConsentMissing, KioskError
from kiosk.core.procedure import About, Answer, Procedure, Step, path
from tests.fakes import NOW, sample

ROOT = Path(__file__).parents[2]
OFFICE: dict[str, Answer] = {"channel": "office", "name": "Zoé", "phone": "0612345678"}
Given = ActConsent | HandoverConsent


def words(procedure: Procedure, step: str, **changes: Any) -> Wording:
    usual: dict[str, Any] = {"language": "en", "text": "I want it.", "french": "Je le veux."}
    return Wording(procedure.id, procedure.version, step, **{**usual, **changes})


def agreed(
    step: str = "consent",
    choice: Choice = Choice.YES,
    answers: dict[str, Answer] | None = None,
    seen: set[str] | None = None,
    wording: Wording | None = None,
) -> Given | SaidNo:
    """Decide on a consent of the sample with an office, everything being well unless said otherwise."""
    procedure = sample("ok_office")
    found = next(each for each in procedure.steps if each.id == step)
    return decide(
        procedure,
        OFFICE if answers is None else answers,
        {"sides", "check"} if seen is None else seen,
        found,
        wording or words(procedure, step),
        choice,
        Understanding.INTERPRETER,
        NOW,
        hers=True,
    )


def yes(step: str = "consent") -> Given:
    given_ = agreed(step)
    assert not isinstance(given_, SaidNo)
    return given_


def test_a_yes_keeps_the_exact_words_and_how_she_understood() -> None:
    """A consent holds the wording, the understanding and the moment, and knows what it is about."""
    act, handover = yes(), yes("handover")
    assert type(act) is ActConsent
    assert type(handover) is HandoverConsent
    assert act.wording == words(sample("ok_office"), "consent")
    assert (act.understanding, act.at) == (Understanding.INTERPRETER, NOW)


def test_a_no_keeps_nothing() -> None:
    """A refusal says which question was refused, and has no other field."""
    refusal = agreed(choice=Choice.NO)
    assert refusal == SaidNo(About.ACT)
    assert [field.name for field in fields(SaidNo)] == ["about"]


def test_a_no_needs_no_explanation() -> None:
    """Saying no is as easy as saying yes: it does not wait for what was not shown."""
    assert agreed(choice=Choice.NO, seen=set()) == SaidNo(About.ACT)
    assert agreed("handover", Choice.NO, seen=set()) == SaidNo(About.HANDOVER)


@pytest.mark.parametrize("seen", [set(), {"sides"}, {"check"}, {"consent", "channel"}])
def test_an_unexplained_step_refuses(seen: set[str]) -> None:
    """Without both sides and the check shown, a yes is not taken."""
    with pytest.raises(ConsentMissing):
        agreed(seen=seen)
    procedure = sample("ok_office")
    assert {step.id for step in unexplained(procedure, OFFICE, seen, "consent")} == {"sides", "check"} - seen


@given(st.sets(st.sampled_from(["sides", "check", "channel", "who", "consent", "told"])))
def test_what_was_seen_decides(seen: set[str]) -> None:
    """A yes is taken exactly when everything that explains was shown."""
    try:
        taken = isinstance(agreed(seen=seen), ActConsent)
    except ConsentMissing:
        taken = False
    assert taken == ({"sides", "check"} <= seen)


@pytest.mark.parametrize("gone", ["channel", "name", "phone"])
def test_an_open_question_refuses(gone: str) -> None:
    """Nobody agrees to an act with a question before it left open."""
    with pytest.raises(ConsentMissing):
        agreed(answers={name: answer for name, answer in OFFICE.items() if name != gone})


def test_a_step_off_the_path_refuses() -> None:
    """The handover cannot be agreed to where the office was not chosen."""
    with pytest.raises(ConsentMissing):
        agreed("handover", answers={"channel": "call_now"})
    with pytest.raises(ConsentMissing):
        agreed("check")


@pytest.mark.parametrize(
    "changes", [{"procedure": "close"}, {"version": "2020-01-01"}, {"step": "handover"}, {"text": " \n"}, {"text": ""}]
)
def test_words_of_something_else_refuse(changes: dict[str, Any]) -> None:
    """The wording must be of this procedure, version and step, and must have words."""
    with pytest.raises(ConsentMissing):
        agreed(wording=replace(words(sample("ok_office"), "consent"), **changes))


def test_a_procedure_without_both_sides_refuses() -> None:
    """Even a no is not asked for where both sides are not on the path."""
    procedure = sample("ok_office")
    bare = replace(procedure, steps=tuple(step for step in procedure.steps if not step.both_sides))
    for choice in Choice:
        with pytest.raises(ConsentMissing):
            decide(
                bare,
                OFFICE,
                {"check"},
                bare.steps[-2],
                words(bare, "consent"),
                choice,
                Understanding.READ,
                NOW,
                hers=True,
            )


def test_there_is_no_default() -> None:
    """`decide` has no default for the choice, the understanding or anything else; nor has a consent."""
    assert decide.__defaults__ is None
    assert decide.__kwdefaults__ is None
    assert {choice.value for choice in Choice} == {"yes", "no"}


@pytest.mark.parametrize("kind", [ActConsent, HandoverConsent])
def test_a_consent_cannot_be_written_down(kind: type[Given]) -> None:
    """A consent constructed by hand is refused, whatever stands in the marker's place."""
    wording = words(sample("ok_office"), "consent")
    with pytest.raises(ConsentMissing):
        kind(wording, Understanding.READ, NOW)
    for marker in (None, True, object(), decide, yes()):
        with pytest.raises(ConsentMissing):
            kind(wording, Understanding.READ, NOW, marker)


def test_a_consent_cannot_be_altered_or_copied() -> None:
    """Neither replace nor copy nor pickle nor assignment makes another consent of one."""
    act = yes()
    other = words(sample("ok_office"), "consent", text="Anything else.")
    with pytest.raises((KioskError, ValueError)):
        replace(act, wording=other)
    for duplicate in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(ConsentMissing):
            duplicate(act)
    with pytest.raises(AttributeError):
        act.wording = other  # type: ignore[misc]  # frozen: that is what is tested
    assert act.wording != other


def test_a_consent_holds_no_marker_to_borrow() -> None:
    """The marker cannot be read from a genuine consent to make a false one."""
    act = yes()
    for borrowed in (*vars(act).values(), getattr(act, "made_by", None)):
        with pytest.raises(ConsentMissing):
            ActConsent(words(sample("ok_office"), "consent"), Understanding.READ, NOW, borrowed)


def test_a_lookalike_is_no_consent() -> None:
    """A subclass that skips the check is not taken for a consent."""
    procedure = sample("ok_office")
    handover = yes("handover")
    assert isinstance(handover, HandoverConsent)
    with pytest.raises(ConsentMissing):
        compose(procedure, OFFICE, _lookalike(), handover, "K7Q4M29XD")


def _lookalike() -> ActConsent:
    def skip(self: object, made_by: object) -> None:
        """Check nothing."""

    forged = type("Forged", (ActConsent,), {"__post_init__": skip})
    made = forged(words(sample("ok_office"), "consent"), Understanding.READ, NOW)
    assert isinstance(made, ActConsent)
    return made


def test_each_consent_step_is_the_only_kind_that_can_be_decided() -> None:
    """Of all steps on the path, only the two consents can be decided on."""
    procedure = sample("ok_office")

    def decidable(step: Step) -> bool:
        try:
            agreed(step.id)
        except ConsentMissing:
            return False
        return True

    assert [step.id for step in path(procedure, OFFICE) if decidable(step)] == ["consent", "handover"]


SNIPPET = """
from kiosk.core.consent import ActConsent, HandoverConsent, SaidNo
from kiosk.core.envelope import compose
from kiosk.core.procedure import Answers, Procedure


def fine(procedure: Procedure, answers: Answers, act: ActConsent, handover: HandoverConsent) -> None:
    compose(procedure, answers, act, handover, "r")


def wrong(procedure: Procedure, answers: Answers, act: ActConsent, handover: HandoverConsent, no: SaidNo) -> None:
    compose(procedure, answers, no, handover, "r")
    compose(procedure, answers, None, handover, "r")
    compose(procedure, answers, act, no, "r")
    compose(procedure, answers, act, None, "r")
    compose(procedure, answers, handover, act, "r")
    compose(procedure, answers, act, act, "r")


class Forged(ActConsent):
    pass
"""


@pytest.mark.slow
def test_the_types_refuse_an_envelope_without_consents(tmp_path: Path) -> None:
    """The checker refuses a refusal, nothing, or the other consent where a consent is needed, line by line."""
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPET, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(snippet)]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = SNIPPET.splitlines()
    after = next(number for number, line in enumerate(lines) if line.startswith("def wrong"))
    expected = {n + 1 for n in range(after, len(lines)) if lines[n].startswith(("    compose", "class"))}
    assert len(expected) == 7
    reported = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line}
    assert reported == expected, done.stdout


@pytest.mark.parametrize("hers", [True, False])
def test_what_is_not_in_her_language_is_never_read_by_herself(hers: bool) -> None:
    """Words in another language than the one that was chosen for her reach her by somebody else alone."""
    procedure = sample("ok_shortest")
    step = procedure.steps[-1]
    seen = {each.id for each in procedure.steps}
    answers: dict[str, Answer] = {"channel": "self"}
    said = words(procedure, step.id)
    for each in Understanding:
        offered = hers or each is not Understanding.READ
        assert (each in ways(step, answers, hers=hers)) is offered
        if offered:
            assert isinstance(
                decide(procedure, answers, seen, step, said, Choice.YES, each, NOW, hers=hers), ActConsent
            )
        else:
            with pytest.raises(ConsentMissing):
                decide(procedure, answers, seen, step, said, Choice.YES, each, NOW, hers=hers)


@pytest.mark.parametrize("understanding", Understanding)
def test_a_relative_alone_never_carries_an_erasure(understanding: Understanding) -> None:
    """Where the procedure says so, every way to understand is taken but a relative; elsewhere each is."""
    procedure = sample("ok_no_relative")
    step = procedure.steps[-1]
    seen = {each.id for each in procedure.steps}
    wording = words(procedure, step.id)

    def given(of: Procedure) -> object:
        said = Wording(of.id, of.version, step.id, "fr", wording.text, "")
        answers: dict[str, Answer] = {"channel": "self"}
        return decide(of, answers, seen, of.steps[-1], said, Choice.YES, understanding, NOW, hers=True)

    assert given(sample("ok_shortest"))
    assert (understanding in ways(step, {})) is (understanding is not Understanding.RELATIVE)
    if understanding is Understanding.RELATIVE:
        with pytest.raises(ConsentMissing):
            given(procedure)
    else:
        assert given(procedure)
