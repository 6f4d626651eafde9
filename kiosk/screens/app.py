"""The Textual app: language, session and the way from screen to screen. It never quits for a passer-by."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import events
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from kiosk.core.errors import KioskError, ProcedureFault, WrongPassphrase
from kiosk.screens import themes
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.clock import ask_date
from kiosk.screens.confirm import ConfirmScreen, HelpScreen, LanguageScreen
from kiosk.screens.courier import Roads
from kiosk.screens.exercise import Reopens
from kiosk.screens.gate import WAY
from kiosk.screens.guard import IDLE, Guard
from kiosk.screens.home import HomeScreen
from kiosk.screens.jobs import background
from kiosk.screens.neutral import HiddenScreen, NeutralScreen
from kiosk.screens.no_exit import NoExit
from kiosk.screens.unlock import UnlockScreen
from kiosk.screens.window import Window
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # the first screen is painted before the rules and errands are imported
    from kiosk.core.procedure import Cover
    from kiosk.flows.unlock import Opener, Session, Verifier
    from kiosk.flows.visit import Visit

T = TypeVar("T")


EVIDENT = (Keys.PAGE_DOWN, Keys.REPAINT)
"""Keys that the help leaves out first, where there is no room for all."""
HELP_ROWS, HELP_COLUMNS = 9, 66
"""Rows of keys that the help has room for."""


class KioskApp(Guard, Reopens, NoExit, Window):
    """The kiosk.

    Args:
        opener: opens the desk with a passphrase.
        verifier: tells whose passphrase it is; None in training, where there is none.
        words: the catalogues.
        today: reads the day.
        structure: the association's name, for the top line.
        language: the language of the staff.
        theme_wanted: the look that the settings want.
        titles: in training, gives the home screen its list, so that it stands before the desk is open.
        keyboard: the layout in use, where it is known.
        load: prepares what the next screens need; is called in the store's thread once the first screen stands.
        idle: seconds without a key after which the screen is covered: at home, and during a visit.
    """

    CSS_PATH = "kiosk.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = None
    BINDINGS = [*bindings(Keys.HELP, Keys.LANGUAGE, Keys.WORDS, Keys.HIDE, Keys.LOCK, Keys.VANISH, Keys.REPAINT)]
    # Known before the style sheets are read: a theme that is set later has them all read a second time.
    theme: Reactive[str] = Reactive(Initialize(lambda app: cast("KioskApp", app).first_theme()))

    def __init__(
        self,
        opener: Opener,
        verifier: Verifier | None,
        words: Catalogues,
        today: Callable[[], date],
        structure: str,
        language: str,
        theme_wanted: str,
        *,
        titles: Callable[[], Sequence[Cover]] | None = None,
        keyboard: str = "",
        load: Callable[[], None] | None = None,
        idle: tuple[int, int] = IDLE,
    ) -> None:
        self._theme_wanted = theme_wanted
        super().__init__()
        self._opener, self._verifier, self._words = opener, verifier, words
        self.today, self._structure, self._staff_language = today, structure, language
        self.language = language
        self.visit: Visit | None = None
        self._session: Session | None = None
        self._waiting = self._news = 0
        self._printer_holds = False
        self._urgent = None
        self.wrong_passphrases = 0
        """Since the last right one: each makes the next wait longer, wherever it is typed."""
        self._titles, self._load, self._idle = titles, load, idle
        self.keyboard = keyboard
        self.road = Roads(self)
        self._opened = asyncio.Event()
        # TinyDB is not thread-safe, and a disk may be slow: one thread does all of the store's work.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self.refused: KioskError | None = None
        """Why a training desk could not be opened."""

    # -- start and end

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the kiosk's own first screen: an empty one below would be laid out and painted for nothing."""
        if self._verifier is not None:
            return UnlockScreen(Ui.UNLOCK_TITLE, self._open)
        return super().get_default_screen() if self._titles is None else HomeScreen(self._titles())

    async def on_mount(self) -> None:
        """Listen to the system, and open the desk or ask for the passphrase."""
        self.title = ""
        self.hear_signals()
        if self._verifier is not None:
            self._opened.set()
        background(self, self._after_first_paint())

    async def _after_first_paint(self) -> None:
        """Do what was put off until the first screen could be read."""
        painted = asyncio.Event()
        self.screen.call_after_refresh(painted.set)
        await painted.wait()
        self.let_signals_in()
        try:
            if self._verifier is None:
                await self._open("")
            if self._load is not None:
                await self.work(self._load)
        except KioskError as error:
            self.refused = error
            self.exit(1)
        finally:
            self._opened.set()

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait until the desk is open, which its first screen did not wait for."""
        if isinstance(event, events.Key | events.Paste):
            await self._opened.wait()
            if self.came_back():
                self.lose(event)  # meant for what was shown, perhaps by somebody else
                return
            if not self.screen_stack:
                return  # there is nothing left to press it at
        await super().on_event(event)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Give the kiosk's own themes, and no other."""
        return themes.THEMES

    def first_theme(self) -> str:
        """Name the look that the settings want, or that this terminal can show."""
        return themes.choose(self._theme_wanted, os.environ).name

    def leave(self, code: int = 0) -> None:
        """Stop the kiosk: what is on the disk is on the disk, what is in memory goes."""
        self._let_go()
        super().leave(code)

    def stop_crashed(self, name: str) -> None:
        """Stop because of a defect, as soon as a printer lets it: what was being printed is taken back."""
        if self.crash is None and not self.leaves:
            with suppress(Exception):  # whatever is broken, it ends
                self._let_go()
        super().stop_crashed(name)

    def _let_go(self) -> None:
        if self.visit is not None:
            self.visit.wipe()
        if self._session is not None:
            self._session.paper.cancel()
            self._session.paper.release()

    async def _open(self, passphrase: str) -> None:
        self._session = await self.work(lambda: self._opener(passphrase))
        await self.count_waiting()
        self.road.set_out(self._session)
        self.keep_watch()
        if isinstance(self.screen, HomeScreen):
            self.screen.opened()
        else:
            await self._show(HomeScreen(self.session.library.titles()))
        self._opened.set()
        background(self, self.road.after_opening())
        if self._session.may_confirm_date():
            ask_date(self)

    async def on_unmount(self) -> None:
        """Write the last counts and let go of the store."""
        self.road.stay_home()
        if self._session is not None:
            session, self._session = self._session, None
            with suppress(KioskError):
                await self.work(session.close)
        self._thread.shutdown(wait=False)

    def last_words(self) -> str:
        """Say why it ended, where it was a defect."""
        return (
            "" if self.crash is None else self._words.say(Ui.CRASHED, self._staff_language, error=self.crash) + "\r\n"
        )

    # -- what screens ask

    @property
    def is_open(self) -> bool:
        """Whether the desk is open."""
        return self._session is not None

    @property
    def session(self) -> Session:
        """The open desk."""
        if self._session is None:
            raise WrongPassphrase
        return self._session

    async def work(self, job: Callable[[], T]) -> T:
        """Do a piece of the store's work in its thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    def submit(self, call: Callable[[], Any]) -> Any:
        """Carry a call out in the store's thread and wait for it; for other threads than the screen's."""
        return self._thread.submit(call).result()

    # -- keys that work everywhere

    def action_send(self) -> None:
        """Try the road now."""
        self.road.send()

    def action_road(self) -> None:
        """Show how the road stands."""
        self.road.show()

    def action_help(self) -> None:
        """Show the help."""
        if not self._may_cover():
            return
        keys = (*getattr(self.screen, "keys", ()), *getattr(self.screen, "more", ()), Keys.REPAINT)
        rows = _side_by_side(self.told_keys(keys))
        if any(len(row) > HELP_COLUMNS for row in rows):  # a language of longer words says less of each key
            rows = _side_by_side(self.shown_keys([key for key in keys if key not in EVIDENT]))
        about = self.say(Ui.DISCREET_HELP if self.discreet else Ui.HELP_TEXT)
        text = f"{about}\n\n" + "\n".join(rows) + f"\n\n{self.say(Ui.HELP_CLOSE)}"
        self.push_screen(HelpScreen(self.say(Ui.KEY_HELP), text))

    def action_language(self) -> None:
        """Ask for the person's language."""
        if not self._may_cover() or self._session is None or self.asks_passphrase():
            return
        if not (isinstance(self.screen, KioskScreen) and self.screen.has_languages):
            return  # a picture has no words
        languages = self._words.languages()
        rows = [(each.code, each.shown if each.reviewed else f"{each.shown} *") for each in languages]
        note = "" if all(each.reviewed for each in languages) else self.say(Ui.LANGUAGE_UNREVIEWED)
        self.push_screen(LanguageScreen(self.say(Ui.LANGUAGE_TITLE), note, rows), self._speak)

    def action_words(self) -> None:
        """Explain words, those of the page first."""
        screen: Screen[Any] = self.screen
        if (
            self._session is None
            or not isinstance(screen, KioskScreen)
            or Keys.WORDS not in (*screen.keys, *screen.more)
        ):
            return
        background(self, self._explain(screen, self._session), group=WAY)

    async def _explain(self, screen: KioskScreen, session: Session) -> None:
        from kiosk.screens.words import WordsScreen

        try:
            terms = await self.work(session.library.glossary)
        except ProcedureFault as error:
            screen.problem(self.error_words(error))
            return
        await self.until_uncovered()
        if self.screen is cast("Screen[Any]", screen):
            self.push_screen(WordsScreen(terms, screen.page_words()), screen.words_read)

    async def _speak(self, language: str | None) -> None:
        if language is None or language == self.language:
            return
        self.language = language
        if self.visit is not None:
            self.visit.language = language
        await self.relanguage()

    def action_queue(self) -> None:
        """Show the queue."""
        if isinstance(self.screen, HomeScreen):
            background(self, self._queue(self.screen), group=WAY)

    async def _queue(self, home: HomeScreen) -> None:
        from kiosk.screens.queue import QueueScreen

        entries = await self.work(self.session.store.entries)
        await self.until_uncovered()
        if self.screen is home:
            self.push_screen(QueueScreen(entries))

    def action_stop(self) -> None:
        """Stop the kiosk: after a question, and in real mode after the passphrase."""
        if not isinstance(self.screen, HomeScreen):
            return
        if self._verifier is not None:
            self.push_screen(UnlockScreen(Ui.QUIT_PASSPHRASE, self._stop, may_go_back=True))
            return
        choices = [("no", self.say(Ui.QUIT_NO)), ("yes", self.say(Ui.QUIT_YES))]

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.leave()

        self.push_screen(ConfirmScreen(self.say(Ui.QUIT_TITLE), "", choices), answered)

    async def _stop(self, passphrase: str) -> None:
        await self.verify(passphrase)
        self.leave()

    def _may_cover(self) -> bool:
        """Tell whether a box may open here: not over another box, nor over a page that says nothing."""
        return not isinstance(self.screen, ConfirmScreen | HelpScreen | LanguageScreen | HiddenScreen | NeutralScreen)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy nothing: the terminal's clipboard outlives the visit."""


def _side_by_side(keys: Sequence[tuple[str, str]]) -> list[str]:
    """Give a line for each key, or for two where a window of 24 rows would cut them."""
    rows = [f"{cap:<8} {words}" for cap, words in keys]
    half = (len(rows) + 1) // 2
    if len(rows) <= HELP_ROWS:
        return rows
    return [f"{left:<32} {right}".rstrip() for left, right in zip_longest(rows[:half], rows[half:], fillvalue="")]
