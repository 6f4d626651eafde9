"""What an open desk owes to time: it forgets without anybody asking, and asks the staff about a date it doubts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import StoreFull
from kiosk.core.ports import Drive
from kiosk.core.trace import Event, Trace
from kiosk.flows.receive import Received
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.road import RoadScreen
from kiosk.store.tables import open_store
from kiosk.words.ui import Ui
from tests.fakes import NOON, still_clock
from tests.screens.desk import PASSPHRASE, Desk, Hands
from tests.screens.road import FakeRoad


async def unlock(hands: Hands) -> None:
    """Open the desk."""
    await hands.paste(PASSPHRASE)
    await hands.press("enter")


def shut_for(folder: Path, days: int) -> Desk:
    """Make a desk that wrote its last word so many days ago."""
    store = open_store(folder / "store", bytes(32), create=True)
    store.trace(Trace(NOON, "Ama", Event.OPENED))
    store.close()
    return Desk(folder, training=False, watched=True, clock=still_clock(NOON + timedelta(days=days)))


async def test_a_desk_without_a_hub_forgets_when_it_is_opened_and_after_an_import(tmp_path: Path) -> None:
    """Once its first screen stands, and again when a USB key has brought signed times."""
    road = FakeRoad(has_hub=False, found=["/media/usb"], received=Received(0, 1, 0))
    desk = Desk(tmp_path, training=False, road=road)
    async with desk.run() as hands:
        assert desk.forgot == 0
        await unlock(hands)
        assert isinstance(hands.app.screen, HomeScreen)
        assert desk.forgot == 1
        await hands.press("f7")
        screen = hands.app.screen
        assert isinstance(screen, RoadScreen)
        screen._import(Drive("/media/usb", 0))
        await hands.settle()
        assert desk.forgot == 2


@pytest.mark.parametrize("answer", ["yes", "no", "escape"])
async def test_the_staff_is_asked_about_a_doubtful_date(tmp_path: Path, answer: str) -> None:
    """A yes is a trace and ends the doubt, here and at the next opening; anything else changes nothing."""
    desk = shut_for(tmp_path, 500)
    async with desk.run() as hands:
        await unlock(hands)
        assert isinstance(hands.app.screen, ConfirmScreen)
        assert hands.app.session.clock_is_sure(desk.clock()) is False
        keys = {"yes": ("2", "enter"), "no": ("1", "enter"), "escape": ("escape",)}[answer]
        await hands.press(*keys)
        assert isinstance(hands.app.screen, HomeScreen)
        doubt = hands.app.words.say(Ui.STATUS_CLOCK_DOUBT)
        assert (doubt in hands.app.frame.status()) == (answer != "yes")
        assert desk.store is not None
        traced = [each.event for each in desk.store.traces()]
        assert traced.count(Event.DATE_CONFIRMED) == (answer == "yes")
    async with desk.run() as hands:
        await unlock(hands)
        assert isinstance(hands.app.screen, HomeScreen if answer == "yes" else ConfirmScreen)


async def test_a_full_disk_does_not_keep_the_date_from_being_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be recorded is said, and counts until the desk is closed."""
    desk = shut_for(tmp_path, 500)

    def full(trace: Trace) -> None:
        raise StoreFull

    async with desk.run() as hands:
        await unlock(hands)
        assert desk.store is not None
        monkeypatch.setattr(desk.store, "trace", full)
        await hands.press("2", "enter")
        assert hands.app.session.clock_is_sure(desk.clock())
        assert hands.shows(hands.app.words.error(StoreFull()))


async def test_nobody_is_asked_where_a_word_cannot_help(tmp_path: Path) -> None:
    """Before the program was built the date is wrong for sure: it is said, as ever, and nothing is asked."""
    desk = shut_for(tmp_path, -20_000)
    async with desk.run() as hands:
        await unlock(hands)
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.app.words.say(Ui.STATUS_CLOCK_DOUBT) in hands.app.frame.status()
