"""Opens a printer and moves bytes, with a deadline on everything; each error of the system becomes a Cause here.

Serial ports, network printers and the kernel's printer devices are all file descriptors, so one class waits on all of
them. python-escpos is not used for these: its network driver cannot say how much went out before an error and waits
60 s, its serial driver has no time limit for writing, and its file driver blocks for ever in open() and creates what
does not exist. It serves where there is no descriptor (`usb`).
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import socket
import stat
import struct
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.paper import Cause
from kiosk.printer.detect import find_serial, find_usb
from kiosk.printer.port import CAUSES, Port, PortFault, causes
from kiosk.printer.target import Connection, Target, Timing

if TYPE_CHECKING:
    from serial import Serial

_OUTQ = termios.TIOCOUTQ  # the same number as SIOCOUTQ: bytes that have not left, or that nobody acknowledged
_LPGETSTATUS, _LP_NO_PAPER = 0x060B, 0x20  # linux/lp.h
_PIECE, _IN_FLIGHT = 512, 8192
_AT_A_STOP = 64
"""Bytes: a printer says stop while it has room for more than that."""


class Descriptor:
    """A port on a file descriptor that does not block."""

    def __init__(self, number: int, gone: Cause, close: Callable[[bool], None]) -> None:
        """Take over a descriptor.

        Args:
            number: the descriptor.
            gone: what it means when the other side hung up.
            close: closes it; its argument says whether to discard.
        """
        os.set_blocking(number, False)
        self.number, self.gone, self._close = number, gone, close

    def _ready(self, event: int, until: float) -> bool:
        poll = select.poll()
        poll.register(self.number, event)
        return bool(poll.poll(max(0, 1000 * (until - time.monotonic()))))

    def write(self, data: bytes, until: float) -> int:
        """Hand over what can be by then, and say how many bytes were taken."""
        with causes():
            if not data or not self._ready(select.POLLOUT, until):
                return 0
            try:
                return os.write(self.number, data)
            except BlockingIOError:
                return 0

    def read(self, until: float) -> bytes:
        """Give what came, or nothing by then. Raises PortFault at the end of the stream too."""
        with causes():
            if not self._ready(select.POLLIN, until):
                return b""
            try:
                data = os.read(self.number, _PIECE)
            except BlockingIOError:
                return b""
        if not data:
            raise PortFault(self.gone)
        return data

    def held(self) -> int:
        """Say how many bytes the system still holds, as far as it knows."""
        try:
            return int.from_bytes(fcntl.ioctl(self.number, _OUTQ, b"\0\0\0\0"), "little")
        except OSError:
            return 0

    def state(self) -> Cause | None:
        """Know nothing: the line carries no state."""
        return None

    def close(self, *, discard: bool) -> None:
        """Let go."""
        self._close(discard)


class Device(Descriptor):
    """The kernel's driver for USB printers (usblp), or another character device."""

    def __init__(self, number: int, *, readable: bool) -> None:
        """Take over a descriptor, which may be for writing alone."""
        super().__init__(number, Cause.UNPLUGGED, lambda _: os.close(number))
        self.readable = readable

    def read(self, until: float) -> bytes:
        """Give what came, or nothing by then."""
        if not self.readable:
            time.sleep(max(0, min(until - time.monotonic(), 0.05)))
            return b""
        try:
            return super().read(until)
        except PortFault as fault:
            if fault.cause is self.gone and fault.__cause__ is None:  # usblp gives empty packets on as end of stream
                time.sleep(max(0, min(until - time.monotonic(), 0.05)))
                return b""
            raise

    def state(self) -> Cause | None:
        """Ask the driver. Only "no paper" is believed: the other bits are constant on many clones."""
        try:
            (bits,) = struct.unpack("i", fcntl.ioctl(self.number, _LPGETSTATUS, b"\0\0\0\0"))
        except OSError:
            return None
        return Cause.PAPER_OUT if bits & _LP_NO_PAPER else None


