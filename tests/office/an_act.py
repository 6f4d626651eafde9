"""An act as the office opened it, for the tests of what is shown of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.office.inbox import Act, Consent
from kiosk.wire.signed import SentAct

CONSENT = Consent(
    "I ask to close it.\nI know what it does.",
    "en",
    "Je demande à la fermer.",
    "interpreter",
    datetime(2026, 11, 21, 9, 5, tzinfo=UTC),
)
ACT = Act(
    id=bytes(16),
    reference="K7Q4M29XD",
    procedure="close",
    version="2026-11-21",
    answers={
        "birth_date": "1958-03-09",
        "contact": "call",
        "interpreter": "sign",
        "slots": None,
        "name": "Zoé Lenoir-Diaby",
        "phone": "+33612345678",
        "spoken_language": False,
        "who_answers": "Sa sœur, le soir",
        "message": "discreet",
    },
    act=CONSENT,
    handover=replace(CONSENT, text="Je confie ces réponses.", language="fr", french=""),
    desk=bytes(16),
    until=None,
    language="fr",
    stop_asked=False,
    sent=SentAct(bytes(16), "K7Q4M29XD", bytes(32), b"sealed"),
)
