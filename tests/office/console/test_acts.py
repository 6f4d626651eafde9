"""The list of acts: trays, filter, order; it says of nobody who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kiosk.core.paper import Cause, Form, PrintOutcome
from kiosk.core.work import Meeting, Work
from kiosk.office.console.rows import RowList
from kiosk.words.console import ConsoleUi
from tests.office.console.bureau import NAME, NOW, FakeBureau, made
from tests.office.console.press import OnePress
from tests.office.console.seen import WORDS, at_console

MINE = Work(1, "Ana", NOW)
BUREAU = (
    made(1, stop_asked=True),
    made(2),
    made(3, work=MINE),
    made(4, work=replace(MINE, owner="Bo")),
    made(5, work=replace(MINE, call_back=date(2026, 11, 28))),
    made(6, find="k7q4m2006 lenoir 0699887766"),
)


async def test_each_tray_has_its_acts_and_their_number() -> None:
    """The trays say how many acts lie in them; a digit or an arrow opens one; what is overdue is under today."""
    async with at_console(FakeBureau.of(*BUREAU)) as hand:
        assert "[1 À prendre 4] 2 À moi 2 3 Aujourd’hui 1 4 Attend 0 5 À relire 1 6 Finis 0" in hand.sees
        await hand.press("2")
        assert "K7Q-4M2-003" in hand.sees
        assert "K7Q-4M2-001" not in hand.sees
        await hand.press("right")
        assert "rappeler 28/11" in hand.sees
        assert "K7Q-4M2-005" in hand.sees


async def test_the_urgent_are_on_top_and_held_acts_say_by_whom() -> None:
    """Who asked to stop comes first, then the nearest last day; who has an act is named on its row."""
    async with at_console(FakeBureau.of(*BUREAU)) as hand:
        rows = [line for line in hand.sees.split("\n") if "K7Q-" in line]
        assert "K7Q-4M2-001" in rows[0]
        assert "ARRÊT DEMANDÉ" in rows[0]
        assert "04/12" in rows[1]
        assert "*Bo" in next(row for row in rows if "004" in row)


async def test_a_filter_finds_a_name_and_shows_none() -> None:
    """Typed letters look through names and numbers of all trays; the list shows neither, and Escape shows all again."""
    async with at_console(FakeBureau.of(*BUREAU)) as hand:
        await hand.press("slash")
        await hand.type("leno")
        rows = [line for line in hand.sees.split("\n") if "K7Q-" in line]
        assert len(rows) == 1
        assert "K7Q-4M2-006" in rows[0]
        assert "lenoir" not in rows[0].lower()
        await hand.press("escape")
        assert sum("K7Q-" in line for line in hand.sees.split("\n")) == 4


async def test_what_was_typed_to_find_somebody_goes() -> None:
    """Enter opens the one that was found, and leaves no name in the line."""
    bureau = FakeBureau.of(*BUREAU)
    async with at_console(bureau) as hand:
        await hand.press("slash")
        await hand.type("lenoir")
        await hand.press("enter")
        assert NAME in hand.sees
        await hand.press("escape")
        assert "lenoir" not in hand.sees


async def test_an_order_is_asked_for() -> None:
    """The list is put in another order, in which the stop stays on top."""
    async with at_console(FakeBureau.of(*BUREAU)) as hand:
        await hand.press("o", "2", "enter")
        assert "le plus ancien d’abord" in hand.sees
        rows = [line for line in hand.sees.split("\n") if "K7Q-" in line]
        assert "K7Q-4M2-001" in rows[0]
        assert "K7Q-4M2-006" in rows[1]


async def test_only_what_is_seen_is_worded() -> None:
    """Of five thousand acts a key words as many rows as the screen has."""
    bureau = FakeBureau.of(*(made(n) for n in range(1, 5001)))
    async with at_console(bureau) as hand:
        rows = hand.app.screen.query_one(RowList)
        worded = []
        word = rows._word
        rows._word = lambda item, width: worded.append(item.act) or word(item, width)  # type: ignore[func-returns-value]
        await hand.press("end")
        await hand.press("up", "up", "pageup")
        assert 0 < len(set(worded)) <= 3 * 24
        assert rows.at > 4900


async def test_all_of_a_colleague_is_taken_over() -> None:
    """When somebody is ill, all that they have is somebody else's by one question."""
    bureau = FakeBureau.of(*BUREAU)
    async with at_console(bureau) as hand:
        await hand.press("e", "1", "enter")
        assert bureau.acts[(4).to_bytes(16)].work.owner == "Ana"
        assert "1 actes sont maintenant à vous" in hand.sees


async def test_what_came_up_by_itself_is_shown() -> None:
    """A day later what was to be called back is under today, without a key that asks for it."""
    later = made(7, work=replace(MINE, owner="Bo", call_back=date(2026, 12, 1)))
    bureau = FakeBureau.of(later)
    async with at_console(bureau) as hand:
        assert "3 Aujourd’hui 0" in hand.sees
        bureau.clock += timedelta(days=1)
        hand.app._touched -= 60
        hand.app._freshen()
        await hand.settle()
        assert "3 Aujourd’hui 1" in hand.sees


async def test_f4_prints_who_comes_on_what_is_chosen() -> None:
    """F4 asks what it comes out on, and of several USB keys which; nobody who comes, or no printer, is said."""
    press = OnePress()
    bureau = FakeBureau.of(*BUREAU)
    async with at_console(bureau) as hand:
        await hand.press("f4")
        assert WORDS.say(ConsoleUi.NO_PRINTER, "fr")[:60] in hand.sees
        bureau.press = press
        await hand.press("f4", "1", "enter")
        assert WORDS.say(ConsoleUi.NOBODY_COMES, "fr") in hand.sees
        bureau.acts[BUREAU[2].act] = replace(BUREAU[2], work=replace(MINE, meeting=Meeting(date(2026, 12, 1), 870, 1)))
        await hand.press("f4", "1", "enter")
        assert WORDS.say(PrintOutcome.PRINTED, "fr") in hand.sees
        await hand.press("f4", "escape")
        await hand.press("f4", "2", "enter")
        assert "/media/b" in hand.sees
        await hand.press("2", "enter")
        assert WORDS.say(Cause.ON_A_KEY, "fr") in hand.sees
    assert press.sent == [(Form.A4, None), (Form.DRIVE, None), (Form.DRIVE, press.drives()[1])]
