"""What the Unicode tables say: dates as each language writes them, and what languages are called in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

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


def day_and_hour(day: date, minute: int, zone: str, language: str, months: Sequence[str] = ()) -> str:
    """Write when somebody is received: the weekday, the date, the hour as a clock of 24 hours shows it.

    Whose time it is stands behind where this machine's clock shows another then.

    Args:
        day: the date.
        minute: of the day, by the clock on the wall there.
        zone: whose clock, by its name in the tz database.
        language: by the name that the Unicode tables have for it.
        months: as for `full`.
    """
    from babel.core import UnknownLocaleError
    from babel.dates import format_date, format_skeleton, get_datetime_format

    at, hour = datetime.combine(day, time(*divmod(minute, 60))), f"{minute // 60}:{minute % 60:02}"
    try:
        written = f"{full(day, language, months)}, {hour}"
        if not months:
            date_, time_ = format_date(day, "full", language), format_skeleton("Hm", at, locale=language)
            date_ = date_.replace(" 1 ", " 1er ", 1) if language == SOURCE_LANGUAGE else date_
            glue = str(get_datetime_format("full", language)).replace("'", "")
            written = plain_spaces(glue.replace("{0}", time_).replace("{1}", date_))
    except (UnknownLocaleError, ValueError, KeyError):
        written = f"{day.isoformat()}, {hour}"
    where = _whose_time(at, zone, language)
    return f"{written} ({where})" if where else written


def _whose_time(at: datetime, zone: str, language: str) -> str:
    """Name a zone in whose time a moment is told; nothing where this machine's clock shows the same."""
    from babel.core import Locale, UnknownLocaleError
    from babel.dates import get_timezone, get_timezone_location, get_timezone_name

    try:
        there = at.replace(tzinfo=get_timezone(zone))
    except (LookupError, ValueError):
        return zone
    if at.astimezone().utcoffset() == there.utcoffset():
        return ""
    try:
        # Of Russian, babel knows the words for summer alone.
        by_season = "," in Locale.parse(language).zone_formats["region"]
        return plain_spaces((get_timezone_name if by_season else get_timezone_location)(there, locale=language))
    except (UnknownLocaleError, ValueError, LookupError):
        return zone


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
