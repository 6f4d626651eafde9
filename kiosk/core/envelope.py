"""What an act holds when it is handed to the office: answers and consents, in one canonical plain value.

No consent, no content: `compose` takes an `ActConsent` and a `HandoverConsent`, which only `consent.decide`
makes. The exact bytes are in `kiosk.wire.signed`, the seal in `kiosk.crypto.seal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.core.consent import ActConsent, HandoverConsent, Wording
from kiosk.core.errors import ConsentMissing
from kiosk.core.moment import Moment
from kiosk.core.procedure import WINDOW, Answer, Answers, Procedure, Unsaid, relevant

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
"""What a content is made of once it leaves the rules."""

CONTENT_VERSION = 1


@dataclass(frozen=True)
class Content:
    """What the office reads when it opens an envelope. `plain` is the only form that travels."""

    plain: Mapping[str, Plain]


def compose(
    procedure: Procedure,
    answers: Answers,
    act: ActConsent,
    handover: HandoverConsent,
    reference: str,
    until: date | None = None,
    language: str = "fr",
) -> Content:
    """Put together what the office needs, and nothing that is not on the path.

    Args:
        procedure: the guidance that was followed.
        answers: hers.
        act: her consent to the act.
        handover: her consent to handing it to the office.
        reference: of the act.
        until: the last day on which the act is of use, where a delay runs: the office does the nearest first.
        language: that was chosen for her, which need not be that of the consents: they are French where its words
            were not reviewed.

    Raises:
        ConsentMissing: a consent is for another procedure or version.
    """
    for consent, kind in ((act, ActConsent), (handover, HandoverConsent)):
        if type(consent) is not kind:
            raise ConsentMissing("not the consent that is needed")
        if (consent.wording.procedure, consent.wording.version) != (procedure.id, procedure.version):
            raise ConsentMissing("a consent to something else")
    given = relevant(procedure, answers)
    return Content(
        {
            "v": CONTENT_VERSION,
            "procedure": procedure.id,
            "version": procedure.version,
            "reference": reference,
            "answers": {name: _plain(value) for name, value in given.items() if name != WINDOW},
            "act": _consent(act.wording, act.understanding, act.at),
            "handover": _consent(handover.wording, handover.understanding, handover.at),
            **({"until": until.isoformat()} if until else {}),
            **({"language": language} if language != "fr" else {}),
        }
    )


def _plain(answer: Answer) -> Plain:
    """Write an answer: null is "I don't know", false is "none"."""
    if answer is Unsaid.UNKNOWN:
        return None
    if answer is Unsaid.NONE:
        return False
    return list(answer) if isinstance(answer, tuple) else answer


def _consent(wording: Wording, understanding: str, at: Moment) -> Plain:
    words: dict[str, Plain] = {"step": wording.step, "language": wording.language, "text": wording.text}
    if wording.french:
        words["french"] = wording.french
    return {**words, "understanding": str(understanding), "at": _moment(at)}


def _moment(at: Moment) -> Plain:
    age = None if at.attested_age is None else round(at.attested_age)
    return [round(at.wall.timestamp()), round(at.monotonic), at.boot, age]
