"""The end that the system asks for: heard at every moment, the terminal given back even where it takes nothing.

Textual writes through a queue with an end. Once nobody reads the terminal (a stopped console, a line that hangs or
is gone), the app waits for it for ever, deaf to everything but a signal's own handler.
"""

from __future__ import annotations

import asyncio
import os
import signal
import termios
import threading
from collections.abc import Sequence
from contextlib import suppress
from time import sleep
from types import FrameType
from typing import Any

from textual.app import App
from textual.driver import Driver

from kiosk.glass.driver import EMPTY, USUAL, KioskDriver
from kiosk.machine.tty import ASKS, give_back

HEARD = 1.5
"""Seconds after which an app that has not heard a signal waits for its terminal in vain."""
ENDED = 10.0
"""Seconds that all the rest of an end may take: longer than a printer needs to take a receipt back."""
_WRITER, _POKE = "textual-output", signal.SIGUSR1
"""Textual's thread that writes, and what wakes it from a write that waits."""
FAULT, CRASH = 1, 70
"""Exit codes of an end by force: the terminal took nothing; a defect before that."""


class Ending(App[int]):
    """Stops when the system wants it.

    A base of the app and no part of it: it gives Textual the driver, and ends it from within.
    """

    leaves = False
    """Whether it is on its way out."""
    crash: str | None = None
    """The name of the defect that stopped it, if one did."""
    _usual: Sequence[Any] = ()
    _forced = False

    def get_driver_class(self) -> type[Driver]:
        """Give the kiosk's own way to a terminal: what a terminal sends must not end an app."""
        return KioskDriver

    @property
    def tells_developers(self) -> bool:
        """Whether a defect may show what is in memory: to a test, or to a developer."""
        return self.is_headless or "KIOSK_DEVELOPER" in os.environ

    def leave(self, code: int = 0) -> None:
        """Stop the kiosk."""
        self.leaves = True
        if not self.is_headless:
            _later(ENDED, self._force)
        self.exit(code)

    def hear_signals(self) -> None:
        """Say what each signal does; those that ask for the end are still held back."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        self._usual = (self._driver.before if isinstance(self._driver, KioskDriver) else None) or []

        # Not `loop.add_signal_handler`: a loop that waits for the terminal would never carry it out.
        def ends(_number: int, _frame: FrameType | None) -> None:
            with suppress(RuntimeError):  # it has ended already
                loop.call_soon_threadsafe(self.leave)
                _later(HEARD, self._force_if_deaf)

        for number in ASKS:
            signal.signal(number, ends)
        signal.signal(_POKE, lambda *_: None)

    def let_signals_in(self) -> None:
        """Take the signals that were `held_back`, now that there is a whole screen to close."""
        if not self.is_headless:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKS)

    def last_words(self) -> str:
        """Say why it ended, where it was a defect."""
        return ""

    def stop_crashed(self, name: str) -> None:
        """Stop because of a defect. The first is told: those that follow come of it."""
        if not self.leaves:  # else a screen that was being made has lost its parts
            self.crash = self.crash or name
            self._return_code = 1
        _later(ENDED, self._force)
        self._close_messages_no_wait()

    def _force_if_deaf(self) -> None:
        if not self.leaves:
            self._force()

    def _force(self) -> None:
        """End the process however it hangs. What was told to be on the disk is there."""
        self._forced = True
        try:
            with suppress(OSError, termios.error):
                give_back(self._usual, USUAL + EMPTY + self.last_words(), _wake_writer)
        finally:
            os._exit(FAULT if self.crash is None else CRASH)

    def let_force_end(self) -> None:
        """Stay, where the end by force has begun: awake again, the app would end before the terminal is given back."""
        while self._forced:
            sleep(1)


def _wake_writer() -> None:
    """Wake Textual's writer from a write that waits: it goes on writing, to nowhere."""
    for thread in threading.enumerate():
        if thread.name == _WRITER and thread.ident is not None:
            signal.pthread_kill(thread.ident, _POKE)


def _later(seconds: float, call: Any) -> None:
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()
