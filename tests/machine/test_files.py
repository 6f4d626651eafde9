"""Files that others put there: what is no plain file is refused at once, and never written through."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.commands.line import main
from kiosk.core.errors import FileFault, KioskError, StoreBusy, StoreDamaged, StoreFailed
from kiosk.desk import copies
from kiosk.desk.copies import backup
from kiosk.desk.doctor import examine
from kiosk.desk.folder import PUBLIC, SETTINGS
from kiosk.desk.keys import open_desk
from kiosk.desk.settings import load_settings
from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import BUILT, read_clock
from kiosk.machine.exits import Exit
from kiosk.machine.files import new_file, read_file, read_own
from kiosk.office import keys
from kiosk.office.printed import read_bundles
from kiosk.words.catalogues import Catalogues
from kiosk.words.commands import Cli
from tests.desk.made import CHEAP, FIRST, a_desk

ROOT = Path(__file__).parents[2]
TERMINAL = Terminal(Catalogues(), "fr")
PATIENCE = 30
"""Seconds after which something hangs."""


@pytest.fixture(autouse=True)
def nothing_hangs() -> Iterator[None]:
    """End a test that waits for what never comes."""

    def ring(*_: object) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def a_link(path: Path) -> None:
    (path.parent / "aim").write_bytes(b"theirs")
    path.symlink_to(path.parent / "aim")


def a_dangling_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


STRANGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (os.mkfifo, "special"),
    "link": (a_link, "link"),
    "link to nothing": (a_dangling_link, "link"),
    "link to a terminal": (lambda path: path.symlink_to("/dev/tty"), "link"),
    "folder": (Path.mkdir, "folder"),
    "socket": (a_socket, "special"),
    "nothing": (lambda _: None, "missing"),
}


def run(*words: object, home: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process without a terminal."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "fr_FR.UTF-8", "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "kiosk",
        *map(str, words),
    ]
    return subprocess.run(
        command, env=environment, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
    )


@pytest.mark.parametrize("what", STRANGE)
def test_only_plain_files_are_read(tmp_path: Path, what: str) -> None:
    """A pipe, a link, a folder and a socket are refused at once, each with its reason, and the reason has words."""
    make, reason = STRANGE[what]
    path = tmp_path / "x.ksb"
    make(path)
    with pytest.raises(FileFault) as caught:
        read_file(path)
    assert caught.value.reason == reason
    assert reason not in TERMINAL.explain(caught.value)


@pytest.mark.parametrize("what", [each for each in STRANGE if each != "nothing"])
def test_nothing_is_written_through_what_is_there(tmp_path: Path, what: str) -> None:
    """A new file is new: whatever has its name keeps it, and where it leads nothing is made or changed."""
    path = tmp_path / "x.pdf"
    STRANGE[what][0](path)
    before = {each.name: each.lstat().st_mtime_ns for each in tmp_path.iterdir()}
    with pytest.raises(FileExistsError):
        new_file(path)
    assert {each.name: each.lstat().st_mtime_ns for each in tmp_path.iterdir()} == before


def test_a_mandate_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link on a key that has the name of the sheets and leads to the vault: it is said, and no byte of it changes."""
    desk, _ = a_desk(tmp_path)
    usb = tmp_path / "usb"
    usb.mkdir()
    words = ["mandate", str(usb), "--data", str(desk)]
    assert main([*words, "--count", "1"]) == Exit.OK
    (made,) = usb.iterdir()
    vault = (desk / "vault").read_bytes()
    made.unlink()
    made.symlink_to(desk / "vault")
    assert main([*words, "--count", "1", "--from", "1"]) == Exit.FAULT
    assert (desk / "vault").read_bytes() == vault
    assert "existe déjà" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["pipe", "link to a terminal", "folder"])
