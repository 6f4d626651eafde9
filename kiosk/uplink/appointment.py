"""An appointment that the office signs beside its statement, and what of one is believed."""

from __future__ import annotations

from datetime import date

from kiosk.core.errors import NotGenuine
from kiosk.core.meeting import Meeting
from kiosk.crypto.sign import sign, verify
from kiosk.wire.meeting import MeetingSaid, meeting_bytes, read_meeting_bytes, write_meeting
from kiosk.wire.signed import Acknowledgement


def sign_meeting(seed: bytes, ack: Acknowledgement, met: Meeting) -> bytes:
    """Sign an appointment for the statement that it is beside; gives it as it travels.

    Args:
        seed: the office's.
        ack: the statement.
        met: one that the rules allow.
    """
    said = MeetingSaid(
        met.day.isoformat(),
        met.minute,
        met.zone,  # type: ignore[arg-type]  # one of the rules' own zones
        met.place,
        met.mark,
        met.bring,
        met.cancelled,
    )
    return write_meeting(said, sign(seed, meeting_bytes(ack, said)))


def open_meeting(key: bytes, ack: Acknowledgement, data: bytes) -> Meeting:
    """Verify an appointment that came beside a statement.

    Args:
        key: the office's.
        ack: the statement.
        data: what came beside it.

    Raises:
        NotGenuine: it is none, or not this office's beside this very statement.
    """
    read = read_meeting_bytes(data)
    verify(key, meeting_bytes(ack, read.said), read.signature)
    said = read.said
    try:
        day = date.fromisoformat(said.day)
    except ValueError:
        raise NotGenuine("no such day") from None
    return Meeting(day, said.minute, said.place, said.bring, said.zone, said.mark, said.cancelled)
