"""A key in a list of thousands costs what it costs in a short one: what is asked of all rows at each key would show."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets.option_list import Option

from kiosk import glass
from kiosk.glass.widgets.listing import Listing

FEW, MANY, KEYS = 60, 5_000, 40


class Rows(App[None]):
    """One list in a window."""

    CSS_PATH = Path(glass.__file__).with_name("kiosk.tcss")

    def __init__(self, many: int) -> None:
        super().__init__()
        self._many = many

    def compose(self) -> ComposeResult:
        """Lay it out."""
        rows = (Option(Content(f"{n:05d}"), id=str(n)) for n in range(self._many))
        yield Listing(rows, more=lambda below: f"encore {below}")


@contextmanager
def counted() -> Iterator[list[int]]:
    """Count the functions that are called meanwhile: a measure that no other program disturbs."""
    calls = [0]

    def count(_frame: object, event: str, _given: object) -> None:
        calls[0] += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


async def moves(pilot: Pilot[None]) -> None:
    """Go past the end of what is seen, so that the list scrolls."""
    for _ in range(KEYS):
        await pilot.press("down")
        await pilot.pause()


async def test_a_key_costs_the_same_however_long_the_list_is() -> None:
    """The calls of forty keys in five thousand rows are at most a fifth more than in sixty."""
    calls = []
    for many in (FEW, MANY):
        async with Rows(many).run_test(size=(40, 15)) as pilot:
            await pilot.pause()
            with counted() as count:
                await moves(pilot)
            calls.append(count[0])
            (listing,) = pilot.app.query(Listing)
            assert (listing.highlighted, listing.border_subtitle) == (KEYS - 1, f"encore {many - KEYS}")
    few, many_ = calls
    assert many_ <= few * 1.2
