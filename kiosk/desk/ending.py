"""The end of a desk: what it would lose is counted while nobody else can open it, then its keys are destroyed.

Beside a desk's folder may lie what a restore left of others, when it was cut or when they could not say what they held.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import FileFault, NotGenuine, StoreDamaged, StoreMissing
from kiosk.core.outbox import Entry
from kiosk.crypto import box
from kiosk.desk.folder import (
    BEFORE,
    COUNTED,
    ERASING,
    FRESH,
    HEARD,
    INDEX,
    KEPT,
    NEXT,
    SMALL,
    SPOOL,
    STORE,
    TRIES,
    VAULT,
    unused,
)
from kiosk.desk.keys import OpenDesk, open_keys, sync_folder
from kiosk.flows.export import must_tell, must_travel
from kiosk.store.disk import Disk, system_errors
from kiosk.store.names import LOCK

if TYPE_CHECKING:
    from kiosk.core.ports import Clock


@dataclass(frozen=True)
class There:
    """A desk that is held: nobody opens it until it is let go."""

    data: Path
    unsent: tuple[Entry, ...] | None
    """What the office has not opened, as far as this desk knows; None where nobody can say."""


def unsent(keys: OpenDesk) -> list[Entry]:
    """Give what the office has not opened yet, as far as this desk knows."""
    return [entry for entry in keys.store.entries() if must_travel(entry) or must_tell(entry)]


@contextmanager
def held(data: Path, typed: str, clock: Clock) -> Iterator[There]:
    """Count what a desk would lose, and keep everybody out from the count on.

    Args:
        data: its folder.
        typed: a passphrase of it; empty if nobody knows one.
        clock: reads the clocks.

    Raises:
        WrongPassphrase, TooSoon, StoreBusy, StoreTooNew, StoreFull, StoreReadOnly, StoreFailed: as `open_keys`.
    """
    data = data.resolve()
    lock, left = -1, None
    try:
        with suppress(StoreDamaged, StoreMissing, NotGenuine):
            if typed:
                keys = open_keys(data, typed, clock)
                try:
                    left = tuple(unsent(keys))
                finally:
                    lock = keys.hold()
        if lock < 0:
            lock = take_lock(data)
        yield There(data, left)
    finally:
        if lock >= 0:
            os.close(lock)


def take_lock(data: Path) -> int:
    """Keep everybody out of a desk that cannot be opened; -1 where there is no store to open. Raises as `held`."""
    with system_errors():
        return Disk().lock(data / STORE / LOCK) if (data / STORE).is_dir() else -1


def others(data: Path) -> Sequence[Path]:
    """Name the folders beside a desk that may hold keys of it, or of one that it replaced."""
    data = data.resolve()
    names = [data.with_name(data.name + end) for end in (FRESH, BEFORE)] if data.name else []
    kept = data.parent.glob(f"{_literal(data.name)}{KEPT}*") if data.name else ()
    return [each for each in (*names, *sorted(kept)) if each.is_dir()]


def make_room(data: Path) -> None:
    """Get a folder ready for a new desk: an erasure that was cut is finished, an older store without keys set aside.

    Raises:
        FileFault: `keys_remain`: keys of another desk are there, to be erased first.
        StoreFull, StoreReadOnly, StoreFailed: the system refused.
    """
    if (data / NEXT).exists():
        raise FileFault(NEXT, "keys_remain")
    if (data / ERASING).exists():
        destroy(data)
    elif (data / STORE).exists():
        with system_errors():
            (data / STORE).rename(unused(data / STORE))
            sync_folder(data)


def destroy(data: Path, *, locked: bool = False) -> None:
    """Destroy the keys of a desk, then everything that they opened. What flash memory keeps cannot be opened.

    What lies beside it goes first, and its own vault last: whenever it is cut, the desk is still there to be erased,
    or no key is left at all.

    Args:
        data: its folder.
        locked: whether the caller holds it already.

    Raises:
        StoreBusy: the kiosk runs.
        StoreReadOnly, StoreFailed: the keys may still be there.
    """
    data = data.resolve()
    lock = -1 if locked else take_lock(data)
    try:
        with system_errors():
            with suppress(OSError):  # it can be full
                (data / ERASING).touch()
                sync_folder(data)
            for folder in others(data):
                destroy_keys(folder)
                shutil.rmtree(folder)
            if not data.is_dir():
                return
            destroy_keys(data)
            for name in (*SMALL[2:], TRIES, INDEX, HEARD, COUNTED):
                (data / name).unlink(missing_ok=True)
            for name in (STORE, SPOOL, *(each.name for each in data.glob(f"{STORE}{KEPT}*"))):
                shutil.rmtree(data / name, ignore_errors=True)
            (data / ERASING).unlink(missing_ok=True)
            sync_folder(data)
    finally:
        if lock >= 0:
            os.close(lock)


def destroy_keys(data: Path) -> None:
    """Destroy every file of a folder that holds slots, the vault last."""
    for name in (NEXT + ".new", VAULT + ".new", NEXT, VAULT):
        if (data / name).is_file():
            _overwrite(data / name)
    sync_folder(data)


def _overwrite(path: Path) -> None:
    """Write noise over a file and remove it. On flash the old bytes may stay: they need a passphrase all the same."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(descriptor, box.random(max(os.fstat(descriptor).st_size, 1)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    path.unlink()


def _literal(name: str) -> str:
    """Write a name so that a pattern finds it and nothing else."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
