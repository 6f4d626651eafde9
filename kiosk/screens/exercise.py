"""Exercises of a training desk: chosen on its home screen, told in two sentences, begun where it becomes difficult."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError, ProcedureFault
from kiosk.glass.gate import WAY
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import background
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.flows.exercise import Exercise
    from kiosk.screens.host import Host


def offer_exercises(kiosk: Host) -> None:
    """Offer the exercises. A real desk has none."""
    from kiosk.core.exercise import Case

    if not kiosk.is_open or not kiosk.session.tools.training:
        return
    rows = [(str(case), kiosk.words.say(case)) for case in Case]

    def answered(answer: str | None) -> None:
        if answer == "solution":
            _solve(kiosk)
        elif answer is not None:
            background(kiosk, _reopen(kiosk, "" if answer == "none" else answer))

    choices = [*rows, ("none", kiosk.words.say(Ui.CASES_NONE))]
    if kiosk.session.exercise is not None:
        choices.append(("solution", kiosk.words.say(Ui.CASES_SOLUTION)))
    kiosk.push_screen(ConfirmScreen(kiosk.words.say(Ui.CASES_TITLE), kiosk.words.say(Ui.CASES_TEXT), choices), answered)


def _solve(kiosk: Host) -> None:
    """Say what there was to see, and what a responsible person can do."""
    from kiosk.core.exercise import Solution

    exercise = kiosk.session.exercise
    if exercise is not None:
        title, told = kiosk.words.say(exercise.case), kiosk.words.say(Solution(exercise.case.value))
        kiosk.push_screen(ConfirmScreen(title, told, [("seen", kiosk.words.say(Ui.CASES_SEEN))]))


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
    title, story = kiosk.words.say(exercise.case), kiosk.words.say(Story(exercise.case.value))
    story = f"{story}\n{kiosk.words.say(Ui.CASES_HINT)}"
    told = ConfirmScreen(title, story, [("go", kiosk.words.say(Ui.CASES_GO))])

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
    screen = VisitScreen(kiosk.usher.welcome(), procedure)
    play(screen.visit, scene.until, scene.answers)
    kiosk.push_screen(screen)