class SerialPort(Descriptor):
    """A serial port. Linux has no DTR/DSR flow control, which is what most receipt printers use, so it is done here."""

    def __init__(self, port: Serial, flow: str) -> None:
        """Take over an open port."""
        super().__init__(port.fileno(), Cause.UNPLUGGED, lambda discard: _hang_up(port, discard=discard))
        self.flow = flow

    def write(self, data: bytes, until: float) -> int:
        """Hand over what can be by then: with DTR/DSR little at a time, so that little is under way at a stop."""
        if self.flow != "dsrdtr":
            return super().write(data, until)
        while self.held() or not self._listens():
            if time.monotonic() >= until:
                return 0
            time.sleep(0.005)
        return super().write(data[:_AT_A_STOP], until)

    def _listens(self) -> bool:
        try:
            bits = fcntl.ioctl(self.number, termios.TIOCMGET, b"\0\0\0\0")
        except OSError as error:
            if error.errno in (errno.ENOTTY, errno.EINVAL):
                return True  # a port without such lines
            raise PortFault(self.gone) from error
        return bool(int.from_bytes(bits, "little") & termios.TIOCM_DSR)

    def state(self) -> Cause | None:
        """Read the printer's line: low is off, or not ready."""
        return None if self.flow != "dsrdtr" or self._listens() else Cause.OFFLINE


def open_port(target: Target, timing: Timing, private: Path) -> Port:
    """Open the printer of a target.

    Args:
        target: which.
        timing: how long a network printer may take to answer.
        private: a folder for the scratch of libraries.

    Raises:
        PortFault: there is none, it is another's, or the system refuses.
    """
    match target.kind:
        case Connection.NETWORK:
            return _network(target, timing)
        case Connection.SERIAL:
            return _serial(target)
        case Connection.FILE:
            return _device(Path(target.path))
        case Connection.USB:
            return _usb(target, private)
        case Connection.CUPS | Connection.DRIVE:
            raise PortFault(Cause.NO_SUCH_PRINTER)  # those are pages' affair


def _network(target: Target, timing: Timing) -> Port:
    with causes():
        line = socket.create_connection((target.host, target.port), timeout=timing.connect)
    # Else the system takes megabytes for a printer that never reads, and reports them as sent.
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _IN_FLIGHT)

    def close(discard: bool) -> None:
        if discard:  # reset: what the printer's side has not taken yet never arrives
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()

    return Descriptor(line.fileno(), Cause.OFFLINE, close)


def _serial(target: Target) -> Port:
    import serial

    path = find_serial(target.serial) if target.serial else target.path
    if not path or not Path(path).exists():
        raise PortFault(Cause.UNPLUGGED)
    if not stat.S_ISCHR(Path(path).stat().st_mode):
        raise PortFault(Cause.NO_SUCH_PRINTER)
    try:
        port = serial.Serial(
            path,
            target.speed,
            timeout=0,
            write_timeout=0,
            xonxoff=target.flow == "xonxoff",
            rtscts=target.flow == "rtscts",
            exclusive=True,
        )
    except serial.SerialException as error:  # an OSError, not always with a number
        raise PortFault(CAUSES.get(error.errno or 0, Cause.PRINTER_FAULT)) from error
    except ValueError as error:
        raise PortFault(Cause.PRINTER_FAULT) from error
    return SerialPort(port, target.flow)


def _hang_up(port: Serial, *, discard: bool) -> None:
    """Close a serial port. The system itself waits up to 30 s for what it still holds, so that is thrown away."""
    try:
        if discard:
            port.reset_output_buffer()
        port.close()
    except (OSError, termios.error):
        pass  # unplugged: nothing is held any more


def _device(path: Path, *, once_chosen: bool = False) -> Port:
    with causes():
        missing = Cause.UNPLUGGED if once_chosen else Cause.NO_SUCH_PRINTER
        if not path.exists():
            raise PortFault(missing)
        if not stat.S_ISCHR(path.stat().st_mode):
            raise PortFault(Cause.NO_SUCH_PRINTER)
        flags = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC  # without O_CREAT: a missing device never becomes a file
        readable = True
        try:
            number = os.open(path, os.O_RDWR | flags)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EINVAL, errno.EPERM):
                raise
            number, readable = os.open(path, os.O_WRONLY | flags), False
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(number)
            raise
    return Device(number, readable=readable)


def _usb(target: Target, private: Path) -> Port:
    device = find_usb(target)
    if device is None:
        raise PortFault(Cause.UNPLUGGED)
    if device.node:
        return _device(Path(device.node), once_chosen=True)
    from kiosk.printer.usb import open_usb

    return open_usb(device, private)
