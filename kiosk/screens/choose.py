"""Asks the person to choose one answer; nothing is chosen beforehand."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.core.procedure import Answer, Unsaid
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.glass.widgets.tell import tell
from kiosk.screens.messages import Answered, Wrong
from kiosk.screens.view import StepView
from kiosk.words.steps import UNKNOWN, choices, chosen, meaning, step_statements
from kiosk.words.ui import Ui


class ChooseView(StepView):
    """One question and its answers, each with what it means: all of that is seen before one is chosen.

    What an answer means stands below it. Where that has no room, it is read first, page by page, above the answers.
    """

    DEFAULT_CSS = "ChooseView Pages, ChooseView #page { display: none; }"

    def parts(self) -> ComposeResult:
        """Lay out the statements, the answers, and what each of them means."""
        said = step_statements(self.visit, self.step, self.words)
        answers = choices(self.visit, self.step, self.words)
        meant = {name: "\n".join(meaning(self.visit, self.step, name, self.words)) for name, _ in answers}
        self._has_notes = any(meant.values())
        apart = [f"{n}  {words}\n{meant[name]}" for n, (name, words) in enumerate(answers, 1) if meant[name]]
        yield Pages([*said, *apart])
        yield Static("", classes="field-hint", id="page", markup=False)
        for text in said:
            yield Static(text, classes="says", markup=False)
        yield Choices(answers, chosen=chosen(self.visit, self.step), notes=meant)

    def on_resize(self) -> None:
        """Put the notes below their answers, or apart where these would not fit."""
        for asks in self.query(Choices):
            asks.note_them(True)
            said = self.query(".says").results(Static)
            rows = [each.get_content_height(self.size, self.app.size, self.size.width) + 1 for each in said]
            answers = asks.get_content_height(self.size, self.app.size, self.size.width)
            apart = self._has_notes and sum(rows) + answers > self.size.height
            asks.note_them(not apart)
            self.query(Pages).set(display=apart)
            self.query("#page").set(display=apart)
            self.query(".says").set(display=not apart)

    def on_pages_turned(self) -> None:
        """Say which page is shown, where there are several."""
        for pages in self.query(Pages):
            many = pages.count > 1
            tell(self, "#page", self.words.say(Ui.PAGE_OF, at=pages.at + 1, all=pages.count) if many else "")

    def turn(self, by: int) -> bool:
        """Turn a page of what the answers mean."""
        return any(pages.display and pages.turn(by) for pages in self.query(Pages))

    def back(self) -> bool:
        """Go a page back."""
        return self.turn(-1)

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Clear what was said."""
        event.stop()
        self.post_message(Wrong(""))

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Take the answer; what the answers mean comes first."""
        event.stop()
        if self.turn(1):
            return
        value: Answer = Unsaid.UNKNOWN if event.id == UNKNOWN else event.id
        self.post_message(Answered(self.step.id, {self.step.id: value}))

    def on_choices_nothing(self) -> None:
        """Turn the page, or say that nothing is chosen yet."""
        if not self.turn(1):
            self.post_message(Wrong(self.words.say(Ui.NOTHING_CHOSEN)))
