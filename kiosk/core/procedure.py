"""A procedure is guidance for one act, as data: steps, choices, conditions, texts with their sources.

The path is always derived from the answers and never stored: going back or changing an answer needs no history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.core.condition import All as All
from kiosk.core.condition import Answer as Answer
from kiosk.core.condition import Answers as Answers
from kiosk.core.condition import Any as Any
from kiosk.core.condition import Condition as Condition
from kiosk.core.condition import In as In
from kiosk.core.condition import Is as Is
from kiosk.core.condition import Not as Not
from kiosk.core.condition import Set as Set
from kiosk.core.condition import Unsaid as Unsaid
from kiosk.core.condition import holds as holds
from kiosk.core.deadline import DelayRule, TimeLeft
from kiosk.core.title import Cover as Cover
from kiosk.core.title import Group
from kiosk.core.title import Label as Label
from kiosk.core.when import When, read_when


class Confidence(StrEnum):
    """How well a statement is supported."""

    A = "A"
    """Text of law, official page or official source code that was read: said as a fact."""
    B = "B"
    """Consistent secondary sources: an opinion is said with "according to", a fact is not."""
    C = "C"
    """One old or indirect source, or sources that disagree: said as to be checked, with whoever can answer."""
    D = "D"
    """Unconfirmed: never shown."""


class AskWhom(StrEnum):
    """Who can answer a doubt."""

    CALL = "3422"
    FUND = "caisse"
    CNIL = "cnil"
    PHARMACIST = "pharmacie"
    PROFESSIONAL = "soignant"
    NOBODY = "personne"
    """Nobody whom she could ask: it is said once that it is not sure."""


class Need(StrEnum):
    """What a way of going on wants her to have."""

    CODE = "code"
    """Internet, and a telephone or an e-mail that receives a code."""


class Kind(StrEnum):
    """What a step does."""

    INFORM = "inform"
    CHOOSE = "choose"
    CHANNEL = "channel"
    ASK = "ask"
    CHECK = "check"
    CONSENT = "consent"


class Channel(StrEnum):
    """How the act goes on."""

    CALL_NOW = "call_now"
    SELF = "self"
    LETTER = "letter"
    OFFICE = "office"


class About(StrEnum):
    """What a consent is about."""

    ACT = "act"
    HANDOVER = "handover"


class FieldType(StrEnum):
    """What an answer that is typed must look like."""

    TEXT = "text"
    LANGUAGE = "language"
    NAME = "name"
    DATE = "date"
    PHONE = "phone"
    DOCUMENTS = "documents"


# ---- texts, options, fields -------------------------------------------------------------------
@dataclass(frozen=True)
class Source:
    """Where a statement comes from."""

    key: str
    what: str
    """The whole reference, for those who check."""
    name: str
    """How a sentence names it where it states an opinion: "selon …". Empty: it is not named."""
    checked: date
    confidence: Confidence
    ask: AskWhom | None = None
    """Who can answer, where it is a doubt (C); None elsewhere."""
    question: str = ""
    """What to ask them, in French, as a volunteer reads it out. Empty: nobody wrote it, the statement stands for it."""
    law: str = ""
    """How the subject of a letter names it, in French: the code, a comma, the article. Empty: it is no law."""


@dataclass(frozen=True)
class Says:
    """One statement of guidance, one idea."""

    text: str
    """In French: the language of the law and of the forms, and the key of its translations."""
    context: str
    """`procedure.step`, the context of its translations."""
    sources: tuple[Source, ...]
    when: Condition | None = None
    encloses: tuple[str, ...] = ()
    """What it has her put into a letter, as the letter names it: in French alone."""

    @property
    def confidence(self) -> Confidence:
        """The weakest of its sources: a chain is as strong as that."""
        return max(source.confidence for source in self.sources)

    @property
    def checked(self) -> date:
        """When the oldest of its sources was checked."""
        return min(source.checked for source in self.sources)


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    id: str
    label: Label
    says: tuple[Says, ...] = ()
    when: Condition | None = None
    needs: Need | None = None
    """What this way wants her to have; its statements tell her so before she chooses."""


@dataclass(frozen=True)
class Field:
    """One answer that is typed."""

    id: str
    type: FieldType
    label: Label
    hint: Label | None = None
    may: tuple[Unsaid, ...] = ()
    """What may be answered instead; empty where the act cannot go on without."""
    deadline: DelayRule | None = None
    """What is counted from this date, where it is one that a delay begins with."""


@dataclass(frozen=True)
class Step:
    """One screen of a procedure."""

    id: str
    kind: Kind
    title: Label
    when: Condition | None = None
    says: tuple[Says, ...] = ()
    reasons_for: tuple[Says, ...] = ()
    """What people say for the act. With `reasons_against`, the two columns."""
    reasons_against: tuple[Says, ...] = ()
    columns: tuple[Label, Label] | None = None
    """What the two columns are called: what they are reasons for."""
    options: tuple[Option, ...] = ()
    why_no_unknown: str = ""
    """Why this choice has no "I don't know"; empty where it has one."""
    fields: tuple[Field, ...] = ()
    about: About | None = None
    ends: bool = False
    """The procedure stops here: the worker refers the person elsewhere."""
    leads: tuple[str, ...] = ()
    """Where it ends: the procedures that remain possible, by their ids."""
    no_relative: Condition | None = None
    """Where a relative is not enough to carry the words of a consent: holds when so."""
    hushed: bool = False
    """Whether its answers are not read over at the end: by then somebody may listen whom she fears."""
    her_words: bool = False
    """Whether she answers in her own words: the worker listens, and reads the answers only to who hesitates."""

    @property
    def both_sides(self) -> bool:
        """Whether this is the screen of the two columns."""
        return bool(self.reasons_for)

    @property
    def answers(self) -> tuple[str, ...]:
        """The names of the answers that this step takes."""
        match self.kind:
            case Kind.CHOOSE | Kind.CHANNEL:
                return (self.id,)
            case Kind.ASK:
                return tuple(field.id for field in self.fields)
            case _:
                return ()

    @property
    def derived(self) -> tuple[str, ...]:
        """The names of the answers that follow from those which this step takes."""
        return tuple(WINDOW for field in self.fields if field.deadline)

    @property
    def asks_delay_alone(self) -> bool:
        """Whether all it asks are dates that a delay begins with: they tell nobody who she is."""
        return bool(self.fields) and all(field.deadline for field in self.fields)


@dataclass(frozen=True)
class ToFill(Label):
    """The name of what is filled in by hand."""

    lines: int = 1
    """How many lines that takes: an address three, a reason some."""


@dataclass(frozen=True)
class SheetBlock:
    """One part of a printed sheet: statements under a title, and blanks to fill by hand."""

    title: Label
    says: tuple[Says, ...] = ()
    blanks: tuple[ToFill, ...] = ()
    when: Condition | None = None
    cut: bool = False
    """Cut the paper before this block: from here on it is a letter, in French, that somebody else reads."""
    bring: bool = False
    """Whether it says what to bring: that is copied by hand where there is no paper."""


@dataclass(frozen=True)
class Sheet:
    """What is printed for a channel: a call sheet, a letter, a guide, or what the office will do."""

    channel: Channel
    title: Label
    blocks: tuple[SheetBlock, ...]


@dataclass(frozen=True)
class Procedure:
    """Guidance for one act."""

    id: str
    version: str
    order: int
    """Its place on the home screen."""
    title: Label
    summary: Label
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    sheets: tuple[Sheet, ...]
    children: tuple[Says, ...] = ()
    """Said when the same is offered for another child."""
    from_home: bool = False
    """Whether it is meant to be found on the home screen alone, and not through the triage."""
    group: Group | None = None
    """Among which acts it is found there; None where its file does not say."""
    named: tuple[Label, ...] = ()
    """What its sources are called, where they are."""


WHOM = "whom"
CHILD = "child"
CHILD_TOO = "child_too"
PROTECTED = "protected"
CHANNEL = "channel"
WINDOW = "window"
"""Whether a delay still runs: derived from the date that it begins with (see `deadline.window`)."""


# ---- the path --------------------------------------------------------------------------------
Suppose = Callable[[Step, str, dict[str, Answer]], Answer | None]
"""Takes a step, the name of an answer that is not given, and the answers before it."""


def path(procedure: Procedure, answers: Answers, suppose: Suppose | None = None) -> tuple[Step, ...]:
    """Derive the steps that these answers lead through, up to one that ends the procedure.

    Answers to questions that are not on the path are ignored: a changed mind leaves no trace.

    Args:
        procedure: the act.
        answers: so far.
        suppose: gives what is supposed where there is no answer, None for nothing.
    """
    steps: list[Step] = []
    known: dict[str, Answer] = {}
    for step in procedure.steps:
        if not is_shown(step, known):
            continue
        steps.append(step)
        if step.ends:
            break
        names = (*step.answers, *step.derived)
        known |= {name: answers[name] for name in names if name in answers}
        if suppose is not None:
            for name in names:
                if name not in known and (answer := suppose(step, name, known)) is not None:
                    known[name] = answer
    return tuple(steps)


def is_shown(step: Step, answers: Answers) -> bool:
    """Tell whether these answers, all those before it, call for a step: one that would say nothing is passed over."""
    says = (*step.says, *step.reasons_for, *step.reasons_against)
    silent = step.kind is Kind.INFORM and not step.ends and says and not shown(says, answers)
    return holds(step.when, answers) and not silent


def relevant(procedure: Procedure, answers: Answers) -> dict[str, Answer]:
    """Keep the answers to questions that are on the path, and what follows from them."""
    steps = path(procedure, answers)
    return {name: answers[name] for step in steps for name in (*step.answers, *step.derived) if name in answers}


def delay(procedure: Procedure, answers: Answers) -> tuple[DelayRule, When | None] | None:
    """Give the delay that runs on this path and when it begins, None where she does not know it."""
    for field in (field for step in path(procedure, answers) for field in step.fields):
        if field.deadline and field.id in answers:
            return field.deadline, read_when(answers[field.id])
    return None


def is_answered(step: Step, answers: Answers) -> bool:
    """Tell whether every answer that a step takes is there and still offered. `answers` are those on the path."""
    if step.kind in (Kind.CHOOSE, Kind.CHANNEL):
        chosen = answers.get(step.id)
        if chosen is Unsaid.UNKNOWN:
            return not step.why_no_unknown
        return any(chosen == option.id for option in shown_options(step, answers))
    return all(name in answers for name in step.answers)


def reachable(procedure: Procedure, answers: Answers) -> tuple[Step, ...]:
    """Give the steps up to the first that still wants an answer: how far the person can go."""
    steps: list[Step] = []
    known = relevant(procedure, answers)
    for step in path(procedure, answers):
        steps.append(step)
        if not is_answered(step, known):
            break
    return tuple(steps)


def shown_options(step: Step, answers: Answers) -> tuple[Option, ...]:
    """Give the options that these answers leave; where a delay is about to end, a call made at once comes first."""
    options = [option for option in step.options if holds(option.when, answers)]
    if step.kind is Kind.CHANNEL and answers.get(WINDOW) == TimeLeft.SOON:
        options.sort(key=lambda option: option.id != Channel.CALL_NOW)
    return tuple(options)


def shown(says: tuple[Says, ...], answers: Answers) -> tuple[Says, ...]:
    """Give the statements that these answers call for."""
    return tuple(each for each in says if holds(each.when, answers))


def said(steps: Iterable[Step], answers: Answers) -> Iterator[Says | Label]:
    """Give all that these steps say with these answers, each in its own words."""
    for step in steps:
        yield step.title
        yield from shown((*step.says, *step.reasons_for, *step.reasons_against), answers)
        yield from step.columns or ()
        for option in shown_options(step, answers):
            yield option.label
            yield from shown(option.says, answers)
        for field in step.fields:
            yield from (label for label in (field.label, field.hint) if label)


def sheet(procedure: Procedure, channel: Channel) -> Sheet | None:
    """Find the sheet of a channel."""
    return next((each for each in procedure.sheets if each.channel is channel), None)


def is_old(says: Says, today: date, months: int) -> bool:
    """Tell whether a statement was checked more than so many months ago."""
    whole = (today.year - says.checked.year) * 12 + today.month - says.checked.month
    return (whole, today.day) > (months, says.checked.day)
