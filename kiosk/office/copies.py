"""A copy of the office in one file, and the office put back from it. Encrypted, read back, never over what is newer.

The file: magic 8 | length of the vault 4 | the vault's file | everything else as a tar, under the vault's data key. So
the passphrases and the paper of that day open it. What is put back is first written whole beside, then takes its place;
what stood there is kept under another name.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kiosk.core.colleague import OfficeRight
from kiosk.core.errors import FileFault, KioskError, LedgerDamaged, LedgerMissing, LedgerNewer, NotGenuine, StoreDamaged
from kiosk.core.trace import Event
from kiosk.crypto import box
from kiosk.crypto import vault as vaults
from kiosk.machine.files import read_file
from kiosk.office import keys, memory
from kiosk.office.house import House, using
from kiosk.office.withdrawn import WITHDRAWN
from kiosk.store.names import LOCK
from kiosk.uplink.bundle import system_faults, write_file
from kiosk.wire.signed import OfficePublic

MAGIC = b"KIOSKOBK"
_ASSOCIATED = b"kiosk/office-copy/1\0"
_MOST = 512 << 20
_TREES = (keys.DESKS, WITHDRAWN, memory.LEDGER)
_FILES = (keys.VAULT, keys.PUBLIC, memory.MARK)


def back_up(house: House, file: Path) -> None:
    """Write a copy, and read it back.

    Raises:
        NoRight: whoever asks may not.
        StoreFull, StoreReadOnly, FileFault: there is no such copy.
    """
    house.who.need(OfficeRight.COORDINATES)
    house.trace(Event.BACKED_UP)
    memory.mark_ledger(house.folder, house.ledger)
    body = _pack(house.folder)
    vault = read_file(house.folder / keys.VAULT)
    sealed = box.lock(house.secrets.memory, body, _ASSOCIATED)
    write_file(file, MAGIC + len(vault).to_bytes(4) + vault + sealed)
    _, again = _read(file)
    if box.unlock(house.secrets.memory, again, _ASSOCIATED) != body:
        raise FileFault(file.name, "damaged")


def _pack(folder: Path) -> bytes:
    packed = io.BytesIO()
    with system_faults(folder), tarfile.open(fileobj=packed, mode="w") as tar:
        for name in _FILES:
            _add(tar, folder, folder / name)
        for tree in _TREES:
            for path in sorted((folder / tree).rglob("*")):
                _add(tar, folder, path)
    return packed.getvalue()


def _add(tar: tarfile.TarFile, folder: Path, path: Path) -> None:
    if path.is_file() and not path.is_symlink() and not path.name.endswith((".part", LOCK)):
        data = read_file(path, _MOST)
        entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
        entry.size, entry.mode = len(data), 0o600
        tar.addfile(entry, io.BytesIO(data))


def _read(file: Path) -> tuple[bytes, bytes]:
    """Give the vault and the sealed rest."""
    data = read_file(file, _MOST)
    end = 12 + int.from_bytes(data[8:12])
    if data[:8] != MAGIC or not 12 < end < len(data):
        raise FileFault(file.name, "damaged")
    return data[12:end], data[end:]


def restore(
    file: Path, folder: Path, typed: str, now: Callable[[], datetime], *, recovery: bool = False
) -> Path | None:
    """Put an office back.

    Args:
        file: the copy.
        folder: where the office shall be; there may be one.
        typed: the passphrase, of the copy and of what stands there.
        now: reads the clock.
        recovery: whether what was typed are the paper's groups.

    Returns:
        Where what stood there is kept; None where nothing did.

    Raises:
        WrongPassphrase: it does not open the copy, or not what stands there.
        LedgerNewer: what stands there is newer than the copy, or another office.
        FileFault, NotGenuine: the copy is damaged, or was altered.
        StoreFull, StoreReadOnly: what stood there still does.
    """
    vault, sealed = _read(file)
    fresh = folder.with_name(f".{folder.name}.fresh")
    _clear(fresh)
    with system_faults(folder):
        fresh.mkdir(parents=True, mode=0o700)
    try:
        write_file(fresh / keys.VAULT, vault)
        opener = vaults.open_recovery if recovery else vaults.open_slot
        try:
            key = opener(keys.split(fresh)[0], typed).key
        except StoreDamaged:
            raise FileFault(file.name, "damaged") from None
        _unpack(fresh, sealed, key, file)
        unlock = keys.recover if recovery else keys.unlock_office
        secrets = unlock(fresh, typed)
        if keys.exists(folder):
            _refuse_newer(folder, fresh, secrets, unlock(folder, typed))
        with using(fresh, secrets, now) as house:
            house.who.need(OfficeRight.KEYS)
            # What comes again from a key or a hub may have been worked on since this copy was made.
            house.ledger.note(memory.HEALED, int(now().timestamp()).to_bytes(8))
            house.trace(Event.RESTORED)
        return _swap(folder, fresh, now)
    except BaseException:
        with suppress(KioskError):
            _clear(fresh)
        raise


def _unpack(fresh: Path, sealed: bytes, key: bytes, file: Path) -> None:
    try:
        body = box.unlock(key, sealed, _ASSOCIATED)
    except NotGenuine:
        raise FileFault(file.name, "damaged") from None
    with system_faults(fresh), tarfile.open(fileobj=io.BytesIO(body)) as tar:
        for entry in tar.getmembers():
            part = Path(entry.name)
            if not entry.isfile() or part.is_absolute() or ".." in part.parts:
                raise FileFault(file.name, "damaged")
            found = tar.extractfile(entry)
            assert found is not None
            (fresh / part).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if part.name != keys.VAULT:
                write_file(fresh / part, found.read())


def _refuse_newer(folder: Path, fresh: Path, secrets: keys.Secrets, theirs: keys.Secrets) -> None:
    there, copied = keys.public(folder), keys.public(fresh)
    if there.serial > copied.serial or not _same(there, copied):
        raise LedgerNewer
    try:
        ledger = memory.open_ledger(folder, theirs.memory, older=True)
    except (LedgerDamaged, LedgerMissing):
        return  # damaged, or gone: that is what copies are for
    position = ledger.position
    ledger.close()
    mine = memory.open_ledger(fresh, secrets.memory, older=True)
    copy = mine.position
    mine.close()
    if position > copy:
        raise LedgerNewer


def _same(one: OfficePublic, other: OfficePublic) -> bool:
    return one.name == other.name and bool(set(one.reading_keys) & set(other.reading_keys))


def _swap(folder: Path, fresh: Path, now: Callable[[], datetime]) -> Path | None:
    kept = None
    with system_faults(folder):
        if folder.exists():
            kept = folder.with_name(f"{folder.name}.before-{now():%Y%m%d-%H%M%S}")
            folder.rename(kept)
        fresh.rename(folder)
    return kept


def _clear(folder: Path) -> None:
    with system_faults(folder):
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if folder.exists():
            folder.rmdir()
