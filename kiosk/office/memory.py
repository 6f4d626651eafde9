"""Opens the office's ledger, and says when it is not the one that was written last. Never begins one in silence."""

from __future__ import annotations

import zlib
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kiosk.core.errors import (
    KioskError,
    LedgerDamaged,
    LedgerMissing,
    LedgerOlder,
    LedgerUnmarked,
    OfficeBusy,
    StoreBusy,
    StoreDamaged,
    StoreMissing,
)
from kiosk.core.office import is_work
from kiosk.core.telling import answered_meanwhile, in_doubt
from kiosk.machine.files import read_file
from kiosk.store.ledger import Ledger
from kiosk.store.salvage import salvage
from kiosk.uplink.bundle import write_file

LEDGER = "ledger"
MARK = "ledger.mark"
"""How far the ledger was written when it was last closed: what is shorter was cut, or put back."""
_LONG = 20
"""Bytes of a mark: two numbers and their check sum, which an older program left out."""
MARKED = "marked"
"""Notes in the ledger that its mark was written: from then on, one that is missing or damaged is said."""
NOTES_READ = "notes-read"
"""Notes the last note of the office's seats that was heard, by its place at the hub and its hash."""
HEALED = "healed"
"""Notes until when somebody may have worked on acts that the ledger does not know any more."""


def begin_ledger(folder: Path, key: bytes) -> None:
    """Begin the ledger of a new office, and mark that there is one."""
    ledger = Ledger(folder / LEDGER, key, create=True)
    mark_ledger(folder, ledger)
    ledger.close()


def open_ledger(folder: Path, key: bytes, *, older: bool = False) -> Ledger:
    """Open it.

    Args:
        folder: the office's.
        key: of its memory.
        older: also one that is not the last.

    Raises:
        OfficeBusy: another command holds it.
        LedgerMissing, LedgerDamaged, LedgerOlder, LedgerUnmarked: `heal` is what helps.
        NotGenuine, StoreTooNew, StoreFull, StoreReadOnly, StoreFailed: as `Ledger`.
    """
    try:
        ledger = Ledger(folder / LEDGER, key)
    except StoreBusy:
        raise OfficeBusy from None
    except StoreMissing:
        raise LedgerMissing from None
    except StoreDamaged as error:
        raise LedgerDamaged(error.kept) from None
    if older:
        return ledger
    marked = _marked(folder)
    if marked is None and ledger.noted(MARKED):
        ledger.close()
        raise LedgerUnmarked
    if marked is not None and ledger.position < marked:
        ledger.close()
        raise LedgerOlder
    return ledger


def close_ledger(folder: Path, ledger: Ledger) -> None:
    """Let go of it, and mark how far it was written."""
    mark_ledger(folder, ledger)
    ledger.close()


def heal(folder: Path, key: bytes, now: datetime) -> None:
    """Take what still verifies as the ledger, and remember that more was known once. Raises as `open_ledger`."""
    try:
        salvage(folder / LEDGER, key)
    except StoreBusy:
        raise OfficeBusy from None
    ledger = open_ledger(folder, key, older=True)
    try:
        ledger.put(in_doubt(filter(is_work, list(ledger.records()))))
        ledger.note(HEALED, int(now.timestamp()).to_bytes(8))
        ledger.note(NOTES_READ, b"")  # what was lost of them is heard again
    finally:
        close_ledger(folder, ledger)


def doubt(ledger: Ledger) -> None:
    """Note of each act under way that it may have been answered since: nobody else could be asked."""
    ledger.put(in_doubt(answered_meanwhile(list(ledger.records()))))


def mark_ledger(folder: Path, ledger: Ledger) -> None:
    """Note how far a ledger was written, and in it that this was noted once."""
    with suppress(KioskError):  # it only helps to notice: an older mark is true as well
        generation, records = ledger.position
        said = generation.to_bytes(8) + records.to_bytes(8)
        write_file(folder / MARK, said + zlib.crc32(said).to_bytes(4))
        if not ledger.noted(MARKED):
            ledger.note(MARKED, b"1")


def _marked(folder: Path) -> tuple[int, int] | None:
    """Give what the mark says; None where there is none that is whole."""
    try:
        data = read_file(folder / MARK, _LONG)
    except KioskError:
        return None
    said, check = data[:16], data[16:]
    if len(data) not in (16, _LONG) or (check and check != zlib.crc32(said).to_bytes(4)):
        return None
    return int.from_bytes(said[:8]), int.from_bytes(said[8:])
