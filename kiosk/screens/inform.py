"""Shows what an act does, and both sides of it, page by page."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.core.procedure import shown
from kiosk.screens.messages import GoOn, ReadToEnd
from kiosk.screens.view import StepView
from kiosk.screens.widgets.pages import Pages
from kiosk.screens.widgets.tell import tell
from kiosk.words.person import PersonUi
from kiosk.words.ui import Ui


class InformView(StepView):
    """Statements, or the two columns."""

    def parts(self) -> ComposeResult:
        """Lay out the pages."""
        answers = self.visit.answers
        says = [*self.delay(), *self.said(shown(self.step.says, answers))]
        sides = [self.said(shown(side, answers)) for side in (self.step.reasons_for, self.step.reasons_against)]
        columns = list(zip(*sides, strict=True))
        if columns:
            names = [self.words.guidance(label) for label in self.step.columns or ()]
            one, other = names or [self.words.say(PersonUi.COLUMN_FOR), self.words.say(PersonUi.COLUMN_AGAINST)]
            columns.insert(0, (one.upper(), other.upper()))
        yield Pages(says, columns=columns)
        yield Static("", classes="field-hint", id="page", markup=False)

    def on_pages_turned(self) -> None:
        """Say which page is shown, and when it was the last."""
        for pages in self.query(Pages):
            many = pages.count > 1
            tell(self, "#page", self.words.say(Ui.PAGE_OF, at=pages.at + 1, all=pages.count) if many else "")
            if pages.is_last:
                self.post_message(ReadToEnd(self.step.id))

    def turn(self, by: int) -> bool:
        """Turn a page."""
        return any(pages.turn(by) for pages in self.query(Pages))

    def back(self) -> bool:
        """Go a page back."""
        return self.turn(-1)

    def go_on(self) -> None:
        """Turn the page, or go to the next step after the last."""
        if not self.turn(1) and any(pages.is_last for pages in self.query(Pages)):
            self.post_message(GoOn(self.step.id))
