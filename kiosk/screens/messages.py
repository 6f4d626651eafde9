"""What the parts of a visit tell its screen. Each names its step: a key that repeats must not answer the next one."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from kiosk.core.consent import Choice, Understanding, Wording
from kiosk.core.documents import OnPaper
from kiosk.core.procedure import Answer


@dataclass
class Answered(Message):
    """Every answer of the step was given."""

    step: str
    answers: dict[str, Answer]


@dataclass
class Decided(Message):
    """The person chose."""

    step: str
    choice: Choice
    understanding: Understanding
    wording: Wording


@dataclass
class Wrong(Message):
    """Something must be said before going on; an empty text clears it."""

    text: str


@dataclass
class ReadToEnd(Message):
    """The last page of the step was shown."""

    step: str


@dataclass
class GoOn(Message):
    """Go on from this step."""

    step: str


@dataclass
class OnReceipt(Message):
    """The person said what her receipt may print of the documents."""

    step: str
    prints: OnPaper
