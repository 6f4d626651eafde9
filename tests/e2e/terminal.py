"""A person at a real terminal: the real program on a pseudo-terminal, read through an emulator that is not ours."""

from __future__ import annotations

import base64
import os
import re
import select
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep, time_ns

import pyte
from ptyprocess import PtyProcess

from kiosk.core.haste import HELD, STANDS

ROOT = Path(__file__).parents[2]
PATIENCE = 45.0
"""Seconds that anything may take on a slow machine."""
WITHIN = 3.0
"""Seconds for what takes one at most, on a machine that does other things, too."""

PASSPHRASE = "quatre mots au hasard"
KEYS = {
    "enter": "\r", "escape": "\x1b", "down": "\x1b[B", "f1": "\x1b[[A", "f2": "\x1b[[B", "f5": "\x1b[[E",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f10": "\x1b[21~",
}  # fmt: skip
"""What a Linux console sends."""
F1, F8, F9, F12 = KEYS["f1"], KEYS["f8"], "\x1b[20~", "\x1b[24~"

# Sequences that the emulator does not know and would print.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$?[a-gi-km-zA-Z]|\x1b\[[0-9;]*\$[a-z]")
_FRAME = dict.fromkeys(map(ord, "│║─═┌┐└┘╔╗╚╝"), " ")


def within() -> float:
    """Give that time where more programs want this machine than it has cores: each gets its share alone."""
    return WITHIN * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Terminal:
    """Runs a command and shows what it paints.

    Args:
        arguments: of `kiosk`.
        home: where this person's files are.
        size: columns and rows.
        command: what is run with these arguments.
    """

    def __init__(
        self,
        *arguments: object,
        home: Path,
        size: tuple[int, int] = (80, 24),
        command: Sequence[str] = (sys.executable, "-m", "kiosk"),
    ) -> None:
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(home),
            "TERM": "linux",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(home),
        }
        words = [*command, *map(str, arguments)]
        columns, rows = size
        self.process = PtyProcess.spawn(words, cwd=str(home), env=environment, dimensions=(rows, columns))
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._painted = 0

    # -- reading

    def look(self, seconds: float = 0.0) -> bool:
        """Take in what was painted meanwhile; False once the program has closed the terminal."""
        if not select.select([self.process.fd], [], [], seconds)[0]:
            return True
        try:
            self.raw += self.process.read(65536)
        except EOFError:
            return False
        # A sequence that is not whole yet waits for its end.
        end = self.raw.rfind(b"\x1b") if b"\x1b" in self.raw[-16:] else len(self.raw)
        if end > self._painted:
            self._stream.feed(_UNKNOWN.sub(b"", self.raw[self._painted : end]))
            self._painted = end
        return True

    def text(self) -> str:
        """Give the screen."""
        return "\n".join(self.screen.display)

    def shows(self, words: str) -> bool:
        """Tell whether words stand on the screen, however the lines are broken."""
        return _squeezed(words) in _squeezed(self.text())

    def wait_for(self, *words: str) -> str:
        """Wait until one of these stands on the screen, and give it."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            going = self.look(0.1)
            for each in words:
                if self.shows(each):
                    return each
            assert going, f"it ended before it showed {words}:\n{self.text()}"
        raise AssertionError(f"never showed {words}:\n{self.text()}")

    def said(self, pattern: str) -> re.Match[str]:
        """Wait until a command, which paints nothing, has said something, however it breaks its lines, and give it."""
        pattern = re.sub(r"(\\?[ \u00a0])+", r"\\s+", pattern)
        until = monotonic() + PATIENCE
        while monotonic() < until:
            going = self.look(0.1)
            if found := re.search(pattern, self.raw.decode(errors="replace")):
                return found
            assert going, f"it ended before it said {pattern}:\n{self.raw.decode(errors='replace')}"
        raise AssertionError(f"never said {pattern}")

    # -- typing

    def press(self, *names: str) -> None:
        """Press keys, each when what was painted before has come to rest."""
        self.rest()
        if names == ("enter",):
            self.read()
        for name in names:
            self.process.write(KEYS.get(name, name).encode())
            self.rest()

    def lead(self, *ways: tuple[str, str]) -> None:
        """Press keys that lead somewhere, each once what the one before led to can be seen: sooner, it does not count.

        Args:
            ways: keys, and the words that each brings.
        """
        for name, words in ways:
            self.press(name)
            self.wait_for(words)

    def read(self) -> None:
        """Read a page: Enter passes none that has just come up."""
        sleep(STANDS + 0.15)

    def type(self, text: str) -> None:
        """Type a text at what stands there."""
        self.rest()
        self.process.write(text.encode())
        self.rest()

    def line(self, text: str) -> None:
        """Type a line for a command."""
        self.process.write(f"{text}\n".encode())

    def rest(self, quiet: float = 0.15) -> None:
        """Wait until nothing is painted for a while and the program has nothing to do, on a busy machine as well."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            painted, worked = len(self.raw), _work(self.process.pid)
            if not self.look(quiet) or (len(self.raw) == painted and _work(self.process.pid) in (worked, worked + 1)):
                return

    def resize(self, columns: int, rows: int) -> None:
        """Pull the window to another size; as in any terminal, what no longer fits is lost."""
        self.look()
        self.process.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    # -- the end

    def end(self, seconds: float = PATIENCE) -> int:
        """Wait until the program ends, and give its exit code; a signal as its negative number."""
        until = monotonic() + seconds
        while monotonic() < until:
            self.look(0.05)
            if not self.process.isalive():
                while self.look(0.05) and select.select([self.process.fd], [], [], 0)[0]:
                    pass
                code = self.process.exitstatus
                return code if code is not None else -int(self.process.signalstatus or 0)
        raise AssertionError(f"it still runs after {seconds} s:\n{self.text()}")

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.process.pid, number)

    def hang_up(self, seconds: float) -> int:
        """Close the terminal under the program, and give its exit code."""
        self.process.fileobj.close()
        until = monotonic() + seconds
        while self.process.isalive():
            assert monotonic() < until, f"it still runs {seconds} s after its terminal went"
            sleep(0.05)
        return int(self.process.exitstatus or 0)

    def close(self) -> None:
        """End it however it is."""
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
        self.process.close(force=True)


