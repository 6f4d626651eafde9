"""Consent: which act, the exact wording shown, in which language, how it was understood, when.

A consent cannot be written down by hand: `decide` alone makes one, and only from the steps that were really
shown. Refusing gives a `SaidNo`, which holds nothing about anybody.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import NoReturn, final

from kiosk.core.errors import ConsentMissing
from kiosk.core.moment import Moment
from kiosk.core.procedure import About, Answers, Kind, Procedure, Step, holds, path, reachable, relevant


class Understanding(StrEnum):
    """How the person understood what was explained."""

    READ = "read"
    READ_ALOUD = "read_aloud"
    INTERPRETER = "interpreter"
    RELATIVE = "relative"
    SIGN_LANGUAGE = "sign_language"


class Choice(StrEnum):
    """What the person says. There is no default."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Wording:
    """What was on the screen or read aloud when the person chose."""

    procedure: str
    version: str
    step: str
    language: str
    """The language in which she heard or read it."""
    text: str
    """The exact words, in that language."""
    french: str
    """The same words in French; empty where the language is French."""
    drawn: bool = True
    """Whether they stood where she looked in that language: some scripts no terminal draws, and they are only heard."""


_MADE_BY_DECIDE = object()


@dataclass(frozen=True)
class _Given:
    wording: Wording
    understanding: Understanding
    at: Moment
    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        # The marker is not kept, so that replace() finds none to hand on.
        if made_by is not _MADE_BY_DECIDE:
            raise ConsentMissing("a consent comes from decide() alone")

    def __reduce__(self) -> NoReturn:
        """Refuse to be copied or pickled: both make a value without asking anybody."""
        raise ConsentMissing("a consent is not copied")


@final
class ActConsent(_Given):
    """The person's yes to the act itself."""


@final
class HandoverConsent(_Given):
    """The person's yes to giving it to the office: apart from the act, and never implied by it."""


@dataclass(frozen=True)
class SaidNo:
    """The person's no. Nothing else is known of it."""

    about: About


def unexplained(procedure: Procedure, answers: Answers, seen: AbstractSet[str], until: str) -> tuple[Step, ...]:
    """Give the steps before `until` that explain something and were not shown."""
    missing = []
    for step in path(procedure, answers):
        if step.id == until:
            break
        if step.kind in (Kind.INFORM, Kind.CHECK) and step.id not in seen:
            missing.append(step)
    return tuple(missing)


def ways(step: Step, answers: Answers, *, hers: bool = True) -> tuple[Understanding, ...]:
    """Give how the words of a consent may reach her.

    An erasure, or where she may fear somebody, never through a relative alone; and she does not read herself what is in
    another language than hers.

    Args:
        step: the consent.
        answers: what was answered.
        hers: whether the words are in the language that was chosen for her.
    """
    alone = step.no_relative is not None and holds(step.no_relative, answers)
    never = {Understanding.RELATIVE} if alone else set()
    never |= set() if hers else {Understanding.READ}
    return tuple(each for each in Understanding if each not in never)


def decide(
    procedure: Procedure,
    answers: Answers,
    seen: AbstractSet[str],
    step: Step,
    wording: Wording,
    choice: Choice,
    understanding: Understanding,
    at: Moment,
    *,
    hers: bool,
) -> ActConsent | HandoverConsent | SaidNo:
    """Turn the person's choice into a consent or a refusal.

    Args:
        procedure: the guidance that was followed.
        answers: the answers so far.
        seen: ids of the steps that were really shown in this visit.
        step: the consent step on the screen.
        wording: the words on it.
        choice: hers, never preselected.
        understanding: how she understood.
        at: now.
        hers: whether the words are in the language that was chosen for her.

    Raises:
        ConsentMissing: something before it was not explained or answered, both sides are not on the path, or the
            wording is not of this step, or its words cannot have reached her in this way (see `ways`).
    """
    steps = reachable(procedure, answers)
    if step not in steps or step.kind is not Kind.CONSENT or step.about is None:
        raise ConsentMissing("not a consent of this path")
    if (wording.procedure, wording.version, wording.step) != (procedure.id, procedure.version, step.id):
        raise ConsentMissing("the wording is of another step")
    if not wording.text.strip():
        raise ConsentMissing("no words were shown")
    if not any(each.both_sides for each in steps[: steps.index(step)]):
        raise ConsentMissing("both sides are not on the path")
    if choice is Choice.NO:
        return SaidNo(step.about)
    if unexplained(procedure, answers, seen, step.id):
        raise ConsentMissing("something was not shown")
    if understanding not in ways(step, relevant(procedure, answers), hers=hers):
        raise ConsentMissing("the words cannot have reached her in this way")
    made = ActConsent if step.about is About.ACT else HandoverConsent
    return made(wording, understanding, at, _MADE_BY_DECIDE)
