"""From screen to screen: the home screen, an act, another one for the same person, the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from kiosk.core.errors import KioskError, ProcedureFault
from kiosk.glass.forget import forget_screens
from kiosk.glass.gate import WAY
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import BOX_LINE, ConfirmScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.jobs import background
from kiosk.screens.neutral import NeutralScreen
from kiosk.screens.survey import finish
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.procedure import Answers
    from kiosk.core.tally import Topic
    from kiosk.flows.visit import Visit
    from kiosk.screens.stage import PartsHost


class Usher:
    """Takes the person from one screen to the next, and keeps her visit.

    Args:
        stage: the app.
    """

    def __init__(self, stage: PartsHost) -> None:
        self._stage = stage
        self.visit: Visit | None = None
        """The visit of the person at the desk, if somebody is."""

    def welcome(self) -> Visit:
        """Give the visit of the person at the desk; a new one if nobody was."""
        self._stage.frame.printer_holds = False  # it was said at home
        language = self._stage.words.language
        if self.visit is None:
            self.visit = self._stage.session.visit(language)
        self.visit.language = language
        return self.visit

    async def begin(self, name: str, answers: Answers | None = None) -> bool:
        """Begin an act over the home screen; False, and said there, if its file is refused.

        Args:
            name: the procedure.
            answers: what the person said elsewhere a moment ago.
        """
        from kiosk.screens.visit import VisitScreen

        stage = self._stage
        session = stage.session
        try:
            procedure = await stage.work(lambda: session.library.open(name))
        except ProcedureFault as error:
            self._say_here(error)
            return False
        await stage.guard.until_uncovered()
        if isinstance(stage.screen, HomeScreen):
            stage.push_screen(VisitScreen(self.welcome(), procedure, answers))
        return True

    async def triage(self) -> bool:
        """Ask where to begin; False, and said on the screen, if the questions cannot be read."""
        from kiosk.screens.triage import TriageScreen

        stage = self._stage
        try:
            triage = await stage.work(stage.session.library.triage)
        except ProcedureFault as error:
            self._say_here(error)
            return False
        await stage.guard.until_uncovered()
        if isinstance(stage.screen, HomeScreen):
            stage.push_screen(TriageScreen(self.welcome(), triage))
        return True

    def _say_here(self, error: ProcedureFault) -> None:
        if isinstance(self._stage.screen, KioskScreen):
            self._stage.screen.problem(self._stage.words.error(error))

    def queue(self) -> None:
        """Show the queue."""
        if isinstance(self._stage.screen, HomeScreen):
            background(self._stage, self._queue(self._stage.screen), group=WAY)

    async def _queue(self, home: HomeScreen) -> None:
        from kiosk.screens.queue import QueueScreen

        entries = await self._stage.work(self._stage.session.store.entries)
        await self._stage.guard.until_uncovered()
        if self._stage.screen is home:
            self._stage.push_screen(QueueScreen(entries))

    def go_home_to(self, name: str, answers: Answers) -> None:
        """Go home and begin an act at once, with what the person just said."""

        async def go() -> None:
            await self._home()
            await self.begin(name, answers)

        background(self._stage, go(), group=WAY)

    def another_act(self) -> None:
        """Go home with the same person: her language stays, her answers do not."""
        background(self._stage, self._home(), group=WAY)

    def end_act(self, said: str, leads: Sequence[str] = (), answers: Answers | None = None) -> None:
        """Say that an act ended without anything kept, and ask what the same person wants next.

        Args:
            said: how it ended.
            leads: procedures that remain possible, by their ids.
            answers: what she said, for the one that she chooses of these.
        """
        stage, words = self._stage, self._stage.words
        titles = {each.id: each for each in stage.session.library.titles()}
        onward = {f"to {name}": name for name in leads if name in titles}
        choices = [(code, words.act(name, titles[name].title, BOX_LINE)) for code, name in onward.items()]
        choices += [("another", words.say(Ui.AFTER_ANOTHER)), ("end", words.say(Ui.AFTER_END))]

        def answered(answer: str | None) -> None:
            if answer in onward:
                background(stage, self.begin(onward[answer], answers), group=WAY)
            elif answer != "another":
                finish(stage, words.thanks())

        marks = words.marked(titles[name].title for name in onward.values())
        text = "\n".join([said, *([words.say(Ui.AFTER_LEADS)] if onward else []), *marks])
        box = ConfirmScreen(words.say(Ui.AFTER_TITLE), text, choices)
        background(stage, self._home(box, answered), group=WAY)

    def end_visit(self, thanks: str, told: Mapping[Topic, str] | None = None) -> None:
        """Count the visit, wipe everything of it and show a neutral screen until the next person.

        Args:
            thanks: what is said to her.
            told: what she answered for the counts, if she was asked.
        """
        self._stage.aloud.hush()
        if self.visit is not None:
            self.visit.end(told or {})
        self.visit = None
        say = self._stage.words.say
        text = "\n\n".join((thanks, say(Ui.END_TITLE), say(Ui.END_TEXT), "", say(Ui.END_NEXT)))
        self._stage.words.forget_person()
        background(self._stage, self._home(NeutralScreen(text)), group=WAY)

    async def _home(
        self, over: Screen[Any] | None = None, answered: Callable[[str | None], None] | None = None
    ) -> None:
        stage = self._stage
        session = stage.session
        await stage.work(lambda: session.tally.write(session.store))
        with suppress(KioskError):  # the status line alone
            await stage.frame.count()
        stage.road.something_new()
        await stage.guard.until_uncovered()
        while len(stage.screen_stack) > 2:
            await stage.pop_screen()
        await self.show_below(HomeScreen(session.library.titles()))
        if over is not None:
            await stage.push_screen(over, answered)
        if self.visit is None:
            stage.call_later(forget_screens)

    async def show_below(self, screen: KioskScreen) -> None:
        """Show a screen in place of the one below all others; the very first screen cannot be replaced."""
        if len(self._stage.screen_stack) > 1:
            await self._stage.switch_screen(screen)
        else:
            await self._stage.push_screen(screen)

    async def tell(self, error: KioskError) -> None:
        """Say what went wrong behind the screens, once nothing covers them."""
        await self._stage.guard.until_uncovered()
        for screen in reversed(self._stage.screen_stack):
            if isinstance(screen, KioskScreen):
                screen.problem(self._stage.words.error(error))
                return

    async def speak(self, language: str) -> None:
        """Go on in another language."""
        self._stage.aloud.hush()
        self._stage.words.language, self._stage.words.beside = language, False
        if self.visit is not None:
            self.visit.language = language
        await self.relanguage()

    async def relanguage(self) -> None:
        """Show the words of the screen anew, where it has any."""
        if isinstance(self._stage.screen, KioskScreen):
            await self._stage.screen.relanguage()
