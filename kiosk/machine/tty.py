"""How a face holds a terminal: which signals it hears, and what was typed and not read when it gives it back.

That is thrown away, or a shell would take it for its own.
"""

from __future__ import annotations

import os
import select
import signal
import termios
import tty
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic, sleep
from typing import Any

QUIET = 0.2
"""Seconds without a byte after which nobody types any more; a scanner leaves far less between two signs."""
LONGEST = 3.0
"""Seconds after which a terminal that never falls silent, such as one with a key that is stuck, is given back."""
LAST = 1.0
"""Seconds that may be spent on throwing away what is being typed, at an end by force."""
EMPTY = "\x1b[H\x1b[2J\x1b[3J"
"""Empties the screen and what can be scrolled back to."""
ASKS = frozenset({signal.SIGTERM, signal.SIGHUP})
"""Signals that ask for the end."""
NEEDED = frozenset({signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD, signal.SIGWINCH})
"""Signals that cannot be ignored, or must not."""


def is_there() -> bool:
    """Tell whether the program was started on a terminal, which it reads and paints on."""
    return os.isatty(0) and os.isatty(2)


def throw_away(terminal: int, longest: float = LONGEST) -> None:
    """Throw away what was typed, and what is being typed, without showing it.

    Leaves the terminal silent and reading each sign by itself: set it as it was at once.

    Args:
        terminal: its file.
        longest: seconds that this may take.
    """
    with suppress(termios.error, OSError):  # the terminal is gone
        silent = termios.tcgetattr(terminal)
        silent[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
        # Nowhere `TCSAFLUSH`: it waits until all is written, for ever where nobody reads the other end.
        termios.tcsetattr(terminal, termios.TCSANOW, silent)
        termios.tcflush(terminal, termios.TCIFLUSH)
        watch, until = select.poll(), monotonic() + longest
        watch.register(terminal, select.POLLIN)
        while monotonic() < until and any(what & select.POLLIN for _, what in watch.poll(QUIET * 1000)):
            termios.tcflush(terminal, termios.TCIFLUSH)


def held_back() -> set[signal.Signals]:
    """Hold back what asks for the end until the app listens: before, it would end with the terminal in its hands.

    Every other signal is ignored for good: it would end the kiosk where it stands, with what is shown left there and
    what is typed going to whoever started it. A real fault of the processor ends it all the same.

    Returns:
        What was held back before, for `signal.pthread_sigmask`.
    """
    for number in signal.valid_signals() - ASKS - NEEDED:
        signal.signal(number, signal.SIG_IGN)
    return set(map(signal.Signals, signal.pthread_sigmask(signal.SIG_BLOCK, ASKS)))


def give_back(usual: Sequence[Any], signs: str, wake: Callable[[], None]) -> None:
    """Throw away what the terminal has not taken, and what was typed, and leave it as it was found.

    Args:
        usual: its attributes, as `termios.tcgetattr` gave them.
        signs: what is left there.
        wake: wakes whatever waits for the terminal to take something.
    """
    terminal = os.open(os.ttyname(2), os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    for stream in (1, 2):  # or what is awake again would write there first, and hold it until somebody reads
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    wake()
    for _ in range(10):  # what was being written may still come
        sleep(0.05)
        termios.tcflush(terminal, termios.TCIOFLUSH)
        with suppress(BlockingIOError):
            os.write(terminal, signs.encode())
            break
    throw_away(terminal, LAST)
    if usual:
        before = [*usual]
        before[tty.LFLAG] |= termios.ECHO | termios.ISIG  # which the start took away
        termios.tcsetattr(terminal, termios.TCSANOW, before)
