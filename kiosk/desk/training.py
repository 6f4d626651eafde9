"""Chooses what training works with: no hub, no printer and no desk's folder can be reached from here."""

from __future__ import annotations

import fcntl
import os
import shutil
from dataclasses import replace
from pathlib import Path

from kiosk.core.blocks import Receipt
from kiosk.core.errors import NotTraining, StoreBusy
from kiosk.core.outbox import Entry, offer
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from kiosk.core.word import NotKept
from kiosk.crypto import box, keys, sign
from kiosk.crypto.seal import DeskSealer
from kiosk.desk.desk import Desk
from kiosk.desk.folder import EXERCISE_LOCK, STORE, is_in_real
from kiosk.desk.paper import Printers, paper_of
from kiosk.desk.session import compose_session, letterhead
from kiosk.desk.settings import PrinterSettings, RetentionSettings, Settings
from kiosk.flows.clock import Watch
from kiosk.flows.unlock import Opener, Session
from kiosk.machine.clock import BUILT, new_id, read_clock
from kiosk.machine.files import open_plain
from kiosk.store.disk import system_errors
from kiosk.store.tables import open_store
from kiosk.words.catalogues import Catalogues


def only_shown(settings: Settings) -> Settings:
    """Keep what is only shown; what names a hub, a printer or anything else to reach is as if it were not there."""
    return Settings(
        desk=settings.desk,
        screen=settings.screen,
        procedures=settings.procedures,
        voice=settings.voice,
        printer=PrinterSettings(),
        retention=RetentionSettings(),
        report=settings.report,
    )


def check_erasable(data: Path) -> None:
    """Check that what is in a folder may be erased, before anything is written in it.

    Raises:
        NotTraining: it is a real desk's or in one, or holds a store that no training made.
    """
    if is_in_real(data) or ((data / STORE).exists() and not (data / EXERCISE_LOCK).exists()):
        raise NotTraining


class OutOfPaper:
    """A printer that has no paper for the first print, and some afterwards (the `Printer` of `kiosk.desk.paper`)."""

    def __init__(self) -> None:
        self._jobs = 0

    def print(self, receipt: Receipt, *, large: bool) -> PrintReport:  # noqa: ARG002 (nothing is printed anywhere)
        """Say what a printer would say."""
        self._jobs += 1
        return (
            PrintReport(PrintOutcome.NOT_PRINTED, Cause.PAPER_OUT)
            if self._jobs == 1
            else PrintReport(PrintOutcome.PRINTED)
        )

    def cancel(self) -> None:
        """Call nothing off: it has printed, or not, at once."""

    def clear(self) -> bool:
        """Hold nothing that could still come out."""
        return True

    def prepare(self) -> None:
        """Be there already."""

    def release(self) -> None:
        """Stay: nothing runs."""


def case_printer(case: str) -> Printers:
    """Give what makes the printer of an exercise; none where the screen stands in for paper."""
    from kiosk.core.exercise import Case

    return {Form.ROLL: OutOfPaper} if case == Case.PAPER else {}


def refusing_hub(entry: Entry) -> Entry:
    """Refuse an act, as a hub would: it is offered, and set aside for somebody to look at."""
    from kiosk.core.sync import quarantine  # for one exercise alone

    return quarantine(offer(entry), NotKept.CONFLICT, entry.made, 0.0)


def staged(session: Session, name: str) -> Session:
    """Set an exercise up in a training desk that was just opened; none where no name is given."""
    if not name:
        return session
    from kiosk.core.exercise import Case
    from kiosk.flows.exercise import Exercise, fill_queue

    case = Case(name)
    fill_queue(case, session.tools, refusing_hub)
    return replace(session, exercise=Exercise(case))


def training_opener(desk: Desk, words: Catalogues) -> Opener:
    """Give what opens a training desk: what the last training left is erased, its office is thrown away.

    What the opener is given is no passphrase, but the name of an exercise; empty for none.
    """
    desk = Desk(desk.data, only_shown(desk.settings))

    def open_training(case: str) -> Session:
        check_erasable(desk.data)
        lock = _training_lock(desk.data)
        try:
            with system_errors():
                shutil.rmtree(desk.data / STORE, ignore_errors=True)
            store = open_store(desk.data / STORE, box.new_key(), create=True)
        except BaseException:
            os.close(lock)
            raise
        # Nobody can ever open these acts: the reading key of the training office is not kept.
        reader = keys.public_key(keys.new_reading_key())
        sealer = DeskSealer(new_id(), sign.new_seed(), lambda: (reader,), training=True)
        watch = Watch(store, BUILT, read_clock())
        printing = paper_of(case_printer(case) if case else {})
        head = letterhead(desk.settings)
        session = compose_session(desk, store, sealer, head, words, watch, printing, training=True)
        return staged(replace(session, release=lambda: os.close(lock)), case)

    return open_training


def _training_lock(data: Path) -> int:
    """Hold the training folder, so that a second training does not erase the first."""
    with system_errors():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = open_plain(data / EXERCISE_LOCK, os.O_RDWR | os.O_CREAT, follow=True)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise StoreBusy from error
    return lock
