"""From the command to the first screen, by the shortest way: whatever that screen does not show is imported after it.

The doors, the clock and the ids are in `kiosk.desk.session`. What opens a real desk (`kiosk.desk.opening`) or one for
training is imported once the first screen stands.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kiosk.core.accessible import accessible
from kiosk.core.errors import KioskError
from kiosk.desk.desk import Desk, this_day
from kiosk.glass.light import light_loop, light_textual
from kiosk.glass.terminal import Terminal, clear_screen
from kiosk.machine import updated
from kiosk.machine.exits import Exit
from kiosk.machine.keyboard import layout
from kiosk.machine.tty import held_back
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.left import Left
    from kiosk.core.procedure import Cover
    from kiosk.desk.settings import Settings
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
    left: Callable[[], Left] | None

    @property
    def idle(self) -> tuple[int, int]:
        """Seconds without a key after which a lock falls: at home, during a visit."""
        return self.settings.lock.home_minutes * 60, self.settings.lock.visit_minutes * 60


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
        from kiosk.desk.opening import desk_opener

        return desk_opener(desk, words)(passphrase)

    def verify(passphrase: str) -> int:
        from kiosk.desk import opening

        return opening.passphrase_verifier(desk.data)(passphrase)

    def titles() -> Sequence[Cover]:
        return desk.shelf().titles()

    keyboard = "" if training else layout()
    comes = None if training or not updated.may_come() else updated.left
    face = FaceNeeds(open_desk, None if training else verify, words, desk.settings, keyboard, titles, comes)
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
    light_loop()
    light_textual()
    from kiosk.screens.app import KioskApp

    settings = face.settings
    app = KioskApp(
        face.open,
        face.verify,
        face.words,
        this_day,
        settings.desk.structure,
        settings.screen.language,
        settings.screen.theme,
        titles=face.titles,
        keyboard=face.keyboard,
        load=_load_training if face.verify is None else _load_opening,
        load_visit=_load_visit,
        idle=face.idle,
        bell=settings.lock.bell,
        left=face.left,
    )
    app.set_class(accessible(os.environ) or settings.screen.linear, "-touched")
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
    import kiosk.words.errors  # noqa: F401  (as behind the first screen)
    from kiosk.linear.face import LinearFace
    from kiosk.plain.teletype import Teletype

    settings, line = face.settings, Teletype()
    line.begin()
    try:
        LinearFace(
            line,
            face.open,
            face.verify,
            face.words,
            this_day,
            settings.desk.structure,
            settings.screen.language,
            keyboard=face.keyboard,
            idle=face.idle,
            bell=settings.lock.bell,
            **({"left": face.left} if face.left else {}),
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


def _load_opening() -> None:
    """Import what opens a real desk, now that somebody has something to look at."""
    gc.collect()
    import kiosk.desk.opening
    import kiosk.screens.courier  # noqa: F401

    _loaded()


def _load_training() -> None:
    """Import what a desk for training needs, which is open already."""
    gc.collect()
    _load_visit()
    _loaded()


def _load_visit() -> None:
    """Import what comes after home, now that it is looked at."""
    import kiosk.screens.queue
    import kiosk.screens.visit  # noqa: F401


def _loaded() -> None:
    """Keep what is there out of collections, and collect again."""
    import kiosk.screens.boxes
    import kiosk.words.errors  # noqa: F401  (an error is worded with what is in memory: a disk may be gone by then)
    from kiosk.glass.forget import keep_out

    keep_out()
    gc.enable()
