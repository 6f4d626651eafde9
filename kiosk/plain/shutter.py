"""What covers the terminal: hidden, locked, left in haste. It is emptied before anything else is said."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Generic, TypeVar

from kiosk.core.errors import KioskError, WrongPassphrase
from kiosk.core.idle import NOTICE
from kiosk.core.throttle import until_next
from kiosk.plain.orders import Order, read_order
from kiosk.plain.secret import ask_passphrase
from kiosk.plain.talk import TURN, Talk
from kiosk.words.linear import LinearUi, LockUi
from kiosk.words.ui import Ui

Who = TypeVar("Who")
"""What tells whose passphrase it was."""


class Afresh(Exception):  # no fault: somebody left in haste, or another took over
    """What was open was wiped: begin anew, and say these."""

    def __init__(self, *said: str) -> None:
        super().__init__()
        self.said = said


class Shutter(ABC, Generic[Who]):
    """Covers what was said, and says who may uncover it. Each face says what lies behind, and what wipes it.

    Args:
        talk: what covers.
        bell: whether a lock that is near is announced by the bell, too.
        keyboard: the layout in use, where it is known.
    """

    def __init__(self, talk: Talk, *, bell: bool, keyboard: str) -> None:
        self._talk, self._bell, self._keyboard = talk, bell, keyboard
        self._since: float | None = None
        self._warned = self._covered = False
        self.wrong_passphrases = 0
        """Since the last right one: each makes the next wait longer."""

    # -- what each face says

    @property
    @abstractmethod
    def has_passphrase(self) -> bool:
        """Whether there is one to ask for: training has none."""

    @abstractmethod
    def verify(self, passphrase: str) -> Who:
        """Tell whose passphrase it is. Raises WrongPassphrase and TooSoon."""

    @abstractmethod
    def now(self) -> float:
        """Read a clock that nobody sets: seconds."""

    @abstractmethod
    def may_pass(self, *, hidden: bool) -> float:
        """Give the seconds that may pass without a key."""

    @abstractmethod
    def vanish(self) -> None:
        """Leave in haste: wipe what is open, on an empty terminal. Raises Afresh, where nobody must unlock it first."""

    @abstractmethod
    def come_back(self, who: Who) -> None:
        """Let somebody in again. Raises Afresh: it is somebody else, and what was open was wiped."""

    # -- nobody there

    def keep_watch(self) -> None:
        """Begin to look whether somebody is there."""
        self._since = self.now()

    def touched(self) -> bool:
        """Note that somebody is there; True if it had to be covered first, as after a closed lid."""
        if self._since is None or self._covered:
            return False
        left = self._left()
        self._since, self._warned = self.now(), False
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
            self._announce(warn)
        return False

    @property
    def has_warned(self) -> bool:
        """Whether it was said that a lock is near, and nobody has pressed a key since."""
        return self._warned

    def _announce(self, warn: Callable[[Enum], None], what: Enum | None = None) -> None:
        """Say, and ring, that a lock is near, or something else."""
        if self._bell:
            self._talk.line.bell()
        warn(what or (LockUi.SOON if self.has_passphrase else LockUi.SOON_HIDDEN))

    def _left(self) -> float:
        return self.may_pass(hidden=False) - (self.now() - (self._since or 0.0))

    def _cover_alone(self) -> None:
        self.cover(Order.LOCK if self.has_passphrase else Order.HIDE)

    # -- covering

    def cover(self, order: Order) -> None:
        """Hide, lock, or leave in haste; comes back once it is uncovered.

        Raises:
            Afresh: what was open was wiped.
            Gone: the terminal is gone.
        """
        if self._talk.aloud is not None:
            self._talk.aloud.hush()
        self._covered, half = True, self._talk.line.half
        self._talk.line.put_back("")  # nothing of it stands where one comes back, and who leaves in haste leaves none
        try:
            self._talk.empty()
            if order is Order.VANISH:
                self.vanish()
            if order is not Order.HIDE and self.has_passphrase:
                self._lock()
            else:
                self._hide()
        finally:
            self._covered, self._warned = False, False
            if self._since is not None:
                self._since = self.now()
        self._talk.empty()
        self._talk.line.put_back(half)

    def _hide(self) -> None:
        """Wait for Enter; nobody there for too long locks, as a word or a key does."""
        talk, warned = self._talk, False
        since = self.now() if self._since is not None else None
        talk.say(Ui.HIDDEN)
        prompt = talk.voice.say(LinearUi.HIDDEN_BACK)
        talk.line.ask(prompt)
        while True:
            heard = talk.line.hear(TURN)
            order = Order[heard.key.upper()] if heard.key else None
            if heard.line:
                words = (Order.HIDE, Order.LOCK, Order.VANISH, Order.HELP, Order.WHERE)
                typed = read_order(heard.line, words, talk.voice)[1]
                order = typed if isinstance(typed, Order) else Order.HELP  # whatever it is, it is said what works here
            if order in (Order.HELP, Order.WHERE):
                if heard.key:
                    talk.line.new_line()
                talk.say(LinearUi.HELP_HIDDEN)
                if heard.key:
                    talk.line.ask(prompt)
            if order is Order.VANISH:
                self.cover(order)
                return
            if self.has_passphrase and since is not None:
                if heard.touched:
                    since, warned = self.now(), False
                left = self.may_pass(hidden=True) - (self.now() - since)
                if left <= 0 or order is Order.LOCK:
                    talk.empty()
                    self._lock()
                    return
                if left <= NOTICE and not warned:
                    warned = True
                    self._announce(partial(talk.warn, prompt=prompt))
            if heard.line == "" or (order is Order.HIDE and (not heard.key or talk.line.uncovers())):
                return
            if heard.line is not None:
                talk.line.ask(prompt)

    def _lock(self) -> None:
        """Ask for the passphrase until it is right; another's wipes what was left behind the lock."""
        who = self.until_right(self.verify, Ui.LOCK_TITLE)
        if who is not None:
            self.come_back(who)

    def begin_anew(self, *said: str) -> None:
        """Somebody else is there, for whom nothing of what was open is left. Raises Afresh."""
        self._since = self.now()
        self._talk.empty()
        raise Afresh(*said)

    def until_right(
        self, attempt: Callable[[str], Who], why: Enum, *, said: Enum = Ui.UNLOCK_CHECK, back: Enum | None = None
    ) -> Who | None:
        """Ask for a passphrase until an attempt takes it; what it raises is said, and waited for.

        Args:
            attempt: takes it.
            why: what it is asked for.
            said: said while it is tried.
            back: says how one goes back, where one may: then it gives nothing.
        """
        talk = self._talk
        talk.say(why)
        if back is not None:
            talk.say(back)
        if self._keyboard:
            talk.say(Ui.UNLOCK_KEYBOARD, layout=self._keyboard)
        while True:
            typed = ask_passphrase(talk, why, back)
            if typed is None:
                return None
            talk.say(said)
            try:
                who = attempt(typed)
            except KioskError as error:
                self._refused(error)
            else:
                self.wrong_passphrases = 0
                return who

    def _refused(self, error: KioskError) -> None:
        """Say why, and take nothing until the wait is over: the one kept on the disk, or the longer one of here."""
        talk = self._talk
        self.wrong_passphrases += isinstance(error, WrongPassphrase)
        wait = until_next(error, self.wrong_passphrases)
        talk.tell(talk.voice.error(error))
        if wait:
            talk.tell(talk.voice.count("throttled", wait))
            talk.rest(wait)
