"""What a step says that asks for typed answers: how, what stands there already, and what is odd about an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from kiosk.core.answer import NONE_SIGN, Problem, take_answer, understood
from kiosk.core.doubt import Asked, doubts
from kiosk.core.phone import pairs
from kiosk.core.procedure import Field, FieldType, Unsaid
from kiosk.core.when import read_when
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.flows.visit import Visit
    from kiosk.words.steps import Words


def hint(field: Field, words: Words) -> str:
    """Say how a field is answered, and what may be left out."""
    parts = [words.guidance(field.hint)] if field.hint else []
    if {Unsaid.UNKNOWN, Unsaid.NONE} <= set(field.may):
        parts.append(words.say(Ui.FIELD_DASH_MEANS_NONE))
    elif Unsaid.UNKNOWN in field.may:
        parts.append(words.say(Ui.FIELD_MAY_UNKNOWN))
    elif Unsaid.NONE in field.may:
        parts.append(words.say(Ui.FIELD_EMPTY_MEANS_NONE))
    elif not parts:  # or the hint of the line below would be read as this one's
        parts.append(words.say(Ui.FIELD_NEEDED))
    return " ".join(parts)


def written(field: Field, answer: str) -> str:
    """Write an answer the way it is read aloud and typed."""
    when = read_when(answer) if field.type is FieldType.DATE else None
    if when is not None:
        return when.typed
    return pairs(answer) if field.type is FieldType.PHONE else answer


def typed_before(visit: Visit, field: Field) -> str:
    """Give what was typed here before; empty where nothing was."""
    before = visit.remembered(field.id)
    if before is Unsaid.NONE and Unsaid.UNKNOWN in field.may:
        return NONE_SIGN
    return written(field, before) if isinstance(before, str) else ""


def suggested(visit: Visit, field: Field, words: Words) -> str:
    """Give what was said elsewhere: the language that was chosen for her."""
    is_hers = field.type is FieldType.LANGUAGE and visit.remembered(field.id) is None
    return words.spoken if is_hers else ""


def asked_back(visit: Visit, field: Field, lines: Mapping[str, tuple[Field, str]], today: date) -> list[Asked]:
    """Give what is odd about an answer and was not asked about before.

    Args:
        visit: the visit.
        field: what was asked.
        lines: what stands in every line of the step, by the field's id.
        today: the day.
    """
    typed = lines[field.id][1]
    answer = take_answer(field, typed, today)
    if isinstance(answer, Problem) or visit.remembered(field.id) == answer:
        return []  # said before, and asked about then
    taken = {name: take_answer(each, text, today) for name, (each, text) in lines.items()}
    before = visit.answers | {name: value for name, value in taken.items() if not isinstance(value, Problem)}
    read = understood(field, typed, today)
    return list(doubts(field, answer, before, visit.procedure.id, visit.sure_today, read))
