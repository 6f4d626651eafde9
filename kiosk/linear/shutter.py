"""What covers the desk's lines, and what is wiped behind it: the visit."""

from __future__ import annotations

from functools import partial

from kiosk.core.errors import WrongPassphrase
from kiosk.core.foreseen import foreseen
from kiosk.core.idle import may_pass
from kiosk.flows.unlock import Verifier
from kiosk.linear.teller import Teller
from kiosk.plain.shutter import Afresh, Shutter
from kiosk.words.ui import Ui


class DeskShutter(Shutter[int]):
    """Covers a visit.

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
        super().__init__(teller.talk, bell=bell, keyboard=keyboard)
        self._teller, self._verifier, self._idle = teller, verifier, idle

    @property
    def has_passphrase(self) -> bool:
        """Whether there is one to ask for: training has none."""
        return self._verifier is not None

    def verify(self, passphrase: str) -> int:
        """Tell whose passphrase it is. Raises WrongPassphrase and TooSoon."""
        if self._verifier is None:
            raise WrongPassphrase
        return foreseen(partial(self._verifier, passphrase))()

    def now(self) -> float:
        """Read the clock that nobody sets: seconds since the machine was started."""
        return self._teller.session.clock().monotonic

    def may_pass(self, *, hidden: bool) -> float:
        """Give the seconds that may pass without a key: more in a call, but not while it is hidden."""
        visit = self._teller.visit is not None
        return may_pass(self._idle, visit=visit, call=self._teller.in_call and not hidden)

    def vanish(self) -> None:
        """Wipe the visit. Raises Afresh."""
        self._wipe()
        say = self._teller.voice.say
        raise Afresh(say(Ui.END_TITLE), say(Ui.END_TEXT), say(Ui.VANISH_RECORDED))

    def come_back(self, who: int) -> None:
        """Let somebody in again. Raises Afresh: it is somebody else, and the visit was wiped."""
        if self._teller.session.who.is_same(who):
            return
        ends = self._teller.visit is not None
        self._wipe()
        self._teller.work(partial(self._teller.session.take_over, who))
        say = self._teller.voice.say
        self.begin_anew(*((say(Ui.UNLOCK_OTHER), say(Ui.VANISH_RECORDED)) if ends else ()))

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
