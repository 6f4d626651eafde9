"""What is handed to the office: only answers on the path, and both consents with their exact words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.consent import ActConsent, Choice, HandoverConsent, Understanding, Wording, decide
from kiosk.core.envelope import Content, compose
from kiosk.core.errors import ConsentMissing
from kiosk.core.moment import Moment
from kiosk.core.procedure import Answer, Procedure, Unsaid, path
from tests.fakes import NOON, sample

AT = Moment(NOON, 12.6, "boot1", 90061.4)
OFFICE: dict[str, Answer] = {"channel": "office", "name": "Zoé", "phone": Unsaid.NONE}


def consents(procedure: Procedure, answers: dict[str, Answer]) -> tuple[ActConsent, HandoverConsent]:
    steps = path(procedure, answers)
    made = []
    for step in steps[-2:]:
        text, french = f"words of {step.id}", "" if step.id == "handover" else f"mots de {step.id}"
        language = "fr" if step.id == "handover" else "en"
        wording = Wording(procedure.id, procedure.version, step.id, language, text, french)
        seen = {each.id for each in steps}
        made.append(decide(procedure, answers, seen, step, wording, Choice.YES, Understanding.RELATIVE, AT, hers=True))
    act, handover = made
    assert isinstance(act, ActConsent)
    assert isinstance(handover, HandoverConsent)
    return act, handover


def composed(answers: dict[str, Answer]) -> Content:
    procedure = sample("ok_office")
    act, handover = consents(procedure, answers)
    return compose(procedure, answers, act, handover, "K7Q4M29XD")


def test_an_envelope_holds_both_consents_with_their_exact_words() -> None:
    """The office reads what the person read, in her language and in French, how she understood, and when."""
    plain: dict[str, Any] = dict(composed(OFFICE).plain)
    at = [round(NOON.timestamp()), 13, "boot1", 90061]
    assert plain == {
        "v": 1,
        "procedure": "ok_office",
        "version": "2026-11-21",
        "reference": "K7Q4M29XD",
        "answers": {"channel": "office", "name": "Zoé", "phone": False},
        "act": {
            "step": "consent",
            "language": "en",
            "text": "words of consent",
            "french": "mots de consent",
            "understanding": "relative",
            "at": at,
        },
        "handover": {
            "step": "handover",
            "language": "fr",
            "text": "words of handover",
            "understanding": "relative",
            "at": at,
        },
    }


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8)))
def test_nothing_off_the_path_travels(strays: dict[str, str]) -> None:
    """Answers to questions that are not on the path stay out of the envelope."""
    assert composed({**strays, **OFFICE}).plain["answers"] == {"channel": "office", "name": "Zoé", "phone": False}


@pytest.mark.parametrize(
    ("answer", "plain"), [(Unsaid.UNKNOWN, None), (Unsaid.NONE, False), ("none", "none"), (("a", "b"), ["a", "b"])]
)
def test_what_was_not_said_is_told_apart(answer: Answer, plain: object) -> None:
    """Not knowing, having none and the word "none" are three different things to the office."""
    answers = composed(OFFICE | {"phone": answer}).plain["answers"]
    assert isinstance(answers, dict)
    assert answers["phone"] == plain
    assert type(answers["phone"]) is type(plain)


def test_consents_to_something_else_make_no_envelope() -> None:
    """Consents to one procedure do not carry another, nor another version, nor in each other's place."""
    office, types = sample("ok_office"), sample("ok_field_types")
    act, handover = consents(office, OFFICE)
    with pytest.raises(ConsentMissing):
        compose(types, OFFICE, act, handover, "K7Q4M29XD")
    with pytest.raises(ConsentMissing):
        compose(office, OFFICE, handover, act, "K7Q4M29XD")  # type: ignore[arg-type]  # that is what is tested
    with pytest.raises(ConsentMissing):
        compose(office, OFFICE, act, None, "K7Q4M29XD")  # type: ignore[arg-type]  # that is what is tested


def test_without_an_attested_time_the_age_is_unknown() -> None:
    """A desk that never received a signed time says so, instead of claiming zero."""
    procedure = sample("ok_office")
    act, handover = consents(procedure, OFFICE)
    assert act.at.attested_age == 90061.4
    never = Moment(NOON, 0.0, "")
    step = path(procedure, OFFICE)[-2]
    seen = {each.id for each in procedure.steps}
    again = decide(procedure, OFFICE, seen, step, act.wording, Choice.YES, Understanding.READ, never, hers=True)
    assert isinstance(again, ActConsent)
    plain = compose(procedure, OFFICE, again, handover, "K7Q4M29XD").plain["act"]
    assert isinstance(plain, dict)
    assert plain["at"] == [round(NOON.timestamp()), 0, "", None]
