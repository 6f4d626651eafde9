"""The window and the end, on a real terminal: the screen is painted whole, and the terminal is given back."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import termios
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from kiosk.desk.keys import open_desk
from kiosk.glass.ending import ENDED
from scripts.measures.pty import make_desk
from tests.e2e.conftest import Start
from tests.e2e.journey import HOME
from tests.e2e.shell import Host, children, ran_nothing
from tests.e2e.shell import opened as unlocked
from tests.e2e.storm import assert_whole, storm
from tests.e2e.terminal import KEYS, PASSPHRASE, ROOT, Terminal, restored

CLEARED = b"\x1b[H\x1b[2J\x1b[3J"


def modes(terminal: Terminal) -> list[int]:
    """Give how the terminal treats what is typed."""
    return [value for value in termios.tcgetattr(terminal.process.fd)[:4] if isinstance(value, int)]


def opened(start: Start, data: Path) -> Terminal:
    """Start a desk and open it."""
    terminal = start("run", "--data", data)
    terminal.wait_for("Borne verrouillée")
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.wait_for(HOME)
    terminal.rest()
    return terminal


def full(terminal: Terminal) -> None:
    """Cover and uncover without reading what is painted, until the terminal takes no more and the app waits."""
    waiting, still = -1, 0
    while still < 40:
        for keys in (KEYS["f8"], KEYS["escape"] + KEYS["down"]):  # the arrow ends the Escape
            terminal.process.write(keys.encode())
            sleep(0.05)
        before, waiting = waiting, pending(terminal)
        still = still + 1 if waiting == before else 0


def pending(terminal: Terminal) -> int:
    """Give how many bytes wait to be read from a terminal."""
    return int.from_bytes(fcntl.ioctl(terminal.process.fd, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.mark.slow
def test_a_window_is_painted_whole_after_any_storm(start: Start, tmp_path: Path) -> None:
    """Made one column small, flipped within a moment, stormed with keys: within 2 s all of it stands there."""
    random, terminal = Random(3), opened(start, make_desk(tmp_path))
    for columns, rows in ((1, 1), (5, 50), (300, 100)):
        terminal.resize(columns, rows)
        terminal.rest()
    terminal.resize(80, 24)
    terminal.rest(0.3)
    terminal.resize(40, 10)  # and back before anybody could look
    terminal.resize(80, 24)
    assert_whole(terminal)
    storm(terminal, random, 60, keys=True)
    assert_whole(terminal)


@pytest.mark.slow
def test_a_signal_ends_it_while_nobody_reads_the_terminal(start: Start, tmp_path: Path) -> None:
    """While the app waits for a full terminal, it ends all the same, gives it back, and the desk opens again."""
    data = make_desk(tmp_path)
    terminal = opened(start, data)
    full(terminal)
    terminal.kill(signal.SIGTERM)
    until = monotonic() + ENDED + 3  # at once where the app waits already; else when all of its end has had its time
    while terminal.process.isalive() and monotonic() < until:
        sleep(0.05)
    assert not terminal.process.isalive()
    assert terminal.end() == 1  # by force: it waited for the terminal
    assert restored(terminal)
    assert terminal.raw.endswith(CLEARED)
    assert modes(terminal)[3] & termios.ECHO
    open_desk(data, PASSPHRASE).store.close()


@pytest.mark.slow
def test_a_signal_while_it_starts_leaves_no_terminal_behind(start: Start, tmp_path: Path) -> None:
    """As soon as it has taken the terminal, a signal ends it in order: it is given back, and no error is said."""
    terminal = start("run", "--data", make_desk(tmp_path))
    before = modes(terminal)
    while b"\x1b[?1049h" not in terminal.raw:
        assert terminal.look(0.02)
    terminal.kill(signal.SIGTERM)
    assert terminal.end(5) == 0
    assert restored(terminal)
    assert terminal.raw.endswith(CLEARED)
    assert modes(terminal) == before


@pytest.mark.slow
def test_nothing_typed_ahead_is_seen_or_stops_it(start: Start, tmp_path: Path) -> None:
    """Between the first line and the first screen no key is shown, and none stops the kiosk."""
    terminal = start("run", "--data", make_desk(tmp_path))
    before = modes(terminal)
    while "démarre".encode() not in terminal.raw:
        assert terminal.look(0.02)
    terminal.process.write(f"\x1a\x03\x1c{PASSPHRASE}\r".encode())
    terminal.wait_for("Borne verrouillée", HOME)
    terminal.rest()
    assert PASSPHRASE.encode() not in terminal.raw
    terminal.kill(signal.SIGTERM)
    assert terminal.end(5) == 0
    assert modes(terminal) == before


@pytest.mark.slow
def test_no_key_stops_or_holds_a_desk_that_starts(host: Host, tmp_path: Path) -> None:
    """Ctrl with Z, C, a backslash or S before the program itself could say so: `scripts/desk` comes up, and opens."""
    terminal = host(ROOT / "scripts" / "desk", "--data", make_desk(tmp_path))
    while not any(children(desk) for desk in children(terminal.process.pid)):
        assert terminal.look(0.01)
    terminal.process.write(b"\x1a\x03\x1c\x13")
    unlocked(terminal)
    ran_nothing(terminal)


@pytest.mark.slow
def test_a_killed_desk_leaves_nothing_on_the_terminal(tmp_path: Path) -> None:
    """Through `scripts/desk`, kill -9 leaves an empty screen and a locked desk; the third time, the code of the end."""
    data = make_desk(tmp_path)
    terminal = Terminal("--data", data, home=tmp_path, command=[str(ROOT / "scripts" / "desk")])
    try:
        before = modes(terminal)
        for number in range(3):
            terminal.wait_for("Borne verrouillée")
            assert terminal.raw.count(CLEARED) == number
            (child,) = subprocess.check_output(["pgrep", "-P", str(terminal.process.pid)], text=True).split()
            assert modes(terminal) != before
            subprocess.run(["kill", "-9", child], check=True)
            while terminal.raw.count(CLEARED) == number:
                terminal.look(0.05)
        assert terminal.end() == 128 + signal.SIGKILL
        assert restored(terminal)
        assert terminal.raw.endswith(CLEARED)
        assert modes(terminal)[3] & termios.ECHO
    finally:
        terminal.close()


def test_a_desk_installed_apart_from_the_folder_is_found_by_its_name(tmp_path: Path) -> None:
    """`scripts/desk` runs what docs/installer.md installs: the folder it stands in has no environment of its own."""
    installed = tmp_path / "programme" / "kiosk"
    script = Path(shutil.copy(ROOT / "scripts" / "desk", tmp_path / "desk"))
    installed.parent.mkdir()
    installed.write_text('#!/bin/sh\necho "ran: $*"\nexit 5\n')
    installed.chmod(0o755)
    path = f"{installed.parent}:{os.environ['PATH']}"
    ran = subprocess.run(
        [script, "--data", "here"],
        env={"PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ran: run --data here" in ran.stdout
    assert ran.returncode == 5
