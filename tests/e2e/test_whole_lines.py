"""A passphrase counts whole or not at all, however early it is typed: on real terminals."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from scripts.measures.pty import make_desk
from tests.e2e.conftest import Start
from tests.e2e.journey import CLOSED, HIDDEN, HOME, LOCKED
from tests.e2e.terminal import F8, F9, KEYS, PASSPHRASE, Terminal, soon

LINE = f"{PASSPHRASE}\r"
WRONG = "Ce n’est pas la bonne"
GAPS = (0.0, 0.004, 0.011, 0.023, 0.037, 0.06)
"""Seconds between two signs: a scanner's to a hand's; the line's screen comes up while some of them are typed."""


def typed(terminal: Terminal, text: str, gap: float) -> None:
    """Type a text, each sign so many seconds after the one before."""
    for each in text:
        terminal.process.write(each.encode())
        terminal.look(gap)


def opens(terminal: Terminal, key: str, gap: float) -> None:
    """Press a key that covers or uncovers, type the passphrase right behind it, and see that it opens."""
    terminal.read()  # a second F8 soon after the first may be a key that is held
    terminal.screen.reset()  # what is shown from here on was painted after the key
    typed(terminal, key if gap else key + LINE, 0.0)
    typed(terminal, LINE if gap else "", gap)
    terminal.wait_for(HOME)


@pytest.mark.slow
@pytest.mark.parametrize("gap", [0.0, 0.025, 0.05])
@pytest.mark.parametrize("moment", ["démarre", CLOSED])
def test_a_passphrase_typed_while_it_starts_opens_it(start: Start, tmp_path: Path, moment: str, gap: float) -> None:
    """From the first line on, all that is typed is for the line that comes: it opens, and nothing was wrong."""
    terminal = start("run", "--data", make_desk(tmp_path))
    while moment.encode() not in terminal.raw:
        assert terminal.look(0.02)
    typed(terminal, LINE, gap)
    terminal.wait_for(HOME)
    assert WRONG.encode() not in terminal.raw
    assert PASSPHRASE.encode() not in terminal.raw
    terminal.kill(signal.SIGTERM)
    assert terminal.end(10) == 0


@pytest.mark.slow
def test_a_passphrase_typed_at_once_is_whole(start: Start, tmp_path: Path) -> None:
    """Behind F9, at the lock or from a hidden page, and behind F10: no letter is lost on the way."""
    terminal = start("run", "--data", make_desk(tmp_path))
    while CLOSED.encode() not in terminal.raw:
        assert terminal.look(0.02)
    typed(terminal, LINE, 0.0)
    terminal.wait_for(HOME)
    for gap in GAPS:
        opens(terminal, F9, gap)
        soon(terminal, F9, LOCKED)
        soon(terminal, F8, HIDDEN)
        opens(terminal, F8, gap)
    terminal.rest()
    assert WRONG.encode() not in terminal.raw
    terminal.process.write(KEYS["f10"].encode())
    typed(terminal, LINE, 0.011)
    assert terminal.end() == 0
