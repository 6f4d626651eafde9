"""The end of the kiosk while keys, or news of the road, still wait: nothing raises, and nothing waits on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from kiosk.screens.app import KioskApp
from kiosk.screens.home import HomeScreen
from tests.screens.desk import Desk


@contextmanager
def no_screen(app: KioskApp) -> Iterator[None]:
    """Have all screens gone, as at the very end."""
    mode, stack = app.current_mode, app.screen_stack[:]
    app._screen_stacks[mode] = []
    try:
        yield
    finally:
        app._screen_stacks[mode] = stack
        app._opened.set()


async def test_keys_that_wait_when_it_ends_are_let_go(tmp_path: Path) -> None:
    """Keys wait for a screen to be painted, and it ends: they are let in nowhere, and whoever lets them in ends."""
    async with Desk(tmp_path).run() as hands:
        app = hands.app
        app._opened.clear()  # nothing counts before the desk is open
        for key in ("down", "enter", "f6", "escape"):
            hands.send(key, after=0.01)
        await asyncio.sleep(0.05)
        letting = app._letting
        assert letting is not None
        assert app._line or letting.is_running
        with no_screen(app):
            hands.send("enter", after=0.01)
            await asyncio.wait_for(app._let_in(), 2)
            for _ in range(50):
                await asyncio.sleep(0.01)
        assert letting.is_finished
        assert letting.error is None
        assert app._letting is None


async def test_a_key_that_is_being_dealt_with_when_it_ends_raises_nothing(tmp_path: Path) -> None:
    """Enter has gone to a screen that is still at it, and the kiosk is left: who waits for it ends without error."""

    class Busy:
        """Somebody who deals with a key and never comes to the end of it."""

        is_running = True

        def call_later(self, *_: object) -> bool:
            return True

    async with Desk(tmp_path).run() as hands:
        busy: Any = Busy()
        letting = asyncio.create_task(hands.app._dealt_with([busy]))
        await asyncio.sleep(0.02)
        assert not letting.done()
        with no_screen(hands.app):
            await asyncio.wait_for(letting, 2)
            await hands.app._dealt_with([busy])


async def test_news_of_the_road_that_come_when_it_has_ended_are_told_to_nobody(tmp_path: Path) -> None:
    """A report, and what became of a USB key, come after the last screen: nothing raises."""
    async with Desk(tmp_path).run() as hands:
        app = hands.app
        with no_screen(app):
            app.road._told(None)
            app.road.key._show()
            app.post_message(events.Key("down", None))
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("typed", ["22", "0", "KW6-582-JX4"])
async def test_an_enter_at_home_that_comes_when_the_desk_is_closed_opens_nothing(tmp_path: Path, typed: str) -> None:
    """The desk is given back as it ends, and home still has an Enter: it begins nothing and raises nothing."""
    async with Desk(tmp_path).run() as hands:
        app, line = hands.app, hands.app.screen.query_one(Input)
        session, app._session = app._session, None
        try:
            assert isinstance(app.screen, HomeScreen)
            await app.screen.on_input_submitted(Input.Submitted(line, typed))
            await hands.settle()
        finally:
            app._session = session
        assert isinstance(app.screen, HomeScreen)
        assert app.usher.visit is None
