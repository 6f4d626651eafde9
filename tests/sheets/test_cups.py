"""Printing on A4 through a real CUPS and a real IPP printer: what the worker is told, and what is left behind."""

from __future__ import annotations

import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.commands.line import main
from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.desk.folder import SETTINGS
from kiosk.machine.exits import Exit
from kiosk.printer.spool import Spool
from kiosk.printer.target import Connection, Options, Target
from kiosk.sheets import cups, ipp
from kiosk.sheets.layout import draw
from kiosk.sheets.mandate import read_mandate
from kiosk.sheets.pages import draw as draw_pages
from kiosk.words.ui import sentence
from tests.fakes import shipped
from tests.printer import samples
from tests.sheets.cups_server import QUEUE, QUICK, Cups, spool
from tests.sheets.numbered import numbered_desk
from tests.sheets.readers import bare, pdfium


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


def test_it_prints_and_nothing_is_left_in_the_spool(service: Cups, tmp_path: Path) -> None:
    """The page comes out whole, with its words; the service then knows neither the page nor that there was one."""
    assert spool(service, tmp_path).print(samples.office()) == PrintReport(PrintOutcome.PRINTED)
    text = bare(" ".join(pdfium(service.paper())))
    assert "RIEN N’EST ENCORE FAIT" in text
    assert "kiosk" in service.logs()
    assert list(tmp_path.rglob("*.pdf")) == []


FAULTS = {"empty": Cause.PAPER_OUT, "jam": Cause.PAPER_JAM}


@pytest.mark.parametrize("mood", FAULTS)
def test_a_page_that_does_not_come_out_is_cancelled_and_told(service: Cups, tmp_path: Path, mood: str) -> None:
    """Its cause is the printer's own; the next person does not get it when the fault is mended."""
    service.mood(mood)
    report = spool(service, tmp_path).print(samples.office())
    assert report == PrintReport(PrintOutcome.UNCERTAIN, FAULTS[mood])
    service.mood("works")
    time.sleep(0.5)
    assert service.paper() == b""
    service.unplug()  # ends the page that it holds in its hands
    service.plug_in()
    service.admin("lpadmin", "-p", QUEUE, "-v", f"ipp://localhost:{service.port}/ipp/print", "-E")


def test_a_printer_that_gives_a_job_up_is_never_said_to_have_printed(service: Cups, tmp_path: Path) -> None:
    """Where it does so at once, its way calls the job done: only the printer knows, and it is asked."""
    service.mood("fails")
    reports = [spool(service, tmp_path).print(samples.office()) for _ in range(6)]
    assert reports == [PrintReport(PrintOutcome.UNCERTAIN, Cause.PRINTER_FAULT)] * len(reports)
    assert service.paper() == b""


@pytest.fixture(scope="module")
def found(service: Cups) -> Iterator[Cups]:
    """A service whose printer is announced by its name, as those are that CUPS and `ipp-usb` find by themselves."""
    del service
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        made = Cups(Path(folder), named=True)
        made.settles(QUEUE)
        yield made
        made.end()


def printed(service: Cups, queue: str = QUEUE) -> PrintReport:
    """Print a page there, in this process."""
    patient = replace(QUICK, stall=8.0)  # a name is looked up before the printer is called
    made = cups.Queue(ipp.Service(service.socket), queue, patient, lambda: False)
    return made.deliver(draw_pages(samples.office()), lambda: None, time.monotonic() + 30)


