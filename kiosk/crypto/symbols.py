"""How secrets are written for people: Crockford's base32 in groups, and what a tired person types of it."""

from __future__ import annotations

from base64 import b32decode, b32encode

from kiosk.core.errors import WrongPassphrase

GROUP = 4
_B32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITE = str.maketrans(_B32, _CROCKFORD)
_READ = str.maketrans(_CROCKFORD + "OIL", _B32 + "ABB", " -_.\t\r\n\u00a0\u2010\u2011\u2012\u2013\u2212")


def in_groups(data: bytes) -> str:
    """Write bytes in groups of four symbols."""
    symbols = b32encode(data).decode().translate(_WRITE)
    return "-".join(symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP))


def from_groups(typed: str) -> bytes:
    """Read what was typed: case, separators, O for 0 and I or L for 1 are forgiven. Raises WrongPassphrase."""
    try:
        return b32decode(typed.upper().translate(_READ))
    except ValueError:
        raise WrongPassphrase from None
