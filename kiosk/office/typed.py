"""The French words that may be typed for what the office says; the codes stay, for scripts and other languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from kiosk.core.colleague import OfficeRight
from kiosk.core.folded import folded
from kiosk.core.meeting import ZONES, Meeting
from kiosk.core.office_day import read_meeting
from kiosk.core.outbox import State
from kiosk.core.status import THINGS, Reason
from kiosk.words.catalogues import SOURCE_LANGUAGE

Typed = TypeVar("Typed", bound=StrEnum)

STATES: Mapping[State, str] = {
    State.APPOINTMENT: "rendez-vous",
    State.UNREACHABLE: "injoignable",
    State.REDO: "a-refaire",
    State.PROOF_SEEN: "preuve-vue",
    State.DECLINED: "non-fait",
    State.STOPPED: "arrete",
}
REASONS: Mapping[Reason, str] = {
    Reason.COME_ANY_DAY: "revenir-un-jour",
    Reason.COME_MONDAY: "revenir-lundi",
    Reason.COME_TUESDAY: "revenir-mardi",
    Reason.COME_WEDNESDAY: "revenir-mercredi",
    Reason.COME_THURSDAY: "revenir-jeudi",
    Reason.COME_FRIDAY: "revenir-vendredi",
    Reason.COME_SATURDAY: "revenir-samedi",
    Reason.BRING_VITALE: "carte-vitale",
    Reason.BRING_IDENTITY: "piece-identite",
    Reason.BRING_LETTER: "courrier",
    Reason.BRING_PHONE: "telephone",
    Reason.NO_ANSWER: "pas-de-reponse",
    Reason.WRONG_NUMBER: "mauvais-numero",
    Reason.CALL_US: "nous-appeler",
    Reason.INCOMPLETE: "incomplet",
    Reason.OTHER_PROCEDURE: "autre-demarche",
    Reason.DEADLINE_PASSED: "delai-passe",
    Reason.NOT_HERS_TO_DECIDE: "pas-a-elle-de-decider",
    Reason.REFUSED_BY_SERVICE: "refus-du-service",
    Reason.SHE_CHANGED_HER_MIND: "a-change-d-avis",
    Reason.TOO_LATE: "trop-tard",
}

RIGHTS: Mapping[OfficeRight, str] = {
    OfficeRight.ANSWERS: "repond",
    OfficeRight.COORDINATES: "coordonne",
    OfficeRight.KEYS: "cles",
}


_CANCELS = frozenset({"annule", "annuler", "cancel", "cancelled"})


def is_cancelled(typed: str) -> bool:
    """Tell whether what was typed for an appointment takes it back."""
    return folded(typed.strip()) in _CANCELS


def is_dated(typed: str) -> bool:
    """Tell whether what was typed for an appointment is meant as a day and an hour, or takes it back."""
    return is_cancelled(typed) or typed[:1].isdigit()


def meeting_of(typed: str, today: date) -> Meeting | None:
    """Read `8/12 14h30 2 vitale courrier`: a day, an hour, then a place by its number and what she brings, if any.

    Gives None for anything else. Where no place was typed, its number is 0.
    """
    read = read_meeting(typed, today)
    if read is None:
        return None
    day, minute, words = read
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    brings = [_thing(word) for word in words if not (word.isascii() and word.isdigit())]
    if len(numbers) > 1 or 0 in numbers or None in brings:
        return None
    return Meeting(day, minute, sum(numbers), tuple(sorted({each for each in brings if each})))


def _thing(word: str) -> int | None:
    """Give the number of a thing to bring, by its word, its code or a part of one; None for another."""
    typed = folded(word)
    for number, code in enumerate(THINGS, start=1):
        names = (REASONS[code], code.replace("_", "-"))
        if typed in {folded(part) for name in names for part in (name, *name.split("-")[1:])}:
            return number
    return None


def zone_of(word: str) -> str | None:
    """Give the time zone of a city or an island of France, by its name in the tz database; None for another."""
    wanted = folded(word)
    return next((zone for zone in ZONES if wanted in (folded(zone), folded(city(zone)))), None)


def city(zone: str) -> str:
    """Name a time zone by its city or its island."""
    return zone.rpartition("/")[2].replace("_", "-")


def listed(codes: Iterable[Typed], words: Mapping[Typed, str], language: str) -> str:
    """List what may be typed for these codes, in a language: French words, or else the codes themselves."""
    return ", ".join(words[each] if language == SOURCE_LANGUAGE else each.replace("_", "-") for each in codes)


def meaning_of(typed: str, words: Mapping[Typed, str]) -> Typed | None:
    """Give what a word or a code means, whatever its case, accents and hyphens; None for another.

    A day alone is a day to come back on.
    """
    wanted = (folded(typed), f"revenir-{folded(typed)}", f"come-{folded(typed)}")
    return next((code for code, word in words.items() if folded(word) in wanted or folded(code) in wanted), None)
