"""The versions of the program on a machine, side by side, and one link that says which one runs.

current           a link to one of versions/; not there: the program of the package runs
versions/7.12/    program 7 with guidance 12: `python/`, and in `before` the name of what ran until then
versions/NAME.part  one that is being made, or thrown away
trusted           what is known of the project's keys and releases
lock              held by whoever changes anything here

A version is made whole beside the others, and is on the disk before the link moves: a cut of power at any moment leaves
the old program or the new one. A version in use is held by `flock` (see scripts/debian/tree/usr/bin/kiosk) and is not
removed. Everything here is the administrator's: the desk's own account cannot change the program that it runs.
"""

from __future__ import annotations

import fcntl
import lzma
import os
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath

from kiosk.core.errors import NotUpdated
from kiosk.core.release import UpdateFault
from kiosk.machine.files import read_own
from kiosk.store.disk import Disk, system_errors
from kiosk.store.names import LOCK

PYTHON = "python"
"""In a version as in the package: the folder that Python reads the program from."""
SAID = Path("kiosk", "machine", "release.toml")
"""In a folder that Python reads the program from: what the program says of itself."""
FEED = f"{PYTHON}/kiosk/feed"
"""In a version: guidance that came without a program."""
_CURRENT, _VERSIONS, _BEFORE, _TRUSTED, _PART = "current", "versions", "before", "trusted", ".part"
_INSIDE = PurePosixPath("usr/lib/kiosk-desk", PYTHON)
"""Where the program lies in the package."""
_FEED_FOLDERS = ("procedures", "locales")
_FEED_ENDS = (".toml", ".mo", ".csv")
"""A feed is data: nothing in it runs."""
_PIECE = 1 << 20


class Trees:
    """The few system calls, in one place, so that tests can cut the power between any two."""

    def make(self, folder: Path) -> None:
        """Make a folder, and those above it, that everybody may read."""
        for each in [*reversed(folder.parents), folder]:
            if not each.is_dir():
                each.mkdir(mode=0o755)
                each.chmod(0o755)

    def put(self, file: Path, pieces: Iterable[bytes]) -> None:
        """Write a new file that everybody may read. It is on the disk after `settle`."""
        with file.open("xb") as stream:
            for piece in pieces:
                stream.write(piece)
        file.chmod(0o644)

    def twin(self, file: Path, new: Path) -> None:
        """Give a file that never changes a second name, or copy it where the disk has no such thing."""
        try:
            os.link(file, new)
        except OSError:
            shutil.copyfile(file, new)
            new.chmod(0o644)

    def settle(self) -> None:
        """Return when all that was written is on the disk."""
        os.sync()

    def rename(self, old: Path, new: Path) -> None:
        """Rename, and return when the new name is on the disk. A file or link that is there is replaced."""
        old.replace(new)
        Disk().sync_folder(new.parent)

    def point(self, link: Path, target: str) -> None:
        """Make a link."""
        link.symlink_to(target)

    def remove(self, path: Path) -> None:
        """Remove a file or a link, and return when its name is gone from the disk."""
        path.unlink(missing_ok=True)
        Disk().sync_folder(path.parent)

    def drop(self, folder: Path) -> None:
        """Remove a folder with all that is in it."""
        shutil.rmtree(folder)