def _squeezed(text: str) -> str:
    return "".join(text.translate(_FRAME).split())


def traces(folder: Path, words: Sequence[str]) -> list[str]:
    """Give the files below a folder that hold a word in any usual form, in their contents or their names."""
    found = []
    for word in words:
        forms = {word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
        for shift in range(3):
            # wherever the word begins, these of its base64 signs are the same
            coded = base64.b64encode(b"\0" * shift + word.encode())
            forms.add(coded[4 if shift else 0 : -4])
        forms |= {form.lower() for form in forms} | {word.encode().hex().encode()}
        for path in folder.rglob("*"):
            if word in str(path.relative_to(folder)):
                found.append(f"{path} is named {word}")
            if path.is_file() and any(form in path.read_bytes() for form in forms):
                found.append(f"{path} holds {word}")
    return found


def _work(pid: int) -> int:
    """Give how much a program has done, in ticks of the processor (proc_pid_stat(5)); more, while it waits for one."""
    done = 0
    for task in Path(f"/proc/{pid}/task").glob("*/stat"):
        with suppress(OSError):  # it has ended
            state, *rest = task.read_text(encoding="utf-8").rpartition(")")[2].split()
            done += int(rest[10]) + int(rest[11]) + (time_ns() if state in "RD" else 0)
    return done


def restored(terminal: Terminal) -> bool:
    """Tell whether the program left the terminal as it was: usual screen, cursor shown, no mouse, no paste mode."""
    last = {
        mode: terminal.raw.rfind(f"\x1b[?{mode}".encode())
        for mode in ("1049l", "1049h", "25h", "25l", "2004l", "2004h")
    }
    return last["1049l"] > last["1049h"] and last["25h"] > last["25l"] and last["2004l"] >= last["2004h"]


def soon(terminal: Terminal, keys: str, *words: str) -> None:
    """Press keys at what stands there, and see that words come in time."""
    waits = keys == "\r" or (keys == F8 and "F8 : revenir" not in words)
    # So long a page stands before Enter passes it, and what hides before F8 takes it away; sooner, F8 was held.
    terminal.rest(STANDS + 0.1 if waits else HELD + 0.05 if keys == F8 else 0.2)
    terminal.process.write(keys.encode())
    until = monotonic() + within()
    while not any(map(terminal.shows, words)):
        assert terminal.look(0.02), terminal.text()
        assert monotonic() < until, f"{words} did not come in time:\n{terminal.text()}"
