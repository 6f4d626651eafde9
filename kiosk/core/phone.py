"""Telephone numbers: read as they are written in France and overseas, kept dialable, shown as they are read aloud."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s./\-\u2010-\u2015\u2212_,]")
_DIALABLE = re.compile(r"\+[1-9]\d{5,14}|\d{6,11}")
# Countries whose numbers are dialled at home with a 0 that is dropped behind the country's code: France and overseas.
_FRENCH = ("33", "262", "590", "594", "596")
NATIONAL = 10
"""Digits of a French number, with its 0."""
# Country codes of one or two digits; all others have three.
_SHORT = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")


def read_phone(text: str) -> str | None:
    """Give a number's digits, with a + where it begins with a country; None for what is no telephone of a person.

    `00` is read as +, and the 0 that is not dialled behind a French country code is dropped: `+262 (0)692…`.
    """
    bare = _BETWEEN.sub("", text)
    if re.match(r"\+|00", bare):
        bare = bare.replace("(0)", "", 1)
    digits = re.sub(r"[()]", "", bare)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    for country in _FRENCH:
        digits = re.sub(rf"^\+{country}0", f"+{country}", digits)
    return digits if digits.isascii() and _DIALABLE.fullmatch(digits) else None


def national(number: str) -> str:
    """Give a number as it is dialled in its own country, where that is France or overseas; else as it is."""
    for country in _FRENCH:
        if number.startswith(f"+{country}"):
            return "0" + number[1 + len(country) :]
    return number


def pairs(number: str) -> str:
    """Write a number as it is read aloud, in pairs; anything else stays as it is."""
    if not number.isascii() or not re.fullmatch(r"\+?\d{5,15}", number):
        return number
    if not number.startswith("+"):
        return _in_pairs(number)
    code = _SHORT.match(number, 1)
    end = code.end() if code else 4
    rest = number[end:]
    head = len(rest) % 2 and (1 if number[1:end] == "33" else 3)
    parts = [number[:end], rest[:head], _in_pairs(rest[head:])]
    return " ".join(part for part in parts if part)


def _in_pairs(digits: str) -> str:
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