class Versions:
    """The versions of one machine.

    Args:
        home: the folder for them.
        packaged: what the package installed: its `python/` runs where no other version does.
        trees: the system calls.
    """

    def __init__(self, home: Path, packaged: Path, trees: Trees | None = None) -> None:
        self.home, self._packaged, self._trees = home, packaged, trees or Trees()
        self._current, self._versions = home / _CURRENT, home / _VERSIONS

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep others from changing anything here.

        Raises:
            StoreBusy: another update is running.
            StoreReadOnly: an administrator may do this.
            StoreFull, StoreFailed: the system refused.
        """
        with system_errors():
            self._trees.make(self._versions)
            lock = Disk().lock(self.home / LOCK)
        try:
            yield
        finally:
            os.close(lock)

    def name(self) -> str:
        """Name the version that runs at the next start; empty for the package's."""
        try:
            name = self._current.readlink().name
        except OSError:
            return ""
        return name if (self._versions / name / PYTHON).is_dir() else ""

    def folder(self, name: str) -> Path:
        """Give the folder of a version."""
        return self._versions / name if name else self._packaged

    def before(self) -> str | None:
        """Name the version to go back to, empty for the package's; None where there is none."""
        name = self.name()
        if not name:
            return None
        try:
            before = read_own(self._versions / name / _BEFORE).decode()
        except (OSError, UnicodeDecodeError):
            return None
        return before if (self.folder(before) / PYTHON).is_dir() else None

    def changed(self) -> float | None:
        """Tell when what runs was put there, by the machine's clock of then: seconds since 1970; None if nobody did."""
        name = self.name()
        try:
            return (self._current if name else self._packaged / PYTHON / SAID).lstat().st_ctime
        except OSError:
            return None

    def trusted(self) -> bytes:
        """Give what was kept of the project's keys and releases; empty where nothing was."""
        try:
            return read_own(self.home / _TRUSTED)
        except OSError:
            return b""

    def trust(self, data: bytes) -> None:
        """Keep it. Raises the store's errors: what was kept before is still there."""
        fresh = self.home / f"{_TRUSTED}.new"
        with system_errors():
            fresh.unlink(missing_ok=True)
            self._trees.put(fresh, [data])
            self._trees.settle()
            self._trees.rename(fresh, self.home / _TRUSTED)

    def install(
        self,
        name: str,
        package: Iterable[bytes] | None,
        feed: Iterable[bytes] | None,
        *,
        keep_feed: bool,
        runs: Callable[[Path, Path], bool],
    ) -> None:
        """Make a version, and let it run from the next start on.

        Args:
            name: of the version: it is not the one that runs now.
            package: the Debian package with its program; None: the program that runs now.
            feed: the archive with its feed.
            keep_feed: whether it has the feed that runs now, where none is given.
            runs: whether what was made runs, given where it is and where it will be.

        Raises:
            NotUpdated: a file is not what it should be, or the program does not run, or it is in use; nothing changed.
            StoreFull, StoreReadOnly, StoreFailed: nothing changed.
        """
        now, part = self.name(), self._versions / f"{name}{_PART}"
        try:
            with system_errors():
                self._tidy()
                self._throw(self._versions / name)
                if (self._versions / name).exists():
                    raise NotUpdated(UpdateFault.IN_USE)
                self._trees.make(part)
                self._program(part, package)
                self._feed(part, feed, keep_feed=keep_feed)
                self._trees.put(part / _BEFORE, [now.encode()])
                if not runs(part / PYTHON, self._versions / name / PYTHON):
                    raise NotUpdated(UpdateFault.BROKEN)
                self._trees.settle()
                self._trees.rename(part, self._versions / name)
                self._switch(name)
        finally:
            with suppress(OSError):  # the rest is thrown away the next time
                if part.exists():
                    self._trees.drop(part)
        with suppress(OSError):
            self._forget_older()
            self._tidy()

    def back(self) -> None:
        """Let the version before run from the next start on. It can be done once.

        Raises:
            NotUpdated: there is none.
            StoreFull, StoreReadOnly, StoreFailed: nothing changed.
        """
        before = self.before()
        if before is None:
            raise NotUpdated(UpdateFault.NO_BACK)
        with system_errors():
            self._forget_older()
            if before:
                self._switch(before)
            else:
                self._trees.remove(self._current)
        with suppress(OSError):
            self._tidy()

    def _switch(self, name: str) -> None:
        fresh = self.home / f"{_CURRENT}.new"
        fresh.unlink(missing_ok=True)
        self._trees.point(fresh, f"{_VERSIONS}/{name}")
        self._trees.rename(fresh, self._current)

    def _forget_older(self) -> None:
        """Let nobody go back further than once."""
        if before := self.before():
            self._trees.remove(self._versions / before / _BEFORE)

    def _tidy(self) -> None:
        """Remove what is neither run, nor gone back to, nor in use."""
        kept = {self.name(), self.before()}
        for each in sorted(self._versions.iterdir()):
            if each.name not in kept:
                self._throw(each)

    def _throw(self, folder: Path) -> None:
        if not folder.exists() or in_use(folder / PYTHON):
            return
        if folder.suffix != _PART:  # so that what is half gone is never taken for a version
            part = folder.with_name(folder.name + _PART)
            self._throw(part)
            self._trees.rename(folder, part)
            folder = part
        self._trees.drop(folder)

    def _program(self, part: Path, package: Iterable[bytes] | None) -> None:
        if package is None:
            self._twins(self.folder(self.name()) / PYTHON, part / PYTHON, without=self.folder(self.name()) / FEED)
            return
        archive = part / "package"
        self._trees.put(archive, package)
        with archive.open("rb") as stream, _faulty():
            for name, data in _files(BufferedReader(_data_of(stream))):
                if name.is_relative_to(_INSIDE):
                    self._place(part / PYTHON, name.relative_to(_INSIDE), data)
        self._trees.remove(archive)

    def _feed(self, part: Path, feed: Iterable[bytes] | None, *, keep_feed: bool) -> None:
        if feed is None:
            before = self.folder(self.name()) / FEED
            if keep_feed and before.is_dir():
                self._twins(before, part / FEED)
            return
        archive = part / "archive"
        self._trees.put(archive, feed)
        with archive.open("rb") as stream, _faulty():
            for name, data in _files(stream):
                if name.parts[0] not in _FEED_FOLDERS and str(name) != "feed.toml":
                    raise NotUpdated(UpdateFault.MIXED)
                if name.suffix not in _FEED_ENDS:
                    raise NotUpdated(UpdateFault.MIXED)
                self._place(part / FEED, name, data)
        self._trees.remove(archive)

    def _place(self, top: Path, name: PurePosixPath, data: Iterable[bytes]) -> None:
        self._trees.make((top / name).parent)
        self._trees.put(top / name, data)

    def _twins(self, old: Path, new: Path, without: Path | None = None) -> None:
        self._trees.make(new)
        for each in sorted(old.iterdir()):
            if each == without or each.name == "__pycache__":
                continue
            if each.is_dir():
                self._twins(each, new / each.name, without)
            else:
                self._trees.twin(each, new / each.name)


