"""The terminal's cursor is where one is: what a Braille display and a screen reader follow."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from kiosk.core.errors import StoreFull
from kiosk.core.idle import NOTICE
from kiosk.core.reference import Ticket, make_reference
from kiosk.core.tally import Topic
from kiosk.core.word import Told
from kiosk.glass.over import Box
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.elsewhere import ElsewhereScreen
from kiosk.screens.survey import SurveyScreen
from kiosk.words.linear import LockUi
from kiosk.words.ui import Ui
from tests.screens.desk import OFFICE, PASSPHRASE, SIZE, Desk, Hands
from tests.screens.looks import whole
from tests.screens.road import FakeRoad
from tests.screens.tour import SCREENS, tour


def row_of_the_cursor(hands: Hands) -> str:
    """Give the row of signs that the cursor stands in."""
    return hands.rows()[hands.app.cursor_position.y]


def is_where_one_is(hands: Hands, screen: str) -> None:
    """Assert that the cursor stands where something is pointed at, typed or read."""
    focused, cursor = hands.app.focused, hands.app.cursor_position
    led = [each for each in hands.app.screen.query(OptionList) if not each.can_focus and each.highlighted is not None]
    if isinstance(focused, Input) and led:
        assert row_of_the_cursor(hands)[cursor.x] == ">", screen
    elif isinstance(focused, Input):
        assert cursor == focused.cursor_screen_offset, screen
    elif isinstance(focused, OptionList) and focused.highlighted is not None:
        words = str(focused.get_option_at_index(focused.highlighted).prompt).strip().split("\n")[0]
        # Large letters break a line sooner: its first words are where the cursor is.
        assert words[: 30 if hands.app.size.width >= SIZE[0] else 12] in row_of_the_cursor(hands), screen
    else:
        assert row_of_the_cursor(hands)[cursor.x].strip(" │"), screen


@pytest.mark.parametrize("size", [SIZE, (40, 15)], ids=str)
async def test_on_every_screen_the_cursor_stands_where_one_is(tmp_path: Path, size: tuple[int, int]) -> None:
    """On each screen, and on each row of its list, the cursor's row is the row that is pointed at."""
    seen, rows, boxes = set(), 0, 0
    async with Desk(tmp_path, training=False).run(size=size) as hands:
        async for screen in tour(hands):
            seen.add(screen)
            is_where_one_is(hands, screen)
            focused = hands.app.focused
            if isinstance(hands.app.screen, Box) and isinstance(focused, Choices):
                await hands.press("enter")
                assert hands.app.words.say(Ui.NOTHING_CHOSEN) in row_of_the_cursor(hands), screen
                whole(hands, scrolls=True)
                boxes += 1
            if isinstance(focused, OptionList) and focused.highlighted is None:
                for _ in range(focused.option_count):
                    await hands.press("down")
                    is_where_one_is(hands, screen)
                    rows += 1
                focused.highlighted = None
    assert seen == SCREENS
    assert rows > 20
    assert boxes == 5


