"""Lines to printers: nothing blocks, and every error of the system is a cause."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import termios
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.paper import Cause
from kiosk.printer.devices import open_port
from kiosk.printer.port import PortFault, causes
from kiosk.printer.target import Connection, Target, Timing


@pytest.fixture
def line() -> Iterator[tuple[int, Path]]:
    """Open a pseudo-terminal that nobody reads: our side, and the path of the other."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    yield ours, Path(os.ttyname(theirs))
    os.close(ours)
    os.close(theirs)


ERRORS = {
    errno.ENODEV: Cause.UNPLUGGED,
    errno.EIO: Cause.UNPLUGGED,
    errno.EACCES: Cause.NOT_ALLOWED,
    errno.EBUSY: Cause.BUSY,
    errno.ECONNREFUSED: Cause.OFFLINE,
    errno.ECONNRESET: Cause.OFFLINE,
    errno.EHOSTUNREACH: Cause.OFFLINE,
    errno.ENOENT: Cause.NO_SUCH_PRINTER,
    errno.EINVAL: Cause.PRINTER_FAULT,
}


@pytest.mark.parametrize(("number", "cause"), ERRORS.items())
def test_errors_are_causes(number: int, cause: Cause) -> None:
    """Errors of the system, of terminals and of sockets become causes, and carry no text of theirs."""
    for error in (OSError(number, "secret"), termios.error(number, "secret")):
        with pytest.raises(PortFault) as raised, causes():
            raise error
        assert raised.value.cause is cause
        assert "secret" not in str(raised.value)


def test_names_and_times() -> None:
    """A name that is none is no printer; a resolver that is cut off and a time-out are an offline one."""
    for error, cause in (
        (socket.gaierror(socket.EAI_NONAME, "no"), Cause.NO_SUCH_PRINTER),
        (socket.gaierror(socket.EAI_AGAIN, "later"), Cause.OFFLINE),
        (UnicodeError(), Cause.NO_SUCH_PRINTER),
        (TimeoutError(), Cause.OFFLINE),
    ):
        with pytest.raises(PortFault) as raised, causes():
            raise error
        assert raised.value.cause is cause


@pytest.mark.parametrize("kind", [Connection.SERIAL, Connection.FILE])
@pytest.mark.parametrize("flow", ["none", "dsrdtr", "rtscts", "xonxoff"])
def test_nobody_reads(kind: Connection, flow: str, line: tuple[int, Path], tmp_path: Path) -> None:
    """Writing to a line that nobody reads takes some bytes and then none, in time, and closing never waits."""
    port = open_port(Target(kind, path=str(line[1]), flow=flow), Timing(), tmp_path)
    began, taken = time.monotonic(), 0
    for _ in range(4):
        taken += port.write(b"x" * 50_000, time.monotonic() + 0.1)
    assert taken < 200_000
    assert port.read(time.monotonic() + 0.05) == b""
    port.close(discard=True)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("kind", [Connection.SERIAL, Connection.FILE])
def test_answers_come_back(kind: Connection, line: tuple[int, Path], tmp_path: Path) -> None:
    """Every byte is carried both ways as it is, XON, XOFF, NUL and line ends among them."""
    ours, path = line
    port = open_port(Target(kind, path=str(path), flow="none"), Timing(), tmp_path)
    for data in (bytes(range(256)), b"\r\n\x11\x13\x00\x1a"):
        assert port.write(data, time.monotonic() + 1) == len(data)
        assert os.read(ours, 1000) == data
        os.write(ours, data)
        assert port.read(time.monotonic() + 1) == data
    port.close(discard=False)


@pytest.mark.parametrize("kind", [Connection.SERIAL, Connection.FILE])
def test_in_use(kind: Connection, line: tuple[int, Path], tmp_path: Path) -> None:
    """A device that another program holds is busy."""
    held = os.open(line[1], os.O_RDWR | os.O_NOCTTY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(PortFault) as raised:
        open_port(Target(kind, path=str(line[1]), flow="none"), Timing(), tmp_path)
    assert raised.value.cause is Cause.BUSY
    os.close(held)


def test_unplugged_while_open(tmp_path: Path) -> None:
    """A line whose other side is gone is unplugged, whether it is read or written."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    port = open_port(Target(Connection.SERIAL, path=os.ttyname(theirs), flow="none"), Timing(), tmp_path)
    os.close(theirs)
    os.close(ours)
    for use in (lambda: port.read(time.monotonic() + 1), lambda: port.write(b"x", time.monotonic() + 1)):
        with pytest.raises(PortFault) as raised:
            use()
        assert raised.value.cause is Cause.UNPLUGGED
    port.close(discard=True)


@pytest.mark.parametrize(("bits", "cause"), [(termios.TIOCM_DSR, None), (0, Cause.OFFLINE)])
def test_a_printer_that_says_stop(
    bits: int, cause: Cause | None, line: tuple[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With DTR/DSR nothing is sent while the printer's line is low, and no more than it has room for at once."""
    port = open_port(Target(Connection.SERIAL, path=str(line[1]), flow="dsrdtr"), Timing(), tmp_path)

    def ioctl(number: int, request: int, data: bytes) -> bytes:
        return bits.to_bytes(4, "little") if request == termios.TIOCMGET else bytes(4)

    monkeypatch.setattr(fcntl, "ioctl", ioctl)
    assert port.state() is cause
    assert port.write(b"x" * 1000, time.monotonic() + 0.1) == (0 if cause else 64)
    port.close(discard=True)


@pytest.mark.parametrize(("bits", "cause"), [(0x18, None), (0x38, Cause.PAPER_OUT), (0x00, None)])
def test_what_the_driver_says(
    bits: int, cause: Cause | None, line: tuple[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's printer driver is believed when it says that there is no paper, and in nothing else."""
    port = open_port(Target(Connection.FILE, path=str(line[1])), Timing(), tmp_path)
    assert port.state() is None  # a terminal is no printer device
    monkeypatch.setattr(fcntl, "ioctl", lambda *_: bits.to_bytes(4, "little"))
    assert port.state() is cause
    port.close(discard=True)


def test_a_device_for_writing_alone(tmp_path: Path) -> None:
    """A device that cannot be read is written to all the same, and says nothing."""
    port = open_port(Target(Connection.FILE, path="/dev/null"), Timing(), tmp_path)
    assert port.write(b"x", time.monotonic() + 1) == 1
    port.close(discard=False)


@pytest.mark.parametrize("path", ["missing", ".", "plain"])
def test_no_device_is_made(path: str, tmp_path: Path) -> None:
    """What is no device is refused, and what is missing stays missing."""
    (tmp_path / "plain").touch()
    for kind in (Connection.FILE, Connection.SERIAL):
        with pytest.raises(PortFault) as raised:
            open_port(Target(kind, path=str(tmp_path / path)), Timing(), tmp_path)
        assert raised.value.cause in (Cause.NO_SUCH_PRINTER, Cause.UNPLUGGED)
    assert not (tmp_path / "missing").exists()
    assert (tmp_path / "plain").stat().st_size == 0


def test_a_network_printer_that_never_reads(tmp_path: Path) -> None:
    """The system does not take a whole picture for a printer that never reads it: it would look like sent."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    target = Target(Connection.NETWORK, host="127.0.0.1", port=listener.getsockname()[1])
    port = open_port(target, Timing(), tmp_path)
    taken = 0
    for _ in range(30):
        taken += port.write(b"x" * 4096, time.monotonic() + 0.05)
    assert taken < 35_000
    assert port.held()
    port.close(discard=True)
    listener.close()
