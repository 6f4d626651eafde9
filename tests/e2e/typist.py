"""Somebody who works in plain lines, on a real terminal."""

from __future__ import annotations

import re
from time import sleep

from kiosk.core.haste import STANDS
from tests.e2e.terminal import Terminal


def plain_spaces(text: str) -> str:
    """Give a text with the spaces that a keyboard types, in place of those that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class Typist:
    """Somebody who reads the last line and types the next."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.at = 0
        """Up to where what was said was heard."""

    def hears(self, pattern: str) -> re.Match[str]:
        """Wait until something new is said."""
        for _ in range(900):
            going = self.terminal.look(0.05)
            text = self.terminal.raw[self.at :].decode(errors="replace")
            if found := re.search(pattern, plain_spaces(text), re.DOTALL):
                self.at += len(text[: found.end()].encode())
                return found
            assert going, text
        raise AssertionError(f"{pattern} was never said:\n{text}")

    def types(self, text: str, after: str) -> None:
        """Type a line once something was asked."""
        self.hears(after)
        if not text:
            sleep(STANDS + 0.1)
        self.terminal.process.write(f"{text}\r".encode())
