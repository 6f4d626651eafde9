"""A tour of every kind of screen of the office's console, in one sitting."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.core.health import DeskKnown, Drift, PaperState, Space
from kiosk.core.work import Meeting, Work
from tests.core.well import GOOD
from tests.office.console.bureau import NOW, FakeBureau, made
from tests.office.console.seen import Hand

GOLDEN = Path(__file__).parents[2] / "golden" / "console"
MINE = Work(1, "Ana", NOW)
ACTS = (
    made(1, stop_asked=True),
    made(2),
    made(3, work=MINE),
    made(4, work=replace(MINE, owner="Bo")),
    made(5, work=replace(MINE, call_back=date(2026, 11, 28), tries=2)),
    made(6, work=replace(MINE, meeting=Meeting(date(2026, 12, 8), 870, 1))),
    made(7, here=False),
)
DESKS = (
    DeskKnown(b"a" * 16, "Bus du jeudi", date(2026, 11, 29), GOOD),
    DeskKnown(b"b" * 16, "Maison de quartier", date(2026, 11, 30), replace(GOOD, paper=PaperState.OUT, stuck=2)),
    DeskKnown(b"c" * 16, "Camion", date(2026, 11, 2), replace(GOOD, space=Space.LOW, drift=Drift.DAYS, updated=None)),
    DeskKnown(b"d" * 16, "Accueil"),
    DeskKnown(b"e" * 16, "Ancien", date(2026, 9, 2)),
)
VIEWS = frozenset(
    {"desks", "desk"}
    | {"list", "mine", "empty", "found", "deeds", "act", "acts_deeds", "script", "answer", "final", "note", "help"}
    | {"hidden", "leave", "locked"}
)


def office() -> FakeBureau:
    """Give an office with these acts and desks."""
    bureau = FakeBureau.of(*ACTS)
    bureau.known = DESKS
    return bureau


async def tour(hand: Hand) -> AsyncIterator[str]:
    """Go from the list through an act to the lock, and name each view on the way."""
    yield "list"
    await hand.press("2")
    yield "mine"
    await hand.press("v")
    yield "desks"
    await hand.press("enter")
    yield "desk"
    await hand.press("escape", "escape", "6")
    yield "empty"
    await hand.press("1", "slash")
    await hand.type("k7q")
    yield "found"
    await hand.press("escape", "f2")
    yield "deeds"
    await hand.press("escape", "enter")
    yield "act"
    await hand.press("f2")
    yield "acts_deeds"
    await hand.press("escape", "s")
    yield "script"
    await hand.press("s", "p", "a")
    yield "answer"
    await hand.press("2", "enter")
    yield "final"
    await hand.press("escape", "n")
    yield "note"
    await hand.press("escape", "f1")
    yield "help"
    await hand.press("escape", "f8")
    yield "hidden"
    await hand.press("f8", "f10")
    yield "leave"
    await hand.press("escape", "f9")
    yield "locked"
