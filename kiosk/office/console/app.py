"""The console: it opens the office, shows its acts, and covers them when nobody is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from enum import Enum
from math import inf
from typing import Any, TypeVar, cast

from textual import events
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input

from kiosk.core.errors import KioskError, WrongPassphrase
from kiosk.core.foreseen import foreseen
from kiosk.core.idle import NOTICE, OFFICE_IDLE, may_pass
from kiosk.core.paper import PrintReport
from kiosk.glass import themes
from kiosk.glass.forget import forget_screens
from kiosk.glass.gate import Gate
from kiosk.glass.no_exit import NoExit
from kiosk.glass.over import announce
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.window import Window
from kiosk.office.bureau import Bureau
from kiosk.office.console.act import ActScreen
from kiosk.office.console.acts import ActsScreen
from kiosk.office.console.boxes import AskScreen, ConsoleBox, ConsoleCurtain, ConsoleHelp, PassphraseScreen
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.stand import ConsoleScreen
from kiosk.office.hold import HoldNews
from kiosk.office.telling import say_error
from kiosk.words.catalogues import Catalogues
from kiosk.words.console import ConsoleUi
from kiosk.words.linear import LockUi
from kiosk.words.ui import Ui

T = TypeVar("T")
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
        bell: whether a lock that is near is announced by the bell, too.
        shortcuts: whether a single sign is a deed: else it counts only where it is typed, or numbers an answer.
    """

    CSS_PATH = ["../../glass/kiosk.tcss", "console.tcss"]
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = None
    BINDINGS = [*bound(Caps.HELP, Caps.HIDE, Caps.LOCK, Caps.QUIT, Caps.VANISH)]
    theme: Reactive[str] = Reactive(Initialize(lambda app: cast("ConsoleApp", app).first_theme()))

    def __init__(
        self,
        opener: Callable[[str], Bureau],
        words: Catalogues,
        language: str,
        theme_wanted: str = "",
        *,
        idle: tuple[int, int] = OFFICE_IDLE,
        bell: bool = True,
        shortcuts: bool = True,
    ) -> None:
        self.shortcuts = shortcuts
        self._theme_wanted = theme_wanted
        super().__init__()
        self._opener, self._words, self._language, self._idle = opener, words, language, idle
        self._bureau: Bureau | None = None
        self._opened = asyncio.Event()
        # The ledger is not thread-safe, and a disk may be slow: one thread does all of the office's work.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="office")
        self._touched = self.clock()
        self._bell, self._left = bell, False
        self._tells: LockUi | ConsoleUi | None = None
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
            idle, self._touched = self._left_until_idle() <= 0, self.clock()
            self._tell_soon(None)
            if idle and self._cover():
                self.lose(event)
                return
            self._watch_hold(key=True)
            if isinstance(event, events.Key) and event.is_printable and not (self.shortcuts or self._takes_signs):
                return
        await super().on_event(event)

    @property
    def _takes_signs(self) -> bool:
        """Whether what has the focus takes signs: a line, or a list of numbered answers."""
        return isinstance(self.focused, Input | Choices)

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
        return await asyncio.get_running_loop().run_in_executor(self._thread, foreseen(job))

    def say(self, code: Enum, **values: object) -> str:
        """Word a code."""
        return self._words.say(code, self._language, **values)

    def error(self, error: KioskError) -> str:
        """Word an error and its remedy."""
        return say_error(error, self.say, lambda error: self._words.error(error, self._language))

    def report(self, report: PrintReport) -> str:
        """Word what became of a print."""
        return " ".join(self._words.report(report, self._language))

    def date(self, day: date) -> str:
        """Write a date in full."""
        return self._words.date(day, self._language)

    async def ask_choice(self, title: str, text: str, choices: Sequence[tuple[str, str]]) -> str | None:
        """Ask for one of these; None without an answer."""
        return await self.push_screen_wait(AskScreen(title, text, choices))

    async def ask_line(self, title: str, hint: str = "", *, most: int = 200, draft: str = "") -> str | None:
        """Ask for a line, in which a draft stands; None without one."""
        return await self.push_screen_wait(AskScreen(title, hint, most=most, draft=draft))

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
        if self._left or not same:
            self._left = False
            await self._afresh(ConsoleUi.OTHER_PERSON if not same else None)
            return
        while any(isinstance(each, PassphraseScreen) and each.locks for each in self.screen_stack):
            await self.pop_screen()

    async def _afresh(self, told: ConsoleUi | None) -> None:
        """Take away what somebody left behind the lock, before anything of it can be seen."""
        with self.batch_update():
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            await self.push_screen(ActsScreen())
        self.call_later(forget_screens)
        self.screen.call_after_refresh(self._say, told)

    def _say(self, told: ConsoleUi | None) -> None:
        if told is not None and isinstance(self.screen, ConsoleScreen):
            self.screen.status(self.say(told))

    # -- what covers

    def look(self) -> None:
        """Curtain the screen if nobody has pressed a key for too long; half a minute before say so, and of an act."""
        left = self._left_until_idle()
        lets_go = ConsoleUi.HOLD_SOON if self._watch_hold(key=False) else None
        self._tell_soon(LockUi.SOON if 0 < left <= NOTICE and not self.is_locked else lets_go)
        if left <= 0 and self._cover():
            self.came_by_itself()

    def _watch_hold(self, *, key: bool) -> bool:
        """Keep the act that is open for who works on it; tells whether it is let go soon, because nobody does."""
        act = next((each for each in reversed(self.screen_stack) if isinstance(each, ActScreen)), None)
        if act is None or self.is_locked:
            return False
        news = act.look(key=key)
        if news is HoldNews.RENEW:
            self.run_worker(act.renew())
        return news is HoldNews.SOON

    def _left_until_idle(self) -> float:
        """Give the seconds until nobody has been there for too long; before the office is open that is never."""
        depth = sum(not isinstance(each, ConsoleCurtain | PassphraseScreen) for each in self.screen_stack)
        most = may_pass(self._idle, visit=depth > 1, call=False)
        return inf if self._bureau is None else self._touched + most - self.clock()

    def _tell_soon(self, what: LockUi | ConsoleUi | None) -> None:
        """Say what is near, or say it no more: on the status line of every screen that has one."""
        if what is self._tells:
            return
        self._tells = what
        if what and self._bell:
            self.bell()
        words = self.say(what) if what else ""
        for screen in self.screen_stack:
            announce(screen, words)
            if isinstance(screen, ConsoleScreen):
                screen.status(words)

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
    def is_hidden(self) -> bool:
        """Whether a hidden page lies over everything, which the key that hides takes away."""
        return isinstance(self.screen, ConsoleCurtain)

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
        """Curtain the screen until the passphrase is typed again; at the lock, begin its line anew."""
        if not self._cover() and isinstance(self.screen, PassphraseScreen):
            self.screen.begin_anew()

    def action_vanish(self) -> None:
        """Lock at once; what is open is closed, and whoever comes back begins at the list."""
        self._left = self._left or self._bureau is not None
        self._cover()

    def action_help(self) -> None:
        """Say which keys there are."""
        if self._bureau is not None and not self.is_covered and not isinstance(self.screen, ConsoleBox):
            told = self.say(ConsoleUi.HELP if self.shortcuts else ConsoleUi.HELP_NO_SIGNS)
            self.push_screen(ConsoleHelp(self.say(ConsoleUi.KEY_HELP), f"{told}\n\n{self.say(Ui.HELP_CLOSE)}"))

    def action_stop(self) -> None:
        """Stop, after a question where something is open."""
        if self._bureau is None or self.is_covered:
            self.leave()
        elif not isinstance(self.screen, ConsoleBox):
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
