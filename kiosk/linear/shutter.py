"""What covers the terminal: hidden, locked, left in haste. It is emptied before anything else is said."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from kiosk.core.errors import KioskError, TooSoon, WrongPassphrase
from kiosk.core.idle import NOTICE, may_pass
from kiosk.flows.foreseen import foreseen
from kiosk.flows.unlock import Verifier
from kiosk.linear.orders import Order, read_order
from kiosk.linear.talk import TURN
from kiosk.linear.teller import Afresh, Teller
from kiosk.words.linear import LinearUi, LockUi
from kiosk.words.ui import Ui

LONGEST_WAIT = 60
"""Seconds before another try, at most."""


class Shutter:
    """Covers what was said, and says who may uncover it.

    Args:
        teller: this face.
        verifier: tells whose passphrase it is; None in training, where there is none.
        idle: seconds without a key after which it covers by itself: at home, and during a visit.
        bell: whether a lock that is near is announced by the bell, too.
        keyboard: the layout in use, where it is known.
    """

    def __init__(
        self, teller: Teller, verifier: Verifier | None, idle: tuple[int, int], *, bell: bool, keyboard: str
    ) -> None:
        self._teller, self._verifier, self._idle, self._bell = teller, verifier, idle, bell
        self._keyboard = keyboard
        self._since: float | None = None
        self._warned = self._covered = False
        self.wrong_passphrases = 0
        """Since the last right one: each makes the next wait longer."""

    # -- nobody there

    def keep_watch(self) -> None:
        """Begin to look whether somebody is there."""
        self._since = self._now()

    def touched(self) -> bool:
        """Note that somebody is there; True if it had to be covered first, as after a closed lid."""
        if self._since is None or self._covered:
            return False
        left = self._left()
        self._since, self._warned = self._now(), False
        if left <= 0:
            self._cover_alone()
        return left <= 0

    def look(self, warn: Callable[[Enum], None]) -> bool:
        """Cover where nobody has been there for too long; True if it did. Before that, warn once."""
        if self._since is None or self._covered:
            return False
        left = self._left()
        if left <= 0:
            self._cover_alone()
            return True
        if left <= NOTICE and not self._warned:
            self._warned = True
            if self._bell:
                self._teller.talk.line.bell()
            warn(LockUi.SOON if self._verifier else LockUi.SOON_HIDDEN)
        return False

    def _now(self) -> float:
        """Read the clock that nobody sets: seconds since the machine was started."""
        return self._teller.session.clock().monotonic

    def _left(self) -> float:
        wait = may_pass(self._idle, visit=self._teller.visit is not None, call=self._teller.in_call)
        return wait - (self._now() - (self._since or 0.0))

    def _cover_alone(self) -> None:
        self.cover(Order.HIDE if self._verifier is None else Order.LOCK)

    # -- covering

    def cover(self, order: Order) -> None:
        """Hide, lock, or leave in haste; comes back once it is uncovered.

        Raises:
            Afresh: the visit was wiped.
            Gone: the terminal is gone.
        """
        if self._teller.talk.aloud is not None:
            self._teller.talk.aloud.hush()
        self._covered = True
        try:
            self._teller.talk.line.empty()
            if order is Order.VANISH:
                self._wipe()
                say = self._teller.voice.say
                raise Afresh(say(Ui.END_TITLE), say(Ui.END_TEXT), say(Ui.VANISH_RECORDED))
            if order is Order.LOCK and self._verifier is not None:
                self._lock(self._verifier)
            else:
                self._hide()
        finally:
            self._covered, self._warned = False, False
            if self._since is not None:
                self._since = self._now()
        self._teller.talk.line.empty()

    def _hide(self) -> None:
        """Wait for Enter; nobody there for too long locks, as a word or a key does."""
        talk = self._teller.talk
        since = self._now() if self._since is not None else None
        talk.say(Ui.HIDDEN)
        prompt = talk.voice.say(LinearUi.HIDDEN_BACK)
        talk.line.ask(prompt)
        while True:
            heard = talk.line.hear(TURN)
            order = Order[heard.key.upper()] if heard.key else None
            if heard.line:
                _, order = read_order(heard.line, (Order.HIDE, Order.LOCK, Order.VANISH), talk.voice)
            if order is Order.VANISH:
                self.cover(order)
            if self._verifier is not None and since is not None:
                nobody = not heard.touched and self._now() - since >= self._idle[self._teller.visit is not None]
                if nobody or order is Order.LOCK:
                    talk.line.empty()
                    self._lock(self._verifier)
                    return
            if heard.line == "" or order is Order.HIDE:
                return
            if heard.line is not None:
                talk.line.ask(prompt)

    def _lock(self, verifier: Verifier) -> None:
        """Ask for the passphrase until it is right; another's wipes what was left behind the lock."""
        talk = self._teller.talk
        talk.say(Ui.LOCK_TITLE)
        slot = self.until_right(lambda typed: foreseen(partial(verifier, typed))())
        who = self._teller.session.who
        if who.is_same(slot):
            return
        ends = self._teller.visit is not None
        self._wipe()
        self._teller.work(partial(self._teller.session.take_over, slot))
        self._since = self._now()
        talk.line.empty()
        say = talk.voice.say
        raise Afresh(*((say(Ui.UNLOCK_OTHER), say(Ui.VANISH_RECORDED)) if ends else ()))

    def until_right(self, attempt: Callable[[str], int], *, said: Enum = Ui.UNLOCK_CHECK) -> int:
        """Ask for a passphrase until an attempt takes it; what it raises is said, and waited for."""
        talk = self._teller.talk
        if self._keyboard:
            talk.say(Ui.UNLOCK_KEYBOARD, layout=self._keyboard)
        while True:
            typed = talk.passphrase()
            talk.say(said)
            try:
                slot = attempt(typed)
            except KioskError as error:
                self._refused(error)
            else:
                self.wrong_passphrases = 0
                return slot

    def _refused(self, error: KioskError) -> None:
        """Say why, and take nothing until the wait is over: the one kept on the disk, or the longer one of here."""
        talk, wait = self._teller.talk, 0
        if isinstance(error, WrongPassphrase):
            self.wrong_passphrases += 1
            wait = max(min(2 ** (self.wrong_passphrases - 1), LONGEST_WAIT), error.wait)
        elif isinstance(error, TooSoon):
            wait = error.wait
        talk.tell(talk.voice.error(error))
        if wait:
            talk.tell(talk.voice.count("throttled", wait))
            talk.rest(wait)

    @property
    def has_passphrase(self) -> bool:
        """Whether there is one to ask for: training has none."""
        return self._verifier is not None

    def verify(self, passphrase: str) -> int:
        """Tell whose passphrase it is. Raises WrongPassphrase and TooSoon."""
        if self._verifier is None:
            raise WrongPassphrase
        return foreseen(partial(self._verifier, passphrase))()

    def _wipe(self) -> None:
        """Forget the visit. What is being recorded just now is first recorded whole: nothing is sealed by halves."""
        teller = self._teller
        visit, teller.visit = teller.visit, None
        teller.session.paper.cancel()
        teller.in_call = False
        if visit is not None:
            teller.work(_nothing)
            visit.wipe()
        teller.voice.forget_person()


def _nothing() -> None:
    """Wait for the store's thread alone."""
