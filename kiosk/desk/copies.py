"""Copies of a desk: backup and restore. What is copied is what lies on the disk: ciphertext.

The settings, the public files and the association's own procedures are copied too; they hold nothing about anybody
who came to the desk.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import (
    ConfigFault,
    DriveFull,
    DriveReadOnly,
    FileFault,
    NotGenuine,
    StoreDamaged,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
    Unsent,
)
from kiosk.core.staff import Member
from kiosk.core.trace import Event
from kiosk.desk.ending import There, destroy_keys, take_lock
from kiosk.desk.folder import (
    BEFORE,
    COUNTED,
    ERASING,
    FRESH,
    HEARD,
    INDEX,
    KEPT,
    MANDATES,
    NEXT,
    SETTINGS,
    SMALL,
    SPOOL,
    STORE,
    TRIES,
    VAULT,
    unused,
)
from kiosk.desk.keys import open_keys, sync_folder, unlock_slot
from kiosk.desk.settings import load_settings
from kiosk.flows.sync import RESTORED
from kiosk.machine.files import new_file, open_plain
from kiosk.store.disk import system_errors
from kiosk.store.names import JOURNAL, LOCK

if TYPE_CHECKING:
    from kiosk.core.ports import Clock

_OWN = frozenset({*SMALL, VAULT + ".new", NEXT + ".new", STORE, TRIES, INDEX, HEARD, SPOOL, COUNTED, ERASING})
"""What the kiosk itself puts in its folder: the rest is the association's."""
_PART = ".part"
_DAMAGED = "-damaged"
# What some file systems of USB keys answer when a folder is to be synced: the files themselves are.
_CANNOT_SYNC_FOLDER = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})


@dataclass(frozen=True)
class Copied:
    """A copy that was read back, or that was put in the place of a desk."""

    folder: Path
    acts: int | None
    """How many it holds; None where the desk is damaged and was copied as it is, without opening it."""
    members: tuple[Member, ...] = ()
    """Who opens it."""
    kept: Path | None = None
    """Where the desk that it replaced lies, if nobody could say what was in that, or if it could not be destroyed."""


# ---- backup ---------------------------------------------------------------------------------------


def backup(data: Path, typed: str, folder: Path, clock: Clock) -> Copied:
    """Copy a desk into a new folder of `folder`, and open the copy.

    A disk that is full or takes nothing any more is when a copy is needed most: then the copy alone has a trace of it.
    A desk that is damaged is copied as it is.

    Raises:
        FileFault: there is no such folder, or the copy does not hold what the desk holds.
        WrongPassphrase, TooSoon, StoreBusy, StoreTooNew, StoreFull, StoreReadOnly, StoreFailed: nothing was copied.
    """
    if not folder.is_dir():
        raise FileFault(folder.name, "not_a_folder")
    data = data.resolve()
    lock, ids, whole, traced = -1, None, True, False
    try:
        keys = open_keys(data, typed, clock)
    except StoreReadOnly:  # nobody can write there, so nobody need be kept out
        pass
    except (StoreDamaged, NotGenuine, StoreMissing):
        if not (data / VAULT).is_file():
            raise
        lock, whole = take_lock(data), False
    else:
        try:
            with suppress(StoreFull, StoreReadOnly):
                keys.store.trace(keys.who.trace(Event.BACKED_UP, clock()))
                traced = True
            ids = [entry.id for entry in keys.store.entries()]
        finally:
            lock = keys.hold()
    name = f"kiosk-{clock().wall:%Y%m%d-%H%M%S}" + ("" if whole else _DAMAGED)
    target = folder / name
    if target.exists():
        target = unused(target, "-")
    part = target.with_name(target.name + _PART)
    try:
        with system_errors():
            shutil.rmtree(part, ignore_errors=True)
            _copy(data, part, own=True)
            _copy_procedures(data, part)
        there = _read_back(part, typed, clock, traced=traced) if whole else None
        if whole and ids is not None and there != ids:
            raise FileFault(part.name, "damaged")
        with system_errors():
            part.rename(target)
            _sync(folder)
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, StoreFull):  # of which disk matters: nothing but the copy is written here
            raise DriveFull(str(folder)) from error
        if isinstance(error, StoreReadOnly):
            raise DriveReadOnly(str(folder)) from error
        raise
    finally:
        if lock >= 0:
            os.close(lock)
    return Copied(target, None if there is None else len(there))


