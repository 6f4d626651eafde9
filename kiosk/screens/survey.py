"""What an association may ask for its counts as a visit ends: one box, never about health, no answer is as easy."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.glass.gate import turn_over
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.confirm import ConfirmScreen
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.tally import Topic
    from kiosk.screens.host import Host


def finish(kiosk: Host, thanks: str) -> None:
    """End a visit; first ask what the association switched on, if it did."""
    topics = kiosk.session.tools.wanted.asked
    if kiosk.usher.visit is None or not topics:
        kiosk.usher.end_visit(thanks)
        return
    survey = SurveyScreen(kiosk, topics)
    kiosk.push_screen(survey, lambda _: kiosk.usher.end_visit(thanks, survey.told))


class SurveyScreen(ConfirmScreen):
    """Asks one thing after the other in one box. Escape skips what is left.

    Args:
        kiosk: words what is asked.
        topics: what to ask.
    """

    def __init__(self, kiosk: Host, topics: Sequence[Topic]) -> None:
        from kiosk.core.tally import ASKED

        self._asks: list[tuple[Topic, str, list[tuple[str, str]]]] = []
        for topic in topics:
            answers: list[Enum] = list(ASKED[topic])
            rows = [(str(each.value), kiosk.words.say(each)) for each in answers]
            self._asks.append((topic, kiosk.words.say(topic), [*rows, ("", kiosk.words.say(Ui.SURVEY_NO_ANSWER))]))
        self._text = kiosk.words.say(Ui.SURVEY_TEXT)
        self._last: Choices | None = None
        self.told: dict[Topic, str] = {}
        """What she answered."""
        _, title, rows = self._asks[0]
        super().__init__(title, self._text, rows)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Take an answer and ask the next thing, or end."""
        event.stop()
        event.prevent_default()  # a box closes at its first answer
        if event.choices is self._last or not self._asks:
            return  # a key that repeats answers nothing twice
        self._last = event.choices
        topic = self._asks.pop(0)[0]
        if event.id:
            self.told[topic] = event.id
        if not self._asks:
            self.close("told")
            return
        _, title, self._choices = self._asks[0]
        self._words = (title, self._text)
        turn_over(self)
        self.refresh(recompose=True)
        self.call_after_refresh(self.on_mount)
