"""Chooses what training works with: no hub, no printer and no desk's folder can be reached from here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kiosk.core.blocks import Receipt
from kiosk.core.errors import NotTraining
from kiosk.core.exercise import Case
from kiosk.core.outbox import Entry, Signer, State, move, offer
from kiosk.core.paper import Cause, Outcome, Report
from kiosk.desk.run import is_in_real
from kiosk.flows.exercise import Exercise, fill_queue
from kiosk.flows.unlock import Session
from kiosk.settings import PrinterSettings, RetentionSettings, Settings


def harmless(settings: Settings) -> Settings:
    """Keep what is only shown; what names a hub, a printer or anything else to reach is as if it were not there."""
    return Settings(
        desk=settings.desk,
        screen=settings.screen,
        procedures=settings.procedures,
        printer=PrinterSettings(),
        retention=RetentionSettings(),
        report=settings.report,
    )


def claim(data: Path, store: str, lock: str) -> None:
    """Check that what is in a folder may be erased, before anything is written in it.

    Args:
        data: the folder.
        store: the name of the store in it.
        lock: the name of a file that every training has made, and no real desk.

    Raises:
        NotTraining: it is a real desk's or in one, or holds a store that no training made.
    """
    if is_in_real(data) or ((data / store).exists() and not (data / lock).exists()):
        raise NotTraining


class OutOfPaper:
    """A printer that has no paper for the first print, and some afterwards (the `Printer` of `kiosk.desk.paper`)."""

    def __init__(self) -> None:
        self._jobs = 0

    def print(self, receipt: Receipt, *, large: bool) -> Report:  # noqa: ARG002 (nothing is printed anywhere)
        """Say what a printer would say."""
        self._jobs += 1
        return Report(Outcome.NOT_PRINTED, Cause.PAPER_OUT) if self._jobs == 1 else Report(Outcome.PRINTED)

    def cancel(self) -> None:
        """Call nothing off: it has printed, or not, at once."""

    def clear(self) -> bool:
        """Hold nothing that could still come out."""
        return True

    def prepare(self) -> None:
        """Be there already."""

    def release(self) -> None:
        """Stay: nothing runs."""


def case_printer(case: str) -> type[OutOfPaper] | None:
    """Give what makes the printer of an exercise; None where the screen stands in for paper."""
    return OutOfPaper if case == Case.PAPER else None


def refusing_hub(entry: Entry) -> Entry:
    """Refuse an act, as a hub would: it is offered, and set aside for somebody to look at."""
    return move(offer(entry), State.QUARANTINED, Signer.DESK)


def staged(session: Session, name: str) -> Session:
    """Set an exercise up in a training desk that was just opened; none where no name is given."""
    if not name:
        return session
    case = Case(name)
    fill_queue(case, session.tools, refusing_hub)
    return replace(session, exercise=Exercise(case))
