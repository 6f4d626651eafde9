"""Every paper of a desk as a PDF, made as the product makes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from kiosk.core.appointments import Visitor, appointments
from kiosk.core.blocks import Receipt, Worded
from kiosk.core.paper import Letterhead
from kiosk.core.poster import ACTS, poster
from kiosk.core.procedure import Channel
from kiosk.core.receipt import duplicate, information_sheet, sheet_receipt
from kiosk.core.reference import make_reference
from kiosk.sheets import pages
from kiosk.sheets import poster as posters
from kiosk.sheets.layout import mandate_paper
from kiosk.sheets.mandate import read_mandate
from kiosk.words.acts import day_slip
from kiosk.words.catalogues import Catalogues
from kiosk.words.voice import Voice
from tests.fakes import an_entry, shipped
from tests.printer import full

SHELF, WORDS = shipped(), Catalogues()
DAY = date(2026, 11, 21)
DESK = Letterhead(
    "Les Tilleuls",
    "12 rue des Lilas, 13002 Marseille",
    "0142001122",
    "mardi et jeudi, 14 h – 18 h",
    "dpo@tilleuls.example",
)
ANSWERS = {"whom": "self", "erase": "yes"}


def _sheet(channel: Channel) -> Receipt:
    return sheet_receipt(SHELF.open("close"), channel, ANSWERS, DESK, DAY, training=False, deadline=DAY)


PLAIN: Mapping[str, Callable[[], Receipt]] = {
    "letter": lambda: _sheet(Channel.LETTER),
    "call sheet": lambda: _sheet(Channel.CALL_NOW),
    "guide": lambda: _sheet(Channel.SELF),
    "information sheet": lambda: information_sheet(SHELF.open("mask"), ANSWERS, DESK, training=False),
    "receipt": full.unworded,
    "receipt of later": lambda: duplicate(an_entry(reference=make_reference(b"later")), DESK),
}
"""Papers that the person takes home, before they are worded."""


def _day() -> Receipt:
    entries = [an_entry(id=bytes([n]) * 16, reference=make_reference(bytes([n]) * 5)) for n in range(40)]
    return day_slip(entries, DAY, Voice(WORDS, "fr", list, training=False), training=False)


def _coming() -> Receipt:
    coming = [
        Visitor(date(2026, 12, 1 + n % 5), 540 + 10 * n, "Bus, place du marché", make_reference(bytes([n]) * 5))
        for n in range(60)
    ]
    return appointments(Worded("Rendez-vous", "fr"), coming, lambda day: Worded(WORDS.date(day, "fr"), "fr"))


STAFFS: Mapping[str, Callable[[], Receipt]] = {
    "day's slip": _day,
    "appointments": _coming,
    "mandate": lambda: mandate_paper(read_mandate(SHELF.titles(), "Les Tilleuls"), ["7K3M-0001"]),
}
"""Papers of the staff, which are worded as they are made."""


def every_pdf(language: str) -> Mapping[str, Callable[[], bytes]]:
    """Give what draws each paper in a language."""
    worded = {name: WORDS.word(plain(), language) for name, plain in PLAIN.items()}
    if language == "fr":
        worded |= {name: plain() for name, plain in STAFFS.items()}
    made: dict[str, Callable[[], bytes]] = {name: partial(pages.draw, each) for name, each in worded.items()}
    for name, paper in (("poster A4", "a4"), ("poster A3", "a3"), ("leaflet A5", "a5")):
        made[name] = partial(_on_a_wall, language, paper)
    return made


def _on_a_wall(language: str, paper: str) -> bytes:
    walls = poster([SHELF.open(name) for name in ACTS], DESK)
    return posters.draw(walls, lambda part: WORDS.word(part, language, marked=part is walls.foot), paper)
