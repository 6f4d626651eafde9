"""What a printer says of itself: the bits of Epson's ESC/POS command reference, and what each means for a worker.

DLE EOT n is answered at once, even by a printer that is offline or full. GS r is answered in its turn, after the data
before it; a printer that is offline does not get there. Neither answer looks like the other, nor like XON and XOFF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.core.paper import Cause

PRINTER, STOPPED, FAULT, PAPER = 1, 2, 3, 4
"""DLE EOT n: printer, cause of being offline, cause of error, paper sensors."""

IN_TURN = b"\x1dr\x01"
"""GS r 1: transmit status of the paper sensors."""

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4, function 8: clear the receive and the print buffer, also when offline; answered by CLEARED."""
CLEARED = b"\x37\x25\x00"
RECOVER = b"\x10\x05\x02"
"""DLE ENQ 2: leave a recoverable error after clearing the buffers; ignored without an error. Older printers have it."""
RESET = b"\x1b@"
"""ESC @: clears the print buffer, in its turn."""

_FIXED, _FIXED_ON = 0x93, 0x12  # DLE EOT: bits 0 and 7 off, 1 and 4 on
_TURN_FIXED = 0x90  # GS r: bits 4 and 7 off


def asks(number: int) -> bytes:
    """Give DLE EOT n."""
    return bytes([0x10, 0x04, number])


def at_once(byte: int) -> bool:
    """Say whether a byte answers DLE EOT."""
    return byte & _FIXED == _FIXED_ON


def in_turn(byte: int) -> bool:
    """Say whether a byte answers GS r."""
    return byte & _TURN_FIXED == 0


@dataclass(frozen=True)
class Look:
    """What a printer said when it was asked how it is."""

    answered: bool
    cause: Cause | None = None
    """Why it cannot print."""
    low: bool = False
    """Its paper is nearly out."""


def read_status(said: Mapping[int, int]) -> Look:
    """Read the answers to DLE EOT.

    Args:
        said: for each number asked, the byte that came; a number without an answer is missing.
    """
    if not said:
        return Look(answered=False)
    stopped, fault, sensors = said.get(STOPPED, 0), said.get(FAULT, 0), said.get(PAPER, 0)
    cause = None
    if stopped & 0x04:  # n = 2, bit 2: cover open. First: an open cover also hides the paper from its sensor.
        cause = Cause.COVER_OPEN
    elif sensors & 0x60 or stopped & 0x20:  # n = 4, bits 5 and 6: paper end; n = 2, bit 5: stopped by paper end
        cause = Cause.PAPER_OUT
    elif fault & 0x6C or stopped & 0x40:  # n = 3, bits 2, 3, 5, 6: recoverable, cutter, unrecoverable, head too hot
        cause = Cause.PRINTER_FAULT
    elif said.get(PRINTER, 0) & 0x08 or stopped & 0x08:  # n = 1, bit 3: offline; n = 2, bit 3: feed button held
        cause = Cause.OFFLINE
    return Look(answered=True, cause=cause, low=bool(sensors & 0x0C))  # n = 4, bits 2 and 3: near end
