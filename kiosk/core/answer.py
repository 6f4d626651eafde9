"""What may be typed as an answer, judged by its type."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum

from kiosk.core.clean import JOINERS, clean
from kiosk.core.doubt import BIRTHS
from kiosk.core.errors import NotAReference
from kiosk.core.phone import read_phone
from kiosk.core.procedure import Answer, Field, FieldType, Unsaid
from kiosk.core.reference import QR_LENGTH, parse
from kiosk.core.typed_date import Typed, read_typed

LONGEST = {
    FieldType.TEXT: 200,
    FieldType.NAME: 80,
    FieldType.LANGUAGE: 200,
    FieldType.DATE: 40,
    FieldType.PHONE: 40,
    FieldType.DOCUMENTS: 300,
}
"""Most characters that may be typed as an answer, by type."""

NONE_SIGN = "-"
"""What is typed for "none" where an empty answer means "I don't know"."""
_DASHES = frozenset({NONE_SIGN, "–", "—", "_"})
_OLDEST_YEAR = 1900
# As French files write them: "Martin (née Ba)", "O`Brien", "Ba-‑Diop", "Kouassi 2e".
_NAME_SIGNS = frozenset(" -‐‑–'’‘`´ʼʹʻʿʾ.,·()/" + JOINERS)
_ORDINAL = re.compile(r"(?<=\s)\d{1,2}(?:er|ère|ere|e|è|ème|eme|nd|nde|d)(?=$|[\s)])", re.IGNORECASE)
# A French social security number has 13 or 15 digits, a card's serial number 8 to 13; a telephone at most 12 typed.
# Born in Corsica, the department is 2A or 2B.
_SECRET = re.compile(r"(?:\d[ ./_-]?){13,}|(?:\d[ ./_-]?){6}[ABab][ ./_-]?(?:\d[ ./_-]?){6}")


class Problem(StrEnum):
    """Why an answer cannot be taken as it is."""

    NEEDED = "needed"
    SCANNED = "scanned"
    TOO_LONG = "too_long"
    NOT_A_DATE = "not_a_date"
    DATE_TOO_FAR = "date_too_far"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_NAME = "not_a_name"
    NOT_A_LANGUAGE = "not_a_language"
    SECRET_NUMBER = "secret_number"  # noqa: S105 (a code, not a secret)


def take_answer(field: Field, typed: str, today: date) -> Answer | Problem:
    """Turn what was typed into an answer, or say what is wrong with it.

    An empty answer means "I don't know" where the field allows it, else "none" where it allows that; a dash alone
    means "none" where the field allows it.
    Dates are kept as `kiosk.core.when` writes them, known to the day or not; telephone numbers as digits with a
    leading + where there was one.
    """
    text = clean(typed)
    if not text.strip(JOINERS + " "):
        return _nothing(field)
    if text in _DASHES and Unsaid.NONE in field.may:
        return Unsaid.NONE
    if is_scan(text):
        return Problem.SCANNED
    match field.type:
        case FieldType.DATE:
            return _date(understood(field, text, today), today)
        case FieldType.PHONE:
            return _phone(text)
    if len(text) > LONGEST[field.type]:
        return Problem.TOO_LONG
    match field.type:
        case FieldType.LANGUAGE:
            return Problem.NOT_A_LANGUAGE if any(c.isnumeric() for c in text) else text
        case FieldType.NAME:
            return text if _is_name(text) else Problem.NOT_A_NAME
        case _:
            return Problem.SECRET_NUMBER if _SECRET.search(text) else text


def is_scan(text: str) -> bool:
    """Tell whether a text is the QR of a receipt, scanned in the wrong place."""
    if len(text) < QR_LENGTH:
        return False
    try:
        return parse(text).key is not None
    except NotAReference:
        return False


def holds_scan(text: str) -> bool:
    """Tell whether the QR of a receipt was scanned into a text, whatever was typed before and after it."""
    longs = (QR_LENGTH + 3, QR_LENGTH + 2, QR_LENGTH)  # with and without what scanners type before it
    return is_scan(text) or any(
        is_scan(text[at : at + long]) for long in longs for at in range(max(len(text) - long + 1, 0))
    )


def _nothing(field: Field) -> Answer | Problem:
    for unsaid in (Unsaid.UNKNOWN, Unsaid.NONE):
        if unsaid in field.may:
            return unsaid
    return Problem.NEEDED


def understood(field: Field, typed: str, today: date) -> Typed | None:
    """Read a date as far as it was understood; None for what is none.

    Of a year with two digits the century is supplied: a letter is of this one, and nobody is born after today. Where
    there is no year, the last such day is meant, but for a birth.
    """
    text = _in_latin_digits(clean(typed))
    if field.type is not FieldType.DATE or len(text) > LONGEST[FieldType.DATE]:
        return None
    year = _this_year(today)
    # A letter or a document came lately; when somebody was born is not to be supplied.
    until = None if field.id in BIRTHS else max(today, date(2026, 1, 1))
    return read_typed(text, 99 + year - year % 100 if field.deadline else year, until)


def _this_year(today: date) -> int:
    # A clock reset to its epoch must not refuse a true date: only the past has a firm border.
    return max(today.year, 2026)


def _date(typed: Typed | None, today: date) -> Answer | Problem:
    if typed is None:
        return Problem.NOT_A_DATE
    near = _OLDEST_YEAR <= typed.when.year <= _this_year(today) + 1
    return str(typed.when) if near else Problem.DATE_TOO_FAR


def _in_latin_digits(text: str) -> str:
    """Write digits of any script as a telephone here has them: a keyboard in Arabic or Bengali types its own."""
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _phone(text: str) -> Answer | Problem:
    text = _in_latin_digits(text)
    number = read_phone(text)
    if number is None:
        secret = re.fullmatch(r"[12][0-9]{12,14}", re.sub(r"[ .()/-]", "", text))
        return Problem.SECRET_NUMBER if secret else Problem.NOT_A_PHONE
    return number


def _is_name(text: str) -> bool:
    text = _ORDINAL.sub("", text)
    return any(c.isalpha() for c in text) and all(
        c in _NAME_SIGNS or c.isalpha() or unicodedata.category(c).startswith("M") for c in text
    )
