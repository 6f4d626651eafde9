"""Where one is in a visit stands on every screen of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.screens.home import HomeScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.ui import Ui
from tests.screens.desk import OFFICE, Desk, Hands

STRUCTURE = "Maison des solidarités et des familles du quartier des Tilleuls"


def told(hands: Hands) -> tuple[int, int]:
    """Read the place from the top line, and that nothing there is cut."""
    top = hands.rows()[0]
    found = re.search(r"(Étape|Step) (\d+) (sur|of)( environ| about)? (\d+)", top)
    assert found, top
    at, of = int(found[2]), int(found[5])
    assert (found[4] is None) == (at == of)
    return at, of


@pytest.mark.parametrize(("language", "discreet"), [("fr", True), ("en", False)])
async def test_the_place_stands_on_every_screen_of_a_visit(tmp_path: Path, language: str, discreet: bool) -> None:
    """From the first step to the receipt, the sheet and the words among them: further on, never beyond the end."""
    async with Desk(tmp_path, language=language, structure=STRUCTURE).run() as hands:
        assert not re.search(r"\d+ (sur|of)", hands.rows()[0])
        await hands.begin("close")
        if discreet:
            await hands.press("f4")
        seen: list[int] = []
        while isinstance(hands.app.screen, VisitScreen):
            at, of = told(hands)
            if hands.at in ("whom", "check"):
                for key in ("f3", "f5"):
                    await hands.press(key)
                    assert told(hands) == (at, of)
                    await hands.press("escape")
            seen.append(at)
            assert at <= of
            await hands.answer(dict(OFFICE))
        assert seen == list(range(1, len(seen) + 1))
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert told(hands) == (len(seen) + 1, len(seen) + 1)
        assert hands.app.words.say(Ui.TRAINING) in hands.rows()[0]


async def test_no_place_outside_a_visit(tmp_path: Path) -> None:
    """Back at home, with the same person, no step of an act that is over is told."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE)
        told(hands)
        while isinstance(hands.app.screen, ReceiptScreen):
            await hands.press("enter")
        await hands.press("2", "enter", "1", "enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert "Étape" not in hands.text()
