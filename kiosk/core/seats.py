"""Several seats of one office: what a seat does with what another has done.

Records in, records out. A deed is done where the hub kept its note, and at each seat in the same way: by reading it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.core.meeting import Meeting
from kiosk.core.office import Record, stays, take_back, what_it_was
from kiosk.core.outbox import FINAL, State
from kiosk.core.word import BY_OFFICE
from kiosk.core.work import Deed, Work, WorkNote

APART = timedelta(minutes=2)
"""By so much the clocks of two seats may differ."""
BY_ITSELF = ""
"""Who ended an act that nobody at the office had begun: she took it back with her key."""


@dataclass(frozen=True)
class OfficeSeat:
    """One machine of the office."""

    id: bytes
    label: str
    verify_key: bytes
    gone: int = 0
    """Since when it is trusted no longer, in seconds since 1970; 0 where it is."""


@dataclass(frozen=True)
class Spoken:
    """What the office says of an act with an answer: the same at every seat, to the number."""

    state: State
    reason: str
    sequence: int
    meeting: Meeting | None = None


def counts_of(seat: OfficeSeat | None, at: datetime) -> bool:
    """Tell whether a note of a seat is one of the office's: one that is gone has said what it said before."""
    return seat is not None and (not seat.gone or at.timestamp() <= seat.gone)


def statement_of(record: Record) -> Spoken:
    """Give the last statement on an act, as its note carries it."""
    assert record.state is not None
    return Spoken(record.state, record.reason, record.sequence, record.meeting)


def said_with(record: Record | None, note: WorkNote) -> Spoken | None:
    """Give what the office said by a note of when it had one seat; None where it said nothing that still holds."""
    if record is None or note.deed is not Deed.ANSWER or note.text != record.state:
        return None
    return statement_of(record)


def hear_deed(record: Record, note: WorkNote, said: Spoken | None) -> Record:
    """Give an act after somebody, at whichever seat, did something with it.

    From then on only a person ends it: somebody has read it. An answer is taken over whole, if it is not older than
    what is known; a final one can be taken back at any seat, until one has told it.
    """
    if note.who != BY_ITSELF:
        record = replace(record, shown=True, doubt=False)
    if note.deed is Deed.TAKE_BACK:
        return take_back(record) if record.before is not None else record
    if note.deed is not Deed.ANSWER or said is None or said.sequence < max(record.sequence, BY_OFFICE):
        return record
    if record.sequence == said.sequence and record.state is said.state:
        return record
    if record.state in FINAL and record.before is None:
        return record  # it has ended, and was told: nothing is said after that
    fresh = replace(
        record,
        state=said.state,
        reason=said.reason,
        sequence=said.sequence,
        meeting=said.meeting,
        at=note.at,
        told=False,
        before=None,
    )
    can_go_back = said.state in FINAL and note.who != BY_ITSELF and record.state is not None
    return replace(fresh, before=what_it_was(record)) if can_go_back else fresh


def may_go_back(record: Record, now: datetime) -> bool:
    """Tell whether an answer can still be taken back: no seat tells it before, also by a clock that runs ahead."""
    return stays(record, now + APART)


def ended_by_itself(record: Record, work: Work) -> bool:
    """Tell whether the other seats are to hear that an act ended here: her key did it, and nobody was told yet."""
    alone = record.state is State.STOPPED and bool(record.stop_key) and bool(record.hash) and record.before is None
    return alone and not record.told and not work.closed


def goes_on_elsewhere(record: Record) -> Record:
    """Give an act that ended here by itself, while somebody at another seat had it: they answer her wish."""
    return replace(
        record, state=State.TAKEN, reason="", sequence=BY_OFFICE, meeting=None, told=True, shown=True, stop_read=False
    )


def is_past(record: Record | None, work: Work, kept: bool) -> bool:
    """Tell whether an act was ended and forgotten here: its notes are not wanted back."""
    return record is not None and record.state in FINAL and not work.number and not kept


def parted(record: Record) -> Record:
    """Note that two seats did different things with one act: the hub was put back, or lied. Somebody has to look."""
    return record if record.state in FINAL else replace(record, doubt=True)
