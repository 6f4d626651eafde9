"""The first console of an emulated machine, read and typed at as a terminal of the end-to-end tests is."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any

from kiosk.glass.gate import STANDS
from scripts.boot.emulator import Laptop, RootShell
from tests.e2e.terminal import Terminal

SLOW = 900.0
"""Seconds that anything may take: a played processor is some twenty times slower than the oldest laptop."""
# What stands on the console (Unicode, compressed), how wide it is, and how much has worked that stands there: what runs
# on that terminal (4:1), and an installation, which has one of its own. An update beside it would never come to rest.
_LOOK = (
    "head -c2 /dev/vcsa1|base64;gzip -1c </dev/vcsu1|base64 -w0;echo;"
    "cat /proc/[0-9]*/stat 2>/dev/null"
    "|awk '$7==1025&&/\\((python3|kiosk|sh)\\)/||/\\((dpkg|apt-get)\\)/{n+=$14+$15}END{print n+0}'"
)


@dataclass
class Picture:
    """The rows of a screen."""

    display: list[str] = field(default_factory=list)


class Console(Terminal):
    """What stands on the first console, and its keyboard.

    Args:
        machine: whose.
        shell: that reads its screen.
    """

    def __init__(self, machine: Laptop, shell: RootShell) -> None:
        self.machine, self.shell = machine, shell
        self.screen: Any = Picture()
        self.worked, self.keys = 0, 0

    def look(self, seconds: float = 0.0) -> bool:
        """Read what stands there."""
        sleep(seconds)
        said = self.shell.run(_LOOK, 120).split()
        if len(said) != 3:
            return True
        rows, columns = base64.b64decode(said[0])
        text = zlib.decompress(base64.b64decode(said[1]), 47).decode("utf-32-le", "replace")
        self.screen.display = [text[at * columns : (at + 1) * columns] for at in range(rows)]
        self.worked = int(said[2])
        return True

    def wait_for(self, *words: str, seconds: float = SLOW) -> str:
        """Wait until one of these stands there, and give it."""
        until = monotonic() + seconds
        while monotonic() < until:
            self.look(0.1)
            for each in words:
                if self.shows(each):
                    return each
        raise AssertionError(f"never showed {words}:\n{self.text()}")

    def press(self, *names: str) -> None:
        """Press keys, each when the screen has come to rest."""
        self.rest()
        if names == ("enter",):
            sleep(STANDS + 0.3)
        for name in names:
            self.tap(name)
            self.rest()

    def tap(self, name: str) -> None:
        """Press a key at once."""
        self.keys += 1
        self.machine.key(name)

    def type(self, text: str) -> None:
        """Type a text at what stands there."""
        self.rest()
        for sign in text:
            self.tap(sign)
        self.rest()

    def line(self, text: str) -> None:
        """Type a line for a command."""
        self.type(text)
        self.tap("enter")

    def rest(self, quiet: float = 0.3) -> None:
        """Wait until nothing is painted and nothing works for a while."""
        until = monotonic() + SLOW
        self.look()
        while monotonic() < until:
            before = (self.screen.display, self.worked)
            self.look(quiet)
            if self.screen.display == before[0] and self.worked - before[1] <= 8:
                return

    def rows(self) -> str:
        """Give what stands there without its empty rows."""
        return re.sub(r"\n\s*\n+", "\n", "\n".join(row.rstrip() for row in self.screen.display)).strip("\n")
