"""Asks the person: the exact words, how she understood them, then yes or no. Neither comes first by default."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.core.consent import Choice, Understanding, Wording, ways
from kiosk.core.procedure import Step
from kiosk.flows.visit import Visit
from kiosk.glass.widgets.bars import is_large
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.glass.widgets.tell import tell
from kiosk.screens.messages import Decided, Wrong
from kiosk.screens.view import ReadThenAsked, Words
from kiosk.words.steps import consent_rows
from kiosk.words.ui import Ui


class ConsentView(ReadThenAsked):
    """The words of a consent and the person's choice."""

    DEFAULT_CSS = """
    ConsentView Pages { border: solid $secondary; padding: 0 1; }
    ConsentView OptionList { max-height: 5; }
    """

    def __init__(self, visit: Visit, step: Step, words: Words, wording: Wording, *, reviewed: bool) -> None:
        super().__init__(visit, step, words)
        self.wording = wording
        self._reviewed = reviewed
        self._understanding: Understanding | None = None

    def parts(self) -> ComposeResult:
        """Lay out the words and the first question."""
        hers, staffs = self.wording.text, self.wording.french or self.wording.text
        lines = (hers if self.kiosk.words.draws_hers else staffs).split("\n")
        yield Pages([*lines, *consent_rows(self.visit, self.step, self.words)], gap=0, classes="reads")
        yield Static("", classes="field-hint reads", id="page", markup=False)
        if not self._reviewed:
            yield Static(self.words.say(Ui.CONSENT_LANGUAGE), classes="field-hint asks", markup=False)
        yield Static(self.words.say(Ui.CONSENT_UNDERSTOOD), classes="field-label asks", id="question", markup=False)
        how = ways(self.step, self.visit.answers, hers=self.visit.is_hers(self.wording))
        if Understanding.RELATIVE not in how:
            yield Static(self.words.say(Ui.CONSENT_NO_RELATIVE), classes="field-hint asks", id="relative", markup=False)
        yield Choices(
            [(each.value, self.kiosk.words.both(each)) for each in how],
            id="understanding",
            classes="asks",
            more=self.more_below,
        )

    async def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Take how she understood, then her choice; words that go on over the page come first."""
        event.stop()
        if self.turn(1):
            return
        if (event.choices.id == "choice") == (self._understanding is None):
            return  # an Enter that repeats, from the question before
        if self._understanding is None:
            self._understanding = Understanding(event.id)
            lines = [self.words.say(Ui.CONSENT_DECIDES)]
            if self._understanding is Understanding.RELATIVE:
                lines.insert(0, self.words.say(Ui.CONSENT_ALONE))
            tell(self, "#question", "\n".join(lines))
            await self.query("#relative, #understanding").remove()
            choices = Choices(
                [(each.value, self.kiosk.words.both(each)) for each in Choice],
                id="choice",
                classes="asks read" if self._apart else "asks",
                more=self.more_below,
            )
            await self.mount(choices)
            choices.focus()
            self.post_message(Wrong(""))
            return
        self.post_message(Decided(self.step.id, Choice(event.id), self._understanding, self.wording))

    def on_pages_turned(self) -> None:
        """Say which page of the words is shown, where there are several."""
        for pages in self.query(Pages):
            for line in self.query("#page"):
                line.display = pages.display and pages.count > 1
            tell(self, "#page", self.words.say(Ui.PAGE_OF, at=pages.at + 1, all=pages.count))

    def on_resize(self) -> None:
        """Read first, then ask, where there is no room for both."""
        self.part(is_large(self))

    def back(self) -> bool:
        """Go back to the words, where they stand apart."""
        return self._apart and self.turn(-1)
