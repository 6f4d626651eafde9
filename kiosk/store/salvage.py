"""Begins a journal anew from what still verifies of one that was set aside. Nothing of the old one is erased."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.errors import StoreTooNew
from kiosk.crypto import box
from kiosk.machine.files import read_own
from kiosk.store.disk import system_errors
from kiosk.store.journal import Journal
from kiosk.store.names import JOURNAL
from kiosk.store.records import HEADER_BYTES, end_of, read_header, read_record


def salvage(folder: Path, key: bytes) -> int:
    """Begin a journal where there is none, with all whole records of the files that were kept, oldest first.

    A generation begins with the documents of the one before: what is damaged of it is there as it was in that one.
    So this is for a store that only ever puts documents. A folder whose journal is there is left alone.

    Returns:
        How many records were saved.

    Raises:
        StoreBusy: another process holds it.
        NotGenuine, StoreDamaged: a journal is there, and is not one of this key.
        StoreFull, StoreReadOnly, StoreFailed: the system refused.
    """
    with system_errors():
        if (folder / JOURNAL).exists():
            return 0
        found = [_whole(path, key) for path in folder.glob(f"{JOURNAL}.*")] if folder.is_dir() else []
    found.sort(key=lambda each: (each[0], len(each[1])))
    payloads = [payload for _, each in found for payload in each]
    # Its generation follows theirs: should it be damaged, too, it is known to be the later one.
    journal = Journal(folder, key, create=True, after=max((generation for generation, _ in found), default=0))
    try:
        if payloads:
            journal.rewrite(payloads)
    finally:
        journal.close()
    return len(payloads)


def _whole(path: Path, key: bytes) -> tuple[int, list[bytes]]:
    """Give the generation of a file, and its records but those that do not verify: each holds whole documents."""
    try:
        data = read_own(path)
        header = read_header(data)
    except (OSError, StoreTooNew):
        return 0, []
    if header is None or header.key_id != box.key_id(key):
        return 0, []
    payloads: list[bytes] = []
    at, sequence = HEADER_BYTES, 0
    while (end := end_of(data, at, sequence)) is not None:
        if found := read_record(header, key, sequence, data, at):
            payloads.append(found[0])
        at, sequence = end, sequence + 1
    return header.generation, payloads
