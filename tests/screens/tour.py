"""A tour of every kind of screen, as one person at the desk would see them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from kiosk.screens.receipt import ReceiptScreen
from tests.screens.desk import OFFICE, PASSPHRASE, Hands

STEPS = {
    "choose": "whom",
    "effects": "effects",
    "sides": "sides",
    "channel": "channel",
    "ask": "who",
    "check": "check",
    "consent": "consent",
}
PICTURES = Path(__file__).parents[1] / "golden" / "screens"
SCREENS = frozenset(
    {
        *STEPS,
        "unlock",
        "home",
        "language",
        "help",
        "hidden",
        "leave",
        "decides",
        "handover",
        "receipt",
        "qr",
        "copied",
        "after",
    }
    | {"neutral", "queue", "follow", "withdraw"}
)


async def tour(hands: Hands) -> AsyncIterator[str]:
    """Go from the locked desk to a withdrawal, and name each screen on the way."""
    yield "unlock"
    await hands.paste(PASSPHRASE)
    await hands.press("enter")
    yield "home"
    await hands.press("f2")
    yield "language"
    await hands.press("escape")
    await hands.begin("close")
    for screen, step in STEPS.items():
        await hands.on(OFFICE, until=step)
        yield screen
        if screen == "ask":
            for name, key, back in (("help", "f1", "escape"), ("hidden", "f8", "f8"), ("leave", "f10", "escape")):
                await hands.press(key)
                yield name
                await hands.press(back)
    await hands.read_on()
    await hands.press("2", "enter")
    yield "decides"
    await hands.press("1", "enter")
    yield "handover"
    await hands.on(OFFICE)
    yield "receipt"
    await hands.press("f4")
    yield "qr"
    await hands.press("escape")
    while isinstance(hands.app.screen, ReceiptScreen):
        await hands.press("enter")
    yield "copied"
    await hands.press("2", "enter")
    yield "after"
    await hands.press("2", "enter")
    yield "neutral"
    await hands.press("enter", "f6")
    yield "queue"
    await hands.press("down", "enter")
    yield "follow"
    await hands.press("1", "enter")
    yield "withdraw"
