"""Opens the office's ledger, and says when it is not the one that was written last. Never begins one in silence."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.core.errors import (
    KioskError,
    LedgerDamaged,
    LedgerMissing,
    LedgerOlder,
    OfficeBusy,
    StoreBusy,
    StoreDamaged,
    StoreMissing,
)
from kiosk.core.office import is_work
from kiosk.core.outbox import FINAL
from kiosk.machine.files import read_file
from kiosk.store.ledger import Ledger
from kiosk.store.salvage import salvage
from kiosk.uplink.bundle import write_file

LEDGER = "ledger"
MARK = "ledger.mark"
"""How far the ledger was written when it was last closed: what is shorter was cut, or put back."""
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
        LedgerMissing, LedgerDamaged, LedgerOlder: `heal` is what helps.
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
    if not older and ledger.position < _marked(folder):
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
        unseen = [each for each in ledger.records() if is_work(each)]
        ledger.put(replace(each, doubt=True) for each in unseen)
        ledger.note(HEALED, int(now.timestamp()).to_bytes(8))
    finally:
        close_ledger(folder, ledger)


def doubt(ledger: Ledger) -> None:
    """Note of each act under way that it may have been answered since: nobody else could be asked."""
    under_way = [each for each in ledger.records() if each.state is not None and each.state not in FINAL]
    ledger.put(replace(each, doubt=True) for each in under_way)


def mark_ledger(folder: Path, ledger: Ledger) -> None:
    """Note how far a ledger was written."""
    generation, records = ledger.position
    with suppress(KioskError):  # it only helps to notice: an older mark is true as well
        write_file(folder / MARK, generation.to_bytes(8) + records.to_bytes(8))


def _marked(folder: Path) -> tuple[int, int]:
    try:
        data = read_file(folder / MARK, 16)
    except KioskError:
        return 0, 0
    return int.from_bytes(data[:8]), int.from_bytes(data[8:])
