"""Speaks IPP with the system's print service: the few requests of one job (RFC 8010 and 8011).

Written here because every library for it wants an event loop or a compiler on the desk, and the command-line tools do
not say how a job ended. A request waits for as long as its time-out, never for ever.
"""

from __future__ import annotations

import http.client
import os
import pwd
import socket
import ssl
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlsplit

from kiosk.sheets.avahi import has_name, way_to

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


NOT_FOUND = 0x0406
_ASKED = {Tag.INTEGER, Tag.ENUM}

IppValue = str | int | bool
Attributes = dict[str, list[IppValue]]
Given = tuple[Tag, str, IppValue | list[str]]


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
        path = f"/printers/{queue}" if document else "/"
        return _exchange(line, path, encode(does, operation) + document, headers)


class IppPrinter:
    """A printer that speaks IPP itself, and knows of a job what the print service does not hand on."""

    def __init__(self, uri: str, timeout: float) -> None:
        """Describe it. Nothing is opened.

        Args:
            uri: where a queue sends its jobs to (`device-uri`).
            timeout: seconds for each request.
        """
        self.uri, self.timeout = uri, timeout
        self.user = pwd.getpwuid(os.getuid()).pw_name

    @property
    def is_ipp(self) -> bool:
        """Whether it can be asked itself: the way to it is IPP, by its address or by its name (see `avahi`).

        Of all others (a USB class driver, a raw port) the service's own word is all that there is.
        """
        way = urlsplit(self.uri)
        return has_name(self.uri) or (way.scheme in ("ipp", "ipps", "http", "https") and "._tcp" not in way.netloc)

    @property
    def is_elsewhere(self) -> bool:
        """Whether pages are only passed on, by what found it on the network: nobody here hears how they ended."""
        return urlsplit(self.uri).scheme == "implicitclass"  # cups-browsed

    def ask(self, does: Does, given: Iterable[Given]) -> IppAnswer:
        """Ask once. Raises NoAnswer: also where nobody finds the way to its name."""
        try:
            uri = way_to(self.uri, self.timeout) if has_name(self.uri) else self.uri
            way = urlsplit(uri)
            host, port = way.hostname, way.port or 631
            if not host or way.scheme not in ("ipp", "ipps"):
                raise NoAnswer(way.scheme)
            line = (
                http.client.HTTPSConnection(host, port, timeout=self.timeout, context=_any_certificate())
                if way.scheme == "ipps"
                else http.client.HTTPConnection(host, port, timeout=self.timeout)
            )
        except (LookupError, ValueError) as error:
            raise NoAnswer(type(error).__name__) from error
        about = [(Tag.URI, "printer-uri", uri), (Tag.NAME, "requesting-user-name", self.user)]
        headers = {"Content-Type": "application/ipp"}
        return _exchange(line, way.path or "/", encode(does, [*about, *given]), headers)


def _any_certificate() -> ssl.SSLContext:
    """Trust what the print service already trusted with the pages: printers sign their certificates themselves."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _exchange(line: http.client.HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> IppAnswer:
    try:
        line.request("POST", path, body, headers)
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
    values: list[IppValue] = list(value) if isinstance(value, list) else [value]
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
        value: IppValue = body.decode("utf-8", "replace")
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
