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
from contextlib import suppress
from time import sleep
from types import FrameType
from typing import Any

from textual.app import App

HEARD = 1.5
"""Seconds after which an app that has not heard a signal waits for its terminal in vain."""
ENDED = 10.0
"""Seconds that all the rest of an end may take: longer than a printer needs to take a receipt back."""
_WRITER, _POKE = "textual-output", signal.SIGUSR1
"""Textual's thread that writes, and what wakes it from a write that waits."""
ASKS = frozenset({signal.SIGTERM, signal.SIGHUP})
"""Signals that ask for the end."""
IGNORED = frozenset(
    {signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU, signal.SIGCONT}
)  # fmt: skip
"""What a terminal can send: it neither quits nor leads to the shell from which the kiosk was started."""
USUAL = "\x1b[0m\x1b[?2026l\x1b[?2004l\x1b[?1004l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h"
"""Leaves every mode that Textual enters."""
EMPTY = "\x1b[H\x1b[2J\x1b[3J"


class Ending(App[int]):
    """Stops when the system wants it."""

    leaves = False
    """Whether it is on its way out."""

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
        self._usual: list[Any] = getattr(self._driver, "attrs_before", None) or []

        # Not `loop.add_signal_handler`: a loop that waits for the terminal would never carry it out.
        def ends(_number: int, _frame: FrameType | None) -> None:
            with suppress(RuntimeError):  # it has ended already
                loop.call_soon_threadsafe(self.leave)
                _later(HEARD, self._force_if_deaf)

        for number in ASKS:
            signal.signal(number, ends)
        for number in IGNORED:
            signal.signal(number, signal.SIG_IGN)
        signal.signal(_POKE, lambda *_: None)

    def let_signals_in(self) -> None:
        """Take the signals that were `held_back`, now that there is a whole screen to close."""
        if not self.is_headless:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKS)

    def _force_if_deaf(self) -> None:
        if not self.leaves:
            self._force()

    def _force(self) -> None:
        """End the process however it hangs. What was told to be on the disk is there."""
        with suppress(OSError, termios.error):
            give_back(self._usual)
        os._exit(1)


def held_back() -> set[signal.Signals]:
    """Hold signals back until the app listens: before, they would end it with the terminal in its hands.

    Returns:
        What was held back before, for `signal.pthread_sigmask`.
    """
    return set(map(signal.Signals, signal.pthread_sigmask(signal.SIG_BLOCK, ASKS)))


def give_back(usual: list[Any]) -> None:
    """Throw away what the terminal has not taken, and leave it as it was found.

    Args:
        usual: its attributes, as `termios.tcgetattr` gave them.
    """
    terminal = os.open(os.ttyname(2), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for thread in threading.enumerate():
        if thread.name == _WRITER and thread.ident is not None:
            signal.pthread_kill(thread.ident, _POKE)  # it goes on writing, to nowhere
    sleep(0.05)
    termios.tcflush(terminal, termios.TCOFLUSH)
    with suppress(BlockingIOError):
        os.write(terminal, (USUAL + EMPTY).encode())
    if usual:
        usual[3] |= termios.ECHO | termios.ISIG  # which the start took away
        termios.tcsetattr(terminal, termios.TCSANOW, usual)


def _later(seconds: float, call: Any) -> None:
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()
