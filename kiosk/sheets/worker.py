"""The print process of A4 pages: `python -m kiosk.sheets.worker`, one job, like that of the roll."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from kiosk.core.blocks import Receipt, Title, Worded
from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.machine.files import new_file
from kiosk.printer.job import Job
from kiosk.printer.target import Connection, allowed
from kiosk.printer.worker import Worker, main
from kiosk.sheets.cups import Queue
from kiosk.sheets.ipp import Service
from kiosk.sheets.pages import draw

_PAGE = 3200
"""Dot rows that stand for a page: the slowest office printers need ten seconds for one."""
FILE = "papier"
"""What a file on a USB key is called: it says nothing of anybody."""
_MOST = 100


class PagesWorker(Worker):
    """Draws pages, and gives them to CUPS or to a USB key."""

    def draw(self, job: Job, receipt: Receipt) -> tuple[bytes, int]:
        """Draw it. Raises MissingGlyph."""
        pdf = draw(receipt, large=job.options.large)
        return pdf, _PAGE * _pages(receipt)

    def send(self, job: Job, data: bytes) -> PrintReport:
        """Print it, or write it; without anything, have the queue forget what it holds."""
        if job.target.kind is Connection.DRIVE:
            folder, disk = Path(job.target.path), job.target.disk
            if not data or (disk and not _lies_on(folder, disk)):  # the folder stays when the key goes
                return PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_KEY if data else None)
            pages = job.receipt and job.receipt.pages
            return self.write(folder, data, pages.name if pages else FILE)
        service = Service(job.target.host, job.timing.connect)
        queue = Queue(service, job.target.path, job.timing, self.stop.is_set)
        if not data:
            return PrintReport(PrintOutcome.NOT_PRINTED, None if queue.clear() else Cause.NO_CUPS)
        pages = job.receipt and job.receipt.pages
        many = max(_pages(job.receipt), 4) if job.receipt else 4
        until = time.monotonic() + allowed(len(data), _PAGE * many, job.target, job.timing)
        return queue.deliver(data, self.leaving, until, two_sided=bool(pages and pages.two_sided))

    def write(self, folder: Path, pdf: bytes, name: str = FILE) -> PrintReport:
        """Write a file that is whole or not there: under another name until all of it is on the key."""
        names = (folder / f"{name}-{number}.pdf" for number in range(1, _MOST))
        file = next((each for each in names if not os.path.lexists(each)), None)
        if file is None:
            return PrintReport(PrintOutcome.NOT_PRINTED, Cause.KEY_FULL)
        part = file.with_name(f".{file.name}.part")
        try:
            part.unlink(missing_ok=True)
            with os.fdopen(new_file(part), "wb") as opened:
                opened.write(pdf)
                opened.flush()
                os.fsync(opened.fileno())
            part.rename(file)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            return PrintReport(PrintOutcome.NOT_PRINTED, _cause(error))
        return PrintReport(PrintOutcome.PRINTED, Cause.ON_A_KEY)

    def get_ready(self) -> None:
        """Draw nobody's page."""
        draw(Receipt((Title((Worded("-", "fr"),)),)))


def _pages(receipt: Receipt) -> int:
    """Count the pages, or more."""
    return receipt.pages.pages if receipt.pages else 2 + bool(receipt.sent) + bool(receipt.kept)


def _lies_on(folder: Path, disk: int) -> bool:
    try:
        return folder.stat().st_dev == disk
    except OSError:
        return False


def _cause(error: OSError) -> Cause:
    return Cause.KEY_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else Cause.NO_KEY


if __name__ == "__main__":
    main(PagesWorker)
