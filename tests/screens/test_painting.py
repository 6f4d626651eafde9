"""A key paints what it changes and nothing else, and what is painted in part is what the whole would be."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from kiosk.glass.painter import Painter
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.listing import Listing
from kiosk.screens.base import KioskScreen
from kiosk.screens.queue import QueueScreen
from kiosk.screens.refused import RefusedScreen
from tests.fakes import an_entry
from tests.screens.desk import SIZE, Desk
from tests.screens.tour import SCREENS, tour

WHOLE = Region(0, 0, *SIZE)


class Textuals(Compositor):
    """Textual's own, with the places of another."""

    def __init__(self, painter: Compositor) -> None:
        self.__dict__.update(painter.__dict__)


def as_textual_paints(screen: Screen[object]) -> list[str]:
    """Give the rows of a screen, each widget drawn anew."""
    for widget in (screen, *screen.query(Widget)):
        widget._styles_cache.clear()
    return [strip.text for strip in Textuals(screen._compositor).render_strips()]


async def test_on_every_screen_each_row_alone_is_drawn_as_in_the_whole(tmp_path: Path) -> None:
    """What is drawn of a screen for one of its rows, at every row, is that row of the screen, styles and all."""
    seen = set()
    async with Desk(tmp_path, training=False).run() as hands:
        async for name in tour(hands):
            painter = hands.app.screen._compositor
            if not isinstance(painter, Painter):
                continue
            seen.add(name)
            whole = Textuals(painter)._render_chops(WHOLE, lambda _: True)
            for y in range(SIZE[1]):
                row = painter._render_chops(Region(7, y, 3, 1), {y}.__contains__)[y]
                assert row == whole[y], (name, y)
    assert len(seen) > len(SCREENS) / 2


@pytest.mark.parametrize("rows", [12, 30])
async def test_moving_in_a_list_draws_the_two_rows_between_which_one_moves(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An arrow draws two rows of a list that stays in its place, and what is seen is what a whole painting shows."""
    drawn: list[int] = []
    usual = Choices.render_line

    def counted(choices: Choices, y: int) -> object:
        drawn.append(y)
        return usual(choices, y)

    async with Desk(tmp_path).run() as hands:
        choices = hands.app.screen.query_one(Choices)
        choices.become([(f"own {n}", f"ligne {n}") for n in range(rows)])
        await hands.settle()
        await hands.press("down")
        monkeypatch.setattr(Choices, "render_line", counted)
        moved = 0
        for key in ("down", "down", "up", *["down"] * (rows - 2), "up", "pageup", "down"):
            drawn.clear()
            before, at = choices.scroll_offset, choices.highlighted
            await hands.press(key)
            if before == choices.scroll_offset and at != choices.highlighted:
                assert len(set(drawn)) == 2, (key, drawn)
                moved += 1
            assert hands.rows() == as_textual_paints(hands.app.screen), key
        assert moved >= 6


async def test_to_say_the_same_again_lays_nothing_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame that is worded anew with the words that it has asks for no layout: a resize and a start do so often."""
    async with Desk(tmp_path).run() as hands:
        screen = hands.app.screen
        assert isinstance(screen, KioskScreen)
        asked: list[Widget] = []
        usual = Widget.refresh

        def noted(widget: Widget, *regions: Region, **how: bool) -> Widget:
            asked.append(widget)
            return usual(widget, *regions, **how)

        monkeypatch.setattr(Widget, "refresh", noted)
        screen.reword()
        screen.state()
        screen.problem(hands.app.frame.problem())
        assert asked == []
        hands.app.words.discreet = True
        screen.reword()
        assert asked


async def test_a_list_that_changes_forgets_what_was_pointed_at(tmp_path: Path) -> None:
    """Rows that take the place of others are drawn, whichever of the old ones was pointed at."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("down", "down", "down")
        choices = hands.app.screen.query_one(Listing)
        assert isinstance(choices, Choices)
        choices.become([("a", "un"), ("b", "deux")])
        await hands.settle()
        assert choices.highlighted is None
        assert hands.rows() == as_textual_paints(hands.app.screen)
        assert not any(">" in row[:6] for row in hands.rows()[2:8])


async def test_the_row_that_is_pointed_at_is_seen(tmp_path: Path) -> None:
    """A list with more rows than there is room for follows whoever moves in it: no row is pointed at out of sight."""
    entries = [an_entry(id=bytes([n] * 16)) for n in range(30)]
    names = [(f"nom-{n}", "pourquoi") for n in range(30)]
    async with Desk(tmp_path).run() as hands:
        for screen, shows in ((QueueScreen(entries), None), (RefusedScreen(names), "pourquoi")):
            await hands.app.push_screen(screen)
            await hands.settle()
            for _ in range(29):
                await hands.press("down")
                choices = screen.query_one(OptionList)
                assert choices.highlighted is not None
                line = choices.region.y + choices.highlighted - choices.scroll_offset.y
                assert choices.region.y <= line < choices.region.bottom <= screen.query_one("#body").region.bottom
                assert shows is None or hands.shows(shows)
            await hands.press("escape")
