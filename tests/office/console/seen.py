"""The console under a pilot: what stands on its screen, and keys as a hand presses them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from time import monotonic

from textual.pilot import Pilot

from kiosk.core.errors import WrongPassphrase
from kiosk.core.haste import HELD, STANDS
from kiosk.glass.over import Box
from kiosk.office.console.app import ConsoleApp
from kiosk.words.catalogues import Catalogues
from tests.office.console.bureau import PASSPHRASES, FakeBureau

WORDS = Catalogues()
PASSPHRASE = "quatre mots au hasard"


def text_of(app: ConsoleApp) -> str:
    """Give what stands on the screen, row by row."""
    screen = app.screen
    return "\n".join(strip.text.rstrip() for strip in screen._compositor.render_strips())


class Hand:
    """Somebody at the keyboard, who counts the keys that are no typed text."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[int]) -> None:
        """Sit down."""
        self.app, self._pilot, self.pressed = app, pilot, 0
        self._last = ""

    async def press(self, *keys: str) -> None:
        """Press keys, each seen before the next."""
        for key in keys:
            if key == self._last:
                await asyncio.sleep((STANDS if key == "f8" else HELD) + 0.05)  # or it is the same press, held
            self._last = key
            await self._pilot.press(key)
            await self.settle()
            self.pressed += 1

    async def type(self, text: str) -> None:
        """Type text."""
        await self._pilot.press(*("space" if sign == " " else "slash" if sign == "/" else sign for sign in text))
        await self.settle()

    async def settle(self) -> None:
        """Let everything that was begun come to its end."""
        until = monotonic() + 5
        for at in count():
            await self._pilot.pause(0.02)
            shown = self.app._letting is None and (self.sees.strip() or not self.app.is_running)
            # What goes on behind a box waits for its answer; all else ends by itself.
            works = any(not each.is_finished for each in self.app.workers) and not isinstance(self.app.screen, Box)
            if at >= 3 and ((shown and not works) or monotonic() > until):
                return

    @property
    def row(self) -> str:
        """The row of signs in which the cursor stands."""
        return text_of(self.app).split("\n")[self.app.cursor_position.y]

    @property
    def sees(self) -> str:
        """What stands there."""
        return text_of(self.app)


@asynccontextmanager
async def at_console(
    bureau: FakeBureau,
    size: tuple[int, int] = (80, 24),
    idle: tuple[int, int] = (300, 1800),
    *,
    open_: bool = True,
    bell: bool = True,
    shortcuts: bool = True,
    theme: str = "dark",
    language: str = "fr",
) -> AsyncIterator[Hand]:
    """Sit at an office's console, which is open unless said otherwise."""

    def opener(passphrase: str) -> FakeBureau:
        if passphrase not in PASSPHRASES:
            raise WrongPassphrase
        bureau.who = PASSPHRASES[passphrase]
        return bureau

    app = ConsoleApp(opener, WORDS, language, theme, idle=idle, bell=bell, shortcuts=shortcuts)
    async with app.run_test(size=size) as pilot:
        hand = Hand(app, pilot)
        await hand.settle()
        if open_:
            await hand.type(PASSPHRASE)
            await hand.press("enter")
            hand.pressed = 0
        yield hand
