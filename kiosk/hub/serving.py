"""How the hub serves: says that it runs when it does, says what keeps it from it, and takes a renewed certificate."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

from kiosk.core.errors import AddressFault, FileFault, TooLarge
from kiosk.hub.lines import Door, Listening
from kiosk.hub.settings import HubConfig
from kiosk.machine.files import read_own, unread

log = logging.getLogger("kiosk.hub")

_KEEP_ALIVE = 75
"""Seconds: a desk keeps its line from one small request to the next over slow links."""
_RENEW_EVERY = 1800.0
"""Seconds between two looks at the certificate's files."""
_START = 60.0
"""Seconds in which processes beside each other must have begun."""
_PORT = {errno.EADDRINUSE: "port_taken", errno.EACCES: "port_forbidden", errno.EPERM: "port_forbidden"}

_live: list[tuple[ssl.SSLContext, str, str]] = []
"""What this process serves with, and from which files: one, or none."""


def load_certificate(context: ssl.SSLContext, certificate: str, key: str) -> None:
    """Load a certificate with its key.

    Raises:
        FileFault: `not_a_certificate`, `not_its_key`, or why the file cannot be read.
    """
    for file in (certificate, key):
        try:
            read_own(Path(file))  # a pipe would be waited for, and no desk served meanwhile
        except OSError as error:
            raise FileFault(file, unread(Path(file), error).reason) from None
        except TooLarge:
            raise FileFault(file, "not_a_certificate") from None
    try:
        # A key under a passphrase is none that a server can use: without this, it would be asked for on a terminal.
        context.load_cert_chain(certificate, key, password=lambda: b"")
    except ssl.SSLError:
        raise _blamed(certificate, key) from None


def _blamed(certificate: str, key: str) -> FileFault:
    try:
        ssl.create_default_context().load_verify_locations(certificate)
    except ssl.SSLError:
        return FileFault(certificate, "not_a_certificate")
    return FileFault(key, "not_its_key")


def days_left(certificate: str, key: str, now: int) -> int:
    """Give how many whole days a certificate still serves: less than one is 0, and -1 says that it is over.

    Raises:
        FileFault: as `load_certificate`.
    """
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    load_certificate(server, certificate, key)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.load_verify_locations(certificate)
    client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # this very certificate is its own authority here
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    one = client.wrap_bio(to_client, to_server)
    other = server.wrap_bio(to_server, to_client, server_side=True)
    try:
        for side in (one, other, one):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
        found = one.getpeercert() or {}
    except ssl.SSLCertVerificationError:
        return -1
    return int(ssl.cert_time_to_seconds(str(found["notAfter"])) - now) // 86_400


def _context(config: uvicorn.Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """Make the TLS context of this process, and remember it for a renewal (uvicorn's `ssl_context_factory`)."""
    context = default()
    _live[:] = [(context, str(config.ssl_certfile), str(config.ssl_keyfile))]
    return context


def renew_certificate() -> None:
    """Serve new lines with the certificate as it is on the disk now; one that does not serve changes nothing."""
    for context, certificate, key in _live:
        try:
            load_certificate(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), certificate, key)
            load_certificate(context, certificate, key)
        except FileFault as fault:
            log.error("certificate: %s", fault.reason)


async def begin_renewing() -> None:
    """From now on, take a renewed certificate every half hour, and on SIGHUP."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, renew_certificate)

    def look() -> None:
        renew_certificate()
        loop.call_later(_RENEW_EVERY, look)

    loop.call_later(_RENEW_EVERY, look)


class _Server(uvicorn.Server):
    """Says when it serves."""

    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()


class _Beside(Multiprocess):
    """Processes beside each other: says when all of them serve."""

    ready: Callable[[], None]

    def init_processes(self) -> None:
        super().init_processes()
        if all(each.wait_until_ready(_START, self.should_exit) for each in self.processes):
            self.ready()


def listen(host: str, port: int) -> socket.socket:
    """Take the port.

    Raises:
        AddressFault: `port_taken`, `port_forbidden` or `not_here`.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host or None, port, 0, socket.SOCK_STREAM, 0, socket.AI_PASSIVE)[
            0
        ]
        return Door(socket.create_server(address[:2], family=family, backlog=2048))
    except OSError as error:
        raise AddressFault(f"{host}:{port}", _PORT.get(error.errno or 0, "not_here")) from None


def serve(factory: str, settings: HubConfig, ready: Callable[[], None]) -> None:
    """Serve until told to stop.

    Args:
        factory: where the application is made, for uvicorn.
        settings: the hub's.
        ready: called once it serves.

    Raises:
        FileFault: what keeps it from serving.
    """
    certificate, key = settings.certificate, settings.key
    if certificate:
        load_certificate(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), certificate, key)
    config = uvicorn.Config(
        factory,
        factory=True,
        http=Listening,
        workers=settings.workers,
        ssl_certfile=certificate or None,
        ssl_keyfile=key or None,
        ssl_context_factory=_context if certificate else None,
        access_log=False,  # an address and a time are personal enough
        log_level="warning",
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
    )
    listening = listen(settings.host, settings.port)
    if settings.workers > 1:
        beside = _Beside(config, sockets=[listening])
        beside.ready = ready
        beside.run()
    else:
        server = _Server(config)
        server.ready = ready
        server.run(sockets=[listening])
