"""A plain file as target, written durably; and python-escpos, imported without its side effects."""

from __future__ import annotations

import logging
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from kiosk.core.errors import FileFault

_SYSTEM = (Path("/dev"), Path("/proc"), Path("/sys"))


def write_job(path: Path, data: bytes) -> None:
    """Write a job into a plain file of an existing folder, whole or not at all, and synced to the disk.

    Raises:
        FileFault: the folder does not exist or belongs to the system (a missing printer must never become a file
            in /dev), the path is something else than a plain file, or the system refused.
    """
    try:
        folder = path.parent.resolve(strict=True)
        target = folder / path.name
        if any(folder.is_relative_to(system) for system in _SYSTEM):
            raise FileFault(path.name, "not a folder for files")
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise FileFault(path.name, "not a plain file")
        handle, beside = tempfile.mkstemp(prefix=".receipt-", dir=folder)  # readable by its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        entry = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)
    except OSError as error:
        raise FileFault(path.name, type(error).__name__) from error


@contextmanager
def _logging_kept() -> Iterator[None]:
    """Keep the loggers as they are: the library logs to the root logger, which then writes to the terminal."""
    handlers, level = list(logging.root.handlers), logging.root.level
    logging.root.addHandler(logging.NullHandler())  # with a handler, basicConfig adds none
    try:
        yield
    finally:
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)


def load_library(private: Path) -> ModuleType:
    """Import python-escpos without its side effects: give `escpos.printer`.

    The import unpickles a cache, makes a temporary folder each time and sets up logging to the terminal. So the cache
    and the temporary folder are put into `private`, and the loggers are put back.

    Args:
        private: an existing folder that only the kiosk can write: what is in it is unpickled.

    Raises:
        FileFault: the folder is missing, or others could write into it.
    """
    try:
        about = private.lstat()
    except OSError as error:
        raise FileFault(private.name, type(error).__name__) from error
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.geteuid() or about.st_mode & 0o022:
        raise FileFault(private.name, "not private")
    name, before = "ESCPOS_CAPABILITIES_PICKLE_DIR", os.environ.get("ESCPOS_CAPABILITIES_PICKLE_DIR")
    folder = tempfile.tempdir
    with _logging_kept(), tempfile.TemporaryDirectory(dir=private) as scratch:
        os.environ[name], tempfile.tempdir = str(private), scratch
        try:
            import escpos.exceptions
            import escpos.printer
        finally:
            tempfile.tempdir = folder
            os.environ.pop(name)
            if before is not None:
                os.environ[name] = before
    return escpos.printer  # type: ignore[no-any-return]
