"""What a person hears or reads of the guidance that is shipped."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.core.paths import says_of
from kiosk.guidance.shelf import Shelf
from kiosk.words import easy
from kiosk.words.easy import sentences_of

SHELF = Shelf()
PROCEDURES = [SHELF.open(title.id) for title in SHELF.titles()]


def screen() -> Iterator[tuple[str, str]]:
    """Give every sentence that is read on a screen, and where."""
    for procedure in PROCEDURES:
        yield from easy.on_screens(procedure)
    triage = SHELF.triage()
    for where, says in says_of(triage.questions):
        yield from ((f"triage.{where}", each) for each in sentences_of(says.text))
    for end in triage.ends:
        for says in end.because:
            yield from ((f"triage.{end.procedure}", each) for each in sentences_of(says.text))


def paper() -> Iterator[tuple[str, str]]:
    """Give every sentence that a sheet says to the person, and where."""
    for procedure in PROCEDURES:
        yield from easy.on_papers(procedure)


def letters() -> Iterator[tuple[str, str]]:
    """Give every sentence of the letters that she signs, and where."""
    for procedure in PROCEDURES:
        yield from easy.in_letters(procedure)
