"""A project that releases, an office that agrees, and a machine that was made a desk: all of it in folders."""

from __future__ import annotations

import io
import lzma
import shutil
import tarfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.core.release import Program, Standing, UpdatePart
from kiosk.crypto import keys, sign
from kiosk.crypto.vault import Cost
from kiosk.desk.folder import HEARD
from kiosk.desk.making import create_desk
from kiosk.desk.update import Machine, standing
from kiosk.machine.clock import BUILT
from kiosk.store.versions import FEED, PYTHON, SAID, Trees
from kiosk.uplink.release import METADATA, assent_file
from kiosk.wire.assent import Assent, assent_bytes, release_hash, write_assent
from kiosk.wire.signed import OfficePublic
from scripts.debian.release import ROLES, Repository

READS: Mapping[str, list[int]] = {"vault": [2], "store": [1, 2], "envelope": [1], "guidance": [1]}
FIRST = BUILT + timedelta(days=30)
"""When the tests begin."""


class PowerCut(BaseException):
    """The machine went out: nothing that would be done after it is done."""


class CutTrees(Trees):
    """Does what it is told quickly, counts the calls, and fails at one of them.

    Args:
        at: the number of the call that fails; None for none.
        error: what is raised there; after a cut of power nothing more is done.
    """

    def __init__(self, at: int | None = None, error: BaseException | None = None) -> None:
        self.calls, self.at, self.error = 0, at, error or PowerCut()
        self.unsettled: set[Path] = set()
        """Files that a cut of power could still empty."""

    def _call(self) -> bool:
        self.calls += 1
        if self.at is None:
            return False
        if self.calls > self.at and isinstance(self.error, PowerCut):
            raise self.error
        return self.calls == self.at

    def make(self, folder: Path) -> None:
        if self._call():
            raise self.error
        super().make(folder)

    def put(self, file: Path, pieces: Iterable[bytes]) -> None:
        fails = self._call()
        data = b"".join(pieces)
        file.write_bytes(data[: len(data) // 2] if fails else data)
        self.unsettled.add(file)
        if fails:
            raise self.error

    def twin(self, file: Path, new: Path) -> None:
        if self._call():
            raise self.error
        shutil.copyfile(file, new)
        self.unsettled.add(new)

    def settle(self) -> None:
        if self._call():
            raise self.error
        self.unsettled.clear()

    def rename(self, old: Path, new: Path) -> None:
        if self._call():
            raise self.error
        thrown_away = new.suffix == ".part"
        if not thrown_away:
            assert not [each for each in self.unsettled if each == old or old in each.parents], old
        old.replace(new)

    def point(self, link: Path, target: str) -> None:
        if self._call():
            raise self.error
        super().point(link, target)

    def remove(self, path: Path) -> None:
        if self._call():
            raise self.error
        self.unsettled.discard(path)
        path.unlink(missing_ok=True)

    def drop(self, folder: Path) -> None:
        if self._call():
            # A part of it is gone.
            for each in sorted(folder.rglob("*"), reverse=True)[:2]:
                with suppress(OSError):
                    each.unlink()
            raise self.error
        self.unsettled = {each for each in self.unsettled if folder not in each.parents}
        super().drop(folder)


def tar_xz(files: Mapping[str, bytes]) -> bytes:
    """Put files in an archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return lzma.compress(out.getvalue(), preset=0)


def package_of(files: Mapping[str, bytes]) -> bytes:
    """Put files in a Debian package, as far as an update reads one."""

    def part(name: str, data: bytes) -> bytes:
        head = f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode()
        return head + data + b"\n" * (len(data) % 2)

    inside = {f"./usr/lib/kiosk-desk/python/{name}": data for name, data in files.items()}
    data = tar_xz({**inside, "./usr/bin/kiosk": b"not this"})
    return b"!<arch>\n" + part("debian-binary", b"2.0\n") + part("control.tar.xz", b"x" * 7) + part("data.tar.xz", data)


def program_files(number: int, guidance: int, reads: Mapping[str, list[int]] = READS) -> dict[str, bytes]:
    """Give the files of a program: small ones, that say which it is."""
    listed = "".join(f"{kind} = {formats}\n" for kind, formats in sorted(reads.items()))
    said = f'version = "0.{number}.0"\nnumber = {number}\nguidance = {guidance}\n\n[reads]\n{listed}'
    return {
        str(SAID): said.encode(),
        "kiosk/__main__.py": f"print({number})\n".encode(),
        "kiosk/procedures/close.toml": f"guidance of program {number}".encode(),
        "lib/fast.so": b"library of " + str(number).encode() * 50,
    }


def says_of(number: int, guidance: int, reads: Mapping[str, list[int]] = READS) -> dict[str, object]:
    """Give what the project signs of a program."""
    return {"version": f"0.{number}.0", "number": number, "guidance": guidance, "reads": dict(reads)}


def feed_files(number: int, format_: int = 1) -> dict[str, bytes]:
    """Give the files of a feed."""
    said = f"number = {number}\nformat = {format_}\n"
    return {"feed.toml": said.encode(), "procedures/close.toml": f"guidance {number}".encode()}


def seeds(name: str) -> dict[str, bytes]:
    """Give keys by a name, the same each time."""
    return {role: release_hash(f"{name} {role}".encode()) for role in ROLES}


@dataclass
class Project:
    """Who releases."""

    folder: Path
    named: str = "project"
    days: int = 180
    root: bytes = b""

    def __post_init__(self) -> None:
        self.work = self.folder / "kiosk-update"
        self.repository = Repository(self.work, seeds(self.named), self.days)
        self.root = self.repository.begin(FIRST)

    def release(
        self, number: int, guidance: int, at: datetime = FIRST, reads: Mapping[str, list[int]] = READS, **more: Any
    ) -> None:
        """Release a program."""
        file = self.folder / f"kiosk-desk_0.{number}.0_amd64.deb"
        file.write_bytes(more.get("data") or package_of(program_files(number, guidance, reads)))
        self.repository.publish("software", file, says_of(number, guidance, reads), at)

    def feed(self, number: int, at: datetime = FIRST, format_: int = 1, **more: Any) -> None:
        """Release guidance."""
        file = self.folder / f"kiosk-guidance_{number}.tar.xz"
        file.write_bytes(more.get("data") or tar_xz(feed_files(number, format_)))
        self.repository.publish("guidance", file, {"number": number, "format": format_}, at)

    def copy_to(self, key: Path) -> Path:
        """Put it on a key."""
        shutil.rmtree(key, ignore_errors=True)
        shutil.copytree(self.folder / "kiosk-update", key / "kiosk-update")
        return key


OFFICE = release_hash(b"office")


def agree(key: Path, at: datetime = FIRST, seed: bytes = OFFICE, parts: Iterable[UpdatePart] = UpdatePart) -> None:
    """Say for the office, without a look, that its desks take what is on a key."""
    release = key / "kiosk-update"
    snapshot = release / METADATA
    for part in parts:
        found = sorted(snapshot.glob(f"*.{part}.json"), key=lambda each: int(each.name.split(".")[0]))
        if found:
            said = Assent(str(part), release_hash(found[-1].read_bytes()), int(at.timestamp()))
            assent_file(release, part).write_bytes(write_assent(said, sign.sign(seed, assent_bytes(said))))


@dataclass
class MadeMachine:
    """A machine with our package and a desk."""

    folder: Path
    root_key: bytes
    trees: CutTrees = field(default_factory=CutTrees)
    broken: set[int] = field(default_factory=set)
    """Numbers of programs that do not run here."""

    def __post_init__(self) -> None:
        self.root = self.folder / "root"
        place = self.root / "usr/lib/kiosk-desk" / PYTHON
        for name, data in program_files(1, 1).items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        self.keys = self.folder / "root.json"
        self.keys.write_bytes(self.root_key)
        self.desk = self.root / "var/lib/kiosk/desk"
        reader = keys.public_key(release_hash(b"reader"))
        office = OfficePublic(1, False, "Association", "01 23 45 67 89", sign.verify_key(OFFICE), (reader,))
        self.desk.parent.mkdir(parents=True)
        create_desk(self.desk, sign.sign_file(OFFICE, office), "la phrase", "Mardi", name="Ama", cost=Cost(1, 8))

    @property
    def machine(self) -> Machine:
        """As the command sees it."""
        return Machine(self.root, None, self.keys, self.trees, self._runs)

    def _runs(self, python: Path, later: Path) -> bool:
        return standing_in(python).number not in self.broken

    def now(self) -> Standing:
        """What runs at the next start."""
        return standing(self.machine.versions)

    def files(self) -> dict[str, bytes]:
        """Read, through the link, every file of what runs at the next start."""
        versions = self.machine.versions
        place = versions.folder(versions.name()) / PYTHON
        return {str(each.relative_to(place)): each.read_bytes() for each in sorted(place.rglob("*")) if each.is_file()}

    def heard(self, at: datetime) -> None:
        """Let the desk hear a time that the office signed."""
        (self.desk / HEARD).write_text(str(int(at.timestamp())))

    def desk_files(self) -> dict[str, bytes]:
        """Read every file of the desk."""
        return {str(each.relative_to(self.desk)): each.read_bytes() for each in self.desk.rglob("*") if each.is_file()}


def standing_in(python: Path) -> Program:
    """Read what a program says of itself."""
    import tomllib

    from kiosk.core.release import read_program

    return read_program(tomllib.loads((python / SAID).read_text()))


def whole(of: Standing) -> dict[str, bytes]:
    """Give the files that a version must have."""
    reads = {kind: sorted(formats) for kind, formats in of.program.reads.items()}
    files = program_files(of.program.number, of.program.guidance, reads)
    if of.feed:
        under = FEED.removeprefix(f"{PYTHON}/")
        files |= {f"{under}/{name}": data for name, data in feed_files(of.feed.number, of.feed.format).items()}
    return files


NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
