"""What each step of a visit says, in order: the same for whoever sees it on a screen and whoever hears it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.core.deadline import TimeLeft
from kiosk.core.documents import Document, unpack_all
from kiosk.core.hours import Phone
from kiosk.core.phone import pairs
from kiosk.core.procedure import (
    WINDOW,
    About,
    Answer,
    Channel,
    Field,
    FieldType,
    Kind,
    Label,
    Option,
    Says,
    Step,
    Unsaid,
    shown,
    shown_options,
)
from kiosk.core.receipt import phone_line
from kiosk.core.when import When, read_when
from kiosk.words.person import PersonUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.flows.visit import Visit

DETAILS = {"day": PersonUi.DOCUMENT_DAY, "author": PersonUi.DOCUMENT_AUTHOR, "title": PersonUi.DOCUMENT_TITLE}
"""What is asked of a document."""
WHICH = "which"
"""The step that asks what the act is about, which documents or which professional: read again where she agrees."""
UNKNOWN = Unsaid.UNKNOWN.value
"""The answer "I don't know", where a step has it."""
_RESTS = {Phone.CLOSED: PersonUi.WINDOW_LAST_CLOSED, Phone.HOLIDAY: PersonUi.WINDOW_LAST_HOLIDAY}
"""How it is said that 3422 does not answer on the last day."""
_CLOSED = {Phone.CLOSED: PersonUi.CALL_CLOSED, Phone.HOLIDAY: PersonUi.CALL_HOLIDAY}
"""How it is said beside the answer that 3422 does not answer now."""


@dataclass(frozen=True)
class Words:
    """How a step is worded."""

    say: Callable[..., str]
    """Words a code (`code, **values`)."""
    guidance: Callable[[Says | Label], str]
    when: Callable[[When], str]
    spoken: str = ""
    """The French name of the language that was chosen for the person."""
    staffs: Callable[[Label], str] | None = None
    """Words guidance in the staff's language, for a sentence of theirs; in hers where there is none."""
    both: Callable[[Label], str] | None = None
    """Words a title or an answer in her language and the staff's; in hers alone where there is none."""

    def label(self, label: Label) -> str:
        """Word what is chosen from."""
        return (self.both or self.guidance)(label)

    def said(self, says: Sequence[Says]) -> list[str]:
        """Word statements."""
        return [self.guidance(each) for each in says]

    def answer(self, value: Answer) -> str:
        """Word an answer that was typed."""
        if isinstance(value, Enum):
            return self.say(value)
        return ", ".join(value) if isinstance(value, tuple) else value

    def document(self, document: Document) -> str:
        """Word a document on one line."""
        parts = [self.say(document.sort)]
        if document.day:
            parts.append(document.day.typed)
        return ", ".join([*parts, *(text for text in (document.author, document.title) if text)])


# ---- any step


def carried_over(visit: Visit, words: Words) -> str:
    """Say which questions before this step were passed over; empty where none was."""
    staffs = words.staffs or words.guidance
    what = "\u00a0; ".join(staffs(each.title).rstrip("? \u00a0") for each in visit.passed)
    return words.say(Ui.CARRIED_OVER, what=what) if what else ""


def delay_words(visit: Visit, words: Words) -> list[str]:
    """Say until when the act is of use, and whether 3422 can be called until then, where the step says it."""
    last = visit.last_day if visit.tells_delay else None
    if last is None:
        partial = visit.tells_delay and visit.delay_is_partial
        return [words.say(PersonUi.WINDOW_PARTIAL)] if partial else []
    said = [words.say(PersonUi.WINDOW_LAST_DAY, date=last), *_calls(visit, words)]
    if visit.office_is_late and visit.step.kind is not Kind.CHANNEL:  # there the answer that leads to it says so
        said.append(words.say(PersonUi.WINDOW_OFFICE_LATE))
    return [" ".join(said)]


def _calls(visit: Visit, words: Words) -> list[str]:
    """Say when 3422 is closed on the last day, or now that it is near: facts alone."""
    call, hours = visit.last_call(), visit.hours()
    if call is None or hours is None:
        return []
    said = [words.say(_RESTS[call.rest])] if call.rest else []
    if call.day is None:
        said.append(words.say(PersonUi.WINDOW_NO_CALL))
    elif call.rest:
        said.append(words.say(PersonUi.WINDOW_LAST_CALL, date=call.day))
    near = visit.answers.get(WINDOW) == TimeLeft.SOON
    if (near or call.rest) and hours.phone in _RESTS:
        phrase = phone_line(hours)
        said.append(words.say(phrase.line, **phrase.values))
    return said


# ---- inform


def step_statements(visit: Visit, step: Step, words: Words) -> list[str]:
    """Give what a step tells."""
    return [*delay_words(visit, words), *words.said(shown(step.says, visit.answers))]


