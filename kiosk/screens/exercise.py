"""Exercises of a training desk: chosen on its home screen, told in two sentences, begun where it becomes difficult."""

from __future__ import annotations

from abc import abstractmethod
from asyncio import Event
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from kiosk.core.errors import KioskError, ProcedureFault
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.gate import WAY
from kiosk.screens.jobs import background
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.flows.exercise import Exercise
    from kiosk.flows.unlock import Session
    from kiosk.flows.visit import Visit
    from kiosk.screens.host import Host

T = TypeVar("T")


class Reopens:
    """What the app can do in training alone. The app keeps the desk that is open."""

    visit: Visit | None
    _session: Session | None
    _opened: Event

    @abstractmethod
    async def _open(self, passphrase: str) -> None:
        """Open the desk; in training, what is given names an exercise."""

    @abstractmethod
    async def work(self, job: Callable[[], T]) -> T:
        """Do a piece of the store's work in its thread."""

    @abstractmethod
    async def until_uncovered(self) -> None:
        """Wait until no lock and no hidden page covers what is shown."""

    async def reopen(self, case: str) -> None:
        """Begin again with another exercise; keys wait until there is a desk again."""
        await self.until_uncovered()
        if self._session is None:
            return
        self._opened.clear()
        session, self._session, self.visit = self._session, None, None
        try:
            await self.work(session.close)
            await self._open(case)
        finally:
            self._opened.set()


def choose(kiosk: Host) -> None:
    """Offer the exercises. A real desk has none."""
    from kiosk.core.exercise import Case

    if not kiosk.is_open or not kiosk.session.tools.training:
        return
    rows = [(str(case), kiosk.say(case)) for case in Case]

    def answered(answer: str | None) -> None:
        if answer is not None:
            background(kiosk, _reopen(kiosk, "" if answer == "none" else answer))

    choices = [*rows, ("none", kiosk.say(Ui.CASES_NONE))]
    kiosk.push_screen(ConfirmScreen(kiosk.say(Ui.CASES_TITLE), kiosk.say(Ui.CASES_TEXT), choices), answered)


async def _reopen(kiosk: Host, case: str) -> None:
    try:
        await kiosk.reopen(case)
    except KioskError as error:  # the disk: without a store there is nothing to practise with
        kiosk.refused = error
        kiosk.exit(1)


def begin(kiosk: Host) -> None:
    """Tell the story, once, and go to where it begins."""
    from kiosk.core.exercise import Story

    exercise = kiosk.session.exercise
    if exercise is None or exercise.begun:
        return
    exercise.begun = True
    title, story = kiosk.say(exercise.case), kiosk.say(Story(exercise.case.value))
    told = ConfirmScreen(title, story, [("go", kiosk.say(Ui.CASES_GO))])

    def go(_: str | None) -> None:
        background(kiosk, _play(kiosk, exercise), group=WAY)

    kiosk.push_screen(told, go)


async def _play(kiosk: Host, exercise: Exercise) -> None:
    from kiosk.flows.exercise import play
    from kiosk.screens.visit import VisitScreen

    scene = exercise.scene
    if not scene.procedure:
        return
    try:
        procedure = await kiosk.work(partial(kiosk.session.library.open, scene.procedure))
    except ProcedureFault:
        return  # the association's own guidance has no such act: the story alone is played
    screen = VisitScreen(kiosk.welcome(), procedure)
    play(screen.visit, scene.until, scene.answers)
    kiosk.push_screen(screen)
