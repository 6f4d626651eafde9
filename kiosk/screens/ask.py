"""Asks for what must be typed; each answer is judged by its type and never lost on the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from kiosk.core.answer import LONGEST, NONE_SIGN, Problem, clean, is_scan, take_answer, understood
from kiosk.core.doubt import Asked, doubts
from kiosk.core.phone import pairs
from kiosk.core.procedure import Answer, Field, FieldType, Step, Unsaid
from kiosk.core.reference import QR_LENGTH
from kiosk.core.when import read_when
from kiosk.flows.visit import Visit
from kiosk.screens.messages import Answered, Wrong
from kiosk.screens.view import StepView, Words
from kiosk.screens.widgets.line import TypedLine
from kiosk.words.ui import Ui

_SCANS = (QR_LENGTH + 3, QR_LENGTH + 2, QR_LENGTH)
"""Signs of a receipt's QR, with and without what scanners type before it."""


class AnswerInput(TypedLine):
    """A line to type in. What a scanner types here is taken out at once."""

    def __init__(self, field: Field, value: str, *, suggested: bool = False) -> None:
        super().__init__(value, id=field.id, select_on_focus=False, max_length=LONGEST[field.type] + 200)
        self.field = field
        self.untouched = value if suggested else None
        """What stood here when nobody had written anything: nothing, or what the desk knows from elsewhere."""
        self.asked: str | None = None
        """What stood here when it was asked back."""

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste without its line ends and control characters."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(clean(event.text))


class AskView(StepView):
    """A few lines to type in."""

    def __init__(
        self, visit: Visit, step: Step, words: Words, today: Callable[[], date], drafts: Mapping[str, str]
    ) -> None:
        super().__init__(visit, step, words)
        self._today, self._drafts = today, drafts
        self._scanned = False

    def parts(self) -> ComposeResult:
        """Lay out the questions."""
        for text in self.delay():
            yield Static(text, classes="says", markup=False)
        for field in self.step.fields:
            yield Static(self.words.guidance(field.label), classes="field-label", markup=False)
            before = self._before(field)
            suggested = "" if before or field.id in self._drafts else self._suggested(field)
            yield AnswerInput(field, before or suggested, suggested=before == "" and field.id not in self._drafts)
            yield Static(self._hint(field), classes="field-hint", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take out a scanned receipt, wherever it was typed: its key must not end up in an act.

        What was said of an answer goes when another is typed.
        """
        event.stop()
        line = event.input
        assert isinstance(line, AnswerInput)
        end = line.cursor_position
        places = [(0, len(line.value)), *((end - long, end) for long in _SCANS if long <= end)]
        for start, end in places:
            if is_scan(line.value[start:end]):
                line.value = line.value[:start] + line.value[end:]
                line.cursor_position = start
                self._scanned = True
                self._tell(line, self.words.say(Problem.SCANNED))
                return
        if line.told is not None and line.value != line.told:
            line.told = None
            self.post_message(Wrong(""))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next line, or judge all of them after the last."""
        event.stop()
        if self._scanned:
            self._scanned = False  # the Enter is the scanner's
            return
        inputs = list(self.query(AnswerInput))
        if not isinstance(event.input, AnswerInput) or event.input not in inputs or not self.visit.is_open:
            return
        answer = self._judge(event.input)
        if answer is None or self._asks_back(event.input, answer):
            return
        at = inputs.index(event.input)
        if at + 1 < len(inputs):
            self.post_message(Wrong(""))
            inputs[at + 1].focus()
            return
        answers: dict[str, Answer] = {}
        for each in inputs:
            answer = self._judge(each)
            if answer is None or self._asks_back(each, answer, pressed=each is event.input):
                each.focus()
                return
            answers[each.field.id] = answer
        self.post_message(Answered(self.step.id, answers))

    def typed(self) -> dict[str, str]:
        """Give what stands in the lines, so that going back and forth loses nothing."""
        return {each.field.id: each.value for each in self.query(AnswerInput) if each.value != each.untouched}

    def _judge(self, line: AnswerInput) -> Answer | None:
        taken = take_answer(line.field, line.value, self._today())
        if isinstance(taken, Problem):
            self._tell(line, self.words.say(taken))
            return None
        return taken

    def _asks_back(self, line: AnswerInput, answer: Answer, *, pressed: bool = True) -> bool:
        """Ask back what seems odd, once for each answer; what is understood stands in the line meanwhile."""
        if line.asked == line.value:
            return pressed and line.hastened
        asked = self._doubts(line, answer)
        if not asked:
            return False
        if isinstance(answer, str) and line.field.type in (FieldType.DATE, FieldType.PHONE):
            line.value = _written(line.field, answer)
            line.cursor_position = len(line.value)
        line.asked = line.value
        said = [self.words.say(code, **values) for code, values in asked]
        self._tell(line, " ".join([*said, self.words.say(Ui.DOUBT_ENTER)]))
        return True

    def _doubts(self, line: AnswerInput, answer: Answer) -> list[Asked]:
        if self.visit.remembered(line.field.id) == answer:
            return []  # said before, and asked about then
        lines = {each.field.id: take_answer(each.field, each.value, self._today()) for each in self.query(AnswerInput)}
        before = self.visit.answers | {name: value for name, value in lines.items() if not isinstance(value, Problem)}
        typed = understood(line.field, line.value, self._today())
        return list(doubts(line.field, answer, before, self.visit.procedure.id, self.visit.sure_today, typed))

    def _tell(self, line: AnswerInput, text: str) -> None:
        line.told = line.value
        self.post_message(Wrong(text))

    def _hint(self, field: Field) -> str:
        parts = [self.words.guidance(field.hint)] if field.hint else []
        if {Unsaid.UNKNOWN, Unsaid.NONE} <= set(field.may):
            parts.append(self.words.say(Ui.FIELD_DASH_MEANS_NONE))
        elif Unsaid.UNKNOWN in field.may:
            parts.append(self.words.say(Ui.FIELD_MAY_UNKNOWN))
        elif Unsaid.NONE in field.may:
            parts.append(self.words.say(Ui.FIELD_EMPTY_MEANS_NONE))
        return " ".join(parts)

    def _before(self, field: Field) -> str:
        if field.id in self._drafts:
            return self._drafts[field.id]
        before = self.visit.remembered(field.id)
        if before is Unsaid.NONE and Unsaid.UNKNOWN in field.may:
            return NONE_SIGN
        if not isinstance(before, str):
            return ""
        return _written(field, before)

    def _suggested(self, field: Field) -> str:
        """Give what was said elsewhere: the language that was chosen for her."""
        chosen = field.type is FieldType.LANGUAGE and self.visit.remembered(field.id) is None
        return self.words.spoken if chosen else ""


def _written(field: Field, answer: str) -> str:
    """Write an answer the way it is read aloud and typed."""
    when = read_when(answer) if field.type is FieldType.DATE else None
    if when is not None:
        return when.typed
    return pairs(answer) if field.type is FieldType.PHONE else answer
