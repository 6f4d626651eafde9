"""The line to type in takes what keyboards send."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.events import Key

from kiosk.glass.widgets.line import TypedLine


class OneLine(App[None]):
    """Nothing but a line."""

    def compose(self) -> ComposeResult:
        """Give the line."""
        yield TypedLine(password=True)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f"])
def test_every_blank_is_a_space(blank: str) -> None:
    """A blank that a layout types with a modifier held is a space, not nothing."""

    async def typed() -> str:
        app = OneLine()
        async with app.run_test() as pilot:
            await pilot.press("a")
            app.post_message(Key("space" if blank == " " else "no_break_space", blank))
            await pilot.pause()
            await pilot.press("b")
            return app.query_one(TypedLine).value

    assert asyncio.run(typed()) == "a b"
