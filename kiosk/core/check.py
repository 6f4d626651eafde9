"""The proof of a procedure: what must be true of it before anybody is guided by it.

Every path that the data allows is judged: those that are alike together, none left out (`kiosk.core.walk`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.core.condition import mentions
from kiosk.core.deadline import TimeLeft
from kiosk.core.ease import EASE
from kiosk.core.measure import words_of
from kiosk.core.paths import all_paths as all_paths
from kiosk.core.paths import labels_of as labels_of
from kiosk.core.paths import possible_answers as possible_answers
from kiosk.core.paths import says_of as says_of
from kiosk.core.procedure import (
    CHANNEL,
    WHOM,
    WINDOW,
    About,
    Answers,
    Channel,
    Condition,
    Confidence,
    FieldType,
    Kind,
    Procedure,
    Step,
    Unsaid,
    sheet,
    shown,
    shown_options,
)
from kiosk.core.walk import walk


class Fault(StrEnum):
    """Each kind of mistake that a procedure file can hold."""

    UNREADABLE = "unreadable"
    UNOPENED = "unopened"
    SHAPE = "shape"
    BAD_ID = "bad_id"
    SAME_ID = "same_id"
    SAME_PROCEDURE = "same_procedure"
    NO_SUCH_STEP = "no_such_step"
    NO_SUCH_SOURCE = "no_such_source"
    UNUSED_SOURCE = "unused_source"
    NO_SOURCE = "no_source"
    BAD_DATE = "bad_date"
    UNCONFIRMED = "unconfirmed"
    CONTROL_CHARACTER = "control_character"
    BAD_CONDITION = "bad_condition"
    ASKED_LATER = "asked_later"
    NO_SUCH_OPTION = "no_such_option"
    FEW_OPTIONS = "few_options"
    CHANNEL_ID = "channel_id"
    NO_SUCH_CHANNEL = "no_such_channel"
    NO_SHEET = "no_sheet"
    UNEQUAL_SIDES = "unequal_sides"
    EMPTY_STEP = "empty_step"
    NO_ABOUT = "no_about"
    UNREACHABLE = "unreachable"
    NO_END = "no_end"
    NO_SIDES = "no_sides"
    NO_CHECK = "no_check"
    NO_CONSENT = "no_consent"
    NO_HANDOVER = "no_handover"
    ASKS_TOO_MUCH = "asks_too_much"
    DEAD_CHOICE = "dead_choice"
    MISPLACED = "misplaced"
    NO_REASON = "no_reason"
    NO_SUCH_PROCEDURE = "no_such_procedure"
    NO_UNKNOWN = "no_unknown"
    TOO_MANY_QUESTIONS = "too_many_questions"
    LEADS_NOWHERE = "leads_nowhere"
    NEVER_PROPOSED = "never_proposed"
    NO_ASK = "no_ask"
    NEED_UNSAID = "need_unsaid"
    NO_WAY_WITHOUT = "no_way_without"
    GROUP_FULL = "group_full"
    WAY_UNTOLD = "way_untold"
    NEED_UNMARKED = "need_unmarked"
    SIDES_UNNAMED = "sides_unnamed"
    EASE_LATE = "ease_late"
    SAID_TWICE = "said_twice"
    DOUBT_UNSOURCED = "doubt_unsourced"
    DOUBT_WRITTEN = "doubt_written"
    STRAIGHT = "straight"
    NO_HELP = "no_help"


@dataclass(frozen=True)
class Finding:
    """One mistake: where, which, and what exactly."""

    step: str
    fault: Fault
    detail: str = ""


SIDES_TOLERANCE = 0.10
"""How much longer one column may be than the other, in characters."""
MOST_APART = 2
"""How many words more one column may have than the other: they are heard, too."""


def findings(procedure: Procedure) -> list[Finding]:
    """Give every mistake of a procedure whose shape is right; empty if it may guide people."""
    found = [*_ids(procedure), *_conditions(procedure), *_steps(procedure), *_texts(procedure)]
    # The paths of a procedure whose conditions are wrong mean nothing.
    return found or [*_paths(procedure)]


def findings_of_questions(questions: Procedure, conditions: Iterable[Condition | None]) -> Iterator[Finding]:
    """Give every mistake of questions that lead to no consent themselves: those of the triage.

    Args:
        questions: its steps.
        conditions: those of its ends, which may look at every answer.
    """
    yield from _ids(questions)
    yield from _conditions(questions)
    yield from _steps(questions)
    yield from _texts(questions)
    known = {name for step in questions.steps for name in (*step.answers, *step.derived)}
    for condition in conditions:
        for name, _ in mentions(condition):
            if name not in known:
                yield Finding("", Fault.ASKED_LATER, name)
    for step in questions.steps:
        if step.kind is Kind.CHOOSE and step.why_no_unknown and step.id not in (EASE, WHOM):
            yield Finding(step.id, Fault.NO_UNKNOWN)
        elif step.kind is Kind.ASK and not all(field.deadline and field.may for field in step.fields):
            yield Finding(step.id, Fault.ASKS_TOO_MUCH)
        elif step.kind not in (Kind.CHOOSE, Kind.ASK, Kind.INFORM):
            yield Finding(step.id, Fault.MISPLACED, step.kind.value)


def leads(procedures: Mapping[str, Procedure]) -> Iterator[tuple[str, Finding]]:
    """Give the referrals to procedures that are not there, with the procedure that they stand in."""
    for name, procedure in sorted(procedures.items()):
        for step in procedure.steps:
            for lead in step.leads:
                if lead not in procedures:
                    yield name, Finding(step.id, Fault.NO_SUCH_PROCEDURE, lead)


def _ids(procedure: Procedure) -> Iterator[Finding]:
    seen: set[str] = set()
    for step in procedure.steps:
        for name in {step.id, *step.answers}:
            if not (name.isascii() and name.isidentifier() and name.islower()):
                yield Finding(step.id, Fault.BAD_ID, name)
        taken = seen & {step.id, *step.answers, *step.derived}
        if taken or len(step.derived) > 1:
            yield Finding(step.id, Fault.SAME_ID, min(taken, default=WINDOW))
        seen |= {step.id, *step.answers, *step.derived}
        options = [option.id for option in step.options]
        for option in sorted({o for o in options if options.count(o) > 1}):
            yield Finding(step.id, Fault.SAME_ID, option)


def _conditions(procedure: Procedure) -> Iterator[Finding]:
    known: dict[str, set[str]] = {}

    def check(where: str, condition: Condition | None) -> Iterator[Finding]:
        for name, value in mentions(condition):
            if name not in known:
                yield Finding(where, Fault.ASKED_LATER, name)
            elif value is not None and value not in known[name]:
                yield Finding(where, Fault.NO_SUCH_OPTION, f"{name} = {value}")

    for step in procedure.steps:
        yield from check(step.id, step.when)
        yield from check(step.id, step.no_relative)
        for option in step.options:
            yield from check(step.id, option.when)
        for group in (step.says, step.reasons_for, step.reasons_against, *(o.says for o in step.options)):
            for each in group:
                yield from check(step.id, each.when)
        if step.kind in (Kind.CHOOSE, Kind.CHANNEL):
            known[step.id] = {option.id for option in step.options} | {Unsaid.UNKNOWN.value}
        for field in step.fields:
            known[field.id] = {unsaid.value for unsaid in Unsaid}
        for name in step.derived:
            known[name] = {window.value for window in TimeLeft}
    for one in procedure.sheets:
        for block in one.blocks:
            yield from check(f"sheet_{one.channel}", block.when)
            for each in block.says:
                yield from check(f"sheet_{one.channel}", each.when)
    for each in procedure.children:
        yield from check("children", each.when)


def _steps(procedure: Procedure) -> Iterator[Finding]:
    for step in procedure.steps:
        match step.kind:
            case Kind.INFORM if not (step.says or step.both_sides):
                yield Finding(step.id, Fault.EMPTY_STEP)
            case Kind.CHOOSE | Kind.CHANNEL if len(step.options) < 2:
                yield Finding(step.id, Fault.FEW_OPTIONS)
            case Kind.ASK if not step.fields:
                yield Finding(step.id, Fault.EMPTY_STEP)
            case Kind.CONSENT if step.about is None:
                yield Finding(step.id, Fault.NO_ABOUT)
            case Kind.CONSENT if not step.says:
                yield Finding(step.id, Fault.EMPTY_STEP)
        if step.why_no_unknown and not step.why_no_unknown.strip():
            yield Finding(step.id, Fault.NO_REASON)
        yield from (Finding(step.id, Fault.MISPLACED, what) for what in _misplaced(step))
        if (step.kind is Kind.CHANNEL) != (step.id == CHANNEL):
            yield Finding(step.id, Fault.CHANNEL_ID)
        if step.kind is Kind.CHANNEL:
            for option in step.options:
                if option.id not in set(Channel):
                    yield Finding(step.id, Fault.NO_SUCH_CHANNEL, option.id)
                elif sheet(procedure, Channel(option.id)) is None:
                    yield Finding(step.id, Fault.NO_SHEET, option.id)


def _misplaced(step: Step) -> Iterator[str]:
    """Give what stands in a step that can do nothing with it."""
    if step.leads and not step.ends:
        yield "leads"
    if step.no_relative and step.kind is not Kind.CONSENT:
        yield "no_relative"
    if step.hushed and not step.answers:
        yield "hushed"
    if step.her_words and (step.kind is not Kind.CHOOSE or any(option.says for option in step.options)):
        yield "her_words"
    for field in step.fields:
        if field.deadline and field.type is not FieldType.DATE:
            yield "deadline"
        if field.type is FieldType.DOCUMENTS and len(step.fields) > 1:
            yield "documents"


def _texts(procedure: Procedure) -> Iterator[Finding]:
    used = set()
    for where, each in says_of(procedure):
        used |= {source.key for source in each.sources}
        if each.sources and each.confidence is Confidence.D:
            yield Finding(where, Fault.UNCONFIRMED, each.text)
        if not all(text.strip() for text in (each.text, *each.encloses)):
            yield Finding(where, Fault.EMPTY_STEP)
        if each.encloses and where != f"sheet_{Channel.LETTER}":
            yield Finding(where, Fault.MISPLACED, "encloses")
    every = [(where, text) for where, each in says_of(procedure) for text in (each.text, *each.encloses)]
    for where, text in (*every, *((where, label.text) for where, label in labels_of(procedure))):
        if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in text):
            yield Finding(where, Fault.CONTROL_CHARACTER, text)
    for source in procedure.sources:
        if source.key not in used:
            yield Finding("", Fault.UNUSED_SOURCE, source.key)


@dataclass(frozen=True)
class _Passed:
    """What a path has passed so far, as far as its end will be judged by it."""

    last: str = ""
    """The step it stands at."""
    consents: tuple[About | None, ...] = ()
    at_consent: bool = False
    sides: bool = False
    """Both columns were shown before the channel was chosen."""
    channel: bool = False
    checked: bool = False
    """Read over, after the last question and before the first consent."""
    asked: frozenset[str] = frozenset()
    """Steps that ask what only the office may need; those before the channel with a `!`."""
    dead: bool = False
    """It came to a choice without an answer: nothing more is to be said of it."""


def _paths(procedure: Procedure) -> Iterator[Finding]:
    """Judge every path; they are followed together as long as they are alike (`kiosk.core.walk`)."""
    reached: set[str] = set()
    found: set[Finding] = set()

    def see(before: frozenset[_Passed], step: Step, answers: Answers) -> frozenset[_Passed]:
        reached.add(step.id)
        return frozenset(_pass(each, step, answers, found) for each in before)

    for end in walk(procedure, frozenset({_Passed()}), see, frozenset.union):
        for passed in end.value:
            if not passed.dead:
                found |= set(_end(passed, end.answers, referred=end.referred))
    yield from sorted(found, key=lambda finding: (finding.step, finding.fault, finding.detail))
    for step in procedure.steps:
        if step.id not in reached:
            yield Finding(step.id, Fault.UNREACHABLE)


def _pass(before: _Passed, step: Step, answers: Answers, found: set[Finding]) -> _Passed:
    """Judge one step of a path, and remember what its end will be judged by."""
    if before.dead:
        return before
    if step.kind in (Kind.CHOOSE, Kind.CHANNEL) and not shown_options(step, answers):
        found.add(Finding(step.id, Fault.DEAD_CHOICE))
        return replace(before, dead=True)
    if step.kind is Kind.CHANNEL:
        found |= set(_ways(step, answers))
    is_consent = step.kind is Kind.CONSENT
    if is_consent and not shown(step.says, answers):
        found.add(Finding(step.id, Fault.EMPTY_STEP))
    sides = [shown(side, answers) for side in (step.reasons_for, step.reasons_against)]
    lengths = [sum(len(each.text) for each in side) for side in sides]
    heard = [sum(words_of(each.text) for each in side) for side in sides]
    if len(sides[0]) != len(sides[1]) or max(lengths) > min(lengths) * (1 + SIDES_TOLERANCE):
        found.add(Finding(step.id, Fault.UNEQUAL_SIDES, f"{lengths[0]} / {lengths[1]}"))
    elif max(heard) > min(heard) + MOST_APART:
        found.add(Finding(step.id, Fault.UNEQUAL_SIDES, f"{heard[0]} / {heard[1]}"))
    return _Passed(
        last=step.id,
        consents=(*before.consents, step.about) if is_consent else before.consents,
        at_consent=is_consent,
        sides=before.sides or (bool(sides[0]) and not before.channel),
        channel=before.channel or step.kind is Kind.CHANNEL,
        checked=not step.answers and (before.checked or (step.kind is Kind.CHECK and not before.consents)),
        asked=before.asked | {step.id if before.channel else f"!{step.id}"} if _asks_too_early(step) else before.asked,
    )


def _ways(step: Step, answers: Answers) -> Iterator[Finding]:
    """Judge what somebody without internet, SMS and e-mail is left with: a way of her own, and being told before.

    What the office does it does with her, so it is no way where there is no other.
    """
    options = shown_options(step, answers)
    if all(option.needs or option.id == Channel.OFFICE for option in options):
        yield Finding(step.id, Fault.NO_WAY_WITHOUT)
    for option in options:
        if option.needs and not shown(option.says, answers):
            yield Finding(step.id, Fault.NEED_UNSAID, option.id)


def _end(passed: _Passed, answers: Answers, *, referred: bool) -> Iterator[Finding]:
    """Judge a path by what it passed."""
    to_office = answers.get(CHANNEL) == Channel.OFFICE and not referred
    for step in passed.asked:
        if step.startswith("!") or not to_office:
            yield Finding(step.removeprefix("!"), Fault.ASKS_TOO_MUCH)
    if referred:
        return
    if not passed.at_consent:
        yield Finding(passed.last, Fault.NO_END)
    if answers.get(CHANNEL) not in set(Channel):
        yield Finding("", Fault.NO_SUCH_CHANNEL, str(getattr(answers.get(CHANNEL), "value", "")))
    if not passed.sides:
        yield Finding("", Fault.NO_SIDES)
    if passed.consents[:1] != (About.ACT,):
        yield Finding("", Fault.NO_CONSENT)
    if not passed.checked:
        yield Finding("", Fault.NO_CHECK)
    if to_office != (About.HANDOVER in passed.consents):
        yield Finding("", Fault.NO_HANDOVER, str(answers.get(CHANNEL)))


def _asks_too_early(step: Step) -> bool:
    """Tell whether a step asks what only the office may need. A date that a delay begins with names nobody."""
    return step.kind is Kind.ASK and not step.asks_delay_alone
