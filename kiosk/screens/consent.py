"""Asks the person: the exact words, how she understood them, then yes or no. Neither comes first by default."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kiosk.core.consent import Choice, Understanding, Wording
from kiosk.core.procedure import Step
from kiosk.flows.visit import Visit
from kiosk.screens.messages import Decided, Wrong
from kiosk.screens.view import StepView, Words
from kiosk.screens.widgets.choices import Choices
from kiosk.wording import Ui


class ConsentView(StepView):
    """The words of a consent and the person's choice."""

    DEFAULT_CSS = """
    ConsentView #words { height: auto; max-height: 100%; margin-bottom: 1; border: solid $secondary; padding: 0 1; }
    ConsentView VerticalScroll { height: auto; max-height: 11; }
    ConsentView .field-label { margin-bottom: 0; }
    """

    def __init__(self, visit: Visit, step: Step, words: Words, wording: Wording, *, reviewed: bool) -> None:
        super().__init__(visit, step, words)
        self.wording = wording
        self._reviewed = reviewed
        self._understanding: Understanding | None = None

    def compose(self) -> ComposeResult:
        """Lay out the words and the first question."""
        with VerticalScroll(can_focus=False):
            yield Static(self.wording.text, id="words", markup=False)
        if not self._reviewed:
            yield Static(self.words.say(Ui.CONSENT_LANGUAGE), classes="field-hint", markup=False)
        yield Static(self.words.say(Ui.CONSENT_UNDERSTOOD), classes="field-label", id="question", markup=False)
        yield Choices([(each.value, self.words.say(each)) for each in Understanding], id="understanding")

    def on_mount(self) -> None:
        """Put the focus on the first question."""
        self.query_one(Choices).focus()

    async def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Take how she understood, then her choice."""
        event.stop()
        if self._understanding is None:
            self._understanding = Understanding(event.id)
            self.query_one("#question", Static).update(self.words.say(Ui.CONSENT_DECIDES))
            await self.query_one("#understanding").remove()
            await self.mount(Choices([(each.value, self.words.say(each)) for each in Choice], id="choice"))
            self.query_one("#choice").focus()
            self.post_message(Wrong(""))
            return
        self.post_message(Decided(Choice(event.id), self._understanding))

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Clear what was said."""
        event.stop()
        self.post_message(Wrong(""))

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self.post_message(Wrong(self.words.say(Ui.NOTHING_CHOSEN)))

    def turn(self, by: int) -> bool:
        """Scroll words that are longer than their frame."""
        area = self.query_one(VerticalScroll)
        area.scroll_relative(y=by * 5, animate=False)
        return True
