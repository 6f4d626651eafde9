"""The laws of USB keys: each file is judged alone, and nothing is written but on the disk that was shown.

Where this machine lets us mount, the keys are file systems of their own; the same laws are tried on folders everywhere.
"""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from kiosk.commands.line import main
from kiosk.core.errors import DriveFull, DriveGone, DriveReadOnly, FileFault, KioskError, NotGenuine, NotOurs
from kiosk.core.ports import Drive, Glance
from kiosk.desk import road
from kiosk.desk.desk import Desk
from kiosk.desk.folder import OFFICE
from kiosk.desk.settings import Settings
from kiosk.flows.receive import Received
from kiosk.flows.who import Who
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.uplink import drives
from kiosk.uplink.answers import find_answers
from kiosk.uplink.drives import Landing
from kiosk.words.catalogues import Catalogues
from tests.desk.made import FIRST, a_desk
from tests.memory import MemoryStore
from tests.office.made import MadeDesk, MadeOffice
from tests.uplink.made import DESK, STRANGER, Says, answers, public

GOOD = answers(Says())
WORDS = Catalogues()


def mounts(*words: str) -> bool:
    """Run a command about mounts, and say whether it worked."""
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def can_mount() -> bool:
    """Tell whether this machine lets us mount: only in a place of our own, and gone at once."""
    with TemporaryDirectory() as folder:
        return mounts("mount", "-t", "tmpfs", "none", folder) and mounts("umount", folder)


@dataclass
class Plugged:
    """A key in a folder: a file system of its own, or a folder that is said to be one."""

    folder: Path
    is_real: bool

    @property
    def drive(self) -> Drive:
        """It, as it would be shown."""
        return Drive(str(self.folder), self.folder.stat().st_dev)

    def pull(self) -> None:
        """Unmount it; the folder stays."""
        if self.is_real:
            assert mounts("umount", "-l", str(self.folder))


@pytest.fixture(params=["folder", *(["disk"] if can_mount() else [])])
def key(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Plugged]:
    """Plug a key in."""
    plugged = Plugged(tmp_path / "KEY", request.param == "disk")
    plugged.folder.mkdir()
    if plugged.is_real:
        assert mounts("mount", "-t", "tmpfs", "-o", "size=256k", "none", str(plugged.folder))
    yield plugged
    if plugged.is_real:
        while mounts("umount", "-l", str(plugged.folder)):
            pass


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a desk's folder with its office's public file."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / OFFICE).write_bytes(public())
    return folder


def at_once(call: Callable[[], Any]) -> Any:
    return call()


def received(data: Path, key: Plugged) -> Received | None:
    return reader(data).receive(key.drive, at_once)


def reader(data: Path) -> road.DeskRoad:
    sealer: Any = type("Sealer", (), {"desk": DESK, "seed": bytes(32)})
    return road.DeskRoad(Desk(data, Settings()), MemoryStore(), sealer, Who())


def writer(data: Path, tmp_path: Path) -> tuple[road.DeskRoad, MadeDesk]:
    desk = MadeOffice(tmp_path / "office").desk()
    desk.hand_over()
    return road.DeskRoad(Desk(data, Settings()), desk.store, desk.sealer, Who()), desk


# ---- reading -------------------------------------------------------------------------------------

