"""Speaks IPP with the system's print service: the few requests of one job (RFC 8010 and 8011).

Written here because every library for it wants an event loop or a compiler on the desk, and the command-line tools do
not say how a job ended. A request waits for as long as its time-out, never for ever.
"""

from __future__ import annotations

import http.client
import os
import pwd
import socket
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

SOCKET = "/run/cups/cups.sock"
"""Where Debian's CUPS listens."""
_LARGEST = 1 << 20


class Tag(IntEnum):
    """How values are marked (RFC 8010, 3.5)."""

    OPERATION, JOB, END = 0x01, 0x02, 0x03
    INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
    TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49


class Does(IntEnum):
    """What is asked for (RFC 8011, 5.4.15, and CUPS's own)."""

    PRINT_JOB, CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 0x02, 0x08, 0x09, 0x0A, 0x0B
    CUPS_GET_PRINTERS = 0x4002


NOT_FOUND, NOT_POSSIBLE = 0x0406, 0x0404
_ASKED = {Tag.INTEGER, Tag.ENUM}

Value = str | int | bool
Attributes = dict[str, list[Value]]
Given = tuple[Tag, str, Value | list[str]]


class NoAnswer(Exception):
    """The service is not there, or does not say anything that can be read."""


@dataclass(frozen=True)
class IppAnswer:
    """What came back: the status, and one table for each printer or job."""

    status: int
    groups: tuple[Attributes, ...]

    @property
    def is_good(self) -> bool:
        """Whether it was done."""
        return self.status < 0x0100

    @property
    def first(self) -> Attributes:
        """The first table; empty if there is none."""
        return next(iter(self.groups), {})


class _Local(http.client.HTTPConnection):
    """HTTP over a socket of this machine."""

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


class Service:
    """The print service of this machine, or of another."""

    def __init__(self, server: str = "", timeout: float = 5.0) -> None:
        """Describe it. Nothing is opened.

        Args:
            server: a host with its port, or the path of a socket; by default that of this machine.
            timeout: seconds for each request.
        """
        self.server, self.timeout = server or SOCKET, timeout
        self.user = pwd.getpwuid(os.getuid()).pw_name

    def ask(self, does: Does, given: Iterable[Given] = (), document: bytes = b"", *, queue: str = "") -> IppAnswer:
        """Ask once. Raises NoAnswer."""
        about = [(Tag.URI, "printer-uri", f"ipp://localhost/printers/{queue}")] if queue else []
        operation = [*about, (Tag.NAME, "requesting-user-name", self.user), *given]
        headers = {"Content-Type": "application/ipp"}
        if self.server.startswith("/"):
            line: http.client.HTTPConnection = _Local(self.server, timeout=self.timeout)
            headers["Authorization"] = f"PeerCred {self.user}"  # the kernel tells the service who we are
            headers["Host"] = "localhost"
        else:
            host, _, port = self.server.partition(":")
            line = http.client.HTTPConnection(host, int(port or 631), timeout=self.timeout)
        try:
            line.request("POST", f"/printers/{queue}" if document else "/", encode(does, operation) + document, headers)
            response = line.getresponse()
            if response.status != 200:
                raise NoAnswer(str(response.status))
            return decode(response.read(_LARGEST))
        except (OSError, http.client.HTTPException, ValueError, struct.error, IndexError) as error:
            raise NoAnswer(type(error).__name__) from error
        finally:
            line.close()


def encode(does: Does, given: Iterable[Given]) -> bytes:
    """Write a request; attributes of the job itself come after those named `job-*` of the operation."""
    operation: list[Given] = [
        (Tag.CHARSET, "attributes-charset", "utf-8"),
        (Tag.LANGUAGE, "attributes-natural-language", "en"),
    ]
    job: list[Given] = []
    for each in given:
        (job if each[1] in _OF_JOB else operation).append(each)
    out = struct.pack(">BBHI", 2, 0, does, 1) + bytes([Tag.OPERATION]) + b"".join(map(_attribute, operation))
    if job:
        out += bytes([Tag.JOB]) + b"".join(map(_attribute, job))
    return out + bytes([Tag.END])


_OF_JOB = frozenset({"sides", "media", "copies"})


def _attribute(given: Given) -> bytes:
    tag, name, value = given
    values: list[Value] = list(value) if isinstance(value, list) else [value]
    out = b""
    for at, each in enumerate(values):
        label = name.encode("ascii") if at == 0 else b""
        if tag is Tag.BOOLEAN:
            body = bytes([bool(each)])
        elif tag in _ASKED:
            body = struct.pack(">i", int(each))
        else:
            body = str(each).encode()
        out += bytes([tag]) + struct.pack(">H", len(label)) + label + struct.pack(">H", len(body)) + body
    return out


def decode(data: bytes) -> IppAnswer:
    """Read an answer. Raises ValueError, IndexError or struct.error: it is not one."""
    _, _, status, _ = struct.unpack_from(">BBHI", data)
    groups: list[Attributes] = []
    name = ""
    for tag, label, body in _values(data):
        if tag < 0x10:
            if tag not in (Tag.OPERATION, Tag.END):
                groups.append({})
            elif tag == Tag.OPERATION:
                name = ""
            continue
        if not groups:
            continue  # of the operation
        name = label or name
        value: Value = body.decode("utf-8", "replace")
        if tag in _ASKED and len(body) == 4:
            value = int(struct.unpack(">i", body)[0])
        elif tag == Tag.BOOLEAN:
            value = body != b"\0"
        groups[-1].setdefault(name, []).append(value)
    return IppAnswer(status, tuple(groups))


def _values(data: bytes) -> Iterator[tuple[int, str, bytes]]:
    at = 8
    while at < len(data):
        tag = data[at]
        at += 1
        if tag < 0x10:
            yield tag, "", b""
            if tag == Tag.END:
                return
            continue
        (size,) = struct.unpack_from(">H", data, at)
        label = data[at + 2 : at + 2 + size].decode("ascii", "replace")
        at += 2 + size
        (size,) = struct.unpack_from(">H", data, at)
        yield tag, label, data[at + 2 : at + 2 + size]
        at += 2 + size
