"""Asks which documents, one after the other, then what her receipt may print of them: nothing comes first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from kiosk.core.answer import Problem, is_scan, take_answer, understood
from kiosk.core.clean import clean
from kiosk.core.documents import DONE, LONGEST, MOST, NOTHING, Document, OnPaper, Sort, detail, pack_document
from kiosk.core.doubt import Doubt
from kiosk.core.procedure import Answer, Step, Unsaid
from kiosk.core.when import read_when
from kiosk.flows.visit import Visit
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.line import TypedLine
from kiosk.screens.jobs import background
from kiosk.screens.messages import Answered, OnReceipt, Wrong
from kiosk.screens.view import StepView, Words
from kiosk.words.person import PersonUi
from kiosk.words.steps import DETAILS
from kiosk.words.ui import Ui


class DocumentsView(StepView):
    """The sort by its digit, then day, author and title, which may stay empty.

    Args:
        visit: the visit, only read here.
        step: the step, whose one field it is.
        words: how to word it.
        today: reads the day.
        named: the documents so far; kept by the screen, so that no language and no way back loses them.
    """

    def __init__(
        self, visit: Visit, step: Step, words: Words, today: Callable[[], date], named: list[Document]
    ) -> None:
        super().__init__(visit, step, words)
        self._today, self._named = today, named
        self._field = step.fields[0]
        self._sort: Sort | None = None
        self._ends = False

    def parts(self) -> ComposeResult:
        """Lay out what is asked now."""
        if self._ends:
            yield Static(self.words.say(Ui.DOCUMENTS_ON_PAPER), classes="field-label", markup=False)
            yield Choices([(each.value, self.words.say(each)) for each in OnPaper], more=self.more_below)
        elif self._sort is None:
            yield from self._which()
        else:
            yield Static(self.words.say(self._sort), classes="field-label", markup=False)
            for name, words in DETAILS.items():
                yield Static(self.words.say(words), classes="field-hint", markup=False)
                yield DetailLine(name)

    def _which(self) -> ComposeResult:
        lines = [self.words.document(each) for each in self._named[-3:]]
        if lines:
            count = self.words.say(Ui.DOCUMENTS_SO_FAR, n=len(self._named))
            yield Static("\n".join([count, *lines]), classes="field-hint", markup=False)
        yield Static(self.words.guidance(self._field.label), classes="field-label", markup=False)
        answers = [(each.value, self.words.say(each)) for each in Sort] if len(self._named) < MOST else []
        if self._named:
            answers.append((DONE, self.words.say(Ui.DOCUMENTS_DONE)))
        elif self._field.may:
            answers.append((NOTHING, self.words.say(PersonUi.ANSWER_UNKNOWN)))
        yield Choices(answers, more=self.more_below)

    async def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Take the sort, the end of the list, or what is printed."""
        event.stop()
        if self._ends:
            self.post_message(OnReceipt(self.step.id, OnPaper(event.id)))
            self._answer(tuple(pack_document(each) for each in self._named))
        elif event.id == NOTHING:
            unknown = Unsaid.UNKNOWN in self._field.may
            self._answer(Unsaid.UNKNOWN if unknown else Unsaid.NONE)
        elif event.id == DONE:
            self._ends = True
            await self.recompose_and_focus()
        else:
            self._sort = Sort(event.id)
            await self.recompose_and_focus()

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Clear what was said."""
        event.stop()
        self.post_message(Wrong(""))

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self.post_message(Wrong(self.words.say(Ui.NOTHING_CHOSEN)))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next line, or take the document after the last."""
        event.stop()
        lines = list(self.query(DetailLine))
        if event.input not in lines:
            return
        at = lines.index(event.input)
        taken = [self._take(each) for each in lines[: at + 1]]
        for line, value in zip(lines, taken, strict=False):
            if isinstance(value, Problem):
                self.post_message(Wrong(self.words.say(value)))
                line.told = line.value
                line.focus()
                return
        if self._asks_back(event.input):
            return
        self.post_message(Wrong(""))
        if at + 1 < len(lines):
            lines[at + 1].focus()
            return
        day, author, title = (value if isinstance(value, str) else "" for value in taken)
        if self._sort is None:
            return
        self._named.append(Document(self._sort, read_when(day), author, title))
        self._sort = None
        await self.recompose_and_focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Clear what was said about a detail when another is typed."""
        event.stop()
        line = event.input
        assert isinstance(line, DetailLine)
        if line.told is not None and line.value != line.told:
            line.told = None
            self.post_message(Wrong(""))

    def _asks_back(self, line: DetailLine) -> bool:
        """Ask back a year of two digits; what is understood stands in the line meanwhile."""
        typed = understood(detail(line.id or ""), line.value, self._today())
        if typed is not None and typed.short:
            line.value = line.told = typed.when.typed
            line.cursor_position = len(line.value)
            asked = self.words.say(Doubt.SHORT_YEAR, date=typed.when)
            self.post_message(Wrong(f"{asked} {self.words.say(Ui.DOUBT_ENTER)}"))
            return True
        return line.told == line.value and line.hastened

    def back(self) -> bool:
        """Go one question back within the step; False where there is none."""
        if self._ends or self._sort is not None:
            self._ends, self._sort = False, None
        elif self._named:
            out = self.words.document(self._named.pop())
            self.post_message(Wrong(self.words.say(Ui.DOCUMENT_OUT, document=out)))
        else:
            return False
        background(self, self.recompose_and_focus())
        return True

    async def recompose_and_focus(self) -> None:
        """Lay out the next question."""
        await self.recompose()
        self.on_mount()

    def _answer(self, value: Answer) -> None:
        self.post_message(Answered(self.step.id, {self._field.id: value}))

    def _take(self, line: DetailLine) -> Answer | Problem:
        if line.id != "day" and len(clean(line.value)) > LONGEST:
            return Problem.TOO_LONG
        return take_answer(detail(line.id or ""), line.value, self._today())


class DetailLine(TypedLine):
    """One detail of a document. What a scanner types here is not kept."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name, max_length=LONGEST + 60)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste without its line ends and control characters."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(clean(event.text)[:LONGEST])

    def watch_value(self, value: str) -> None:
        """Take out a scanned receipt: its key must not end up in an act."""
        if is_scan(value):
            self.value = ""
