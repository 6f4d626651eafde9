"""Somebody who waits for nothing: bursts of keys, a few milliseconds apart, wherever they lead."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from textual import events
from textual.keys import _character_to_key

from kiosk.screens.app import KioskApp
from kiosk.screens.home import HomeScreen
from kiosk.screens.neutral import HiddenScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.unlock import UnlockScreen
from kiosk.screens.visit import VisitScreen
from tests.screens.desk import PASSPHRASE, Hands

MOVES = ("down", "up", "pagedown", "pageup", "home", "end", "tab", "backspace", "left", "right")
LEADS = ("enter", "enter", "enter", "enter", "escape", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f10")
COVERS = ("f8", "f9", "f12")
LETTERS = "abcdefzéç' -0698/"
GAPS = (0.0, 0.0, 0.0, 0.0, 0.005, 0.012, 0.03)
"""Seconds between two keys of a burst."""
SENT = {
    "enter": "\r",
    "escape": "\x1b",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "left": "\x1b[D",
    "right": "\x1b[C",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "home": "\x1b[1~",
    "end": "\x1b[4~",
    "tab": "\t",
    "backspace": "\x7f",
    "f1": "\x1b[[A",
    "f2": "\x1b[[B",
    "f3": "\x1b[[C",
    "f4": "\x1b[[D",
    "f5": "\x1b[[E",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
}
"""What a Linux console sends for them."""


@dataclass
class Bursts:
    """One walk in bursts.

    Args:
        hands: at a kiosk in real mode that was just unlocked.
        random: decides every key.
    """

    hands: Hands
    random: Random
    keys: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    last: list[str] = field(default_factory=list)

    @property
    def app(self) -> KioskApp:
        """The kiosk."""
        return self.hands.app

    async def go(self, keys: int) -> None:
        """Press so many keys."""
        while self.keys < keys:
            await self.burst()
            self.seen[type(self.app.screen).__name__] += 1
            if self.random.random() < 0.35:
                await self.step()

    async def burst(self) -> None:
        """Press a dozen keys or two, and wait for nothing."""
        for name in names(self.random):
            self.press(name)
            await asyncio.sleep(self.random.choice(GAPS))
            if self.app._exception is not None:
                raise AssertionError(f"after {self.keys} keys: {self.last[-30:]}") from self.app._exception
            assert self.app.is_running, f"it ended after {self.keys} keys: {self.last[-30:]}"

    async def step(self) -> None:
        """Go one step on as somebody does who waits: bursts alone never reach a consent."""
        await self.hands.settle()
        screen = self.app.screen
        if isinstance(screen, UnlockScreen) and not screen.locks and self.app.is_open:
            await self.hands.press("escape")  # the right passphrase would stop it
        elif isinstance(screen, UnlockScreen):
            for line in screen.query("Input"):
                line.value = ""  # type: ignore[attr-defined]  # what the burst left in it
            await self.hands.paste(PASSPHRASE)
            await self.hands.press("enter")
        elif isinstance(screen, HiddenScreen):
            await self.hands.press("f8")
        elif isinstance(screen, HomeScreen) and self.random.random() < 0.8:
            self.app.screen.query_one("#line").value = ""  # type: ignore[attr-defined]
            await self.hands.press(*str(self.random.randint(0, 16)), "enter")
        elif isinstance(screen, VisitScreen) and screen.is_open:
            for _ in range(self.random.randint(1, 6)):
                if isinstance(self.app.screen, VisitScreen) and self.app.screen.is_open:
                    await self.hands.answer({})
        elif isinstance(screen, ReceiptScreen):
            await self.hands.press(self.random.choice("123"), "enter")
        else:
            await self.hands.press(self.random.choice("1122"), "enter")
        self.keys += 2

    def press(self, name: str) -> None:
        """Press a key now, as the kiosk's own clock shows it."""
        key = _character_to_key(name) if len(name) == 1 else name
        event = events.Key(key, name if len(name) == 1 else {"enter": "\r"}.get(name))
        event.time = self.hands.clock()
        self.app.post_message(event)
        self.keys += 1
        self.last = [*self.last[-60:], name]


def names(random: Random) -> list[str]:
    """Give the keys of a burst; each burst has its mood, and some keys are held."""
    kinds = (MOVES, LEADS, LETTERS, "123456789", COVERS)
    weights = random.choice(((6, 4, 1, 3, 0.1), (1, 8, 1, 4, 0.3), (1, 1, 8, 2, 0.1), (4, 4, 4, 4, 0.6)))
    keys: list[str] = []
    for _ in range(random.randint(6, 30)):
        (kind,) = random.choices(kinds, weights)
        keys += [random.choice(kind)] * random.choice((1, 1, 1, 2, 6))
    return keys
