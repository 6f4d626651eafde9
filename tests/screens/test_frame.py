"""What surrounds every screen: small windows, hiding, locking, stopping, and keys that let nobody out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.core.blocks import Line
from kiosk.core.errors import WrongPassphrase
from kiosk.core.trace import Event
from kiosk.glass.widgets.bars import TooSmall
from kiosk.screens.actions import Keys
from kiosk.screens.confirm import ConfirmScreen, HelpScreen, LanguageScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.neutral import HiddenScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.unlock import UnlockScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import Ui
from tests.fakes import still_clock
from tests.screens.desk import OFFICE, OTHER_PASSPHRASE, PASSPHRASE, SIZE, Desk, Hands, squeezed
from tests.screens.looks import whole


async def unlocked(hands: Hands) -> None:
    """Open a real desk."""
    await hands.paste(PASSPHRASE)
    await hands.press("enter")
    assert isinstance(hands.app.screen, HomeScreen)


@pytest.mark.parametrize("at", ["whom", "who", "sides", "check", "consent"])
async def test_a_small_window_says_so_and_loses_nothing(tmp_path: Path, at: str) -> None:
    """At 40x10 one sentence replaces a text that would be cut; a larger window shows the same step and answers."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until=at)
        if at == "who":
            await hands.type("Zoé")
        before, text = hands.visit.answers, hands.text()
        await hands.pilot.resize_terminal(40, 10)
        await hands.settle()
        assert hands.shows(hands.app.words.say(Ui.TOO_SMALL, width=40, height=10))
        assert "Zoé" not in hands.text()
        await hands.pilot.resize_terminal(39, 24)
        await hands.settle()
        assert hands.app.screen.query(TooSmall)
        await hands.pilot.resize_terminal(*SIZE)
        await hands.settle()
        assert (hands.at, hands.visit.answers) == (at, before)
        assert hands.text() == text
        whole(hands)
        await hands.on(OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)


async def test_a_large_window_is_used(tmp_path: Path) -> None:
    """At 132x43 each step is whole too, and going back to 80x24 in the middle keeps it so."""
    async with Desk(tmp_path).run(size=(132, 43)) as hands:
        await hands.go("close", OFFICE, until="sides")
        assert all(len(row) == 132 for row in hands.rows())
        await hands.pilot.resize_terminal(*SIZE)
        await hands.settle()
        whole(hands)


