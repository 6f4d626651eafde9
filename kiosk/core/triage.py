"""Where to begin: a few questions that end on one procedure, and say why where that is not what she said herself.

The questions are steps like any others, so that they are asked, gone back to and carried on as elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.core.check import Fault, Finding, findings_of_questions
from kiosk.core.condition import Answers, Condition, holds
from kiosk.core.paths import all_paths
from kiosk.core.procedure import Procedure, Says, shown

MOST_QUESTIONS = 5
"""A person who is tired does not sit through more."""


@dataclass(frozen=True)
class Lead:
    """A procedure that the questions may lead to."""

    procedure: str
    because: tuple[Says, ...]
    """Why: empty where she named it herself, and the procedure says the rest."""
    when: Condition | None = None


@dataclass(frozen=True)
class Triage:
    """The questions, and where they lead."""

    questions: Procedure
    ends: tuple[Lead, ...]


@dataclass(frozen=True)
class Verdict:
    """Where somebody should begin, and why if it needs to be said."""

    procedure: str
    because: tuple[Says, ...]


def verdict(triage: Triage, answers: Answers) -> Verdict | None:
    """Give the first end whose condition holds; None if none does, which `findings` forbids."""
    for end in triage.ends:
        if holds(end.when, answers):
            return Verdict(end.procedure, shown(end.because, answers))
    return None


def _said_twice(triage: Triage, procedures: Mapping[str, Procedure]) -> Iterator[Finding]:
    """Give each reason that the procedure to which it leads says in the same words."""
    for number, end in enumerate(triage.ends, 1):
        steps = procedures[end.procedure].steps if end.procedure in procedures else ()
        later = {says.text for step in steps for says in step.says}
        yield from (Finding(f"end {number}", Fault.SAID_TWICE, says.text) for says in end.because if says.text in later)


def triage_findings(triage: Triage, procedures: Mapping[str, Procedure]) -> Iterator[Finding]:
    """Give every mistake: of the questions, of where they lead, and of what they never lead to.

    Args:
        triage: the questions and their ends.
        procedures: those that there are, by id.
    """
    asked = list(findings_of_questions(triage.questions, [end.when for end in triage.ends]))
    yield from asked
    for number, end in enumerate(triage.ends, 1):
        if end.procedure not in procedures:
            yield Finding(f"end {number}", Fault.NO_SUCH_PROCEDURE, end.procedure)
    if asked:
        return
    yield from _said_twice(triage, procedures)
    reached: set[str] = set()
    dead: set[str] = set()
    long = False
    conditions = [each for end in triage.ends for each in (end.when, *(says.when for says in end.because)) if each]
    for answers, steps in all_paths(triage.questions, conditions):
        long = long or sum(bool(step.answers) for step in steps) > MOST_QUESTIONS
        found = verdict(triage, answers)
        if found is None:
            dead.add(", ".join(f"{name} = {getattr(value, 'value', value)}" for name, value in answers.items()))
        if found is not None:
            reached.add(found.procedure)
    if long:
        yield Finding("", Fault.TOO_MANY_QUESTIONS, str(MOST_QUESTIONS))
    if dead:
        yield Finding("", Fault.LEADS_NOWHERE, min(dead))
    for name, procedure in sorted(procedures.items()):
        if name not in reached and not procedure.from_home:
            yield Finding("", Fault.NEVER_PROPOSED, name)
