"""What every view of a step is: a widget that shows one step and says what was answered."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.core.procedure import Step
from kiosk.flows.visit import Visit
from kiosk.screens.host import Host, host_of
from kiosk.words.steps import Words as Words


class StepView(Vertical):
    """Shows one step.

    Args:
        visit: the visit, only read here.
        step: the step.
        words: how to word it.
    """

    DEFAULT_CSS = "StepView { height: 1fr; overflow: hidden; }"

    def __init__(self, visit: Visit, step: Step, words: Words) -> None:
        super().__init__()
        self.visit, self.step, self.words = visit, step, words

    @property
    def kiosk(self) -> Host:
        """The app, as far as a view needs it."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        """Lay the step out, unless the act has ended meanwhile."""
        if self.visit.is_open:
            yield from self.parts()

    def parts(self) -> ComposeResult:
        """Give what the step consists of."""
        yield from ()

    def on_mount(self) -> None:
        """Put the focus where something is asked, and paint all: nothing foreign stays from one step to the next."""
        self.kiosk.repaint()
        for asks in self.query("Choices, Input"):
            asks.focus()
            return

    def turn(self, by: int) -> bool:
        """Turn a page; False if there is none."""
        del by
        return False

    def back(self) -> bool:
        """Go back within the step; False if that leads out of it."""
        return False

    def go_on(self) -> None:
        """Enter was pressed and nothing else took it."""
