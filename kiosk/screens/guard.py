"""What covers the screen: hidden, locked, left in haste. None of it waits for the disk, the network or the printer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from kiosk.core.errors import KioskError, WrongPassphrase
from kiosk.core.idle import CALL as CALL
from kiosk.core.idle import IDLE as IDLE
from kiosk.core.idle import NOTICE, may_pass
from kiosk.glass.forget import forget_screens
from kiosk.glass.over import announce
from kiosk.screens.actions import Keys
from kiosk.screens.base import KioskScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.jobs import background, foreseen
from kiosk.screens.neutral import HiddenScreen, NeutralScreen
from kiosk.screens.unlock import UnlockScreen
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.flows.unlock import Verifier
    from kiosk.screens.stage import PartsHost
    from kiosk.screens.usher import Usher

GLANCE = 0.05
"""Seconds between two looks at what covers the screen."""
TURN = 5.0
"""Seconds between two looks at how long nobody has pressed a key."""


class Guard:
    """Covers what is shown, and says who may uncover it.

    Args:
        stage: the app.
        usher: keeps the visit that is wiped where somebody leaves in haste.
        verifier: tells whose passphrase it is; None in training, where there is none.
        idle: seconds without a key after which the screen is covered: at home, and during a visit.
        bell: whether a lock that is near is announced by the bell, too.
    """

    def __init__(
        self, stage: PartsHost, usher: Usher, verifier: Verifier | None, idle: tuple[int, int], *, bell: bool
    ) -> None:
        self._stage, self._usher, self._verifier, self._idle, self._bell = stage, usher, verifier, idle, bell
        self.tells_lock = False
        """Whether a lock is near: the status line says so until a key is pressed."""
        self._touched: float | None = None
        self._vanishing = self._lock_after = False
        self.wrong_passphrases = 0
        """Since the last right one: each makes the next wait longer, wherever it is typed."""

    # -- nobody there

    def keep_watch(self) -> None:
        """Begin to look whether somebody is there."""
        self._touched = self._now()
        self._stage.set_interval(TURN, self.look)

    def look(self) -> None:
        """Cover the screen if nobody has pressed a key for too long; say so half a minute before."""
        left = self._left()
        if left is None:
            return
        if left <= 0:
            self._tell_lock(False)
            if self._cover():
                self._stage.came_by_itself()
        else:
            self._tell_lock(left <= NOTICE and not isinstance(self._stage.screen, NeutralScreen) and not self.is_locked)

    def came_back(self) -> bool:
        """Note that somebody is there; True if the screen had to be covered first, as after a closed lid."""
        if self._touched is None:
            return False
        left = self._left()
        self._touched = self._now()
        self._tell_lock(False)
        return left is not None and left <= 0 and self._cover()

    def _tell_lock(self, near: bool) -> None:
        """Say, or say no more, that a lock is near, where the cursor goes meanwhile."""
        if near is self.tells_lock:
            return
        self.tells_lock = near
        if near and self._bell:
            self._stage.bell()
        for screen in self._stage.screen_stack:
            announce(screen, self.lock_words if near else "")
            if isinstance(screen, KioskScreen):
                screen.restate()

    @property
    def lock_words(self) -> str:
        """What is said before a lock."""
        from kiosk.words.linear import LockUi

        return self._stage.words.say(LockUi.SOON if self._verifier else LockUi.SOON_HIDDEN)

    def _now(self) -> float:
        """Read the clock that nobody sets: seconds since the machine was started."""
        return self._stage.session.clock().monotonic

    def _left(self) -> float | None:
        """Give the seconds until nobody has been there for too long; None where nothing is counted."""
        if self._touched is None or not self._stage.is_open:
            return None
        call = any(isinstance(screen, KioskScreen) and screen.is_call for screen in self._stage.screen_stack)
        wait = may_pass(self._idle, visit=self._usher.visit is not None, call=call)
        return wait - (self._now() - self._touched)

    def _cover(self) -> bool:
        """Lock; in training, which has no passphrase, hide. Says whether there was something to cover."""
        self._stage.aloud.hush()
        if self._verifier is not None:
            return self._lock()
        if isinstance(self._stage.screen, HiddenScreen | NeutralScreen):
            return False
        self.hide()
        return True

    # -- keys that cover

    def hide(self) -> None:
        """Hide the screen at once, or come back."""
        self._stage.aloud.hush()
        if isinstance(self._stage.screen, HiddenScreen):
            self._stage.pop_screen()
        elif self._stage.is_open and not self._vanishing:
            text = f"{self._stage.words.say(Ui.HIDDEN)}\n\n{self._stage.words.say(Ui.HIDDEN_BACK)}"
            self._stage.veil(text)
            self._stage.push_screen(HiddenScreen(text))

    def lock(self) -> None:
        """Cover the screen until the passphrase is typed again; where it is asked for already, begin its line anew."""
        self._stage.aloud.hush()
        if not self._lock() and isinstance(self._stage.screen, UnlockScreen):
            self._stage.screen.begin_anew()

    def vanish(self) -> None:
        """Leave at once, without a question: nothing that is not recorded yet is kept."""
        self._stage.aloud.hush()
        if not self._stage.is_open or self._vanishing or self.is_locked:
            return
        self._vanishing = True
        parts = (Ui.END_TITLE, Ui.END_TEXT, Ui.VANISH_RECORDED)
        text = "\n\n".join((*map(self._stage.words.say, parts), "", self._stage.words.say(Ui.END_NEXT)))
        self._stage.veil(self._stage.words.say(Ui.HIDDEN))
        self._stage.push_screen(NeutralScreen(self._stage.words.say(Ui.HIDDEN), stays=True))
        background(self._stage, self._vanish(text))

    async def discreet(self) -> None:
        """Say nothing any more in titles and on paper, or say it again."""
        screen: Screen[Any] = self._stage.screen
        if not self._stage.is_open or not isinstance(screen, KioskScreen):
            return
        if Keys.DISCREET not in (*screen.keys, *screen.more):
            return
        self._stage.words.discreet = not self._stage.words.discreet
        screen.reword()
        await self._usher.relanguage()

    def _lock(self) -> bool:
        if self._verifier is None or not self._stage.is_open or self.is_locked:
            return False
        if self._vanishing:
            self._lock_after = True
            return True
        self._stage.veil("")
        self._stage.push_screen(UnlockScreen(Ui.LOCK_TITLE, self._unlock, locks=True))
        return True

    # -- what is covered

    @property
    def is_locked(self) -> bool:
        """Whether a lock lies over what is shown, be it under a box."""
        return any(isinstance(screen, UnlockScreen) and screen.locks for screen in self._stage.screen_stack)

    @property
    def is_covered(self) -> bool:
        """Whether a lock or a hidden page covers what is under way."""
        return self.is_hidden or self.asks_passphrase()

    @property
    def is_hidden(self) -> bool:
        """Whether a hidden page lies over everything."""
        return isinstance(self._stage.screen, HiddenScreen)

    def asks_passphrase(self) -> bool:
        """Tell whether a passphrase is asked for, be it under a box."""
        # The one at the very bottom, which opened the desk, stays there for good.
        return any(isinstance(screen, UnlockScreen) for screen in (self._stage.screen, *self._stage.screen_stack[1:]))

    async def until_current(self, screen: Screen[Any]) -> None:
        """Wait until nothing covers a screen: a lock or a hidden page is never taken away by work that ends."""
        while self._stage.is_running and self._stage.screen is not screen and screen in self._stage.screen_stack:
            await asyncio.sleep(GLANCE)

    async def until_uncovered(self) -> None:
        """Wait until no lock and no hidden page covers what is shown."""
        while self._stage.is_running and self.is_covered:
            await asyncio.sleep(GLANCE)

    # -- who comes back

    @property
    def has_passphrase(self) -> bool:
        """Whether there is one to ask for: training has none."""
        return self._verifier is not None

    async def _unlock(self, passphrase: str) -> None:
        slot = await self.verify(passphrase)
        if isinstance(self._stage.screen, HiddenScreen):
            return  # somebody hid the lock meanwhile: below the hidden page it still asks
        if not self._stage.session.who.is_same(slot):
            await self._take_over(slot)
            return
        while self.is_locked and not isinstance(self._stage.screen, HiddenScreen):  # the help may lie over it
            await self._stage.pop_screen()

    async def verify(self, passphrase: str) -> int:
        """Tell whose passphrase it is. Raises WrongPassphrase and TooSoon."""
        if self._verifier is None:
            raise WrongPassphrase
        return await asyncio.to_thread(foreseen(partial(self._verifier, passphrase)))

    async def _take_over(self, slot: int) -> None:
        """Wipe what another member of staff left behind the lock, before anything of it can be seen."""
        session = self._stage.session
        ends = self._usher.visit is not None
        await self._wipe()
        await self._stage.work(lambda: session.take_over(slot))
        with suppress(KioskError):
            await self._stage.frame.count()
        home = await self._afresh()
        self._stage.road.something_new()
        if ends:
            said = f"{self._stage.words.say(Ui.UNLOCK_OTHER)} {self._stage.words.say(Ui.VANISH_RECORDED)}"
            home.call_after_refresh(home.problem, said)

    async def _vanish(self, text: str) -> None:
        try:
            await self._wipe()
            await self._afresh(NeutralScreen(text))
        finally:
            self._vanishing = False  # before anything that waits for a disk: the next key that covers must cover
        if self._lock_after:
            self._lock_after = False
            self._lock()
        with suppress(KioskError):
            await self._stage.frame.count()
        self._stage.road.something_new()

    async def _wipe(self) -> None:
        """Forget the visit. What is being recorded just now is first recorded whole: nothing is sealed by halves."""
        visit, self._usher.visit = self._usher.visit, None
        self._stage.call_off_ways()  # what was on its way would bring her back
        self._stage.session.paper.cancel()
        if visit is not None:
            await self._stage.work(lambda: None)
            visit.wipe()  # here and not in the store's thread: a screen may be reading it
        self._stage.words.forget_person()

    async def _afresh(self, over: Screen[Any] | None = None) -> HomeScreen:
        """Take every screen away and begin at home, below another screen if one is given."""
        home = HomeScreen(self._stage.session.library.titles())
        with self._stage.batch_update():
            while len(self._stage.screen_stack) > 2:
                await self._stage.pop_screen()
            await self._usher.show_below(home)
            if over is not None:
                await self._stage.push_screen(over)
        self._stage.call_later(forget_screens)
        return home
