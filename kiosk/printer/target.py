"""Where a job goes and how it is drawn: plain values that travel to the print process."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Connection(StrEnum):
    """How the printer is reached."""

    USB = "usb"
    SERIAL = "serial"
    NETWORK = "network"
    FILE = "file"
    CUPS = "cups"
    """A queue of the system's printers: A4."""
    DRIVE = "drive"
    """No printer: a PDF in a folder, that of a USB key."""


@dataclass(frozen=True)
class Target:
    """A printer, as the settings name it. Only the fields of its kind count."""

    kind: Connection
    path: str = ""
    """`serial` and `file`: the device, or for `file` a plain file; `cups`: the queue; `drive`: the folder."""
    host: str = ""
    """`network`; for `cups` the server, or the path of its socket."""
    port: int = 9100
    speed: int = 9600
    """`serial`: bits a second; a byte takes ten."""
    flow: str = "dsrdtr"
    """`serial`: `none`, `xonxoff`, `rtscts` or `dsrdtr` (the usual), as the printer's switches and the cable say."""
    vendor: int = 0
    """`usb`: any of these five that is given must match."""
    product: int = 0
    maker: str = ""
    model: str = ""
    serial: str = ""
    """`usb` and `serial`: the serial number, by which it is found again in whichever socket it was plugged."""
    answers: bool = False
    """Whether this printer is known to answer status requests: then silence is a reason to send nothing at all."""
    disk: int = 0
    """`drive`: the disk on which the folder must still lie, by number; 0 for any."""
    system: str = "/"
    """Where `sys`, `dev`, `run` and `tmp` are; tests have their own."""


@dataclass(frozen=True)
class Options:
    """How receipts are drawn for this printer."""

    mode: str = "raster"
    """`raster` or `text`."""
    dots: int = 576
    """Dots a line: 576 for 80 mm, 384 for 58 mm."""
    codec: str = "cp858"
    """`text`: one of `escpos.EPSON_PAGES`."""
    page: int = -1
    """`text`: the maker's number of that page for ESC t; -1 for Epson's."""
    native_qr: bool = True
    """`text`: whether the printer draws QR codes itself."""
    large: bool = False
    """Large print: always as a picture."""
    cut: bool = False
    """Whether it has a cutter."""


@dataclass(frozen=True)
class Timing:
    """How long to wait, in seconds. A person is waiting too; a heavy laptop or a slow line is no failure."""

    start: float = 30.0
    """From the start of the print process until the job is drawn: a cold disk, a slow processor."""
    turn: float = 2.0
    """For another job of this machine to end."""
    connect: float = 5.0
    answer: float = 1.0
    """For a printer to say how it is. It answers at once or not at all."""
    stall: float = 15.0
    """Without one byte taken: a printer that waits for paper, or is gone."""
    poll: float = 0.5
    give_up: float = 4.0
    """From a stop until the process is ended by force."""


SLOWEST_ROWS = 320
"""Dot rows a second that the slowest head prints: 40 mm/s at 8 dots a millimetre."""


def byte_time(target: Target) -> float:
    """Say how many seconds the line of a target needs for a byte, with a little more for its pauses; 0 if unknown."""
    return 10.5 / target.speed if target.kind is Connection.SERIAL else 0.0


def allowed(size: int, rows: int, target: Target, timing: Timing) -> float:
    """Size the deadline of one job, in seconds: what line and paper need, doubled, and the fixed waits.

    Args:
        size: bytes of the job.
        rows: dot rows of paper that it moves.
        target: for the speed of its line.
        timing: the fixed waits.
    """
    line = size * 10 / target.speed if target.kind is Connection.SERIAL else size / 50_000
    return 2 * (line + rows / SLOWEST_ROWS) + timing.connect + timing.stall + 12 * timing.answer
