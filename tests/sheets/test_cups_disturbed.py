"""A service of printers that somebody disturbs while it prints: what is told, and that no page stays behind."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.sheets import cups, ipp
from tests.printer import samples
from tests.sheets.cups_server import QUEUE, Cups, spool


@pytest.fixture
def service() -> Iterator[Cups]:
    """A service whose printer has no paper; nothing that it wrote says whose page it was."""
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        made = Cups(Path(folder))
        made.mood("empty")
        yield made
        made.end()
        assert made.kept() == []
        assert made.paper() == b""
        assert samples.REFERENCE not in made.logs()


def tickets(service: Cups) -> list[Path]:
    """Wait for the tickets of jobs: CUPS writes one beside the old, and for a moment none has its own name."""
    until = time.monotonic() + 15
    while not (found := list((service.folder / "spool").glob("c?????"))):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found


def job(service: Cups) -> str:
    """Name the one job there is, as its administrator does; its ticket says nothing of whose it is."""
    (ticket,) = tickets(service)
    assert samples.REFERENCE.encode() not in ticket.read_bytes()
    return f"{QUEUE}-{int(ticket.name[1:])}"


def during(service: Cups, folder: Path, happens: Callable[[], object]) -> PrintReport:
    """Print, and let something happen once the page is with the service."""
    told = list[PrintReport]()
    printing = threading.Thread(target=lambda: told.append(spool(service, folder).print(samples.office())))
    printing.start()
    tickets(service)
    happens()
    printing.join()
    return told[0]


@pytest.mark.parametrize("after", ["", "neuf"])
def test_a_queue_that_goes_while_it_prints_is_told(service: Cups, tmp_path: Path, after: str) -> None:
    """Removed, or put back under another name, with a page in it: that is said, and the page is nowhere."""

    def goes() -> None:
        service.admin("lpadmin", "-x", QUEUE)
        if after:
            service.add(after)

    report = during(service, tmp_path, goes)
    assert report.outcome is not PrintOutcome.PRINTED
    assert report.cause is Cause.NO_SUCH_QUEUE
    assert [each.name for each in cups.queues(ipp.Service(service.socket))] == [after] * bool(after)


def test_a_job_that_somebody_holds_is_cancelled(service: Cups, tmp_path: Path) -> None:
    """Whoever looks after the service may have a job wait: ours does not, and the worker is told."""
    report = during(service, tmp_path, lambda: service.admin("lp", "-i", job(service), "-H", "hold"))
    assert report.outcome is not PrintOutcome.PRINTED
    assert report.cause in (Cause.HELD, Cause.PAPER_OUT)


def test_a_job_that_somebody_moves_is_taken_back(service: Cups, tmp_path: Path) -> None:
    """On another printer it would come out before somebody else."""
    service.add("autre")
    report = during(service, tmp_path, lambda: service.admin("lpmove", job(service), "autre"))
    assert report.outcome is not PrintOutcome.PRINTED
    assert report.cause in (Cause.HELD, Cause.PAPER_OUT)


def test_a_job_that_somebody_cancels_is_told(service: Cups, tmp_path: Path) -> None:
    """It is not said to be printed."""
    report = during(service, tmp_path, lambda: service.admin("cancel", "-a"))
    assert report.outcome is not PrintOutcome.PRINTED


def test_a_service_that_falls_forgets_when_it_is_back(service: Cups, tmp_path: Path) -> None:
    """It is not sure until it answers; then what it kept of the page is purged, and the next person gets none of it."""
    report = during(service, tmp_path, service.fall)
    assert report == PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_CUPS)
    assert not spool(service, tmp_path).clear()
    assert service.kept()
    service.serve()
    assert spool(service, tmp_path).clear()
