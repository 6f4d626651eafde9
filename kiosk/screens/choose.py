"""Asks the person to choose one answer; nothing is chosen beforehand."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.core.procedure import Answer, Unsaid
from kiosk.glass.widgets.bars import is_large
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.glass.widgets.tell import tell
from kiosk.screens.messages import Answered
from kiosk.screens.view import ReadThenAsked
from kiosk.words.steps import UNKNOWN, choices, chosen, meaning, step_statements
from kiosk.words.ui import Ui


class ChooseView(ReadThenAsked):
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
        yield Pages([*said, *apart], classes="reads")
        yield Static("", classes="field-hint reads", id="page", markup=False)
        for text in said:
            yield Static(text, classes="says", markup=False)
        yield Choices(answers, chosen=chosen(self.visit, self.step), notes=meant, classes="asks", more=self.more_below)

    def on_resize(self) -> None:
        """Put the notes below their answers, or apart where these would not fit."""
        for asks in self.query(Choices):
            asks.note_them(True)
            said = self.query(".says").results(Static)
            rows = [each.get_content_height(self.size, self.app.size, self.size.width) + 1 for each in said]
            answers = asks.get_content_height(self.size, self.app.size, self.size.width)
            large = is_large(self)
            apart = (self._has_notes or (large and bool(rows))) and sum(rows) + answers > self.size.height
            asks.note_them(not apart)
            self.query(".says").set(display=not apart)
            self.part(apart and large)
            self.query(".reads").set(display=apart and not (large and self._asks))

    def on_pages_turned(self) -> None:
        """Say which page is shown, where there are several."""
        for pages in self.query(Pages):
            many = pages.count > 1
            tell(self, "#page", self.words.say(Ui.PAGE_OF, at=pages.at + 1, all=pages.count) if many else "")

    def back(self) -> bool:
        """Go a page back."""
        return self.turn(-1)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Take the answer; what the answers mean comes first."""
        event.stop()
        if self.turn(1):
            return
        value: Answer = Unsaid.UNKNOWN if event.id == UNKNOWN else event.id
        self.post_message(Answered(self.step.id, {self.step.id: value}))
