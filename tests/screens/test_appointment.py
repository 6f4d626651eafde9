"""An appointment at the desk: announced until it is told, shown with day and hour, printed by itself and on a copy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.core.blocks import DayAndHour, Line
from kiosk.core.meeting import Meeting, place_mark
from kiosk.core.outbox import State
from kiosk.core.reference import make_reference, qr_text
from kiosk.core.status import Reason
from kiosk.core.word import OfficeWord, Told
from kiosk.screens.elsewhere import ElsewhereScreen
from kiosk.screens.follow import FollowScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.words.ui import Ui
from tests.fakes import NOW
from tests.screens.codes import recorded
from tests.screens.desk import PASSPHRASE, Desk, Hands, squeezed
from tests.screens.looks import whole
from tests.screens.road import FakeRoad

MET = Meeting(date(2026, 12, 8), 870, 2, (1,), mark=place_mark("Maison des associations"))
REFERENCE = make_reference(b"-kios")


@pytest.fixture(autouse=True)
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this machine's clock show the time of the office."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def when(hands: Hands) -> str:
    """Word the day and the hour as the desk does."""
    return hands.app.words.day_and_hour(DayAndHour(MET.day, MET.minute, MET.zone))


async def read_through(hands: Hands) -> str:
    """Read a paper to its end."""
    assert isinstance(hands.app.screen, ReceiptScreen)
    read = ""
    while isinstance(hands.app.screen, ReceiptScreen):
        read += squeezed(hands.text())
        await hands.press("enter")
    return read


@pytest.mark.parametrize("language", ["fr", "en", "en_XA"])
async def test_it_is_announced_shown_and_printed(tmp_path: Path, language: str) -> None:
    """Home says that an answer waits; her reference shows the day, the hour and the thing; slip and copy have them."""
    async with Desk(tmp_path, language=language).run() as hands:
        reference, _ = await recorded(hands)
        say, store = hands.app.words.say, hands.desk.store
        assert store is not None
        (entry,) = hands.desk.entries()
        told = replace(entry, state=State.APPOINTMENT, reason=Reason.COME_TUESDAY, sequence=2**40, envelope=b"")
        store.change(replace(told, meeting=MET))
        await hands.app.frame.count()
        hands.app.usher.another_act()
        await hands.settle()
        assert hands.shows(say(Ui.HOME_NEWS, n=1))
        for choice in ("2", "3"):
            await hands.type(reference)
            await hands.press("enter")
            assert isinstance(hands.app.screen, FollowScreen)
            for words in (when(hands), say(Line.PLACE, number=2), say(Reason.BRING_VITALE)):
                assert hands.shows(words), words
            assert not hands.shows(say(Reason.COME_TUESDAY))
            whole(hands)
            await hands.press(choice, "enter")
            read = await read_through(hands)
            for words in (when(hands), say(Line.PLACE, number=2), say(Reason.BRING_VITALE)):
                assert squeezed(words) in read, words
            await hands.press("escape")
            assert isinstance(hands.app.screen, HomeScreen)
        assert not hands.shows(say(Ui.HOME_NEWS, n=1))
        store.change(replace(hands.desk.entries()[0], meeting=replace(MET, cancelled=True)))
        await hands.type(reference)
        await hands.press("enter")
        assert hands.shows(say(Line.CANCELLED))
        assert not hands.shows(say(Line.PLACE, number=2))
        whole(hands)


@pytest.mark.parametrize("proved", [True, False])
async def test_at_another_desk_it_is_shown_and_printed_where_it_is_proved(tmp_path: Path, proved: bool) -> None:
    """With her receipt she is told at any desk; a day that may be of another's act is neither shown nor printed."""
    word = OfficeWord(bytes(16), State.APPOINTMENT, Reason.COME_TUESDAY, 3, NOW.wall, bytes(32), MET)
    road = FakeRoad(told=Told((word,), proved=frozenset({bytes(16)} if proved else ())))
    async with Desk(tmp_path, training=False, road=road).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        say = hands.app.words.say
        await hands.burst(qr_text(REFERENCE, bytes(range(16))))
        assert isinstance(hands.app.screen, ElsewhereScreen)
        assert hands.shows(when(hands)) is hands.shows(say(Ui.STATUS_SLIP)) is proved
        assert hands.shows(say(Reason.COME_TUESDAY)) is not proved
        whole(hands)
        if proved:
            await hands.press("2", "enter")
            read = await read_through(hands)
            assert squeezed(when(hands)) in read
            assert isinstance(hands.app.screen, ElsewhereScreen)
