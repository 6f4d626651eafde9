"""From the command to the first screen, by the shortest way: whatever that screen does not show is imported after it.

The doors, the clock and the ids are in `kiosk.desk.session`, which opens the desk once its first screen stands.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kiosk.core.accessible import accessible
from kiosk.core.errors import KioskError
from kiosk.desk.desk import Desk
from kiosk.glass.terminal import Terminal, clear_screen
from kiosk.machine.exits import Exit
from kiosk.machine.keyboard import layout
from kiosk.machine.tty import held_back
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.procedure import Cover
    from kiosk.desk.settings import ScreenSettings, Settings
    from kiosk.flows.unlock import Opener, Session, Verifier
    from kiosk.words.catalogues import Catalogues


class FaceNeeds(NamedTuple):
    """What either face is given of a desk."""

    open: Opener
    verify: Verifier | None
    words: Catalogues
    settings: Settings
    keyboard: str
    titles: Callable[[], Sequence[Cover]]

    @property
    def idle(self) -> tuple[int, int]:
        """Seconds without a key after which a lock falls: at home, during a visit."""
        return self.settings.lock.home_minutes * 60, self.settings.lock.visit_minutes * 60


def is_linear(asked: bool | None, screen: ScreenSettings, environment: Mapping[str, str]) -> bool:
    """Tell whether plain lines are wanted: by the command, else by the environment or the settings.

    Args:
        asked: what the command says; None where it does not say.
        screen: the settings.
        environment: `ACCESSIBLE`, which other programs know too, and `TERM`: a dumb terminal can show nothing else.
    """
    if asked is not None:
        return asked
    return accessible(environment) or screen.linear or environment.get("TERM", "") == "dumb"


def run_app(desk: Desk, terminal: Terminal, *, training: bool, case: str = "", linear: bool = False) -> Exit:
    """Run the kiosk until it is stopped.

    Args:
        desk: which one.
        terminal: where to say what went wrong.
        training: whether this is a desk to practise with.
        case: in training, the exercise to begin with.
        linear: whether it speaks in plain lines.
    """
    # Little of what is made until the first screen stands is garbage: looking for it would take a sixth of the time.
    gc.disable()
    words = desk.words()

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

    keyboard = "" if training else layout()
    face = FaceNeeds(open_desk, None if training else verify, words, desk.settings, keyboard, titles)
    before = held_back()
    try:
        crash, code = (_lines if linear else _screens)(face)
    finally:
        clear_screen()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if crash:
        terminal.say(Ui.CRASHED, error=crash)
        return Exit.CRASH
    return Exit(code)


def _screens(face: FaceNeeds) -> tuple[str, int]:
    """Run the face of screens; give the name of the defect that ended it, and its code. Raises KioskError."""
    from kiosk.screens.app import KioskApp

    settings = face.settings
    app = KioskApp(
        face.open,
        face.verify,
        face.words,
        _today,
        settings.desk.structure,
        settings.screen.language,
        settings.screen.theme,
        titles=face.titles,
        keyboard=face.keyboard,
        load=_load,
        idle=face.idle,
        bell=settings.lock.bell,
    )
    try:
        code = app.run(mouse=False)
    finally:
        app.let_force_end()
    if app.refused is not None:
        raise app.refused
    return app.crash or "", code or 0


def _lines(face: FaceNeeds) -> tuple[str, int]:
    """Run the face of plain lines; as the other does."""
    gc.enable()
    from kiosk.linear.face import LinearFace
    from kiosk.linear.teletype import Teletype

    settings, line = face.settings, Teletype()
    line.begin()
    try:
        LinearFace(
            line,
            face.open,
            face.verify,
            face.words,
            _today,
            settings.desk.structure,
            settings.screen.language,
            keyboard=face.keyboard,
            idle=face.idle,
            bell=settings.lock.bell,
        ).run()
    except KioskError:
        raise
    except Exception as error:  # a defect: the terminal is emptied first, and one sentence says so
        if "KIOSK_DEVELOPER" in os.environ:
            raise
        return type(error).__name__, Exit.CRASH
    finally:
        line.end()
    return "", 0


def _load() -> None:
    """Import what the next screens need, now that somebody has something to look at."""
    gc.collect()
    import kiosk.desk.session
    import kiosk.screens.boxes
    import kiosk.screens.courier
    import kiosk.screens.queue
    import kiosk.screens.visit  # noqa: F401
    from kiosk.glass.forget import keep_out

    keep_out()
    gc.enable()


def _today() -> date:
    from kiosk.machine.clock import today

    return today()
