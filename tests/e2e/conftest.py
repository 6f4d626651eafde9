"""Terminals that end with their test."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.shell import SHELL, Host, children
from tests.e2e.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Give what starts `kiosk` with arguments on a terminal of its own."""
    begun: list[Terminal] = []

    def begin(*arguments: object, size: tuple[int, int] = (80, 24)) -> Terminal:
        begun.append(Terminal(*arguments, home=tmp_path, size=size))
        return begun[-1]

    yield begin
    for terminal in begun:
        terminal.close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """Give what starts a command from a shell that waits on the same terminal."""
    begun: list[Terminal] = []

    def begin(*command: object) -> Terminal:
        terminal = Terminal("-c", f"PS1='{SHELL} ' exec sh -i", home=tmp_path, command=["/bin/sh"])
        begun.append(terminal)
        terminal.wait_for(SHELL)
        terminal.process.write((" ".join(map(str, command)) + "; echo ended$((1))\r").encode())
        return terminal

    yield begin
    for terminal in begun:
        for child in children(terminal.process.pid):
            os.kill(child, signal.SIGKILL)
        terminal.close()
