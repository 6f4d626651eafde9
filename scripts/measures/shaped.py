"""A bad line between two programs of this machine: a proxy that delays, narrows, loses and cuts.

What it models, and what not. Bytes of a connection are cut into segments of 1,400. Each waits for its turn on the one
line of its direction (`rate`), is lost with the probability `loss`, and then takes the line again one round trip
later, as a fast retransmission does; what follows it waits, as TCP keeps the order. Half a round trip is added. A new
connection costs one round trip before its first byte. During a cut nothing passes: connections that exist are reset,
new ones hang until it is over. There is no slow start: at this rate two segments fill the line. Headers of TCP and IP
(3 % of a full segment) are not counted.

`speed` runs the line's time faster than the wall's, so that a measurement of minutes takes seconds; programs on both
ends must then read a clock that runs as fast.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random

SEGMENT = 1400


@dataclass
class LineKind:
    """A line's nature, and what passed."""

    rate: float = 8000.0
    """Bytes a second each way (64 kbit/s)."""
    round_trip: float = 0.3
    loss: float = 0.05
    up_for: float = 0.0
    """Seconds between two cuts; 0 for none."""
    cut_for: float = 0.0
    speed: float = 1.0
    seed: int = 1
    up: int = 0
    """Bytes that left towards the server, those that were lost and sent again too."""
    down: int = 0
    began: float = field(default_factory=time.monotonic)

    def now(self) -> float:
        """Read the line's own clock: seconds since it began."""
        return (time.monotonic() - self.began) * self.speed

    def sleep(self, seconds: float) -> None:
        """Wait by the line's own clock."""
        time.sleep(max(seconds, 0) / self.speed)

    def cut_left(self) -> float:
        """Give the seconds that a cut still lasts; 0 while the line is up."""
        if not self.cut_for:
            return 0.0
        at = self.now() % (self.up_for + self.cut_for)
        return max(self.up_for + self.cut_for - at, 0.0) if at >= self.up_for else 0.0


class _Way:
    """One direction of the line, shared by all connections."""

    def __init__(self, line: LineKind, name: str) -> None:
        self._line, self._name = line, name
        self._random, self._lock, self._free_at = Random(f"{line.seed}{name}"), threading.Lock(), 0.0

    def carry(self, size: int) -> float:
        """Take the line for a segment, as often as it is lost; give when it arrives."""
        line, late = self._line, 0.0
        with self._lock:
            self._free_at = max(self._free_at, line.now())
            while True:
                self._free_at += size / line.rate
                setattr(line, self._name, getattr(line, self._name) + size)
                if self._random.random() >= line.loss:
                    break
                late += line.round_trip
            return self._free_at + late + line.round_trip / 2

    def crowded(self) -> float:
        """Give the seconds until the line's own queue (half a second) has room."""
        return self._free_at - self._line.now() - 0.5


@contextmanager
def shaped(port: int, line: LineKind) -> Iterator[int]:
    """Stand before a port of this machine. Gives the port to connect to instead."""
    listener = socket.create_server(("127.0.0.1", 0))
    ways = _Way(line, "up"), _Way(line, "down")
    open_: set[socket.socket] = set()
    over = threading.Event()

    def accept() -> None:
        while not over.is_set():
            with suppress(OSError):
                near, _ = listener.accept()
                threading.Thread(target=join, args=(near,), daemon=True).start()

    def join(near: socket.socket) -> None:
        line.sleep(line.cut_left() + line.round_trip)
        far = socket.create_connection(("127.0.0.1", port))
        open_.update((near, far))
        for source, target, way in ((near, far, ways[0]), (far, near, ways[1])):
            threading.Thread(target=pump, args=(source, target, way), daemon=True).start()

    def pump(source: socket.socket, target: socket.socket, way: _Way) -> None:
        arrives = 0.0
        with suppress(OSError):
            while data := source.recv(SEGMENT):
                arrives = max(arrives, way.carry(len(data)))
                line.sleep(way.crowded())
                deliver(target, data, arrives)
        line.sleep(arrives - line.now())
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def deliver(target: socket.socket, data: bytes, at: float) -> None:
        queue = queues.setdefault(target, _Queue(line, target))
        queue.put(data, at)

    def cutter() -> None:
        was = 0.0
        while not over.is_set():
            left = line.cut_left()
            if left and not was:
                for each in list(open_):
                    open_.discard(each)
                    with suppress(OSError):
                        each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                        each.shutdown(socket.SHUT_RDWR)
                        each.close()
            was = left
            line.sleep(0.1)

    queues: dict[socket.socket, _Queue] = {}
    for run in (accept, cutter):
        threading.Thread(target=run, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        for each in (listener, *open_):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


class _Queue:
    """What is on its way to one end: it arrives in order, each when it is due."""

    def __init__(self, line: LineKind, target: socket.socket) -> None:
        self._line, self._target = line, target
        self._due: list[tuple[float, bytes]] = []
        self._ready = threading.Condition()
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, data: bytes, at: float) -> None:
        with self._ready:
            self._due.append((at, data))
            self._ready.notify()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                with self._ready:
                    while not self._due:
                        if not self._ready.wait(60):
                            return
                    at, data = self._due.pop(0)
                self._line.sleep(at - self._line.now())
                self._target.sendall(data)
