"""Keyboard layouts: what a scanner set to one of them types on a machine that is set to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

# The keys that type the digits and letters of a receipt, by place: number row, then the three rows of letters.
# Each layout twice: plain, and with shift.
_BOARDS = {
    "us": ("1234567890qwertyuiopasdfghjkl;zxcvbnm", "!@#$%^&*()QWERTYUIOPASDFGHJKL:ZXCVBNM"),
    "fr": ("&é\"'(-è_çàazertyuiopqsdfghjklmwxcvbn,", "1234567890AZERTYUIOPQSDFGHJKLMWXCVBN?"),
    "be": ("&é\"'(§è!çàazertyuiopqsdfghjklmwxcvbn,", "1234567890AZERTYUIOPQSDFGHJKLMWXCVBN?"),
    "afnor": ("àéèê()‘’«»azertyuiopqsdfghjklmwxcvbn.", "1234567890AZERTYUIOPQSDFGHJKLMWXCVBN?"),
    "ch": ("1234567890qwertzuiopasdfghjkléyxcvbnm", '+"*ç%&/()=QWERTZUIOPASDFGHJKLöYXCVBNM'),
}
# The key that types the dash between its threes on each layout, as other machines read that key.
_DASHES = {
    "us": {"fr": ")", "be": ")", "afnor": "'", "ch": "'"},
    "fr": {"us": "6", "be": "§", "afnor": ")", "ch": "6"},
    "be": {"us": "=", "fr": "=", "afnor": "^", "ch": "^"},
    "afnor": {"us": "[", "fr": "^", "be": "^", "ch": "è"},
    "ch": {"us": "/", "fr": "!", "be": "=", "afnor": ";"},
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"


@cache
def mappings() -> tuple[Mapping[str, str], ...]:
    """Give for each pair of layouts what a sign on the screen stands for; signs in lower case, symbols in capitals.

    Letters count with and without shift: a scanner types capitals or not, and caps lock changes them. Among them are
    the layouts on which somebody presses the right letters and forgets shift for the digits.
    """
    found = {tuple(sorted(each.items())): each for each in (*_of_scanners(), *_without_shift())}
    return tuple(found.values())


def _of_scanners() -> Iterator[Mapping[str, str]]:
    for scanner, rows in _BOARDS.items():
        for machine, typed in _BOARDS.items():
            if scanner == machine:
                continue
            of: dict[str, str] = {}
            for place, plain in enumerate(rows[0]):
                if plain in _LETTERS:
                    of |= {typed[shift][place].lower(): plain.upper() for shift in (0, 1)}
                for shift in (0, 1):
                    if rows[shift][place] in _DIGITS:
                        of[typed[shift][place].lower()] = rows[shift][place]
            if (dash := _DASHES[scanner].get(machine)) and dash not in of:
                of[dash] = ""
            yield of


def _without_shift() -> Iterator[Mapping[str, str]]:
    letters = {each: each.upper() for each in _LETTERS}
    for plain, shifted in _BOARDS.values():
        if shifted[0] == "1":
            yield letters | {plain[place]: shifted[place] for place in range(10)}
