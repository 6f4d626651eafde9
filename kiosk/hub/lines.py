"""Lines to the hub: how many at once, how long a silent one is kept. Silent ones must not keep desks out.

A reverse proxy does the same, better (docs/relais.md); a hub that stands alone must not need one for this.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from multiprocessing.reduction import DupFd, ForkingPickler
from typing import Any, cast
from weakref import WeakSet

from uvicorn.protocols.http.h11_impl import H11Protocol

from kiosk.hub.rates import house_of

MOST = 600
"""Lines of one process, so that files for the database are left: then the longest silent one goes for a new one."""
MOST_OF_ONE = 64
"""Lines of one address: a whole house of desks may stand behind it. A reverse proxy on this machine is not counted."""
SILENT = 10.0
"""Seconds in which TLS must stand, and then a request's head must have come."""
_NEAR = ("127.", "::1", "::ffff:127.")
_spoken: set[int] = set()
"""The file numbers of the lines on which a request came whole."""


class Door(socket.socket):
    """A listening socket that takes no more lines than it may, before TLS and before a byte is read."""

    def __init__(self, listening: socket.socket, most: int = MOST, most_of_one: int = MOST_OF_ONE) -> None:
        super().__init__(listening.family, listening.type, listening.proto, fileno=listening.detach())
        self.setblocking(False)
        self._most, self._most_of_one = most, most_of_one
        self._lines: list[socket.socket] = []
        self._houses: dict[str, WeakSet[socket.socket]] = {}

    def accept(self) -> tuple[socket.socket, Any]:
        """Take a line.

        Raises:
            ConnectionAbortedError: it was one too many, and is closed: asyncio waits for the next.
        """
        line, address = super().accept()
        host = str(address[0])
        house = "" if host.startswith(_NEAR) else house_of(host)
        of_one = self._houses.setdefault(house, WeakSet())
        too_many = bool(house) and sum(map(_is_open, of_one)) >= self._most_of_one
        if too_many or (len(self._lines) >= self._most and not self._make_room()):
            line.close()
            raise ConnectionAbortedError
        _spoken.discard(line.fileno())
        self._lines.append(line)
        of_one.add(line)
        if len(self._houses) > self._most:
            self._houses = {name: lines for name, lines in self._houses.items() if any(map(_is_open, lines))}
        return line, address

    def _make_room(self) -> bool:
        """Hang up on the line that has been silent for longest. Tells whether there is room."""
        self._lines = [line for line in self._lines if _is_open(line)]
        if len(self._lines) < self._most:
            return True
        silent = next((line for line in self._lines if line.fileno() not in _spoken), None)
        if silent is None:
            return False
        self._lines.remove(silent)
        with suppress(OSError):
            silent.shutdown(socket.SHUT_RDWR)
        return True


def _is_open(line: socket.socket) -> bool:
    return line.fileno() != -1


def _again(fd: Any, family: int, kind: int, proto: int) -> Door:
    return Door(socket.socket(family, kind, proto, fileno=fd.detach()))


# To processes beside this one a listening socket goes as one of these, too.
ForkingPickler.register(Door, lambda door: (_again, (DupFd(door.fileno()), door.family, door.type, door.proto)))


class Listening(H11Protocol):
    """HTTP on one line: whoever begins a request ends its head soon, on a new line and on a kept one."""

    _silent: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on; a head that has come whole is waited for no more."""
        super().data_received(data)
        if self._is_between():
            self._wait()
        else:
            self._stop()
            _spoken.add(self.transport.get_extra_info("socket").fileno())

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _is_between(self) -> bool:
        """Tell whether no request is being answered: what came is a part of the next one's head."""
        cycle = cast("Any", self.cycle)
        return cycle is None or cycle.response_complete

    def _wait(self) -> None:
        if self._silent is None:
            self._silent = self.loop.call_later(SILENT, self._hang_up)

    def _stop(self) -> None:
        if self._silent is not None:
            self._silent.cancel()
            self._silent = None

    def _hang_up(self) -> None:
        self._silent = None
        if self._is_between():
            self.transport.abort()
