"""Pulls a window about, many times a second, while keys, pastes and signals come; then looks whether all is painted."""

from __future__ import annotations

import re
import signal
from random import Random
from time import monotonic

from tests.e2e.terminal import KEYS, Terminal

USUAL = (80, 24)
WHOLE = 2.0
"""Seconds in which a window that has come to rest must be painted."""
COLUMNS = (1, 2, 5, 20, 40, 79, 80, 81, 120, 300)
ROWS = (1, 2, 5, 10, 23, 24, 25, 50, 100)
INPUT = [
    *(KEYS["down"], "\x1b[A", "1", KEYS["f1"], KEYS["escape"], KEYS["f8"]),
    *("\x1b[200~un texte\r\nsur deux lignes\x1b[201~", "\x1b[48;9999;9999;0;0t"),
]
_PASSING = re.compile(r"\d\d:\d\d|(?<=scannée\)).*|(?<=Relais : )[^|]*")
"""The clock, how the road stands, and how far a long line was scrolled to show its end."""


def storm(terminal: Terminal, random: Random, gusts: int, *, keys: bool = False) -> None:
    """Resize, signal and perhaps type so many times, and leave the window at its usual size."""
    for _ in range(gusts):
        chance = random.random()
        if chance < 0.6:
            terminal.resize(random.choice(COLUMNS), random.choice(ROWS))
        elif chance < 0.8:
            for _ in range(20):
                terminal.kill(signal.SIGWINCH)
        elif keys:
            terminal.process.write(random.choice(INPUT).encode())
        if pause := random.choice((0.0, 0.0, 0.001, 0.005, 0.01, 0.02)):
            terminal.look(pause)
    terminal.resize(*USUAL)


def flip(terminal: Terminal, random: Random) -> None:
    """Make the window another and the same again, before the program could look or just after."""
    terminal.resize(random.choice(COLUMNS), random.choice(ROWS))
    terminal.look(random.choice((0.0, 0.0005, 0.002, 0.004, 0.008, 0.016)))
    terminal.resize(*USUAL)


def assert_whole(terminal: Terminal) -> None:
    """See that what stands there is what a window shows that was pulled slowly."""
    until = monotonic() + WHOLE
    while monotonic() < until:
        terminal.look(0.05)
    terminal.rest(0.5)  # a busy machine may still be at it
    shown = _picture(terminal)
    assert terminal.process.isalive(), terminal.raw[-400:].decode(errors="replace")
    for columns in (USUAL[0] + 1, USUAL[0]):
        terminal.resize(columns, USUAL[1])
        terminal.rest(0.3)
    whole = _picture(terminal)
    assert shown == whole, f"{shown}\n--- instead of\n{whole}"


def _picture(terminal: Terminal) -> str:
    return _PASSING.sub("", terminal.text())
