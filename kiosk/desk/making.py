"""How a real desk is made: its keys, its store, its public file; the vault last."""

from __future__ import annotations

import time
from pathlib import Path

from kiosk.core.clean import clean
from kiosk.core.errors import FileFault
from kiosk.core.staff import Member, new_name
from kiosk.core.trace import Event
from kiosk.crypto import box, sign, vault
from kiosk.desk.ending import make_room
from kiosk.desk.folder import OFFICE, PUBLIC, STORE, VAULT
from kiosk.desk.keys import DESK_ID, SEED, STAFF, dump_names, write_small
from kiosk.flows.who import Who
from kiosk.machine.clock import new_id, read_clock
from kiosk.store.disk import system_errors
from kiosk.store.tables import open_store
from kiosk.wire.signed import DeskPublic


def create_desk(
    data: Path,
    office: bytes,
    passphrase: str,
    label: str,
    *,
    name: str = "",
    secret: bytes = b"",
    cost: vault.Cost | None = None,
) -> tuple[Path, str, str]:
    """Make a real desk.

    Args:
        data: its folder.
        office: the office's public file.
        passphrase: of the first member of staff.
        label: the desk's name, for the office.
        name: her pseudonym.
        secret: the recovery secret that was shown; empty for a new one.
        cost: how dear one guess of a passphrase is; what this machine can pay if it is not given.

    Returns:
        The desk's public file, to be carried to the office, its recovery key, to be shown once, and its fingerprint.

    Raises:
        FileFault: the office's file is one of training; or keys of an older desk are there.
        NotGenuine, TooNew: it is not an office's file.
        StoreFull, StoreReadOnly, StoreFailed: the folder cannot be written.
    """
    from kiosk.uplink.fingerprint import fingerprint  # a desk is made once

    if sign.open_office_file(office).training:
        raise FileFault(OFFICE, "FORMATION")
    slots, opened = vault.found_vault(passphrase, cost or vault.fit(time.perf_counter))
    secret = secret or box.random(vault.RECOVERY_BYTES)
    slots = vault.add_recovery(slots, opened, secret)
    with system_errors():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_room(data)
    seed, desk_id = sign.new_seed(), new_id()
    first = Member(opened.slot, new_name(name, ()) if name else "")
    store = open_store(data / STORE, opened.key, create=True)
    try:
        store.note(SEED, seed)
        store.note(DESK_ID, desk_id)
        store.note(STAFF, dump_names([first]))
        store.trace(Who(first).trace(Event.INSTALLED, read_clock()))
    finally:
        store.close()
    public = data / PUBLIC
    said = DeskPublic(desk_id, clean(label)[:80] or desk_id.hex()[:8], sign.verify_key(seed))
    write_small(public, sign.sign_file(seed, said))
    write_small(data / OFFICE, office)
    # The vault comes last: a folder without it holds no desk yet, and `init` may begin again.
    write_small(data / VAULT, vault.dump(slots))
    return public, vault.spell_recovery(secret), fingerprint(said)
