"""The terminal as a teletype: signs in, lines out, nothing drawn over, and an end that leaves nothing behind.

Each sign is read as it comes, so that a key that covers needs no Enter and that whoever types slowly is seen to be
there. What a terminal sends that is no sign of a line is dropped: bad bytes, keys that have no use here, and whatever
is longer than an answer can be.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import termios
import threading
import tty
from codecs import getincrementaldecoder
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from textwrap import wrap
from time import monotonic
from types import FrameType
from typing import Any
from unicodedata import category, combining, east_asian_width

from kiosk.core.accessible import DUMB
from kiosk.core.harmless import harmless_lines
from kiosk.core.haste import AGAIN, HELD, LATE, STANDS
from kiosk.machine.tty import ASKS, EMPTY, give_back

MOST = 500
"""Signs of a line: more than any answer or code has."""
WHOLE = 0.3
"""Seconds after which a sequence that a slow line cut goes on no more."""
DEAF = 1.5
"""Seconds after a signal in which the terminal must have taken what is written to it."""
KEYS = {
    "\x1b[11~": "help", "\x1bOP": "help", "\x1b[[A": "help",
    "\x1b[19~": "hide", "\x1b[20~": "lock", "\x1b[24~": "vanish",
}  # fmt: skip
"""Keys that have a use, as consoles and terminals send them."""
COVERS = ("vanish", "lock", "hide")
"""Those that cover, the one that covers most first."""
_SEQUENCE = re.compile(r"\x1b(?:\[\[[A-E]|\[(?!\[)[0-?]*[ -/]*[@-~]|O[0-?]*[@-~]|[PX\]^_][^\x00-\x1f]*(?:\x07|\x1b\\))")
_OPEN = re.compile(r"\x1b(?:\[\[?[0-?]*[ -/]*|O[0-?]*|[PX\]^_][^\x00-\x1f]*)?\Z")
_ENTER, _ERASE, _KILL = "\r\n", "\x7f\x08", "\x15"


def in_rows(text: str, columns: int) -> list[str]:
    """Break lines into rows of at most so many signs, none within a word that fits in one."""
    return [row for each in text.split("\n") for row in wrap(each, columns, break_on_hyphens=False) or [""]]


class Gone(Exception):  # no fault: somebody ends it
    """The terminal is gone, or the system wants an end."""


@dataclass(frozen=True)
class Heard:
    """What came in a moment."""

    line: str | None = None
    """A whole line."""
    key: str = ""
    """A key that has a use, by what it does."""
    touched: bool = False
    """Whether anything came at all: somebody is there."""


class Teletype:
    """Holds the terminal that the program was started on."""

    def __init__(self) -> None:
        self._in, self._out = 0, 2  # not the first output: what is shown must not end in a file
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._usual: list[Any] = []
        self._woken, self._wakes = os.pipe()
        self._ends = threading.Event()
        self._heard_end = threading.Event()
        self._typed, self._open, self._opened = "", "", 0.0
        self._half = self._stood = ""
        self._secret = self._waits = False
        self._asked = self._entered = 0.0
        self._key = ""
        self._covered, self._gap = ("", 0.0), inf

    # -- start and end

    def begin(self) -> None:
        """Take the terminal, and hear the signals that ask for the end."""
        for number in ASKS:
            signal.signal(number, self._signalled)
        with suppress(termios.error):
            self._usual = termios.tcgetattr(self._in)
            mode = termios.tcgetattr(self._in)
            mode[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            mode[tty.IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
            mode[tty.OFLAG] |= termios.OPOST | termios.ONLCR
            mode[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self._in, termios.TCSANOW, mode)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKS)

    def end(self) -> None:
        """Empty the terminal and give it back; what was typed is thrown away by whoever lent it."""
        self._heard_end.set()
        with suppress(Gone, OSError):
            self.empty()
        with suppress(termios.error, OSError):
            termios.tcflush(self._in, termios.TCIFLUSH)
            if self._usual:
                termios.tcsetattr(self._in, termios.TCSANOW, self._usual)

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        self._ends.set()
        with suppress(OSError):
            os.write(self._wakes, b"x")
        timer = threading.Timer(DEAF, self._force)
        timer.daemon = True
        timer.start()

    def _force(self) -> None:
        """End the process where the terminal takes nothing. What was told to be on the disk is there."""
        if self._heard_end.is_set():
            return
        try:
            with suppress(OSError, termios.error):
                give_back(self._usual, EMPTY, _nothing)
        finally:
            os._exit(1)

    # -- out

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        columns, rows = shutil.get_terminal_size()
        return max(columns, 20), max(rows, 8)

    def say(self, text: str) -> None:
        """Write lines, without a sign that commands a terminal."""
        self._write(harmless_lines(text) + "\n")

    def ask(self, prompt: str, *, secret: bool = False, waits: bool = False) -> None:
        """Write what is asked; what was typed before it stood there answers nothing.

        Args:
            prompt: what is asked.
            secret: whether nothing of it is shown.
            waits: whether nothing but Enter is wanted yet: what was put back stands where one types after that.
        """
        self._forget_typed()
        self._typed, self._secret, self._waits = ("" if secret or waits else self._half), secret, waits
        self._half = self._half if waits else ""
        self._stood = self._typed
        self.resume(prompt)
        self._asked = monotonic()

    def resume(self, prompt: str) -> None:
        """Write what is asked once more, with what was typed so far."""
        rows = in_rows(harmless_lines(prompt), self.size[0] - 1)
        self._write("\n".join(rows) + " " + ("" if self._secret else self._typed))

    @property
    def half(self) -> str:
        """What is typed so far, or waits for its question; nothing of a passphrase, nor what only waits for Enter."""
        return "" if self._secret else self._half if self._waits else self._typed or self._half

    def put_back(self, half: str) -> None:
        """Let this stand where one types next: something covered while it was typed."""
        self._half = half

    def new_line(self) -> None:
        """End the line that is being typed."""
        self._write("\n")

    def bell(self) -> None:
        """Ring."""
        self._write("\a")

    def empty(self) -> None:
        """Empty the terminal. One that knows no such command loses at least what its rows show."""
        self._typed = ""
        rows = self.size[1] if os.environ.get("TERM", "") in DUMB else 1
        self._write("\n" * rows + EMPTY)

    def _write(self, text: str) -> None:
        left = text.encode("utf-8", "replace")
        while left:
            try:
                left = left[os.write(self._out, left) :]
            except OSError as error:
                raise Gone from error

    # -- in

    def hear(self, seconds: float) -> Heard:
        """Listen for a moment, or until there is a line or a key that has a use.

        Raises:
            Gone: the terminal is gone, or a signal asks for the end.
        """
        until, touched = monotonic() + seconds, False
        while True:
            if self._key:
                key, self._key = self._key, ""
                return Heard(key=key, touched=True)
            left = until - monotonic()
            if not self._wait(max(left, 0.0)):
                return Heard(touched=touched)
            read = self._read()
            touched = True
            if (line := self._take(read)) is not None:
                return Heard(None if self._key else line, key=self._pop(), touched=True)

    def uncovers(self) -> bool:
        """Tell whether the key that was heard last was pressed to come back, and is not the one that covered, held.

        What covers stands a moment before its own key takes it away; where a slow keyboard may still repeat it for the
        first time, it is looked at whether it comes again. What is typed meanwhile answers nothing.
        """
        begun = monotonic()
        if begun - self._asked < STANDS:
            return False
        until = begun + AGAIN if self._gap <= LATE else begun
        while not self._key and (left := until - monotonic()) > 0 and self._wait(left):
            self._read()
            if self._gap <= HELD:
                return False
        return not self._key

    def _pop(self) -> str:
        key, self._key = self._key, ""
        return key

    def _wait(self, seconds: float) -> bool:
        """Wait for signs; False if none came."""
        ready = select.poll()
        ready.register(self._in, select.POLLIN)
        ready.register(self._woken, select.POLLIN)
        found = dict(ready.poll(seconds * 1000))
        if self._ends.is_set():
            self._heard_end.set()
            raise Gone
        return self._in in found

    def _read(self) -> str:
        try:
            read = os.read(self._in, 4096)
        except OSError as error:
            raise Gone from error
        if not read:
            raise Gone
        if self._open and monotonic() - self._opened > WHOLE:
            self._open = ""
        text, self._open = self._open + self._decode(read), ""
        if cut := _OPEN.search(text):
            text, self._open, self._opened = text[: cut.start()], cut.group()[:64], monotonic()
        now = monotonic()
        return _SEQUENCE.sub(lambda found: self._note(found, now), text).replace("\x1b", "")

    def _note(self, found: re.Match[str], now: float) -> str:
        """Note a key that has a use: of several, the one that covers most. One that covers and is held counts once."""
        name = KEYS.get(found.group(), "")
        if name in COVERS:
            (last, at), self._covered = self._covered, (name, now)
            # Read together on a machine that stood still for a moment: spread, as an Enter is.
            many, end = 1, found.end()
            while now > at and found.string.startswith(found.group(), end):
                many, end = many + 1, end + len(found.group())
            self._gap = (now - at) / many if name == last else inf
            if self._gap <= HELD:
                return ""
        if name and (not self._key or name in COVERS):
            both = [each for each in COVERS if each in (name, self._key)]
            self._key = both[0] if both else name
        return ""

    def _take(self, text: str) -> str | None:
        """Take signs into the line; give it where it is whole, and let the rest go."""
        shown = ""
        line = None
        for at, sign in enumerate(text):
            if self._key in COVERS:
                break
            if sign in _ENTER:
                now = monotonic()
                # Read together on a machine that stood still for a moment: one that was held, or so many presses.
                gap = (now - self._entered) / (len(text) - at - len(text[at:].lstrip(_ENTER)))
                hasty = self._typed == self._stood and (now - self._asked < STANDS or gap < HELD)
                self._entered = now
                if hasty:
                    continue
                line, self._typed = self._typed, ""
                shown += "\n"
                break
            if sign in _ERASE:
                shown += self._erase()
            elif sign == _KILL:
                while self._typed:
                    shown += self._erase()
            elif category(sign)[0] != "C" and category(sign) not in ("Zl", "Zp"):
                if len(self._typed) < MOST:
                    self._typed += sign
                    shown += "" if self._secret else sign
                elif "\a" not in shown:
                    shown += "\a"
        if shown:
            self._write(shown)
        return "" if line is None and self._key else line

    def _erase(self) -> str:
        """Take the last sign back, with what stands on it."""
        if not self._typed:
            return ""
        at = len(self._typed) - 1
        while at and combining(self._typed[at]):
            at -= 1
        sign, self._typed = self._typed[at], self._typed[:at]
        wide = 2 if east_asian_width(sign) in "WF" else 1
        return "" if self._secret else "\b \b" * wide

    def _forget_typed(self) -> None:
        """Let go of what was typed, but for a key that covers."""
        before = self._key
        while self._wait(0):
            self._read()
        self._key = self._key if self._key in COVERS else before if before in COVERS else ""


def _nothing() -> None:
    """Wake nobody."""
