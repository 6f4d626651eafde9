"""Shows every answer again before anything is agreed to."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.core.documents import unpack_all
from kiosk.core.phone import pairs
from kiosk.core.procedure import Answer, Field, FieldType, Option, Unsaid
from kiosk.core.when import read_when
from kiosk.screens.inform import InformView
from kiosk.screens.widgets.pages import Pages
from kiosk.words.ui import Ui


class CheckView(InformView):
    """Questions and answers, one under the other."""

    def parts(self) -> ComposeResult:
        """Lay out the pages."""
        ends = (self.words.say(Ui.CHECK_NOTHING_KEPT), self.words.say(Ui.CHECK_ALONE))
        rows = [self.words.say(Ui.CHECK_INTRO), "", *self._rows(), "", *ends]
        yield Pages(rows, gap=0)
        yield Static("", classes="field-hint", id="page", markup=False)

    def _rows(self) -> list[str]:
        answers = self.visit.answers
        rows = []
        for step in self.visit.steps:
            for option_or_field in step.fields or (None,):
                name = option_or_field.id if isinstance(option_or_field, Field) else step.id
                if name not in answers:
                    continue
                question = self.words.guidance(step.title)
                if isinstance(option_or_field, Field):  # whose name, and whose date
                    code = Ui.CHECK_ASKED if question.endswith("?") else Ui.CHECK_WHOSE
                    label = self.words.guidance(option_or_field.label)
                    question = self.words.say(code, whose=question, question=label)
                answer = self._answer(option_or_field, step.options, answers[name])
                rows.append(self.words.say(Ui.CHECK_ROW, question=question, answer=answer))
        return rows

    def _answer(self, field: Field | None, options: tuple[Option, ...], value: Answer) -> str:
        if isinstance(value, Unsaid):
            return self.words.say(value)
        if documents := unpack_all(value):
            return "\u00a0; ".join(self.words.document(each) for each in documents)
        if field is None:
            return next((self.words.guidance(o.label) for o in options if o.id == value), str(value))
        if field.type is FieldType.DATE and (when := read_when(value)):
            return self.words.when(when)
        if field.type is FieldType.PHONE and isinstance(value, str):
            return pairs(value)
        return self.words.answer(value)
