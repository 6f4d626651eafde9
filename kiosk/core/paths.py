"""Every path that the data of a procedure allows, and everything that is written in it.

Only answers that some condition looks at can change a path, its columns or its consents, so only these are varied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.core.condition import names
from kiosk.core.deadline import TimeLeft
from kiosk.core.procedure import (
    CHANNEL,
    WINDOW,
    Answer,
    Condition,
    Kind,
    Label,
    Procedure,
    Says,
    Step,
    Unsaid,
    path,
    shown_options,
)


def all_paths(
    procedure: Procedure, also: Iterable[Condition] = ()
) -> Iterator[tuple[dict[str, Answer], tuple[Step, ...]]]:
    """Enumerate the paths with the answers that lead there (one value for answers that change nothing).

    Answers that change only what a step says are not varied, though one that would say nothing is left out.

    Args:
        procedure: what is walked through.
        also: conditions outside its steps whose answers are varied too.
    """
    looked_at = {CHANNEL} | {name for each in (*_all_conditions(procedure), *also) for name in names(each)}

    def walk(answers: dict[str, Answer]) -> Iterator[tuple[dict[str, Answer], tuple[Step, ...]]]:
        steps = path(procedure, answers)
        for step in steps:
            for name in (*step.answers, *step.derived):
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
    if name == WINDOW:
        begins = [answers[field.id] for field in step.fields if field.deadline]
        # With no date the window is unknown; with one it may be so too, where the clock is wrong.
        return [TimeLeft.UNKNOWN.value] if isinstance(begins[0], Unsaid) else [each.value for each in TimeLeft]
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
    yield from (("children", each) for each in procedure.children)


def labels_of(procedure: Procedure) -> Iterator[tuple[str, Label]]:
    """Give every label of a procedure with the step or sheet it stands in."""
    yield "", procedure.title
    yield "", procedure.summary
    for step in procedure.steps:
        yield step.id, step.title
        yield from ((step.id, label) for label in step.columns or ())
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
