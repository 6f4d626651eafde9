"""Printing through the print process on printers in every mood, on every kind of line."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ptyprocess import PtyProcess

from kiosk.core.blocks import Receipt
from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.printer import session, worker
from kiosk.printer.spool import Spool
from kiosk.printer.target import Connection, Options, Target, Timing
from kiosk.printer.turn import PRIVATE, file_name, open_lock
from tests.printer import full, samples
from tests.printer.decoder import decode
from tests.printer.fake_printer import COVER_OPEN, CUTTER, NEAR_END, OFFLINE, PAPER_OUT, FakePrinter, Mood

QUICK = Timing(answer=0.5, stall=2, poll=0.2, give_up=2, turn=0.3)
TEXT, PICTURE = Options(mode="text"), Options()
PRINTED = PrintReport(PrintOutcome.PRINTED)
LINES = ("network", "serial", "usb", "file")


def not_printed(cause: Cause) -> PrintReport:
    return PrintReport(PrintOutcome.NOT_PRINTED, cause)


def uncertain(cause: Cause) -> PrintReport:
    return PrintReport(PrintOutcome.UNCERTAIN, cause)


@pytest.fixture
def printers() -> Iterator[list[FakePrinter]]:
    made: list[FakePrinter] = []
    yield made
    for printer in made:
        printer.end()


@pytest.fixture
def switch_on(printers: list[FakePrinter], tmp_path: Path):  # type: ignore[no-untyped-def]
    """Give what switches a fake printer on, and the target that leads to it."""

    def start(mood: Mood, line: str = "network") -> tuple[FakePrinter, Target]:
        printer = FakePrinter(mood)
        printers.append(printer)
        system = str(tmp_path)  # its locks are in the test's own folders
        if line == "network":
            return printer, Target(Connection.NETWORK, host="127.0.0.1", port=printer.tcp(), system=system)
        path = printer.serial()
        if line == "usb":
            return printer, usb_target(tmp_path, path)
        if line == "serial":
            return printer, Target(Connection.SERIAL, path=str(path), speed=9600, flow="none", system=system)
        return printer, Target(Connection.FILE, path=str(path), system=system)

    return start


def usb_target(folder: Path, device: Path) -> Target:
    """Make a system of files with one USB printer, whose driver's device is a pseudo-terminal."""
    face = folder / "sys/bus/usb/devices/1-2/1-2:1.0"
    (face / "usbmisc/lp0").mkdir(parents=True)
    (face / "bInterfaceClass").write_text("07\n")
    for name, value in {"idVendor": "04b8", "idProduct": "0e15", "serial": "J5XF001", "product": "TM-T20II"}.items():
        (face.parent / name).write_text(value + "\n")
    (folder / "dev/usb").mkdir(parents=True)
    (folder / "dev/usb/lp0").symlink_to(device)
    return Target(Connection.USB, serial="J5XF001", system=str(folder))


def spool(target: Target, folder: Path, options: Options = TEXT, timing: Timing = QUICK) -> Spool:
    return Spool(target, options, folder / "spool", timing)


