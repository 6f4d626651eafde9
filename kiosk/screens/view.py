"""What every view of a step is: a widget that shows one step and says what was answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.core.deadline import TimeLeft
from kiosk.core.documents import Document
from kiosk.core.hours import Phone
from kiosk.core.procedure import WINDOW, Answer, Label, Says, Step
from kiosk.core.receipt import phone_line
from kiosk.core.when import When
from kiosk.flows.visit import Visit
from kiosk.screens.host import Host, host_of
from kiosk.words.person import PersonUi

_RESTS = {Phone.CLOSED: PersonUi.WINDOW_LAST_CLOSED, Phone.HOLIDAY: PersonUi.WINDOW_LAST_HOLIDAY}
"""How it is said that 3422 does not answer on the last day."""


@dataclass(frozen=True)
class Words:
    """How a view words what it shows."""

    say: Callable[..., str]
    """Words a code (`code, **values`)."""
    guidance: Callable[[Says | Label], str]
    when: Callable[[When], str]
    spoken: str = ""
    """The French name of the language that was chosen for the person."""

    def answer(self, value: Answer) -> str:
        """Word an answer that was typed."""
        if isinstance(value, Enum):
            return self.say(value)
        return ", ".join(value) if isinstance(value, tuple) else value

    def document(self, document: Document) -> str:
        """Word a document on one line."""
        parts = [self.say(document.sort)]
        if document.day:
            parts.append(document.day.typed)
        return ", ".join([*parts, *(text for text in (document.author, document.title) if text)])


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

    def said(self, says: Sequence[Says]) -> list[str]:
        """Word statements."""
        return [self.words.guidance(each) for each in says]

    def delay(self) -> list[str]:
        """Say until when the act is of use, and whether 3422 can be called until then, where the step says it."""
        last = self.visit.last_day if self.visit.tells_delay else None
        if last is None:
            partial = self.visit.tells_delay and self.visit.delay_is_partial
            return [self.words.say(PersonUi.WINDOW_PARTIAL)] if partial else []
        said = [self.words.say(PersonUi.WINDOW_LAST_DAY, date=last), *self._calls()]
        if self.visit.office_is_late:
            said.append(self.words.say(PersonUi.WINDOW_OFFICE_LATE))
        return [" ".join(said)]

    def _calls(self) -> list[str]:
        """Say when 3422 is closed on the last day, or now that it is near: facts alone."""
        call, hours = self.visit.last_call(), self.visit.hours()
        if call is None or hours is None:
            return []
        said = [self.words.say(_RESTS[call.rest])] if call.rest else []
        if call.day is None:
            said.append(self.words.say(PersonUi.WINDOW_NO_CALL))
        elif call.rest:
            said.append(self.words.say(PersonUi.WINDOW_LAST_CALL, date=call.day))
        near = self.visit.answers.get(WINDOW) == TimeLeft.SOON
        if (near or call.rest) and hours.phone in _RESTS:
            phrase = phone_line(hours)
            said.append(self.words.say(phrase.line, **phrase.values))
        return said

    def turn(self, by: int) -> bool:
        """Turn a page; False if there is none."""
        del by
        return False

    def back(self) -> bool:
        """Go back within the step; False if that leads out of it."""
        return False

    def go_on(self) -> None:
        """Enter was pressed and nothing else took it."""
