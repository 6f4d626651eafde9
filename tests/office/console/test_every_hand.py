"""The console for every hand and eye: large letters, the cursor, contrast, no sign that is a deed by chance."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from textual.widgets import Input, Static

from kiosk.core.errors import WrongPassphrase
from kiosk.core.idle import NOTICE
from kiosk.core.work import Deed
from kiosk.glass.widgets.bars import TOUCHED
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.office.console.act import ActScreen
from kiosk.office.console.caps import Caps
from kiosk.office.console.rows import RowList
from kiosk.words.console import ConsoleUi
from kiosk.words.linear import LockUi
from kiosk.words.ui import Ui
from tests.office.console.bureau import NAME, FakeBureau, made
from tests.office.console.seen import PASSPHRASE, WORDS, Hand, at_console
from tests.office.console.tour import ACTS, GOLDEN, VIEWS, office, tour
from tests.screens.contrast import readable

LARGE = (40, 15)
SOON = WORDS.say(LockUi.SOON, "fr")
NOTHING = WORDS.say(Ui.NOTHING_CHOSEN, "fr")


def uncut(hand: Hand, view: str) -> None:
    """Assert that no sentence of a screen is cut, nor lies outside."""
    for widget in hand.app.screen.query(Static):
        if widget.display and str(widget.content).strip():
            need = widget.get_content_height(widget.container_size, widget.app.size, widget.size.width)
            assert need <= widget.size.height, (view, str(widget.content))
            place = widget.screen.find_widget(widget)
            assert place.visible_region == place.region, (view, str(widget.content))


@pytest.mark.parametrize(
    ("size", "language"), [(LARGE, "fr"), ((53, 15), "fr"), ((80, 18), "fr"), (LARGE, "en")], ids=str
)
async def test_each_screen_is_whole_in_large_letters(size: tuple[int, int], language: str) -> None:
    """From the list to the lock nothing is cut; the row pointed at is seen, and all that is known of it."""
    os.environ["TZ"] = "UTC"
    shown = {}
    async with at_console(office(), size, language=language) as hand:
        async for view in tour(hand):
            uncut(hand, view)
            shown[view] = hand.sees + "\n"
            if view == "list":
                await hand.press("down")
                assert hand.row.startswith(" >K7Q-4M2-002")
                assert "04/12" in hand.sees
                assert size[0] >= 80 or "langue ar" in hand.sees or language != "fr"
                await hand.press("up")
    assert shown.keys() == VIEWS
    if (size, language) != (LARGE, "fr"):
        return
    pictures = GOLDEN / "large"
    if os.environ.get("KIOSK_GOLDEN") == "write":
        pictures.mkdir(exist_ok=True)
        for view, text in shown.items():
            (pictures / f"{view}.txt").write_text(text, encoding="utf-8")
    assert shown == {file.stem: file.read_text(encoding="utf-8") for file in pictures.glob("*.txt")}


@pytest.mark.parametrize("size", [(80, 24), LARGE], ids=str)
async def test_the_cursor_stands_where_one_is(size: tuple[int, int]) -> None:
    """In the list and in every box the cursor is on the row pointed at; if nothing is, on the words for it."""
    async with at_console(office(), size) as hand:
        rows = 0
        async for view in tour(hand):
            focused = hand.app.focused
            if isinstance(focused, RowList) and focused.count:
                for _ in range(3):
                    assert hand.row[hand.app.cursor_position.x] == ">", view
                    await hand.press("down")
                await hand.press("home")
            elif isinstance(focused, Choices):
                await hand.press("enter")
                assert NOTHING in hand.row, view
                for _ in range(focused.option_count):
                    await hand.press("down")
                    assert hand.row[hand.app.cursor_position.x] == ">", view
                    assert NOTHING not in hand.sees, view
                    rows += 1
                focused.highlighted = None
            else:
                assert hand.row.strip() or isinstance(focused, Input), view
        assert rows > 15


@pytest.mark.parametrize("size", [(80, 24), LARGE], ids=str)
async def test_what_went_wrong_has_the_cursor(size: tuple[int, int]) -> None:
    """A wrong passphrase, a hub that is not there: it is read by touch without a search, until a key is pressed."""
    async with at_console(FakeBureau.of(made(1), made(2)), size, open_=False) as hand:
        await hand.type("faux")
        await hand.press("enter")
        assert WORDS.error(WrongPassphrase(), "fr")[:20] in hand.row
        await hand.type(PASSPHRASE)
        line = hand.app.focused
        assert isinstance(line, Input)
        assert hand.app.cursor_position == line.cursor_screen_offset
        await hand.press("enter", "f5")
        assert WORDS.say(ConsoleUi.NO_HUB, "fr")[:20] in hand.row
        await hand.press("down")
        assert hand.row[hand.app.cursor_position.x] == ">"


@pytest.mark.parametrize(("theme", "size"), [("dark", (80, 24)), ("light", (80, 24)), ("console", LARGE)], ids=str)
async def test_every_cell_can_be_read(theme: str, size: tuple[int, int]) -> None:
    """On every screen of the office each character stands out seven times, and nothing blinks, in each theme."""
    async with at_console(office(), size, theme=theme) as hand:
        async for view in tour(hand):
            readable(hand, view)
            hand.app._tell_soon(LockUi.SOON if view in ("act", "answer", "hidden") else None)
            await hand.settle()
            readable(hand, view)


async def test_the_help_goes_on_and_says_so() -> None:
    """In large letters the help is in pages, each says which it is and what turns it; Enter leads to the last."""
    async with at_console(FakeBureau.of(*ACTS), LARGE) as hand:
        await hand.press("f1")
        (pages,) = hand.app.screen.query(Pages)
        seen = hand.sees
        assert f"Page 1 sur {pages.count}" in seen
        while not pages.is_last:
            assert "Entrée\u00a0: suite" in hand.sees
            await hand.press("enter")
            seen += hand.sees
        assert "Page haut" in hand.sees
        assert "F12" in seen
        assert "fermer l’aide" in seen


@pytest.mark.parametrize("size", [LARGE, (80, 24)])
async def test_an_act_of_several_pages_says_what_turns_them(size: tuple[int, int]) -> None:
    """As long as there is one more, the bar begins with the key, and no longer at the end."""
    async with at_console(FakeBureau.of(*ACTS), size) as hand:
        await hand.press("enter")
        screen = hand.app.screen
        assert isinstance(screen, ActScreen)
        screen._read = replace(screen._read, lines=tuple(f"Ligne {number}" for number in range(60)))
        await screen._relay()
        await hand.settle()
        (pages,) = screen.query(Pages)
        assert pages.count > 1
        while not pages.is_last:
            assert hand.sees.rstrip().split("\n")[-1].strip().startswith("Entrée Suite F2 Gestes")
            await hand.press("enter")
        assert "Entrée Suite" not in hand.sees


# ---- signs that are deeds (WCAG 2.1.4)


async def test_each_deed_has_a_number_too() -> None:
    """F2 offers every deed of the list and of an act by its number, whatever the letters do."""
    offered = {each for each in Caps if each.value.tells is not None}
    assert {each for each in Caps if each.value.is_sign} <= offered
    bureau = FakeBureau.of(made(1))
    async with at_console(bureau) as hand:
        await hand.press("f2", "2", "enter")
        assert "Dans quel ordre" in hand.sees
        await hand.press("escape", "enter", "f2", "1", "enter", "f2", "2", "enter")
        await hand.type("vue")
        await hand.press("enter")
    assert [each.deed for each in bureau.notes[made(1).act]] == [Deed.TAKE, Deed.NOTE]


async def test_signs_can_be_switched_off() -> None:
    """Without shortcuts no letter and no digit does anything but where it is typed; no bar and no help names one."""
    bureau = FakeBureau.of(*ACTS)
    async with at_console(bureau, shortcuts=False) as hand:
        before = hand.sees
        await hand.press("2", "o", "e", "slash")
        assert hand.sees == before
        assert "/ Chercher" not in before
        await hand.press("right")
        assert "[2 À moi" in hand.sees
        await hand.press("left", "enter")
        act = hand.sees
        assert NAME in act
        await hand.press("p", "n", "a", "s", "u", "l", "t", "i", "r", "d")
        assert hand.sees == act
        assert "p Prendre" not in act
        await hand.press("f1")
        assert "p prendre" not in hand.sees
        assert "F2" in hand.sees
        await hand.press("escape", "f2", "1", "enter", "f2", "6", "enter", "2", "enter")
        assert "C’est bien cela" in hand.sees
    assert [each.deed for each in bureau.notes[ACTS[0].act]] == [Deed.TAKE]


# ---- what is said before a lock, and what is drawn


@pytest.mark.parametrize("size", [LARGE], ids=str)
@pytest.mark.parametrize("over", [(), ("enter",), ("f1",), ("f2",), ("enter", "p", "n"), ("f8",)])
async def test_a_lock_that_is_near_is_seen_over_everything(over: tuple[str, ...], size: tuple[int, int]) -> None:
    """A box, a line and a hidden page say it, too, and the cursor stands on it until a key is pressed."""
    async with at_console(FakeBureau.of(made(1)), size) as hand:
        await hand.press(*over)
        hand.app._left_until_idle = lambda: NOTICE  # type: ignore[method-assign]
        hand.app.look()
        await hand.settle()
        assert SOON.replace("\u00a0", " ") in " ".join(hand.sees.replace("\u00a0", " ").split())
        assert "Appuyez" in hand.row
        hand.app._left_until_idle = lambda: 2 * NOTICE  # type: ignore[method-assign]
        await hand.press("down")
        assert "Appuyez" not in hand.sees


async def test_nothing_is_drawn_for_who_reads_by_touch() -> None:
    """No frame, and no mark that is for the eye alone."""
    async with at_console(office()) as hand:
        hand.app.set_class(True, TOUCHED)
        async for view in tour(hand):
            seen = hand.sees
            assert not any("─" <= sign <= "▟" or "⠀" <= sign <= "⣿" for sign in seen), view
            assert not any(row.strip().startswith(("-- ", "| ")) for row in seen.split("\n")), view
