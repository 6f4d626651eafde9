"""The kiosk's side of printing: starts the print process, gives it one receipt, and learns what became of it.

    spool = Spool(target, options, folder)
    spool.prepare()                 # optional: starts the print process, which waits for its job
    report = spool.print(receipt)   # in a thread: it waits for the paper
    spool.cancel()                  # from any thread: take the job back
    sure = spool.clear()            # in a thread: nothing that the printer may still hold comes out
    spool.release()                 # ends a process that waits in vain

Nothing is drawn here, and no library of printers or pictures is loaded into the kiosk.
"""

from __future__ import annotations

import errno
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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.core.blocks import Receipt
from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.printer import job as jobs
from kiosk.printer.job import Job
from kiosk.printer.target import Options, Target, Timing, allowed

_SCRATCH = "print-"
_LOCK_WAIT = 10.0
"""Seconds: a kiosk that starts a print holds the folder for a moment."""
_KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "PYTHONPATH")
"""What the print process gets of the kiosk's environment: the last says where a packaged kiosk is."""


@dataclass(frozen=True)
class _Started:
    """A print process and its scratch, which is locked for as long as it is in use."""

    process: subprocess.Popen[bytes]
    scratch: str
    lock: int


class Spool:
    """Prints one receipt after another on one printer."""

    def __init__(
        self,
        target: Target,
        options: Options,
        folder: Path,
        timing: Timing | None = None,
        *,
        worker: str = "kiosk.printer.worker",
    ) -> None:
        """Describe the printer. Nothing is opened.

        Args:
            target: which printer.
            options: how receipts are drawn for it.
            folder: a private folder, made when it is missing, for the scratch of libraries. Nothing of a receipt is
                ever written there.
            timing: how long to wait; the usual waits if not given.
            worker: the module of the print process; another room has its own.
        """
        self.worker = worker
        self.target, self.options, self.folder, self.timing = target, options, folder, timing or Timing()
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting: _Started | None = None
        self._guard, self._turn = threading.Lock(), threading.Lock()
        self._cancelled, self._give_up = False, float("inf")

    def prepare(self) -> None:
        """Start the print process, if none waits: what takes longest is then done when there is a receipt.

        It knows nothing yet, and ends by itself when the kiosk does. What fails is left for `print` to report.
        """
        with self._guard, suppress(OSError):
            if not self._waits():
                self._waiting = self._start()

    def release(self) -> None:
        """End the process that waits, if there is one."""
        with self._guard:
            waiting, self._waiting = self._waiting, None
        if waiting:
            _end(waiting)

    def print(self, receipt: Receipt, *, large: bool = False) -> PrintReport:
        """Print a worded receipt and wait for the outcome. Blocks for as long as `allowed` says.

        With `large` it is in large print. A receipt whose printing is `uncertain` or `not_printed` may be printed
        again by another call.

        Raises:
            TypeError: a piece was not worded. Nothing else: what fails is in the report.
        """
        options = replace(self.options, large=large or self.options.large)
        return self._run(Job(receipt, self.target, options, self.timing, str(self.folder)))

    def clear(self) -> bool:
        """Have the printer forget what it holds; say whether it is sure that nothing more comes out."""
        job = Job(None, self.target, self.options, self.timing, str(self.folder))
        return self._run(job) == PrintReport(PrintOutcome.NOT_PRINTED)

    def cancel(self) -> None:
        """Call the job off, if one is under way: `print` then returns soon, `not_printed` if nothing had left.

        A call before `print` began is forgotten.
        """
        with self._guard:
            self._cancelled = True
            self._give_up = time.monotonic() + 2 * self.timing.give_up
            if self._process and self._process.stdin:
                self._process.stdin.close()

    def _run(self, job: Job) -> PrintReport:
        message = jobs.dump_job(job)
        with self._turn:
            with self._guard:
                self._cancelled, self._give_up = False, float("inf")
                try:
                    ready = self._waits()
                    started = self._waiting if ready and self._waiting else self._start()
                except OSError as error:
                    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
                    return PrintReport(PrintOutcome.NOT_PRINTED, Cause.DISK_FULL if full else Cause.NOT_ALLOWED)
                self._waiting, self._process = None, started.process
            try:
                return self._follow(started.process, message)
            finally:
                with self._guard:
                    self._process = None
                    _end(started)

    def _waits(self) -> bool:
        """Tell whether a process waits for a job; clear away one that ended."""
        if self._waiting and self._waiting.process.poll() is not None:
            _end(self._waiting)
            self._waiting = None
        return self._waiting is not None

    def _start(self) -> _Started:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(self.folder):  # nobody else sweeps while the new one is not locked yet
            self._sweep()
            scratch = tempfile.mkdtemp(prefix=_SCRATCH, dir=self.folder)
            lock = _lock(scratch)
        own = {name: os.environ[name] for name in _KEPT if name in os.environ}
        try:
            process = subprocess.Popen(  # noqa: S603 (one of the kiosk's own modules)
                [sys.executable, "-s", "-P", "-m", self.worker],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                close_fds=True,
                start_new_session=True,  # a key on the kiosk's terminal is not for it
                cwd="/",
                env={**own, "TMPDIR": scratch, "ESCPOS_CAPABILITIES_PICKLE_DIR": scratch},
            )
        except OSError:
            shutil.rmtree(scratch, ignore_errors=True)
            os.close(lock)
            raise
        return _Started(process, scratch, lock)

    def _follow(self, process: subprocess.Popen[bytes], message: bytes) -> PrintReport:
        """Hand the job over and read what it says, until its report, its end or the deadline."""
        assert process.stdin is not None
        assert process.stdout is not None
        sent = False
        until = time.monotonic() + self.timing.start
        try:
            with self._guard:
                if self._cancelled:
                    return PrintReport(PrintOutcome.NOT_PRINTED, Cause.CALLED_OFF)
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
        cause = Cause.NO_ANSWER if time.monotonic() > until else Cause.PRINTER_FAULT
        cause = Cause.CALLED_OFF if self._cancelled else cause
        return PrintReport(PrintOutcome.UNCERTAIN if sent else PrintOutcome.NOT_PRINTED, cause)

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

    def _sweep(self) -> None:
        """Remove the scratch of a print whose kiosk lost its power, never that of one which is in use."""
        for old in self.folder.glob(_SCRATCH + "*"):
            with suppress(OSError), _locked(old, fcntl.LOCK_NB):
                shutil.rmtree(old, ignore_errors=True)


def _lock(folder: str | Path, how: int = 0) -> int:
    """Lock a folder against other kiosks, and give the descriptor that holds the lock.

    Raises:
        OSError: somebody holds it; without `LOCK_NB`, for longer than any kiosk does.
    """
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    until = time.monotonic() + (0 if how & fcntl.LOCK_NB else _LOCK_WAIT)
    try:
        while True:
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise
                time.sleep(0.05)
    except BaseException:
        os.close(number)
        raise
    return number


@contextmanager
def _locked(folder: Path, how: int = 0) -> Iterator[None]:
    number = _lock(folder, how)
    try:
        yield
    finally:
        os.close(number)


def _end(started: _Started) -> None:
    """End a process that has reported, had its time, or waits in vain."""
    process = started.process
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    shutil.rmtree(started.scratch, ignore_errors=True)
    os.close(started.lock)
