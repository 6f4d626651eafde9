"""The reference a person is given, the withdrawal key of her receipt, and how both are read back.

A reference is eight symbols of Crockford base32 (40 random bits) and one check symbol, shown in threes.
The check is a weighted sum over GF(32) with nine different non-zero weights, so that any one wrong
symbol and any two swapped symbols are noticed, wherever they stand.

The QR of a receipt holds `1` (format version), the reference, the withdrawal key (26 symbols for 128 bits)
and one check symbol over all of it: 37 characters of QR's alphanumeric alphabet.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.core.errors import NotAReference

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_FORGIVEN = {"O": "0", "I": "1", "L": "1"}
_SEPARATORS = frozenset(" -_.\t\r\n\u00a0\u2010\u2011\u2012\u2013\u2212")

DATA_SYMBOLS = 8
KEY_BYTES = 16
_KEY_SYMBOLS = 26
QR_VERSION = "1"
_QR_LENGTH = 1 + (DATA_SYMBOLS + 1) + _KEY_SYMBOLS + 1

# What a scanner set to one keyboard layout types on a machine set to another.
_FRENCH_ROW = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
_SWAP = {"A": "Q", "Q": "A", "Z": "W", "W": "Z"}
_US_ON_FRENCH = {**_FRENCH_ROW, **_SWAP, "?": "M", ",": "M"}
_FRENCH_ON_US = {**dict(zip("!@#$%^&*()", "1234567890", strict=True)), **_SWAP, ":": "M", ";": "M"}


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
    """Write a reference in threes: `K7Q-4M2-9XD`."""
    return "-".join(reference[at : at + 3] for at in range(0, len(reference), 3))


def qr_text(reference: str, key: bytes) -> str:
    """Say what the QR of a receipt holds, in QR's alphanumeric alphabet."""
    if len(key) != KEY_BYTES:
        raise ValueError("a withdrawal key has sixteen bytes")
    body = QR_VERSION + reference + _symbols(int.from_bytes(key), _KEY_SYMBOLS)
    return body + _check(body)


def parse(typed: str) -> Ticket:
    """Read what a scanner or a tired person typed: a reference, or the whole QR.

    Case, separators, O for 0, I or L for 1, and a scanner set to another keyboard layout are forgiven.

    Raises:
        NotAReference: wrong length, wrong symbol, or a check symbol that does not fit.
    """
    for layout in _readings(typed):
        text = "".join(_FORGIVEN.get(c, c) for c in layout)
        if len(text) == DATA_SYMBOLS + 1 and _fits(text):
            return Ticket(text)
        if len(text) == _QR_LENGTH and text[0] == QR_VERSION and _fits(text):
            reference, key = text[1:10], _number(text[10:-1])
            if _fits(reference) and key < 1 << (8 * KEY_BYTES):
                return Ticket(reference, key.to_bytes(KEY_BYTES))
    raise NotAReference


def _readings(typed: str) -> list[str]:
    """Give the ways to read it: as it stands, then, if a symbol betrays it, as another keyboard layout."""
    plain = "".join(c for c in typed.upper() if c not in _SEPARATORS)
    readings = [plain]
    # "-" and "_" are digits on a French number row, so the layouts read the text before separators go.
    # A scanner set to another layout never produces a digit: where one stands, a person typed, and dashes are dashes.
    raw = typed.strip()
    if any(c in "0123456789" for c in raw):
        return readings
    for layout in (_US_ON_FRENCH, _FRENCH_ON_US):
        mapped = [layout.get(c, layout.get(c.lower(), layout.get(c.upper(), c.upper()))) for c in raw]
        if any(c.lower() in layout and c not in _SEPARATORS and c.upper() not in _SWAP for c in raw):
            readings.append("".join(c for c in mapped if c not in _SEPARATORS))
    return readings


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
