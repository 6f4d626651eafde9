"""What may be said aloud is guidance: by its type, by who makes it, and by what the whole guidance gives."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.aloud import Aloud, Utterance, every_aloud, paper_aloud, step_aloud
from kiosk.core.blocks import Line, Literal, Para, Phrase, Receipt, Title, Worded
from kiosk.core.consent import Choice
from kiosk.core.paths import labels_of, says_of
from kiosk.core.procedure import Kind, Label, Says, Unsaid
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf

HOUSE = Path(__file__).parents[2] / "kiosk"
SHELF = Shelf((SHIPPED,))
ACTS = ("close", "oppose", "mask", "newborn")
"""Procedures that have all that a procedure can have; reading all of them takes seconds."""
PLANTED = "Zoé Lenoir-Diaby"


@pytest.mark.parametrize(
    "what", [PLANTED, 33, None, ("close", PLANTED), Literal(PLANTED), Worded(PLANTED, "fr"), Phrase(Line.NEWS_BY)]
)
def test_a_text_is_no_utterance(what: Any) -> None:
    """Whatever can hold a name, a number or a date does not fit into what is said aloud."""
    with pytest.raises(TypeError):
        Utterance(what)


def makers(*names: str) -> dict[str, set[str]]:
    """Give the files that make each of these, words and all."""
    found: dict[str, set[str]] = {name: set() for name in names}
    for file in HOUSE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if not any(f"{name}(" in text for name in names):
            continue
        for node in ast.walk(ast.parse(text)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in found):
                continue
            if not all(isinstance(each, ast.Constant) and not each.value for each in node.args):
                found[node.func.id].add(file.relative_to(HOUSE).as_posix())
    return found


def test_guidance_alone_makes_what_is_said() -> None:
    """A statement or a label comes from a file of guidance, and one file words them: nothing else can plant a text."""
    found = makers("Says", "Label", "Aloud", "Utterance")
    assert {file.partition("/")[0] for file in found["Says"] | found["Label"]} == {"guidance"}
    assert found["Aloud"] == {"words/aloud.py"}
    assert found["Utterance"] == {"words/aloud.py"}


def test_answers_choose_and_are_never_said() -> None:
    """Whatever is answered, a step says words of its own file alone, its title first."""
    for name in ACTS:
        procedure = SHELF.open(name)
        own = {each.text for _, each in says_of(procedure)} | {each.text for _, each in labels_of(procedure)}
        answers = {name: PLANTED for step in procedure.steps for name in step.answers}
        for step in procedure.steps:
            said = [each.what for each in step_aloud(step, answers)]
            assert said[0] == step.title
            texts = {each.text for each in said if isinstance(each, Says | Label)}
            assert texts <= own
            assert {each for each in said if not isinstance(each, Says | Label)} <= {Unsaid.UNKNOWN, *Choice}
            assert set(said) <= {each.what for each in every_aloud(procedure)}


def test_both_sides_are_heard_each_under_its_name() -> None:
    """The columns are heard one after the other, each after what it is called, and neither is left out."""
    seen = 0
    for name in ACTS:
        for step in SHELF.open(name).steps:
            if not (step.both_sides and step.columns):
                continue
            said = [each.what for each in step_aloud(step, {})]
            one, other = map(said.index, step.columns)
            reasons = [said.index(each) for each in step.reasons_for if each in said]
            against = [said.index(each) for each in step.reasons_against if each in said]
            assert one < min(reasons) <= max(reasons) < other < min(against)
            seen += 1
    assert seen


def test_a_consent_ends_with_both_answers() -> None:
    """Yes and no are both heard, yes as often as no."""
    consents = [step for name in ACTS for step in SHELF.open(name).steps if step.kind is Kind.CONSENT]
    assert consents
    for step in consents:
        assert [each.what for each in step_aloud(step, {})][-2:] == list(Choice)


def test_a_paper_says_its_sentences_and_no_value() -> None:
    """Of a paper nothing is said that has a name, a date or a reference in it, nor a letter."""
    says = SHELF.open(ACTS[0]).steps[0].title
    blocks = (
        Title((Phrase(Line.NOTHING_DONE_YET),)),
        Para((Phrase(Line.NEWS_BY, {"date": PLANTED}),)),
        Para((Literal(PLANTED), Worded(PLANTED, "fr"))),
        Para((says,)),
    )
    receipt = Receipt((*blocks, Para(()), Para(()), Para((Phrase(Line.LETTER_FORMULA),))), letter=6)
    assert [each.what for each in paper_aloud(receipt)] == [Line.NOTHING_DONE_YET, says]


def test_the_name_of_a_recording_follows_from_its_words() -> None:
    """Spaces that do not break change nothing; another word, or another sign, has another name."""
    name = Aloud("Voilà : c’est fini.", "fr").name
    assert Aloud("Voilà\u00a0: c’est  fini. ", "es").name == name
    assert len({name, Aloud("Voilà : c’est finie.", "fr").name, Aloud("Voilà : c’est fini", "fr").name}) == 3
