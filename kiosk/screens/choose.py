"""Asks the person to choose one answer; nothing is chosen beforehand."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.core.procedure import Answer, Unsaid
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.tell import tell
from kiosk.screens.messages import Answered, Wrong
from kiosk.screens.view import StepView
from kiosk.words.steps import UNKNOWN, choices, chosen, meaning, step_statements
from kiosk.words.ui import Ui


class ChooseView(StepView):
    """One question and its answers."""

    def parts(self) -> ComposeResult:
        """Lay out the statements, the answers, and what the chosen answer means."""
        for text in step_statements(self.visit, self.step, self.words):
            yield Static(text, classes="says", markup=False)
        yield Choices(choices(self.visit, self.step, self.words), chosen=chosen(self.visit, self.step))
        yield Static("", id="detail", markup=False)

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Show what the chosen answer means."""
        event.stop()
        if not self.visit.is_open:
            return
        tell(self, "#detail", "\n".join(meaning(self.visit, self.step, event.id, self.words)))
        self.post_message(Wrong(""))

    def on_choices_unpointed(self) -> None:
        """Say no more of an answer that nobody points at."""
        tell(self, "#detail", "")

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Take the answer."""
        event.stop()
        value: Answer = Unsaid.UNKNOWN if event.id == UNKNOWN else event.id
        self.post_message(Answered(self.step.id, {self.step.id: value}))

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self.post_message(Wrong(self.words.say(Ui.NOTHING_CHOSEN)))
