"""The recovery secret on paper: how sixteen random bytes are written, and what a tired person types of them."""

from __future__ import annotations

from base64 import b32decode, b32encode

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from kiosk.core.errors import WrongPassphrase

RECOVERY_BYTES = 16
_CHECK = 4

_B32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITE = str.maketrans(_B32, _CROCKFORD)
_READ = str.maketrans(_CROCKFORD + "OIL", _B32 + "ABB", " -_.\t\r\n\u00a0\u2010\u2011")


def spell_recovery(secret: bytes) -> str:
    """Write a recovery secret for paper: eight groups of four symbols, the last ones a check."""
    symbols = b32encode(secret + _checksum(secret)[:_CHECK]).decode().translate(_WRITE)
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))


def parse_recovery(typed: str) -> bytes:
    """Read what a person typed: case, separators, O for 0 and I or L for 1 are forgiven.

    Raises:
        WrongPassphrase: wrong length or symbol, or the check does not fit.
    """
    try:
        raw = b32decode(typed.upper().translate(_READ))
    except ValueError:
        raise WrongPassphrase from None
    secret, check = raw[:RECOVERY_BYTES], raw[RECOVERY_BYTES:]
    if check != _checksum(secret)[:_CHECK]:
        raise WrongPassphrase
    return secret


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=16, encoder=RawEncoder)
