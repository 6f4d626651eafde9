"""Keys that come faster than screens: each counts only for what stood there when it was pressed, none ends anything."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kiosk.core.condition import Unsaid
from kiosk.core.errors import JobFailed, KioskError, StoreFailed
from kiosk.core.procedure import Kind
from kiosk.glass.gate import HELD, STANDS
from kiosk.glass.widgets.pages import Pages
from kiosk.screens.ask import AnswerInput
from kiosk.screens.home import HomeScreen
from kiosk.screens.neutral import HiddenScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.visit import VisitScreen
from scripts.measures.fuzz import burst, burst_on_terminal
from tests.screens.desk import LONGEST, OFFICE, PASSPHRASE, UNDERSTOOD, Desk, Hands
from tests.screens.road import FakeRoad

CONSOLE = (0.0, 0.25, *[0.092] * 30)
"""Seconds before each key of an Enter that is held on a Linux console for three seconds."""
DESKTOP = (0.0, 0.66, *[0.04] * 60)
"""The same on a desktop with the slowest first repeat that is usual."""
TREMBLING = (0.0, 1.0, *[0.22] * 12)
"""The same as slow as a system lets one set it."""


async def hold(hands: Hands, name: str, train: tuple[float, ...]) -> None:
    """Hold a key: each repeat but the first is dealt with as far as it will be before the next comes."""
    with hands.stopped():
        for at, gap in enumerate(train):
            hands.send(name, after=gap if at else 3.0)
            if at != 1:  # which is looked at until the next comes
                await hands.settle()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 3))
async def test_bursts_end_nothing(tmp_path: Path, seed: int) -> None:
    """Seventeen hundred keys, a few milliseconds apart, at every screen: no defect, and the kiosk still runs."""
    one = await burst(tmp_path, 1_700, seed)
    assert one.keys >= 1_700


@pytest.mark.slow
def test_bursts_on_a_real_terminal(tmp_path: Path) -> None:
    """Two thousand keys written to the real program, which waits for none of them."""
    assert burst_on_terminal(tmp_path, 2_000, 1) >= 2_000


@pytest.mark.parametrize("train", [CONSOLE, DESKTOP, TREMBLING], ids=["console", "desktop", "trembling"])
@pytest.mark.parametrize("key", ["enter", "pagedown"])
async def test_a_held_key_passes_one_page(tmp_path: Path, train: tuple[float, ...], key: str) -> None:
    """A key that is held for seconds turns one page that must be read, or leaves one, both columns among them."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        while hands.visit.step.kind is not Kind.INFORM:
            await hands.answer(OFFICE)
        while hands.visit.step.kind is Kind.INFORM:
            steps = list(hands.visit.steps)
            at, page = steps.index(hands.visit.step), hands.app.screen.query_one(Pages).at
            await hold(hands, key, train)
            if steps.index(hands.visit.step) == at:
                assert hands.app.screen.query_one(Pages).at <= page + 1
            else:
                assert steps.index(hands.visit.step) == at + 1
                assert steps[at + 1].kind is not Kind.INFORM or hands.app.screen.query_one(Pages).at == 0
            await hands.press("enter")


ONCE = [(0.0, late) for late in (0.25, 0.34, 0.5, 0.66)]
"""The same, let go after one repeat: nothing follows that would tell it from a second press."""


@pytest.mark.parametrize("train", [CONSOLE, DESKTOP, TREMBLING, *ONCE])
async def test_a_held_f8_hides_and_shows_nothing_again(tmp_path: Path, train: tuple[float, ...]) -> None:
    """Held for seconds or for one repeat, the key that hides never comes back; pressed anew, at once, it does."""
    async with Desk(tmp_path).run() as hands:
        with hands.stopped():
            for at, gap in enumerate(train):
                hands.send("f8", after=gap if at else 3.0)
                if at != 1:  # which may be looked at until the next comes
                    await hands.settle()
                    assert isinstance(hands.app.screen, HiddenScreen)
            await asyncio.sleep(0)
            hands.send("f8", after=STANDS + 0.01)
            hands.send("x", after=0.01)  # the hand has stopped
            await hands.settle()
            assert isinstance(hands.app.screen, HomeScreen)
            hands.send("f8", after=HELD + 0.01)  # what comes in next hides at once
            await hands.settle()
            assert isinstance(hands.app.screen, HiddenScreen)


async def test_a_held_f8_on_a_machine_that_stands_still(tmp_path: Path) -> None:
    """Repeats that come before the hidden page is there are repeats, too."""
    async with Desk(tmp_path).run() as hands:
        with hands.stopped():
            for gap in (1.0, 0.5, 0.4):
                hands.send("f8", after=gap)
            await hands.settle()
            assert isinstance(hands.app.screen, HiddenScreen)


async def test_a_held_enter_gives_no_consent_and_ends_no_receipt(tmp_path: Path) -> None:
    """Held on how she understood it does not decide; held on her yes it turns no page of the receipt."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="handover")
        await hands.press(UNDERSTOOD)
        await hold(hands, "enter", CONSOLE)
        assert not hands.desk.entries()
        await hands.press("1")
        await hold(hands, "enter", CONSOLE)
        assert len(hands.desk.entries()) == 1
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert hands.app.screen.query_one(Pages).at == 0


async def test_who_is_quick_waits_for_nothing_else(tmp_path: Path) -> None:
    """A page that stood its time is passed by the next Enter; answers and lines are given as fast as fingers are."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        with hands.stopped():  # however long a busy machine takes over a screen
            while hands.visit.step.kind is Kind.CHOOSE:
                asked = hands.visit.step
                hands.send("1", after=0.05)
                await hands.settle()
                hands.send("enter", after=0.05)
                await hands.settle()
                assert hands.visit.step is not asked
            first = hands.visit.step
            assert first.kind is Kind.INFORM
            hands.send("enter", after=STANDS / 2)
            await hands.settle()
            assert hands.visit.step is first
            while hands.visit.step is first:
                hands.send("enter", after=max(STANDS, HELD) + 0.05)
                await hands.settle()
            steps = hands.visit.steps
            assert steps.index(hands.visit.step) == steps.index(first) + 1


