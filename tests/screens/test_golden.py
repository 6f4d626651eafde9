"""How each screen looks, word for word, at 80x24: a change is seen in review, not by a person at the desk.

Write the pictures anew with `KIOSK_GOLDEN=write pytest tests/screens/test_golden.py`.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.screens.desk import OFFICE, Desk, Hands
from tests.screens.test_frame import unlocked

FOLDER = Path(__file__).parents[1] / "golden" / "screens"
SCREENS = (
    "unlock", "home", "effects", "sides", "choose", "channel", "ask", "check", "consent", "decides", "handover",
    "receipt", "qr", "after", "neutral", "queue", "follow", "withdraw", "help", "language", "leave", "hidden",
)  # fmt: skip
STEPS = {"choose": "whom", "ask": "who"} | {
    each: each for each in ("effects", "sides", "channel", "check", "consent", "handover")
}
KEYS = {
    "decides": ("2", "enter"),
    "qr": ("f4",),
    "help": ("f1",),
    "language": ("f2",),
    "leave": ("f10",),
    "hidden": ("f8",),
}


@asynccontextmanager
async def at(screen: str, folder: Path, language: str, theme: str = "dark") -> AsyncIterator[Hands]:
    """Go to a screen, as a person would."""
    async with Desk(folder, language=language, theme=theme, training=False).run() as hands:
        if screen != "unlock":
            await unlocked(hands)
            await _go(hands, screen)
        yield hands


async def _go(hands: Hands, screen: str) -> None:
    if screen in STEPS:
        await hands.go("close", OFFICE, until=STEPS[screen])
    elif screen in ("decides", "leave", "help", "hidden"):
        await hands.go("close", OFFICE, until="consent" if screen == "decides" else "who")
    elif screen not in ("home", "language"):
        await hands.go("close", OFFICE)
    if screen in ("after", "neutral"):
        while type(hands.app.screen).__name__ == "ReceiptScreen":
            await hands.press("enter")
        await hands.press(*(("2", "enter") if screen == "neutral" else ()))
    if screen in ("queue", "follow", "withdraw"):
        await hands.leave_receipt()
        await hands.press("enter", "f6")
        await hands.press(
            *{"queue": (), "follow": ("down", "enter"), "withdraw": ("down", "enter", "1", "enter")}[screen]
        )
    await hands.press(*KEYS.get(screen, ()))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_looks_as_it_did(tmp_path: Path, screen: str, language: str) -> None:
    """Every screen shows, cell for cell, what its picture in tests/golden/screens shows."""
    picture = FOLDER / f"{screen}.{language}.txt"
    async with at(screen, tmp_path, language) as hands:
        shown = hands.text() + "\n"
    if os.environ.get("KIOSK_GOLDEN") == "write":
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(shown, encoding="utf-8")
    assert shown == picture.read_text(encoding="utf-8")


def test_no_picture_is_forgotten() -> None:
    """Each picture belongs to a screen."""
    wanted = {f"{screen}.{language}.txt" for screen in SCREENS for language in ("fr", "en")}
    assert {file.name for file in FOLDER.iterdir()} == wanted