def two_columns(visit: Visit, step: Step, words: Words) -> list[tuple[str, str]]:
    """Give the two columns, their names first; none where it has no two sides."""
    sides = [words.said(shown(side, visit.answers)) for side in (step.reasons_for, step.reasons_against)]
    rows = list(zip(*sides, strict=True))
    if not rows:
        return []
    names = [words.guidance(label) for label in step.columns or ()]
    one, other = names or [words.say(PersonUi.COLUMN_FOR), words.say(PersonUi.COLUMN_AGAINST)]
    return [(one, other), *rows]


# ---- choose


def choices(visit: Visit, step: Step, words: Words) -> list[tuple[str, str]]:
    """Give the answers that can be chosen: their ids and words."""
    offered = [(option.id, _label(visit, step, option, words)) for option in shown_options(step, visit.answers)]
    return offered if step.why_no_unknown else [*offered, (UNKNOWN, words.say(PersonUi.ANSWER_UNKNOWN))]


def _label(visit: Visit, step: Step, option: Option, words: Words) -> str:
    """Word an answer; beside that of a call, say on which day 3422 opens where it does not answer now."""
    label = words.label(option.label)
    calls = step.kind is Kind.CHANNEL and option.id == Channel.CALL_NOW
    hours = visit.hours() if calls else None
    if hours is None or hours.phone not in _CLOSED:
        return label
    return f"{label} {words.say(_CLOSED[hours.phone], day=f'{hours.next:%d/%m}')}"


def meaning(visit: Visit, step: Step, name: str, words: Words) -> list[str]:
    """Say what an answer means."""
    option = next((each for each in step.options if each.id == name), None)
    lines = words.said(shown(option.says, visit.answers)) if option else []
    if step.kind is Kind.CHANNEL and name == Channel.CALL_NOW:
        lines += _phone(visit, words)
    if step.kind is Kind.CHANNEL and name == Channel.OFFICE and visit.office_is_late:
        lines.append(words.say(PersonUi.WINDOW_OFFICE_LATE_ON, date=visit.last_day))
    return lines


def _phone(visit: Visit, words: Words) -> list[str]:
    """Say whether somebody answers now, where the answer itself does not."""
    hours = visit.hours()
    if hours is None or hours.phone in _CLOSED:
        return []
    phrase = phone_line(hours)
    return [words.say(phrase.line, **phrase.values)]


def chosen(visit: Visit, step: Step) -> str | None:
    """Give what was chosen here before; None where nothing was."""
    before = visit.remembered(step.id)
    if before is Unsaid.UNKNOWN:
        return UNKNOWN
    return before if isinstance(before, str) else None


# ---- check


def check_rows(visit: Visit, words: Words) -> list[str]:
    """Give every answer again, with its question, but those of a step that nobody else is to hear."""
    return _rows(visit, visit.steps, words)


def asked_of(step: Step, words: Words) -> str:
    """Name a question by its title, and by what is typed there."""
    title, fields = words.guidance(step.title), [words.guidance(field.label) for field in step.fields]
    return words.say(Ui.CHECK_WHOSE, whose=title.rstrip(": \u00a0"), question=", ".join(fields)) if fields else title


def consent_rows(visit: Visit, step: Step, words: Words) -> list[str]:
    """Give again what she named and agrees to now: which documents, which professional. It is shown and not kept."""
    if step.about is not About.ACT:
        return []
    named = [each for each in visit.steps if each.id == WHICH]
    answers = visit.answers
    said = [each for each in named if not any(isinstance(answers.get(name), Unsaid) for name in each.answers)]
    return _rows(visit, said, words)


def _rows(visit: Visit, steps: Iterable[Step], words: Words) -> list[str]:
    answers = visit.answers
    rows = []
    for step in steps:
        for option_or_field in step.fields or (None,):
            name = option_or_field.id if isinstance(option_or_field, Field) else step.id
            if step.hushed or name not in answers:
                continue
            question = words.guidance(step.title)
            if isinstance(option_or_field, Field):  # whose name, and whose date
                code = Ui.CHECK_ASKED if question.endswith("?") else Ui.CHECK_WHOSE
                label = words.guidance(option_or_field.label)
                question = words.say(code, whose=question, question=label)
            answer = _answered(option_or_field, step.options, answers[name], words)
            rows.append(words.say(Ui.CHECK_ROW, question=question, answer=answer))
    return rows


def _answered(field: Field | None, options: tuple[Option, ...], value: Answer, words: Words) -> str:
    if isinstance(value, Unsaid):
        return words.say(value)
    if documents := unpack_all(value):
        return "\u00a0; ".join(words.document(each) for each in documents)
    if field is None:
        return next((words.guidance(o.label) for o in options if o.id == value), str(value))
    if field.type is FieldType.DATE and (when := read_when(value)):
        return words.when(when)
    if field.type is FieldType.PHONE and isinstance(value, str):
        return pairs(value)
    return words.answer(value)