def test_a_printer_that_is_known_by_its_name_alone_is_asked_itself(
    found: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name leads to it, as it led the service: what printed is told, and what it gave up is not said to be printed.

    Where nobody can tell where it is, nobody says that it printed.
    """
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", found.bus)
    assert printed(found) == PrintReport(PrintOutcome.PRINTED)
    assert found.paper() != b""
    found.mood("fails")
    assert [printed(found) for _ in range(4)] == [PrintReport(PrintOutcome.UNCERTAIN, Cause.PRINTER_FAULT)] * 4
    found.mood("works")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"{found.bus}-none")
    assert printed(found) == PrintReport(PrintOutcome.UNCERTAIN)
    found.paper()


def test_a_queue_that_the_service_made_by_itself_is_told_from_one_that_stays(
    found: Cups, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking for printers says that it may go, and how to make one that stays; once it went, a print says so."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", found.bus)
    monkeypatch.setattr("kiosk.printer.detect.detect", list)
    (tmp_path / "kiosk.toml").write_text(f'[a4]\nserver = "{found.socket}"\n')
    found.find("Passager")
    assert main(["printer", "detect", "--data", str(tmp_path)]) == Exit.OK
    shown = capsys.readouterr().out
    assert f'queue = "{QUEUE}"' in shown
    assert 'queue = "Passager"' not in shown
    command = next(line.split() for line in shown.splitlines() if "lpadmin" in line)
    assert command[0] == "sudo"
    found.admin(*command[1:])
    found.settles("Passager-A4")
    assert printed(found, "Passager-A4") == PrintReport(PrintOutcome.PRINTED)
    found.paper()
    found.fall()
    found.serve()
    assert printed(found, "Passager") == PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_SUCH_QUEUE)
    assert printed(found, "Passager-A4") == PrintReport(PrintOutcome.PRINTED)
    found.paper()


def test_a_job_that_the_service_forgot_is_asked_of_the_printer() -> None:
    """Some services remember no job that ended: that it is gone says nothing, and the printer is asked."""
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        made = Cups(Path(folder), forgets=True)
        try:
            assert printed(made) == PrintReport(PrintOutcome.PRINTED)
            made.mood("fails")
            assert printed(made) == PrintReport(PrintOutcome.UNCERTAIN, Cause.PRINTER_FAULT)
            made.admin("cupsdisable", QUEUE)
            assert printed(made) == PrintReport(PrintOutcome.NOT_PRINTED, Cause.QUEUE_STOPPED)
        finally:
            made.end()


def test_pages_that_are_passed_on_are_perhaps_printed(service: Cups) -> None:
    """What finds printers and passes pages on calls a job done when they have left: nobody says that it is printed."""
    queue = cups.Queue(ipp.Service(service.socket), QUEUE, QUICK, lambda: False)
    for uri, outcome in (("implicitclass://HP/", PrintOutcome.UNCERTAIN), ("usb://HP/Laser", PrintOutcome.PRINTED)):
        assert queue._done("kiosk-0", {"device-uri": [uri]}) == PrintReport(outcome)
    assert queue._done("kiosk-0", {}) == PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_SUCH_QUEUE)


ENDS = {9: PrintOutcome.PRINTED, 8: PrintOutcome.UNCERTAIN, 7: PrintOutcome.UNCERTAIN, None: PrintOutcome.UNCERTAIN}


@pytest.mark.parametrize("ended", ENDS)
def test_what_the_service_calls_done_is_what_the_printer_says(
    service: Cups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended: int | None
) -> None:
    """A printer that forgot the job, or cannot be asked, leaves it open; so does one that gave it up."""
    asked = list[str]()

    def end_at(device: ipp.IppPrinter, name: str) -> int | None:
        asked.append(name)
        return ended

    monkeypatch.setattr(cups, "_end_at", end_at)
    queue = cups.Queue(ipp.Service(service.socket), QUEUE, QUICK, lambda: False)
    report = queue.deliver(draw_pages(samples.office()), lambda: None, time.monotonic() + 30)
    assert report.outcome is ENDS[ended]
    assert len(asked) == 1
    assert asked[0].startswith(cups.NAME)
    service.paper()


def test_a_printer_that_cannot_be_asked_leaves_it_open() -> None:
    """Nobody listens there, or goes by that name: no answer, and no word of its own. A cable has none to ask."""
    nobody = ("ipp://Nobody._ipp._tcp.local/", "dnssd://HP%20Laser%20(USB)._ipps._tcp.local./?uuid=1")
    for uri in ("ipp://localhost:1/ipp/print", "ipps://localhost:1/", "ipp://a:b/", *nobody):
        device = ipp.IppPrinter(uri, 1.0)
        assert device.is_ipp
        assert cups._end_at(device, "kiosk-0") is None
    for uri in (
        "usb://HP/LaserJet",
        "dnssd://Bureau._printer._tcp.local/",
        "implicitclass://HP/",
    ):
        assert not ipp.IppPrinter(uri, 1.0).is_ipp


def test_a_queue_that_is_paused_or_refuses_gets_nothing(service: Cups, tmp_path: Path) -> None:
    """What cannot be printed now is not left for later."""
    for stop, start in (("cupsdisable", "cupsenable"), ("cupsreject", "cupsaccept")):
        service.admin(stop, QUEUE)
        assert spool(service, tmp_path).print(samples.office()) == PrintReport(
            PrintOutcome.NOT_PRINTED, Cause.QUEUE_STOPPED
        )
        service.admin(start, QUEUE)
    assert service.paper() == b""


def test_a_job_that_is_held_is_cancelled(service: Cups, tmp_path: Path) -> None:
    """A service that keeps jobs back for somebody to release them keeps none of ours."""
    service.admin("lpadmin", "-p", QUEUE, "-o", "job-hold-until-default=indefinite")
    report = spool(service, tmp_path).print(samples.office())
    service.admin("lpadmin", "-p", QUEUE, "-o", "job-hold-until-default=no-hold")
    assert report == PrintReport(PrintOutcome.NOT_PRINTED, Cause.HELD)
    assert service.paper() == b""


def test_a_queue_that_is_gone_or_has_another_name_is_told(service: Cups, tmp_path: Path) -> None:
    """The settings name a queue that is not there: that is said, and which there are can be asked."""
    assert spool(service, tmp_path, "ancien").print(samples.office()) == PrintReport(
        PrintOutcome.NOT_PRINTED, Cause.NO_SUCH_QUEUE
    )
    assert [each.name for each in cups.queues(ipp.Service(service.socket))] == [QUEUE]


def test_a_service_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Without CUPS nothing left the machine."""
    target = Target(Connection.CUPS, path=QUEUE, host=str(tmp_path / "none"))
    made = Spool(target, Options(), tmp_path, QUICK, worker="kiosk.sheets.worker")
    assert made.print(samples.office()) == PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_CUPS)
    assert made.clear() is False


