"""From the command to the first screen, by the shortest way: whatever that screen does not show is imported after it.

The doors, the clock and the ids are in `kiosk.desk.session`, which opens the desk once its first screen stands.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kiosk.desk.desk import Desk, catalogues
from kiosk.machine.exits import Exit
from kiosk.machine.keyboard import layout
from kiosk.terminal import Terminal, clear_screen
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.procedure import Cover
    from kiosk.flows.unlock import Session


def run_app(desk: Desk, terminal: Terminal, *, training: bool, case: str = "") -> Exit:
    """Run the kiosk until it is stopped.

    Args:
        desk: which one.
        terminal: where to say what went wrong.
        training: whether this is a desk to practise with.
        case: in training, the exercise to begin with.
    """
    # Little of what is made until the first screen stands is garbage: looking for it would take a sixth of the time.
    gc.disable()
    from kiosk.screens.app import KioskApp
    from kiosk.screens.ending import held_back

    words = catalogues(desk.settings.procedures.old_after_months)

    def open_desk(passphrase: str) -> Session:
        if training:  # which has no passphrase: what comes instead names an exercise
            from kiosk.desk.training import training_opener

            return training_opener(desk, words)(passphrase or case)
        from kiosk.desk.session import desk_opener

        return desk_opener(desk, words)(passphrase)

    def verify(passphrase: str) -> int:
        from kiosk.desk import session

        return session.passphrase_verifier(desk.data)(passphrase)

    def titles() -> Sequence[Cover]:
        return desk.shelf().titles()

    app = KioskApp(
        open_desk,
        None if training else verify,
        words,
        _today,
        desk.settings.desk.structure,
        desk.settings.screen.language,
        desk.settings.screen.theme,
        titles=titles,
        keyboard="" if training else layout(),
        load=_load,
        idle=(desk.settings.lock.home_minutes * 60, desk.settings.lock.visit_minutes * 60),
    )
    before = held_back()
    try:
        code = app.run(mouse=False)
    finally:
        app.let_force_end()
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
