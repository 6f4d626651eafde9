"""A printer that is a program, over TCP or a pseudo-terminal: it has paper, moods, and a buffer that it may hold back.

Written from the printer manual, not from the kiosk's code. Real-time requests are answered as they come, also inside
a picture; GS r in its turn.
"""

from __future__ import annotations

import os
import socket
import threading
import time
import tty
from dataclasses import dataclass, field
from pathlib import Path

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
PAPER_OUT = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x72}
COVER_OPEN = {1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x12}
OFFLINE = {**WELL, 1: 0x1A}
CUTTER = {1: 0x1A, 2: 0x52, 3: 0x1A, 4: 0x12}
NEAR_END = {**WELL, 4: 0x1E}
CLEAR = bytes.fromhex("10140801031401060208")
_LENGTHS = {b"\x1b@": 2, b"\x1bt": 3, b"\x1ba": 3, b"\x1bE": 3, b"\x1bJ": 3, b"\x1d!": 3, b"\x1dV": 4}


@dataclass
class Mood:
    """How a printer behaves."""

    says: dict[int, int] = field(default_factory=lambda: dict(WELL))
    """Its answers to DLE EOT; none at all is a mute printer."""
    in_turn: bool = True
    """Whether it knows GS r."""
    clears: bool = True
    """Whether it knows DLE DC4 8."""
    mute: bool = False
    """Whether it keeps to itself how it is, and that it cleared."""
    reads: bool = True
    rate: int = 0
    """Bytes a second that it takes; 0 for as fast as they come."""
    hangs_up_after: int = -1
    stops_after: int = -1
    """So many bytes of a job, after which it says `then` and prints nothing more."""
    then: dict[int, int] = field(default_factory=dict)
    garbage: bytes = b""
    """What it answers to anything."""


class FakePrinter:
    """One printer on one line."""

    def __init__(self, mood: Mood) -> None:
        self.mood, self.says = mood, dict(mood.says)
        self.taken = bytearray()
        """Bytes of jobs that were printed."""
        self.held = bytearray()
        """Bytes that wait in its buffer for paper."""
        self.first = 0.0
        """When the first byte came, as `time.perf_counter` counts."""
        self.clears = 0
        self._todo = b""
        self._picture = 0
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []

    # ---- the head

    @property
    def stopped(self) -> bool:
        return bool(self.says.get(1, 0) & 0x08)

    def feed(self, data: bytes) -> bytes:
        """Take bytes and give what it answers."""
        self.first = self.first or time.perf_counter()
        if self.mood.garbage:
            self._keep(data)
            return self.mood.garbage
        self._todo += data
        said = b""
        while self._todo:
            used, answer = self._one()
            if not used:
                break
            said += answer
            self._todo = self._todo[used:]
        return said

    def _one(self) -> tuple[int, bytes]:
        todo = self._todo
        if self._picture:
            part = todo[: self._picture]
            self._picture -= len(part)
            self._keep(part)
            return len(part), b"".join(self._status(part[at + 2]) for at in _places(part))
        if todo[0] == 0x10:
            if todo[1:2] == b"\x14":
                return (10, self._clear()) if todo[:10] == CLEAR else (0 if CLEAR.startswith(todo) else 1, b"")
            return (3, self._status(todo[2]) if todo[1] == 4 else b"") if len(todo) > 2 else (0, b"")
        if todo[:2] == b"\x1dr":
            mute = self.stopped or self.mood.mute or not self.mood.in_turn
            return (
                (3, b"" if mute else b"\x03" if self.says.get(4, 0) & 0x0C else b"\x00") if len(todo) > 2 else (0, b"")
            )
        size = 1
        if todo[0] in (0x1B, 0x1D):
            if todo in (b"\x1dv", b"\x1d("):
                return 0, b""  # the rest of its head is still to come
            if todo[:3] == b"\x1dv0" or todo[:3] == b"\x1d(k":
                size = 8 if todo[2:3] == b"0" else 5
            else:
                size = _LENGTHS.get(todo[:2], 2)
            if len(todo) < size:
                return 0, b""
            if size == 8:
                self._picture = int.from_bytes(todo[4:6], "little") * int.from_bytes(todo[6:8], "little")
            elif size == 5:
                self._picture = int.from_bytes(todo[3:5], "little")
        self._keep(todo[:size])
        return size, b""

    def _status(self, number: int) -> bytes:
        return bytes([self.says[number]]) if number in self.says and not self.mood.mute else b""

    def _clear(self) -> bytes:
        if not self.mood.clears:
            return b""
        self.clears += 1
        self.held.clear()
        return b"" if self.mood.mute else b"\x37\x25\x00"

    def _keep(self, data: bytes) -> None:
        for byte in data:
            (self.held if self.stopped else self.taken).append(byte)
            if self.mood.then and len(self.taken) >= self.mood.stops_after:
                self.says = dict(self.mood.then)

    def new_roll(self) -> bytes:
        """Put paper in: what was held comes out. Gives it."""
        self.says = dict(WELL)
        came, self.held = bytes(self.held), bytearray()
        self.taken += came
        return came

    # ---- the lines

    def _serve(self, take: int, give: int) -> None:
        """Talk on a descriptor until it ends."""
        count = 0
        while not self._ended.is_set():
            if not self.mood.reads:
                self._ended.wait()
                return
            try:
                data = os.read(take, max(1, self.mood.rate // 50) if self.mood.rate else 65_536)
                if not data:
                    return
                if self.mood.rate:
                    time.sleep(len(data) / self.mood.rate)
                count += len(data)
                if answer := self.feed(data):
                    os.write(give, answer)
            except OSError:
                return
            if 0 <= self.mood.hangs_up_after <= len(self.taken):
                return

    def tcp(self) -> int:
        """Listen on this machine, for one host after another; give the port."""
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(0.1)
        self._listener = listener

        def accept() -> None:
            while not self._ended.is_set():
                try:
                    line, _ = listener.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                with line:
                    line.setblocking(True)
                    self._serve(line.fileno(), line.fileno())
            listener.close()

        self._start(accept)
        return int(listener.getsockname()[1])

    def serial(self) -> Path:
        """Open a pseudo-terminal; give the path of the side that the kiosk opens."""
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        path = Path(os.ttyname(theirs))

        def serve() -> None:
            self._serve(ours, ours)
            os.close(ours)
            os.close(theirs)

        self._start(serve)
        self._ours = ours
        return path

    def _start(self, run: object) -> None:
        thread = threading.Thread(target=run, daemon=True)  # type: ignore[arg-type]
        thread.start()
        self._threads.append(thread)

    def end(self) -> None:
        """Switch it off."""
        self._ended.set()


def _places(data: bytes) -> list[int]:
    return [at for at in range(len(data) - 2) if data[at : at + 2] == b"\x10\x04" and data[at + 2] in (1, 2, 3, 4)]
