"""What a paper says of an appointment."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.core.blocks import Block, DayAndHour, Line, Literal, Para, Phrase, Title
from kiosk.core.meeting import Meeting, known_place
from kiosk.core.status import things


def meeting_blocks(meeting: Meeting, places: Sequence[str]) -> list[Block]:
    """Say when and where she comes, and with what; or that she need not.

    Args:
        meeting: as the office said it.
        places: as this desk knows them: one that may be another than the office means has its number alone.
    """
    when = Title((DayAndHour(meeting.day, meeting.minute, meeting.zone),))
    if meeting.cancelled:
        return [when, Title((Phrase(Line.CANCELLED),))]
    name = known_place(meeting, places)
    where = Para((Literal(name),)) if name else Para((Phrase(Line.PLACE, {"number": str(meeting.place)}),))
    return [when, where, *(Para((Phrase(each),)) for each in things(meeting))]
