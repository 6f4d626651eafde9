"""Where to begin: the questions, then the procedure that they lead to, and why."""

from __future__ import annotations

from kiosk.core.triage import Triage, verdict
from kiosk.flows.visit import Visit
from kiosk.screens.actions import Keys
from kiosk.screens.confirm import BOX_LINE, ConfirmScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.ui import Ui


class TriageScreen(VisitScreen):
    """Asks a few questions and proposes one procedure; the person may choose another.

    Args:
        visit: the flow.
        triage: the questions and where they lead.
    """

    keys = tuple(key for key in VisitScreen.keys if key is not Keys.SHEET)

    def __init__(self, visit: Visit, triage: Triage) -> None:
        super().__init__(visit, triage.questions)
        self._triage = triage

    def over(self) -> None:
        """Say where to begin, and why."""
        found = verdict(self._triage, self.visit.answers)
        titles = {each.id: each for each in self.kiosk.session.library.titles()}
        title = titles.get(found.procedure) if found else None
        if found is None or title is None:
            self._home()
            return
        words = self.kiosk.words
        because = "\n".join([*words.each_in_both(found.because), *words.marked([title.title, *found.because])])
        choices = [("begin", self.say(Ui.TRIAGE_BEGIN)), ("home", self.say(Ui.TRIAGE_HOME))]
        heading = self.say(Ui.TRIAGE_TITLE, title=words.act(title.id, title.title, BOX_LINE))

        def answered(answer: str | None) -> None:
            if not self.is_open:
                return
            if answer == "begin":
                answers = self.visit.answers
                self.visit.put_away()
                self.kiosk.usher.go_home_to(found.procedure, answers)
            elif answer == "home":
                self._home()

        self.app.push_screen(ConfirmScreen(heading, because, choices), answered)

    def action_sheet(self) -> None:
        """Have nothing to print: questions are no act."""

    def _home(self) -> None:
        self.visit.put_away()
        self.kiosk.usher.another_act()
