"""Reads a date that somebody typed the French way: in digits with or without separators, or with the month's name."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kiosk.core.when import When, of_day

_MONTHS = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars", "mar"),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_BETWEEN = r"\s*[ /.,\-]\s*"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?P<day>\d{{1,2}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}{_YEAR}",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4}|\d\d)",
        rf"(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>\d{{4}})",
        r"(?P<month>\d\d)(?P<year>\d{4})",
        r"(?P<year>\d{4})",
        rf"(?:(?P<day>\d{{1,2}})(?:er)?{_BETWEEN})?(?P<name>[a-z]+)\.?{_BETWEEN}{_YEAR}",
    )
]
_NO_YEAR = [
    re.compile(rf"(?P<day>\d{{1,2}})(?:er)?{_BETWEEN}(?P<month>[a-z]+)\.?"),
    re.compile(r"(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})"),
]
_BEFORE = re.compile(r"^(?:(?:ne|nee)\s+)?(?:(?:le|en)\s+)?(?:(?:lun|mar|mercre|jeu|vendre|same)di\s+|dimanche\s+)?")


@dataclass(frozen=True)
class Typed:
    """What was understood."""

    when: When
    short: bool
    """The year was not there, or had two digits: it was supplied, and is to be asked back."""


def read_typed(text: str, newest: int, until: date | None = None) -> Typed | None:
    """Read a date; None for what is none, or for a day that the calendar does not have.

    Args:
        text: as it was typed.
        newest: the last year that a year of two digits can be.
        until: the day before which a day without a year was last; None where the year cannot be supplied.
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    plain = _BEFORE.sub("", plain.replace("\u2010", "-").replace("\u2011", "-").replace("\u2013", "-").strip())
    for form in _FORMS:
        found = form.fullmatch(plain) if plain.isascii() else None
        if found is None:
            continue
        parts = found.groupdict()
        month = _NUMBER.get(parts["name"], 0) if "name" in parts else int(parts.get("month") or -1)
        year, day = parts["year"], parts.get("day")
        if day is not None and int(day) == 0 and "name" not in parts:  # as papers write a day that nobody knows
            day, month = None, month or -1
        if month == 0 or (day is not None and int(day) == 0):
            continue
        try:
            when = When(_century(year, newest), max(month, 0), int(day or 0))
        except ValueError:
            continue
        return Typed(when, short=len(year) == 2)
    return None if until is None else _without_year(plain, until)


def _without_year(plain: str, until: date) -> Typed | None:
    """Read `1er mars` or `12/05` as the last that there was."""
    for form in _NO_YEAR:
        found = form.fullmatch(plain)
        if found is None:
            continue
        named = found["month"]
        month = int(named) if named.isdecimal() else _NUMBER.get(named, 0)
        for year in range(until.year, until.year - 5, -1):  # a 29th of February is up to four years back
            with suppress(ValueError):
                day = date(year, month, int(found["day"]))
                if day <= until:
                    return Typed(of_day(day), short=True)
    return None


def _century(year: str, newest: int) -> int:
    """Supply a century where there is none: the last that is not after the newest year."""
    return int(year) if len(year) == 4 else newest - (newest - int(year)) % 100
