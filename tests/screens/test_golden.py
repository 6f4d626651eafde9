"""How each screen looks, word for word, at 80x24: a change is seen in review, not by a person at the desk.

Write the pictures anew with `KIOSK_GOLDEN=write pytest tests/screens/test_golden.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.screens.desk import Desk
from tests.screens.looks import whole
from tests.screens.tour import PICTURES, SCREENS, tour


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_each_screen_looks_as_it_did(tmp_path: Path, language: str) -> None:
    """Every screen is whole and shows, cell for cell, what its picture in tests/golden/screens shows."""
    shown: dict[str, str] = {}
    async with Desk(tmp_path, language=language, training=False).run() as hands:
        async for screen in tour(hands):
            whole(hands)
            shown[screen] = hands.text() + "\n"
    if os.environ.get("KIOSK_GOLDEN") == "write":
        PICTURES.mkdir(parents=True, exist_ok=True)
        for screen, text in shown.items():
            (PICTURES / f"{screen}.{language}.txt").write_text(text, encoding="utf-8")
    assert set(shown) == SCREENS
    pictures = {
        file.stem.split(".")[0]: file.read_text(encoding="utf-8") for file in PICTURES.glob(f"*.{language}.txt")
    }
    assert shown == pictures
