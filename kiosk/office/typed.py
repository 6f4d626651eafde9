"""The French words that may be typed for what the office says; the codes stay, for scripts and other languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from kiosk.core.colleague import OfficeRight
from kiosk.core.folded import folded
from kiosk.core.outbox import State
from kiosk.core.paper import Form
from kiosk.core.status import Reason
from kiosk.words.catalogues import SOURCE_LANGUAGE

Code = TypeVar("Code", bound=StrEnum)

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
PAPERS: Mapping[Form, str] = {Form.ROLL: "rouleau", Form.A4: "a4", Form.DRIVE: "cle"}


def listed(codes: Iterable[Code], words: Mapping[Code, str], language: str) -> str:
    """List what may be typed for these codes, in a language: French words, or else the codes themselves."""
    return ", ".join(words[each] if language == SOURCE_LANGUAGE else each.replace("_", "-") for each in codes)


def meaning_of(typed: str, words: Mapping[Code, str]) -> Code | None:
    """Give what a word or a code means, whatever its case, accents and hyphens; None for another.

    A day alone is a day to come back on.
    """
    wanted = (folded(typed), f"revenir-{folded(typed)}", f"come-{folded(typed)}")
    return next((code for code, word in words.items() if folded(word) in wanted or folded(code) in wanted), None)