@pytest.mark.parametrize("late", [0.25, 0.5, 0.66])
async def test_the_first_repeat_of_a_held_enter_passes_no_empty_line(tmp_path: Path, late: float) -> None:
    """Held after a name, Enter stays on the date that may be left out, whenever it repeats; pressed, it goes on."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        while len(lines := list(hands.app.screen.query(AnswerInput))) < 2:
            await hands.answer(OFFICE)
        asked, (name, born, *_) = hands.visit.step, lines
        assert Unsaid.UNKNOWN in born.field.may
        await hands.paste("Zoé Lenoir")
        assert hands.app.focused is name
        with hands.stopped():
            hands.send("enter", after=1.0)
            await hands.settle()
            assert hands.app.focused is born
            hands.send("enter", after=late)
            for _ in range(3):  # which come while the first of them is looked at
                hands.send("enter", after=0.033)
            await hands.settle()
            assert hands.app.focused is born
            assert hands.visit.step is asked
            hands.send("enter", after=0.34)  # a press so long that a console repeats once
            await hands.settle()
            assert hands.app.focused is born
            for _ in range(2):
                hands.send("enter", after=0.5)
                await hands.settle()
        assert hands.visit.step is not asked


async def test_no_answer_to_a_question_that_was_not_there(tmp_path: Path) -> None:
    """What is typed before the next question stands is no answer to it, however deliberate."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        at = hands.visit.step
        for key in ("1", "enter", "1", "enter", "1", "enter", "2", "enter"):
            hands.send(key, after=0.25)  # all of them before any was dealt with
        await hands.settle()
        assert hands.visit.steps.index(hands.visit.step) == hands.visit.steps.index(at) + 1


async def test_letters_wait_for_their_line(tmp_path: Path) -> None:
    """Who types on after Enter loses nothing on the way to the next line of the same step."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="who")
        for key in "Zoé Lenoir":
            hands.send(key, after=0.03)
        hands.send("enter", after=0.03)
        for key in "09/03/1958":
            hands.send(key, after=0.03)
        await hands.settle()
        assert hands.line.value == "09/03/1958"


async def test_leaving_and_holding_down(tmp_path: Path) -> None:
    """Leaving an act with the arrow held leaves it, and nothing breaks."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.press("f10", "2")
        hands.send("enter")
        for _ in range(20):
            hands.send("down", after=0.01)
            await asyncio.sleep(0)
        await hands.settle()
        assert hands.app.usher.visit is None


async def test_escape_while_a_slow_key_is_read(tmp_path: Path) -> None:
    """Who leaves the road while a USB key is read goes home; what was read is not lost, nothing ends."""
    road = FakeRoad(has_hub=False, found=("/media/usb",))
    async with Desk(tmp_path, training=False, road=road).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter", "f7", "2", "enter", "1")
        road.way.clear()
        hands.send("enter")
        while not road.asked:
            await asyncio.sleep(0.01)
        hands.send("escape")
        async with asyncio.timeout(LONGEST):
            while not isinstance(hands.app.screen, HomeScreen):
                await asyncio.sleep(0.01)
        road.way.set()
        await hands.settle()
        assert isinstance(hands.app.screen, HomeScreen)


@pytest.mark.parametrize("error", [StoreFailed(), ValueError("a driver"), OSError("a cable")])
async def test_a_background_job_that_fails_is_said(tmp_path: Path, error: Exception) -> None:
    """Whatever preparing, printing or taking back raises, the act stays, the kiosk goes on, and it is said."""
    desk = Desk(tmp_path, on_screen=False)

    def fails(*_: object) -> bool:
        raise error

    async with desk.run() as hands:
        hands.app.session.paper.__dict__.update(prepare=fails, print=fails, clear=fails)
        await hands.go("close", OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)
        said = error if isinstance(error, KioskError) else JobFailed()
        assert hands.shows(hands.app.words.error(said))
        await hands.press("1", "enter")
        assert not hands.app.screen._prints
        assert hands.app.is_running
        assert len(desk.entries()) == 1


@pytest.mark.parametrize("kind", [Kind.CHOOSE, Kind.CHANNEL, Kind.ASK, Kind.CHECK, Kind.CONSENT, Kind.INFORM])
async def test_discreet_hides_names_and_no_question(tmp_path: Path, kind: Kind) -> None:
    """The title of each kind of step stands in discreet mode; the names of act and association do not."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.press("f4")
        while hands.visit.step.kind is not kind:
            await hands.answer(OFFICE)
        assert isinstance(hands.app.screen, VisitScreen)
        act, step = hands.app.screen.title_words().split("\n")
        assert step == hands.app.words.guidance(hands.visit.step.title)
        assert hands.shows(step)
        assert act.startswith("Démarche")
        assert not hands.shows(hands.app.words.guidance(hands.visit.procedure.title))
        assert not hands.shows(hands.desk.structure)
