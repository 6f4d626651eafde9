"""The proof of a procedure: what must be true of it before anybody is guided by it.

Every path is enumerated from the data. Only answers that some condition looks at can change a path, its columns or
its consents, so only these are varied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.procedure import (
    CHANNEL,
    About,
    All,
    Answer,
    Any,
    Channel,
    Condition,
    Confidence,
    In,
    Is,
    Kind,
    Label,
    Not,
    Procedure,
    Says,
    Set,
    Step,
    Unsaid,
    path,
    sheet,
    shown,
    shown_options,
)


class Fault(StrEnum):
    """Each kind of mistake that a procedure file can hold."""

    UNREADABLE = "unreadable"
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


@dataclass(frozen=True)
class Finding:
    """One mistake: where, which, and what exactly."""

    step: str
    fault: Fault
    detail: str = ""


SIDES_TOLERANCE = 0.10
"""How much longer one column may be than the other, in characters."""


def findings(procedure: Procedure) -> list[Finding]:
    """Give every mistake of a procedure whose shape is right; empty if it may guide people."""
    found = [*_ids(procedure), *_conditions(procedure), *_steps(procedure), *_texts(procedure)]
    # The paths of a procedure whose conditions are wrong mean nothing.
    return found or [*_paths(procedure)]


def all_paths(procedure: Procedure) -> Iterator[tuple[dict[str, Answer], tuple[Step, ...]]]:
    """Enumerate the paths with the answers that lead there (one value for answers that change nothing)."""
    looked_at = {CHANNEL} | {name for condition in _all_conditions(procedure) for name in _names(condition)}

    def walk(answers: dict[str, Answer]) -> Iterator[tuple[dict[str, Answer], tuple[Step, ...]]]:
        steps = path(procedure, answers)
        for step in steps:
            for name in step.answers:
                if name in answers:
                    continue
                choices = possible_answers(step, name, answers)
                if not choices:
                    yield answers, steps
                for choice in choices if name in looked_at else choices[:1]:
                    yield from walk({**answers, name: choice})
                return
        yield answers, steps

    yield from walk({})


def possible_answers(step: Step, name: str, answers: dict[str, Answer]) -> list[Answer]:
    """Give what may be answered to one question, the answers before it being known."""
    if step.kind in (Kind.CHOOSE, Kind.CHANNEL):
        options: list[Answer] = [option.id for option in shown_options(step, answers)]
        return options if step.why_no_unknown else [*options, Unsaid.UNKNOWN]
    field = next(field for field in step.fields if field.id == name)
    return ["1", *field.may]


def says_of(procedure: Procedure) -> Iterator[tuple[str, Says]]:
    """Give every statement of a procedure with the step or sheet it stands in."""
    for step in procedure.steps:
        for group in (step.says, step.reasons_for, step.reasons_against, *(o.says for o in step.options)):
            for each in group:
                yield step.id, each
    for one in procedure.sheets:
        for block in one.blocks:
            for each in block.says:
                yield f"sheet_{one.channel}", each


def labels_of(procedure: Procedure) -> Iterator[tuple[str, Label]]:
    """Give every label of a procedure with the step or sheet it stands in."""
    yield "", procedure.title
    yield "", procedure.summary
    for step in procedure.steps:
        yield step.id, step.title
        for option in step.options:
            yield step.id, option.label
        for field in step.fields:
            for label in (field.label, field.hint):
                if label:
                    yield step.id, label
    for one in procedure.sheets:
        where = f"sheet_{one.channel}"
        yield where, one.title
        for block in one.blocks:
            yield from ((where, label) for label in (block.title, *block.blanks))


def _ids(procedure: Procedure) -> Iterator[Finding]:
    seen: set[str] = set()
    for step in procedure.steps:
        for name in {step.id, *step.answers}:
            if not (name.isascii() and name.isidentifier() and name.islower()):
                yield Finding(step.id, Fault.BAD_ID, name)
        taken = seen & {step.id, *step.answers}
        if taken:
            yield Finding(step.id, Fault.SAME_ID, sorted(taken)[0])
        seen |= {step.id, *step.answers}
        options = [option.id for option in step.options]
        for option in sorted({o for o in options if options.count(o) > 1}):
            yield Finding(step.id, Fault.SAME_ID, option)


def _conditions(procedure: Procedure) -> Iterator[Finding]:
    known: dict[str, set[str]] = {}

    def check(where: str, condition: Condition | None) -> Iterator[Finding]:
        for name, value in _mentions(condition):
            if name not in known:
                yield Finding(where, Fault.ASKED_LATER, name)
            elif value is not None and value not in known[name]:
                yield Finding(where, Fault.NO_SUCH_OPTION, f"{name} = {value}")

    for step in procedure.steps:
        yield from check(step.id, step.when)
        for option in step.options:
            yield from check(step.id, option.when)
        for group in (step.says, step.reasons_for, step.reasons_against, *(o.says for o in step.options)):
            for each in group:
                yield from check(step.id, each.when)
        if step.kind in (Kind.CHOOSE, Kind.CHANNEL):
            known[step.id] = {option.id for option in step.options} | {Unsaid.UNKNOWN.value}
        for field in step.fields:
            known[field.id] = {unsaid.value for unsaid in Unsaid}
    for one in procedure.sheets:
        for block in one.blocks:
            yield from check(f"sheet_{one.channel}", block.when)
            for each in block.says:
                yield from check(f"sheet_{one.channel}", each.when)


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
        if (step.kind is Kind.CHANNEL) != (step.id == CHANNEL):
            yield Finding(step.id, Fault.CHANNEL_ID)
        if step.kind is Kind.CHANNEL:
            for option in step.options:
                if option.id not in set(Channel):
                    yield Finding(step.id, Fault.NO_SUCH_CHANNEL, option.id)
                elif sheet(procedure, Channel(option.id)) is None:
                    yield Finding(step.id, Fault.NO_SHEET, option.id)


def _texts(procedure: Procedure) -> Iterator[Finding]:
    used = set()
    for where, each in says_of(procedure):
        used |= {source.key for source in each.sources}
        if each.sources and each.confidence is Confidence.D:
            yield Finding(where, Fault.UNCONFIRMED, each.text)
        if not each.text.strip():
            yield Finding(where, Fault.EMPTY_STEP)
    every: list[tuple[str, Says | Label]] = [*says_of(procedure), *labels_of(procedure)]
    for where, words in every:
        if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in words.text):
            yield Finding(where, Fault.CONTROL_CHARACTER, words.text)
    for source in procedure.sources:
        if source.key not in used:
            yield Finding("", Fault.UNUSED_SOURCE, source.key)


def _paths(procedure: Procedure) -> Iterator[Finding]:
    reached: set[str] = set()
    found: set[Finding] = set()
    for answers, steps in all_paths(procedure):
        reached |= {step.id for step in steps}
        found |= set(_path(steps, answers))
    yield from sorted(found, key=lambda finding: (finding.step, finding.fault, finding.detail))
    for step in procedure.steps:
        if step.id not in reached:
            yield Finding(step.id, Fault.UNREACHABLE)


def _path(steps: tuple[Step, ...], answers: dict[str, Answer]) -> Iterator[Finding]:
    for step in steps:
        if step.kind in (Kind.CHOOSE, Kind.CHANNEL) and not shown_options(step, answers):
            yield Finding(step.id, Fault.DEAD_CHOICE)
            return
        if step.kind is Kind.CONSENT and not shown(step.says, answers):
            yield Finding(step.id, Fault.EMPTY_STEP)
        sides = [shown(side, answers) for side in (step.reasons_for, step.reasons_against)]
        lengths = [sum(len(each.text) for each in side) for side in sides]
        if len(sides[0]) != len(sides[1]) or max(lengths) > min(lengths) * (1 + SIDES_TOLERANCE):
            yield Finding(step.id, Fault.UNEQUAL_SIDES, f"{lengths[0]} / {lengths[1]}")
    if steps and steps[-1].ends:
        return
    if not steps or steps[-1].kind is not Kind.CONSENT:
        yield Finding(steps[-1].id if steps else "", Fault.NO_END)
    channel = next((n for n, step in enumerate(steps) if step.kind is Kind.CHANNEL), len(steps))
    if answers.get(CHANNEL) not in set(Channel):
        yield Finding("", Fault.NO_SUCH_CHANNEL, str(getattr(answers.get(CHANNEL), "value", "")))
    if not any(shown(step.reasons_for, answers) for step in steps[:channel]):
        yield Finding("", Fault.NO_SIDES)
    consents = [step.about for step in steps if step.kind is Kind.CONSENT]
    if not consents or consents[0] is not About.ACT:
        yield Finding("", Fault.NO_CONSENT)
    first = next((n for n, step in enumerate(steps) if step.kind is Kind.CONSENT), len(steps))
    questions = max((n for n, step in enumerate(steps) if step.answers), default=0)
    if not any(step.kind is Kind.CHECK for step in steps[questions:first]):
        yield Finding("", Fault.NO_CHECK)
    to_office = answers.get(CHANNEL) == Channel.OFFICE
    if to_office != (About.HANDOVER in consents):
        yield Finding("", Fault.NO_HANDOVER, str(answers.get(CHANNEL)))
    for n, step in enumerate(steps):
        if step.kind is Kind.ASK and (n < channel or not to_office):
            yield Finding(step.id, Fault.ASKS_TOO_MUCH)


def _all_conditions(procedure: Procedure) -> Iterator[Condition]:
    for step in procedure.steps:
        if step.when:
            yield step.when
        for option in step.options:
            if option.when:
                yield option.when
        # The columns and the words of a consent are judged as they are shown on each path.
        for group in (step.reasons_for, step.reasons_against, step.says if step.kind is Kind.CONSENT else ()):
            for each in group:
                if each.when:
                    yield each.when


def _names(condition: Condition | None) -> set[str]:
    return {name for name, _ in _mentions(condition)}


def _mentions(condition: Condition | None) -> Iterator[tuple[str, str | None]]:
    """Give the answers that a condition looks at, with the values it compares them to."""
    match condition:
        case None:
            return
        case Is(answer, value):
            yield answer, value
        case In(answer, values):
            for value in values:
                yield answer, value
        case Set(answer):
            yield answer, None
        case Not(inner):
            yield from _mentions(inner)
        case All(inners) | Any(inners):
            for inner in inners:
                yield from _mentions(inner)
