"""A key that is held down: a slow machine gets the same key twice before it has done anything about the first."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kiosk.core.procedure import Kind
from kiosk.screens.confirm import LanguageScreen
from kiosk.screens.neutral import HiddenScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.unlock import UnlockScreen
from kiosk.screens.visit import VisitScreen
from tests.screens.desk import OFFICE, PASSPHRASE, Desk, Hands


async def twice(hands: Hands, name: str) -> None:
    """Press a key twice before the kiosk deals with either."""
    hands.send(name)
    hands.send(name)
    await hands.settle()


async def to(hands: Hands, kind: Kind, about: str = "") -> None:
    """Go on as far as a kind of step."""
    while hands.visit.step.kind is not kind or (about and hands.visit.step.about != about):
        await hands.answer(OFFICE)


@pytest.mark.parametrize("kind", [Kind.CHOOSE, Kind.CHANNEL, Kind.ASK])
async def test_a_repeated_enter_answers_one_question(tmp_path: Path, kind: Kind) -> None:
    """The second Enter of two finds the next question unanswered and leaves it so."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await to(hands, kind)
        at = hands.visit.step
        if kind is Kind.ASK:
            await hands.paste("Zoé Lenoir")
            await hands.press("enter")
        else:
            await hands.press("1")
        await twice(hands, "enter")
        assert isinstance(hands.app.screen, VisitScreen)
        steps = list(hands.visit.steps)
        assert steps.index(hands.visit.step) <= steps.index(at) + 1


async def test_a_repeated_enter_gives_no_consent(tmp_path: Path) -> None:
    """Two Enters on how she understood do not choose for her, and two on her yes are one yes."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await to(hands, Kind.CONSENT, "act")
        await hands.press("1")
        await twice(hands, "enter")
        assert hands.visit.step.about == "act"
        await hands.press("1")
        await twice(hands, "enter")
        assert hands.visit.step.about == "handover"
        assert hands.desk.store is not None
        assert not hands.desk.store.entries()


async def test_held_enter_skips_no_side(tmp_path: Path) -> None:
    """Thirty Enters from the first explanation pass no page that was not painted."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await to(hands, Kind.INFORM)
        for _ in range(30):
            hands.send("enter")
        await hands.settle()
        before = hands.visit.steps[: hands.visit.steps.index(hands.visit.step)]
        assert {step.id for step in before if step.kind is Kind.INFORM} <= hands.visit.seen


async def test_a_repeated_answer_closes_one_box(tmp_path: Path) -> None:
    """Two Enters in a box close it and nothing below."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.press("f10", "1")
        await twice(hands, "enter")
        assert isinstance(hands.app.screen, VisitScreen)
        assert hands.visit.is_open


async def test_leaving_and_esc_at_once_is_leaving(tmp_path: Path) -> None:
    """Esc right after "yes, leave" leaves or stays, and nothing breaks."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.press("f10", "2")
        hands.send("enter")
        hands.send("escape")
        hands.send("enter")
        await hands.settle()
        assert hands.app.is_running
        assert hands.app.usher.visit is None or hands.app.usher.visit.is_open


async def test_home_opens_one_visit(tmp_path: Path) -> None:
    """Two Enters on an act open it once."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("2", "2")
        await twice(hands, "enter")
        assert [type(screen) for screen in hands.app.screen_stack].count(VisitScreen) == 1


@pytest.mark.parametrize(("key", "cover"), [("f9", UnlockScreen), ("f8", HiddenScreen)])
async def test_what_ends_meanwhile_takes_no_cover_away(tmp_path: Path, key: str, cover: type) -> None:
    """A lock or a hidden page put over a consent that is being recorded stays; the receipt waits below."""
    async with Desk(tmp_path, training=False).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        await hands.begin("close")
        await to(hands, Kind.CONSENT, "handover")
        await hands.press("1", "enter", "1")
        screen = hands.app.screen
        assert isinstance(screen, VisitScreen)
        hands.send("enter")
        while not screen._busy:
            await asyncio.sleep(0)
        hands.send(key)
        for _ in range(40):
            await hands.pilot.pause(0.05)
        assert isinstance(hands.app.screen, cover)
        assert not any(isinstance(screen, ReceiptScreen) for screen in hands.app.screen_stack)
        assert hands.desk.store is not None
        assert len(hands.desk.store.entries()) == 1


async def test_esc_after_a_refusal_ends_the_visit(tmp_path: Path) -> None:
    """Whoever closes the last question without an answer has left: nothing of her stays."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await to(hands, Kind.CONSENT, "act")
        await hands.press("1", "enter", "2", "enter", "escape")
        assert hands.app.usher.visit is None


async def test_language_stays_out_of_the_qr(tmp_path: Path) -> None:
    """F2 over the QR opens no box: the screen below would keep its words."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        while not isinstance(hands.app.screen, ReceiptScreen):
            await hands.answer(OFFICE)
        await hands.press("f4", "f2")
        assert not isinstance(hands.app.screen, LanguageScreen)
