"""What the screens see of the app: they name what they ask of it, and none of them knows the app itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker

from kiosk.core.errors import KioskError
from kiosk.screens.actions import Keys

if TYPE_CHECKING:  # the first screen is painted before the rules and errands are imported
    from kiosk.core.blocks import Receipt
    from kiosk.core.paper import PrintReport
    from kiosk.core.procedure import Answers, Label, Says
    from kiosk.core.tally import Topic
    from kiosk.core.when import When
    from kiosk.flows.sync import RoadReport
    from kiosk.flows.unlock import Session
    from kiosk.flows.visit import Visit
    from kiosk.screens.outcome import KeyOutcome
    from kiosk.words.road import RoadUi
    from kiosk.words.ui import Ui

T = TypeVar("T")


class Asks(Protocol):
    """Who may ask for work in the background: a screen, a view, or the app."""

    @property
    def app(self) -> App[object]:
        """The app, as Textual knows it."""

    def run_worker(self, work: Awaitable[None], *, group: str, exclusive: bool) -> Worker[None]:
        """Do it while keys come in."""


class Ends(Protocol):
    """What the end of a visit needs."""

    visit: Visit | None

    @property
    def session(self) -> Session:
        """The open desk."""

    def say(self, code: Enum, **values: object) -> str:
        """Word a code in the language of the moment."""

    def push_screen(self, screen: Screen[T], callback: Callable[[T | None], None] | None = None) -> Awaitable[None]:
        """Show a screen over what is shown."""

    def end_visit(self, thanks: str, told: dict[Topic, str] | None = None) -> None:
        """Count the visit, wipe everything of it and show a neutral screen until the next person."""


class AtKey(Protocol):
    """What is done with a USB key, as far as screens and words need it."""

    doing: RoadUi | None
    """What is being done; None where nothing is."""

    async def carry(self, doing: RoadUi, job: Callable[[], T], worded: Callable[[T], KeyOutcome]) -> None:
        """Do it away from the screens, and tell what became of it. Nothing is begun while another is under way."""

    def take(self) -> Callable[[], KeyOutcome] | None:
        """Give what words the outcome that nobody has read in full; None where there is none. It is told once."""

    def seen(self) -> None:
        """Take it that what home says of it was read."""

    def home_words(self) -> str:
        """Say at home what nobody has read yet."""

    def status(self) -> Ui | None:
        """Say in a word how it stands, on every screen."""


class Way(Protocol):
    """The road to the office, as far as screens and words need it."""

    report: RoadReport | None
    """How it stands; None before the first look at it."""
    on_the_road: bool
    """Whether the hub is being asked just now because somebody wanted it."""
    nothing_new: bool
    """Whether somebody asked, and the answer changed nothing."""

    @property
    def key(self) -> AtKey:
        """What goes by USB key."""

    @property
    def has_hub(self) -> bool:
        """Whether the desk has joined a hub."""

    def send(self) -> None:
        """Try now."""

    def something_new(self) -> None:
        """An act or a withdrawal was recorded: it may leave soon."""

    def joined_hub(self) -> None:
        """The desk has joined a hub."""

    async def forget_due(self) -> None:
        """Let everything go whose time has come."""


class Host(Asks, Ends, Protocol):
    """The app, as far as its screens need it."""

    # -- the desk and the person

    language: str
    discreet: bool
    keyboard: str
    wrong_passphrases: int
    refused: KioskError | None
    today: Callable[[], date]

    @property
    def is_open(self) -> bool:
        """Whether the desk is open."""

    @property
    def screen(self) -> Screen[object]:
        """What is shown."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """What is shown and all below it; empty once the app has ended."""

    async def work(self, job: Callable[[], T]) -> T:
        """Do a piece of the store's work in its thread."""

    def submit(self, call: Callable[[], Any]) -> Any:
        """Carry a call out in the store's thread and wait for it; for other threads than the screen's."""

    # -- words

    def count_words(self, key: str, number: int) -> str:
        """Word a sentence that counts."""

    def error_words(self, error: KioskError) -> str:
        """Word an error and its remedy."""

    def guidance(self, what: Says | Label) -> str:
        """Word guidance."""

    def act_words(self, name: str, title: Label) -> str:
        """Name an act; by its number alone where nothing may tell."""

    def date(self, day: date) -> str:
        """Write a date in full."""

    def when(self, when: When) -> str:
        """Write a date as far as it is known."""

    def spoken(self) -> str:
        """Give the French name of the language that was chosen for the person."""

    def word(self, receipt: Receipt, language: str = "") -> Receipt:
        """Word a receipt."""

    def report_words(self, report: PrintReport) -> str:
        """Word what became of a print."""

    def reason_words(self, reason: str) -> str:
        """Word the reason of a state."""

    def is_reviewed(self, visit: Visit) -> bool:
        """Tell whether a consent may be given in her language: all that was said to her must have been reviewed."""

    def shown_keys(self, keys: Sequence[Keys]) -> list[tuple[str, str]]:
        """Give the caps and words of the keys that work."""

    def top_words(self) -> tuple[str, str]:
        """Give the two ends of the top line."""

    def status_words(self) -> list[str]:
        """Give the parts of the status line."""

    def start_problem(self) -> str:
        """Give what must be known before the first visit."""

    def road_told(self) -> str:
        """Say how the road stands."""

    # -- what is shown

    def turn_over(self, asks: DOMNode | None = None) -> None:
        """Say that something else is asked: no key counts before it was painted."""

    def clock(self) -> float:
        """Read what keys are timed with."""

    def repaint(self) -> None:
        """Paint everything anew."""

    def switch_screen(self, screen: Screen[Any]) -> AwaitComplete:
        """Show a screen in place of the one that is shown."""

    async def until_current(self, screen: Screen[Any]) -> None:
        """Wait until nothing covers a screen."""

    async def until_uncovered(self) -> None:
        """Wait until no lock and no hidden page covers what is shown."""

    async def tell(self, error: KioskError) -> None:
        """Say what went wrong behind the screens."""

    # -- from screen to screen

    def welcome(self) -> Visit:
        """Give the visit of the person at the desk."""

    async def begin(self, name: str, answers: Answers | None = None) -> bool:
        """Begin an act over the home screen."""

    async def triage(self) -> bool:
        """Ask where to begin."""

    def go_home_to(self, name: str, answers: Answers) -> None:
        """Go home and begin an act at once."""

    def another_act(self) -> None:
        """Go home with the same person."""

    def end_act(self, said: str, leads: Sequence[str] = (), answers: Answers | None = None) -> None:
        """Say that an act ended without anything kept, and ask what comes next."""

    async def reopen(self, case: str) -> None:
        """In training, begin again with another exercise."""

    def exit(self, result: int) -> None:
        """Stop, with an exit code."""

    # -- the road and the printer

    @property
    def road(self) -> Way:
        """The road to the office."""

    async def count_waiting(self) -> None:
        """Count anew what waits, for the status line."""

    def heard_of_printer(self, forgot: asyncio.Future[bool]) -> None:
        """Say at home that the printer is to be switched off, where it did not say that it forgot a receipt."""