async def test_what_went_wrong_is_where_the_cursor_stands(tmp_path: Path) -> None:
    """Enter with nothing chosen says so, and the cursor stands on that sentence until something is pointed at."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.on({}, until="whom")
        await hands.press("enter")
        assert str(hands.app.screen.query_one("#problem").render()).strip() in row_of_the_cursor(hands)
        await hands.press("2")
        is_where_one_is(hands, "choose")


async def leads_to_what_went_wrong(hands: Hands, words: str) -> None:
    """Assert that Enter leads the cursor to what went wrong, each time, and any key back to the line."""
    for key in ("left", "1"):
        await hands.press("enter")
        assert words[:20] in row_of_the_cursor(hands)
        await hands.press(key)
        assert hands.app.cursor_position == hands.line.cursor_screen_offset


@pytest.mark.parametrize("size", [SIZE, (40, 15)], ids=str)
async def test_what_went_wrong_has_the_cursor_where_one_types(tmp_path: Path, size: tuple[int, int]) -> None:
    """A number that is not there, a name that is none, a wrong passphrase: it is read by touch without a search."""
    async with Desk(tmp_path, training=False).run(size=size) as hands:
        say = hands.app.words.say
        await hands.paste(PASSPHRASE)
        await hands.press("enter", "9", "enter")
        assert say(Ui.HOME_NOT_UNDERSTOOD)[:30] in row_of_the_cursor(hands)
        await hands.press("down")
        is_where_one_is(hands, "home")
        await hands.go("close", OFFICE, until="who")
        await hands.press("enter")
        await leads_to_what_went_wrong(hands, str(hands.app.screen.query_one("#problem").render()).strip())
        await hands.press("f9")
        await hands.paste(PASSPHRASE + "!")
        await hands.press("enter")
        assert hands.app.cursor_position != hands.line.cursor_screen_offset
        await hands.press("x")
        assert hands.app.cursor_position == hands.line.cursor_screen_offset


@pytest.mark.parametrize("size", [SIZE, (40, 15)], ids=str)
async def test_what_was_not_recorded_has_the_cursor(tmp_path: Path, size: tuple[int, int]) -> None:
    """Her yes is pointed at, the disk refuses: that is where one reads, and her answer again at the next key."""
    async with Desk(tmp_path).run(size=size) as hands:
        await hands.go("close", OFFICE, until="handover")
        assert hands.desk.store
        hands.desk.store.failing = StoreFull()
        while not hands.shows(hands.app.words.error(StoreFull())):
            await hands.press("1", "enter")
        told = hands.app.words.say(Ui.NOT_RECORDED, why="")
        assert told[:15] in row_of_the_cursor(hands)
        await hands.press("down")
        is_where_one_is(hands, "handover")


@pytest.mark.parametrize("size", [SIZE, (40, 15)], ids=str)
async def test_at_home_digits_lead_the_cursor(tmp_path: Path, size: tuple[int, int]) -> None:
    """A digit that opens a group leaves it in the line; where digits or arrows point at an act, it is on that row."""
    async with Desk(tmp_path).run(size=size) as hands:
        await hands.press("2")
        assert isinstance(hands.app.focused, Input)
        assert hands.app.cursor_position == hands.app.focused.cursor_screen_offset
        await hands.press("2")
        assert row_of_the_cursor(hands)[hands.app.cursor_position.x] == ">"
        assert " 2  " in row_of_the_cursor(hands)
        await hands.press("up")
        assert " 1  " in row_of_the_cursor(hands)
        await hands.press("x")
        assert hands.app.cursor_position == hands.app.focused.cursor_screen_offset


@pytest.mark.parametrize("size", [SIZE, (40, 15)], ids=str)
async def test_a_lock_that_is_near_has_the_cursor(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a step, in a line, over a box, a help, a code and a hidden page: half a minute before, it is seen whole."""
    async with Desk(tmp_path, training=False).run(size=size) as hands:
        said = " ".join(hands.app.words.say(LockUi.SOON).split())
        async for screen in tour(hands):
            if screen in ("unlock", "neutral"):
                continue  # nothing falls on what is locked, or says nothing of anybody
            monkeypatch.setattr(hands.app.guard, "_left", lambda: NOTICE)
            hands.app.guard.look()
            await hands.settle()
            assert said in " ".join(hands.text().replace("║", " ").split()), screen
            assert said[:10] in row_of_the_cursor(hands), screen
            monkeypatch.setattr(hands.app.guard, "_left", lambda: 2 * NOTICE)
            hands.app.guard.look()
            await hands.settle()
            assert said[:10] not in hands.text(), screen


async def each_row_has_it(hands: Hands, screen: str) -> None:
    """Assert that nothing chosen is said where the cursor stands, and then that each row pointed at has it."""
    choices = hands.app.focused
    assert isinstance(choices, Choices), screen
    if choices.highlighted is None:
        for _ in range(4):  # in large letters, pages come first
            if not hands.shows(hands.app.words.say(Ui.NOTHING_CHOSEN)):
                await hands.press("enter")
        assert hands.app.words.say(Ui.NOTHING_CHOSEN) in row_of_the_cursor(hands), screen
    for _ in range(choices.option_count):
        await hands.press("down")
        assert row_of_the_cursor(hands)[hands.app.cursor_position.x] == ">", screen


@pytest.mark.parametrize("size", [SIZE, (40, 15)], ids=str)
async def test_on_the_rarer_screens_too(tmp_path: Path, size: tuple[int, int]) -> None:
    """The road and what is typed there, another desk's act, the questions at the end, where to begin."""
    road = FakeRoad()
    async with Desk(tmp_path, training=False, road=road).run(size=size) as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        await hands.press("f7")
        await each_row_has_it(hands, "road")
        for digit in ("5", "4"):  # the folder of a key; the relay's address
            await hands.press(digit, "enter")
            is_where_one_is(hands, digit)
            assert isinstance(hands.app.focused, Input)
            await hands.press("escape")
        await hands.press("escape")
        ticket = Ticket(make_reference(bytes(5)), bytes(16))
        hands.app.push_screen(ElsewhereScreen(ticket, Told(), road, "Le relais ne répond pas."))
        await hands.settle()
        await each_row_has_it(hands, "elsewhere")
        await hands.press("escape", "0", "enter")
        await each_row_has_it(hands, "triage")
        hands.app.push_screen(SurveyScreen(hands.app, [Topic.AGE]))
        await hands.settle()
        await each_row_has_it(hands, "survey")
