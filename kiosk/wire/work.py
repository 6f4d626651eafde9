"""The exact bytes that an office signs of a note of work: another machine can tell that nothing was put between."""

from __future__ import annotations

import msgspec

from kiosk.wire.signed import ToSign

_encoder = msgspec.msgpack.Encoder(order="deterministic")


def note_bytes(
    act: bytes,
    number: int,
    deed: str,
    who: str,
    at: int,
    to: str,
    day: str,
    meeting: tuple[object, ...] | None,
    text: str,
    after: bytes,
) -> ToSign:
    """Give what is signed.

    Args:
        act: its identity.
        number: the note's place, from 1.
        deed: what was done.
        who: by whom, a pseudonym.
        at: when, in seconds since 1970, UTC.
        to: to whom, or from whom.
        day: when to call back, as 2026-12-08; empty for none.
        meeting: the day, the minute of the day, the place by its number, and the numbers of what she brings, if any.
        text: what was written.
        after: the signature of the note before; empty for the first.
    """
    said = (act, number, deed, who, at, to, day, meeting, text, after)
    return ToSign(b"kiosk/work/1\0" + _encoder.encode(said))
