"""A desk's key in a form that two people compare: on the desk's screen and on the office's."""

from __future__ import annotations

from hashlib import blake2b

from kiosk.core.reference import ALPHABET
from kiosk.wire.signed import DeskPublic

_BYTES = 15
_GROUP = 4


def fingerprint(desk: DeskPublic) -> str:
    """Spell 120 bits of a hash over the desk's id and verify key: six groups of four symbols."""
    digest = blake2b(desk.desk + desk.verify_key, digest_size=_BYTES, person=b"kiosk/desk/1").digest()
    number = int.from_bytes(digest)
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(_BYTES * 8 - 5, -1, -5))
    return "-".join(symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP))
