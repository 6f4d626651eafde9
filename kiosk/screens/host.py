"""What the screens see of the app: what they may ask of it and of its parts, and none of them knows the app itself.

The app has parts, each a plain object: its words, the frame around every screen, the usher, the guard, the road.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import Screen, ScreenResultCallbackType
from textual.worker import Worker

from kiosk.core.errors import KioskError

if TYPE_CHECKING:  # the first screen is painted before the rules and errands are imported
    from kiosk.core.procedure import Answers
    from kiosk.core.tally import Topic
    from kiosk.flows.sync import RoadReport
    from kiosk.flows.unlock import Session
    from kiosk.flows.visit import Visit
    from kiosk.screens.speaker import Speaker
    from kiosk.words.carried import KeyOutcome
    from kiosk.words.road import RoadUi
    from kiosk.words.ui import Ui

T = TypeVar("T")


class Lines(Protocol):
    """The lines around every screen."""

    def top(self) -> tuple[str, str]:
        """Give the two ends of the top line."""

    @property
    def is_urgent(self) -> bool:
        """Whether the status line says what must be heard of now."""

    def status(self) -> list[str]:
        """Give the parts of the status line."""

    def road(self, *, short: bool = False) -> str:
        """Say how the road stands, why, since when, and when it is tried again; or in few words."""

    @property
    def has_updates(self) -> bool:
        """Whether keys bring updates to this machine."""

    def update(self) -> str:
        """Say what a key with an update left on this machine; empty where it left nothing."""

    def problem(self) -> str:
        """Give what must be known before the first visit."""

    async def count(self) -> None:
        """Count anew what waits, for the status line."""

    def heard_of_printer(self, forgot: asyncio.Future[bool]) -> None:
        """Say at home that the printer is to be switched off, where it did not say that it forgot a receipt."""


class Leads(Protocol):
    """The way from screen to screen, and the visit of whoever goes it."""

    @property
    def visit(self) -> Visit | None:
        """The visit of the person at the desk, if somebody is."""

    def welcome(self) -> Visit:
        """Give the visit of the person at the desk; a new one if nobody was."""

    async def begin(self, name: str, answers: Answers | None = None) -> bool:
        """Begin an act over the home screen; False, and said there, if its file is refused."""

    async def triage(self) -> bool:
        """Ask where to begin; False, and said on the screen, if the questions cannot be read."""

    def queue(self) -> None:
        """Show the queue."""

    def go_home_to(self, name: str, answers: Answers) -> None:
        """Go home and begin an act at once, with what the person just said."""

    def another_act(self) -> None:
        """Go home with the same person: her language stays, her answers do not."""

    def end_act(self, said: str, leads: Sequence[str] = (), answers: Answers | None = None) -> None:
        """Say that an act ended without anything kept, and ask what comes next."""

    def end_visit(self, thanks: str, told: dict[Topic, str] | None = None) -> None:
        """Count the visit, wipe everything of it and show a neutral screen until the next person."""

    async def tell(self, error: KioskError) -> None:
        """Say what went wrong behind the screens, once nothing covers them."""


class Covers(Protocol):
    """What covers the screen, and who may uncover it."""

    wrong_passphrases: int
    """Since the last right one."""
    tells_lock: bool
    """Whether a lock is near: the status line says so until a key is pressed."""

    @property
    def lock_words(self) -> str:
        """What is said before a lock."""

    async def until_current(self, screen: Screen[Any]) -> None:
        """Wait until nothing covers a screen."""

    async def until_uncovered(self) -> None:
        """Wait until no lock and no hidden page covers what is shown."""


class Speaks(Protocol):
    """What says pages aloud."""

    @property
    def status(self) -> str:
        """Say who speaks, and the key that stops it; nothing where nobody does."""

    def hush(self) -> bool:
        """Be silent at once; says whether something was being said."""


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
    """The road to the office."""

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

    def joined(self) -> None:
        """The desk has joined a hub."""

    async def forget_due(self) -> None:
        """Let everything go whose time has come."""


class Asks(Protocol):
    """Who may ask for work in the background: a screen, a view, or the app."""

    @property
    def kiosk(self) -> Host:
        """The app."""

    def run_worker(self, work: Awaitable[None], *, group: str, exclusive: bool) -> Worker[None]:
        """Do something while keys come in."""


class Host(Asks, Protocol):
    """The app, as far as its screens need it."""

    # -- its parts

    @property
    def words(self) -> Speaker:
        """What it speaks with."""

    @property
    def frame(self) -> Lines:
        """The lines around every screen."""

    @property
    def usher(self) -> Leads:
        """The way from screen to screen."""

    @property
    def guard(self) -> Covers:
        """What covers the screen."""

    @property
    def road(self) -> Way:
        """The road to the office."""

    @property
    def aloud(self) -> Speaks:
        """What says pages aloud."""

    # -- the desk

    keyboard: str
    """The layout in use, where it is known."""
    refused: KioskError | None
    """Why a training desk could not be opened."""
    today: Callable[[], date]

    @property
    def is_open(self) -> bool:
        """Whether the desk is open."""

    @property
    def session(self) -> Session:
        """The open desk."""

    async def work(self, job: Callable[[], T]) -> T:
        """Do a piece of the store's work in its thread."""

    def submit(self, call: Callable[[], Any]) -> Any:
        """Carry a call out in the store's thread and wait for it; for other threads than the screen's."""

    async def reopen(self, case: str) -> None:
        """In training, begin again with another exercise."""

    # -- what is shown

    @property
    def screen(self) -> Screen[object]:
        """What is shown."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """What is shown and all below it; empty once the app has ended."""

    def push_screen(self, screen: Screen[T], callback: ScreenResultCallbackType[T] | None = None) -> Awaitable[None]:
        """Show a screen over what is shown."""

    def switch_screen(self, screen: Screen[Any]) -> AwaitComplete:
        """Show a screen in place of the one that is shown."""

    def turn_over(self, asks: DOMNode | None = None) -> None:
        """Say that something else is asked: no key counts before it was painted."""

    def clock(self) -> float:
        """Read what keys are timed with."""

    def repaint(self) -> None:
        """Paint everything anew."""

    def exit(self, result: int) -> None:
        """Stop, with an exit code."""
