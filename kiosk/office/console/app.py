"""The console: it opens the office, shows its acts, and covers them when nobody is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from enum import Enum
from typing import Any, TypeVar, cast

from textual import events
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from kiosk.core.errors import JobFailed, KioskError, WrongPassphrase
from kiosk.core.paper import PrintReport
from kiosk.glass import themes
from kiosk.glass.forget import forget_screens
from kiosk.glass.gate import Gate
from kiosk.glass.no_exit import NoExit
from kiosk.glass.window import Window
from kiosk.office.console.acts import ActsScreen
from kiosk.office.console.boxes import AskScreen, ConsoleCurtain, PassphraseScreen
from kiosk.office.console.bureau import Bureau
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.stand import ConsoleScreen
from kiosk.words.catalogues import Catalogues
from kiosk.words.console import ConsoleUi

T = TypeVar("T")
IDLE = 5 * 60
"""Seconds without a key after which the screen is covered."""
CALL = 30 * 60
"""The same while an act is open: a call takes twenty minutes, with a hand on the telephone."""
TURN = 5.0
"""Seconds between two looks at how long nobody has pressed a key."""
REFRESH = 30.0
"""Seconds between two looks at what came up by itself."""


class ConsoleApp(Gate, NoExit, Window):
    """The office's console.

    Args:
        opener: opens the office with a passphrase.
        words: the catalogues.
        language: of the people at the office.
        theme_wanted: the look that is wanted; empty for what the terminal can show.
        idle: seconds without a key after which the screen is covered: in the list, and in an act.
    """

    CSS_PATH = ["../../glass/kiosk.tcss", "console.tcss"]
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = None
    BINDINGS = [*bound(Caps.HELP, Caps.HIDE, Caps.LOCK, Caps.QUIT)]
    theme: Reactive[str] = Reactive(Initialize(lambda app: cast("ConsoleApp", app).first_theme()))

    def __init__(
        self,
        opener: Callable[[str], Bureau],
        words: Catalogues,
        language: str,
        theme_wanted: str = "",
        *,
        idle: tuple[int, int] = (IDLE, CALL),
    ) -> None:
        self._theme_wanted = theme_wanted
        super().__init__()
        self._opener, self._words, self._language, self._idle = opener, words, language, idle
        self._bureau: Bureau | None = None
        self._opened = asyncio.Event()
        # The ledger is not thread-safe, and a disk may be slow: one thread does all of the office's work.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="office")
        self._touched = self.clock()
        self.refused: KioskError | None = None
        """Why the office could not be opened at all."""

    # -- start and end

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the passphrase."""
        return PassphraseScreen(locks=False)

    async def on_mount(self) -> None:
        """Listen to the system."""
        self.title = ""
        self.hear_signals()
        self._opened.set()
        self.set_interval(TURN, self.look)
        self.set_interval(REFRESH, self._freshen)
        self.call_after_refresh(self.let_signals_in)

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there; what is pressed after a long while first covers."""
        if isinstance(event, events.Key | events.Paste):
            idle, self._touched = self._is_idle(), self.clock()
            if idle and self._cover():
                self.lose(event)
                return
        await super().on_event(event)

    async def on_unmount(self) -> None:
        """Let go of the office."""
        bureau, self._bureau = self._bureau, None
        if bureau is not None:
            with suppress(KioskError):
                await self.work(bureau.close)
        self._thread.shutdown(wait=False)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Give the kiosk's own themes, and no other."""
        return themes.THEMES

    def first_theme(self) -> str:
        """Name the look that is wanted, or that this terminal can show."""
        return themes.choose_theme(self._theme_wanted).name

    def last_words(self) -> str:
        """Say nothing: why it ended stands in the command."""
        return ""

    # -- what screens ask

    @property
    def bureau(self) -> Bureau:
        """The open office."""
        if self._bureau is None:
            raise WrongPassphrase
        return self._bureau

    async def work(self, job: Callable[[], T]) -> T:
        """Do something in the office's thread. Raises nothing but a KioskError."""

        def foreseen() -> T:
            try:
                return job()
            except KioskError:
                raise
            except Exception as error:  # said in words, like any other failure
                raise JobFailed(type(error).__name__) from error

        return await asyncio.get_running_loop().run_in_executor(self._thread, foreseen)

    def say(self, code: Enum, **values: object) -> str:
        """Word a code."""
        return self._words.say(code, self._language, **values)

    def error(self, error: KioskError) -> str:
        """Word an error and its remedy."""
        return self._words.error(error, self._language)

    def report(self, report: PrintReport) -> str:
        """Word what became of a print."""
        return " ".join(self._words.report(report, self._language))

    def date(self, day: date) -> str:
        """Write a date in full."""
        return self._words.date(day, self._language)

    async def ask_choice(self, title: str, text: str, choices: Sequence[tuple[str, str]]) -> str | None:
        """Ask for one of these; None without an answer."""
        return await self.push_screen_wait(AskScreen(title, text, choices))

    async def ask_line(self, title: str, hint: str = "", *, most: int = 200) -> str | None:
        """Ask for a line; None without one."""
        return await self.push_screen_wait(AskScreen(title, hint, most=most))

    async def unlock(self, passphrase: str) -> None:
        """Open the office, or uncover it for who is there now.

        Raises:
            WrongPassphrase: it is nobody's.
        """
        if self._bureau is None:
            try:
                self._bureau = await self.work(lambda: self._opener(passphrase))
            except WrongPassphrase:
                raise
            except KioskError as error:
                self.refused = error
                self.exit(1)
                return
            await self.push_screen(ActsScreen())
            return
        bureau = self._bureau
        same = await self.work(lambda: bureau.verify(passphrase))
        if not same:
            await self._afresh()
            return
        while any(isinstance(each, PassphraseScreen) and each.locks for each in self.screen_stack):
            await self.pop_screen()

    async def _afresh(self) -> None:
        """Take away what somebody else left behind the lock, before anything of it can be seen."""
        with self.batch_update():
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            await self.push_screen(ActsScreen())
        self.call_later(forget_screens)
        self.screen.call_after_refresh(self._say_other)

    def _say_other(self) -> None:
        if isinstance(self.screen, ConsoleScreen):
            self.screen.status(self.say(ConsoleUi.OTHER_PERSON))

    # -- what covers

    def look(self) -> None:
        """Curtain the screen if nobody has pressed a key for too long."""
        if self._is_idle() and self._cover():
            self.came_by_itself()

    def _is_idle(self) -> bool:
        depth = sum(not isinstance(each, ConsoleCurtain | PassphraseScreen) for each in self.screen_stack)
        return self._bureau is not None and self.clock() - self._touched >= self._idle[depth > 1]

    def _cover(self) -> bool:
        if self._bureau is None or self.is_locked:
            return False
        self.veil("")
        self.push_screen(PassphraseScreen(locks=True))
        self.call_later(forget_screens)
        return True

    @property
    def is_locked(self) -> bool:
        """Whether a lock lies over what is shown."""
        return any(isinstance(each, PassphraseScreen) and each.locks for each in self.screen_stack)

    @property
    def is_covered(self) -> bool:
        """Whether a lock or a hidden page covers what is under way."""
        return isinstance(self.screen, ConsoleCurtain) or self.is_locked

    @property
    def takes_lines(self) -> bool:
        """Whether what is shown takes what is typed as a whole, from the key on that led there."""
        return isinstance(self.screen, ConsoleScreen) and self.screen.takes_lines

    def action_hide(self) -> None:
        """Hide the screen at once, or come back."""
        if isinstance(self.screen, ConsoleCurtain):
            self.pop_screen()
        elif self._bureau is not None:
            text = self.say(ConsoleUi.HIDDEN)
            self.veil(text)
            self.push_screen(ConsoleCurtain(text))

    def action_lock(self) -> None:
        """Curtain the screen until the passphrase is typed again."""
        self._cover()

    def action_help(self) -> None:
        """Say which keys there are."""
        if self._bureau is not None and not self.is_covered and not isinstance(self.screen, AskScreen):
            ok = [("ok", self.say(ConsoleUi.KEY_BACK))]
            self.push_screen(AskScreen(self.say(ConsoleUi.KEY_HELP), self.say(ConsoleUi.HELP), ok))

    def action_stop(self) -> None:
        """Stop, after a question where something is open."""
        if self._bureau is None or self.is_covered:
            self.leave()
        elif not isinstance(self.screen, AskScreen):
            self.run_worker(self._stop())

    async def _stop(self) -> None:
        choices = [("yes", self.say(ConsoleUi.YES)), ("no", self.say(ConsoleUi.NO))]
        if await self.ask_choice(self.say(ConsoleUi.ASK_LEAVE), "", choices) == "yes":
            self.leave()

    def _freshen(self) -> None:
        if isinstance(self.screen, ActsScreen) and self.clock() - self._touched > TURN:
            self.screen.begin(self.screen.reload())

    def copy_to_clipboard(self, text: str) -> None:
        """Copy nothing: the terminal's clipboard outlives the act."""
