"""What covers the office's lines, and what is closed behind it: the act that is open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from enum import Enum

from kiosk.core.errors import KioskError
from kiosk.core.foreseen import foreseen
from kiosk.core.idle import may_pass
from kiosk.core.work import Deed
from kiosk.office.hold import HoldNews, HoldWatch
from kiosk.office.lines.teller import OfficeTeller
from kiosk.plain.shutter import Shutter
from kiosk.words.console import ConsoleUi


class OfficeShutter(Shutter[bool]):
    """Covers an act.

    Args:
        teller: this face.
        clock: reads a clock that nobody sets: seconds.
        idle: seconds without a key after which it covers by itself: in the list, and in an act.
        bell: whether a lock that is near is announced by the bell, too.
        keyboard: the layout in use, where it is known.
    """

    def __init__(
        self, teller: OfficeTeller, clock: Callable[[], float], idle: tuple[int, int], *, bell: bool, keyboard: str
    ) -> None:
        super().__init__(teller.talk, bell=bell, keyboard=keyboard)
        self._teller, self._clock, self._idle = teller, clock, idle
        self._hold, self._told_hold = HoldWatch(), False

    @property
    def has_passphrase(self) -> bool:
        """An office always has one."""
        return True

    def verify(self, passphrase: str) -> bool:
        """Tell whether it is of who was here; it is theirs now, if it is somebody else's. Raises WrongPassphrase."""
        bureau = self._teller.bureau
        return self._teller.work(foreseen(lambda: bureau.verify(passphrase)))

    def now(self) -> float:
        """Read the clock."""
        return self._clock()

    def may_pass(self, *, hidden: bool) -> float:
        """Give the seconds that may pass without a key: more in an act, for it may be read in a call."""
        del hidden
        return may_pass(self._idle, visit=self._teller.at is not None, call=False)

    def touched(self) -> bool:
        """Note that somebody is there, and works; True if it had to be covered first."""
        covered, self._told_hold = super().touched(), False
        if not covered:
            self._look_at_hold(key=True)
        return covered

    def look(self, warn: Callable[[Enum], None]) -> bool:
        """Cover where nobody has been there for too long; True if it did. Before that, and of an act too, warn once."""
        covered = super().look(warn)
        soon = not covered and self._look_at_hold(key=False)
        if soon and not self._told_hold and not self.has_warned:
            self._announce(warn, ConsoleUi.HOLD_SOON)
        self._told_hold = soon
        return covered

    def _look_at_hold(self, *, key: bool) -> bool:
        """Keep the act that is open for who works on it; tells whether it is let go soon, because nobody does."""
        teller, read = self._teller, self._teller.at
        if read is None:
            return False
        bureau = teller.bureau
        news = self._hold.look(read.item.work, bureau.who, bureau.now(), key=key)
        if news is HoldNews.RENEW:
            with suppress(KioskError):  # what cannot be noted is said when something is done
                item = teller.work(lambda: bureau.do(read.item.act, Deed.TAKE))
                teller.at = replace(read, item=item)
        return news is HoldNews.SOON

    def vanish(self) -> None:
        """Close what is open: whoever comes back unlocks, and begins at the list."""
        self._teller.left = True

    def come_back(self, who: bool) -> None:  # what `verify` gave
        """Let somebody in again. Raises Afresh: it is somebody else, or what was open was left in haste."""
        left, self._teller.left = self._teller.left, False
        if left or not who:
            self.begin_anew(*(() if who else (self._talk.voice.say(ConsoleUi.OTHER_PERSON),)))
