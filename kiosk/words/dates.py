"""Writes dates as each language does: by the Unicode tables, or by the months that a catalogue's own header names."""

from __future__ import annotations

from datetime import date

SOURCE_LANGUAGE = "fr"
PSEUDO = "en_XA"


def locale_of(language: str) -> str:
    """Give the name by which Babel knows a language of the kiosk."""
    return {"prs": "fa_AF", "zh": "zh_Hans", "en": "en_GB", PSEUDO: "en_GB"}.get(language, language)


def full(day: date, language: str, months: str = "") -> str:
    """Write a date in full.

    Args:
        day: the date.
        language: the kiosk's code of it.
        months: its twelve months, between commas, where the Unicode tables have none of its own (`X-Months`).
    """
    if named := _months(months):
        return f"{day.day} {named[day.month - 1]} {day.year}"
    from babel.core import UnknownLocaleError
    from babel.dates import format_date

    try:
        written = plain_spaces(format_date(day, format="long", locale=locale_of(language)))
        is_first = language == SOURCE_LANGUAGE and written.startswith("1 ")
        return f"1er{written[1:]}" if is_first else written
    except (UnknownLocaleError, ValueError):
        return day.isoformat()


def of_month(day: date, language: str, months: str = "") -> str:
    """Write the month and the year of a date. Args: as `full`."""
    if named := _months(months):
        return f"{named[day.month - 1]} {day.year}"
    from babel.core import UnknownLocaleError
    from babel.dates import format_skeleton

    try:
        return plain_spaces(format_skeleton("yMMMM", day, locale=locale_of(language)))
    except (UnknownLocaleError, ValueError, KeyError):
        return f"{day:%Y-%m}"


def plain_spaces(text: str) -> str:
    """Replace narrow no-break spaces, which no printer's code page and few console fonts have."""
    return text.replace("\u202f", "\u00a0").replace("\u200f", "").replace("\u200e", "")


def _months(header: str) -> list[str]:
    named = [each.strip() for each in header.split(",")]
    return named if len(named) == 12 and all(named) else []
