"""The key that hides, held down on a real terminal: what was shown does not come back before it is pressed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from tests.e2e.conftest import Start
from tests.e2e.journey import HIDDEN, HOME
from tests.e2e.terminal import F8, Terminal, soon
from tests.e2e.typist import Typist

HOLDS = ((0.25, 1), (0.5, 20), (0.65, 1))
"""Seconds until a held key repeats, as consoles and desktops do, and how often: once, nothing tells it from a press."""
THEN = 0.05


def hold(terminal: Terminal, first: float, repeats: int) -> Iterator[None]:
    """Hold it: comes back after each repeat."""
    due = monotonic()
    for at in range(repeats + 1):
        while (left := due - monotonic()) > 0:
            terminal.look(left)
        terminal.process.write(F8.encode())
        if at:
            yield
        due += THEN if at else first
    terminal.rest(0.4)
    yield


@pytest.mark.slow
def test_what_is_hidden_stays_so_while_the_key_is_held(start: Start, tmp_path: Path) -> None:
    """On the screen: after each repeat the page that says nothing stands there, and one press brings back home."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    terminal.wait_for(HOME)
    for first, repeats in HOLDS:
        terminal.rest(0.4)
        for _ in hold(terminal, first, repeats):
            assert terminal.shows(HIDDEN), (first, repeats)
        soon(terminal, F8, HOME)


@pytest.mark.slow
def test_what_is_hidden_stays_so_in_lines(start: Start, tmp_path: Path) -> None:
    """The same in plain lines: nothing is said while it is held, and one press says where one is."""
    typist = Typist(start("run", "--training", "--linear", "--data", tmp_path / "data"))
    typist.hears("référence ou mot : ")
    for first, repeats in HOLDS:
        typist.terminal.rest(0.4)
        said = b""
        for _ in hold(typist.terminal, first, repeats):
            said = said or typist.terminal.raw
            assert typist.terminal.raw == said, (first, repeats)
        typist.hears("Pause")
        typist.terminal.read()
        typist.terminal.process.write(F8.encode())
        typist.hears("référence ou mot : ")
