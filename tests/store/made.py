"""What the store's tests are made of: entries, and disks that fail, forget or keep a log."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.store.disk import Disk
from kiosk.store.journal import Journal
from kiosk.store.storage import JournalStorage

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))


def made_entry(number: int, size: int = 1100, **changes: Any) -> Entry:
    """Make the same entry for the same number."""
    random = Random(number)
    fields: dict[str, Any] = {
        "id": random.randbytes(16),
        "reference": f"{number:09d}",
        "key_hash": random.randbytes(32),
        "envelope": random.randbytes(size),
        "made": Moment(datetime(2026, 1, 2, 3, 4, 5, 678, UTC) + timedelta(seconds=number), 1.5, "boot", 0.25),
        "news_by": date(2026, 2, 1),
    }
    return Entry(**fields | changes)


class Quick(Disk):
    """A disk that does not wait: for tests that do not cut the power."""

    def sync(self, descriptor: int) -> None:
        """Do not wait."""

    def sync_folder(self, folder: Path) -> None:
        """Do not wait."""


class Failing(Quick):
    """A disk on which one call fails, once, and which writes a part before it fails to write."""

    def __init__(self) -> None:
        self.fails: dict[str, int] = {}
        self.errno = errno.ENOSPC
        self.part = 0
        self.for_ever = False
        self.calls: list[str] = []

    def fail(self, call: str, error: int, *, after: int = 0, part: int = 0, for_ever: bool = False) -> None:
        """Let the call named `call` fail after so many more good ones."""
        self.fails, self.errno, self.part, self.for_ever = {call: after}, error, part, for_ever

    def _maybe(self, call: str) -> None:
        self.calls.append(call)
        if call in self.fails:
            if not self.fails[call]:
                if not self.for_ever:
                    self.fails = {}
                raise OSError(self.errno, os.strerror(self.errno))
            self.fails[call] -= 1

    def open(self, path: Path, flags: int) -> int:
        self._maybe("open")
        return super().open(path, flags)

    def read(self, descriptor: int) -> bytes:
        self._maybe("read")
        return super().read(descriptor)

    def write(self, descriptor: int, data: bytes, at: int) -> int:
        if self.part and self.fails.get("write") == 0:
            written = super().write(descriptor, data[: self.part], at)
            self.part = 0
            return written
        self._maybe("write")
        return super().write(descriptor, data, at)

    def sync(self, descriptor: int) -> None:
        self._maybe("sync")

    def truncate(self, descriptor: int, size: int) -> None:
        self._maybe("truncate")
        super().truncate(descriptor, size)

    def rename(self, old: Path, new: Path) -> None:
        self._maybe("rename")
        super().rename(old, new)

    def sync_folder(self, folder: Path) -> None:
        self._maybe("sync_folder")


class Logging(Quick):
    """A disk that remembers each call, so that `power_cut` can rebuild what a cut might have left."""

    def __init__(self) -> None:
        self.log: list[tuple[Any, ...]] = []
        self._inodes: dict[str, int] = {}
        self._open: dict[int, int] = {}
        self._made = 0
        self.space: int | None = None
        """Bytes until the disk is full, once; None for plenty."""

    def open(self, path: Path, flags: int) -> int:
        descriptor = super().open(path, flags)
        if path.name not in self._inodes:
            self._made += 1
            self._inodes[path.name] = self._made
            self.log.append(("create", path.name, self._made))
        elif flags & os.O_TRUNC:
            self.log.append(("truncate", self._inodes[path.name], 0))
        self._open[descriptor] = self._inodes[path.name]
        return descriptor

    def write(self, descriptor: int, data: bytes, at: int) -> int:
        if self.space is not None:
            data, self.space = data[: self.space], self.space - len(data)
            if self.space < 0 and not data:
                self.space = None
                raise OSError(errno.ENOSPC, "full")
            self.space = max(self.space, 0)
        self.log.append(("write", self._open[descriptor], data, at))
        return super().write(descriptor, data, at)

    def truncate(self, descriptor: int, size: int) -> None:
        self.log.append(("truncate", self._open[descriptor], size))
        super().truncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        self.log.append(("sync", self._open[descriptor]))

    def rename(self, old: Path, new: Path) -> None:
        self.log.append(("rename", old.name, new.name))
        self._inodes[new.name] = self._inodes.pop(old.name)
        super().rename(old, new)

    def remove(self, path: Path) -> None:
        if self._inodes.pop(path.name, None):
            self.log.append(("remove", path.name))
        super().remove(path)

    def sync_folder(self, folder: Path) -> None:
        self.log.append(("sync_folder",))


def power_cut(log: list[tuple[Any, ...]], random: Random) -> dict[str, bytes]:
    """Give the files that a cut of power after this log may leave.

    Of what was not synced, any subset of blocks and truncations reached the disk, and any first part of the changes
    of names: file systems keep the order of names, not of bytes.
    """
    block = random.choice((512, 4096))
    chance = random.choice((0.0, 0.5, 0.5, 0.9, 1.0))
    last_sync = {entry[1]: at for at, entry in enumerate(log) if entry[0] == "sync"}
    names_kept = max((at for at, entry in enumerate(log) if entry[0] == "sync_folder"), default=-1)
    moves = [at for at, e in enumerate(log) if e[0] in ("create", "rename", "remove") and at > names_kept]
    names_until = random.choice([names_kept, *moves])
    names: dict[str, int] = {}
    files: dict[int, bytearray] = {}
    for at, entry in enumerate(log):
        match entry:
            case ("create", name, inode):
                files[inode] = bytearray()
                if at <= names_until:
                    names[name] = inode
            case ("rename", old, new) if at <= names_until:
                names[new] = names.pop(old)
            case ("remove", name) if at <= names_until:
                del names[name]
            case ("truncate", inode, size):
                if at < last_sync.get(inode, -1) or random.random() < chance:
                    _resize(files[inode], size)
            case ("write", inode, data, start):
                for begin, part in _blocks(data, start, block):
                    if at < last_sync.get(inode, -1) or random.random() < chance:
                        _resize(files[inode], max(len(files[inode]), begin + len(part)))
                        files[inode][begin : begin + len(part)] = part
    return {name: bytes(files[inode]) for name, inode in names.items()}


def _resize(file: bytearray, size: int) -> None:
    file[size:] = b""
    file.extend(bytes(size - len(file)))


def _blocks(data: bytes, start: int, block: int) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        step = block - (start + at) % block
        yield start + at, data[at : at + step]
        at += step


def put_back(folder: Path, files: dict[str, bytes]) -> None:
    """Make the folder hold exactly these files."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def files_of(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@contextmanager
def opened(folder: Path, key: bytes = KEY, **more: Any) -> Iterator[Journal]:
    """Open a journal on a quick disk and close it again."""
    journal = Journal(folder, key, **{"disk": Quick(), **more})
    try:
        yield journal
    finally:
        journal.close()


def die(storage: JournalStorage) -> None:
    """Let go of a store's file as a cut of power does: nothing is compacted."""
    storage._journal.close()


def made_journal(folder: Path, base: list[bytes], more: list[bytes]) -> bytes:
    """Write a journal of a snapshot and later records, and give its file."""
    with opened(folder, create=True) as journal:
        journal.rewrite(base)
        for payload in more:
            journal.append(payload)
    return (folder / "journal").read_bytes()


def records_of(data: bytes) -> tuple[bytes, list[bytes]]:
    """Split a journal file into its header and its records."""
    head, at = data[:50], 50
    records = []
    while length := int.from_bytes(data[at : at + 4]):
        records.append(data[at : at + 16 + length])
        at += 16 + length
    return head, records


def mounted(folder: Path, *options: str) -> Callable[[], object] | None:
    """Mount a memory file system; gives the function that takes it away, or None where that is not allowed."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", *options, "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        return None
    return lambda: subprocess.run(["umount", str(folder)], check=True)