def _read_back(part: Path, typed: str, clock: Clock, *, traced: bool) -> list[bytes]:
    """Open a copy, and give the ids of its acts. `traced`: whether the desk says so, else the copy must."""
    try:
        copy = open_keys(part, typed, clock)
    except (StoreDamaged, NotGenuine, StoreMissing):
        raise FileFault(part.name, "damaged") from None
    try:
        if not traced:
            copy.store.trace(copy.who.trace(Event.BACKED_UP, clock()))
        return [entry.id for entry in copy.store.entries()]
    finally:
        copy.close()
        for each in (part / STORE / LOCK, part / TRIES):
            each.unlink(missing_ok=True)


# ---- restore --------------------------------------------------------------------------------------


def restore(folder: Path, typed: str, data: Path, clock: Clock, *, there: There | None = None) -> Copied:
    """Put a backup in the place of a desk, or where there is none.

    The copy is opened before anything of the old desk goes, and is marked, so that it announces before it offers.
    Wrong passphrases are counted in the backup's own folder. Between the two names that change at the end, a cut of
    power leaves two folders that `kiosk.desk.folder.mend` puts right.

    Args:
        folder: the backup.
        typed: a passphrase of the backup.
        data: where the desk is to be.
        clock: reads the clocks.
        there: the desk that is there, held; None if there is none. Where it cannot say what it has not sent, whoever
            calls has asked, and it is kept beside the new one, under another name.

    Raises:
        Unsent: the desk that is there holds acts that the office has not opened.
        FileFault: there is no backup; it is damaged; or it is a folder of this desk itself.
        WrongPassphrase, TooSoon, StoreTooNew, StoreFull, StoreReadOnly, StoreFailed: nothing was changed.
    """
    data = data.resolve()
    check_source(folder, data)
    if there is not None and there.unsent:
        raise Unsent(len(there.unsent))
    unlock_slot(folder, typed, clock)
    fresh, before = (data.with_name(data.name + end) for end in (FRESH, BEFORE))
    with system_errors():
        shutil.rmtree(fresh, ignore_errors=True)
        _put_away(before)
        data.parent.mkdir(parents=True, exist_ok=True)
    try:
        with system_errors():
            _copy(folder, fresh, own=False)
            _carry(folder, fresh, own=False)
            _carry(data, fresh, own=True)
        acts, members = _mark(folder, fresh, typed, clock)
        with system_errors():
            _swap(data, fresh, before, counted=there is not None and there.unsent is not None)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    kept: Path | None = before
    with suppress(OSError):  # the desk is back, whatever becomes of the old one
        kept = _put_away(before)
    return Copied(data, acts, members, kept)


def check_source(folder: Path, data: Path) -> None:
    """Check that a folder can be the backup that takes a desk's place.

    Raises:
        FileFault: `missing`: it is no desk's; `own_folder`: it is this desk's own, or one that a restore is using.
    """
    data = data.resolve()
    source = folder.resolve()
    for own in (data, *(data.with_name(data.name + end) for end in (FRESH, BEFORE))):
        if source == own or own in source.parents:
            raise FileFault(folder.name, "own_folder")
    if not (folder / VAULT).is_file():
        raise FileFault(folder.name, "missing")


def _mark(folder: Path, fresh: Path, typed: str, clock: Clock) -> tuple[int, tuple[Member, ...]]:
    """Open a copy, mark it as restored, and say how many acts it holds and who opens it."""
    try:
        keys = open_keys(fresh, typed, clock)
    except (StoreDamaged, NotGenuine, StoreMissing):
        raise FileFault(folder.name, "damaged") from None
    try:
        now = clock()
        keys.store.note(RESTORED, now.wall.isoformat().encode())
        keys.store.trace(keys.who.trace(Event.RESTORED, now))
        return len(keys.store.entries()), tuple(keys.members())
    finally:
        keys.close()


def _swap(data: Path, fresh: Path, before: Path, *, counted: bool) -> None:
    """Let the new folder have the old one's name. `counted`: whether the old one is known to hold nothing unsent."""
    there = data.is_dir()
    if there:
        (data / COUNTED).unlink(missing_ok=True)
        empty = not any((data / name).exists() for name in (VAULT, NEXT, STORE))
        if (counted or empty) and not list(data.glob(f"{STORE}{KEPT}*")):
            (data / COUNTED).touch()
        sync_folder(data)
        data.rename(before)
    try:
        fresh.rename(data)
    except OSError:
        if fresh.exists():  # else a kiosk started this very moment has finished it (`kiosk.desk.folder.mend`)
            if there:
                before.rename(data)
            raise
    sync_folder(data.parent)


