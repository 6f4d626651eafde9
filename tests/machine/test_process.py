"""The process is closed to others, and the keyboard is named only where this machine knows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.machine.keyboard import layout
from kiosk.machine.process import forget_developers, has_open_swap, lock_pages

ROOT = Path(__file__).parents[2]
PROGRAM = """
import ctypes, os, resource, sys
from kiosk.machine.process import harden
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 1
print(os.getpid(), flush=True)
sys.stdin.readline()
assert harden() and ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
print("closed", flush=True)
sys.stdin.readline()
"""
PEEK = """
import os
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
open('/proc/{pid}/{name}', 'rb').read(0)
"""


def peek(pid: str) -> list[str]:
    """Say which files of a process another one of the same user may not open."""
    shut = []
    for name in ("mem", "environ", "maps"):
        program = PEEK.format(pid=pid, name=name)
        done = subprocess.run([sys.executable, "-c", program], cwd="/", capture_output=True, text=True, check=False)
        assert not done.returncode or "PermissionError" in done.stderr, done.stderr
        if done.returncode:
            shut.append(name)
    return shut


def test_nobody_of_the_same_user_reads_the_process() -> None:
    """Once hardened, another process of the same user gets neither its memory nor its environment."""
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd="/",
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    pid = child.stdout.readline().strip()
    assert peek(pid) == []
    child.stdin.write("\n")
    child.stdin.flush()
    assert child.stdout.readline() == "closed\n"
    assert peek(pid) == ["mem", "environ", "maps"]
    child.communicate("\n")
    assert child.returncode == 0


def test_a_key_is_locked_where_the_system_allows() -> None:
    """Locking asks the system and says what it answered; it never raises."""
    assert lock_pages(bytes(32), b"x" * 32) in (True, False)


@pytest.mark.parametrize(
    ("rows", "is_open"),
    [
        ("", False),
        ("/dev/sda2 partition 100 0 -2\n", True),
        ("/swapfile file 100 0 -2\n", True),
        ("/dev/zram0 partition 100 0 100\n/dev/dm-1 partition 1 0 -2\n", False),
        ("/dev/mapper/cryptswap partition 1 0 -2\n", False),
    ],
)
def test_an_open_swap_is_noticed(tmp_path: Path, rows: str, is_open: bool) -> None:
    """Swap on a plain disk or file is told from none, from memory and from an encrypted one."""
    table = tmp_path / "swaps"
    table.write_text("Filename Type Size Used Priority\n" + rows)
    assert has_open_swap(table) is is_open
    assert not has_open_swap(tmp_path / "none")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ""),
        ({"etc/default/keyboard": 'XKBMODEL="pc105"\nXKBLAYOUT="fr"\nXKBVARIANT="oss"\n'}, "fr (oss)"),
        ({"etc/default/keyboard": "# XKBLAYOUT=us\nXKBLAYOUT=fr,us\n"}, "fr / us"),
        ({"etc/vconsole.conf": "KEYMAP=be-latin1\n"}, "be-latin1"),
        ({"etc/default/keyboard": 'XKBLAYOUT="\x1b[2Jfr"\n'}, ""),
        ({"etc/default/keyboard": 'XKBLAYOUT=""\n', "etc/vconsole.conf": "KEYMAP='fr-bepo'\n"}, "fr-bepo"),
    ],
)
def test_the_layout_is_the_system_s(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    """Every layout of the system's own settings, or nothing: never a guess, never a control character."""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert layout({}, tmp_path) == expected
    assert layout({"SSH_CONNECTION": "x"}, tmp_path) == layout({"WAYLAND_DISPLAY": "x"}, tmp_path) == ""


def test_a_graphical_system_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under X the program that knows is asked; where it is missing or fails, nothing is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert layout({"DISPLAY": ":0"}) == ""
    program = tmp_path / "setxkbmap"
    program.write_text("#!/bin/sh\necho 'rules:  evdev'\necho 'layout:     fr,us'\necho 'variant:    bepo,'\n")
    program.chmod(0o755)
    assert layout({"DISPLAY": ":0"}) == "fr (bepo) / us"


def test_no_developers_log_in_real_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would write keys, screens or tracebacks somewhere is forgotten; the rest of the environment stays."""
    for name in ("TEXTUAL_LOG", "TEXTUAL_SCREENSHOT", "TEXTUAL", "KIOSK_DEVELOPER", "TERM"):
        monkeypatch.setenv(name, "1")
    forget_developers()
    assert not [name for name in os.environ if name.startswith("TEXTUAL") or name == "KIOSK_DEVELOPER"]
    assert os.environ["TERM"] == "1"
