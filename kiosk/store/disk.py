"""The few system calls of the store, in one place, so that tests can cut the power between any two."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.core.errors import StoreBusy, StoreFailed, StoreFull, StoreReadOnly
from kiosk.machine.files import open_plain

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def is_full(error: OSError) -> bool:
    """Tell whether the system said that there is no space left."""
    return error.errno in _FULL


@contextmanager
def system_errors() -> Iterator[None]:
    """Turn what the system refuses into the store's errors, without any path in them.

    Raises:
        StoreFull: no space, or no quota.
        StoreReadOnly: the disk or the folder cannot be written.
        StoreFailed: anything else.
    """
    try:
        yield
    except OSError as error:
        kind = StoreFull if is_full(error) else StoreReadOnly if error.errno in _READ_ONLY else StoreFailed
        raise kind(os.strerror(error.errno or errno.EIO)) from error


class Disk:
    """Thin over `os`. Files are readable by their owner alone and not inherited by other programs."""

    def open(self, path: Path, flags: int) -> int:
        """Open a file, 0600 when it is made. A pipe in its place is refused: it would be waited for."""
        return open_plain(path, flags, follow=True)

    def read(self, descriptor: int) -> bytes:
        """Read a whole file."""
        size, parts, at = os.fstat(descriptor).st_size, [], 0
        while at < size:
            part = os.pread(descriptor, size - at, at)
            if not part:
                break
            parts.append(part)
            at += len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def write(self, descriptor: int, data: bytes, at: int) -> int:
        """Write at a place; may write less than asked, as `os.pwrite` may."""
        return os.pwrite(descriptor, data, at)

    def sync(self, descriptor: int) -> None:
        """Return when the file's bytes and length are on the disk."""
        os.fdatasync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut the file."""
        os.ftruncate(descriptor, size)

    def close(self, descriptor: int) -> None:
        """Let go of a file."""
        os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Rename, replacing what is there."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Remove a file if it is there."""
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in the folder are on the disk."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def lock(self, path: Path) -> int:
        """Take the exclusive lock of a folder; it ends with the process or when closed.

        Raises:
            StoreBusy: another process, or another store of this one, holds it.
        """
        descriptor = self.open(path, os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException as error:
            self.close(descriptor)
            if isinstance(error, BlockingIOError):
                raise StoreBusy from None
            raise
        return descriptor

    def write_all(self, descriptor: int, data: bytes, at: int) -> None:
        """Write everything, however often the system takes only a part."""
        written = self.write(descriptor, data, at)
        while written < len(data):
            written += self.write(descriptor, data[written:], at + written)

    def keep(self, path: Path, data: bytes) -> None:
        """Write a new small file and make it durable; nothing is left of it if that fails."""
        descriptor = self.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            self.write_all(descriptor, data, 0)
            self.sync(descriptor)
        except OSError:
            with suppress(OSError):
                self.remove(path)
            raise
        finally:
            self.close(descriptor)
        self.sync_folder(path.parent)
