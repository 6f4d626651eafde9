"""Files that somebody else may have put there: on a USB key, in a backup, in an association's folder, in ours.

Only regular files are read: no pipe or device is waited for, and no link is followed where the place is not ours. What
is written outside our own folders is a new file, always.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from kiosk.core.errors import FileFault, TooLarge

LARGEST = 64 << 20
"""Bytes: no reader accepts more (`kiosk.wire.signed`)."""


def open_plain(path: Path, flags: int = os.O_RDONLY, *, follow: bool = False) -> int:
    """Open a regular file, at once or not at all.

    Args:
        path: where it is.
        flags: of `os.open`.
        follow: whether a link is followed: in a folder that only its owner changes, a link is a choice.

    Raises:
        OSError: it cannot be opened; `ELOOP`: it is a link; `EISDIR`: a folder; `ENXIO`: a pipe or a device.
    """
    # A pipe without anybody at its other end would be waited for; a terminal would become ours.
    extra = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    descriptor = os.open(path, flags | extra, 0o600)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO
        raise OSError(code, os.strerror(code))
    return descriptor


def read_plain(path: Path, most: int = LARGEST, *, follow: bool = False) -> bytes:
    """Read a regular file. Raises OSError as `open_plain` does, and TooLarge."""
    with os.fdopen(open_plain(path, follow=follow), "rb") as stream:
        # A file that says that it is too large is not read; one that grows is read so far alone.
        data = stream.read(most + 1) if os.fstat(stream.fileno()).st_size <= most else None
    if data is None or len(data) > most:
        raise TooLarge
    return data


def read_own(path: Path, most: int = LARGEST) -> bytes:
    """Read a regular file of a folder that only its owner changes. Raises as `read_plain` does."""
    return read_plain(path, most, follow=True)


def read_file(path: Path, most: int = LARGEST) -> bytes:
    """Read a file that somebody brought.

    Raises:
        FileFault: `missing`, `link`, `folder`, `special`, `unreadable`, or `too_large` for more than `most` bytes.
    """
    try:
        return read_plain(path, most)
    except TooLarge as error:  # whose own sentence is about an act that is too long
        raise FileFault(path.name, "too_large") from error
    except OSError as error:
        raise unread(path, error) from error


def unread(path: Path, error: OSError) -> FileFault:
    """Give why a file was not read, by a reason that has words: a system words its own in its own language."""
    return FileFault(path.name, _REASONS.get(error.errno or 0, "unreadable"))


def unwritten(path: Path, error: OSError) -> FileFault:
    """Give why a file was not written, by a reason that has words."""
    return FileFault(path.name, _UNWRITTEN.get(error.errno or 0, "unwritable"))


def new_file(path: Path) -> int:
    """Begin a new file, readable by its owner alone. Raises FileExistsError where anything has its name, a link too."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


_UNWRITTEN = {
    errno.EEXIST: "exists",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}
_REASONS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ELOOP: "link",
    errno.EISDIR: "folder",
    errno.ENXIO: "special",
}
