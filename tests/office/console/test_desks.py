"""The view of desks: each is known by its whole name, in every window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.core.health import DeskKnown
from kiosk.glass.widgets.bars import TOUCHED
from tests.core.well import GOOD
from tests.drawn import nothing_drawn
from tests.office.console.bureau import FakeBureau, made
from tests.office.console.seen import at_console

NAMES = ("Maison de quartier des Tilleuls", "Accueil de jour Sainte-Anne", "Bus du jeudi")
LONG = "Permanence de la maison des associations du nord"
DESKS = tuple(DeskKnown(bytes([n]) * 16, name, date(2026, 9, n + 1), GOOD) for n, name in enumerate((*NAMES, LONG)))


@pytest.mark.parametrize("touched", [False, True])
@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 30)], ids=str)
async def test_every_desk_is_known_by_its_name(size: tuple[int, int], touched: bool) -> None:
    """A usual name is whole in its row; of the one pointed at the whole name, however long, and why to go there."""
    bureau = FakeBureau.of(made(1))
    bureau.known = tuple(replace(desk) for desk in DESKS)
    async with at_console(bureau, size) as hand:
        hand.app.set_class(touched, TOUCHED)
        await hand.press("v")
        assert all(name in hand.sees for name in NAMES)
        for _ in DESKS:
            below = " ".join(hand.sees.split("\n")[-7:])
            words = " ".join(below.split())
            assert any(f"{desk.label} – À VISITER" in words for desk in DESKS), words
            await hand.press("down")
        assert f"{LONG} – À VISITER" in " ".join(hand.sees.split())
        if touched:
            nothing_drawn(hand.sees)
