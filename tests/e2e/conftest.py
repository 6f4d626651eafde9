"""Terminals that end with their test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
