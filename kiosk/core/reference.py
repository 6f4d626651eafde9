"""The reference a person is given, the withdrawal key of her receipt, and how both are read back.

A reference is eight symbols of Crockford base32 (40 random bits) and one check symbol, shown in threes.
The check is a weighted sum over GF(32) with nine different non-zero weights, so that any one wrong
symbol and any two swapped symbols are noticed, wherever they stand.

The QR of a receipt holds `1` (format version), the reference, the withdrawal key (26 symbols for 128 bits)
and one check symbol over all of it: 37 characters of QR's alphanumeric alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.core.errors import NotAReference
from kiosk.core.layouts import mappings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_LONGEST = 80
# What layouts exchange: AZERTY and QWERTY, QWERTY and QWERTZ, and both one after the other.
_EXCHANGES = tuple(
    str.maketrans(*each) for each in (("AQZW", "QAWZ"), ("YZ", "ZY"), ("AQZWY", "QAYZW"), ("AQZWY", "QAWYZ"))
)
_FORGIVEN = {"O": "0", "I": "1", "L": "1"}
_SEPARATORS = frozenset(" -_.\t\r\n\u00a0\u2010\u2011\u2012\u2013\u2212")

DATA_SYMBOLS = 8
KEY_BYTES = 16
_KEY_SYMBOLS = 26
QR_VERSION = "1"
QR_LENGTH = 1 + (DATA_SYMBOLS + 1) + _KEY_SYMBOLS + 1

_AIM = re.compile(r".?Q\d(?=.{37}$)", re.DOTALL)
"""What many scanners type before a code: `]Q1`, of which a dead key may have eaten the bracket."""


@dataclass(frozen=True)
class Ticket:
    """What a receipt's QR says: a reference and, if the whole QR was read, the withdrawal key."""

    reference: str
    """Nine symbols without separators."""
    key: bytes | None = None
    """Sixteen bytes, or None when only the reference was typed."""


def make_reference(random: bytes) -> str:
    """Make a reference from five random bytes: nine symbols, no separators."""
    if len(random) != 5:
        raise ValueError("a reference takes five random bytes")
    body = _symbols(int.from_bytes(random), DATA_SYMBOLS)
    return body + _check(body)


def spell(reference: str) -> str:
    """Write a reference in threes: `K7Q-4M2-9X5`."""
    return "-".join(reference[at : at + 3] for at in range(0, len(reference), 3))


def qr_text(reference: str, key: bytes) -> str:
    """Say what the QR of a receipt holds, in QR's alphanumeric alphabet."""
    if len(key) != KEY_BYTES:
        raise ValueError("a withdrawal key has sixteen bytes")
    body = QR_VERSION + reference + _symbols(int.from_bytes(key), _KEY_SYMBOLS)
    return body + _check(body)


def is_unmistakable(reference: str, key: bytes) -> bool:
    """Tell whether a receipt is read as itself through every keyboard layout: about one in twenty is not."""
    for text in (reference, qr_text(reference, key)):
        if any(_ticket(text.translate(each)) not in (None, _ticket(text)) for each in _EXCHANGES):
            return False
    return True


def parse(typed: str) -> Ticket:
    """Read what a scanner or a tired person typed: a reference, or the whole QR.

    Case, separators, O for 0, I or L for 1, a scanner set to another keyboard layout, and what scanners put before
    and after a code are forgiven. It is never guessed: where two readings fit, there is none.

    Raises:
        NotAReference: wrong length, wrong symbol, a check symbol that does not fit, or more than one reading.
    """
    text = "".join(c for c in typed if c.isprintable() or c in _SEPARATORS).strip()
    plain = "".join(c for c in text.upper() if c not in _SEPARATORS)
    # Letters and digits alone are meant as they stand, or a wrong symbol would be put right by exchanging others.
    as_typed = plain.isascii() and plain.isalnum()
    readings = {plain} if as_typed else {plain, *_readings(text)}
    found = {ticket for ticket in map(_ticket, readings) if ticket is not None}
    if len(found) != 1:
        raise NotAReference
    return found.pop()


def _ticket(reading: str) -> Ticket | None:
    text = "".join(_FORGIVEN.get(c, c) for c in _AIM.sub("", reading, count=1))
    if len(text) == DATA_SYMBOLS + 1 and _fits(text):
        return Ticket(text)
    if len(text) == QR_LENGTH and text[0] == QR_VERSION and _fits(text):
        reference, key = text[1:10], _number(text[10:-1])
        if _fits(reference) and key < 1 << (8 * KEY_BYTES):
            return Ticket(reference, key.to_bytes(KEY_BYTES))
    return None


def _readings(text: str) -> Iterator[str]:
    """Give the ways to read it as another keyboard layout."""
    if not DATA_SYMBOLS < len(text) <= _LONGEST:
        return
    bare = "".join(c for c in text if c not in _SEPARATORS)
    for mapping in mappings():
        for each in (text, bare):  # "-" and "_" are digits on some number rows, and may be dashes all the same
            # Each letter of a long text asks whether it is a code; most are none, by the sign of its version.
            if len(each) >= QR_LENGTH and mapping.get(each[-QR_LENGTH].lower()) != QR_VERSION:
                continue
            reading = _read(each, mapping)
            if reading:
                yield reading


def _read(text: str, mapping: Mapping[str, str]) -> str:
    """Read by one layout; empty where it has no such sign, but for those that come before a code."""
    reading = ""
    for place, sign in enumerate(text):
        symbol = mapping.get(sign.lower(), "" if sign in _SEPARATORS else None)
        if symbol is None and place > 1:
            return ""
        reading += "?" if symbol is None else symbol
    return reading


def _symbols(number: int, count: int) -> str:
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in reversed(range(count)))


def _number(text: str) -> int:
    number = 0
    for symbol in text:
        number = number << 5 | _VALUE[symbol]
    return number


def _multiply(a: int, b: int) -> int:
    """Multiply in GF(32), modulo x^5 + x^2 + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product


def _check(body: str) -> str:
    """Compute the symbol that makes the weighted sum of all symbols zero. Its own weight is 1."""
    total, weight = 0, 1
    for symbol in reversed(body):
        weight = _multiply(weight, 2)
        total ^= _multiply(weight, _VALUE[symbol])
    return ALPHABET[total]


def _fits(text: str) -> bool:
    return all(c in _VALUE for c in text) and _check(text[:-1]) == text[-1]
