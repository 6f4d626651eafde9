"""The size of an envelope must not tell what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest

from kiosk.core.check import all_paths
from kiosk.core.consent import ActConsent, Choice, HandoverConsent, Understanding, Wording, decide
from kiosk.core.envelope import Content, compose
from kiosk.core.moment import Moment
from kiosk.core.procedure import About, Answer, FieldType, Kind, Procedure, Step, Unsaid, path, shown
from tests.crypto import made
from tests.fakes import shipped

NOW = Moment(datetime(2026, 11, 21, 10, 30, tzinfo=UTC), 8133.5, "6f1c8a0e", 86_400 * 3.5)
TYPED: dict[FieldType, Answer] = {
    FieldType.NAME: "Marie-Antoinette Rakotondrainibe-Lévêque",
    FieldType.DATE: "1958-03-09",
    FieldType.PHONE: "+33 6 12 34 56 78",
    FieldType.LANGUAGE: "Pachto, et un peu le dari",
    FieldType.TEXT: "Ma belle-fille Nadège, après 18 h, jamais le mercredi",
    FieldType.DOCUMENTS: (
        "results|2024-03-18|Laboratoire Saint-Aubin|Bilan",
        "hospital|2023-11-02|Clinique Aït-Kaci",
        "prescription|2024-04-09",
    ),
}
"""Long answers of each kind."""
SAID = {
    "en": (
        "I ask for this for my own health space, and I know what it is. I know that the papers stay where they "
        "are for ten years and are then destroyed. Both sides were explained to me. I am free to choose.",
        "I give these answers to the association's office, for this request and nothing else. They act together "
        "with me and never without me. They keep them until the end. I may see or correct them, or have them erased.",
    ),
    "ar": (
        "أطلب هذا لمساحتي الصحية وأعرف ما هو. أعلم أن الوثائق تبقى محفوظة عشر سنوات ثم تُتلف. "
        "سمعت الجانبين وأختار بحرية.",
        "أعهد بهذه الإجابات إلى مكتب الجمعية لهذا الطلب فقط. يعمل المكتب معي ولا يعمل أبدا بدوني. "
        "يحتفظ بها حتى النهاية. يمكنني الاطلاع عليها أو تصحيحها أو طلب محوها.",
    ),
}
"""Consents of usual length, in words that are not in the dictionary."""


def test_every_usual_act_has_one_size() -> None:
    """No shipped procedure, path, language, or safe-contact answer can be told from the size: all paths in French."""
    sealer = made.sealer()
    sizes = {
        (name, language): {len(sealer.seal(each, made.ACT, made.KEY_HASH)) for each in contents(name, language, every)}
        for name in (each.id for each in shipped().titles())
        for language, every in (("fr", 1), *((language, 9) for language in SAID))
    }
    assert set.union(*sizes.values()) == {1075}, sizes


@pytest.mark.parametrize("wanted", ["close", "activate", "mask"])
def test_the_usual_acts_are_really_measured(wanted: str) -> None:
    """The acts whose sizes are compared include a call-back and a coming-back, with the safe-contact answers."""
    answers = [each.plain["answers"] for each in contents(wanted, "fr")]
    assert any("who_answers" in each and "message" in each for each in answers if isinstance(each, dict))
    assert any("come_back" in each for each in answers if isinstance(each, dict))


@cache
def visits(name: str) -> list[tuple[dict[str, Answer], tuple[Step, ...]]]:
    """Give every path of a procedure that ends at the office, with long answers typed, and the steps that it takes."""
    procedure = shipped().open(name)
    found = []
    for chosen, steps in all_paths(procedure):
        if {About.ACT, About.HANDOVER} <= {step.about for step in steps}:
            fields = {field.id: TYPED[field.type] for step in steps for field in step.fields}
            answers = chosen | {name: said for name, said in fields.items() if chosen[name] is not Unsaid.UNKNOWN}
            found.append((answers, path(procedure, answers)))
    return found


def contents(name: str, language: str, every: int = 1) -> Iterator[Content]:
    """Give the content of these visits, in one language: of each, or of one of so many."""
    procedure = shipped().open(name)
    for answers, steps in visits(name)[::every]:
        given = list(consents(procedure, answers, steps, language))
        act = next(each for each in given if isinstance(each, ActConsent))
        handover = next(each for each in given if isinstance(each, HandoverConsent))
        yield compose(procedure, answers, act, handover, "K7Q4M29XD")


def consents(
    procedure: Procedure, answers: dict[str, Answer], steps: tuple[Step, ...], language: str
) -> Iterator[ActConsent | HandoverConsent]:
    seen = {step.id for step in steps}
    for step in steps:
        if step.kind is Kind.CONSENT:
            french = "\n".join(each.text for each in shown(step.says, answers))
            words = (french, "") if language == "fr" else (SAID[language][step.about is About.HANDOVER], french)
            wording = Wording(procedure.id, procedure.version, step.id, language, *words)
            given = decide(
                procedure, answers, seen, step, wording, Choice.YES, Understanding.INTERPRETER, NOW, hers=True
            )
            assert isinstance(given, ActConsent | HandoverConsent)
            yield given
