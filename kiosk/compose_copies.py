"""Copies of a desk, and its end: backup, restore, erase. What is copied is what lies on the disk: ciphertext.

The settings and the public files are copied too; they hold nothing about anybody who came to the desk.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.compose_keys import NEXT, STORE, TRIES, Keys, open_keys, sync_folder
from kiosk.core.errors import FileFault, Unsent
from kiosk.core.outbox import Entry
from kiosk.core.ports import Clock
from kiosk.core.trace import Event
from kiosk.crypto import box
from kiosk.flows.export import must_tell, must_travel
from kiosk.flows.sync import RESTORED
from kiosk.start import INDEX, SETTINGS, VAULT
from kiosk.store.disk import Disk, system_errors

_SMALL = (VAULT, NEXT, "office.public", "desk.public", SETTINGS)
_OWN = frozenset(
    {VAULT, NEXT, VAULT + ".new", NEXT + ".new", "office.public", "desk.public", STORE, TRIES, INDEX, "spool"}
)
_PART = ".part"


@dataclass(frozen=True)
class Copied:
    """A backup that was read back."""

    folder: Path
    acts: int


def unsent(keys: Keys) -> list[Entry]:
    """Give what the office has not opened yet, as far as this desk knows."""
    return [entry for entry in keys.store.entries() if must_travel(entry) or must_tell(entry)]


def backup(data: Path, typed: str, folder: Path, clock: Clock) -> Copied:
    """Copy a desk into a new folder of `folder`, and open the copy.

    Raises:
        FileFault: there is no such folder.
        StoreDamaged: the copy does not hold what the desk holds; it is left under a name that says so.
        WrongPassphrase, TooSoon, StoreBusy, StoreFull, StoreReadOnly, StoreFailed: nothing was copied.
    """
    if not folder.is_dir():
        raise FileFault(folder.name, "no_folder")
    keys = open_keys(data, typed, clock)
    try:
        keys.store.trace(keys.who.trace(Event.BACKED_UP, clock()))
        target = folder / f"kiosk-{clock().wall:%Y%m%d-%H%M%S}"
        part = target.with_name(target.name + _PART)
        with system_errors():
            shutil.rmtree(part, ignore_errors=True)
            _copy(data, part)
        ids = [entry.id for entry in keys.store.entries()]
    finally:
        keys.close()
    copy = open_keys(part, typed, clock)
    try:
        there = [entry.id for entry in copy.store.entries()]
    finally:
        copy.close()
    with suppress(OSError):
        (part / STORE / "lock").unlink()
    if there != ids:
        raise FileFault(part.name, "damaged")
    with system_errors():
        part.rename(target)
        sync_folder(folder)
    return Copied(target, len(ids))


def restore(folder: Path, typed: str, data: Path, clock: Clock, *, current: str | None) -> Copied:
    """Put a backup in the place of a desk, or where there is none.

    The copy is opened before anything of the old desk goes, and is marked, so that it announces before it offers.

    Args:
        folder: the backup.
        typed: a passphrase of the backup.
        data: where the desk is to be.
        clock: reads the clocks.
        current: a passphrase of the desk that is there; None if there is none.

    Raises:
        Unsent: the desk that is there holds acts that the office has not opened.
        FileFault: there is no backup.
        WrongPassphrase, TooSoon, StoreBusy, StoreDamaged, StoreFull, StoreReadOnly, StoreFailed: nothing was changed.
    """
    if not (folder / VAULT).is_file():
        raise FileFault(folder.name, "missing")
    if current is not None:
        there = open_keys(data, current, clock)
        try:
            if left := unsent(there):
                raise Unsent(len(left))
        finally:
            there.close()
    fresh, old = (data.with_name(data.name + end) for end in (".restored", ".before"))
    with system_errors():
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
        data.parent.mkdir(parents=True, exist_ok=True)
        _copy(folder, fresh)
    try:
        acts = _mark(fresh, typed, clock)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    with system_errors():
        if data.exists():
            data.rename(old)
        fresh.rename(data)
        sync_folder(data.parent)
        if old.exists():
            for kept in old.iterdir():  # what the association put beside the desk, such as its own procedures
                if kept.name not in _OWN and not (data / kept.name).exists():
                    kept.rename(data / kept.name)
            destroy(old)
            shutil.rmtree(old, ignore_errors=True)
    return Copied(data, acts)


def _mark(fresh: Path, typed: str, clock: Clock) -> int:
    """Open a copy, mark it as restored, and say how many acts it holds."""
    keys = open_keys(fresh, typed, clock)
    try:
        now = clock()
        keys.store.note(RESTORED, now.wall.isoformat().encode())
        keys.store.trace(keys.who.trace(Event.RESTORED, now))
        return len(keys.store.entries())
    finally:
        keys.close()


def destroy(data: Path) -> None:
    """Destroy the keys of a desk, then everything that they opened. What flash memory keeps cannot be opened.

    Raises:
        StoreBusy: the kiosk runs.
        StoreReadOnly, StoreFailed: the keys may still be there.
    """
    disk = Disk()
    with system_errors():
        lock = disk.lock(data / STORE / "lock") if (data / STORE).is_dir() else -1
        try:
            for path in _keys(data):
                _overwrite(path)
            sync_folder(data)
            for name in (*_SMALL[2:], TRIES, INDEX):
                (data / name).unlink(missing_ok=True)
            for name in (STORE, "spool"):
                shutil.rmtree(data / name, ignore_errors=True)
            sync_folder(data)
        finally:
            if lock >= 0:
                disk.close(lock)


def _keys(data: Path) -> Iterator[Path]:
    for name in (VAULT, NEXT, VAULT + ".new", NEXT + ".new"):
        if (data / name).is_file():
            yield data / name


def _overwrite(path: Path) -> None:
    """Write noise over a file and remove it. On flash the old bytes may stay: they need a passphrase all the same."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(descriptor, box.random(max(os.fstat(descriptor).st_size, 1)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    path.unlink()


def _copy(source: Path, target: Path) -> None:
    (target / STORE).mkdir(mode=0o700, parents=True)
    target.chmod(0o700)
    files = [source / name for name in _SMALL]
    files += sorted(each for each in (source / STORE).iterdir() if each.name.startswith("journal"))
    for file in files:
        if file.is_file():
            _copy_file(file, target / file.relative_to(source))
    for folder in (target / STORE, target, target.parent):
        sync_folder(folder)


def _copy_file(source: Path, target: Path) -> None:
    """Copy, wait for the disk, and let go of what memory holds of it, so that it is read back from there."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as written, source.open("rb") as read:
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())
        with suppress(OSError, AttributeError):
            os.posix_fadvise(written.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def count_unsent(data: Path, typed: str, clock: Clock) -> tuple[Entry, ...]:
    """Open a desk only to say what could not be sent. Raises as `open_keys`."""
    keys = open_keys(data, typed, clock)
    try:
        return tuple(unsent(keys))
    finally:
        keys.close()
