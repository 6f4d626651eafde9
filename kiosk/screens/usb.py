"""What is done with a USB key while people work: one at a time, and its outcome is told where the worker is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from kiosk.core.errors import KioskError
from kiosk.screens.base import KioskScreen
from kiosk.screens.jobs import aside
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # loaded when a key is written or read
    from kiosk.screens.host import Host
    from kiosk.words.carried import KeyOutcome

T = TypeVar("T")

KEY = "key"
"""The group of the worker that waits for a USB key."""


class KeyWork:
    """Writes and reads USB keys away from the screens and from the store's thread: a key may be slow.

    Args:
        host: the app.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self.doing: RoadUi | None = None
        """What is being done; None where nothing is."""
        self._outcome: Callable[[], KeyOutcome] | None = None

    async def carry(self, doing: RoadUi, job: Callable[[], T], worded: Callable[[T], KeyOutcome]) -> None:
        """Do it, and tell what became of it. Nothing is begun while another is under way.

        Args:
            doing: says what is done.
            job: does it; runs in a thread of its own.
            worded: words what it gave, in the language of the moment.
        """
        from kiosk.words.carried import KeyOutcome

        if self.doing is not None:
            return
        self.doing, self._outcome = doing, None
        self._show()
        try:
            result = await aside(job)
        except KioskError as error:
            failed = error
            self._outcome = lambda: KeyOutcome(failed=self._host.words.error(failed))
        else:
            self._outcome = lambda: worded(result)
        finally:
            self.doing = None
        with suppress(KioskError):  # the status line alone
            await self._host.frame.count()
        await self._host.guard.until_uncovered()
        self._show()
        await self._host.road.forget_due()  # an import brings signed times
        self._host.repaint()  # where a key was pulled, the system's core says so on a plain console

    def take(self) -> Callable[[], KeyOutcome] | None:
        """Give what words the outcome that nobody has read in full; None where there is none. It is told once."""
        outcome, self._outcome = self._outcome, None
        return outcome

    def seen(self) -> None:
        """Take it that what home says of it was read; files that were not read wait for the screen that names them."""
        if self._outcome and not self._outcome().refused:
            self._outcome = None

    def home_words(self) -> str:
        """Say at home what nobody has read yet."""
        if self._outcome is None:
            return ""
        outcome = self._outcome()
        more = self._host.words.say(RoadUi.REFUSED_MORE) if outcome.refused else ""
        return " ".join(filter(None, (outcome.done, outcome.failed, more)))

    def status(self) -> Ui | None:
        """Say in a word how it stands, on every screen."""
        if self.doing is not None:
            return Ui.STATUS_KEY_BUSY
        if self._outcome is None:
            return None
        outcome = self._outcome()
        return Ui.STATUS_KEY_FAILED if outcome.failed or outcome.refused else Ui.STATUS_KEY_DONE

    def _show(self) -> None:
        if not self._host.screen_stack:
            return  # it has ended
        if isinstance(self._host.screen, KioskScreen):
            self._host.screen.restate()
        for screen in reversed(self._host.screen_stack):  # what its own screen says, home need not say
            if isinstance(screen, KioskScreen):
                screen.heard_of_key()
