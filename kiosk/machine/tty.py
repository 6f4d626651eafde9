"""What was typed and not read: thrown away before a terminal is given back, or a shell would take it for its own."""

from __future__ import annotations

import os
import select
import termios
import tty
from contextlib import suppress
from time import monotonic

QUIET = 0.2
"""Seconds without a byte after which nobody types any more; a scanner leaves far less between two signs."""
LONGEST = 3.0
"""Seconds after which a terminal that never falls silent, such as one with a key that is stuck, is given back."""


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
