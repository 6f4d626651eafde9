"""The kiosk's side of printing: starts the print process, gives it one receipt, and learns what became of it.

    spool = Spool(target, options, folder)
    report = spool.print(receipt)   # in a thread: it waits for the paper
    spool.cancel()                  # from any thread: take the job back

Nothing is drawn here, and no library of printers or pictures is loaded into the kiosk.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kiosk.core.paper import Cause, Outcome, Report
from kiosk.core.receipt import Receipt
from kiosk.printer import job as jobs
from kiosk.printer.job import Job
from kiosk.printer.target import LOCK, Options, Target, Timing, allowed

_SCRATCH = "print-"
_KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
"""What the print process gets of the kiosk's environment."""


class Spool:
    """Prints one receipt after another on one printer."""

    def __init__(self, target: Target, options: Options, folder: Path, timing: Timing | None = None) -> None:
        """Describe the printer. Nothing is opened.

        Args:
            target: which printer.
            options: how receipts are drawn for it.
            folder: a private folder, made when it is missing, the same for all desks of this machine that share a
                printer: it holds the lock. Nothing of a receipt is ever written there.
            timing: how long to wait; the usual waits if not given.
        """
        self.target, self.options, self.folder, self.timing = target, options, folder, timing or Timing()
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._cancelled, self._give_up = False, float("inf")

    def print(self, receipt: Receipt, *, large: bool = False) -> Report:
        """Print a worded receipt and wait for the outcome. Blocks for as long as `allowed` says.

        With `large` it is in large print. A receipt whose printing is `uncertain` or `not_printed` may be printed
        again by another call.

        Raises:
            TypeError: a piece was not worded. Nothing else: what fails is in the report.
        """
        self._cancelled, self._give_up = False, float("inf")
        scratch = ""
        options = replace(self.options, large=large or self.options.large)
        message = jobs.dump(Job(receipt, self.target, options, self.timing, str(self.folder)))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sweep()
            scratch = tempfile.mkdtemp(prefix=_SCRATCH, dir=self.folder)
            process = self._start(scratch)
        except OSError:
            shutil.rmtree(scratch, ignore_errors=True)
            return Report(Outcome.NOT_PRINTED, Cause.NOT_ALLOWED)
        try:
            return self._follow(process, message)
        finally:
            self._end(process)
            shutil.rmtree(scratch, ignore_errors=True)

    def cancel(self) -> None:
        """Call the job off, if one is under way: `print` then returns soon, `not_printed` if nothing had left.

        A call before `print` began is forgotten.
        """
        with self._guard:
            self._cancelled = True
            self._give_up = time.monotonic() + 2 * self.timing.give_up
            if self._process and self._process.stdin:
                self._process.stdin.close()

    def _start(self, scratch: str) -> subprocess.Popen[bytes]:
        own = {name: os.environ[name] for name in _KEPT if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "kiosk.printer.worker"],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            start_new_session=True,  # a key on the kiosk's terminal is not for it
            cwd="/",
            env={**own, "TMPDIR": scratch, "ESCPOS_CAPABILITIES_PICKLE_DIR": scratch},
        )
        with self._guard:
            self._process = process
        return process

    def _follow(self, process: subprocess.Popen[bytes], message: bytes) -> Report:
        """Hand the job over and read what it says, until its report, its end or the deadline."""
        assert process.stdin is not None
        assert process.stdout is not None
        sent = False
        until = time.monotonic() + self.timing.start
        try:
            with self._guard:
                if self._cancelled:
                    return Report(Outcome.NOT_PRINTED)
            with suppress(OSError):  # a long sheet must not wait for its reader; where it may, it waits
                fcntl.fcntl(process.stdin, fcntl.F_SETPIPE_SZ, len(message))
            process.stdin.write(message)
        except (OSError, ValueError):
            pass  # it ended, or was called off; what it said, if anything, tells
        came = b""
        while (line := self._line(process.stdout.fileno(), came, until)) is not None:
            said, came = line
            try:
                match json.loads(said):
                    case ["ready", int(size), int(rows)]:
                        spare = self.timing.turn + 2 * self.timing.give_up
                        until = time.monotonic() + allowed(size, rows, self.target, self.timing) + spare
                    case ["sent"]:
                        sent = True
                    case ["report", *_] as report:
                        return jobs.load_report(report)
            except ValueError:
                break
        cause = None if self._cancelled else Cause.NO_ANSWER if time.monotonic() > until else Cause.PRINTER_FAULT
        return Report(Outcome.UNCERTAIN if sent else Outcome.NOT_PRINTED, cause)

    def _line(self, number: int, came: bytes, until: float) -> tuple[bytes, bytes] | None:
        """Read one line and what came after it; None at the end of the pipe or of the time."""
        while b"\n" not in came:
            poll = select.poll()
            poll.register(number, select.POLLIN)
            left = min(until, self._give_up) - time.monotonic()
            if left <= 0:
                return None
            if not poll.poll(1000 * min(left, 1)):
                continue
            part = os.read(number, 4096)
            if not part:
                return None
            came += part
        line, _, rest = came.partition(b"\n")
        return line, rest

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        with self._guard:
            self._process = None
            process.kill()  # it has reported, or had its time
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()

    def _sweep(self) -> None:
        """Remove the scratch of a print whose kiosk lost its power, not while one is under way."""
        left = list(self.folder.glob(_SCRATCH + "*"))
        if not left:
            return
        with (self.folder / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            for old in left:
                shutil.rmtree(old, ignore_errors=True)
