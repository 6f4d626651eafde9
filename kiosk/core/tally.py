"""Anonymous counts: what lives on of a visit. A count names no person, no reference and no hour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How one act of a visit ended."""

    CONSENTED = "consented"
    REFUSED_ACT = "refused_act"
    REFUSED_HANDOVER = "refused_handover"
    REFERRED = "referred"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    CALL_DONE = "call_done"
    CALL_NOT_DONE = "call_not_done"
    CALL_AGAIN = "call_again"
    CALL_REFUSED = "call_refused"
    DONE = "done"
    """The official proof was seen."""
    DECLINED = "declined"
    STOPPED = "stopped"


@dataclass(frozen=True, order=True)
class Count:
    """What is counted together."""

    month: str
    """`2026-11`: never a day."""
    outcome: Outcome
    procedure: str = ""
    channel: str = ""
    language: str = ""
