"""One job at a time on one printer, whichever desk, data folder or account of this machine sends it.

The lock is a file of the system's own place for locks, named after the printer. Everybody may write there, so nothing
that is found there is trusted: no link is followed, nothing is written, and only a plain file counts.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from kiosk.printer.detect import find_serial, find_usb
from kiosk.printer.target import Connection, Target

PRIVATE = "printer.lock"
"""Its name in a private folder, where the system has no place for all."""
_SHARED = ("run/lock", "tmp")


def open_lock(target: Target, private: Path) -> int:
    """Open the file that the one print process of a printer locks, and give its descriptor.

    Args:
        target: the printer.
        private: a folder of this account, used where the system has no safe place for all accounts.
    """
    for place in _SHARED:
        folder = Path(target.system) / place
        with suppress(OSError):  # somebody put something else there: the next place, the same for everybody
            if _is_for_all(folder):
                return _open(folder / file_name(target), 0o644)
    return _open(private / PRIVATE, 0o600)


def file_name(target: Target) -> str:
    """Name the lock file of a printer: the same for every way of naming one device."""
    device = _device(target)
    readable = re.sub(r"[^A-Za-z0-9]+", "-", device).strip("-")[:40]
    # Enough to tell printers apart; a real hash would bring three megabytes of OpenSSL into the print process.
    return f"kiosk-printer-{readable}-{crc32(device.encode('utf-8', 'replace')):08x}.lock"


def _device(target: Target) -> str:
    match target.kind:
        case Connection.NETWORK:
            return f"{target.host.lower()}:{target.port}"
        case Connection.USB:
            found = find_usb(target)
            if found is None or not found.node:
                return f"usb {found.place if found else target.serial}"
            return os.path.realpath(found.node)
        case Connection.SERIAL:
            return os.path.realpath(find_serial(target.serial) if target.serial else target.path)
        case Connection.FILE:
            return os.path.realpath(target.path)
        case Connection.CUPS | Connection.DRIVE:
            return f"{target.host} {target.path}"


def _is_for_all(folder: Path) -> bool:
    """Tell whether everybody may make files in a folder, and nobody may remove another's."""
    about = folder.lstat()
    owned = about.st_uid in (0, os.geteuid())
    return stat.S_ISDIR(about.st_mode) and owned and about.st_mode & 0o1002 == 0o1002


def _open(path: Path, mode: int) -> int:
    # Read-only is enough to lock, so that other accounts can. O_NONBLOCK: a planted pipe must not hold us up.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        number = os.open(path, flags)
    except FileNotFoundError:
        try:
            number = os.open(path, flags | os.O_CREAT | os.O_EXCL, mode)
            os.fchmod(number, mode)  # whatever the umask
        except FileExistsError:  # somebody was quicker
            number = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "not a plain file")
    return number
