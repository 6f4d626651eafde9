"""Asks for what must be typed; each answer is judged by its type and never lost on the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from kiosk.core.answer import LONGEST, Problem, is_scan, take_answer
from kiosk.core.clean import clean
from kiosk.core.procedure import Answer, Field, FieldType, Step
from kiosk.core.reference import QR_LENGTH
from kiosk.flows.visit import Visit
from kiosk.glass.gate import turn_over
from kiosk.glass.widgets.bars import is_large
from kiosk.glass.widgets.line import TypedLine
from kiosk.screens.messages import Answered, Wrong
from kiosk.screens.view import StepView, Words
from kiosk.words.asking import asked_back, hint, suggested, typed_before, written
from kiosk.words.steps import delay_words
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
        for text in delay_words(self.visit, self.words):
            yield Static(text, classes="says", markup=False)
        for field in self.step.fields:
            yield Static(self.words.guidance(field.label), classes="field-label", markup=False)
            before = self._before(field)
            hers = "" if before or field.id in self._drafts else suggested(self.visit, field, self.words)
            yield AnswerInput(field, before or hers, suggested=before == "" and field.id not in self._drafts)
            yield Static(hint(field, self.words), classes="field-hint", markup=False)

    def on_resize(self) -> None:
        """Show one question at a time where letters are large."""
        self._show_alone(self._at)

    @property
    def _at(self) -> int:
        lines = list(self.query(AnswerInput))
        focused = self.screen.focused
        return lines.index(focused) if isinstance(focused, AnswerInput) and focused in lines else 0

    def _point(self, at: int) -> None:
        """Go to a question."""
        self._show_alone(at)
        self.query(AnswerInput)[at].focus()
        if is_large(self):
            turn_over(self)  # another question stands there

    def _show_alone(self, at: int) -> None:
        large = is_large(self)
        for kind in (".field-label", ".field-hint", "AnswerInput"):
            for each, part in enumerate(self.query(kind)):
                part.display = not large or each == at

    def back(self) -> bool:
        """Go to the question before, where each stands alone."""
        at = self._at
        if not at or not is_large(self):
            return False
        self._point(at - 1)
        return True

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
            self._point(at + 1)
            return
        answers: dict[str, Answer] = {}
        for each in inputs:
            answer = self._judge(each)
            if answer is None or self._asks_back(each, answer, pressed=each is event.input):
                self._point(inputs.index(each))
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
        lines = {each.field.id: (each.field, each.value) for each in self.query(AnswerInput)}
        asked = asked_back(self.visit, line.field, lines, self._today())
        if not asked:
            return False
        if isinstance(answer, str) and line.field.type in (FieldType.DATE, FieldType.PHONE):
            line.value = written(line.field, answer)
            line.cursor_position = len(line.value)
        line.asked = line.value
        said = [self.words.say(code, **values) for code, values in asked]
        self._tell(line, " ".join([*said, self.words.say(Ui.DOUBT_ENTER)]))
        return True

    def _tell(self, line: AnswerInput, text: str) -> None:
        line.told = line.value
        self.post_message(Wrong(text))

    def _before(self, field: Field) -> str:
        return self._drafts[field.id] if field.id in self._drafts else typed_before(self.visit, field)
