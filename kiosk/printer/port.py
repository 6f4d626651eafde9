"""What a way to a printer is, and what its errors mean."""

from __future__ import annotations

import errno
import socket
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from kiosk.core.paper import Cause

CAUSES = {
    errno.ENOENT: Cause.NO_SUCH_PRINTER,
    errno.ENOTDIR: Cause.NO_SUCH_PRINTER,
    errno.ENXIO: Cause.UNPLUGGED,
    errno.ENODEV: Cause.UNPLUGGED,
    errno.EIO: Cause.UNPLUGGED,
    errno.EACCES: Cause.NOT_ALLOWED,
    errno.EPERM: Cause.NOT_ALLOWED,
    errno.EBUSY: Cause.BUSY,
    errno.EAGAIN: Cause.BUSY,
    errno.ECONNREFUSED: Cause.OFFLINE,
    errno.ECONNRESET: Cause.OFFLINE,
    errno.EPIPE: Cause.OFFLINE,
    errno.EHOSTUNREACH: Cause.OFFLINE,
    errno.EHOSTDOWN: Cause.OFFLINE,
    errno.ENETUNREACH: Cause.OFFLINE,
    errno.ENETDOWN: Cause.OFFLINE,
    errno.ETIMEDOUT: Cause.OFFLINE,
    errno.ENOSPC: Cause.PAPER_OUT,  # the kernel's printer driver; a full disk has no descriptor here
}
"""What an error of the system means of the printer."""


class PortFault(Exception):
    """The printer cannot be reached, or no more. It never leaves the print process."""

    def __init__(self, cause: Cause) -> None:
        """Remember the cause."""
        super().__init__(str(cause))
        self.cause = cause


class Port(Protocol):
    """A way to a printer. Times are those of `time.monotonic`; every call may raise PortFault."""

    def write(self, data: bytes, until: float) -> int:
        """Hand over what can be by then, and say how many bytes were taken."""

    def read(self, until: float) -> bytes:
        """Give what came, or nothing by then."""

    def held(self) -> int:
        """Say how many bytes the system still holds, as far as it knows."""

    def state(self) -> Cause | None:
        """Give what the system's driver says of the printer, if anything."""

    def close(self, *, discard: bool) -> None:
        """Let go, without waiting; throw away what the system still holds, or leave it to be sent."""


@contextmanager
def causes() -> Iterator[None]:
    """Turn errors of the system into causes."""
    try:
        yield
    except (socket.gaierror, UnicodeError) as error:  # no such name, or not a name; without a network nobody knows
        unknown = error.errno == socket.EAI_AGAIN if isinstance(error, socket.gaierror) else False
        raise PortFault(Cause.OFFLINE if unknown else Cause.NO_SUCH_PRINTER) from error
    except TimeoutError as error:
        raise PortFault(Cause.OFFLINE) from error
    except (OSError, termios.error) as error:
        number = error.errno if isinstance(error, OSError) else error.args[0]
        raise PortFault(CAUSES.get(number or 0, Cause.PRINTER_FAULT)) from error
