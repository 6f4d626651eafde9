"""The screen is covered when nobody is there, at once when somebody wants it, and leaving in haste keeps nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events

from kiosk.core.blocks import Receipt, Rule
from kiosk.core.idle import NOTICE
from kiosk.core.procedure import Channel
from kiosk.flows.visit import Agreed
from kiosk.screens.guard import CALL, IDLE
from kiosk.screens.home import HomeScreen
from kiosk.screens.neutral import HiddenScreen, NeutralScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.unlock import UnlockScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.catalogues import Catalogues
from kiosk.words.linear import LockUi
from kiosk.words.ui import Ui
from tests.fakes import FakeClock, still_clock
from tests.screens.desk import OFFICE, OTHER_PASSPHRASE, PASSPHRASE, Desk, Hands

HOME, VISIT = IDLE
HEALTH = ("santé", "médic", "Assurance", "masqu", "carnet", "dossier", "Mon espace")


async def to_half_typed(hands: Hands) -> None:
    """Go to a question and type half an answer."""
    if not hands.desk.training:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
    await hands.go("close", OFFICE, until="who")
    await hands.type("Zelda Pl")


def nobody(hands: Hands, clock: FakeClock, seconds: float) -> None:
    """Let this time pass without a key."""
    clock.since_start += seconds
    hands.app.guard.look()


@pytest.mark.parametrize("hours", [-20_000, 20_000])
async def test_a_lock_comes_by_the_clock_that_nobody_sets(tmp_path: Path, hours: int) -> None:
    """The wall clock jumps and nothing happens; the time passes and the screen is locked, with nothing to be read."""
    clock = still_clock()
    async with Desk(tmp_path, training=False, clock=clock).run() as hands:
        await to_half_typed(hands)
        clock.wall += timedelta(hours=hours)
        nobody(hands, clock, VISIT - 1)
        await hands.settle()
        assert isinstance(hands.app.screen, VisitScreen)
        nobody(hands, clock, 1)
        await hands.settle()
        assert isinstance(hands.app.screen, UnlockScreen)
        assert not hands.shows("Zelda")
        clock.wall -= timedelta(hours=2 * hours)
        nobody(hands, clock, VISIT)
        await hands.press("escape", "f8", "f8", "f10", "f12", "enter")
        assert hands.app.guard.is_locked
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert hands.at == "who"
        assert hands.line.value == "Zelda Pl"


async def test_a_key_keeps_it_open_and_home_is_sooner(tmp_path: Path) -> None:
    """Each key begins the time anew; at home, without a person, it is shorter."""
    clock = still_clock()
    async with Desk(tmp_path, training=False, clock=clock).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        for _ in range(3):
            nobody(hands, clock, HOME - 1)
            await hands.press("down")
            assert isinstance(hands.app.screen, HomeScreen)
        nobody(hands, clock, HOME)
        await hands.settle()
        assert isinstance(hands.app.screen, UnlockScreen)


async def test_the_key_that_wakes_a_closed_lid_does_nothing(tmp_path: Path) -> None:
    """Where nobody looked meanwhile, the first key finds the lock and is not taken for what was shown."""
    clock = still_clock()
    async with Desk(tmp_path, training=False, clock=clock).run() as hands:
        await to_half_typed(hands)
        clock.since_start += VISIT
        await hands.press("x")
        assert isinstance(hands.app.screen, UnlockScreen)
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert hands.line.value == "Zelda Pl"


async def test_another_passphrase_behind_the_idle_lock(tmp_path: Path) -> None:
    """Anybody else's passphrase wipes the visit before anything of it is seen."""
    clock = still_clock()
    async with Desk(tmp_path, training=False, clock=clock).run() as hands:
        await to_half_typed(hands)
        nobody(hands, clock, VISIT)
        await hands.settle()
        await hands.paste(OTHER_PASSPHRASE)
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.app.usher.visit is None
        assert hands.shows(hands.app.words.say(Ui.UNLOCK_OTHER))


async def test_whoever_takes_over_hears_of_what_waits(tmp_path: Path) -> None:
    """At somebody else's receipt a colleague opens the screen: what was recorded is counted, said, and may leave."""
    async with Desk(tmp_path, training=False).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        await hands.go("close", OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)
        woken: list[bool] = []
        hands.app.road.something_new = lambda: woken.append(True)  # type: ignore[method-assign]
        await hands.press("f9")
        await hands.paste(OTHER_PASSPHRASE)
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.shows(hands.app.words.count("queue_waiting", 1))
        assert woken


