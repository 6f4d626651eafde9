"""Shows every answer again before anything is agreed to."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.glass.widgets.pages import Pages
from kiosk.screens.inform import InformView
from kiosk.words.steps import check_rows
from kiosk.words.ui import Ui


class CheckView(InformView):
    """Questions and answers, one under the other."""

    def parts(self) -> ComposeResult:
        """Lay out the pages."""
        ends = (self.words.say(Ui.CHECK_NOTHING_KEPT), self.words.say(Ui.CHECK_ALONE))
        rows = [self.words.say(Ui.CHECK_INTRO), "", *check_rows(self.visit, self.words), "", *ends]
        yield Pages(rows, gap=0)
        yield Static("", classes="field-hint", id="page", markup=False)
