"""The receipt that the product makes, whole: an act goes through a desk's own visit, in the words of its catalogues."""

from __future__ import annotations

from datetime import date
from functools import cache

from kiosk.core.blocks import Receipt
from kiosk.core.consent import Choice, Understanding
from kiosk.core.paper import Letterhead
from kiosk.core.procedure import Answer, Kind, Unsaid
from kiosk.core.reference import KEY_BYTES
from kiosk.flows.exercise import play
from kiosk.flows.visit import Agreed, Visit
from kiosk.words.catalogues import Catalogues
from tests.fakes import NOON, made_tools, shipped, still_clock
from tests.printer.samples import DRAWN, KEY

DESK = Letterhead(
    structure="Association du Port",
    place="4 quai de l’Œuvre, 13002 Marseille",
    phone="01 42 00 11 22",
    hours="mardi et jeudi, 14 h – 18 h",
    contact="donnees@asso-du-port.fr",
)
WORDS = Catalogues(today=lambda: date(2026, 11, 21))
"""What the product ships, on the day of the receipt."""
ANSWERS: dict[str, Answer] = {
    "ease": "nothing",
    "whom": "self",
    "child_too": "no",
    "channel": "office",
    "name": "Zoé Lenoir-Diaby",
    "birth_date": "1958-03-09",
    "spoken_language": "Ourdou",
    "erase": "no",
    "contact": "call",
    "phone": "+33612345678",
    "who_answers": "Elle-même",
    "message": "discreet",
    "slots": "morning",
    "come_back": Unsaid.UNKNOWN,
    "email": "zoe@exemple.fr",
    "mandate_number": "7K3M-0001",
}
"""What she says; the receipt repeats none of who she is."""


def _random(count: int) -> bytes:
    return KEY if count == KEY_BYTES else DRAWN


@cache
def unworded(language: str = "fr", means: str = "phone") -> Receipt:
    """Close a space through the office, as a person does at the desk, and give the receipt before it is worded.

    Args:
        language: that was chosen for her.
        means: what she has to receive a code: "phone", which makes the longest receipt, "email" or "none".
    """
    tools = made_tools(words=WORDS, clock=still_clock(NOON), random=_random, desk=DESK)
    visit = Visit(tools, language)
    visit.begin(shipped().open("close"))
    done = None
    while not isinstance(done, Agreed):
        play(visit, "", {**ANSWERS, "means": means})
        assert visit.step.kind is Kind.CONSENT, f"nobody answers {visit.step.id}"
        done = visit.decide(Choice.YES, Understanding.READ_ALOUD, visit.wording(reviewed=language == "fr"))
    return done.receipt


@cache
def receipt(language: str = "fr", means: str = "phone") -> Receipt:
    """Word it as the desk does: in a language, French beside it, and that nobody reviewed it where that is so."""
    return WORDS.word(unworded(language, means), language)
