"""The print process: `python -m kiosk.printer.worker`, one job, started afresh by `spool`, gone at the end.

It reads a job on its standard input and writes lines of JSON on its standard output: `ready` when it is drawn,
`sent` before the first byte leaves, `report` at the end. When its input ends, the kiosk is gone or wants it to stop.
It may be started before there is a job: then it gets ready to draw, and waits at its input.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import select
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

from kiosk.core.blocks import Receipt
from kiosk.core.errors import FileFault, MissingGlyph
from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.machine.process import harden
from kiosk.printer import job as jobs
from kiosk.printer.commands import rows_moved
from kiosk.printer.escpos import EPSON_PAGES, CodePage, RasterPrinter, TextPrinter
from kiosk.printer.job import Job
from kiosk.printer.raster import BODY, LARGE_PRINT
from kiosk.printer.slip import slip
from kiosk.printer.target import Connection, Options, allowed, byte_time
from kiosk.printer.turn import open_lock

_OF_FILES = {
    errno.ENOSPC: Cause.DISK_FULL,
    errno.EDQUOT: Cause.DISK_FULL,
    errno.EACCES: Cause.NOT_ALLOWED,
    errno.EPERM: Cause.NOT_ALLOWED,
    errno.EROFS: Cause.NOT_ALLOWED,
    errno.ENOENT: Cause.NO_SUCH_PRINTER,
    errno.ENOTDIR: Cause.NO_SUCH_PRINTER,
}
"""What the errors of a disk mean where a plain file stands in for a printer."""


def printer_for(options: Options) -> RasterPrinter | TextPrinter:
    """Give the rendering that the options describe. Raises ValueError: there is no such code page."""
    if options.mode == "raster" or options.large:
        return RasterPrinter(options.dots, body=LARGE_PRINT if options.large else BODY, cut=options.cut)
    number = EPSON_PAGES.get(options.codec, -1) if options.page < 0 else options.page
    page = CodePage(options.codec, number)
    return TextPrinter(page, options.dots // 12, dots=options.dots, native_qr=options.native_qr, cut=options.cut)


class Worker:
    """One job from the pipe to the printer."""

    def __init__(self, out: int) -> None:
        self.out = out
        self.sent = False
        self.stop = threading.Event()

    def say(self, line: bytes) -> None:
        """Tell the kiosk a line."""
        try:
            os.write(self.out, line)
        except OSError:
            self.stop.set()  # the kiosk is gone

    def leaving(self) -> None:
        """Tell it that the first byte leaves now."""
        self.sent = True
        self.say(b'["sent"]\n')

    def run(self, job: Job) -> PrintReport:
        """Do the job; nothing is raised."""
        try:
            if job.receipt is None:
                return self.send(job, b"")
            data, rows = self.draw(job, job.receipt)
            self.say(json.dumps(["ready", len(data), rows]).encode("ascii") + b"\n")
            return self.send(job, data)
        except MissingGlyph as error:
            return PrintReport(PrintOutcome.NOT_PRINTED, Cause.MISSING_GLYPH, error.script, error.package)
        except Exception:  # noqa: BLE001 - an outcome must come out of this process, whatever a library does
            return PrintReport(PrintOutcome.UNCERTAIN if self.sent else PrintOutcome.NOT_PRINTED, Cause.PRINTER_FAULT)

    def draw(self, job: Job, receipt: Receipt) -> tuple[bytes, int]:
        """Draw it, and say how many dot rows of paper it takes. Raises MissingGlyph."""
        data = printer_for(job.options).show(receipt)
        return data, rows_moved(data)

    def send(self, job: Job, data: bytes) -> PrintReport:
        """Send what was drawn; without anything, have the printer forget what it holds: no cause if it did."""
        folder, target = Path(job.folder), job.target
        if not self.turn(open_lock(target, folder), job.timing.turn):
            return PrintReport(PrintOutcome.NOT_PRINTED, Cause.CALLED_OFF if self.stop.is_set() else Cause.BUSY)
        if target.kind is Connection.FILE and not Path(target.path).is_char_device():
            return self.keep(Path(target.path), data) if data else PrintReport(PrintOutcome.NOT_PRINTED)
        from kiosk.printer.devices import open_port
        from kiosk.printer.port import PortFault
        from kiosk.printer.session import PrintSession

        until = time.monotonic() + allowed(len(data), rows_moved(data), target, job.timing)
        try:
            port = open_port(target, job.timing, folder)
        except PortFault as fault:
            return PrintReport(PrintOutcome.NOT_PRINTED, fault.cause)
        report = PrintReport(PrintOutcome.UNCERTAIN, Cause.PRINTER_FAULT)
        try:
            session = PrintSession(port, job.timing, until, self.stop.is_set, byte_time(target))
            report = session.deliver(data, self.leaving, silent_is_off=target.answers) if data else session.clear()
        finally:
            mute = report == PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER) and not port.held()
            port.close(discard=report.outcome is not PrintOutcome.PRINTED and not mute)
        return report

    def turn(self, lock: int, seconds: float) -> bool:
        """Wait for the printer's other print process, if there is one."""
        until = time.monotonic() + seconds
        while not self.stop.is_set():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    return False
                time.sleep(0.05)
            else:
                return True
        return False

    def keep(self, path: Path, data: bytes) -> PrintReport:
        """Write a plain file: it is on the disk, which is not paper."""
        from kiosk.printer.transport import write_job

        try:
            write_job(path, data)
        except FileFault as fault:
            number = fault.__cause__.errno if isinstance(fault.__cause__, OSError) else errno.ENOENT
            return PrintReport(PrintOutcome.NOT_PRINTED, _OF_FILES.get(number or 0, Cause.PRINTER_FAULT))
        return PrintReport(PrintOutcome.NOT_PRINTED, Cause.IN_A_FILE)

    def get_ready(self) -> None:
        """Bring in what draws and what talks, by drawing nobody's slip: there is no job yet."""
        import kiosk.printer.devices
        import kiosk.printer.session  # noqa: F401

        RasterPrinter().show(slip(48, ()))

    def watch(self, seconds: float) -> None:
        """End with the input: first by asking, then by force."""
        while os.read(0, 1):
            pass
        self.stop.set()
        time.sleep(seconds)
        os._exit(1)


def _read(count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = os.read(0, count - len(data))
        if not part:
            os._exit(1)  # the kiosk went before it said anything
        data += part
    return data


def main(kind: type[Worker] = Worker) -> None:
    """Do one job and end, whatever threads or devices still hang."""
    # A service manager stops all processes at once: this one breaks off in order, when its input ends.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    harden()  # the key must be in no core file, and out of reach of a tracer
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # libraries print
    os.dup2(nowhere, 2)
    worker = kind(out)
    if not select.select([0], [], [], 0)[0]:
        with suppress(Exception):  # the job itself will say what is wrong
            worker.get_ready()
    size = int.from_bytes(_read(jobs.LENGTH), "big")
    if size > jobs.LARGEST:
        os._exit(1)
    job = jobs.load_job(_read(size))
    threading.Thread(target=worker.watch, args=(job.timing.give_up * 2,), daemon=True).start()
    worker.say(jobs.dump_report(worker.run(job)))
    os._exit(0)


if __name__ == "__main__":
    main()
