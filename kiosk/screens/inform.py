"""Shows what an act does, and both sides of it, page by page."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.glass.widgets.bars import is_touched
from kiosk.glass.widgets.pages import Pages
from kiosk.glass.widgets.tell import tell
from kiosk.screens.messages import GoOn, ReadToEnd
from kiosk.screens.view import StepView
from kiosk.words.linear import LinearUi
from kiosk.words.steps import step_statements, two_columns
from kiosk.words.ui import Ui


class InformView(StepView):
    """Statements, or the two columns."""

    def parts(self) -> ComposeResult:
        """Lay out the pages."""
        said = step_statements(self.visit, self.step, self.words)
        names, *rest = two_columns(self.visit, self.step, self.words) or [("", "")]
        in_turn = ["\n\n".join(map(self._of_side, names, row)) for row in rest]
        if is_touched(self):  # two columns cannot be read by touch
            yield Pages([*said, *in_turn])
        else:
            beside = [(names[0].upper(), names[1].upper()), *rest] if rest else []
            yield Pages(said, columns=beside, in_turn=in_turn)
        yield Static("", classes="field-hint", id="page", markup=False)

    def _of_side(self, side: str, text: str) -> str:
        return self.words.say(LinearUi.SIDE, side=side, text=text)

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