def test_a_printer_that_is_switched_off_is_told(service: Cups, tmp_path: Path) -> None:
    """The queue is there and its printer is not: offline, and the page is taken back."""
    service.unplug()
    report = spool(service, tmp_path).print(samples.office())
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
    report = printing.print(samples.office())
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


def test_mandates_come_out_sheet_by_sheet(
    service: Cups, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sheet is a job of its own; where one does not come out, what is missing is told, and no more is numbered."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    desk = numbered_desk(tmp_path)
    (desk / SETTINGS).write_text(f'[a4]\nserver = "{service.socket}"\nqueue = "{QUEUE}"\n')
    command = ["mandate", "--data", str(desk), "--on", "a4", "--count"]
    assert main([*command, "2"]) == Exit.OK
    pages = pdfium(service.paper())
    assert len(pages) == 4
    assert all("-0002" in page for page in pages)
    assert sentence(PrintOutcome.PRINTED) in " ".join(capsys.readouterr().out.split())
    service.admin("cupsdisable", QUEUE)
    assert main([*command, "3"]) == Exit.FAULT
    service.admin("cupsenable", QUEUE)
    told = " ".join(capsys.readouterr().out.split())
    assert sentence(Cause.QUEUE_STOPPED) in told
    assert "--from 3 --count 3" in told
    assert service.paper() == b""
    assert main([*command, "1", "--from", "3"]) == Exit.OK
    assert "-0003" in pdfium(service.paper())[0]


@pytest.mark.parametrize("duplex", [True, False])
def test_both_sides_are_printed_on_where_the_printer_can(duplex: bool) -> None:
    """A sheet of two copies takes two sheets of paper; a printer that prints on one side alone is not asked for two."""
    pdf = draw(read_mandate(shipped().titles(), ""), ["7K3M-0001"])
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        made = Cups(Path(folder), duplex=duplex)
        try:
            queue = cups.Queue(ipp.Service(made.socket), QUEUE, QUICK, lambda: False)
            until = time.monotonic() + 30
            while "sides-supported" not in queue.look()[1]:  # a queue of this moment learns it a little later
                assert time.monotonic() < until
            report = queue.deliver(pdf, lambda: None, until, two_sided=True)
            assert report == PrintReport(PrintOutcome.PRINTED)
            assert len(pdfium(made.paper())) == 4
            assert ("sides keyword two-sided-long-edge" in made.logs()) == duplex
        finally:
            made.end()


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
    table = shown[shown.index("[a4]") :].split("\n\n")[0]  # the server stands in it, too
    for lines, exit_code in ((table, Exit.OK), (table.replace(QUEUE, "ancien"), Exit.FAULT)):
        (tmp_path / "kiosk.toml").write_text(lines)
        assert main(command[1]) == exit_code
    told = " ".join(capsys.readouterr().out.split())
    assert sentence(PrintOutcome.PRINTED) in told
    assert sentence(Cause.NO_SUCH_QUEUE) in told
    assert "1 234,50 €" in " ".join(pdfium(service.paper())).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("report", "exit_code"),
    [
        (PrintReport(PrintOutcome.UNCERTAIN, Cause.PAPER_OUT), Exit.FAULT),
        (PrintReport(PrintOutcome.NOT_PRINTED, Cause.CALLED_OFF), Exit.FAULT),
        (PrintReport(PrintOutcome.UNCERTAIN), Exit.OK),
        (PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER), Exit.OK),
        (PrintReport(PrintOutcome.PRINTED, Cause.TONER_LOW), Exit.OK),
    ],
)
def test_a_test_page_with_a_fault_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: PrintReport, exit_code: Exit
) -> None:
    """What may be printed and has a cause is told to who called; a printer that never says anything is none."""
    monkeypatch.setattr("kiosk.desk.slips.print_page", lambda desk: report)
    (tmp_path / "kiosk.toml").write_text('[a4]\nqueue = "bureau"\n')
    assert main(["printer", "test", "--data", str(tmp_path)]) == exit_code
