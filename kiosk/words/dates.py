"""What the Unicode tables say: dates as each language writes them, and what languages are called in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

SOURCE_LANGUAGE = "fr"
PSEUDO = "en_XA"


def full(day: date, language: str, months: Sequence[str] = ()) -> str:
    """Write a date in full.

    Args:
        day: the date.
        language: by the name that the Unicode tables have for it.
        months: its twelve months, where these tables have none of its own.
    """
    if months:
        return f"{day.day} {months[day.month - 1]} {day.year}"
    from babel.core import UnknownLocaleError
    from babel.dates import format_date

    try:
        written = plain_spaces(format_date(day, format="long", locale=language))
        is_first = language == SOURCE_LANGUAGE and written.startswith("1 ")
        return f"1er{written[1:]}" if is_first else written
    except (UnknownLocaleError, ValueError):
        return day.isoformat()


def of_month(day: date, language: str, months: Sequence[str] = ()) -> str:
    """Write the month and the year of a date. Args: as `full`."""
    if months:
        return f"{months[day.month - 1]} {day.year}"
    from babel.core import UnknownLocaleError
    from babel.dates import format_skeleton

    try:
        return plain_spaces(format_skeleton("yMMMM", day, locale=language))
    except (UnknownLocaleError, ValueError, KeyError):
        return f"{day:%Y-%m}"


def language_called(code: str, language: str) -> str:
    """Say what a language is called in another; empty where the tables do not know.

    Args:
        code: its own.
        language: in which.
    """
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language).languages.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def plain_spaces(text: str) -> str:
    """Replace narrow no-break spaces, which no printer's code page and few console fonts have."""
    return text.replace("\u202f", "\u00a0").replace("\u200f", "").replace("\u200e", "")
