"""Whole visits at a real desk, then every file that was ever written is searched: nobody is in any of them."""

from __future__ import annotations

import base64
import gzip
import signal
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.journey import HOME, NAME
from tests.e2e.seek import seek
from tests.e2e.terminal import KEYS
from tests.e2e.visits import WORDS, half_way, nothing_is_left_on, visit_and_leave

FORMS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda text: text,
    "wide": lambda text: text.decode().encode("utf-16-le"),
    "hexadecimal": lambda text: text.hex().encode(),
    "base64 at 0": base64.b64encode,
    "base64 at 1": lambda text: base64.b64encode(b"x" + text),
    "base64 at 2": lambda text: base64.b64encode(b"xy" + text),
    "zlib inside": lambda text: b"\0\1\2" + zlib.compress(text) + b"\0",
    "gzip": gzip.compress,
}


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds(tmp_path: Path, form: str) -> None:
    """What is planted on purpose is found in each form, in the middle of other bytes; elsewhere nothing is."""
    (tmp_path / "empty").write_bytes(bytes(range(256)) * 20)
    assert seek(tmp_path, WORDS) == []
    (tmp_path / "core").write_bytes(bytes(100) + FORMS[form](f"... {NAME} ...".encode()) + bytes(100))
    assert any("core holds" in each and NAME in each for each in seek(tmp_path, WORDS))


@pytest.mark.slow
def test_nobody_is_in_any_file(start: Start, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sealed, left, refused, printed, exported, killed: no file, argument or variable holds a word of it."""
    visit_and_leave(start, tmp_path, tmp_path_factory.mktemp("paper") / "receipts.bin")
    assert seek(tmp_path, WORDS) == []


@pytest.mark.slow
def test_no_signal_of_a_terminal_lets_anybody_out(start: Start, tmp_path: Path) -> None:
    """What Ctrl+C, Ctrl+Backslash and Ctrl+Z would send changes nothing; told to end, it leaves an empty terminal."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    terminal.wait_for(HOME)
    half_way(terminal)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        terminal.kill(number)
        terminal.rest()
        assert terminal.process.isalive()
    assert terminal.shows(NAME)
    terminal.press(KEYS["f8"])
    terminal.wait_for("F8 : revenir")
    assert not terminal.shows(NAME)
    terminal.read()
    terminal.press(KEYS["f8"])
    terminal.wait_for(NAME)
    terminal.kill(signal.SIGTERM)
    assert terminal.end() == 0
    nothing_is_left_on(terminal)
