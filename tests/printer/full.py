"""The receipt that the product makes, whole: from the real procedure, worded by the real catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import kiosk
from kiosk.core.blocks import Phrase, Receipt
from kiosk.core.procedure import Answer, Label, Says
from kiosk.core.receipt import Letterhead, office_receipt
from kiosk.guidance.reader import read_procedure
from kiosk.printer.layout import pieces_of
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import sentence
from tests.fakes import an_entry
from tests.printer.samples import KEY, REFERENCE
from tests.printer.sentences import ARABIC

CLOSE = Path(kiosk.__file__).parent / "procedures" / "close.toml"
DESK = Letterhead(
    structure="Association du Port",
    place="4 quai de l’Œuvre, 13002 Marseille",
    phone="01 42 00 11 22",
    hours="mardi et jeudi, 14 h – 18 h",
    contact="donnees@asso-du-port.fr",
)


def unworded(erase: str = "no") -> Receipt:
    """Make the receipt of a closure handed to the office, with everything that design asks for."""
    answers: dict[str, Answer] = {"whom": "self", "erase": erase, "channel": "office"}
    entry = an_entry(reference=REFERENCE, deadline=date(2026, 12, 18))
    return office_receipt(entry, read_procedure(CLOSE, CLOSE.with_name("common.toml")), answers, DESK, KEY)


def receipt(language: str = "fr", erase: str = "no") -> Receipt:
    """Word it; Arabic has the tests' own catalogue."""
    return _word(language, erase)


@cache
def _word(language: str, erase: str) -> Receipt:
    plain = unworded(erase)
    if language != "ar":
        return Catalogues().word(plain, language)
    with TemporaryDirectory() as folder:
        catalogue(Path(folder), plain, language, ARABIC)
        return Catalogues(Path(folder)).word(plain, language)


def catalogue(folder: Path, plain: Receipt, language: str, words: Mapping[str, str]) -> None:
    """Compile a catalogue of the words that a receipt needs."""
    own = Catalog(locale=language)
    for french, translated in words.items():
        own.add(french, translated)
    target = folder / language / "LC_MESSAGES"
    target.mkdir(parents=True)
    (target.parent / "language.toml").write_text('direction = "rtl"\n', encoding="utf-8")
    with (target / "person.mo").open("wb") as file:
        write_mo(file, own)


def contexts(plain: Receipt) -> Iterator[tuple[str, str]]:
    """Give what of a receipt is guidance."""
    for block in plain.blocks:
        for piece in pieces_of(block):
            if isinstance(piece, Says | Label):
                yield piece.context, piece.text


def french(plain: Receipt) -> set[str]:
    """Give every sentence that wants a translation."""
    phrases = {
        sentence(piece.line) for block in plain.blocks for piece in pieces_of(block) if isinstance(piece, Phrase)
    }
    return phrases | {text for _, text in contexts(plain)}
