"""A journal that is used at random on a disk with a log, and every cut of power that the log allows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from kiosk.core.errors import NotGenuine, StoreFull, StoreMissing
from kiosk.store.journal import Journal
from tests.store.made import KEY, OTHER_KEY, Logging, Quick, power_cut, put_back

Promise = tuple[int, list[list[bytes]]]
"""From this place in the log on, the file must hold one of these lists of records."""


def logged_run(folder: Path, random: Random) -> tuple[list[tuple[Any, ...]], list[Promise]]:
    """Do random things; gives the log, and what was promised from which place in the log on."""
    disk = Logging()
    promised: list[Promise] = []
    kept: list[bytes] = []
    key = KEY
    journal = Journal(folder, key, create=True, disk=disk)
    promised.append((len(disk.log), [[]]))
    for number in range(random.randrange(5, 25)):
        what = random.random()
        if what < 0.08:
            fewer = kept[random.randrange(len(kept) + 1) :]  # forget some, then compact
            promised.append((len(disk.log), [kept, fewer]))
            kept = fewer
            journal.rewrite(kept, keep=random.random() < 0.5)
        elif what < 0.12:
            key = OTHER_KEY if key == KEY else KEY
            journal.rekey(key, kept)
        elif what < 0.2:
            journal.close()
            journal = Journal(folder, key, disk=disk)
        elif what < 0.3:
            disk.space = random.randrange(2000)  # the zeros ahead are tried first, so a small act may still fit
            payload = number.to_bytes(2) + random.randbytes(random.choice((900, 3000)))
            with suppress(StoreFull):
                journal.append(payload)
                kept.append(payload)
            disk.space = None
        else:
            size = random.choice((0, 10, 500, 1300, 5000, 300_000))
            kept.append(number.to_bytes(2) + random.randbytes(size))
            journal.append(kept[-1])
        promised.append((len(disk.log), [kept.copy()]))
    journal.close()
    return disk.log, promised


def open_either(folder: Path) -> Journal:
    """Open with the one of the two keys that fits, as after a cut while re-keying."""
    try:
        return Journal(folder, KEY, disk=Quick())
    except NotGenuine:
        return Journal(folder, OTHER_KEY, disk=Quick())


def cuts(folder: Path, random: Random, times: int = 2) -> Iterator[int]:
    """Cut the power at every call of one such use, each so many times with other blocks lost; give where.

    Raises AssertionError where a promise is not kept: opened, the file holds the last one or the next.
    """
    log, promised = logged_run(folder / "run", random)
    for cut in range(len(log) + 1):
        before = [allowed for at, allowed in promised if at <= cut]
        after = next((allowed for at, allowed in promised if at > cut), [])
        for _ in range(times):
            put_back(folder / "cut", power_cut(log[:cut], random))
            try:
                journal = open_either(folder / "cut")
            except StoreMissing:
                assert not before
                yield cut
                continue
            assert journal.payloads in [*(before[-1] if before else []), *after]
            found = journal.payloads.copy()
            journal.append(b"goes on")
            journal.close()
            journal = open_either(folder / "cut")
            assert journal.payloads == [*found, b"goes on"]
            assert journal.notices == []
            journal.close()
            yield cut
