"""What a person said already and need not be asked again: from the triage, a referral, or her act just before."""

from __future__ import annotations

from kiosk.core.procedure import (
    CHANNEL,
    CHILD,
    CHILD_TOO,
    PROTECTED,
    WHOM,
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


HERS = frozenset(
    {"name", "birth_date", "spoken_language", "ease", "means", CHILD_TOO}
    | {"contact", "phone", "who_answers", "message", "slots", "come_back"}
)
"""Answers about the person at the desk herself, whatever the act and whomever it is for: true of her next one, too."""
HERS_TO_LOOK_AT = frozenset({"mandate_number"})
"""The same, but shown again: a mandate is for some acts, and not for others."""


class Person:
    """What the person at the desk said of herself in the acts that she agreed to. In memory alone."""

    def __init__(self) -> None:
        self.said: dict[str, Answer] = {}
        self._protected = False

    def agreed(self, answers: Answers) -> None:
        """Keep what she said of herself in an act."""
        if self.is_another(answers):
            self.said = {}
        self._protected = answers.get(WHOM) == PROTECTED
        self.said |= {name: value for name, value in answers.items() if name in HERS | HERS_TO_LOOK_AT}
        if answers.get(WHOM) == CHILD:  # who began with a child, and was offered another, is not asked about one
            self.said[CHILD_TOO] = "no"

    def in_act(self, procedure: Procedure) -> dict[str, Answer]:
        """Give what a procedure asks of it, and offers."""
        asked = {name: step for step in procedure.steps for name in step.answers}
        return {
            name: value for name, value in self.said.items() if name in asked and _is_offered(asked[name], name, value)
        }

    def is_another(self, answers: Answers) -> bool:
        """Tell whether an act is about another: in one for a protected adult "you" is that adult."""
        return WHOM in answers and (answers[WHOM] == PROTECTED) is not self._protected


def _is_offered(step: Step, name: str, value: Answer) -> bool:
    if step.kind is Kind.CHOOSE:
        return _fits(step, name, value)
    field = next((field for field in step.fields if field.id == name), None)
    return field is not None and (value in field.may if isinstance(value, Unsaid) else isinstance(value, str))


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
