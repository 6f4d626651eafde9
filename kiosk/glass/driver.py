"""The terminal as the kiosk uses it: keys in, pictures out, and an end that leaves nothing behind.

Nothing that a terminal sends stops it, and however much it sends is held in a bounded place. A key is handed to the app
when the one before it was dealt with; one that covers the screen passes all that wait, and lets them go.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import termios
import tty
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from threading import Event, Lock, Thread, current_thread
from time import monotonic
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.geometry import Size
from textual.message_pump import MessagePump

from kiosk.glass.reader import COVERS, KeyReader, Spread

MOST = 500
"""Keys that may wait, more than any scanner sends or hand types: of a flood, nothing is taken."""
MOST_COVERING = 8
CALM, SHORT = 0.2, 64
"""A flood is over after so many seconds without a byte, or when so few come at once: that is a hand, or a scanner."""
DEALT = 0.5
"""Seconds that the next key waits, at most, until the one before it is dealt with."""
STARTS = 0.02
"""Seconds between two looks at whether there is a screen to type at."""
BEGIN = "\x1b[?1049h\x1b[?25l\x1b[?2004l\x1b[?7l"
USUAL = "\x1b[0m\x1b[?2026l\x1b[?2004l\x1b[?1004l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h"
"""Leaves every mode that the kiosk, Textual or what was there before may have entered."""
RESET = "\x0f\x1b(B\x1b[0m\x1b[r\x1b[?6l\x1b[?7l\x1b[?25l"
"""Takes back what others may have changed in how signs are painted."""
EMPTY = "\x1b[H\x1b[2J\x1b[3J"
_CHUNK = 4096
_UNKNOWN = (80, 24)
"""Columns and lines of a terminal that does not say, as of a serial line."""


class KeyQueue:
    """The keys that wait, filled by one thread and emptied by another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: deque[events.Key] = deque()
        self._covering: deque[events.Key] = deque()
        self._flood_until = 0.0

    def room(self, size: int) -> int:
        """Tell how many keys may come with so many bytes; below nothing during a flood."""
        if size <= SHORT:
            self._flood_until = 0.0
        return -1 if monotonic() < self._flood_until else MOST - len(self._keys)

    def put(self, keys: Iterable[events.Key]) -> None:
        """Take keys in."""
        with self._lock:
            flooded = monotonic() < self._flood_until
            for key in keys:
                if key.key in COVERS:
                    self._keys.clear()
                    if len(self._covering) < MOST_COVERING:
                        self._covering.append(key)
                elif not flooded:
                    self._keys.append(key)
                    flooded = len(self._keys) > MOST
                    if flooded:
                        self._keys.clear()
            if flooded:
                self._flood_until = monotonic() + CALM

    def take(self) -> events.Key | None:
        """Give the next key, those that cover first."""
        with self._lock:
            waiting = self._covering or self._keys
            return waiting.popleft() if waiting else None

    @property
    def is_empty(self) -> bool:
        """Whether no key waits."""
        return not self._covering and not self._keys

    @property
    def is_covering(self) -> bool:
        """Whether a key that covers waits."""
        return bool(self._covering)


class Writer(WriterThread):
    """Writes to the terminal; once it is gone, to nowhere."""

    def run(self) -> None:
        """Write until told to stop."""
        while (text := self._queue.get()) is not None:
            with suppress(OSError):
                self._file.write(text)
                if not self._queue.qsize():
                    self._file.flush()
        with suppress(OSError):
            self._file.flush()


@runtime_checkable
class Leaves(Protocol):
    """An app that ends in order."""

    def leave(self, code: int = 0) -> None:
        """Stop."""


