"""The laws of large letters: where forty of them fill a window, every screen is whole, and nothing is skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.core.haste import STANDS
from kiosk.core.procedure import Kind
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.screens.base import KioskScreen
from kiosk.screens.home import TELL_AFTER, HomeScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.refused import RefusedScreen
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import Ui
from tests.screens.desk import OFFICE, PASSPHRASE, SIZE, Desk, Hands
from tests.screens.looks import whole
from tests.screens.road import FakeRoad
from tests.screens.tour import PICTURES, SCREENS, STEPS, tour

LARGE = (40, 15)
"""Columns and rows of a window of 640 by 480 dots in letters of 16 by 32."""
SIZES = [LARGE, (53, 15), (64, 24), (80, 18)]


@pytest.mark.parametrize(("size", "language"), [*((size, "fr") for size in SIZES), (LARGE, "en")], ids=str)
async def test_each_screen_is_whole(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """From the locked desk to a withdrawal nothing is cut, in any window that is large enough to be used."""
    shown: dict[str, str] = {}
    async with Desk(tmp_path, language=language, training=False).run(size=size) as hands:
        async for screen in tour(hands):
            whole(hands)
            shown[screen] = hands.text() + "\n"
    assert set(shown) == SCREENS
    if size != LARGE or language != "fr":
        return
    pictures = PICTURES.with_name("large")
    if os.environ.get("KIOSK_GOLDEN") == "write":
        pictures.mkdir(parents=True, exist_ok=True)
        for screen, text in shown.items():
            (pictures / f"{screen}.txt").write_text(text, encoding="utf-8")
    assert shown == {file.stem: file.read_text(encoding="utf-8") for file in pictures.glob("*.txt")}


@pytest.mark.parametrize("size", [LARGE, SIZE], ids=str)
async def test_what_is_pointed_at_is_explained_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    """From the first key on, what a row of home is stands there to its end."""
    async with Desk(tmp_path).run(size=size) as hands:
        screen = hands.app.screen
        assert isinstance(screen, HomeScreen)
        seen: list[str | None] = []
        for _ in range(12):
            await hands.press("down")
            pointed = screen.query_one(Choices).pointed
            await hands.pilot.pause(TELL_AFTER + 0.05)
            assert plain(screen._about(pointed or "")) in plain(hands.text()), pointed
            whole(hands)
            seen.append(pointed)
        assert len(set(seen)) > 8


def plain(text: str) -> str:
    """Give a text without its line ends."""
    return " ".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("act", ["mask", "relatives", "forced"])
async def test_each_act_goes_to_its_paper(tmp_path: Path, act: str) -> None:
    """Every step of an act is whole, and its answers lead to the same end as in a usual window."""
    async with Desk(tmp_path).run(size=LARGE) as hands:
        await hands.begin(act)
        while not isinstance(hands.app.screen, ReceiptScreen):
            await hands.answer(OFFICE, whole)
        whole(hands)


async def test_what_is_agreed_to_is_read_before_the_question(tmp_path: Path) -> None:
    """The words of a consent and its answers stand one after the other; a digit counts only for what stands there."""
    async with Desk(tmp_path).run(size=LARGE) as hands:
        await hands.go("close", OFFICE, until="consent")
        asks, words = hands.app.screen.query_one(Choices), hands.app.screen.query_one(Pages)
        assert (words.display, asks.display) == (True, False)
        await hands.press("1", "1")
        assert asks.pointed is None
        while words.display:
            await hands.press("enter")
        assert asks.display
        assert hands.shows(hands.app.words.say(Ui.CONSENT_UNDERSTOOD))
        await hands.press("escape")
        assert (words.display, asks.display) == (True, False)
        assert hands.visit.step.kind is Kind.CONSENT


@pytest.mark.parametrize("step", STEPS.values())
async def test_letters_change_in_the_middle(tmp_path: Path, step: str) -> None:
    """Whoever makes letters larger and smaller again, at any step, has lost nothing."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until=step)
        before, text = hands.visit.answers, hands.text()
        for size in (*SIZES, SIZE):
            await hands.pilot.resize_terminal(*size)
            await hands.settle()
            whole(hands)
        assert (hands.at, hands.visit.answers) == (step, before)
        assert hands.text() == text
        await hands.on(OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)


