"""From the command to the first screen, by the shortest way: whatever that screen does not show is imported after it.

The doors, the clock and the ids are in `kiosk.desk.session`, which opens the desk once its first screen stands.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.machine.keyboard import layout
from kiosk.terminal import Exit, Terminal, clear_screen
from kiosk.words.catalogues import OLD_AFTER_MONTHS, Catalogues
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.procedure import Title
    from kiosk.flows.unlock import Session
    from kiosk.guidance.shelf import Shelf
    from kiosk.settings import Settings

VAULT, SETTINGS, INDEX = "vault", "kiosk.toml", "index"
ERASING = "erasing"
"""Stands in a folder while its desk is being erased."""
FRESH, BEFORE, KEPT = ".restored", ".before", ".kept-"
"""Ends of the names beside a desk's: what will replace it, what it replaced, and what nobody could look into."""


def default_data(*, training: bool) -> Path:
    """Give the usual data folder of this system."""
    from platformdirs import user_data_path

    return user_data_path("kiosk-training" if training else "kiosk")


def has_desk(data: Path) -> bool:
    """Tell whether a real desk was made in this folder."""
    return (data / VAULT).exists()


def is_real(data: Path) -> bool:
    """Tell whether anything of a real desk is in this folder or beside it, be it half made, restored or erased."""
    names = (VAULT, f"{VAULT}.next", "office.public", "desk.public", ERASING)
    whole = data.resolve()
    beside = any(whole.with_name(whole.name + end).exists() for end in (FRESH, BEFORE)) if whole.name else False
    return beside or any((data / name).exists() for name in names)


def has_remains(data: Path) -> bool:
    """Tell whether there is anything to erase in this folder or beside it."""
    return is_real(data) or has_store(data)


def has_store(data: Path) -> bool:
    """Tell whether a store is in this folder that neither a training made nor an erasure left."""
    return (data / "store").exists() and not any((data / name).exists() for name in ("lock", ERASING))


def mend(data: Path) -> bool:
    """Finish, or undo, a restore that a cut of power stopped between its two names; say whether that was needed.

    The copy was whole before the first name changed. What another command put in the empty place meanwhile, such as a
    slip to print, is set aside.
    """
    data = data.resolve()
    if not data.name or any((data / name).exists() for name in (VAULT, f"{VAULT}.next", "store", ERASING)):
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
    above = any((each / name).exists() for each in whole.parents for name in (VAULT, f"{VAULT}.next"))
    return above or is_real(whole) or (whole / "journal").exists()


def folders(settings: Settings, data: Path | None) -> tuple[Path, ...]:
    """Give the folders of procedures: the shipped one, then the association's."""
    from kiosk.guidance.files import SHIPPED

    if not settings.procedures.folder:
        return (SHIPPED,)
    own = Path(settings.procedures.folder).expanduser()
    return SHIPPED, own if own.is_absolute() or data is None else data / own


def shelf(settings: Settings, data: Path | None) -> Shelf:
    """Open the procedures: shipped ones, then the association's."""
    from kiosk.guidance.files import MANDATE
    from kiosk.guidance.shelf import Shelf

    without = () if settings.desk.mandates else (MANDATE,)
    return Shelf(folders(settings, data), data / INDEX if data else None, without)


def catalogues(old_after: int = OLD_AFTER_MONTHS) -> Catalogues:
    """Open the words. `old_after`: months after which a statement says when it was checked."""
    return Catalogues(today=_today, old_after=old_after)


def run_app(data: Path, settings: Settings, terminal: Terminal, *, training: bool, case: str = "") -> Exit:
    """Run the kiosk until it is stopped.

    Args:
        data: the desk's folder.
        settings: of the desk.
        terminal: where to say what went wrong.
        training: whether this is a desk to practise with.
        case: in training, the exercise to begin with.
    """
    # Little of what is made until the first screen stands is garbage: looking for it would take a sixth of the time.
    gc.disable()
    from kiosk.screens.app import KioskApp
    from kiosk.screens.ending import held_back

    words = catalogues(settings.procedures.old_after_months)

    def open_desk(passphrase: str) -> Session:
        from kiosk.desk import session

        if training:  # which has no passphrase: what comes instead names an exercise
            return session.training_opener(data, settings, words)(passphrase or case)
        return session.desk_opener(data, settings, words)(passphrase)

    def verify(passphrase: str) -> int:
        from kiosk.desk import session

        return session.passphrase_verifier(data)(passphrase)

    def titles() -> Sequence[Title]:
        return shelf(settings, data).titles()

    app = KioskApp(
        open_desk,
        None if training else verify,
        words,
        _today,
        settings.desk.structure,
        settings.screen.language,
        settings.screen.theme,
        titles=titles,
        keyboard="" if training else layout(),
        load=_load,
        idle=(settings.lock.home_minutes * 60, settings.lock.visit_minutes * 60),
    )
    before = held_back()
    try:
        code = app.run(mouse=False)
    finally:
        clear_screen()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if app.refused is not None:
        raise app.refused
    if app.crash is not None:
        terminal.say(Ui.CRASHED, error=app.crash)
        return Exit.CRASH
    return Exit(code or 0)


def _load() -> None:
    """Import what the next screens need, now that somebody has something to look at."""
    gc.collect()
    import kiosk.desk.session
    import kiosk.screens.queue
    import kiosk.screens.visit  # noqa: F401

    gc.freeze()  # what is here now stays: it need not be looked at again
    gc.enable()


def _today() -> date:
    from kiosk.machine.clock import today

    return today()
