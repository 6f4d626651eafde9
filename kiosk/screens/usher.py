"""From screen to screen: the home screen, an act, another one for the same person, the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from kiosk.core.errors import KioskError, ProcedureFault
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.forget import forget
from kiosk.screens.gate import WAY, Gate
from kiosk.screens.home import HomeScreen
from kiosk.screens.jobs import background
from kiosk.screens.neutral import NeutralScreen
from kiosk.screens.speaker import Speaker
from kiosk.screens.survey import finish
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.procedure import Answers
    from kiosk.core.tally import Topic
    from kiosk.flows.visit import Visit


class Usher(Speaker, Gate):
    """Takes the person from one screen to the next. The app keeps her visit."""

    visit: Visit | None
    today: Callable[[], date]
    work: Callable[..., Any]
    until_uncovered: Callable[[], Any]
    _staff_language: str

    def heard_of_printer(self, forgot: asyncio.Future[bool]) -> None:
        """Say at home that the printer is to be switched off, where it does not say that it forgot a receipt."""
        self._printer_holds = forgot.cancelled() or forgot.exception() is not None or not forgot.result()
        if self._printer_holds and self.is_running:
            for screen in self.screen_stack:
                if isinstance(screen, HomeScreen):
                    screen.problem(self.start_problem())

    def welcome(self) -> Visit:
        """Give the visit of the person at the desk; a new one if nobody was."""
        self._printer_holds = False  # it was said at home
        if self.visit is None:
            self.visit = self.session.visit(self.language)
        self.visit.language = self.language
        return self.visit

    async def begin(self, name: str, answers: Answers | None = None) -> bool:
        """Begin an act over the home screen; False, and said there, if its file is refused.

        Args:
            name: the procedure.
            answers: what the person said elsewhere a moment ago.
        """
        from kiosk.screens.visit import VisitScreen

        session = self.session
        try:
            procedure = await self.work(lambda: session.library.open(name))
        except ProcedureFault as error:
            if isinstance(self.screen, KioskScreen):
                self.screen.problem(self.error_words(error))
            return False
        await self.until_uncovered()
        if isinstance(self.screen, HomeScreen):
            self.push_screen(VisitScreen(self.welcome(), procedure, answers))
        return True

    async def triage(self) -> bool:
        """Ask where to begin; False, and said on the screen, if the questions cannot be read."""
        from kiosk.screens.triage import TriageScreen

        session = self.session
        try:
            triage = await self.work(session.library.triage)
        except ProcedureFault as error:
            if isinstance(self.screen, KioskScreen):
                self.screen.problem(self.error_words(error))
            return False
        await self.until_uncovered()
        if isinstance(self.screen, HomeScreen):
            self.push_screen(TriageScreen(self.welcome(), triage))
        return True

    def go_home_to(self, name: str, answers: Answers) -> None:
        """Go home and begin an act at once, with what the person just said."""

        async def go() -> None:
            await self._home()
            await self.begin(name, answers)

        background(self, go(), group=WAY)

    def another_act(self) -> None:
        """Go home with the same person: her language stays, her answers do not."""
        background(self, self._home(), group=WAY)

    def end_act(self, said: str, leads: Sequence[str] = (), answers: Answers | None = None) -> None:
        """Say that an act ended without anything kept, and ask what the same person wants next.

        Args:
            said: how it ended.
            leads: procedures that remain possible, by their ids.
            answers: what she said, for the one that she chooses of these.
        """
        titles = {each.id: each for each in self.session.library.titles()}
        onward = {f"to {name}": name for name in leads if name in titles}
        choices = [(code, self.act_words(name, titles[name].title)) for code, name in onward.items()]
        choices += [("another", self.say(Ui.AFTER_ANOTHER)), ("end", self.say(Ui.AFTER_END))]

        def answered(answer: str | None) -> None:
            if answer in onward:
                background(self, self.begin(onward[answer], answers), group=WAY)
            elif answer != "another":
                finish(self, self.say(Ui.THANKS))

        text = "\n".join([said, *([self.say(Ui.AFTER_LEADS)] if onward else [])])
        background(self, self._home(ConfirmScreen(self.say(Ui.AFTER_TITLE), text, choices), answered), group=WAY)

    def end_visit(self, thanks: str, told: Mapping[Topic, str] | None = None) -> None:
        """Count the visit, wipe everything of it and show a neutral screen until the next person.

        Args:
            thanks: what is said to her.
            told: what she answered for the counts, if she was asked.
        """
        if self.visit is not None:
            self.visit.end(told or {})
        self.visit = None
        text = "\n\n".join((thanks, self.say(Ui.END_TITLE), self.say(Ui.END_TEXT), "", self.say(Ui.END_NEXT)))
        self.language, self.discreet = self._staff_language, False
        background(self, self._home(NeutralScreen(text)), group=WAY)

    async def _home(
        self, over: Screen[Any] | None = None, answered: Callable[[str | None], None] | None = None
    ) -> None:
        session = self.session
        await self.work(lambda: session.tally.write(session.store))
        with suppress(KioskError):  # the status line alone
            await self.count_waiting()
        self.road.something_new()
        await self.until_uncovered()
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        await self._show(HomeScreen(session.library.titles()))
        if over is not None:
            await self.push_screen(over, answered)
        if self.visit is None:
            self.call_later(forget)

    async def _show(self, screen: KioskScreen) -> None:
        """Show a screen in place of the one below all others; the very first screen cannot be replaced."""
        if len(self.screen_stack) > 1:
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)

    async def tell(self, error: KioskError) -> None:
        """Say what went wrong behind the screens, once nothing covers them."""
        await self.until_uncovered()
        for screen in reversed(self.screen_stack):
            if isinstance(screen, KioskScreen):
                screen.problem(self.error_words(error))
                return

    async def relanguage(self) -> None:
        """Show the words of the screen anew, where it has any."""
        if isinstance(self.screen, KioskScreen):
            await self.screen.relanguage()

    async def count_waiting(self) -> None:
        """Count anew what waits, for the status line."""
        from kiosk.core.deadline import is_near
        from kiosk.core.outbox import State
        from kiosk.core.status import is_news

        store = self.session.store
        entries = await self.work(store.entries)
        self._waiting = sum(1 for entry in entries if entry.state in (State.WAITING, State.UNCERTAIN))
        self._news = sum(map(is_news, entries))
        open_ends = [entry.deadline for entry in entries if entry.deadline and not entry.is_final]
        first = min(open_ends, default=None)
        self._urgent = first if is_near(first, self.today()) else None
