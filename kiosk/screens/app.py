"""The Textual app: it opens the desk, has the parts that do the rest, and hands them the keys that work everywhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import events
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from kiosk.core.errors import KioskError, WrongPassphrase
from kiosk.core.idle import IDLE
from kiosk.glass import themes
from kiosk.glass.gate import Gate
from kiosk.glass.no_exit import NoExit
from kiosk.glass.window import Window
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.frame import Frame
from kiosk.screens.jobs import background
from kiosk.screens.speaker import Speaker
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # the first screen is painted before the rules and errands are imported
    from kiosk.core.left import Left
    from kiosk.core.procedure import Cover
    from kiosk.flows.unlock import Opener, Session, Verifier
    from kiosk.screens.aloud import PageVoice
    from kiosk.screens.boxes import Boxes
    from kiosk.screens.courier import Roads
    from kiosk.screens.guard import Guard
    from kiosk.screens.usher import Usher

T = TypeVar("T")


class KioskApp(Gate, NoExit, Window):
    """The kiosk. Its bases override what Textual itself does; whatever else it can do is done by a part that it has.

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
        load_visit: prepares what a visit needs, in the same way once the desk is open and home stands.
        idle: seconds without a key after which the screen is covered: at home, and during a visit.
        bell: whether a lock that is near is announced by the bell, too.
        left: tells what a key with an update left; None where none may come.
    """

    CSS_PATH = "../glass/kiosk.tcss"
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
        load_visit: Callable[[], None] | None = None,
        idle: tuple[int, int] = IDLE,
        bell: bool = True,
        left: Callable[[], Left] | None = None,
    ) -> None:
        self._theme_wanted = theme_wanted
        super().__init__()
        self._opener, self._verifier, self._titles = opener, verifier, titles
        self._load, self._load_visit = load, load_visit
        self.today, self.keyboard, self._covers = today, keyboard, (idle, bell)
        self._session: Session | None = None
        self._opened = asyncio.Event()
        # TinyDB is not thread-safe, and a disk may be slow: one thread does all of the store's work.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self.refused: KioskError | None = None
        """Why a training desk could not be opened."""
        training = verifier is None
        self.words = Speaker(words, language, lambda: self.session.library.titles(), training=training)
        self.frame = Frame(self, structure, training=training, left=left)

    # -- its parts that no first screen needs: each is read and made when it is asked for

    @cached_property
    def usher(self) -> Usher:
        """What leads from screen to screen."""
        from kiosk.screens.usher import Usher

        return Usher(self)

    @cached_property
    def guard(self) -> Guard:
        """What covers the screen."""
        from kiosk.screens.guard import Guard

        idle, bell = self._covers
        return Guard(self, self.usher, self._verifier, idle, bell=bell)

    @cached_property
    def boxes(self) -> Boxes:
        """What opens over a screen."""
        from kiosk.screens.boxes import Boxes

        return Boxes(self, self.usher, self.guard)

    @cached_property
    def aloud(self) -> PageVoice:
        """What reads a page aloud."""
        from kiosk.screens.aloud import PageVoice

        return PageVoice(self)

    @cached_property
    def road(self) -> Roads:
        """The way to the office."""
        from kiosk.screens.courier import Roads

        return Roads(self)

    @property
    def kiosk(self) -> KioskApp:
        """Itself: what goes on without a screen is asked for by the app."""
        return self

    # -- start and end

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the kiosk's own first screen: an empty one below would be laid out and painted for nothing."""
        if self._verifier is not None:
            from kiosk.screens.unlock import UnlockScreen

            return UnlockScreen(Ui.UNLOCK_TITLE, self._open)
        if self._titles is None:
            return super().get_default_screen()
        from kiosk.screens.home import HomeScreen

        return HomeScreen(self._titles())

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
            if self.guard.came_back():
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
        return themes.choose_theme(self._theme_wanted).name

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
        self.aloud.hush()
        if self.usher.visit is not None:
            self.usher.visit.wipe()
        if self._session is not None:
            self._session.paper.cancel()
            self._session.paper.release()

    async def _open(self, passphrase: str) -> None:
        from kiosk.screens.home import HomeScreen

        self._session = await self.work(lambda: self._opener(passphrase))
        await self.frame.count()
        self.road.set_out(self._session)
        self.guard.keep_watch()
        if isinstance(self.screen, HomeScreen):
            self.screen.opened()
        else:
            await self.usher.show_below(HomeScreen(self.session.library.titles()))
        self._opened.set()
        background(self, self._after_opening())
        if self._session.may_confirm_date():
            from kiosk.screens.clock import ask_date

            ask_date(self)

    async def _after_opening(self) -> None:
        """Do what was put off until home could be read."""
        await self.road.after_opening()
        if self._load_visit is not None:
            await self.work(self._load_visit)

    async def reopen(self, case: str) -> None:
        """In training, begin again with another exercise; keys wait until there is a desk again."""
        await self.guard.until_uncovered()
        if self._session is None:
            return
        self._opened.clear()
        session, self._session, self.usher.visit = self._session, None, None
        try:
            await self.work(session.close)
            await self._open(case)
        finally:
            self._opened.set()

    async def on_unmount(self) -> None:
        """Write the last counts and let go of the store."""
        self.road.stay_home()
        self.aloud.hush()
        if self._session is not None:
            session, self._session = self._session, None
            with suppress(KioskError):
                await self.work(session.close)
        self._thread.shutdown(wait=False)

    def last_words(self) -> str:
        """Say why it ended, where it was a defect."""
        return "" if self.crash is None else self.words.say_to_staff(Ui.CRASHED, error=self.crash) + "\r\n"

    # -- what screens and parts ask

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

    # -- what the gate asks

    @property
    def is_covered(self) -> bool:
        """Whether a lock or a hidden page covers what is under way."""
        return self.guard.is_covered

    @property
    def is_hidden(self) -> bool:
        """Whether a hidden page lies over everything, which the key that hides takes away."""
        return self.guard.is_hidden

    @property
    def takes_lines(self) -> bool:
        """Whether what is shown takes what is typed as a whole, from the key on that led there."""
        return isinstance(self.screen, KioskScreen) and self.screen.takes_lines

    # -- keys that work everywhere: Textual looks for them here

    def action_help(self) -> None:
        """Show the help."""
        self.boxes.help()

    def action_language(self) -> None:
        """Ask for the person's language."""
        self.boxes.languages()

    def action_words(self) -> None:
        """Explain words, those of the page first."""
        self.boxes.glossary()

    def action_stop(self) -> None:
        """Stop the kiosk, after a question."""
        self.boxes.stop()

    def action_queue(self) -> None:
        """Show the queue."""
        self.usher.queue()

    def action_send(self) -> None:
        """Try the road now."""
        self.road.send()

    def action_road(self) -> None:
        """Show how the road stands."""
        self.road.show()

    def action_listen(self) -> None:
        """Say the page aloud, or be silent."""
        self.aloud.toggle()

    def action_hide(self) -> None:
        """Hide the screen at once, or come back."""
        self.guard.hide()

    def action_lock(self) -> None:
        """Cover the screen until the passphrase is typed again."""
        self.guard.lock()

    def action_vanish(self) -> None:
        """Leave at once, without a question."""
        self.guard.vanish()

    async def action_discreet(self) -> None:
        """Say nothing any more in titles and on paper, or say it again."""
        await self.guard.discreet()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy nothing: the terminal's clipboard outlives the visit."""
