"""The vault's slots in the office's folder, and a change of its data key that may be cut off anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.core.errors import NotGenuine
from kiosk.crypto import vault
from kiosk.office import keys, memory
from kiosk.office.keys import Secrets
from kiosk.uplink.bundle import system_faults

NEXT_VAULT = "office.vault.next"
"""For a moment only: the vault of a data key that is being changed."""


def read_slots(folder: Path) -> vault.Vault:
    """Read who opens the office, by number. Raises as `keys.unlock`."""
    return vault.load(keys.split(folder)[0])


def write_slots(folder: Path, slots: vault.Vault, secrets: Secrets, name: str = keys.VAULT) -> None:
    """Write who opens the office. Raises StoreFull, StoreReadOnly, FileFault: nothing was changed."""
    keys.seal(folder, vault.dump(slots), secrets, name)


def put_in_place(folder: Path) -> None:
    """Let the vault beside be the vault."""
    with system_faults(folder):
        (folder / NEXT_VAULT).replace(folder / keys.VAULT)


def settle_slots(folder: Path, secrets: Secrets, again: Callable[[], Secrets]) -> Secrets:
    """After a change of the data key that was cut off: keep the vault that opens the ledger.

    Args:
        folder: the office's.
        secrets: what the vault gave.
        again: opens the vault once more.
    """
    if not (folder / NEXT_VAULT).exists():
        return secrets
    try:
        memory.open_ledger(folder, secrets.memory, older=True).close()
    except NotGenuine:
        put_in_place(folder)
        return again()
    with system_faults(folder):
        (folder / NEXT_VAULT).unlink(missing_ok=True)
    return secrets