def test_commands_that_take_a_file_hang_on_none(tmp_path: Path, what: str) -> None:
    """Real processes: `init`, `office trust` and `procedures check` end with a sentence on what is no file."""
    keys.settle_office(tmp_path / "office", keys.found_office("Les Tilleuls", "01 23 45 67 89"), FIRST, CHEAP)
    strange = tmp_path / "strange.toml"
    STRANGE[what][0](strange)
    for words in (
        ("init", strange, "--data", tmp_path / "new"),
        ("office", "trust", tmp_path / "office", strange),
        ("procedures", "check", strange),
    ):
        done = run(*words, home=tmp_path)
        assert done.returncode == (Exit.OK if what == "folder" and words[0] == "procedures" else Exit.FAULT)
        assert b"Traceback" not in done.stderr
        assert done.stderr.strip() or done.returncode == Exit.OK


@pytest.mark.parametrize("what", ["pipe", "link", "folder"])
def test_the_office_reads_bundles_whatever_lies_beside(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no file is named with its reason, and the next one is read: files that are wrong are no refusal."""
    STRANGE[what][0](tmp_path / "x.ksb")
    (tmp_path / "y.ksb").write_bytes(b"no bundle")
    assert read_bundles([tmp_path / "x.ksb", tmp_path / "y.ksb"], lambda _: b"", TERMINAL) == ([], Exit.FAULT)
    said = capsys.readouterr().err
    assert "x.ksb" in said
    assert "y.ksb" in said


OWN = ("vault", "store/journal", "store/lock", "store/journal.refused", "kiosk.toml", "index", "wrong-passphrases")


@pytest.mark.parametrize("name", OWN)
def test_no_pipe_in_the_data_folder_hangs_a_start(tmp_path: Path, name: str) -> None:
    """A pipe in the place of each of a desk's own files: the desk opens or says so; `doctor` ends, too."""
    desk, _ = a_desk(tmp_path)
    (desk / name).unlink(missing_ok=True)
    os.mkfifo(desk / name)
    with suppress(KioskError):
        load_settings(desk / SETTINGS)
        open_desk(desk, FIRST).close()
    done = run("doctor", "--data", desk, home=tmp_path)
    assert done.returncode in (Exit.OK, Exit.FAULT)
    assert b"Traceback" not in done.stderr


def test_a_desk_whose_own_public_file_is_damaged_is_not_in_order(tmp_path: Path) -> None:
    """What the office will ask for, when it has to know this desk once more, is looked at before."""
    desk, _ = a_desk(tmp_path)

    def said() -> list[object]:
        return [each.code for each in examine(desk, read_clock(), BUILT)]

    assert Cli.DOCTOR_NO_PUBLIC not in said()
    file = desk / PUBLIC
    data = file.read_bytes()
    for bad in (b"", data[:-1], data[:40] + bytes([data[40] ^ 1]) + data[41:]):
        file.write_bytes(bad)
        assert Cli.DOCTOR_NO_PUBLIC in said()
    file.unlink()
    os.mkfifo(file)
    assert Cli.DOCTOR_NO_PUBLIC in said()


@pytest.mark.parametrize("what", ["store is gone", "journal is gone", "vault is a pipe", "vault is a folder"])
def test_a_desk_that_lost_a_part_is_damaged_and_no_new_one(tmp_path: Path, what: str) -> None:
    """Nobody is told to make a desk where one was, or to change machines: a copy is to be put back."""
    desk, _ = a_desk(tmp_path)
    if what == "store is gone":
        (desk / "store").rename(tmp_path / "elsewhere")
    elif what == "journal is gone":
        for file in (desk / "store").glob("journal*"):
            file.unlink()
    else:
        (desk / "vault").unlink()
        os.mkfifo(desk / "vault") if what == "vault is a pipe" else (desk / "vault").mkdir()
    with pytest.raises(StoreDamaged) as fault:
        open_desk(desk, FIRST)
    assert "kiosk restore" in Catalogues().error(fault.value, "fr")
    assert not (desk / "store" / "journal").exists() or "vault" in what


def test_a_lock_that_nobody_lets_go_of_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process holds the vault for good: the desk does not wait for ever, and says that it is busy."""
    desk, _ = a_desk(tmp_path)
    holds = (
        "import fcntl, os, sys; fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), 2); print('held', flush=True); input()"
    )
    monkeypatch.setattr("kiosk.desk.keys.GUESS_WAIT", 0.3)
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(desk / "vault")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreBusy):
            open_desk(desk, FIRST)
        holder.kill()
    open_desk(desk, FIRST).close()


def test_a_backup_goes_nowhere_but_into_its_folder(tmp_path: Path) -> None:
    """A link on the key that has the name of the copy that is being made: nothing is written where it leads."""
    desk, _ = a_desk(tmp_path)
    usb, elsewhere, now = tmp_path / "usb", tmp_path / "elsewhere", read_clock()
    for each in (usb, elsewhere):
        each.mkdir()
    (usb / f"kiosk-{now.wall:%Y%m%d-%H%M%S}.part").symlink_to(elsewhere)
    with pytest.raises(StoreFailed):
        backup(desk, FIRST, usb, lambda: now)
    assert not list(elsewhere.iterdir())


def test_a_restore_follows_no_link_of_the_key(tmp_path: Path) -> None:
    """Links that somebody put into a backup are neither followed nor made anew in the desk's folder."""
    desk, _ = a_desk(tmp_path)
    (tmp_path / "secret").write_text("secret")
    copy = backup(desk, FIRST, tmp_path, read_clock).folder
    (copy / "notes").mkdir()
    for name in ("planted", "notes/planted"):
        (copy / name).symlink_to(tmp_path / "secret")
    copies.restore(copy, FIRST, tmp_path / "again", read_clock)
    assert not any("planted" in each.name for each in (tmp_path / "again").rglob("*"))


# ---- what is printed


WILD = "a\x1b]0;pris\x07\x1b[2J\x9b31m\nAucune demande d’arrêt\u202e\u2066\udcff"
"""A name that sets the title, clears the screen, colours, writes a line of its own, turns it, and is no UTF-8."""


def plain(*said: bytes) -> None:
    """Check that nothing of the name reached the terminal as it is."""
    text = b"".join(said).decode("utf-8")
    assert "Aucune demande d’arrêt" in text
    assert not any(line.startswith("Aucune") for line in text.splitlines())
    assert not [c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066"]
    assert "Traceback" not in text


@pytest.mark.parametrize(
    "words",
    [
        ("init", "*"),
        ("init", "*", "--data", "/nowhere/*"),
        ("run", "--data", "*"),
        ("import", "*", "--data", "*"),
        ("restore", "*", "--data", "*"),
        ("procedures", "check", "*"),
        ("mandate", "*", "--data", "*"),
        ("office", "open", "*", "*"),
        ("office", "import", "*", "*"),
        ("office", "trust", "*", "*"),
        ("office", "answer", "*", "ref", "*"),
        ("legal", "--data", "*", "*"),
        ("doctor", "--data", "*"),
        ("run", "--case", "*"),
        ("*",),
        ("sync", "*"),
        ("printer", "detect", "*"),
        ("hub", "run", "*"),
    ],
)
def test_no_name_reaches_the_terminal_raw(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Real processes: whichever command names a wild file, or the parser itself, it stands harmless in its sentence."""
    path = tmp_path / WILD.replace("/", "-")
    path.write_text("id = 1\n[[[", encoding="utf-8")
    done = run(*(str(path) if each == "*" else each.replace("*", WILD) for each in words), home=tmp_path)
    said = done.stdout + done.stderr
    assert done.returncode in (Exit.FAULT, Exit.USAGE, Exit.REFUSED, Exit.NO_DESK)
    plain(said if b"Aucune" in said else said + "x Aucune demande d’arrêt".encode())


def test_what_is_printed_past_the_words_is_harmless_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever prints, be it a library, what commands a terminal stays out; the ends of lines stay."""
    from kiosk.glass.terminal import guarded, steer

    with guarded():
        sys.stdout.write(f"one{WILD}\ntwo\n")
        sys.stderr.writelines([f"one{WILD}\n"])
        steer("\x1b[2J")
    out, err = capsys.readouterr()
    assert out.endswith("\ntwo\n\x1b[2J")
    assert "\x1b" not in out.removesuffix("\x1b[2J") + err
    assert tmp_path.is_dir()


def test_own_files_may_be_behind_a_link(tmp_path: Path) -> None:
    """In a desk's own folder a link is its owner's choice: settings may lie elsewhere."""
    a_link(tmp_path / "kiosk.toml")
    assert read_own(tmp_path / "kiosk.toml") == b"theirs"
