"""What the parts of this face see of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol, TypeVar

from kiosk.core.left import Left
from kiosk.core.procedure import Answers, Step
from kiosk.core.tally import Topic
from kiosk.flows.unlock import Session
from kiosk.flows.visit import Visit
from kiosk.plain.talk import Talk
from kiosk.words.standing import Roadside
from kiosk.words.voice import Voice

T = TypeVar("T")


class Onward(Exception):  # no fault: what comes next
    """What comes after an act, a paper or a question: thrown to where the home page is.

    Args:
        procedure: the act to begin at once; empty for none.
        answers: what the person said a moment ago.
        ends: whether the visit is over.
    """

    def __init__(self, procedure: str = "", answers: Answers | None = None, *, ends: bool = False) -> None:
        super().__init__()
        self.procedure, self.answers, self.ends = procedure, answers, ends


class Wayfarer(Protocol):
    """The road to the office, as this face has it."""

    @property
    def has_hub(self) -> bool:
        """Whether the desk has joined a hub."""

    @property
    def roadside(self) -> Roadside:
        """What is known of it."""

    def something_new(self) -> None:
        """An act or a withdrawal was recorded: it may leave soon."""

    def joined(self) -> None:
        """The desk has joined a hub."""

    def try_now(self) -> bool:
        """Try now; False where nothing sends but a key."""


class Placed(Protocol):
    """The steps of an act, as far as somebody asks where one is: see `kiosk.linear.steps`."""

    def title(self, step: Step) -> str:
        """Name the step and say where it stands."""


class Teller(Protocol):
    """This face, as far as its parts need it."""

    talk: Talk
    voice: Voice
    today: Callable[[], date]
    visit: Visit | None
    steps: Placed | None
    """What says where the step stands that is asked."""
    in_call: bool
    """Whether somebody is on the telephone with a sheet: no lock falls into a call."""
    printer_holds: bool
    """Whether a receipt may still come out of the printer."""
    left: Callable[[], Left]
    """Tells what a key with an update left."""

    def be_discreet(self) -> None:
        """Say nothing any more in titles and on paper, or say it again."""

    def turn_language(self) -> None:
        """Say what she hears in the staff's language, or in hers again."""

    def end_visit(self, told: dict[Topic, str]) -> None:
        """Count the visit, wipe everything of it, and say nothing of anybody until the next person."""

    @property
    def session(self) -> Session:
        """The open desk."""

    @property
    def road(self) -> Wayfarer:
        """The road to the office."""

    def work(self, job: Callable[[], T]) -> T:
        """Do a piece of the store's work in its thread."""

    def submit(self, call: Callable[[], Any]) -> Any:
        """Carry a call out in the store's thread and wait for it; for other threads than this one."""
