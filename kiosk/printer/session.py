"""One job on an open port: ask how the printer is, send, hear that it came out; else take the job back.

`printed` needs the printer's own word after the last byte. Whatever else happened once a byte was taken is
`uncertain`, because part of the paper may be out.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.printer import status
from kiosk.printer.commands import owed, rows_moved
from kiosk.printer.port import Port, PortFault
from kiosk.printer.status import Look
from kiosk.printer.target import SLOWEST_ROWS, Timing

_PIECE, _PAUSE = 4096, 0.05
"""Clones with small buffers drop bytes instead of making the sender wait: 80 KB/s is faster than any head prints."""
_SLICE = 0.2
_LINGER = 3.0
_SURE = frozenset({Cause.COVER_OPEN, Cause.PAPER_OUT, Cause.PRINTER_FAULT})
"""Causes that a printer never reports of itself while it prints; `offline` alone may pass."""


class Stopped(Exception):
    """The job was called off, or the kiosk is gone."""


class PrintSession:
    """A conversation with one printer about one job."""

    def __init__(
        self, port: Port, timing: Timing, until: float, stopped: Callable[[], bool], byte_time: float = 0.0
    ) -> None:
        """Begin.

        Args:
            port: open.
            timing: how long to wait.
            until: when all of it must have ended, as `time.monotonic` counts.
            stopped: says whether to stop now.
            byte_time: seconds that the line needs for a byte, where that is known: what was taken may still be in
                an adapter that does not say so, and a question waits behind it.
        """
        self.port, self.timing, self.until, self.stopped = port, timing, until, stopped
        self.byte_time, self._began = byte_time, 0.0
        self.sent = 0
        """Bytes of the job that were handed over."""
        self._in_turn: int | None = None

    def deliver(self, job: bytes, leaving: Callable[[], None], *, silent_is_off: bool = False) -> PrintReport:
        """Print a job.

        Args:
            job: as `escpos` makes them.
            leaving: called once, before the first byte of the job is handed over.
            silent_is_off: send nothing to a printer that does not say how it is.
        """
        try:
            before = self.look()
            cause = before.cause or self.port.state()
            if silent_is_off and not before.answered:
                cause = cause or Cause.NO_ANSWER
            if cause:
                return PrintReport(PrintOutcome.NOT_PRINTED, cause)
            in_turn = before.answered and self._deals_in_turn()
            leaving()
            self._began = time.monotonic()
            if not self._send(job):
                return self._failed(self._break_off(job))
            return self._confirm(job, answers=before.answered, in_turn=in_turn)
        except Stopped:
            if self.sent:
                self._break_off(job)
            return self._failed(Cause.CALLED_OFF)
        except PortFault as fault:
            return self._failed(fault.cause)

    def clear(self) -> PrintReport:
        """Make the printer forget what it holds: `not_printed` if it confirmed that, else `uncertain`."""
        if self._clear(time.monotonic() + 2 * self.timing.answer):
            return PrintReport(PrintOutcome.NOT_PRINTED)
        return PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)

    def _failed(self, cause: Cause | None) -> PrintReport:
        return PrintReport(PrintOutcome.UNCERTAIN if self.sent else PrintOutcome.NOT_PRINTED, cause)

    # ---- asking

    def look(self) -> Look:
        """Ask the printer how it is, with DLE EOT 1 to 4."""
        self._read(0)  # what came unasked: a picture may hold the bytes of a question by chance
        said = {}
        for number in (status.PRINTER, status.STOPPED, status.FAULT, status.PAPER):
            byte = self._ask(status.asks(number))
            if byte is not None:
                said[number] = byte
            elif number == status.PRINTER:
                break  # mute: the other three would only make the person wait
        return status.read_status(said)

    def _ask(self, question: bytes) -> int | None:
        until = min(time.monotonic() + self.timing.answer, self.until)
        if not self._put(question, until):
            return None
        while (left := until - time.monotonic()) > 0:
            for byte in self._read(min(left, _SLICE)):
                if status.at_once(byte):
                    return byte
        return None

    def _deals_in_turn(self) -> bool:
        """Learn whether the printer knows GS r, and is done with all before."""
        return self._put(status.IN_TURN, self.until) and self._turned(self.timing.answer)

    def _turned(self, seconds: float) -> bool:
        """Wait for the answer to GS r."""
        until = min(time.monotonic() + seconds, self.until)
        while self._in_turn is None and (left := until - time.monotonic()) > 0:
            self._read(min(left, _SLICE))
        answered, self._in_turn = self._in_turn is not None, None
        return answered

    def _read(self, seconds: float) -> bytes:
        """Read what comes within a moment, or is there; note an answer to GS r wherever it comes."""
        if self.stopped():
            raise Stopped
        came = self.port.read(time.monotonic() + seconds)
        self._in_turn = next((byte for byte in came if status.in_turn(byte)), self._in_turn)
        return came

    def _put(self, data: bytes, until: float) -> bool:
        while data and (now := time.monotonic()) < until:
            if self.stopped():
                raise Stopped
            data = data[self.port.write(data, min(until, now + _SLICE)) :]
        return not data

    # ---- sending

    def _send(self, job: bytes) -> bool:
        """Hand all over, or say that the printer takes no more."""
        moved = time.monotonic()
        while self.sent < len(job):
            self._read(0)
            now = time.monotonic()
            if now > min(self.until, moved + self.timing.stall):
                return False
            taken = self.port.write(job[self.sent : self.sent + _PIECE], now + _SLICE)
            if taken:
                self.sent += taken
                moved = time.monotonic()
                time.sleep(_PAUSE if taken == _PIECE else 0)
            elif now > moved + _LINGER and self.port.state():
                return False  # the driver knows why
        return True

    # ---- hearing that it came out

    def _confirm(self, job: bytes, *, answers: bool, in_turn: bool) -> PrintReport:
        gone = self._began + len(job) * self.byte_time
        while (self.port.held() or time.monotonic() < gone) and time.monotonic() < self.until:  # a slow line
            self._read(_SLICE / 4)
        if not answers:
            self._read(0)
            return PrintReport(PrintOutcome.UNCERTAIN, self.port.state() or Cause.NO_ANSWER)
        after = self._wait(rows_moved(job) / SLOWEST_ROWS, in_turn=in_turn)
        cause = after.cause or self.port.state() or (None if after.answered else Cause.NO_ANSWER)
        if cause:
            self._clear(time.monotonic() + 2 * self.timing.answer)
            return PrintReport(PrintOutcome.UNCERTAIN, cause)
        return PrintReport(PrintOutcome.PRINTED, Cause.PAPER_LOW if after.low else None)

    def _wait(self, seconds: float, *, in_turn: bool) -> Look:
        """Wait until all is out, no longer than the printer says that all is well; give its last word.

        A printer that knows GS r says when it has dealt with the last byte. One that does not took every byte, and
        must stay well for as long as the slowest head needs.
        """
        self._in_turn = None
        if in_turn:
            self._put(status.IN_TURN, self.until)
        out = time.monotonic() + seconds
        doubts, done = 0, False
        while True:
            done = done or (self._turned(self.timing.poll) if in_turn else self._pause() > out)
            look = self.look()
            if look.answered or time.monotonic() > out:  # before, the question may wait behind the job on a slow line
                doubts = doubts + 1 if look.cause or not look.answered else 0
                if look.cause in _SURE or doubts > 1 or (done and not doubts):
                    return look
            if time.monotonic() > self.until:
                return Look(answered=False)

    def _pause(self) -> float:
        self._read(min(self.timing.poll, _SLICE))
        return time.monotonic()

    # ---- taking it back

    def _break_off(self, job: bytes) -> Cause:
        """Complete the picture with blank dots where the line still moves, clear the printer, and ask why."""
        self.stopped = lambda: False
        now = time.monotonic()
        self.until = now + self.timing.give_up
        try:
            self._put(owed(job, self.sent), now + self.timing.give_up / 2)
            # What the system and the cable still hold comes before it, and cannot always be counted.
            self._clear(now + self.timing.give_up * 3 / 4)
            look = self.look()
            while self.port.held() and time.monotonic() < self.until:
                self._read(_SLICE / 4)
        except PortFault as fault:
            return fault.cause
        return look.cause or self.port.state() or (Cause.BUSY if look.answered else Cause.NO_ANSWER)

    def _clear(self, until: float) -> bool:
        """Make the printer forget what it holds, so that the next person does not get it; say whether it confirmed.

        DLE DC4 8 clears both buffers at once and answers; DLE ENQ 2 clears them after an error, on printers that
        know no other; ESC @ clears the rest in its turn.
        """
        came = b""
        try:
            self._put(status.CLEAR, until)
            while status.CLEARED not in came and (left := until - time.monotonic()) > 0:
                came += self.port.read(time.monotonic() + left)
            if status.CLEARED not in came:
                self._put(status.RECOVER + status.RESET, time.monotonic() + self.timing.answer)
        except PortFault:
            pass  # gone: whether it forgot is not known, and is not said
        return status.CLEARED in came