async def test_hidden_while_the_passphrase_is_checked(tmp_path: Path) -> None:
    """F8 in the moment after the passphrase: the screen stays hidden, and below it the lock asks once more."""
    for typed in (PASSPHRASE, OTHER_PASSPHRASE):
        desk = Desk(tmp_path / typed[:3], training=False)
        checking, go_on, verify = Event(), Event(), desk.verify

        def slowly(said: str, verify: Any = verify, checking: Event = checking, go_on: Event = go_on) -> int:
            checking.set()
            assert go_on.wait(10)
            return int(verify(said))

        async with desk.run() as hands:
            await to_half_typed(hands)
            await hands.press("f9")
            hands.app.guard._verifier = slowly
            await hands.paste(typed)
            hands.send("enter")
            while not checking.is_set():
                await asyncio.sleep(0.01)
            hands.send("f8")
            while not isinstance(hands.app.screen, HiddenScreen):
                await asyncio.sleep(0.01)
            go_on.set()
            await hands.settle()
            assert isinstance(hands.app.screen, HiddenScreen)
            await hands.press("f8")
            assert isinstance(hands.app.screen, UnlockScreen)
            assert not hands.shows("Zelda")
            await hands.paste(PASSPHRASE)
            await hands.press("enter")
            assert hands.line.value == "Zelda Pl"


async def test_the_question_before_stopping_is_locked_too(tmp_path: Path) -> None:
    """Where a passphrase was about to be asked and can be escaped from, the lock lies over it."""
    clock = still_clock()
    async with Desk(tmp_path, training=False, clock=clock).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter", "f10")
        nobody(hands, clock, HOME)
        await hands.settle()
        await hands.press("escape", "escape")
        assert hands.app.guard.is_locked


async def test_training_is_hidden(tmp_path: Path) -> None:
    """Without a passphrase the neutral page covers it, and F8 comes back to the same step and letters."""
    clock = still_clock()
    async with Desk(tmp_path, clock=clock).run() as hands:
        await to_half_typed(hands)
        nobody(hands, clock, VISIT)
        await hands.settle()
        assert isinstance(hands.app.screen, HiddenScreen)
        assert not hands.shows("Zelda")
        await hands.press("f8")
        assert hands.line.value == "Zelda Pl"


@pytest.mark.parametrize("over", ["", "f1", "f8", "f5", "f10"])
async def test_leaving_in_haste(tmp_path: Path, over: str) -> None:
    """One key, from wherever: no question, a page that says nothing of anybody, and home behind it."""
    async with Desk(tmp_path, training=False).run() as hands:
        await to_half_typed(hands)
        visit = hands.visit
        await hands.press("f4", *filter(None, [over]), "f12")
        assert isinstance(hands.app.screen, NeutralScreen)
        assert hands.shows(hands.app.words.say(Ui.VANISH_RECORDED))
        assert not hands.shows("Zelda")
        assert not visit._answers
        assert (hands.app.usher.visit, hands.app.words.discreet) == (None, False)
        assert not hands.desk.entries()
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.desk.paper[0 if over != "f5" else -1] in ("cancel", "release")


async def test_leaving_in_haste_unlocks_nothing(tmp_path: Path) -> None:
    """Behind a lock it does nothing; a lock that is pressed at once after it comes."""
    async with Desk(tmp_path, training=False).run() as hands:
        await to_half_typed(hands)
        await hands.press("f9", "f12", "enter", "escape")
        assert hands.app.guard.is_locked
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        for name in ("f12", "f9", "enter", "escape"):
            hands.send(name)
        await hands.settle()
        assert hands.app.guard.is_locked
        assert hands.app.usher.visit is None


async def test_leaving_while_an_act_is_recorded(tmp_path: Path) -> None:
    """What was being recorded is recorded whole or not at all, and no receipt comes up afterwards."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        while hands.visit.step.about != "handover":
            await hands.answer(OFFICE)
        await hands.press("1", "enter", "1")
        screen = hands.app.screen
        assert isinstance(screen, VisitScreen)
        hands.send("enter")
        while not screen._busy:
            await asyncio.sleep(0)
        hands.send("f12")
        await hands.settle()
        assert isinstance(hands.app.screen, NeutralScreen)
        assert len(hands.desk.entries()) == 1
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.shows(hands.app.words.count("queue_waiting", 1))


async def test_discreet_titles_and_paper(tmp_path: Path) -> None:
    """After F4 no title, list or receipt has a word of health, in either language; the next person has titles again."""
    words: Catalogues
    async with Desk(tmp_path, training=False, on_screen=False).run() as hands:
        words = hands.desk.words
        await hands.paste(PASSPHRASE)
        await hands.press("enter", "f4")
        assert hands.shows(hands.app.words.say(Ui.DISCREET_ON))
        assert not hands.shows("Les Tilleuls")
        await hands.press("down", "down")
        await asyncio.sleep(0.1)
        await hands.settle()
        assert not [word for word in HEALTH if word.lower() in hands.text().lower()]
        await hands.begin("close")
        while isinstance(screen := hands.app.screen, VisitScreen):
            title = screen.title_words().lower()
            assert hands.shows(screen.title_words())
            assert not [word for word in HEALTH if word.lower() in title]
            await hands.answer(OFFICE)
        assert isinstance(screen, ReceiptScreen)
        await hands.press("1", "enter")
        printed, _ = hands.desk.printed[-1]
        text = str(words.word(printed, "fr")).lower()
        assert not [word for word in HEALTH if word.lower() in text]
        await hands.press("1", "enter", "2", "enter", "enter")
        assert not hands.app.words.discreet
        await hands.press("2")
        assert hands.shows("Mon espace santé")


async def test_discreet_can_be_taken_back(tmp_path: Path) -> None:
    """F4 in the middle of a visit hides the titles, and F4 again brings them back, with nothing lost."""
    async with Desk(tmp_path).run() as hands:
        await to_half_typed(hands)
        title = hands.text().splitlines()[1]
        await hands.press("f4")
        assert hands.text().splitlines()[1] != title
        await hands.press("f4")
        assert hands.text().splitlines()[1] == title
        assert hands.line.value == "Zelda Pl"


async def test_a_sheet_that_speaks_of_health_says_so(tmp_path: Path) -> None:
    """In discreet mode a sheet that cannot be discreet is not offered without saying what it speaks of."""
    async with Desk(tmp_path, on_screen=False).run() as hands:
        await hands.press("f4")
        await hands.go("close", {**OFFICE, "channel": "call_now"})
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert hands.shows(hands.app.words.say(Ui.DISCREET_SHEET))
        assert not hands.desk.printed


@pytest.mark.parametrize(("key", "seen"), [("1", True), ("2", False)])
async def test_without_a_printer_too_she_chooses_whether_it_is_shown(tmp_path: Path, key: str, seen: bool) -> None:
    """Where the screen is the paper, a sheet that speaks of health is not shown before she has chosen it."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("f4")
        await hands.go("close", {**OFFICE, "channel": "call_now"})
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert hands.shows(hands.app.words.say(Ui.DISCREET_SHEET))
        assert not hands.shows("Mon espace santé")
        await hands.press(key, "enter")
        assert isinstance(hands.app.screen, ReceiptScreen) is seen


