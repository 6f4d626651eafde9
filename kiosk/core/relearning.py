"""What an office learns from its own signed words: it was restored from an older copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.core.meeting import Meeting
from kiosk.core.office import Record
from kiosk.core.outbox import FINAL, State
from kiosk.core.word import BY_OFFICE


@dataclass(frozen=True)
class OwnWord:
    """What this office said of an act, by its own signature."""

    desk: bytes
    state: State
    reason: str
    sequence: int
    at: datetime
    meeting: Meeting | None = None


def relearn(record: Record, said: OwnWord, now: datetime) -> Record:
    """Take over a statement that this office made and forgot: it was restored from an older copy.

    What a person has just decided is not given up for it: it is said again, after it; unless it was final.
    """
    if said.sequence < max(record.sequence, BY_OFFICE):
        return record
    if record.state not in (None, State.TAKEN) and record.shown and said.state not in FINAL:
        return replace(record, sequence=said.sequence + 1, at=now, told=False)
    return replace(
        record,
        desk=said.desk,
        state=said.state,
        reason=said.reason,
        sequence=said.sequence,
        at=said.at,
        meeting=said.meeting,
        told=True,
        shown=True,
        before=None,
    )
