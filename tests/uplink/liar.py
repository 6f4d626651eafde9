"""A server that says whatever a test wants it to say, byte by byte, over TCP or TLS."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Says = Callable[[socket.socket, bytes], None]
"""Gets the connection and the request that was read, and answers as it likes."""


@contextmanager
def lying(says: Says, context: ssl.SSLContext | None = None, greeting: bytes = b"") -> Iterator[int]:
    """Serve on a free port of this machine until the test is over."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError):
            wrapped = context.wrap_socket(connection, server_side=True) if context else connection
            with wrapped:
                wrapped.settimeout(5)
                wrapped.sendall(greeting)
                while request := read_request(wrapped):
                    says(wrapped, request)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def read_request(connection: socket.socket) -> bytes:
    """Read one request with its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def http(status: int, body: bytes = b"", kind: str = "application/msgpack", **headers: str) -> bytes:
    """Write an answer."""
    lines = [f"HTTP/1.1 {status} -", f"content-type: {kind}", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def says(answer: bytes) -> Says:
    """Always say this."""
    return lambda connection, _: connection.sendall(answer)


def says_and_closes(answer: bytes) -> Says:
    """Say this, then hang up."""

    def say(connection: socket.socket, _: bytes) -> None:
        connection.sendall(answer)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()

    return say


def drips(head: bytes, drop: bytes, every: float) -> Says:
    """Begin well, then give one drop at a time for ever."""

    def say(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(drop)
            time.sleep(every)

    return say


def never() -> Says:
    """Read the request and say nothing."""
    return lambda _connection, _request: time.sleep(30)
