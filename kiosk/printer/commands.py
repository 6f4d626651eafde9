"""Reads a job of `escpos` back, command by command: how much paper it moves, and where it may be broken off."""

from __future__ import annotations

from collections.abc import Iterator

_LINE = 30
"""Dot rows of a line of text at the usual spacing (1/6 inch)."""
_HEAD = 8
"""Bytes of a picture's or a symbol's command before its own data."""
_ONE_BYTE = {0x1B: b"taEJ", 0x1D: b"!"}
"""ESC t, ESC a, ESC E, ESC J and GS !: one parameter."""


def commands(job: bytes) -> Iterator[tuple[int, int, int]]:
    """Cut a job into commands and lines.

    Yields:
        Start, end, and the dot rows that the paper moves.
    """
    at = 0
    while at < len(job):
        end, rows = _one(job, at)
        yield at, min(end, len(job)), rows
        at = end


def _one(job: bytes, at: int) -> tuple[int, int]:
    lead, name = job[at], job[at + 1 : at + 2]
    if lead not in (0x1B, 0x1D):
        return at + 1, _LINE if lead == 0x0A else 0
    if name and name in _ONE_BYTE[lead]:
        return at + 3, job[at + 2] if name == b"J" else 0
    if job[at : at + 3] == b"\x1dv0":  # GS v 0 m xL xH yL yH d1...dk
        wide, high = (int.from_bytes(job[at + 4 + two : at + 6 + two], "little") for two in (0, 2))
        return at + 8 + wide * high, high * (2 if job[at + 3] & 2 else 1)
    if job[at : at + 3] == b"\x1d(k":  # GS ( k pL pH ...; the symbol itself is about 25 mm high
        return at + 5 + int.from_bytes(job[at + 3 : at + 5], "little"), 200 if job[at + 6 : at + 7] == b"Q" else 0
    return at + (4 if lead == 0x1D else 2), 0  # GS V m n; ESC @


def rows_moved(job: bytes) -> int:
    """Count the dot rows that a job moves the paper."""
    return sum(rows for _, _, rows in commands(job))


def owed(job: bytes, sent: int) -> bytes:
    """Give what completes the command that the printer is in, when the first `sent` bytes went out: blank dots.

    Until it has them, whatever comes is dots to it: a status request, and the next person's receipt.
    """
    for start, end, _ in commands(job):
        if start < sent < end:
            told = max(sent, min(start + _HEAD, end))
            return job[sent:told] + bytes(end - told)
    return b""
