"""What a person hears on the screens of the guidance that is shipped, and the verbs by which plainness is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.core.paths import says_of
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
corriger vérifiez-la détruit
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