MOODS: dict[str, tuple[Mood, PrintReport]] = {
    "works": (Mood(), PRINTED),
    "knows no GS r": (Mood(in_turn=False), PRINTED),
    "slow": (Mood(rate=960), PRINTED),
    "nearly out": (Mood(NEAR_END), PrintReport(PrintOutcome.PRINTED, Cause.PAPER_LOW)),
    "paper out before": (Mood(PAPER_OUT), not_printed(Cause.PAPER_OUT)),
    "paper out during": (Mood(stops_after=300, then=PAPER_OUT), uncertain(Cause.PAPER_OUT)),
    "cover opened during": (Mood(stops_after=300, then=COVER_OPEN), uncertain(Cause.COVER_OPEN)),
    "cutter jams during": (Mood(stops_after=300, then=CUTTER), uncertain(Cause.PRINTER_FAULT)),
    "cover open": (Mood(COVER_OPEN), not_printed(Cause.COVER_OPEN)),
    "busy": (Mood(OFFLINE), not_printed(Cause.OFFLINE)),
    "answers nothing": (Mood({}), uncertain(Cause.NO_ANSWER)),
    "answers garbage": (Mood(garbage=b"\xff\x00\x13"), uncertain(Cause.NO_ANSWER)),
    "never reads": (Mood(reads=False), uncertain(Cause.NO_ANSWER)),
}


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_has_its_report(mood: str, line: str, switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """On every line, a printer in each mood gives the right report within its time, and holds nothing back."""
    behaviour, wanted = MOODS[mood]
    printer, target = switch_on(replace(behaviour), line)
    began = time.monotonic()
    report = spool(target, tmp_path).print(samples.office())
    assert report == wanted
    assert time.monotonic() - began < 20
    assert not printer.held
    if report.outcome is PrintOutcome.PRINTED:
        paper = decode(bytes(printer.taken))
        assert (paper.qr, paper.resets) == ([samples.QR_TEXT], 1)
    elif report.outcome is PrintOutcome.NOT_PRINTED:
        assert not printer.taken


def test_paper_out_after_the_last_byte(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """When the paper ends with the last line, nobody knows whether all came out, and what is left is cleared."""
    size = len(_job(samples.letter()))
    printer, target = switch_on(Mood(stops_after=size, then=PAPER_OUT))
    assert spool(target, tmp_path).print(samples.letter()) == uncertain(Cause.PAPER_OUT)
    assert printer.clears == 1
    assert printer.new_roll() == b""


def _job(receipt: Receipt, options: Options = TEXT) -> bytes:
    from kiosk.printer.worker import printer_for

    return printer_for(options).show(receipt)


def test_a_printer_that_cannot_clear_is_never_not_printed(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A held job that cannot be taken back is uncertain: it comes out with the next roll."""
    printer, target = switch_on(Mood(stops_after=100, then=PAPER_OUT, clears=False))
    assert spool(target, tmp_path).print(samples.office()).outcome is PrintOutcome.UNCERTAIN
    assert printer.new_roll()


@pytest.mark.parametrize("line", ["network", "serial"])
def test_it_hangs_up_midway(line: str, switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A printer that goes away in the middle leaves an uncertain print, and says so."""
    _, target = switch_on(Mood(hangs_up_after=400, rate=4000), line)
    report = spool(target, tmp_path, PICTURE).print(samples.office())
    assert report == uncertain(Cause.OFFLINE if line == "network" else Cause.UNPLUGGED)


def test_a_known_speaker_that_is_silent_gets_nothing(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A printer known to answer that is silent is sent no receipt, so that none can come out later."""
    printer, target = switch_on(Mood({}))
    assert spool(replace(target, answers=True), tmp_path).print(samples.letter()) == not_printed(Cause.NO_ANSWER)
    assert not printer.taken


def test_a_picture_full_of_requests(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A whole picture arrives dot for dot, whatever stray answers its bytes cause."""
    printer, target = switch_on(Mood())
    assert spool(target, tmp_path, PICTURE).print(full.receipt("ar")) == PRINTED
    assert bytes(printer.taken) == _job(full.receipt("ar"), PICTURE)


NOWHERE = {
    "nothing listens": (Target(Connection.NETWORK, host="127.0.0.1", port=1), Cause.OFFLINE),
    "no such name": (Target(Connection.NETWORK, host="no..name"), Cause.NO_SUCH_PRINTER),
    "no serial port": (Target(Connection.SERIAL, path="/dev/ttyNONE9"), Cause.UNPLUGGED),
    "a file as serial port": (Target(Connection.SERIAL, path="/etc/hostname"), Cause.NO_SUCH_PRINTER),
    "no USB printer": (Target(Connection.USB, serial="NOBODY"), Cause.UNPLUGGED),
    "no device": (Target(Connection.FILE, path="/dev/usb/lp99"), Cause.NO_SUCH_PRINTER),
}


@pytest.mark.parametrize("where", NOWHERE)
def test_no_printer_there(where: str, tmp_path: Path) -> None:
    """A printer that is not there is named as such, nothing is printed, and no file stands in for it."""
    target, cause = NOWHERE[where]
    report = spool(replace(target, system=str(tmp_path)), tmp_path).print(samples.letter())
    assert report == not_printed(cause)
    assert not Path("/dev/usb").exists() or not Path("/dev/usb/lp99").exists()


def test_a_plain_file_is_not_paper(tmp_path: Path) -> None:
    """A receipt written into a file is whole on the disk, and is not reported as printed."""
    path = tmp_path / "job.bin"
    target = Target(Connection.FILE, path=str(path), system=str(tmp_path))
    report = spool(target, tmp_path).print(samples.office())
    assert report == not_printed(Cause.IN_A_FILE)
    assert decode(path.read_bytes()).qr == [samples.QR_TEXT]


def test_a_packaged_kiosk_prints(tmp_path: Path) -> None:
    """Where PYTHONPATH alone says where the kiosk is, as the Debian package has it, the print process is found."""
    program = """
import sys
from pathlib import Path
from kiosk.printer.spool import Spool
from kiosk.printer.target import Connection, Options, Target, Timing
from tests.printer import samples
folder = Path(sys.argv[1])
target = Target(Connection.FILE, path=str(folder / "paper"), system=str(folder))
print(Spool(target, Options(mode="text"), folder / "spool", Timing()).print(samples.office()).cause.name)
"""
    places = (Path(__file__).parents[2], sysconfig.get_path("purelib"))
    done = subprocess.run(
        [sys._base_executable, "-s", "-P", "-c", program, tmp_path],  # type: ignore[attr-defined]
        env={"PYTHONPATH": os.pathsep.join(map(str, places)), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == Cause.IN_A_FILE.name, done.stderr
    assert (tmp_path / "paper").read_bytes()


def test_large_print(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Large print is a picture, also on a printer of text, and longer than the usual one."""
    printer, target = switch_on(Mood())
    assert spool(target, tmp_path).print(samples.letter(), large=True) == PRINTED
    large, usual = decode(bytes(printer.taken)), decode(_job(samples.letter(), PICTURE))
    assert not large.lines
    assert len(large.rows) > len(usual.rows)


def test_a_missing_glyph_prints_nothing(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A script that this machine cannot draw is refused before the printer is touched."""
    printer, target = switch_on(Mood())
    report = spool(target, tmp_path, PICTURE).print(samples.one("\U00012000"))
    assert (report.outcome, report.cause) == (PrintOutcome.NOT_PRINTED, Cause.MISSING_GLYPH)
    assert report.script
    assert printer.first == 0


def test_replugged_into_another_socket(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A USB printer is found again by its serial number in whichever socket and under whichever device it is."""
    printer, target = switch_on(Mood(), "usb")
    one = spool(target, tmp_path)
    devices = tmp_path / "sys/bus/usb/devices"
    assert one.print(samples.letter()) == PRINTED
    (devices / "1-2").rename(tmp_path / "unplugged")
    assert one.print(samples.letter()) == not_printed(Cause.UNPLUGGED)
    (tmp_path / "unplugged").rename(devices / "1-4")
    (devices / "1-4/1-2:1.0").rename(devices / "1-4/1-4:1.0")
    (devices / "1-4/1-4:1.0/usbmisc/lp0").rename(devices / "1-4/1-4:1.0/usbmisc/lp1")
    (tmp_path / "dev/usb/lp0").rename(tmp_path / "dev/usb/lp1")
    assert one.print(samples.letter()) == PRINTED
    assert bytes(printer.taken) == 2 * _job(samples.letter())


def test_one_at_a_time(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Of two jobs at once the second is told that the printer is busy; their bytes never mix."""
    printer, target = switch_on(Mood(rate=1500))
    reports: list[PrintReport] = []
    jobs = [
        threading.Thread(target=lambda: reports.append(spool(target, tmp_path).print(samples.office())))
        for _ in range(2)
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert sorted(reports, key=str) == sorted([PRINTED, not_printed(Cause.BUSY)], key=str)
    assert bytes(printer.taken) == _job(samples.office())


def test_the_next_job_waits_its_turn(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A job that may wait is printed after the one before it."""
    printer, target = switch_on(Mood(rate=3000))
    reports: list[PrintReport] = []
    patient = replace(QUICK, turn=10)
    jobs = [
        threading.Thread(target=lambda: reports.append(spool(target, tmp_path, timing=patient).print(samples.letter())))
        for _ in range(2)
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert reports == [PRINTED, PRINTED]
    assert bytes(printer.taken) == 2 * _job(samples.letter())


def test_called_off_midway(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A job called off in a picture, even with SIGTERM for all, ends it blank and is cleared; the next prints right."""
    printer, target = switch_on(Mood(rate=8000), "serial")
    one = spool(target, tmp_path, PICTURE, replace(QUICK, give_up=6))

    def call_off() -> None:
        wait_for(lambda: len(printer.taken) > 5000)
        if one._process:
            one._process.send_signal(signal.SIGTERM)
        one.cancel()

    threading.Thread(target=call_off).start()
    report = one.print(full.receipt("ar"))
    assert report == uncertain(Cause.CALLED_OFF)
    assert 0 < len(printer.taken) < len(_job(full.receipt("ar"), PICTURE))
    assert printer.clears == 1
    decode(bytes(printer.taken))
    at = len(printer.taken)
    printer.mood.rate = 0
    assert one.print(samples.letter()) == PRINTED
    decode(bytes(printer.taken[at:]))


def test_called_off_before(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A job called off before anything left is not printed."""
    printer, target = switch_on(Mood())
    one = spool(target, tmp_path, PICTURE)
    threading.Timer(0.02, one.cancel).start()
    assert one.print(full.receipt("ar")) == not_printed(Cause.CALLED_OFF)
    assert not printer.taken


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment(seed: int, switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Whenever the print process is killed there is a report, and it never denies bytes that left."""
    printer, target = switch_on(Mood(rate=2000))
    one = spool(target, tmp_path)

    def kill() -> None:
        if one._process:
            one._process.send_signal(signal.SIGKILL)

    threading.Timer(random.Random(seed).uniform(0.05, 1.2), kill).start()
    report = one.print(samples.office())
    time.sleep(0.1)
    if printer.taken:
        assert report.outcome is not PrintOutcome.NOT_PRINTED
    if report.outcome is PrintOutcome.PRINTED:
        assert bytes(printer.taken) == _job(samples.office())
    assert [path.name for path in (tmp_path / "spool").iterdir()] in (["printer.lock"], [])


PARENT = """
import sys
from pathlib import Path
from kiosk.printer.spool import Spool
from kiosk.printer.target import Connection, Options, Target, Timing
from tests.printer import samples
target = Target(Connection.NETWORK, host="127.0.0.1", port=int(sys.argv[1]), system=sys.argv[2])
spool = Spool(target, Options(mode="text"), Path(sys.argv[2]), Timing(answer=float(sys.argv[3]), give_up=1))
if sys.argv[4:]:
    spool.prepare()
    sys.stdin.read()
spool.print(samples.office())
"""
ROOT = Path(__file__).parents[2]


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def wait_for(what, seconds: float = 10) -> None:  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "in vain"
        time.sleep(0.02)


def test_the_kiosk_is_killed(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """When the kiosk dies in the middle of a print, its print process ends too."""
    printer, target = switch_on(Mood({}))
    kiosk = subprocess.Popen([sys.executable, "-c", PARENT, str(target.port), str(tmp_path), "30"], cwd=ROOT)
    try:
        wait_for(lambda: printer.first)
        (worker,) = children(kiosk.pid)
    finally:
        kiosk.kill()
        kiosk.wait()
    wait_for(lambda: not running(worker), 6)
    assert not printer.taken


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_no_secret_beside_the_pipe(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """While a receipt prints, its key and its words are in no argument, no environment and no file."""
    printer, target = switch_on(Mood({}))
    one = spool(target, tmp_path, timing=replace(QUICK, answer=3))
    threading.Thread(target=one.print, args=(samples.office(),), daemon=True).start()
    wait_for(lambda: printer.first)
    assert one._process is not None
    worker = Path(f"/proc/{one._process.pid}")
    seen = [(worker / name).read_bytes() for name in ("cmdline", "environ")]
    seen += [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    seen += [str(path).encode() for path in tmp_path.rglob("*")]
    for planted in (samples.QR_TEXT, samples.REFERENCE, samples.PHONE, "Œuvre", samples.FRENCH["act"]):
        assert not any(planted.encode() in each for each in seen)
    assert all((path.stat().st_mode & 0o077) == 0 for path in [tmp_path / "spool", *(tmp_path / "spool").iterdir()])
    one.cancel()
    wait_for(lambda: {path.name for path in (tmp_path / "spool").iterdir()} <= {"printer.lock"})
    assert one._process is None


@pytest.mark.parametrize("port", ["1", "mute"])
def test_nothing_reaches_the_terminal(port: str, switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Whatever printer is missing or mute, not one byte is written to the kiosk's terminal."""
    if port == "mute":
        port = str(switch_on(Mood({}))[1].port)
    terminal = PtyProcess.spawn([sys.executable, "-c", PARENT, port, str(tmp_path), "0.3"], cwd=str(ROOT))
    shown = b""
    while True:
        try:
            shown += terminal.read()
        except EOFError:
            break
    terminal.wait()
    assert (shown, terminal.exitstatus) == (b"", 0)


def test_the_kiosk_stays_small() -> None:
    """Starting a print loads neither pictures, QR codes nor the libraries of printers into the kiosk."""
    program = "import sys, kiosk.printer.spool; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"PIL", "qrcode", "escpos", "serial", "usb"} & set(loaded)


def test_left_scratch_is_swept(tmp_path: Path) -> None:
    """What a print whose kiosk lost its power left behind is removed by the next one."""
    left = tmp_path / "spool/print-left"
    left.mkdir(parents=True)
    target = Target(Connection.NETWORK, host="127.0.0.1", port=1, system=str(tmp_path))
    spool(target, tmp_path).print(samples.letter())
    assert not left.exists()


@pytest.mark.slow
def test_a_slow_line_holds_more_than_it_says(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A picture on a slow line comes out whole, though the line keeps to itself how much it has not yet passed on."""
    printer, target = switch_on(Mood(rate=3840), "serial")
    hasty = replace(QUICK, answer=0.2)
    assert spool(replace(target, speed=38_400), tmp_path, PICTURE, hasty).print(samples.brief("fr")) == PRINTED
    assert bytes(printer.taken) == _job(samples.brief("fr"), PICTURE)


# ---- what a printer still holds


@pytest.mark.parametrize(("clears", "mute"), [(True, False), (True, True), (False, True)])
def test_a_held_receipt_is_taken_back(clears: bool, mute: bool, switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What a mute printer without paper holds is cleared when asked; only its own word makes that sure."""
    printer, target = switch_on(Mood(PAPER_OUT, clears=clears, mute=True))
    one = spool(target, tmp_path)
    assert one.print(samples.office()) == uncertain(Cause.NO_ANSWER)
    wait_for(lambda: printer.held)
    printer.mood.mute = mute
    assert one.clear() is not mute
    assert (samples.QR_TEXT.encode() in printer.new_roll()) is not clears


def test_clearing_what_is_not_there(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A printer that cannot be reached may still hold a receipt; a plain file holds back nothing, and is kept."""
    nowhere = Target(Connection.NETWORK, host="127.0.0.1", port=1, system=str(tmp_path))
    assert not spool(nowhere, tmp_path).clear()
    kept = tmp_path / "job.bin"
    kept.write_bytes(b"kept")
    assert spool(Target(Connection.FILE, path=str(kept), system=str(tmp_path)), tmp_path).clear()
    assert kept.read_bytes() == b"kept"


# ---- a print process that waits


def test_it_waits_without_a_secret_and_ends(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A process that waits was started afresh, so no secret of the kiosk is in it; it is small; it can be let go."""
    secret = b"planted-" + samples.KEY.hex().encode()  # in this process's memory, as a key is in the kiosk's
    one = spool(switch_on(Mood())[1], tmp_path, PICTURE)
    one.prepare()
    assert one._waiting is not None
    worker = one._waiting.process.pid
    wait_for(lambda: memory(worker, "VmHWM") > 15_000)
    time.sleep(0.3)  # it draws what gets it ready
    assert b"kiosk.printer.worker" in Path(f"/proc/{worker}/cmdline").read_bytes()
    assert memory(worker, "VmHWM") < 40_000
    assert secret in whole_memory(os.getpid())
    assert secret not in whole_memory(worker)
    one.prepare()
    assert one._waiting.process.pid == worker
    one.release()
    assert not running(worker)
    assert [path.name for path in (tmp_path / "spool").iterdir()] == []


def test_the_one_that_waits_prints(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The receipt goes to the process that waits, and to a fresh one where that was killed; none in use is swept."""
    printer, target = switch_on(Mood())
    one, other = spool(target, tmp_path), spool(target, tmp_path)
    one.prepare()
    assert one._waiting is not None
    scratch = Path(one._waiting.scratch)
    assert other.print(samples.letter()) == PRINTED
    assert scratch.exists()
    assert one.print(samples.letter()) == PRINTED
    assert not scratch.exists()
    one.prepare()
    one._waiting.process.kill()
    one._waiting.process.wait()
    assert one.print(samples.letter()) == PRINTED
    assert bytes(printer.taken) == 3 * _job(samples.letter())


def test_it_ends_with_the_kiosk(tmp_path: Path) -> None:
    """When the kiosk is killed, a process that waits for a receipt ends by itself."""
    kiosk = subprocess.Popen(
        [sys.executable, "-c", PARENT, "1", str(tmp_path), "1", "wait"], cwd=ROOT, stdin=subprocess.PIPE
    )
    try:
        wait_for(lambda: children(kiosk.pid))
        (worker,) = children(kiosk.pid)
    finally:
        kiosk.kill()
        kiosk.communicate()
    wait_for(lambda: not running(worker), 6)


def memory(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(name + ":")), 0)


def whole_memory(pid: int) -> bytes:
    """Give all that a process may write to in its memory."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace").splitlines():
            place, rights, *_ = line.split()
            if rights.startswith("rw") and "[v" not in line:
                start, end = (int(each, 16) for each in place.split("-"))
                file.seek(start)
                found.append(file.read(min(end - start, 64 << 20)))
    return b"".join(found)


# ---- one printer, several desks


def shared_system(folder: Path) -> str:
    """Make a system with a place for everybody's locks."""
    (folder / "run/lock").mkdir(parents=True)
    (folder / "run/lock").chmod(0o1777)
    return str(folder)


def test_two_data_folders_share_a_printer(switch_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Two desks of one machine with data folders of their own never mix their bytes on one printer."""
    printer, target = switch_on(Mood(rate=1500))
    shared_system(tmp_path)
    reports: list[PrintReport] = []
    jobs = [
        threading.Thread(target=lambda n=n: reports.append(spool(target, tmp_path / n).print(samples.office())))
        for n in ("one", "two")
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert sorted(reports, key=str) == sorted([PRINTED, not_printed(Cause.BUSY)], key=str)
    assert bytes(printer.taken) == _job(samples.office())


def test_one_lock_for_one_device(tmp_path: Path) -> None:
    """However a printer is named in the settings, its lock is the same; another printer has another."""
    device = tmp_path / "device"
    device.touch()
    usb = usb_target(tmp_path, device)
    by_node = Target(Connection.FILE, path=str(tmp_path / "dev/usb/lp0"))
    names = [file_name(each) for each in (usb, by_node, Target(Connection.SERIAL, path=str(device)))]
    assert len(set(names)) == 1
    hosts = [Target(Connection.NETWORK, host=host, port=port) for host, port in (("A.b", 1), ("a.b", 1), ("a.b", 2))]
    first, same, other = map(file_name, hosts)
    assert first == same != other
    assert "/" not in file_name(Target(Connection.NETWORK, host="../../etc/passwd\x00"))


@pytest.mark.parametrize("planted", ["link", "pipe", "folder", "open to all"])
def test_nothing_planted_is_followed(planted: str, tmp_path: Path) -> None:
    """Whatever somebody else put where the lock should be is left alone, and printing locks elsewhere."""
    target = Target(Connection.NETWORK, host="192.0.2.1", system=shared_system(tmp_path))
    place, private = tmp_path / "run/lock" / file_name(target), tmp_path / "private"
    private.mkdir()
    victim = tmp_path / "victim"
    match planted:
        case "link":
            place.symlink_to(victim)
        case "pipe":
            os.mkfifo(place)
        case "folder":
            place.mkdir()
        case _:
            (tmp_path / "run/lock").chmod(0o777)
    lock = open_lock(target, private)
    assert Path(f"/proc/self/fd/{lock}").readlink() == private / PRIVATE
    os.close(lock)
    assert not victim.exists()


def test_another_account_can_lock_too(tmp_path: Path) -> None:
    """The shared lock can be opened by every account, whatever the umask, and is never written."""
    target = Target(Connection.NETWORK, host="192.0.2.1", system=shared_system(tmp_path))
    before = os.umask(0o077)
    try:
        locks = [open_lock(target, tmp_path) for _ in range(2)]
    finally:
        os.umask(before)
    about = os.fstat(locks[0])
    assert (about.st_mode & 0o777, about.st_size, about.st_ino) == (0o644, 0, os.fstat(locks[1]).st_ino)
    fcntl.flock(locks[0], fcntl.LOCK_EX | fcntl.LOCK_NB)
    with pytest.raises(BlockingIOError):
        fcntl.flock(locks[1], fcntl.LOCK_EX | fcntl.LOCK_NB)
    for lock in locks:
        os.close(lock)


# ---- what a disk says


@pytest.mark.parametrize(
    ("number", "cause"),
    [(errno.ENOSPC, Cause.DISK_FULL), (errno.EDQUOT, Cause.DISK_FULL), (errno.EROFS, Cause.NOT_ALLOWED)],
)
def test_a_full_disk_is_not_a_missing_printer(
    number: int, cause: Cause, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a plain file stands in for a printer, what the disk says is told as it is."""

    def refuse(_: int) -> None:
        raise OSError(number, "disk")

    monkeypatch.setattr("kiosk.printer.transport.os.fsync", refuse)
    assert worker.Worker(1).keep(tmp_path / "job.bin", b"x") == not_printed(cause)


def test_a_full_disk_before_printing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that has no room for the scratch of a print is named, not a right."""

    def refuse(**_: object) -> str:
        raise OSError(errno.ENOSPC, "disk")

    monkeypatch.setattr("kiosk.printer.spool.tempfile.mkdtemp", refuse)
    assert spool(Target(Connection.NETWORK), tmp_path).print(samples.letter()) == not_printed(Cause.DISK_FULL)


# ---- a pause that a slow clone survives


def test_a_pause_after_each_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two pieces of a long picture there is time to print: no clone's buffer runs over."""
    happened: list[int] = []

    class Line:
        """A line that takes everything at once."""

        def write(self, data: bytes, until: float) -> int:
            happened.append(len(data))
            return len(data)

        def read(self, until: float) -> bytes:
            return b""

        def held(self) -> int:
            return 0

        def state(self) -> None:
            return None

        def close(self, *, discard: bool) -> None: ...

    monkeypatch.setattr("kiosk.printer.session.time.sleep", lambda seconds: happened.append(-round(1000 * seconds)))
    job = _job(full.receipt("ar"), PICTURE)
    one = session.PrintSession(Line(), QUICK, time.monotonic() + 60, lambda: False)
    assert one._send(job)
    sent = [size for size in happened if size > 0]
    assert sum(sent) == len(job)
    assert max(sent) <= 4096
    assert happened[1::2][:-1] == [-50] * (len(sent) - 1)
