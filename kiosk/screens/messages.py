"""What the parts of a visit tell its screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from kiosk.core.consent import Choice, Understanding
from kiosk.core.procedure import Answer


@dataclass
class Answered(Message):
    """Every answer of the step was given."""

    answers: dict[str, Answer]


@dataclass
class Decided(Message):
    """The person chose."""

    choice: Choice
    understanding: Understanding


@dataclass
class Wrong(Message):
    """Something must be said before going on; an empty text clears it."""

    text: str


class ReadToEnd(Message):
    """The last page of the step was shown."""


class GoOn(Message):
    """Go to the next step."""
