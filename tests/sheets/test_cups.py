"""Printing on A4 through a real CUPS and a real IPP printer: what the worker is told, and what is left behind."""

from __future__ import annotations

import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.commands.line import main
from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.machine.exits import Exit
from kiosk.printer.spool import Spool
from kiosk.printer.target import Connection, Options, Target, Timing
from kiosk.sheets import cups, ipp
from kiosk.words.ui import sentence
from tests.printer import samples
from tests.sheets.cups_server import QUEUE, Cups
from tests.sheets.readers import bare, pdfium

QUICK = Timing(stall=1.5, connect=3.0)


@pytest.fixture(scope="module")
def service() -> Iterator[Cups]:
    """One service for all: its printer works."""
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        made = Cups(Path(folder))
        yield made
        made.end()


@pytest.fixture(autouse=True)
def works(service: Cups) -> Iterator[None]:
    """Whatever a test did, the printer works again; and whatever it printed, nothing of it is kept."""
    service.mood("works")
    yield
    assert service.kept() == []
    assert samples.REFERENCE not in service.logs()


def spool(service: Cups, folder: Path, queue: str = QUEUE) -> Spool:
    """Give what prints on its queue."""
    target = Target(Connection.CUPS, path=queue, host=service.socket)
    return Spool(target, Options(), folder, QUICK, worker="kiosk.sheets.worker")


def test_it_prints_and_nothing_is_left_in_the_spool(service: Cups, tmp_path: Path) -> None:
    """The page comes out whole, with its words; the service then knows neither the page nor that there was one."""
    assert spool(service, tmp_path).print(samples.office("fr")) == PrintReport(PrintOutcome.PRINTED)
    text = bare(" ".join(pdfium(service.paper())))
    assert "RIEN N’EST ENCORE FAIT" in text
    assert "kiosk" in service.logs()
    assert list(tmp_path.rglob("*.pdf")) == []


FAULTS = {"empty": Cause.PAPER_OUT, "jam": Cause.PAPER_JAM}


@pytest.mark.parametrize("mood", FAULTS)
def test_a_page_that_does_not_come_out_is_cancelled_and_told(service: Cups, tmp_path: Path, mood: str) -> None:
    """Its cause is the printer's own; the next person does not get it when the fault is mended."""
    service.mood(mood)
    report = spool(service, tmp_path).print(samples.office("fr"))
    assert report == PrintReport(PrintOutcome.UNCERTAIN, FAULTS[mood])
    service.mood("works")
    time.sleep(0.5)
    assert service.paper() == b""
    service.unplug()  # ends the page that it holds in its hands
    service.plug_in()
    service.admin("lpadmin", "-p", QUEUE, "-v", f"ipp://localhost:{service.port}/ipp/print", "-E")


def test_a_queue_that_is_paused_or_refuses_gets_nothing(service: Cups, tmp_path: Path) -> None:
    """What cannot be printed now is not left for later."""
    for stop, start in (("cupsdisable", "cupsenable"), ("cupsreject", "cupsaccept")):
        service.admin(stop, QUEUE)
        assert spool(service, tmp_path).print(samples.office("fr")) == PrintReport(
            PrintOutcome.NOT_PRINTED, Cause.QUEUE_STOPPED
        )
        service.admin(start, QUEUE)
    assert service.paper() == b""


def test_a_job_that_is_held_is_cancelled(service: Cups, tmp_path: Path) -> None:
    """A service that keeps jobs back for somebody to release them keeps none of ours."""
    service.admin("lpadmin", "-p", QUEUE, "-o", "job-hold-until-default=indefinite")
    report = spool(service, tmp_path).print(samples.office("fr"))
    service.admin("lpadmin", "-p", QUEUE, "-o", "job-hold-until-default=no-hold")
    assert report == PrintReport(PrintOutcome.NOT_PRINTED, Cause.HELD)
    assert service.paper() == b""


def test_a_queue_that_is_gone_or_has_another_name_is_told(service: Cups, tmp_path: Path) -> None:
    """The settings name a queue that is not there: that is said, and which there are can be asked."""
    assert spool(service, tmp_path, "ancien").print(samples.office("fr")) == PrintReport(
        PrintOutcome.NOT_PRINTED, Cause.NO_SUCH_QUEUE
    )
    assert cups.queues(ipp.Service(service.socket)) == [QUEUE]


