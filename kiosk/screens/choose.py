"""Asks the person to choose one answer; nothing is chosen beforehand."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.core.hours import Phone
from kiosk.core.procedure import Answer, Channel, Kind, Option, Unsaid, shown, shown_options
from kiosk.core.receipt import phone_line
from kiosk.screens.messages import Answered, Wrong
from kiosk.screens.view import StepView
from kiosk.screens.widgets.choices import Choices
from kiosk.screens.widgets.tell import tell
from kiosk.words.person import PersonUi
from kiosk.words.ui import Ui

_UNKNOWN = Unsaid.UNKNOWN.value
_CLOSED = {Phone.CLOSED: PersonUi.CALL_CLOSED, Phone.HOLIDAY: PersonUi.CALL_HOLIDAY}
"""How it is said beside the answer that 3422 does not answer now."""


class ChooseView(StepView):
    """One question and its answers."""

    def parts(self) -> ComposeResult:
        """Lay out the statements, the answers, and what the chosen answer means."""
        answers = self.visit.answers
        for text in (*self.delay(), *self.said(shown(self.step.says, answers))):
            yield Static(text, classes="says", markup=False)
        options = [(option.id, self._label(option)) for option in shown_options(self.step, answers)]
        if not self.step.why_no_unknown:
            options.append((_UNKNOWN, self.words.say(PersonUi.ANSWER_UNKNOWN)))
        yield Choices(options, chosen=self._before())
        yield Static("", id="detail", markup=False)

    def _label(self, option: Option) -> str:
        """Word an answer; beside that of a call, say on which day 3422 opens where it does not answer now."""
        words = self.words.guidance(option.label)
        calls = self.step.kind is Kind.CHANNEL and option.id == Channel.CALL_NOW
        hours = self.visit.hours() if calls else None
        if hours is None or hours.phone not in _CLOSED:
            return words
        return f"{words} {self.words.say(_CLOSED[hours.phone], day=f'{hours.next:%d/%m}')}"

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Show what the chosen answer means."""
        event.stop()
        if not self.visit.is_open:
            return
        option = next((each for each in self.step.options if each.id == event.id), None)
        lines = self.said(shown(option.says, self.visit.answers)) if option else []
        if self.step.kind is Kind.CHANNEL and event.id == Channel.CALL_NOW:
            lines += self._phone()
        if self.step.kind is Kind.CHANNEL and event.id == Channel.OFFICE and self.visit.office_is_late:
            lines.append(self.words.say(PersonUi.WINDOW_OFFICE_LATE_ON, date=self.visit.last_day))
        tell(self, "#detail", "\n".join(lines))
        self.post_message(Wrong(""))

    def on_choices_unpointed(self) -> None:
        """Say no more of an answer that nobody points at."""
        tell(self, "#detail", "")

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Take the answer."""
        event.stop()
        value: Answer = Unsaid.UNKNOWN if event.id == _UNKNOWN else event.id
        self.post_message(Answered(self.step.id, {self.step.id: value}))

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self.post_message(Wrong(self.words.say(Ui.NOTHING_CHOSEN)))

    def _phone(self) -> list[str]:
        """Say whether somebody answers now."""
        hours = self.visit.hours()
        if hours is None:
            return []
        phrase = phone_line(hours)
        return [self.words.say(phrase.line, **phrase.values)]

    def _before(self) -> str | None:
        before = self.visit.remembered(self.step.id)
        if before is Unsaid.UNKNOWN:
            return _UNKNOWN
        return before if isinstance(before, str) else None