@pytest.mark.parametrize("key", ["f3", "f6"])
async def test_no_key_waits_for_a_disk(tmp_path: Path, key: str) -> None:
    """While the store is busy, as during an export, a key that has to ask it lets those work that cover."""
    going = Event()
    async with Desk(tmp_path).run() as hands:
        app = hands.app
        busy = asyncio.ensure_future(app.work(going.wait))
        try:
            app.post_message(events.Key(key, None))
            app.post_message(events.Key("f8", None))
            for _ in range(200):
                await asyncio.sleep(0.01)
                if isinstance(app.screen, HiddenScreen):
                    break
            assert isinstance(app.screen, HiddenScreen)
        finally:
            going.set()
            await busy
        await asyncio.sleep(0.1)
        assert isinstance(app.screen, HiddenScreen)  # what was asked for waits below
        await hands.press("f8")


async def test_no_lock_falls_into_a_call(tmp_path: Path) -> None:
    """While a call sheet is open the lock waits for as long as a call takes, and no longer."""
    clock = still_clock()
    async with Desk(tmp_path, training=False, clock=clock).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        hands.app.usher.welcome()
        hands.app.push_screen(ReceiptScreen(Agreed(Receipt((Rule(),)), channel=Channel.CALL_NOW)))
        await hands.settle()
        nobody(hands, clock, CALL - 60)
        await hands.settle()
        assert not hands.app.guard.is_locked
        nobody(hands, clock, 60)
        await hands.settle()
        assert hands.app.guard.is_locked


@pytest.mark.parametrize("pause", [0.1, 0.4])
async def test_a_passphrase_that_wakes_a_closed_lid_counts_not_at_all(tmp_path: Path, pause: float) -> None:
    """Typed at what was shown before the lock, it loses more than its first letter: nothing is tried, nobody waits."""
    clock = still_clock()
    async with Desk(tmp_path, training=False, clock=clock).run() as hands:
        await to_half_typed(hands)
        clock.since_start += VISIT
        for key in (*PASSPHRASE, "enter"):
            hands.send("space" if key == " " else key, after=pause)
            await hands.settle()
        assert isinstance(hands.app.screen, UnlockScreen)
        assert hands.app.guard.wrong_passphrases == 0
        assert hands.line.value == ""
        for key in (*PASSPHRASE, "enter"):
            hands.send(key, after=0.03)
        await hands.settle()
        assert hands.line.value == "Zelda Pl"


async def test_a_lock_is_announced_half_a_minute_before(tmp_path: Path) -> None:
    """Nobody there: the status line says that a lock is near until a key; then it falls."""
    desk = Desk(tmp_path, training=False)
    async with desk.run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        words = hands.app.words.say(LockUi.SOON)
        desk.clock.since_start += IDLE[0] - NOTICE - 1
        hands.app.guard.look()
        await hands.settle()
        assert not hands.shows(words)
        desk.clock.since_start += 1
        hands.app.guard.look()
        await hands.settle()
        assert hands.shows(words)
        await hands.press("down")
        assert not hands.shows(words)
        desk.clock.since_start += IDLE[0]
        hands.app.guard.look()
        await hands.settle()
        assert isinstance(hands.app.screen, UnlockScreen)
