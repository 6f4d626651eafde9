"""The appointment beside a statement of the office: a few numbers, signed with it. See docs/envelope-1.md.

What is signed of a statement is exact and does not grow, so that an appointment's day, hour and place travel beside it.
A reader of an earlier version passes them over and has the weekday. They hold for this very statement alone: the next
one moves the appointment, or says nothing more of it.

On a USB key they are a file of their own beside the answers: `KSKM`, a version (1), and the msgpack list of
`[act, sequence, meeting]` in shortest form. It is not signed whole: each part is, with the statement that it is beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from kiosk.core.errors import NotGenuine, TooLarge, TooNew
from kiosk.wire.signed import Acknowledgement, Id, Signature, ToSign

MOST_MEETING = 256
"""Bytes: no appointment has more."""
MEETINGS_VERSION = 1
MOST_MEETINGS = 64 << 20
_MAGIC = b"KSKM"
_encoder = msgspec.msgpack.Encoder(order="deterministic")

MeetingBytes = Annotated[bytes, msgspec.Meta(max_length=MOST_MEETING)]
"""A `SignedMeeting` as it travels; empty for none. What is wrong with one concerns no other, nor its statement."""


class MeetingSaid(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """When and where she comes: a closed list. Worth nothing before its signature was verified."""

    day: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    """ISO 8601."""
    minute: Annotated[int, msgspec.Meta(ge=0, lt=24 * 60)]
    """Of the day, by the clock on the wall of the place, in this zone."""
    zone: Literal[
        "Europe/Paris",
        "America/Cayenne",
        "America/Guadeloupe",
        "America/Marigot",
        "America/Martinique",
        "America/Miquelon",
        "America/St_Barthelemy",
        "Indian/Mayotte",
        "Indian/Reunion",
        "Pacific/Noumea",
        "Pacific/Tahiti",
        "Pacific/Wallis",
    ]
    place: Annotated[int, msgspec.Meta(ge=1, le=99)]
    """A number in the office's own list."""
    mark: Annotated[int, msgspec.Meta(ge=0, lt=1 << 32)]
    """CRC-32 of the place's name, in UTF-8, spaced once and without capitals; 0 for none."""
    bring: Annotated[tuple[Annotated[int, msgspec.Meta(ge=1, le=99)], ...], msgspec.Meta(max_length=9)]
    """Numbers of what she brings: 1 Vitale card, 2 identity document, 3 the letter that she got, 4 her telephone."""
    cancelled: bool


class SignedMeeting(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """An appointment and the office's signature over `meeting_bytes`."""

    said: MeetingSaid
    signature: Signature


class _Beside(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    act: Id
    sequence: Annotated[int, msgspec.Meta(ge=1, lt=1 << 31)]
    meeting: MeetingBytes


def meeting_bytes(ack: Acknowledgement, said: MeetingSaid) -> ToSign:
    """Give what the office signs: a domain, the statement, and the appointment beside it."""
    return ToSign(b"kiosk/meeting/1\0" + _encoder.encode((ack, said)))


def write_meeting(said: MeetingSaid, signature: bytes) -> bytes:
    """Write an appointment as it travels."""
    return _encoder.encode(SignedMeeting(said, signature))


def read_meeting_bytes(data: bytes) -> SignedMeeting:
    """Read an appointment without believing it. Raises NotGenuine: not what `write_meeting` writes."""
    try:
        read = msgspec.msgpack.decode(data, type=SignedMeeting)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("not an appointment") from None
    if len(data) > MOST_MEETING or _encoder.encode(read) != data:
        raise NotGenuine("not canonical")
    return read


def write_meetings(meetings: Mapping[tuple[bytes, int], bytes]) -> bytes:
    """Write the file of a USB key: appointments by the act and the number of the statement that they are beside."""
    parts = [_Beside(act, sequence, meeting) for (act, sequence), meeting in meetings.items()]
    return _MAGIC + bytes((MEETINGS_VERSION,)) + _encoder.encode(parts)


def read_meetings(data: bytes) -> dict[tuple[bytes, int], bytes]:
    """Read the file of a USB key, without believing it.

    Raises:
        TooNew: another version.
        TooLarge: more than such a file ever holds.
        NotGenuine: not what `write_meetings` writes.
    """
    if data[:4] != _MAGIC or len(data) < 6:
        raise NotGenuine("no appointments")
    if data[4] != MEETINGS_VERSION:
        raise TooNew("appointments of another version")
    if len(data) > MOST_MEETINGS:
        raise TooLarge
    try:
        read = msgspec.msgpack.decode(data[5:], type=list[_Beside])
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("no appointments") from None
    return {(each.act, each.sequence): each.meeting for each in read}