BESIDE: dict[str, tuple[Callable[[Path], Any], type[KioskError], str]] = {
    "empty.ksa": (Path.touch, FileFault, "empty"),
    "foreign.ksa": (lambda path: path.write_bytes(answers(seed=STRANGER, office=public(STRANGER))), NotOurs, ""),
    "changed.ksa": (lambda path: path.write_bytes(GOOD[:-1] + bytes([GOOD[-1] ^ 1])), NotGenuine, ""),
    "cut.ksa": (lambda path: path.write_bytes(GOOD[: len(GOOD) // 2]), FileFault, "cut"),
    "photo.ksa": (lambda path: path.write_bytes(b"\xff\xd8\xff" * 99), FileFault, "not_answers"),
    "bundle.ksa": (lambda path: path.write_bytes(b"KSKB" + bytes(99)), FileFault, "for_the_office"),
    "folder.ksa": (Path.mkdir, FileFault, "folder"),
    "link.ksa": (lambda path: path.symlink_to("/etc/passwd"), FileFault, "link"),
    "terminal.ksa": (lambda path: path.symlink_to("/dev/tty"), FileFault, "link"),
    "pipe.ksa": (os.mkfifo, FileFault, "special"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_the_good_answer_is_read_whatever_lies_beside_it(key: Plugged, data: Path, name: str) -> None:
    """What is no answer is named with its own reason, in words; the good one counts, before it and after it."""
    make, kind, reason = BESIDE[name]
    make(key.folder / name)
    (key.folder / "a.ksa").write_bytes(GOOD)
    (key.folder / "z.ksa").write_bytes(GOOD)
    done = received(data, key)
    assert done is not None
    ((refused, error),) = done.refused
    assert (done.read, done.strange, refused) == (2, 2, name)
    assert type(error) is kind
    assert getattr(error, "reason", "") == reason
    said = WORDS.error(error, "fr")
    assert not reason or (name in said and reason not in said.replace(name, ""))


def test_every_reason_is_another_sentence() -> None:
    """Nobody is accused of changing a file that is empty, or that a Mac wrote."""
    errors = [kind("x.ksa", reason) if reason else kind() for _, kind, reason in BESIDE.values()]
    assert len({WORDS.error(error, "fr") for error in errors}) == len(BESIDE) - 1  # two of them are links


def test_what_a_mac_writes_beside_a_file_accuses_nobody(key: Plugged, data: Path) -> None:
    """Shadow files are passed over: the good one is read, nothing is said of them, and alone they are no answers."""
    (key.folder / "._kiosk-1.ksa").write_bytes(b"\0\x05\x16\x07Mac OS X")
    assert received(data, key) is None
    (key.folder / "kiosk-1.ksa").write_bytes(GOOD)
    done = received(data, key)
    assert done is not None
    assert (done.read, done.refused) == (1, ())


@pytest.mark.parametrize("name", ["KIOSK.KSA", "Réponses/kiosk.ksa", "DOWN/KIOSK.KSA", "folder.ksa/good.ksa"])
def test_capitals_and_one_folder_down_are_found(key: Plugged, data: Path, name: str) -> None:
    """As keys are written by other machines, and as people put files away."""
    (key.folder / name).parent.mkdir(exist_ok=True)
    (key.folder / name).write_bytes(GOOD)
    done = received(data, key)
    assert done is not None
    assert done.read == 1


def test_no_number_of_files_hides_the_newest_answer(key: Plugged, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Years of answers on one key: the newest are read first, whatever their names, and what is left is told."""
    monkeypatch.setattr(road, "MOST_FILES", 20)
    for number in range(30):
        (key.folder / f"{number:02}.ksa").touch()
        os.utime(key.folder / f"{number:02}.ksa", (number, number))
    (key.folder / "z.ksa").write_bytes(GOOD)
    done = received(data, key)
    assert done is not None
    assert (done.read, len(done.refused)) == (1, 20)
    name, error = done.refused[-1]
    assert name == "10.ksa (+ 10)"
    assert "les plus anciens n’ont pas été lus" in WORDS.error(error, "fr")


def test_what_a_damaged_key_cannot_say_of_a_file_hides_no_other(tmp_path: Path) -> None:
    """Names come until the key gives no more; a name that it says nothing of is judged when it is read."""

    class Silent:
        name = "a.KSA"
        path = str(tmp_path / "a.KSA")

        def stat(self, **_: bool) -> None:
            raise OSError(errno.EIO, "")

        is_dir = stat

    class Damaged:
        def __enter__(self) -> Iterator[Silent]:
            yield Silent()
            raise OSError(errno.EIO, "")

        def __exit__(self, *_: object) -> None:
            pass

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kiosk.uplink.answers.os.scandir", lambda _: Damaged())
        assert find_answers(tmp_path) == [tmp_path / "a.KSA"]


def test_a_key_leads_nowhere_else(key: Plugged, data: Path, tmp_path: Path) -> None:
    """A link to a folder is not looked into, nor what was thrown away."""
    for name in ("elsewhere", "KEY/.Trash-1000"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.ksa").write_bytes(GOOD)
    (key.folder / "link").symlink_to(tmp_path / "elsewhere")
    assert received(data, key) is None
    assert find_answers(key.folder) == []


def test_reading_a_key_that_is_not_there_says_so(key: Plugged, data: Path) -> None:
    """Another disk lies where the key was shown: nobody says that there is no answer on it."""
    (key.folder / "a.ksa").write_bytes(GOOD)
    shown = key.drive if key.is_real else Drive(str(key.folder), key.drive.device + 1)
    key.pull()
    with pytest.raises(DriveGone) as fault:
        reader(data).receive(shown, at_once)
    assert str(key.folder) in WORDS.error(fault.value, "fr")


def test_the_command_goes_on_after_a_bad_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`kiosk import A B C`: bad ones are named with their reasons, the good one is read, the worst is the exit code."""
    desk, _ = a_desk(tmp_path)
    (desk / OFFICE).write_bytes(public())
    bad, good, cut = (tmp_path / name for name in ("bad\x1b[2J.ksa", "good.ksa", "cut.ksa"))
    bad.touch()
    good.write_bytes(GOOD)
    cut.write_bytes(GOOD[:-1] + b"x")
    monkeypatch.setattr(Terminal, "ask_passphrase", lambda *_: FIRST)
    monkeypatch.setattr("kiosk.machine.process.harden", lambda: None)
    assert main(["import", *map(str, (bad, good, cut)), "--data", str(desk)]) == Exit.REFUSED
    out, err = capsys.readouterr()
    assert "\x1b" not in err
    assert len(err.splitlines()) == 2
    assert "vide" in err.splitlines()[0]
    assert "cut.ksa" in err.splitlines()[1]
    assert "0 acte" in out


# ---- writing -------------------------------------------------------------------------------------


def test_nothing_is_written_but_on_the_disk_that_was_shown(key: Plugged, data: Path, tmp_path: Path) -> None:
    """The key was pulled between the list and the answer: its folder is still there, and stays empty."""
    way, _ = writer(data, tmp_path)
    shown = key.drive if key.is_real else Drive(str(key.folder), key.drive.device + 1)
    key.pull()
    with pytest.raises(DriveGone) as fault:
        way.export(shown, at_once)
    assert list(key.folder.iterdir()) == []
    assert str(key.folder) in WORDS.error(fault.value, "fr")


def test_a_key_that_is_pulled_while_it_is_written_is_not_done(
    key: Plugged, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the writes said: the disk is looked at again before anything is said to be exported."""
    way, _ = writer(data, tmp_path)
    real = os.rename

    def pulled(*names: Any, **where: Any) -> None:
        real(*names, **where)
        key.pull()
        if not key.is_real:
            real(key.folder, key.folder.with_name("gone"))
            key.folder.mkdir()

    monkeypatch.setattr(os, "rename", pulled)
    with pytest.raises(DriveGone):
        way.export(key.drive, at_once)
    assert list(key.folder.iterdir()) == []


def test_a_full_key_is_named(key: Plugged, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is full, not the machine; nothing half is left on it."""
    way, _ = writer(data, tmp_path)
    if key.is_real:
        with suppress(OSError):
            (key.folder / "films").write_bytes(bytes(1 << 20))
    else:
        monkeypatch.setattr(drives, "write_whole", refusing(errno.ENOSPC))
    before = set(key.folder.iterdir())
    with pytest.raises(DriveFull) as fault:
        way.export(key.drive, at_once)
    assert str(key.folder) in WORDS.error(fault.value, "fr")
    assert set(key.folder.iterdir()) == before


def test_a_read_only_key_serves_for_reading(
    key: Plugged, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers are read from it; an export says what it is, and names it."""
    (key.folder / "a.ksa").write_bytes(GOOD)
    way, _ = writer(data, tmp_path)
    if key.is_real:
        assert mounts("mount", "-o", "remount,ro", str(key.folder))
    else:
        monkeypatch.setattr(drives, "write_whole", refusing(errno.EROFS))
    done = received(data, key)
    assert done is not None
    assert done.read == 1
    with pytest.raises(DriveReadOnly) as fault:
        way.export(key.drive, at_once)
    assert str(key.folder) in WORDS.error(fault.value, "fr")


def refusing(code: int) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


@pytest.mark.parametrize("planted", ["file", "link", "dangling"])
def test_a_name_that_is_taken_is_not_written(key: Plugged, tmp_path: Path, planted: str) -> None:
    """What lies under the new name stays, and what a link leads to, too; nor is one under the hidden name followed."""
    theirs = tmp_path / "theirs"
    if planted != "dangling":
        theirs.write_bytes(b"theirs")
    for name in ("a.ksb", ".b.ksb.part"):
        if planted == "file":
            (key.folder / name).write_bytes(b"theirs")
        else:
            (key.folder / name).symlink_to(theirs)
    with Landing(key.folder) as landing:
        with pytest.raises(FileFault) as fault:
            landing.write("a.ksb", b"ours")
        landing.write("b.ksb", b"ours")
    assert fault.value.reason == "exists"
    assert not (key.folder / "b.ksb").is_symlink()
    assert (key.folder / "b.ksb").read_bytes() == b"ours"
    assert (planted == "dangling") is not theirs.exists()
    if theirs.exists():
        assert theirs.read_bytes() == b"theirs"


# ---- the list ------------------------------------------------------------------------------------


def listed(tmp_path: Path, *rows: str) -> list[Drive]:
    """List the keys of a table of mounts, in a place of the test."""
    table = tmp_path / "mounts"
    table.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", errors="surrogateescape")
    return drives.drives(table, (f"{tmp_path}/",), tmp_path / "blocks")


def a_disk(tmp_path: Path, device: int, where: str = "usb1/1-1", **says: str) -> Path:
    """Let the system know a disk, or a part of one, by the files that it has of it."""
    block = tmp_path / "devices" / where / f"{os.major(device)}-{os.minor(device)}"
    for name, text in {"removable": "0", **says}.items():
        file = block / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n")
    (tmp_path / "blocks").mkdir(exist_ok=True)
    (tmp_path / "blocks" / f"{os.major(device)}:{os.minor(device)}").symlink_to(block)
    return block


@pytest.fixture
def disks(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Say which disk each folder lies on; folders that are not named lie on this machine's own."""
    known: dict[str, int] = {}
    real = drives._look

    def look(folder: str) -> Drive | None:
        found = real(folder)
        return found and Drive(folder, known.get(folder, 0), read_only=found.read_only)

    monkeypatch.setattr(drives, "_look", look)
    monkeypatch.setattr(drives, "_device", lambda _: 0)
    return known


def test_each_key_is_listed_once(tmp_path: Path, disks: dict[str, int]) -> None:
    """An automount leaves two rows for one place, a desktop mounts a disk twice: it is one key."""
    one, other = os.makedev(8, 17), os.makedev(8, 33)
    for name, device in {"KEY": one, "again": one, "other": other, "own": 0}.items():
        (tmp_path / name).mkdir()
        disks[str(tmp_path / name)] = device
    a_disk(tmp_path, one)
    a_disk(tmp_path, other)
    found = listed(
        tmp_path,
        f"systemd-1 {tmp_path}/KEY autofs rw,direct 0 0",
        f"/dev/sdb1 {tmp_path}/KEY vfat rw 0 0",
        f"/dev/sdb1 {tmp_path}/again vfat rw 0 0",
        f"/dev/sdc1 {tmp_path}/other vfat rw 0 0",
        f"/dev/sda1 {tmp_path}/own ext4 rw 0 0",
        f"/dev/sdd1 {tmp_path}/pulled vfat rw 0 0",
        f"systemd-1 {tmp_path}/waiting autofs rw,direct 0 0",
        "broken",
    )
    assert [each.folder for each in found] == [f"{tmp_path}/KEY", f"{tmp_path}/other"]


def test_two_parts_of_one_key_are_told_apart(tmp_path: Path, disks: dict[str, int]) -> None:
    """Each part is listed with its number; a key with one part has none."""
    names = {"A": (8, 17, "sdb", 1), "B": (8, 18, "sdb", 2), "C": (8, 33, "sdc", 1)}
    for name, (major, minor, disk, part) in names.items():
        (tmp_path / name).mkdir()
        disks[str(tmp_path / name)] = os.makedev(major, minor)
        a_disk(tmp_path, os.makedev(major, minor), f"usb1/{disk}", partition=str(part))
    found = listed(tmp_path, *(f"/dev/x {tmp_path}/{name} vfat rw 0 0" for name in names))
    assert [each.part for each in found] == [1, 2, 0]


def test_what_cannot_be_taken_out_is_no_key(
    tmp_path: Path, disks: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part of the machine's own disk, a card soldered in, a share or what the system mounts is not offered.

    A disk on USB, a reader's card, a disc, one that is locked and one whose file system numbers itself are.
    """
    numbers = {name: os.makedev(8, minor) for minor, name in enumerate(("inner", "soldered", "usb", "card", "disc"))}
    numbers |= {"locked": os.makedev(253, 1), "own-number": 44, "share": 45, "system": 46}
    for name, device in numbers.items():
        (tmp_path / name).mkdir()
        disks[str(tmp_path / name)] = device
    a_disk(tmp_path, numbers["inner"], "ata1/host0/sda", partition="3")
    a_disk(tmp_path, numbers["soldered"], "mmc_host/mmc0", device__type="MMC")
    a_disk(tmp_path, numbers["usb"])
    a_disk(tmp_path, numbers["card"], "mmc_host/mmc1", device__type="SD")
    a_disk(tmp_path, numbers["disc"], "ata2/host1/sr0", removable="1")
    a_disk(tmp_path, numbers["locked"], "virtual", slaves__sdd1__dev="8:49")
    a_disk(tmp_path, os.makedev(8, 49), "usb2/sdd", partition="1")
    a_disk(tmp_path, os.makedev(8, 65), "usb2/sde")
    monkeypatch.setattr(drives, "_beneath", lambda source: os.makedev(8, 65) if source == "/dev/sde" else 0)
    sources = {"own-number": "/dev/sde", "share": "server:/share", "system": "tmpfs"}
    rows = [f"{sources.get(name, '/dev/x')} {tmp_path}/{name} any ro 0 0" for name in numbers]
    found = [Path(each.folder).name for each in listed(tmp_path, *rows)]
    assert found == ["usb", "card", "disc", "locked", "own-number"]


def test_a_label_with_control_signs_is_a_key_like_another(tmp_path: Path, disks: dict[str, int]) -> None:
    """Its folder is found under its real name; what is shown of it is the screens' affair."""
    name = "A\x1b[2J\nB\udcff"
    (tmp_path / name).mkdir()
    disks[str(tmp_path / name)] = os.makedev(8, 17)
    a_disk(tmp_path, os.makedev(8, 17))
    (found,) = listed(tmp_path, f"/dev/x {tmp_path}/{name}".replace("\n", "\\012") + " vfat rw 0 0")
    assert Path(found.folder).is_dir()


def test_the_keys_of_this_machine_are_listed_with_how_they_are(
    key: Plugged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own table: a disk is there once, and read-only once it is; what is no disk is no key."""

    def mine() -> list[Drive]:
        return [each for each in drives.drives(places=(f"{tmp_path}/",)) if each.folder == str(key.folder)]

    assert mine() == []  # what was mounted is no disk that could be taken out
    monkeypatch.setattr(drives, "_comes_out", lambda *_: True)
    assert [each.read_only for each in mine()] == ([False] if key.is_real else [])
    if key.is_real:
        assert mine()[0].device == key.folder.stat().st_dev
        assert mounts("mount", "-o", "remount,ro", str(key.folder))
        assert [each.read_only for each in mine()] == [True]


def test_a_glance_touches_no_key(tmp_path: Path) -> None:
    """It tells what is mounted where keys are, or will be, and which USB disks there are; it opens nothing."""
    table = tmp_path / "mounts"
    table.write_text(
        "systemd-1 /run/media/kiosk/CLE-sdb1 autofs rw 0 0\n/dev/sdc1 /media/b/AUTRE vfat rw 0 0\n"
        "/dev/sda1 / ext4 rw 0 0\ntmpfs /run/media/kiosk tmpfs rw 0 0\n"
    )
    blocks = tmp_path / "block"
    blocks.mkdir()
    sizes = (
        ("usb1/sdb", "1"),
        ("usb1/sdc", "9"),
        ("usb1/sdd", "0"),
        ("usb1/sr0", "7"),
        ("pci0/sda", "9"),
        ("usb1/sde", None),
    )
    for place, size in sizes:
        disk = tmp_path / "devices" / place
        disk.mkdir(parents=True)
        if size is not None:
            (disk / "size").write_text(f"{size}\n")
        (blocks / disk.name).symlink_to(disk)
    seen = drives.glance(table, disks=blocks)
    assert seen == Glance(frozenset({"/run/media/kiosk/CLE-sdb1", "/media/b/AUTRE"}), 2)
    assert drives.glance(tmp_path / "none", disks=tmp_path / "none") == Glance()