def in_use(folder: Path) -> bool:
    """Tell whether a program that runs was started from there."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextmanager
def _faulty() -> Iterator[None]:
    """Say that an archive, though signed, cannot be opened."""
    try:
        yield
    except (lzma.LZMAError, tarfile.TarError, EOFError, ValueError) as error:
        raise NotUpdated(UpdateFault.BROKEN) from error


def _files(stream: BufferedReader) -> Iterator[tuple[PurePosixPath, Iterable[bytes]]]:
    """Give the files of a `.tar.xz`, in their order. Links and devices are none; no name leads out of it."""
    with lzma.open(stream) as opened, tarfile.open(fileobj=opened, mode="r|") as archive:
        for member in archive:
            name = PurePosixPath(member.name)
            if ".." in name.parts or name.is_absolute():
                raise ValueError(member.name)
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield name, iter(partial(file.read, _PIECE), b"")


class _Slice(RawIOBase):
    """So many bytes of a file, from where it stands."""

    def __init__(self, stream: BufferedReader, left: int) -> None:
        self._stream, self._left = stream, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)


def _data_of(stream: BufferedReader) -> RawIOBase:
    """Find `data.tar.xz` in a Debian package: an `ar` archive, each part behind a line of 60 bytes."""
    if stream.read(8) != b"!<arch>\n":
        raise ValueError("no package")
    while len(head := stream.read(60)) == 60:
        size = int(head[48:58])
        if head[:16].rstrip(b"/ ") == b"data.tar.xz":
            return _Slice(stream, size)
        stream.seek(size + size % 2, os.SEEK_CUR)
    raise ValueError("no data in it")