class KioskDriver(Driver):
    """Connects the app to the terminal that it was started on."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stdin__ is not None
        assert sys.__stderr__ is not None
        self._input, self._file = sys.__stdin__.fileno(), sys.__stderr__
        self.before: list[Any] | None = None
        """The terminal's attributes as they were found."""
        self._line = KeyQueue()
        self._stops = Event()
        self._handing: asyncio.Task[None] | None = None
        self._came = asyncio.Event()
        self._dealt: asyncio.Future[None] | None = None
        self._reading: Thread | None = None
        self._writer: Writer | None = None
        self._wake: tuple[int, int] | None = None
        self._resized = False

    # -- the app's side

    def write(self, data: str) -> None:
        """Write to the terminal, some time soon."""
        assert self._writer is not None
        self._writer.write(data)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._writer = Writer(self._file)
        self._writer.start()
        signal.signal(signal.SIGWINCH, lambda *_: self._size_changed())
        self._tell_size()
        with suppress(termios.error):
            self.before = termios.tcgetattr(self._input)
            raw = termios.tcgetattr(self._input)
            raw[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            raw[tty.IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
            raw[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self._input, termios.TCSANOW, raw)
        self.write(BEGIN)
        self._wake = os.pipe()
        self._handing = self._loop.create_task(self._hand_over())
        self._reading = Thread(target=self._read, name="kiosk-input", daemon=True)
        self._reading.start()

    def disable_input(self) -> None:
        """Take no more keys, and throw away what was typed."""
        self._stops.set()
        if self._handing is not None:
            self._handing.cancel()
        if self._reading is not None and self._reading is not current_thread() and self._wake is not None:
            os.write(self._wake[1], b"x")
            self._reading.join()
            self._reading = None
            for end in self._wake:
                os.close(end)
        with suppress(termios.error):
            termios.tcflush(self._input, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back, empty: the end may still wait for a printer, and a console has one screen alone."""
        self.disable_input()
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        if self.before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._input, termios.TCSANOW, self.before)
        self.write(USUAL + EMPTY)

    def close(self) -> None:
        """Wait until all is written."""
        if self._writer is not None:
            self._writer.stop()

    # -- keys

    async def _hand_over(self) -> None:
        """Hand keys to the app, each when those before were dealt with."""
        while True:
            self._came.clear()
            while not self._line.is_empty:
                if not self._app.screen_stack:  # it starts: what is typed ahead waits
                    await asyncio.sleep(STARTS)
                    continue
                with suppress(
                    Exception
                ):  # such as no screen any more: whatever becomes of this key, the next one works
                    await self._passed(self._app)
                    await self._passed(self._app.focused)
                    await self._passed(self._app.screen)
                if (key := self._line.take()) is not None:
                    key.set_sender(self._app)
                    self._app.post_message(key)
            await self._came.wait()

    async def _passed(self, pump: MessagePump | None) -> None:
        """Wait until this one has dealt with what it was told; with a key that covers, until the app alone has."""
        if pump is None or pump._message_queue.empty() or (self._line.is_covering and pump is not self._app):
            return
        dealt = self._dealt = self._loop.create_future()
        late = self._loop.call_later(DEALT, _done, dealt)
        if pump.call_later(_done, dealt):
            await dealt
        late.cancel()

    def _arrived(self) -> None:
        """Go on with what came."""
        self._came.set()
        if self._dealt is not None and self._line.is_covering:
            _done(self._dealt)

    def _read(self) -> None:
        """Read until told to stop, or until the terminal is gone."""
        assert self._wake is not None
        watch = select.poll()
        watch.register(self._input, select.POLLIN)
        watch.register(self._wake[0], select.POLLIN)
        reader, pace = KeyReader(), Spread()
        while True:
            waits = reader.waits
            ready = dict(watch.poll(None if waits is None else waits * 1000 + 1))
            if self._stops.is_set():
                return
            if self._input in ready:
                try:
                    read = os.read(self._input, _CHUNK)
                    while 0 < len(read) < _CHUNK and self._input in dict(watch.poll(0)):  # what came in a stall, whole
                        if not (more := os.read(self._input, _CHUNK - len(read))):
                            break
                        read += more
                except BlockingIOError:
                    continue
                except OSError:
                    read = b""
                if not read:
                    self._tell(self._hang_up)
                    return
                keys = reader.take(read, self._line.room(len(read)))
            else:
                keys = reader.tick()
            try:
                self._line.put(pace.of(keys))
            except Exception:  # noqa: BLE001  # whatever the bytes did to the reader, the next key works
                reader, pace = KeyReader(), Spread()
            self._tell(self._arrived)

    def _tell(self, call: Any) -> None:
        with suppress(RuntimeError):  # the app has ended
            self._loop.call_soon_threadsafe(call)

    def _hang_up(self) -> None:
        """End as where the line is hung up: nobody can type any more."""
        if isinstance(self._app, Leaves):
            self._app.leave()
        else:
            self._app.exit()

    # -- size

    def _size_changed(self) -> None:
        """Tell the app once, however many signals come."""
        if not self._resized:
            self._resized = True
            self._tell(self._tell_size)

    def _tell_size(self) -> None:
        self._resized = False
        size = Size(*_UNKNOWN)
        with suppress(OSError):
            wide, high = os.get_terminal_size(self._file.fileno())
            size = Size(wide or size.width, high or size.height)
        self._app.post_message(events.Resize(size, size))


def _done(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
