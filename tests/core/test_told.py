"""What people who hear a procedure must be told before they choose, once, in a good order, and frankly."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.check import Fault
from kiosk.core.told import unheard
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf, examine_procedure

SHELF = Shelf()
ONE = '{ text = "Si vous rouvrez, les anciens documents reviennent.", sources = ["R1111-36"] }'
EASE = '[[step]]\nid = "ease"\nuse = "common.ease"\n\n'
MEANS = '[[step]]\nid = "means"\nuse = "common.means"\n\n'
ASKED = (
    'kind = "choose"\ntitle = "Un code ?"\n\n'
    '[[step.option]]\nid = "phone"\nlabel = "SMS"\n\n[[step.option]]\nid = "email"\nlabel = "E-mail"\n\n'
)
WHOM = '[[step]]\nid = "whom"\n'
CHOICES = "# ---- les choix"
CALL = 'says = [\n  { text = "Nous pensons qu’il peut le faire.", sources = ["by-phone"] },\n]\n'
COLUMNS = 'columns = ["Raisons de fermer", "Raisons de garder l’espace"]\n'
STOP = '[[step]]\nid = "stop_parents"\nuse = "common.stop_parents"\n'
ALONE = (
    '[[step]]\nid = "alone"\nkind = "inform"\nends = true\ntitle = "Nous nous arrêtons ici"\n'
    'when = { all = [{ answer = "whom", is = "child" }, { answer = "other_parent", is = "disagree" }] }\n'
    'says = [\n  { text = "Rien n’est fait. Nous ne gardons rien sur vous.", sources = ["desk"] },\n]\n'
)

BROKEN = {
    "a way says nothing": ([(CALL, "")], "channel", Fault.WAY_UNTOLD),
    "a way needs what it does not mark": ([('needs = "code"\n', "")], "channel", Fault.NEED_UNMARKED),
    "two columns without names": ([(COLUMNS, "")], "sides", Fault.SIDES_UNNAMED),
    "two columns of one name": (
        [(COLUMNS, 'columns = ["Raisons", "Raisons"]\n')],
        "sides",
        Fault.SIDES_UNNAMED,
    ),
    "how she hears comes later": ([(EASE, ""), (CHOICES, f"{EASE}{CHOICES}")], "ease", Fault.EASE_LATE),
    "how she hears is never asked": ([(EASE, "")], "whom", Fault.EASE_LATE),
    "a code is asked about before the way": (
        [
            (MEANS, ""),
            (WHOM, f'[[step]]\nid = "means"\n{ASKED}[[step.option]]\nid = "none"\nlabel = "Non"\n\n{WHOM}'),
        ],
        "means",
        Fault.ASKS_TOO_MUCH,
    ),
    "a sentence is said twice": (
        [(ONE, '{ text = "Vos remboursements ne changent pas.", sources = ["refund"] }')],
        "limits",
        Fault.SAID_TWICE,
    ),
    "a doubt that nobody can answer": (
        [(ONE, ONE.replace("Si vous rouvrez, les", "Nous ne savons pas si les"))],
        "effects",
        Fault.DOUBT_UNSOURCED,
    ),
    "a doubt that the kiosk adds": (
        [(ONE, ONE.replace("reviennent.", "reviennent (à vérifier).").replace("R1111-36", "site-copy"))],
        "effects",
        Fault.DOUBT_WRITTEN,
    ),
    "a referral that leaves her alone": (
        [(STOP, ALONE)],
        "alone",
        Fault.NO_HELP,
    ),
    "a typewriter's apostrophe": ([(ONE, ONE.replace("les anciens", "l'ancien"))], "effects", Fault.STRAIGHT),
}


def test_what_is_shipped_is_told_in_time() -> None:
    """No shipped procedure breaks it."""
    assert [(each.id, found) for each in SHELF.titles() for found in unheard(SHELF.open(each.id))] == []


@pytest.mark.parametrize("name", BROKEN)
def test_each_mistake_is_found_where_it_is(tmp_path: Path, name: str) -> None:
    """A procedure with one such mistake opens, and is found to have that one alone, at its step."""
    changes, step, fault = BROKEN[name]
    text = (SHIPPED / "close.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / "close.toml"
    file.write_text(text, encoding="utf-8")
    procedure, faults = examine_procedure(file)
    assert faults == []
    assert procedure is not None
    assert {(each.step, each.fault) for each in unheard(procedure)} == {(step, fault)}
