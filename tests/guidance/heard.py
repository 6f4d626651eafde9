"""What a person hears or reads of the guidance that is shipped, and the verbs by which plainness is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.core.paths import says_of
from kiosk.core.procedure import Channel, Procedure, SheetBlock
from kiosk.guidance.shelf import Shelf
from scripts.measures.plain import sentences_of

SHELF = Shelf()
PROCEDURES = [SHELF.open(title.id) for title in SHELF.titles()]

_VERBS = """
est sont a ont peut peuvent doit doivent fait font dit disent va vont vient viennent suis sera seront sait
voit voient veut veulent met prend prennent tient lisent lit dépend reste restent garde gardent change
changent faut refuse demande décide ouvre existe aide permet permettent montre montrent reçoit arrive arrivent
cache choisis dis sais signale permets donne répond agissent agit sert confie laisse fallait déposent efface
reviennent pourront pourrai empêche crée dirai bloque devra soignent prévoit éteint concerne continuent retire
avertit envoie suppose appelle interdit contient gère cite dira pose accepte entendu arrête écrit dites ferme
corriger vérifiez-la détruit marche suffit cherchez-la souhaite ai oppose
"""
VERBS = frozenset(_VERBS.strip().split())
ENDING = re.compile(r"..(ez|ons)$|-(t-)?(il|elle|ils|elles|vous|je|les?|nous|lui)$")


def screen() -> Iterator[tuple[str, str]]:
    """Give every sentence that is read on a screen, and where."""
    for procedure in PROCEDURES:
        for where, says in says_of(procedure):
            if not where.startswith("sheet_"):
                yield from ((f"{procedure.id}.{where}", each) for each in sentences_of(says.text) if each != "»")
    triage = SHELF.triage()
    for where, says in says_of(triage.questions):
        yield from ((f"triage.{where}", each) for each in sentences_of(says.text))
    for end in triage.ends:
        for says in end.because:
            yield from ((f"triage.{end.procedure}", each) for each in sentences_of(says.text))


LISTS = frozenset({"À avoir en main", "À préparer"})
"""Headings that make a sentence with each thing under them, as do those of what is to be brought."""
_ADDRESS = re.compile(r":\s\S+\.fr\S*$")
_NUMBER = re.compile(r"^\d+\.\s")


def _blocks() -> Iterator[tuple[Procedure, SheetBlock, bool]]:
    """Give every block of every sheet, and whether it is part of a letter that somebody else reads."""
    for procedure in PROCEDURES:
        for sheet in procedure.sheets:
            cut = False
            for block in sheet.blocks:
                cut = cut or block.cut
                yield procedure, block, cut and sheet.channel is Channel.LETTER


def paper() -> Iterator[tuple[str, str]]:
    """Give every sentence that a sheet says to the person, and where.

    Not what she says to somebody else, which has 3422's and the law's words, nor an address, nor the things of a list.
    """
    for procedure, block, is_letter in _blocks():
        if is_letter or block.bring or block.title.text in LISTS:
            continue
        for says in block.says:
            if not (says.text.startswith("«") and says.text.endswith("»")):
                for each in sentences_of(_NUMBER.sub("", says.text)):
                    if each != "»" and not _ADDRESS.search(each):
                        yield f"{procedure.id}: {block.title.text}", each


def letters() -> Iterator[tuple[str, str]]:
    """Give every sentence of the letters that she signs, and where."""
    for procedure, block, is_letter in _blocks():
        if is_letter:
            for says in block.says:
                yield from ((f"{procedure.id}: {block.title.text}", each) for each in sentences_of(says.text))
