"""The one-time code with which an office and a desk, or an office and a hub, prove their keys to each other.

The code is a secret of 104 random bits. Three values are derived from it: a slot, which names it in public; a claim,
which shows to the hub that it is known; and a key under which both sides put a MAC over their own keys. The hub in
the middle sees slot and claim, never the key: it can refuse, it cannot swap a key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from nacl.bindings import sodium_memcmp
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from kiosk.core.errors import NotGenuine, WrongPassphrase
from kiosk.crypto import box
from kiosk.crypto.symbols import from_groups, in_groups

SECRET_BYTES = 13
_CHECK_BYTES = 2
TOKEN_BYTES = 32
TO_DESK, TO_SEAT = b"office", b"office-seat"
"""Who an office speaks to under a code (`tag`): a desk's code makes no machine of the office, nor the other way."""


@dataclass(frozen=True)
class Code:
    """What follows from a code."""

    slot: bytes
    """Sixteen bytes: names the code, tells nothing of it."""
    claim: bytes = field(repr=False)
    """Thirty-two bytes: shows to the hub that the code is known."""
    key: bytes = field(repr=False)
    """Thirty-two bytes: the MAC's."""


def new_secret() -> bytes:
    """Make a code's secret."""
    return box.random(SECRET_BYTES)


def spell_code(secret: bytes) -> str:
    """Write a code for a person who types it: six groups of four symbols, the last ones a check."""
    return in_groups(secret + _check(secret))


def parse_code(typed: str) -> bytes:
    """Read what was typed: case, separators, O for 0 and I or L for 1 are forgiven.

    Raises:
        WrongPassphrase: wrong length or symbol, or the check does not fit.
    """
    raw = from_groups(typed)
    secret, check = raw[:SECRET_BYTES], raw[SECRET_BYTES:]
    if len(secret) != SECRET_BYTES or check != _check(secret):
        raise WrongPassphrase
    return secret


def derive(secret: bytes) -> Code:
    """Give what follows from a code's secret."""
    slot = blake2b(secret, digest_size=16, person=b"kiosk/enrol/slot", encoder=RawEncoder)
    claim = blake2b(secret, digest_size=32, person=b"kiosk/enrol/show", encoder=RawEncoder)
    key = blake2b(secret, digest_size=32, person=b"kiosk/enrol/mac", encoder=RawEncoder)
    return Code(slot, claim, key)


def tag(code: Code, who: bytes, *parts: bytes) -> bytes:
    """Put a MAC (32 bytes) over what one side says.

    Args:
        code: the shared secret.
        who: the domain: `office`, `desk` or `hub`, so that no side's words can be given back to it.
        parts: what it says; each is written with its length.
    """
    said = b"".join(len(part).to_bytes(4) + part for part in (b"kiosk/enrol/1", who, code.slot, *parts))
    return blake2b(said, digest_size=32, key=code.key, encoder=RawEncoder)


def check_tag(code: Code, given: bytes, who: bytes, *parts: bytes) -> None:
    """Verify such a MAC.

    Raises:
        NotGenuine: who said it does not know the code, or it was altered.
    """
    if not sodium_memcmp(tag(code, who, *parts), given):
        raise NotGenuine("the other side does not know the code")


def new_token() -> bytes:
    """Make a bearer token."""
    return box.random(TOKEN_BYTES)


def token_hash(token: bytes) -> bytes:
    """Hash a token or a claim: what the hub keeps of it. Random as they are, nothing needs to slow guessing down."""
    return blake2b(token, digest_size=32, person=b"kiosk/token/1", encoder=RawEncoder)


def _check(secret: bytes) -> bytes:
    return blake2b(secret, digest_size=16, person=b"kiosk/enrol/chk", encoder=RawEncoder)[:_CHECK_BYTES]
