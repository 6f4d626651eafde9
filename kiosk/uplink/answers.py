"""The office's answers on a USB key: read whole, verified, and only then believed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.core.sync import Word
from kiosk.crypto.sign import open_office, verify
from kiosk.uplink.client import follows, verified
from kiosk.wire import signed as wire

SUFFIX = ".ksa"


@dataclass(frozen=True)
class Answered:
    """What a file of answers says to one desk."""

    words: tuple[Word, ...]
    forged: int
    """Statements in it that did not verify."""
    office: bytes
    """The office's public file, which may be newer than the desk's; empty for none."""
    made: datetime | None = None
    """When the office signed the file; None where that is no moment."""


def read_answers(data: bytes, desk: bytes, office: wire.OfficePublic, carried: Collection[bytes] = ()) -> Answered:
    """Read a file of answers.

    Args:
        data: the file.
        desk: this desk's id; what is about other desks is passed over.
        office: as this desk knows it.
        carried: acts of other desks whose withdrawal this desk brought: it keeps each until the office's word.

    Raises:
        NotGenuine: not such a file, or not this office's.
        TooNew, TooLarge: not one that this program reads.
    """
    read = wire.read_file(data, wire.Answers)
    newer = follows(office, read.said.office) if read.said.office else False
    now = open_office(read.said.office) if newer else office
    verify(now.signing_key, read.to_sign, read.signature)
    ours = [ack for ack in read.said.acks if ack.said.desk == desk or ack.said.act in carried]
    words = [verified(ack, now) or verified(ack, office) for ack in ours]
    true = tuple(word for word in words if word is not None)
    return Answered(true, len(words) - len(true), read.said.office if newer else b"", _moment(read.said.made.wall))


def _moment(seconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
