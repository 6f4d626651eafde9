"""What every view of a step is: a widget that shows one step and says what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.core.procedure import Step
from kiosk.flows.visit import Visit
from kiosk.glass.gate import turn_over
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.screens.hosted import host_of
from kiosk.screens.messages import Wrong
from kiosk.words.steps import Words as Words
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.screens.host import Host


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

    def typed(self) -> dict[str, str]:
        """Give what stands in the lines, so that going back and forth loses nothing."""
        return {}

    def more_below(self, count: int) -> str:
        """Say that so many answers stand below what can be seen."""
        return self.words.say(Ui.HOME_MORE, n=count)

    def turn(self, by: int) -> bool:
        """Turn a page; False if there is none."""
        del by
        return False

    def back(self) -> bool:
        """Go back within the step; False if that leads out of it."""
        return False

    def go_on(self) -> None:
        """Enter was pressed and nothing else took it."""


class ReadThenAsked(StepView):
    """A step that says something and asks about it: one after the other where letters are large.

    What is read has the class `reads`, what asks has `asks`.
    """

    _apart = _asks = _unchosen = False

    def part(self, apart: bool) -> None:
        """Show what is read and what asks together, or one after the other."""
        self._apart = apart
        reads = not apart or not self._asks
        self.query(".reads").set(display=reads)
        asks = self.query(".asks").set(display=not apart or self._asks)
        asks.set_class(apart, "read")  # nothing else that is read stands there, and no key may pass it sooner
        if not reads or not apart:
            for choices in self.query(Choices):
                choices.focus()
        if apart and not self._asks and self._unchosen:
            self._say_unchosen("")

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Clear what was said."""
        event.stop()
        self._say_unchosen("")

    def on_choices_nothing(self) -> None:
        """Turn the page, or say that nothing is chosen yet."""
        if not self.turn(1):
            self._say_unchosen(self.words.say(Ui.NOTHING_CHOSEN))

    def _say_unchosen(self, words: str) -> None:
        """Say that the question wants an answer; nothing once it has one, or does not stand there any more."""
        self._unchosen = bool(words)
        self.post_message(Wrong(words))

    def turn(self, by: int) -> bool:
        """Turn a page of what is read; before the first answer and after the last page is the question."""
        if self._apart and self._asks and by < 0:
            return self._ask(False)
        if any(pages.display and pages.turn(by) for pages in self.query(Pages)):
            return True
        return self._apart and not self._asks and by > 0 and self._ask(True)

    def go_on(self) -> None:
        """Turn a page: nothing that asks stands there to take the key."""
        self.turn(1)

    def _ask(self, asks: bool) -> bool:
        self._asks = asks
        self.part(self._apart)
        turn_over(self)
        return True