def test_a_service_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Without CUPS nothing left the machine."""
    target = Target(Connection.CUPS, path=QUEUE, host=str(tmp_path / "none"))
    made = Spool(target, Options(), tmp_path, QUICK, worker="kiosk.sheets.worker")
    assert made.print(samples.office("fr")) == PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_CUPS)
    assert made.clear() is False


def test_a_printer_that_is_switched_off_is_told(service: Cups, tmp_path: Path) -> None:
    """The queue is there and its printer is not: offline, and the page is taken back."""
    service.unplug()
    report = spool(service, tmp_path).print(samples.office("fr"))
    service.plug_in()
    service.admin("lpadmin", "-p", QUEUE, "-v", f"ipp://localhost:{service.port}/ipp/print", "-E")
    assert report == PrintReport(PrintOutcome.UNCERTAIN, Cause.OFFLINE)
    time.sleep(0.5)
    assert service.paper() == b""


def test_a_print_is_called_off(service: Cups, tmp_path: Path) -> None:
    """Who calls it off gets an answer soon, and no page later."""
    service.mood("empty")
    printing = spool(service, tmp_path)
    threading.Timer(0.9, printing.cancel).start()
    began = time.monotonic()
    report = printing.print(samples.office("fr"))
    assert report.cause is Cause.CALLED_OFF
    assert time.monotonic() - began < 6
    service.unplug()
    service.plug_in()
    service.admin("lpadmin", "-p", QUEUE, "-v", f"ipp://localhost:{service.port}/ipp/print", "-E")


def test_what_is_held_from_before_is_cleared(service: Cups, tmp_path: Path) -> None:
    """A job of ours that another process left is forgotten, and it is sure; other people's jobs are not touched."""
    service.admin("cupsdisable", QUEUE)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nobody's")
    for name in ("kiosk", "recette"):
        service.admin("lp", "-d", QUEUE, "-t", name, str(tmp_path / "a.pdf"))
    assert spool(service, tmp_path).clear()
    pages = [name for name in service.kept() if name.startswith("d")]
    assert len(pages) == 1
    service.admin("cancel", "-a", "-x", QUEUE)
    service.admin("cupsenable", QUEUE)


def test_reasons_are_causes() -> None:
    """The keywords of the standard, with and without their severity; what is only reported stops nobody."""
    assert cups.cause_of(["media-empty-error", "toner-low-warning"]) is Cause.PAPER_OUT
    assert cups.cause_of(["cover-open"]) is Cause.COVER_OPEN
    assert cups.cause_of(["media-jam-report", "none"]) is None
    assert cups.cause_of(["toner-low-report"], cups._SOON) is Cause.TONER_LOW


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_an_answer_that_is_not_ipp_is_no_answer(cut: int) -> None:
    """Whatever a service says, it raises what is foreseen or gives an answer."""
    whole = ipp.encode(ipp.Does.GET_JOB, [(ipp.Tag.INTEGER, "job-id", 7), (ipp.Tag.KEYWORD, "x", ["a", "b"])])
    with suppress(ValueError, IndexError, struct.error):
        assert isinstance(ipp.decode(whole[:cut] + bytes(range(cut))), ipp.IppAnswer)


def test_the_command_finds_the_queue_and_tries_it(
    service: Cups, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `detect` shows, put into the settings, prints a test page; a queue of another name is told and fails."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setattr("kiosk.printer.detect.detect", list)
    (tmp_path / "kiosk.toml").write_text(f'[a4]\nserver = "{service.socket}"\n')
    command = [["printer", each, "--data", str(tmp_path)] for each in ("detect", "test")]
    assert main(command[0]) == Exit.OK
    shown = capsys.readouterr().out
    assert f"{QUEUE} (A4)" in shown
    queue = next(line for line in shown.splitlines() if line.startswith("queue"))
    for line, exit_code in ((queue, Exit.OK), ('queue = "ancien"', Exit.FAULT)):
        (tmp_path / "kiosk.toml").write_text(f'[a4]\nserver = "{service.socket}"\n{line}\n')
        assert main(command[1]) == exit_code
    told = " ".join(capsys.readouterr().out.split())
    assert sentence(PrintOutcome.PRINTED) in told
    assert sentence(Cause.NO_SUCH_QUEUE) in told
    assert "1 234,50 €" in " ".join(pdfium(service.paper())).replace("\u202f", " ").replace("\u00a0", " ")
