"""A desk that a shell started, on the terminal where that shell waits: what is typed must never reach it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

from tests.e2e.journey import CLOSED, HOME
from tests.e2e.terminal import PASSPHRASE, Terminal

SHELL = "HOST>"
COMMAND = "echo ran$((6*7))\r"
RAN = b"ran42"
CLEARED = b"\x1b[H\x1b[2J\x1b[3J"
MALFORMED = [
    *(b"\xff", b"\xe9a", b"\x1b[:C", b"\x1b[99999999999999999999u", b"\x1b[1;1;1114112u"),
    *(b"\x1b[48;0;0;0;0t", b"\x1b[<99999999999999999999;0;0M", b"\x1b[\x1b[20\x1b]0;", b"\x1b[?2026;2$y", b"\x1b[200~"),
]
Host = Callable[..., Terminal]
DEFECT = """
import sys
from kiosk.screens.app import KioskApp
def action_help(self):
    raise RuntimeError("Zelda Plantureux")
def action_language(self):
    self.panic("Zelda Plantureux")
KioskApp.action_help, KioskApp.action_language = action_help, action_language
from kiosk.commands.line import main
sys.exit(main(sys.argv[1:]))
"""


def opened(terminal: Terminal) -> Terminal:
    """Open a desk that asks for its passphrase."""
    terminal.wait_for(CLOSED)
    terminal.rest()  # what is typed before a screen stands is not meant for it
    terminal.process.write(f"{PASSPHRASE}\r".encode())
    terminal.wait_for(HOME)
    terminal.rest()
    return terminal


def scan(terminal: Terminal, text: bytes, gap: float = 0.01) -> None:
    """Type like a scanner."""
    for byte in text:
        os.write(terminal.process.fd, bytes([byte]))
        terminal.look(gap)


def children(parent: int) -> list[int]:
    done = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False)
    return [int(each) for each in done.stdout.split()]


def ran_nothing(terminal: Terminal) -> None:
    """See that the shell was given nothing of what was typed."""
    terminal.rest(0.5)
    assert RAN not in terminal.raw, terminal.text()
    assert b"ended1" not in terminal.raw, terminal.text()
