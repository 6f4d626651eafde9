"""Bundles on a USB key: signed files that hold sealed acts, written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.core.errors import FileFault, StoreFull, StoreReadOnly
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.core.ports import Parcel, Random
from kiosk.crypto.sign import sign_file
from kiosk.uplink.drives import Landing, sync_open_folder, write_whole
from kiosk.wire.signed import Bundle, SentAct, SentWithdrawal, Stamp

SUFFIX, HEALTH_SUFFIX = ".ksb", ".kst"
_MAGIC = b"KSKB"  # `kiosk.wire.signed`

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR})


@dataclass(frozen=True)
class BundleCarrier:
    """Writes bundles into a folder (the `Carrier` of `kiosk.core.ports`)."""

    folder: Path
    desk: bytes
    """The desk's id, sixteen bytes."""
    seed: bytes = field(repr=False)
    """The desk's signing key."""
    random: Random
    device: int | None = None
    """Which disk the folder must lie on; None where nobody was shown one."""

    def write(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        """Write each parcel as `kiosk-<8 random hex>-<n>.ksb` and give the names.

        Raises:
            DriveFull, DriveReadOnly: the key takes nothing.
            DriveGone: it is not there, does not answer, or the folder is no longer that disk's.
            TooLarge: more than a reader accepts.
        """
        names = []
        with Landing(self.folder, self.device) as landing:
            run = self._unused(landing.names())
            for number, parcel in enumerate(parcels, start=1):
                name = f"kiosk-{run}-{number}{SUFFIX}"
                landing.write(name, sign_file(self.seed, self._bundle(parcel)))
                names.append(name)
        return names

    def leave(self, health: bytes) -> None:
        """Leave what this desk says of itself as `kiosk-<8 hex of its id>.kst`, in place of the last one.

        Raises:
            DriveFull, DriveReadOnly, DriveGone: as `write`.
        """
        with Landing(self.folder, self.device) as landing:
            landing.write(f"kiosk-{self.desk[:4].hex()}{HEALTH_SUFFIX}", health, over=True)

    def _unused(self, taken: Sequence[str]) -> str:
        while True:
            run = self.random(4).hex()
            if not any(name.startswith(f"kiosk-{run}") for name in taken):
                return run

    def _bundle(self, parcel: Parcel) -> Bundle:
        return Bundle(
            desk=self.desk,
            training=False,
            made=_stamp(parcel.made),
            acts=tuple(act_of(entry) for entry in parcel.acts),
            withdrawals=tuple(withdrawal_of(entry) for entry in parcel.withdrawals),
        )


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone; on return it is on the disk.

    Raises:
        StoreFull, StoreReadOnly: the folder takes nothing.
        FileFault: `no_folder`, or `unplugged` for all else that a system refuses.
    """
    fresh = path.with_name(f".{path.name}.part")
    with system_faults(path):
        try:
            fresh.unlink(missing_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                write_whole(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            fresh.replace(path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            raise
        _sync_folder(path.parent)


def is_bundle(data: bytes) -> bool:
    """Tell whether a file is from a desk to an office, by its first bytes. Nothing is verified."""
    return data[:4] == _MAGIC


@contextmanager
def system_faults(path: Path) -> Iterator[None]:
    """Turn what the system refuses about a file into errors that have a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull from error
        if error.errno in _READ_ONLY:
            raise StoreReadOnly from error
        raise FileFault(path.name, "no_folder" if error.errno in _NO_FOLDER else "unplugged") from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        sync_open_folder(descriptor)
    finally:
        os.close(descriptor)


def act_of(entry: Entry) -> SentAct:
    """Give an act as it travels."""
    return SentAct(entry.id, entry.reference, entry.key_hash, entry.envelope)


def withdrawal_of(entry: Entry) -> SentWithdrawal:
    """Give the withdrawal of an act as it travels."""
    at = _stamp(entry.withdrawn_at or entry.made)
    return SentWithdrawal(entry.id, entry.reference, entry.key_hash, entry.withdrawal_key or None, at)


def _stamp(at: Moment) -> Stamp:
    age = None if at.attested_age is None else max(0, round(at.attested_age))
    return Stamp(round(at.wall.timestamp()), max(0, round(at.monotonic)), at.boot[:64], age)
