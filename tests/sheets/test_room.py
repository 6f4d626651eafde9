"""Room on pages, in languages of long words and of tall letters: nothing covers anything, nothing is torn apart."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache

import pytest

from kiosk.core.appointments import Visitor, appointments
from kiosk.core.blocks import Para, Receipt, Worded
from kiosk.core.paper import Letterhead
from kiosk.core.poster import ACTS, poster
from kiosk.core.procedure import Channel
from kiosk.core.receipt import information_sheet, sheet_receipt
from kiosk.core.reference import make_reference, spell
from kiosk.sheets import pages
from kiosk.sheets import poster as posters
from kiosk.words.catalogues import Catalogues
from tests.fakes import shipped
from tests.printer import full
from tests.sheets.readers import Place, pdfium, places, solid

SHELF, WORDS = shipped(), Catalogues()
DESK = Letterhead("Les Tilleuls", "12 rue des Lilas, 13002 Marseille", "0142001122", "mardi, 14 h – 18 h")
LANGUAGES = ("ar", "ur", "zh", "ta", "bn", "ka")
RISE = 0.5
"""Millimetres by which the boxes of two lines may reach into each other: ink is less high than its box."""


@cache
def drawn(name: str, language: str) -> tuple[Receipt | None, bytes]:
    """Draw a paper; with its words where it is of blocks."""
    if name == "leaflet":
        made = poster([SHELF.open(each) for each in ACTS], DESK)
        return None, posters.draw(made, lambda part: WORDS.word(part, language, marked=part is made.foot), "a5")
    answers = {"whom": "self", "erase": "yes"}
    plain = {
        "call": lambda: sheet_receipt(
            SHELF.open("close"), Channel.CALL_NOW, answers, DESK, date(2026, 11, 21), training=False
        ),
        "read": lambda: information_sheet(SHELF.open("mask"), answers, DESK, training=False),
        "large": lambda: full.unworded(),
    }[name]()
    worded = WORDS.word(plain, language)
    return worded, pages.draw(worded, large=name == "large")


def script(place: Place) -> str:
    """Give the script of a run, of its first letter."""
    return next((unicodedata.name(char, "").split()[0] for char in place.text if char.isalpha()), "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["call", "read", "large", "leaflet"])
def test_her_words_and_the_french_never_lie_over_each_other(name: str, language: str) -> None:
    """A word that is longer than half a line, and letters that hang below theirs, find room beside or above French."""
    _, pdf = drawn(name, language)
    for page in range(len(pdfium(pdf))):
        runs = [each for each in places(pdf, page) if script(each)]
        french = [each for each in runs if script(each) == "LATIN"]
        for hers in runs:
            if script(hers) == "LATIN":
                continue
            over = [
                each
                for each in french
                if min(hers.right, each.right) - max(hers.left, each.left) > RISE
                and min(hers.bottom, each.bottom) - max(hers.top, each.top) > RISE
            ]
            assert not over, (hers, over)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["call", "read", "large"])
def test_a_sentence_and_its_french_are_on_one_page(name: str, language: str) -> None:
    """Whoever points at a sentence finds the other one beside it, never on the back of the page."""
    receipt, pdf = drawn(name, language)
    assert receipt is not None
    read = [solid(page) for page in pdfium(pdf)]
    assert len(read) > 1
    for block in receipt.own:
        if isinstance(block, Para) and len(block.pieces) == 2:
            hers, french = (piece.text for piece in block.pieces if isinstance(piece, Worded))
            with_french = [page for page in read if solid(french) in page]
            words = [word for word in hers.split() if any(solid(word) in page for page in read)]
            assert with_french, french
            assert any(all(solid(word) in page for word in words) for page in with_french), hers


def test_an_hour_and_its_place_are_on_one_page() -> None:
    """In a long list of appointments no page ends between them."""
    coming = [
        Visitor(date(2026, 12, 1), 9 * 60 + n, f"Place {n:03}", make_reference(bytes([n]) * 5)) for n in range(99)
    ]
    pdf = pages.draw(appointments(Worded("Rendez-vous", "fr"), coming, lambda day: Worded(day.isoformat(), "fr")))
    read = pdfium(pdf)
    assert len(read) > 2
    for each in coming:
        (page,) = (page for page in read if each.place in page)
        assert spell(each.reference) in page


@pytest.mark.parametrize("language", ["ar", "ur", "prs", "ps"])
def test_a_french_phrase_in_her_words_stays_on_the_page(language: str) -> None:
    """In one piece, as it is read from the left, and in large print: it ends in the margin at most, with a space."""
    plain = sheet_receipt(SHELF.open("close"), Channel.CALL_NOW, {"whom": "self"}, DESK, None, training=False)
    pdf = pages.draw(WORDS.word(plain, language), large=True)
    for page in range(len(pdfium(pdf))):
        assert all(each.left > 19 and each.right < 194 for each in places(pdf, page) if each.text.strip())
