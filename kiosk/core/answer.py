"""What may be typed as an answer: cleaned of what keyboards, pastes and scanners smuggle in, then judged by type."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum

from kiosk.core.errors import NotAReference
from kiosk.core.procedure import Answer, Field, FieldType, Unsaid
from kiosk.core.reference import parse

LONGEST = {
    FieldType.TEXT: 200,
    FieldType.NAME: 80,
    FieldType.DATE: 10,
    FieldType.PHONE: 20,
    FieldType.DOCUMENTS: 300,
}
"""Most characters of an answer, by type."""

NONE_SIGN = "-"
"""What is typed for "none" where an empty answer means "I don't know"."""
_DASHES = frozenset({NONE_SIGN, "–", "—", "_"})
_OLDEST_YEAR = 1900
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # Persian and Indic scripts are misspelt without them
_NAME_SIGNS = frozenset(" -'’.,ʼ·" + _JOINERS)
_DATE = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4})")
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
    SECRET_NUMBER = "secret_number"  # noqa: S105 (a code, not a secret)


def clean(typed: str) -> str:
    """Give the text without control, format and direction characters, composed, with single spaces."""
    spaced = "".join(" " if c.isspace() else c for c in typed)
    kept = "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def take(field: Field, typed: str, today: date) -> Answer | Problem:
    """Turn what was typed into an answer, or say what is wrong with it.

    An empty answer means "I don't know" where the field allows it, else "none" where it allows that; a dash alone
    means "none" where the field allows it.
    Dates are kept as ISO dates, telephone numbers as digits with a leading + where there was one.
    """
    text = clean(typed)
    if not text.strip(_JOINERS + " "):
        return _nothing(field)
    if text in _DASHES and Unsaid.NONE in field.may:
        return Unsaid.NONE
    if is_scan(text):
        return Problem.SCANNED
    if len(text) > LONGEST[field.type]:
        return Problem.TOO_LONG
    match field.type:
        case FieldType.DATE:
            return _date(text, today)
        case FieldType.PHONE:
            return _phone(text)
        case FieldType.NAME:
            return text if _is_name(text) else Problem.NOT_A_NAME
        case FieldType.TEXT | FieldType.DOCUMENTS:
            return Problem.SECRET_NUMBER if _SECRET.search(text) else text


def is_scan(text: str) -> bool:
    """Tell whether a text is the QR of a receipt, scanned in the wrong place."""
    try:
        return parse(text).key is not None
    except NotAReference:
        return False


def _nothing(field: Field) -> Answer | Problem:
    for unsaid in (Unsaid.UNKNOWN, Unsaid.NONE):
        if unsaid in field.may:
            return unsaid
    return Problem.NEEDED


def _date(text: str, today: date) -> Answer | Problem:
    found = _DATE.fullmatch(text)
    if not found:
        return Problem.NOT_A_DATE
    day, month, year = (int(part) for part in found.groups())
    try:
        when = date(year, month, day)
    except ValueError:
        return Problem.NOT_A_DATE
    # A clock reset to its epoch must not refuse a true date: only the past has a firm border.
    latest = max(today.year, 2026) + 1
    return when.isoformat() if _OLDEST_YEAR <= year <= latest else Problem.DATE_TOO_FAR


def _phone(text: str) -> Answer | Problem:
    digits = re.sub(r"[ .()/-]", "", text)
    if not re.fullmatch(r"\+?[0-9]{4,15}", digits):
        return Problem.NOT_A_PHONE
    return Problem.SECRET_NUMBER if re.fullmatch(r"[12][0-9]{12,14}", digits) else digits


def _is_name(text: str) -> bool:
    return any(c.isalpha() for c in text) and all(
        c in _NAME_SIGNS or c.isalpha() or unicodedata.category(c).startswith("M") for c in text
    )
