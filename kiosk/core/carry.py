"""What a person said already and need not be asked again: from the triage, from a referral, for another child."""

from __future__ import annotations

from kiosk.core.procedure import (
    CHANNEL,
    Answer,
    Answers,
    FieldType,
    Kind,
    Procedure,
    Step,
    Unsaid,
    is_answered,
    relevant,
)


def carried(procedure: Procedure, answers: Answers) -> dict[str, Answer]:
    """Keep the answers that a procedure asks for under the same names, and that it offers.

    How the act goes on is asked each time, and so is everything that names somebody: only choices and dates pass.
    """
    kept: dict[str, Answer] = {}
    for step in procedure.steps:
        for name in step.answers:
            if name in answers and name != CHANNEL and _fits(step, name, answers[name]):
                kept[name] = answers[name]
    return kept


def _fits(step: Step, name: str, value: Answer) -> bool:
    if step.kind is Kind.CHOOSE:
        return not step.why_no_unknown if value is Unsaid.UNKNOWN else any(value == o.id for o in step.options)
    field = next(field for field in step.fields if field.id == name)
    if field.type is not FieldType.DATE or not field.deadline:
        return False
    return value in field.may if isinstance(value, Unsaid) else isinstance(value, str)


def is_settled(procedure: Procedure, step: Step, answers: Answers, before: Answers) -> bool:
    """Tell whether all that a step asks was said before, so that it need not be shown.

    Args:
        procedure: what is gone through.
        step: the step.
        answers: the answers so far.
        before: those that were carried here.
    """
    if step.kind not in (Kind.CHOOSE, Kind.ASK) or not all(name in before for name in step.answers):
        return False
    return is_answered(step, relevant(procedure, answers))
