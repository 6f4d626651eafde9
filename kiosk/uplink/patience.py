"""How long a request may take in all: what arrives without being an answer keeps nobody waiting.

httpx waits for each read by itself, so greetings without end, or a head that comes a byte at a time, would hold a line
for ever. From another thread the line is hung up, and who reads from it goes on.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any


class LineWatch:
    """Hangs up a line whose time is over. One for each line; `allow` begins a request, and `more` what it has earned.

    Give `saw` to httpx as its `trace` extension: so it learns which socket the line has.
    """

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._over = threading.Event()
        self._allowed = 0.0
        self.ran_out = False
        """Whether the last request was hung up on."""

    def saw(self, event: str, told: Mapping[str, Any]) -> None:
        """Note the line that was made: the plain one, then the one in TLS."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = told["return_value"].get_extra_info("socket")

    def allow(self, seconds: float) -> LineWatch:
        """Allow so much from now on."""
        self._over, self._allowed, self.ran_out = threading.Event(), seconds, False
        return self

    def more(self, seconds: float) -> None:
        """Allow so much in all: something of the answer came."""
        self._allowed = seconds

    def __enter__(self) -> LineWatch:
        """Begin to watch."""
        threading.Thread(target=self._wait, args=(self._over,), name="line", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """The request is over."""
        self._over.set()

    def _wait(self, over: threading.Event) -> None:
        waited = 0.0
        while not over.wait(left := self._allowed - waited):
            if left <= 0:
                break
            waited += left
        while not over.is_set():
            self.ran_out = True
            if self._socket is not None:
                with suppress(OSError):
                    # Not by `SSLSocket.shutdown`, which lets go of what another thread is reading with.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            over.wait(1)  # the line may only be in the making
