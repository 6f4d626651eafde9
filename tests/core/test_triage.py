"""Where to begin: every path ends on a procedure that is there, and says why where that is not what she said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from kiosk.core.check import Fault, leads
from kiosk.core.paths import all_paths
from kiosk.core.procedure import (
    Answer,
    Confidence,
    Is,
    Kind,
    Label,
    Option,
    Procedure,
    Says,
    Source,
    Step,
    Unsaid,
    is_answered,
    path,
)
from kiosk.core.triage import MOST_QUESTIONS, Lead, Triage, triage_findings, verdict
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf
from kiosk.guidance.whole import examine_together
from tests.fakes import sample, shipped

SOURCE = Source("law", "Une loi", "la loi", date(2026, 11, 21), Confidence.A)
WHY = (Says("Parce que.", "triage.end", (SOURCE,)),)


def ask(name: str, *options: str, why_no_unknown: str = "") -> Step:
    title = Label(name, f"triage.{name}")
    chosen = tuple(Option(each, Label(each, f"triage.{name}")) for each in options or ("yes", "no"))
    return Step(name, Kind.CHOOSE, title, options=chosen, why_no_unknown=why_no_unknown)


def made(steps: Sequence[Step], *ends: Lead) -> Triage:
    title = Label("Par où ?", "triage")
    return Triage(Procedure("triage", "2026-11-22", 0, title, title, (), tuple(steps), ()), ends)


def there(*names: str) -> dict[str, Procedure]:
    return {name: replace(sample("ok_shortest"), from_home=False) for name in names}


SAID_LATER = next(step.says[:1] for step in sample("ok_shortest").steps if step.says)
LONG = made([ask(f"q{n}") for n in range(MOST_QUESTIONS + 1)], Lead("close", WHY))
GOOD = made([ask("baby")], Lead("newborn", WHY, Is("baby", "yes")), Lead("close", WHY))


@cache
def shelf() -> Shelf:
    return shipped()


def test_the_first_end_that_holds_is_proposed() -> None:
    """Ends are tried in their order; not knowing leads somewhere too."""
    assert not list(triage_findings(GOOD, there("newborn", "close")))
    answers = ("yes", "no", Unsaid.UNKNOWN)
    found = [verdict(GOOD, {"baby": each}) for each in answers]
    assert [each.procedure for each in found if each] == ["newborn", "close", "close"]


@pytest.mark.parametrize(
    ("triage", "names", "fault"),
    [
        (GOOD, ("close",), Fault.NO_SUCH_PROCEDURE),
        (GOOD, ("close", "newborn", "mask"), Fault.NEVER_PROPOSED),
        (replace(GOOD, ends=GOOD.ends[:1]), ("newborn",), Fault.LEADS_NOWHERE),
        (replace(GOOD, ends=(*GOOD.ends[:1], Lead("close", SAID_LATER))), ("newborn", "close"), Fault.SAID_TWICE),
        (
            made([ask(f"q{n}") for n in range(MOST_QUESTIONS + 1)], Lead("close", WHY)),
            ("close",),
            Fault.TOO_MANY_QUESTIONS,
        ),
        (made([ask("baby", why_no_unknown="non")], *GOOD.ends), ("newborn", "close"), Fault.NO_UNKNOWN),
        (made([ask("baby", "only")], Lead("close", WHY)), ("close",), Fault.FEW_OPTIONS),
        (made([ask("other")], *GOOD.ends), ("newborn", "close"), Fault.ASKED_LATER),
    ],
    ids=lambda value: value.value if isinstance(value, Fault) else "",
)
def test_what_would_lose_somebody_is_found(triage: Triage, names: tuple[str, ...], fault: Fault) -> None:
    """A path without an end, an end that is not there, a procedure that no path leads to, a why that it says again."""
    assert {each.fault for each in triage_findings(triage, there(*names))} == {fault}


def test_a_procedure_may_be_for_the_home_screen_alone() -> None:
    """What says so need not be proposed."""
    procedures = {**there("newborn", "close"), "rare": replace(sample("ok_shortest"), from_home=True)}
    assert not list(triage_findings(GOOD, procedures))


def test_a_referral_leads_to_what_is_there() -> None:
    """A lead to a procedure that does not exist is named with its step."""
    found = list(leads({"ok_leads": sample("ok_leads"), "ok_ends": sample("ok_ends")}))
    assert [(name, each.step, each.fault, each.detail) for name, each in found] == [
        ("ok_leads", "stop", Fault.NO_SUCH_PROCEDURE, "ok_shortest")
    ]


def test_the_shipped_questions_lead_to_every_shipped_procedure() -> None:
    """Every path of the shipped triage ends on a shipped procedure, and every procedure is proposed or says why not."""
    assert [str(each) for each in examine_together([SHIPPED])] == []


def test_the_shipped_questions_are_five_at_most() -> None:
    """No path asks more than five; whoever knows nothing at all is answered too."""
    triage = shelf().triage()
    most = max(sum(bool(step.answers) for step in steps) for _, steps in all_paths(triage.questions))
    assert most <= MOST_QUESTIONS
    unknown = {name: Unsaid.UNKNOWN for step in triage.questions.steps for name in step.answers}
    assert verdict(triage, unknown) is not None


@pytest.mark.parametrize(
    ("letter", "window", "expected"),
    [
        ("recent", "open", "oppose"),
        ("recent", "soon", "oppose"),
        ("recent", "unknown", "oppose"),
        ("recent", "future", "oppose"),
        ("recent", "closed", "close"),
        ("old", None, "close"),
        ("never", None, "close"),
        (Unsaid.UNKNOWN, None, "state"),
    ],
)
def test_only_a_recent_letter_leads_to_refusing(letter: Answer, window: str | None, expected: str) -> None:
    """Within six weeks of its sending one refuses; who had a letter long ago, or none, closes.

    Who does not know whether one came does not know how her space stands, either: she may ask, which changes nothing.
    """
    answers: dict[str, Answer] = {
        "whom": "self",
        "want": "without",
        "letter_came": letter,
    }
    found = verdict(shelf().triage(), answers | ({"window": window} if window else {}))
    assert found is not None
    assert found.procedure == expected


def test_whether_a_letter_came_is_a_choice() -> None:
    """No date is asked of somebody who had no letter lately: "no" and "I don't know" are answers with a digit."""
    questions = shelf().triage().questions
    before = {"whom": "self", "want": "without"}
    for letter in ("old", "never", Unsaid.UNKNOWN):
        steps = path(questions, {**before, "letter_came": letter})
        assert [step.id for step in steps if step.kind is Kind.ASK] == []
        asked = next(step for step in steps if step.id == "letter_came")
        assert is_answered(asked, {**before, "letter_came": letter})
    assert [step.id for step in path(questions, {**before, "letter_came": "recent"})][-1] == "letter_when"


def test_who_wants_no_space_is_asked_by_one_question_where_it_stands() -> None:
    """The letter says which act it is; not knowing is safe. Erasing what is closed is an answer to what should go.

    Who does not know hears that she can ask first whether there is a space at all, and there that she may close.
    """
    triage, before = shelf().triage(), {"whom": "self", "want": "without"}
    assert [step.id for step in path(triage.questions, before) if step.answers][3:] == ["letter_came"]
    found = verdict(triage, {"whom": "self", "want": "mend", "mend_what": "erase"})
    assert found is not None
    assert (found.procedure, found.because) == ("erase_archive", ())
    found = verdict(triage, {**before, "letter_came": Unsaid.UNKNOWN})
    assert found is not None
    assert "Vous pouvez d’abord savoir si un espace existe. Cela ne change rien." in [
        each.text for each in found.because
    ]
    reasons = [each.text for step in shelf().open(found.procedure).steps for each in step.reasons_against]
    assert "Vous pouvez fermer sans rien demander, dit la loi." in [each.replace("\u00a0", " ") for each in reasons]


def test_nobody_without_a_recent_letter_hears_of_six_weeks_that_run() -> None:
    """Who knows neither what she wants nor of a letter is not told that a delay may still run."""
    for letter in ("old", "never", Unsaid.UNKNOWN):
        found = verdict(shelf().triage(), {"whom": "self", "want": Unsaid.UNKNOWN, "letter_came": letter})
        assert found is not None
        assert not any("six semaines" in says.text for says in found.because)


@pytest.mark.parametrize("name", ["oppose", "newborn"])
def test_refusing_asks_by_a_choice_too_whether_a_letter_came(name: str) -> None:
    """Opened from home, no date is asked of who had no letter lately, and one of long ago says what remains."""
    procedure = shelf().open(name)
    before: dict[str, Answer] = {"whom": "child", "other_parent": "agree", "teen": "young"}
    for came in ("never", Unsaid.UNKNOWN, "old"):
        steps = path(procedure, {**before, "letter_came": came})
        assert "letter" not in [step.id for step in steps]
        assert ("too_late" if came == "old" else "date_unknown") in [step.id for step in steps]
