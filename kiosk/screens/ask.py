"""Asks for what must be typed; each answer is judged by its type and never lost on the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from kiosk.core.answer import LONGEST, NONE_SIGN, Problem, clean, is_scan, take
from kiosk.core.procedure import Answer, Field, FieldType, Step, Unsaid
from kiosk.core.reference import DATA_SYMBOLS, KEY_BYTES, qr_text
from kiosk.flows.visit import Visit
from kiosk.screens.messages import Answered, Wrong
from kiosk.screens.view import StepView, Words
from kiosk.screens.widgets.line import Line
from kiosk.words.ui import Ui

_SCAN = len(qr_text("0" * (DATA_SYMBOLS + 1), bytes(KEY_BYTES)))
"""Signs of a receipt's QR."""


class AnswerInput(Line):
    """A line to type in. What a scanner types here is taken out at once."""

    def __init__(self, field: Field, value: str) -> None:
        super().__init__(value, id=field.id, select_on_focus=False, max_length=LONGEST[field.type] + 200)
        self.field = field

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
            yield AnswerInput(field, self._before(field))
            yield Static(self._hint(field), classes="field-hint", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take out a scanned receipt, wherever it was typed: its key must not end up in an act."""
        event.stop()
        line = event.input
        end = line.cursor_position
        start = max(end - _SCAN, 0)
        if is_scan(line.value):
            start, end = 0, len(line.value)
        if is_scan(line.value[start:end]):
            line.value = line.value[:start] + line.value[end:]
            line.cursor_position = start
            self._scanned = True
            self.post_message(Wrong(self.words.say(Problem.SCANNED)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next line, or judge all of them after the last."""
        event.stop()
        if self._scanned:
            self._scanned = False  # the Enter is the scanner's
            return
        inputs = list(self.query(AnswerInput))
        if event.input not in inputs or self._judge(event.input) is None:
            return
        at = inputs.index(event.input)
        if at + 1 < len(inputs):
            self.post_message(Wrong(""))
            inputs[at + 1].focus()
            return
        answers: dict[str, Answer] = {}
        for each in inputs:
            answer = self._judge(each)
            if answer is None:
                each.focus()
                return
            answers[each.field.id] = answer
        self.post_message(Answered(self.step.id, answers))

    def typed(self) -> dict[str, str]:
        """Give what stands in the lines, so that going back and forth loses nothing."""
        return {each.field.id: each.value for each in self.query(AnswerInput)}

    def _judge(self, line: AnswerInput) -> Answer | None:
        taken = take(line.field, line.value, self._today())
        if isinstance(taken, Problem):
            self.post_message(Wrong(self.words.say(taken)))
            return None
        return taken

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
        if field.type is FieldType.DATE:
            year, month, day = before.split("-")
            return f"{day}/{month}/{year}"
        return before
