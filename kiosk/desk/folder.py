"""The map of a desk's folder: every name in it and beside it, and what these names tell.

vault             the key slots: what wraps the data key for each member of staff
vault.next        beside it while the store goes from one data key to another; `.new` while either is written
store/            the encrypted journal
tries             how many wrong passphrases were typed, and when
heard             the newest time that the office signed: an update is judged by it, and whoever updates opens no desk
office.public     whom acts are sealed to, as the office signed it
desk.public       this desk, as the office is told of it
kiosk.toml        the settings
index             the titles of the procedures: a memory of files, no more
mandates          the last number of a mandate sheet
voices/           what speakers recorded, by language: sentences of guidance, nobody's name
spool/            what is being printed, for as long as it is
lock              made by every training, and by no real desk
counted, erasing  a desk that is being replaced, or erased

NAME.restored     what will replace the desk NAME
NAME.before       what it replaced
NAME.kept-1       what nobody could look into
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kiosk.store.names import JOURNAL
from kiosk.words.start import Start

VAULT, NEXT, STORE, TRIES = "vault", "vault.next", "store", "tries"
OFFICE, PUBLIC, SETTINGS, INDEX = "office.public", "desk.public", "kiosk.toml", "index"
MANDATES, SPOOL, VOICES, HEARD = "mandates", "spool", "voices", "heard"
EXERCISE_LOCK = "lock"
"""The file by which a folder of training is held, and known."""
COUNTED = "counted"
"""Stands in a desk's folder that is being replaced: nothing in it was unsent when it was locked for the last time."""
ERASING = "erasing"
"""Stands in a folder while its desk is being erased."""
FRESH, BEFORE, KEPT = ".restored", ".before", ".kept-"
"""Ends of the names beside a desk's: what will replace it, what it replaced, and what nobody could look into."""
SMALL = (VAULT, NEXT, OFFICE, PUBLIC, SETTINGS)
"""A desk's small files."""


def default_data(*, training: bool) -> Path:
    """Give the usual data folder of this system."""
    from platformdirs import user_data_path

    return user_data_path("kiosk-training" if training else "kiosk")


def has_desk(data: Path) -> bool:
    """Tell whether a real desk was made in this folder."""
    return (data / VAULT).exists()


def is_real(data: Path) -> bool:
    """Tell whether anything of a real desk is in this folder or beside it, be it half made, restored or erased."""
    names = (VAULT, NEXT, OFFICE, PUBLIC, ERASING)
    whole = data.resolve()
    beside = any(whole.with_name(whole.name + end).exists() for end in (FRESH, BEFORE)) if whole.name else False
    return beside or any((data / name).exists() for name in names)


def has_remains(data: Path) -> bool:
    """Tell whether there is anything to erase in this folder or beside it."""
    return is_real(data) or has_store(data)


def has_store(data: Path) -> bool:
    """Tell whether a store is in this folder that neither a training made nor an erasure left."""
    return (data / STORE).exists() and not any((data / name).exists() for name in (EXERCISE_LOCK, ERASING))


def absence(data: Path) -> Start:
    """Say why no desk opens in this folder: there is none, or its keys alone are gone."""
    return Start.NO_KEYS if has_store(data) else Start.NO_DESK


def mend(data: Path) -> bool:
    """Finish, or undo, a restore that a cut of power stopped between its two names; say whether that was needed.

    The copy was whole before the first name changed. What another command put in the empty place meanwhile, such as a
    slip to print, is set aside.
    """
    data = data.resolve()
    if not data.name or any((data / name).exists() for name in (VAULT, NEXT, STORE, ERASING)):
        return False
    fresh, before = (data.with_name(data.name + end) for end in (FRESH, BEFORE))
    if not before.is_dir():
        return False
    with suppress(OSError):
        if data.exists():
            data.rename(unused(data))
        (fresh if (fresh / VAULT).is_file() else before).rename(data)
    return has_desk(data)


def unused(folder: Path, end: str = KEPT) -> Path:
    """Give a name beside a folder that nothing has."""
    number = 1
    while (path := folder.with_name(f"{folder.name}{end}{number}")).exists():
        number += 1
    return path


def is_in_real(data: Path) -> bool:
    """Tell whether this folder is a real desk's, or lies in one."""
    whole = data.resolve()
    # An office's public file may lie anywhere: above the folder, keys alone tell.
    above = any((each / name).exists() for each in whole.parents for name in (VAULT, NEXT))
    return above or is_real(whole) or (whole / JOURNAL).exists()