@pytest.mark.parametrize("back", ["f8", "escape"])
async def test_f8_hides_at_once_and_comes_back(tmp_path: Path, back: str) -> None:
    """F8 shows a page that says nothing of anybody, even in the middle of a word; the same screen comes back."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="who")
        await hands.type("Zoé")
        text = hands.text()
        await hands.press("f8")
        assert isinstance(hands.app.screen, HiddenScreen)
        assert squeezed(hands.text()) == squeezed(hands.app.words.say(Ui.HIDDEN) + hands.app.words.say(Ui.HIDDEN_BACK))
        await hands.press("f1", "f2", "f6", "f10", "enter", "x")
        assert isinstance(hands.app.screen, HiddenScreen)
        await hands.press(back)
        assert hands.text() == text
        await hands.press("f10", "f8", "f8")
        assert isinstance(hands.app.screen, ConfirmScreen)


async def test_f9_locks_until_the_passphrase_comes(tmp_path: Path) -> None:
    """A locked screen shows nothing of the visit, refuses a wrong passphrase, and gives the same step back."""
    async with Desk(tmp_path, training=False).run() as hands:
        assert isinstance(hands.app.screen, UnlockScreen)
        whole(hands)
        await unlocked(hands)
        await hands.go("close", OFFICE, until="who")
        await hands.type("Zoé")
        before = hands.text()
        await hands.press("f9")
        assert isinstance(hands.app.screen, UnlockScreen)
        assert hands.shows(hands.app.words.say(Ui.LOCK_TITLE))
        assert "Zoé" not in hands.text()
        await hands.press("escape", "f2", "f6", "f9", "f10", "enter")
        assert isinstance(hands.app.screen, UnlockScreen)
        await hands.paste("une autre phrase")
        assert "une autre phrase" not in hands.text()
        await hands.press("enter")
        assert hands.shows(hands.app.words.error(WrongPassphrase()))
        assert hands.line.value == ""
        whole(hands)
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert isinstance(hands.app.screen, UnlockScreen), "too early: the wait is not over"
        await hands.pilot.pause(1.1)
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert hands.text() == before


async def test_wrong_passphrases_wait_longer_each_time(tmp_path: Path) -> None:
    """After each wrong passphrase the wait doubles, is said in seconds, and never grows beyond a minute."""
    waits: list[float] = []
    async with Desk(tmp_path, training=False).run() as hands:
        screen = hands.app.screen
        assert isinstance(screen, UnlockScreen)
        screen.set_timer = lambda delay, callback: (waits.append(delay), screen.call_later(callback))  # type: ignore[assignment,method-assign,func-returns-value,misc]  # waits nothing
        for _ in range(9):
            await hands.paste("une autre phrase")
            await hands.press("enter")
        assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
        await unlocked(hands)


async def test_a_training_has_no_lock(tmp_path: Path) -> None:
    """Without a passphrase F9 does nothing, and neither the bar nor the help speaks of it."""
    async with Desk(tmp_path).run() as hands:
        before = hands.text()
        await hands.press("f9")
        assert hands.text() == before
        await hands.press("f1")
        assert isinstance(hands.app.screen, HelpScreen)
        assert not hands.shows(hands.app.words.say(Ui.KEY_LOCK))
        assert not hands.shows("F9")


@pytest.mark.parametrize("language", ["fr", "en", "en_XA"])
async def test_boxes_are_whole(tmp_path: Path, language: str) -> None:
    """The help of every screen, the languages, the question before stopping: all fit, in each language."""
    async with Desk(tmp_path, language=language, training=False).run() as hands:
        await hands.press("f1")
        whole(hands)
        await hands.press("escape")
        await unlocked(hands)
        whole(hands)
        for keys in (("f1",), ("f2",), ("f10",)):
            await hands.press(*keys)
            assert not isinstance(hands.app.screen, HomeScreen)
            whole(hands)
            await hands.press("escape")
            assert isinstance(hands.app.screen, HomeScreen)
        await hands.begin("close")
        await hands.press("f1")
        assert isinstance(hands.app.screen, HelpScreen)
        whole(hands)
        for key in (*VisitScreen.keys, *VisitScreen.more):
            told = [words for _, words in (*hands.app.words.told_keys((key,)), *hands.app.words.keys((key,)))]
            there = told or key is Keys.BESIDE  # which needs a second language
            assert there
            assert not told or any(hands.shows(words) for words in told) or language == "en_XA"
        await hands.press("escape", "f2")
        assert isinstance(hands.app.screen, LanguageScreen)
        whole(hands)


async def test_f10_asks_before_the_kiosk_stops(tmp_path: Path) -> None:
    """In training a question, at a real desk the passphrase: a passer-by does not stop the kiosk."""
    async with Desk(tmp_path / "training").run() as hands:
        await hands.press("f10", "1", "enter")
        assert isinstance(hands.app.screen, HomeScreen)
        await hands.press("f10", "2")
        hands.send("enter")
        await hands.pilot.pause(0.5)
        assert hands.app.return_code == 0
    async with Desk(tmp_path / "real", training=False).run() as hands:
        await unlocked(hands)
        await hands.press("f10")
        assert hands.shows(hands.app.words.say(Ui.QUIT_PASSPHRASE))
        await hands.paste("une autre phrase")
        await hands.press("enter")
        assert hands.app.return_code is None
        await hands.pilot.pause(1.1)
        await hands.press("escape")
        assert isinstance(hands.app.screen, HomeScreen)
        await hands.press("f10")
        await hands.paste(PASSPHRASE)
        hands.send("enter")
        await hands.pilot.pause(0.5)
        assert hands.app.return_code == 0


@pytest.mark.parametrize("where", ["lock", "home", "whom", "who", "check", "consent", "receipt"])
async def test_no_key_lets_a_passer_by_out(tmp_path: Path, where: str) -> None:
    """Ctrl+Q, C, Z, P, backslash and their like neither leave the kiosk nor open a palette, on any screen."""
    async with Desk(tmp_path, training=False).run() as hands:
        if where != "lock":
            await unlocked(hands)
        if where == "receipt":
            await hands.go("close", OFFICE)
        elif where not in ("lock", "home"):
            await hands.go("close", OFFICE, until=where)
        screen, stack = hands.app.screen, list(hands.app.screen_stack)
        for key in ("q", "c", "z", "p", "backslash", "d", "w", "s", "right_square_bracket"):
            await hands.press(f"ctrl+{key}")
        await hands.press("f7", "f11", "alt+f4", "ctrl+shift+p")
        assert hands.app.is_running
        assert hands.app.return_code is None
        assert (hands.app.screen, hands.app.screen_stack) == (screen, stack)
        whole(hands)


async def test_a_clock_in_1970(tmp_path: Path) -> None:
    """A clock at its epoch is said on home and in the status line; acts remain possible; no date is printed."""
    clock = still_clock(datetime(1970, 1, 1, tzinfo=UTC))
    async with Desk(tmp_path, clock=clock).run() as hands:
        assert hands.shows(hands.app.words.say(Ui.CLOCK_DOUBT, date="01/01/1970"))
        assert hands.shows(hands.app.words.say(Ui.STATUS_CLOCK_DOUBT))
        whole(hands)
        await hands.go("close", OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)
        read = ""
        while isinstance(hands.app.screen, ReceiptScreen):
            read += hands.text()
            await hands.press("enter")
        assert squeezed(hands.app.words.say(Line.DATE_BY_HAND)) in squeezed(read)
        assert "1970" not in read
        assert len(hands.desk.entries()) == 1


async def test_every_key_is_in_the_registry_once(tmp_path: Path) -> None:
    """No screen binds one key to two things, and all that the bars show is bound."""
    async with Desk(tmp_path, training=False).run() as hands:
        await unlocked(hands)
        for screen in (HomeScreen, VisitScreen, ReceiptScreen):
            names = [key.value.key for key in (*screen.keys, *screen.more)]
            assert len(names) == len(set(names))
            bound = {getattr(each, "key", each[0] if isinstance(each, tuple) else "") for each in screen.BINDINGS}
            everywhere = {
                key.value.key for key in (Keys.HELP, Keys.LANGUAGE, Keys.WORDS, Keys.HIDE, Keys.LOCK, Keys.VANISH)
            }
            assert set(names) - {"enter"} <= bound | everywhere


async def test_every_language_there_is_can_be_chosen(tmp_path: Path) -> None:
    """However many languages are there, the box stays whole and the last can be chosen by its number."""
    words = Catalogues(pseudo=True)
    languages = words.languages()
    async with Desk(tmp_path, words=words).run() as hands:
        await hands.press("f2")
        whole(hands, scrolls=True)
        for digit in str(len(languages)):
            hands.send(digit, after=0.1)
        await hands.settle()
        await hands.press("enter")
        assert hands.app.words.language == languages[-1].code


async def test_the_same_member_of_staff_comes_back_to_the_visit_and_another_finds_nothing(tmp_path: Path) -> None:
    """Behind a lock her own passphrase finds the step as it was; a colleague's wipes it before anything shows."""
    async with Desk(tmp_path, training=False).run() as hands:
        await unlocked(hands)
        await hands.go("close", OFFICE, until="who")
        await hands.type("Zoé")
        before = hands.text()
        await hands.press("f9")
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert hands.text() == before
        visit = hands.app.usher.visit
        assert visit is not None
        await hands.press("f9")
        await hands.paste(OTHER_PASSPHRASE)
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert "Zoé" not in hands.text()
        assert hands.shows(hands.app.words.say(Ui.UNLOCK_OTHER))
        assert not visit.is_open
        assert hands.app.usher.visit is None
        assert len(hands.app.screen_stack) == 2
        assert hands.app.session.who.member.name == "Bo"
        assert hands.desk.store is not None
        assert [(trace.who, trace.event) for trace in hands.desk.store.traces()] == [("Bo", Event.TAKEN_OVER)]
        await hands.press("f9")
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.app.session.who.member.name == "Ama"


async def test_the_lock_says_the_keyboard_and_the_wait_of_the_disk(tmp_path: Path) -> None:
    """The layout stands under the line where it is known; a wait kept on the disk is said without counting a try."""
    desk = Desk(tmp_path, training=False, keyboard="fr (bepo)")
    desk.too_soon = 7
    async with desk.run() as hands:
        assert hands.shows("fr (bepo)")
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert hands.shows(hands.app.words.count("throttled", 7))
        assert hands.app.guard.wrong_passphrases == 0
        whole(hands)