async def test_what_was_said_of_a_question_goes_with_it(tmp_path: Path) -> None:
    """Nothing chosen is said of the answers: where letters grow and the words stand in their place, it is gone."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="consent")
        unchosen = hands.app.words.say(Ui.NOTHING_CHOSEN)
        while not hands.shows(unchosen):
            await hands.press("enter")
        await hands.pilot.resize_terminal(*LARGE)
        await hands.settle()
        assert not hands.app.screen.query_one(Choices).display
        assert not hands.shows(unchosen)
        while not hands.shows(unchosen):
            await hands.press("enter")
        assert hands.app.screen.query_one(Choices).display
        await hands.press("escape")
        assert not hands.shows(unchosen)


async def test_the_help_is_read_in_pages(tmp_path: Path) -> None:
    """All that the help says in a usual window stands on one of its pages, each of which says what turns it."""

    async def told(hands: Hands) -> str:
        await hands.press("f1")
        said = hands.text()
        for pages in hands.app.screen.query(Pages):
            while not pages.is_last:
                assert "Entrée\u00a0: suite" in hands.text()
                await hands.press("enter")
                said += hands.text()
            assert "Entrée\u00a0: suite" not in hands.text()
        return said

    async with Desk(tmp_path).run(size=LARGE) as hands:
        said = " ".join((await told(hands)).split())
        await hands.press("escape")
        screen = hands.app.screen
        assert isinstance(screen, KioskScreen)
        for _, does in hands.app.words.told_keys((*screen.keys, *screen.more)):
            assert does in said


async def test_both_sides_are_named_on_each_page(tmp_path: Path) -> None:
    """In large letters they stand one below the other, never one alone; in a usual window side by side again."""
    async with Desk(tmp_path).run(size=LARGE) as hands:
        await hands.go("close", OFFICE, until="sides")
        (pages,) = hands.app.screen.query(Pages)
        for at in range(pages.count):
            assert "Raisons de fermer\u00a0: " in hands.text(), at
            assert "Raisons de garder l’espace\u00a0: " in hands.text(), at
            assert " | " not in hands.text(), at
            pages.turn(1)
            await hands.settle()
        await hands.pilot.resize_terminal(80, 24)
        await hands.settle()
        assert "RAISONS DE FERMER" in hands.text()
        assert " | " in hands.text()


async def test_nothing_is_drawn_for_who_reads_by_touch(tmp_path: Path) -> None:
    """Asked by the environment, screens have no frames and no Braille patterns; a QR code is all that is drawn."""
    desk = Desk(tmp_path, training=False)
    async with desk.run() as hands:
        hands.app.set_class(True, "-touched")
        await hands.settle()
        async for screen in tour(hands):
            whole(hands)
            rows = [row.strip(" >") for row in hands.rows()]
            assert not [row for row in rows if row and set(row) <= set("#=-_ ")], screen
            drawn = {sign for sign in hands.text() if "─" <= sign <= "▟" or "⠀" <= sign <= "⣿"}
            assert not drawn or screen == "qr", (screen, drawn)


async def test_what_is_asked_alone_stands_before_it_is_answered(tmp_path: Path) -> None:
    """Her yes is decided no sooner than in a usual window; what is typed ahead answers no line that was not there."""
    async with Desk(tmp_path).run(size=LARGE) as hands:
        await hands.go("close", OFFICE, until="who")
        asked = hands.visit.step
        for key in (*"Zelda Martin", "enter", "-", "enter"):
            hands.send(key, after=0.001)
        await hands.settle()
        assert hands.visit.step is asked
        assert not hands.line.value
        await hands.on(OFFICE, until="consent")
        await hands.read_on()
        with hands.stopped():
            hands.send("2", after=1.0)
            hands.send("enter", after=0.1)
            await hands.settle()
            hands.send("1", after=0.06)
            hands.send("enter", after=0.01)
            await hands.settle()
            assert hands.at == "consent"
            hands.send("enter", after=STANDS)
            await hands.settle()
        assert hands.at != "consent"


async def test_a_list_that_goes_on_says_so(tmp_path: Path) -> None:
    """All languages have no room in large letters: a row of its own says how many more there are."""
    async with Desk(tmp_path, words=Catalogues()).run(size=LARGE) as hands:
        await hands.press("f2")
        whole(hands)
        assert hands.shows("plus bas")
        await hands.press(*["down"] * 18)
        whole(hands)
        assert not hands.shows("plus bas")


@pytest.mark.parametrize("size", [SIZE, LARGE], ids=str)
async def test_where_the_cursor_is_one_reads_what_is_pointed_at(tmp_path: Path, size: tuple[int, int]) -> None:
    """In the queue, on the road and among the words, the row pointed at has a mark, is seen, and has the cursor."""
    async with Desk(tmp_path, training=False, road=FakeRoad()).run(size=size) as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        await hands.go("close", OFFICE)
        while not isinstance(hands.app.screen, HomeScreen):
            await hands.press("2", "enter")
        for way in (("f6",), ("f7",), ("7", "1", "enter", "f3")):
            await hands.press(*way)
            for _ in range(6):
                await hands.press("down")
                at = hands.app.cursor_position
                assert hands.rows()[at.y][at.x] == ">", (way, hands.text())
                whole(hands, scrolls=True)
            await hands.press("escape")


async def test_an_act_of_the_queue_is_read_whole(tmp_path: Path) -> None:
    """In large letters each act has its rows, whatever the road says, and the list says how many stand below."""
    async with Desk(tmp_path, training=False, road=FakeRoad(has_hub=False)).run(size=LARGE) as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        for _ in range(5):
            await hands.go("close", OFFICE)
            while not isinstance(hands.app.screen, HomeScreen):
                await hands.press("2", "enter")
        await hands.press("f6")
        assert hands.shows("plus bas")
        for _ in range(5):
            await hands.press("down")
            assert "à envoyer à l’association" in " ".join(hands.text().split(">", 1)[1].split())
            whole(hands, scrolls=True)
        assert not hands.shows("plus bas")


@pytest.mark.parametrize("size", [SIZE, LARGE], ids=str)
async def test_each_file_that_was_not_read_has_its_reason_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    """However many there are: the list says how many stand below, and why the one pointed at was not read is seen."""
    why = "Ce fichier est abîmé ou coupé. Demandez-le de nouveau à l’association."
    async with Desk(tmp_path).run(size=size) as hands:
        await hands.app.push_screen(RefusedScreen([(f"kiosk-{number}.ksa", why) for number in range(20)]))
        await hands.settle()
        assert hands.shows("plus bas")
        for _ in range(19):
            whole(hands, scrolls=True)
            assert hands.shows(why)
            await hands.press("down")
        assert not hands.shows("plus bas")
