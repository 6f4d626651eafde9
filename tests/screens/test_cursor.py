"""The terminal's cursor is where one is: what a Braille display and a screen reader follow."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, OptionList

from tests.screens.desk import Desk, Hands
from tests.screens.tour import SCREENS, tour


def row_of_the_cursor(hands: Hands) -> str:
    """Give the row of signs that the cursor stands in."""
    return hands.rows()[hands.app.cursor_position.y]


def is_where_one_is(hands: Hands, screen: str) -> None:
    """Assert that the cursor stands where something is pointed at, typed or read."""
    focused, cursor = hands.app.focused, hands.app.cursor_position
    led = [each for each in hands.app.screen.query(OptionList) if not each.can_focus and each.highlighted is not None]
    if isinstance(focused, Input) and led and not focused.value:
        assert row_of_the_cursor(hands)[cursor.x] == ">", screen
    elif isinstance(focused, Input):
        assert cursor == focused.cursor_screen_offset, screen
    elif isinstance(focused, OptionList) and focused.highlighted is not None:
        words = str(focused.get_option_at_index(focused.highlighted).prompt).strip().split("\n")[0]
        assert words[:30] in row_of_the_cursor(hands), screen
    else:
        assert row_of_the_cursor(hands)[cursor.x].strip(" │"), screen


async def test_on_every_screen_the_cursor_stands_where_one_is(tmp_path: Path) -> None:
    """On each screen, and on each row of its list, the cursor's row is the row that is pointed at."""
    seen, rows = set(), 0
    async with Desk(tmp_path, training=False).run() as hands:
        async for screen in tour(hands):
            seen.add(screen)
            is_where_one_is(hands, screen)
            focused = hands.app.focused
            if isinstance(focused, OptionList) and focused.highlighted is None:
                for _ in range(focused.option_count):
                    await hands.press("down")
                    is_where_one_is(hands, screen)
                    rows += 1
                focused.highlighted = None
    assert seen == SCREENS
    assert rows > 25


async def test_what_went_wrong_is_where_the_cursor_stands(tmp_path: Path) -> None:
    """Enter with nothing chosen says so, and the cursor stands on that sentence until something is pointed at."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.on({}, until="whom")
        await hands.press("enter")
        assert str(hands.app.screen.query_one("#problem").render()).strip() in row_of_the_cursor(hands)
        await hands.press("2")
        is_where_one_is(hands, "choose")
