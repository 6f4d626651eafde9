"""A person at the office's terminal, which is a real one."""

from __future__ import annotations

import re
import sys
from codecs import getincrementaldecoder
from collections.abc import Sequence
from pathlib import Path
from select import select

from ptyprocess import PtyProcess

ROOT = Path(__file__).parents[2]
PROGRAM = str(Path(__file__).with_name("command.py"))
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", "TERM": "linux"}
ASKED = "Phrase de passe : "
NAME = "Zoé Lenoir-Diaby"


class Person:
    """Somebody at a terminal: waits for words, then types."""

    def __init__(self, *arguments: object, through: Sequence[str] = ()) -> None:
        """Start the command, through another if there is one."""
        words = [*through, sys.executable, PROGRAM, "office", *(str(each) for each in arguments)]
        self._process = PtyProcess.spawn(words, cwd=str(ROOT), dimensions=(40, 400), env=ENVIRONMENT)
        self.seen = ""
        self._read = 0
        self._decode = getincrementaldecoder("utf-8")().decode  # a read may end within a letter

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Read until this is said after what was said before."""
        while True:
            found = re.search(pattern, self.seen[self._read :])
            if found:
                self._read += found.end()
                return found
            self._see()

    def _see(self) -> None:
        """Read what is there; a command that says nothing for a minute waits for what nobody will type."""
        assert select([self._process.fd], [], [], 60)[0], self.seen
        self.seen += self._decode(self._process.read(4096)).replace("\u00a0", " ")

    def type(self, line: str) -> None:
        """Type a line."""
        self._process.write(f"{line}\n".encode())

    def end(self) -> int:
        """Read to the end and give the exit code."""
        try:
            while True:
                self._see()
        except EOFError:
            code: int = self._process.wait()
            return code

    def talk(self, *turns: tuple[str, str]) -> int:
        """Answer one question after the other, and give the exit code."""
        for question, answer in turns:
            self.wait_for(question)
            self.type(answer)
        return self.end()