def tidy(data: Path) -> None:
    """Destroy what a restore that was cut at its end left of the desk that it replaced, if nothing there was unsent."""
    data = data.resolve()
    before = data.with_name(data.name + BEFORE)
    if (data / VAULT).exists() and before.is_dir() and ((before / COUNTED).exists() or not any(before.iterdir())):
        with suppress(OSError):
            _put_away(before)


def _put_away(before: Path) -> Path | None:
    """Destroy a folder that was replaced, or keep it under another name if nobody knows what it holds."""
    if not before.is_dir():
        return None
    if not any(before.iterdir()):
        before.rmdir()
        return None
    if not (before / COUNTED).exists():
        kept = unused(before.with_name(before.name.removesuffix(BEFORE)))
        before.rename(kept)
        sync_folder(before.parent)
        return kept
    destroy_keys(before)
    for each in list(before.iterdir()):
        if each.name == COUNTED:  # the mark that allows it goes last
            continue
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
    shutil.rmtree(before)
    return None


# ---- files ----------------------------------------------------------------------------------------


def _copy(source: Path, target: Path, *, own: bool) -> None:
    target.mkdir(mode=0o700, parents=True)  # in vain where anything has this name: a link would lead elsewhere
    (target / STORE).mkdir(mode=0o700)
    with suppress(OSError):  # the file systems of most USB keys have no such thing
        target.chmod(0o700)
    files = [source / name for name in SMALL]
    if (source / STORE).is_dir():
        files += sorted(each for each in (source / STORE).iterdir() if each.name.startswith(JOURNAL))
    for file in files:
        if _is_file(file, own=own):
            _copy_file(file, target / file.relative_to(source), own=own)
    for folder in (target / STORE, target, target.parent):
        _sync(folder)


def _copy_procedures(data: Path, part: Path) -> None:
    """Copy the association's own procedures, and how far the sheets of mandates are numbered."""
    with suppress(ConfigFault):
        named = load_settings(data / SETTINGS).procedures.folder
        own = (data / Path(named).expanduser()).resolve()
        if named and own != data and own.is_relative_to(data) and own.is_dir():
            _copy_tree(own, part / own.relative_to(data), own=True)
    if (data / MANDATES).is_file():
        _copy_file(data / MANDATES, part / MANDATES, own=True)


def _carry(source: Path, target: Path, *, own: bool) -> None:
    """Copy what the association put beside a desk; what the target has of the same name is replaced, file by file.

    Links are kept where they are the desk's own; a backup has none, and one on a key could lead anywhere.
    """
    if not source.is_dir():
        return
    for each in sorted(source.iterdir()):
        if each.name == SETTINGS and (target / SETTINGS).exists():
            continue
        if (each.name in _OWN and each.name != SETTINGS) or each.name.startswith(f"{STORE}{KEPT}"):
            continue
        if each.is_dir() and not each.is_symlink():
            _copy_tree(each, target / each.name, own=own)
        elif each.is_symlink() and own:
            (target / each.name).unlink(missing_ok=True)
            (target / each.name).symlink_to(each.readlink())
        elif _is_file(each, own=own):
            _copy_file(each, target / each.name, own=own)
    _sync(target)


def _copy_tree(source: Path, target: Path, *, own: bool) -> None:
    """Copy a folder, following our own links: a USB key may not have any."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in sorted(source.iterdir()):
        if each.is_dir():
            if not own and each.is_symlink():
                continue
            if each.resolve() not in source.resolve().parents and each.resolve() != source.resolve():
                _copy_tree(each, target / each.name, own=own)
        elif _is_file(each, own=own):
            _copy_file(each, target / each.name, own=own)
    _sync(target)


def _is_file(path: Path, *, own: bool) -> bool:
    return path.is_file() and (own or not path.is_symlink())


def _copy_file(source: Path, target: Path, *, own: bool) -> None:
    """Copy, wait for the disk, and let go of what memory holds of it, so that it is read back from there."""
    target.unlink(missing_ok=True)
    with os.fdopen(new_file(target), "wb") as written, os.fdopen(open_plain(source, follow=own), "rb") as read:
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())
        with suppress(OSError, AttributeError):
            os.posix_fadvise(written.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _sync(folder: Path) -> None:
    try:
        sync_folder(folder)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDER:
            raise
