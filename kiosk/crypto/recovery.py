"""The recovery secret on paper: how sixteen random bytes are written, and what a tired person types of them."""

from __future__ import annotations

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from kiosk.core.errors import WrongPassphrase
from kiosk.crypto.symbols import from_groups, in_groups

RECOVERY_BYTES = 16
_CHECK = 4


def spell_recovery(secret: bytes) -> str:
    """Write a recovery secret for paper: eight groups of four symbols, the last ones a check."""
    return in_groups(secret + _checksum(secret)[:_CHECK])


def parse_recovery(typed: str) -> bytes:
    """Read what a person typed: case, separators, O for 0 and I or L for 1 are forgiven.

    Raises:
        WrongPassphrase: wrong length or symbol, or the check does not fit.
    """
    raw = from_groups(typed)
    secret, check = raw[:RECOVERY_BYTES], raw[RECOVERY_BYTES:]
    if check != _checksum(secret)[:_CHECK]:
        raise WrongPassphrase
    return secret


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=16, encoder=RawEncoder)
