"""USB keys that are plugged in: what the system has mounted where keys are mounted, and how one is written.

A folder in which a key was mounted stays when the key goes, and is then a folder of this machine's own disk. So a key
is known by its disk as well as by its folder, and is held open while it is written. What is mounted in such a place and
cannot be taken out of the machine is no key: another part of its own disk, a share, something of the system's.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.core.errors import DriveFull, DriveGone, DriveReadOnly, FileFault
from kiosk.core.ports import Drive, Glance

MOUNTS = Path("/proc/self/mounts")
BLOCKS = Path("/sys/dev/block")
DISKS = Path("/sys/block")
PLACES = ("/media/", "/run/media/", "/mnt/")
"""Where desktops and volunteers mount keys."""
_USB = re.compile(r"/usb\d")
_ESCAPES = (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\"))
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR})
# Some file systems of USB keys have no way to sync a folder; the file itself is synced on all of them.
_CANNOT_SYNC_FOLDER = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})


def drives(mounts: Path = MOUNTS, places: tuple[str, ...] = PLACES, blocks: Path = BLOCKS) -> list[Drive]:
    """Give the keys that this user can read, each once, in the order in which they were mounted. May take a while."""
    for _, folder in _mounted(mounts, places):  # what is mounted when somebody comes is mounted now
        with suppress(OSError):
            os.close(_open(folder))
    found: dict[int, Drive] = {}
    for source, folder in _mounted(mounts, places, but="autofs"):
        drive = _look(folder)
        if drive and drive.device != _device("/"):
            # Some file systems number their mounts themselves: what lies beneath is the key.
            device = drive.device if os.major(drive.device) else _beneath(source)
            if _comes_out(device, blocks):
                found.setdefault(device, drive)
    return _numbered(found, blocks)


def glance(mounts: Path = MOUNTS, places: tuple[str, ...] = PLACES, disks: Path = DISKS) -> Glance:
    """Tell which USB keys are plugged in. None is touched: one that is mounted when somebody looks stays as it is."""
    plugged = 0
    with suppress(OSError):
        for disk in disks.iterdir():
            # A reader without its card has no size; a disc drive is no key.
            holds = _USB.search(str(disk.resolve())) and not disk.name.startswith("sr")
            plugged += bool(holds) and _says(disk / "size") not in ("", "0")
    # A folder of the system's own may lie there, too: what keys are mounted in, opened to the desk alone.
    mounted = {folder for source, folder in _mounted(mounts, places, but="autofs") if source.startswith("/dev/")}
    offered = set(_mounted(mounts, places)) - set(_mounted(mounts, places, but="autofs"))
    return Glance(frozenset(mounted | {folder for _, folder in offered}), plugged)


def drive_at(folder: str) -> Drive:
    """Give the key of a folder that somebody typed, where nothing mounts keys in the usual places.

    Raises:
        DriveGone: there is no such folder, or it lies on this machine's own disk: no key is mounted there.
    """
    drive = _look(folder) if Path(folder).is_absolute() else None
    if drive is None or drive.device == _device("/"):
        raise DriveGone(folder, "no_folder")
    return drive


def device_of(folder: str | Path) -> int:
    """Tell which disk a folder lies on now. Raises DriveGone."""
    try:
        return _device(folder)
    except OSError as error:
        raise DriveGone(str(folder)) from error


class Landing:
    """A folder on a key, held open: what is written goes to this very disk, under new names, or nowhere.

    Args:
        folder: where.
        device: which disk it must be; None where nobody was shown one.

    Raises:
        DriveGone: the key is not there, or another disk is in its place, before or after; also what else it refuses.
        DriveFull, DriveReadOnly: it takes nothing.
    """

    def __init__(self, folder: Path, device: int | None = None) -> None:
        self.folder, self._device, self._open = folder, device, -1

    def __enter__(self) -> Self:
        """Hold it."""
        with self._faults():
            self._open = _open(str(self.folder))
        if self._device is not None and os.fstat(self._open).st_dev != self._device:
            os.close(self._open)
            raise DriveGone(str(self.folder))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go; say so if what was written is no longer where it was to be."""
        try:
            if kind is None:
                with self._faults():
                    now, held = self.folder.stat(), os.fstat(self._open)
                if (now.st_dev, now.st_ino) != (held.st_dev, held.st_ino):
                    raise DriveGone(str(self.folder))
        finally:
            with suppress(OSError):  # a folder holds nothing that could be lost by it
                os.close(self._open)

    def names(self) -> list[str]:
        """Give the names that are taken."""
        with self._faults():
            return os.listdir(self._open)  # noqa: PTH208 (of what is held open, not of what has its name)

    def write(self, name: str, data: bytes, *, over: bool = False) -> None:
        """Write a new file whole or not at all, readable by its owner alone; on return it is on the disk.

        Args:
            name: its name.
            data: what it holds.
            over: whether it takes the place of one that has this name.

        Raises:
            FileFault: `exists`: something has this name.
        """
        part = f".{name}.part"
        with self._faults():
            try:
                self._remove(part)
                descriptor = os.open(
                    part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=self._open
                )
                try:
                    write_whole(descriptor, data)
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
                if not over and self._is_taken(name):
                    raise FileFault(name, "exists")
                os.rename(part, name, src_dir_fd=self._open, dst_dir_fd=self._open)
            except BaseException:
                with suppress(OSError):
                    self._remove(part)
                raise
            sync_open_folder(self._open)

    def _remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=self._open)

    def _is_taken(self, name: str) -> bool:
        try:
            os.stat(name, dir_fd=self._open, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return True

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            drive = str(self.folder)
            if error.errno in _FULL:
                raise DriveFull(drive) from error
            if error.errno in _READ_ONLY:
                raise DriveReadOnly(drive) from error
            raise DriveGone(drive, "no_folder" if error.errno in _NO_FOLDER else "unplugged") from error


def sync_open_folder(descriptor: int) -> None:
    """Return when the names in an open folder are on the disk, where its file system knows how. Raises OSError."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDER:
            raise


def write_whole(descriptor: int, data: bytes) -> None:
    """Write all of it, however little a stick takes at once. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _open(folder: str) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _device(folder: str | Path) -> int:
    return Path(folder).stat().st_dev


def _look(folder: str) -> Drive | None:
    """Look at a mounted folder; None where nobody can: the key was just pulled, or is another user's."""
    try:
        descriptor = _open(folder)
        try:
            about, device = os.fstatvfs(descriptor), os.fstat(descriptor).st_dev
        finally:
            os.close(descriptor)
    except OSError:
        return None
    read_only = bool(about.f_flag & os.ST_RDONLY) or not os.access(folder, os.W_OK)
    full = not read_only and about.f_blocks > 0 and about.f_bavail == 0
    return Drive(folder, device, read_only=read_only, full=full) if os.access(folder, os.R_OK | os.X_OK) else None


def _mounted(mounts: Path, places: tuple[str, ...], but: str = "") -> list[tuple[str, str]]:
    """Give what is mounted in these places, each with where it comes from."""
    try:
        rows = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    fields = [row.split(" ") for row in rows]
    return [
        (_plain(each[0]), folder)
        for each in fields
        if len(each) > 2 and each[2] != but and (folder := _plain(each[1])).startswith(places)
    ]


def _beneath(source: str) -> int:
    """Give the disk that a mount comes from; zero where it comes from none."""
    with suppress(OSError):
        about = Path(source).stat()
        if source.startswith("/") and stat.S_ISBLK(about.st_mode):
            return about.st_rdev
    return 0


def _comes_out(device: int, blocks: Path) -> bool:
    """Tell whether a disk can be taken out of the machine: a key, a card, a disc; also beneath a lock of its own."""
    if not os.major(device):
        return False
    block = (blocks / f"{os.major(device)}:{os.minor(device)}").resolve()
    disk = block.parent if (block / "partition").exists() else block
    if _USB.search(str(disk)) or _says(disk / "removable") == "1" or _says(disk / "device" / "type") == "SD":
        return True
    with suppress(OSError):
        return any(_comes_out(_number(_says(each / "dev")), blocks) for each in (disk / "slaves").iterdir())
    return False


def _says(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _number(text: str) -> int:
    major, _, minor = text.partition(":")
    return os.makedev(int(major), int(minor)) if major.isdigit() and minor.isdigit() else 0


def _numbered(found: dict[int, Drive], blocks: Path) -> list[Drive]:
    """Number the parts of a key that has several here."""
    parts = [_part(device, blocks) for device in found]
    keys = [key for key, _ in parts]
    return [
        replace(drive, part=number) if key and keys.count(key) > 1 else drive
        for drive, (key, number) in zip(found.values(), parts, strict=True)
    ]


def _part(device: int, blocks: Path) -> tuple[str, int]:
    """Give the key that a part is of, and its number; nothing where this is no part."""
    block = blocks / f"{os.major(device)}:{os.minor(device)}"
    try:
        return str(block.resolve().parent), int((block / "partition").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return "", 0


def _plain(escaped: str) -> str:
    for code, sign in _ESCAPES:
        escaped = escaped.replace(code, sign)
    return escaped
