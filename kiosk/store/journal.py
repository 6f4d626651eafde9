"""An encrypted file that only grows: one record per change, on the disk before `append` returns.

Its bytes are described in `records`. A cut of power can only tear the last record, which nobody was told about:
each record is synced before the next one begins. So what does not verify is a *torn tail* if no other record begins
anywhere after it, and *damage* otherwise.

`rewrite` makes a new generation beside the old one and keeps the old as `journal.previous`, unless nothing of what
was may stay. All that a generation began with is known to have been there, so a cut in it is damage. What was appended
since can be cut off between two records, and a whole older file can be put back: neither can be noticed here.

After a failed sync nobody knows whether the record is on the disk. It is taken back, and that is synced; if that fails
too, `journal.refused` names the record, so that opening again takes it back. A disk that refuses even this may bring
the record back, once, whole, after a restart.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from kiosk.core.errors import KioskError, NotGenuine, StoreDamaged, StoreFailed, StoreMissing
from kiosk.core.notice import Notice
from kiosk.crypto import box
from kiosk.machine.files import read_own
from kiosk.store.disk import Disk, is_full, system_errors
from kiosk.store.names import JOURNAL, LOCK
from kiosk.store.records import HEADER_BYTES, VERSION, Header, has_another, read_header, read_record, record

AHEAD = 1 << 18
"""Bytes of zeros written ahead: about 120 acts."""
LARGEST = 128 << 20
"""Bytes: what claims to be more is damaged, and is not read into memory. Ten thousand acts need a fifth of it."""
_REFUSED = b"refused"


class Journal:
    """One open journal and its lock. Payloads are bytes; what they mean is no matter here."""

    def __init__(
        self, folder: Path, key: bytes, *, create: bool = False, disk: Disk | None = None, after: int = 0
    ) -> None:
        """Open the journal of a folder, or begin one.

        Args:
            folder: the store's own folder.
            key: the data key (32 bytes).
            create: begin a new journal where there is none; an old one that was set aside stays aside.
            disk: the system calls.
            after: the generation that a new journal follows.

        Raises:
            StoreMissing: there is none, and `create` was not asked for.
            StoreBusy: another process holds it.
            NotGenuine: it is under another key; nothing was touched.
            StoreDamaged: it does not verify; it was set aside under the name in the error.
            StoreTooNew: a newer version wrote it; nothing was touched.
            StoreFull, StoreReadOnly, StoreFailed: the system refused.
        """
        self._folder, self._key, self._disk = folder, key, disk or Disk()
        self._file, self._new, self._previous, self._refused = (
            folder / f"{JOURNAL}{end}" for end in ("", ".new", ".previous", ".refused")
        )
        self.notices: list[Notice] = []
        self.payloads: list[bytes] = []
        """What was recorded before, oldest first. Take them once: the journal does not keep them up to date."""
        self._header = Header(b"", 0, b"", 0)
        self._end = self._size = HEADER_BYTES
        self._sequence = 0
        self._descriptor = -1
        self._usable = True
        with system_errors():
            if create and not folder.is_dir():
                folder.mkdir(mode=0o700, parents=True)
                self._disk.sync_folder(folder.parent)
            if not folder.is_dir():
                raise StoreMissing
            self._lock = self._disk.lock(folder / LOCK)
            try:
                self._settle(create, after)
                self._load()
            except BaseException:
                self.close()
                raise

    @property
    def size(self) -> int:
        """How many bytes the file holds, without the zeros ahead."""
        return self._end

    @property
    def position(self) -> tuple[int, int]:
        """Give the generation and the number of its records: it only grows."""
        return self._header.generation, self._sequence

    @property
    def appended(self) -> int:
        """How many records were appended since the last rewrite."""
        return self._sequence - self._header.base

    @property
    def is_old(self) -> bool:
        """Whether the file should be rewritten: an older version began it."""
        return self._header.version < VERSION

    def append(self, payload: bytes) -> None:
        """Record one change. When this returns it is on the disk; when it raises nothing was recorded.

        Raises:
            StoreFull, StoreReadOnly: nothing was recorded, and the journal can go on.
            StoreFailed: the same, or, if a sync failed, nothing more can be recorded until it is opened again:
                after a failed sync the system no longer knows what is on the disk.
        """
        self._check_usable()
        sealed = record(self._header, self._key, self._sequence, payload)
        ahead = 0 if self._end + len(sealed) <= self._size else AHEAD
        with system_errors():
            try:
                self._put(sealed + bytes(ahead))
            except OSError as error:
                if not ahead or not is_full(error):
                    raise
                ahead = 0  # the zeros are a convenience: the last free bytes are for the act
                self._put(sealed)
            try:
                self._disk.sync(self._descriptor)
            except OSError:
                self._usable = False
                self._take_back(sealed)
                raise
        self._end += len(sealed)
        self._size = max(self._size, self._end + ahead)
        self._sequence += 1

    def rewrite(self, payloads: Iterable[bytes], key: bytes | None = None, *, keep: bool = True) -> None:
        """Write a new generation that holds these payloads alone.

        Args:
            payloads: what the new generation begins with.
            key: a new data key, if it changes.
            keep: keep the old generation as the previous one; otherwise no older one is left.

        Raises:
            StoreFull, StoreReadOnly: the old generation is in use as before.
            StoreFailed: the same, or, if it failed between two names, nothing more can be recorded until the
                journal is opened again.
        """
        self._check_usable()
        key = key or self._key
        payloads = list(payloads)
        header = Header(self._header.file_id, self._header.generation + 1, box.key_id(key), len(payloads))
        with system_errors():
            descriptor, end = self._write_new(header, key, payloads)
            try:
                if keep:
                    self._disk.rename(self._file, self._previous)
                else:
                    self._disk.remove(self._previous)
                self._disk.rename(self._new, self._file)
                self._disk.sync_folder(self._folder)
            except OSError:
                self._usable = False  # either name may stand for either file: opening again settles it
                self._disk.close(descriptor)
                raise
            self._disk.close(self._descriptor)
        self._descriptor, self._header, self._key = descriptor, header, key
        self._sequence, self._end, self._size = len(payloads), end, end

    def rekey(self, key: bytes, payloads: Iterable[bytes]) -> None:
        """Write everything under a new key and remove every file that is under the old one.

        What flash memory keeps of the old files can be read with the old key only: forget that key.
        If the power goes, the file opens with one of the two keys, and opening it finishes the removal.
        """
        self.rewrite(payloads, key)
        with system_errors():
            self._remove_remains()

    def share_lock(self) -> int:
        """Give a second hold on the lock: it outlasts `close`, until this descriptor is closed as well."""
        with system_errors():
            return fcntl.fcntl(self._lock, fcntl.F_DUPFD_CLOEXEC, 0)

    def close(self) -> None:
        """Let go of the file and of the lock."""
        for descriptor in (self._descriptor, self._lock):
            if descriptor >= 0:
                with suppress(OSError):
                    self._disk.close(descriptor)
        self._descriptor = self._lock = -1
        self._usable = False

    # ---- writing -----------------------------------------------------------------------------

    def _check_usable(self) -> None:
        if not self._usable:
            raise StoreFailed("open it again")

    def _put(self, data: bytes) -> None:
        """Write at the end, or leave the file as it was."""
        try:
            self._disk.write_all(self._descriptor, data, self._end)
        except OSError:
            self._cut()
            raise

    def _cut(self) -> None:
        """Take back what nobody was told about; if even that fails, opening again does it."""
        try:
            self._disk.truncate(self._descriptor, self._end)
            self._size = self._end
        except OSError:
            self._usable = False

    def _take_back(self, sealed: bytes) -> None:
        """Take a record back of which the disk did not say that it is there; note which one if that fails."""
        try:
            self._disk.truncate(self._descriptor, self._end)
            self._disk.sync(self._descriptor)
        except OSError:
            note = box.lock(self._key, sealed[-box.TAG_BYTES :], bytes(self._header) + _REFUSED)
            with suppress(OSError):
                self._disk.remove(self._refused)
                self._disk.keep(self._refused, note)

    def _write_new(self, header: Header, key: bytes, payloads: Iterable[bytes]) -> tuple[int, int]:
        """Write a durable `journal.new`, or leave nothing of it. Gives its descriptor and length."""
        descriptor = self._disk.open(self._new, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        try:
            self._disk.write_all(descriptor, bytes(header), 0)
            end = HEADER_BYTES
            for sequence, payload in enumerate(payloads):
                sealed = record(header, key, sequence, payload)
                self._disk.write_all(descriptor, sealed, end)
                end += len(sealed)
            self._disk.sync(descriptor)
            self._disk.sync_folder(self._folder)
        except OSError:
            self._disk.close(descriptor)
            with suppress(OSError):
                self._disk.remove(self._new)
            raise
        return descriptor, end

    # ---- opening -----------------------------------------------------------------------------

    def _settle(self, create: bool, after: int) -> None:
        """Finish, or undo, what a cut of power left between two names; what is no file makes way."""
        if _is_no_file(self._file):
            self._set_aside()
        for path in filter(_is_no_file, (self._new, self._previous, self._refused)):
            self._disk.rename(path, self._unused("kept"))
        if self._file.exists():
            self._disk.remove(self._new)
            return
        if self._previous.exists() and self._new.exists():  # between the two renames: both are whole
            self._disk.rename(self._new, self._file)
            self._disk.sync_folder(self._folder)
            return
        if not create:
            kept = sorted(path.name for path in self._folder.glob(f"{JOURNAL}.*") if path != self._new)
            raise StoreDamaged(kept[0]) if kept else StoreMissing
        with suppress(OSError):  # some file systems have no such thing
            self._folder.chmod(0o700)
        if self._previous.exists():
            self._disk.rename(self._previous, self._unused("kept"))
        header = Header(box.random(16), after + 1, box.key_id(self._key), 0)
        descriptor, _ = self._write_new(header, self._key, ())
        self._disk.close(descriptor)
        self._disk.rename(self._new, self._file)
        self._disk.sync_folder(self._folder)

    def _load(self) -> None:
        self._descriptor = self._disk.open(self._file, os.O_RDWR)
        if os.fstat(self._descriptor).st_size > LARGEST:
            self._set_aside()
        data = self._disk.read(self._descriptor)
        header = read_header(data)
        if header is None:
            self._set_aside()
        if header.key_id != box.key_id(self._key):
            raise NotGenuine("another key")
        self._header, self._size = header, len(data)
        refused, is_refused = self._read_refused(), False
        while found := read_record(header, self._key, self._sequence, data, self._end):
            payload, end = found
            if is_refused := data[end - box.TAG_BYTES : end] == refused:
                break
            self._end = end
            self.payloads.append(payload)
            self._sequence += 1
        rest = data[self._end :].rstrip(b"\0")
        if self._sequence < header.base or (rest and has_another(rest, self._sequence)):
            self._set_aside()
        if is_refused:
            self._disk.truncate(self._descriptor, self._end)
            self._disk.sync(self._descriptor)
            self._size = self._end
        elif rest:
            self._disk.keep(self._unused("torn"), rest)
            self._disk.truncate(self._descriptor, self._end)  # the next record's sync makes it last
            self._size = self._end
            self.notices.append(Notice.TORN_TAIL)
        if self._refused.exists():
            self._disk.remove(self._refused)
        if self._is_under_another_key(self._previous):
            self._remove_remains()

    def _read_refused(self) -> bytes:
        """Give the tag of the record that was refused and may be there all the same; empty where there is none."""
        try:
            return box.unlock(self._key, read_own(self._refused), bytes(self._header) + _REFUSED)
        except (FileNotFoundError, NotGenuine):
            return b""

    def _set_aside(self) -> NoReturn:
        kept = self._unused("damaged")
        try:
            self._disk.rename(self._file, kept)
            self._disk.sync_folder(self._folder)
        except OSError:
            raise StoreDamaged(self._file.name) from None
        raise StoreDamaged(kept.name)

    def _unused(self, word: str) -> Path:
        number = 1
        while (path := self._folder / f"{JOURNAL}.{word}-{number}").exists():
            number += 1
        return path

    def _is_under_another_key(self, path: Path) -> bool:
        try:
            descriptor = self._disk.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            header = read_header(os.pread(descriptor, HEADER_BYTES, 0))
        except KioskError:
            return False
        finally:
            self._disk.close(descriptor)
        return header is not None and header.key_id != self._header.key_id

    def _remove_remains(self) -> None:
        for path in self._folder.glob(f"{JOURNAL}.*"):
            if not path.is_dir():  # which none of ours ever was
                self._disk.remove(path)
        self._disk.sync_folder(self._folder)


def _is_no_file(path: Path) -> bool:
    """Tell whether something else has the name of a file: a folder, a pipe, a device, a link to one or to nothing."""
    return os.path.lexists(path) and not path.is_file()
