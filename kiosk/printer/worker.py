"""The print process: `python -m kiosk.printer.worker`, one job, started afresh by `spool`, gone at the end.

It reads a job on its standard input and writes lines of JSON on its standard output: `ready` when it is drawn,
`sent` before the first byte leaves, `report` at the end. When its input ends, the kiosk is gone or wants it to stop.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import threading
import time
from pathlib import Path

from kiosk.core.errors import FileFault, MissingGlyph
from kiosk.core.paper import Cause, Outcome, Report
from kiosk.printer import job as jobs
from kiosk.printer.commands import paper
from kiosk.printer.escpos import EPSON_PAGES, CodePage, RasterPrinter, TextPrinter
from kiosk.printer.job import Job
from kiosk.printer.raster import BODY, LARGE_PRINT
from kiosk.printer.target import LOCK, Kind, Options, allowed
from kiosk.process import harden


def draw(job: Job) -> bytes:
    """Draw a job for its printer. Raises MissingGlyph; ValueError: the settings name no code page."""
    return printer_for(job.options).show(job.receipt)


def printer_for(options: Options) -> RasterPrinter | TextPrinter:
    """Give the rendering that the options describe. Raises ValueError: there is no such code page."""
    if options.mode == "raster" or options.large:
        return RasterPrinter(options.dots, body=LARGE_PRINT if options.large else BODY, cut=options.cut)
    number = EPSON_PAGES.get(options.codec, -1) if options.page < 0 else options.page
    page = CodePage(options.codec, number)
    return TextPrinter(page, options.dots // 12, dots=options.dots, native_qr=options.native_qr, cut=options.cut)


class _Worker:
    """One job from the pipe to the printer."""

    def __init__(self, out: int) -> None:
        self.out = out
        self.sent = False
        self.stop = threading.Event()

    def say(self, line: bytes) -> None:
        try:
            os.write(self.out, line)
        except OSError:
            self.stop.set()  # the kiosk is gone

    def leaving(self) -> None:
        self.sent = True
        self.say(b'["sent"]\n')

    def run(self, job: Job) -> Report:
        """Do the job; nothing is raised."""
        try:
            data = draw(job)
            self.say(json.dumps(["ready", len(data), paper(data)]).encode("ascii") + b"\n")
            return self.send(job, data)
        except MissingGlyph as error:
            return Report(Outcome.NOT_PRINTED, Cause.MISSING_GLYPH, error.script)
        except Exception:  # noqa: BLE001 - an outcome must come out of this process, whatever a library does
            return Report(Outcome.UNCERTAIN if self.sent else Outcome.NOT_PRINTED, Cause.PRINTER_FAULT)

    def send(self, job: Job, data: bytes) -> Report:
        folder, target = Path(job.folder), job.target
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        if not self.turn(lock, job.timing.turn):
            return Report(Outcome.NOT_PRINTED, Cause.BUSY if not self.stop.is_set() else None)
        if target.kind is Kind.FILE and not Path(target.path).is_char_device():
            return self.keep(Path(target.path), data)
        from kiosk.printer.devices import PortFault, open_port
        from kiosk.printer.session import Session

        until = time.monotonic() + allowed(len(data), paper(data), target, job.timing)
        try:
            port = open_port(target, job.timing, folder)
        except PortFault as fault:
            return Report(Outcome.NOT_PRINTED, fault.cause)
        report = Report(Outcome.UNCERTAIN, Cause.PRINTER_FAULT)
        try:
            session = Session(port, job.timing, until, self.stop.is_set)
            report = session.deliver(data, self.leaving, silent_is_off=target.answers)
        finally:
            mute = report == Report(Outcome.UNCERTAIN, Cause.NO_ANSWER) and not port.held()
            port.close(discard=report.outcome is not Outcome.PRINTED and not mute)
        return report

    def turn(self, lock: int, seconds: float) -> bool:
        """Wait for the other print process of this machine, if there is one."""
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

    def keep(self, path: Path, data: bytes) -> Report:
        """Write a plain file: it is on the disk, which is not paper."""
        from kiosk.printer.transport import write_file

        try:
            write_file(path, data)
        except FileFault as fault:
            denied = fault.reason == PermissionError.__name__
            return Report(Outcome.NOT_PRINTED, Cause.NOT_ALLOWED if denied else Cause.NO_SUCH_PRINTER)
        return Report(Outcome.UNCERTAIN, Cause.NO_ANSWER)

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


def main() -> None:
    """Do one job and end, whatever threads or devices still hang."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    harden()  # the key must be in no core file, and out of reach of a tracer
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # libraries print
    os.dup2(nowhere, 2)
    size = int.from_bytes(_read(jobs.LENGTH), "big")
    if size > jobs.LARGEST:
        os._exit(1)
    job = jobs.load(_read(size))
    worker = _Worker(out)
    threading.Thread(target=worker.watch, args=(job.timing.give_up * 2,), daemon=True).start()
    worker.say(jobs.dump_report(worker.run(job)))
    os._exit(0)


if __name__ == "__main__":
    main()
