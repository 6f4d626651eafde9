"""Pictures of the console at 80x24: what changes in one of them is looked at before it is kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.core.work import Meeting, Work
from tests.office.console.bureau import NOW, FakeBureau, made
from tests.office.console.seen import at_console

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
VIEWS: dict[str, Sequence[str]] = {
    "list": (),
    "mine": ("2",),
    "act": ("enter",),
    "script": ("enter", "s"),
    "answer": ("enter", "p", "a"),
    "final": ("enter", "p", "a", "2", "enter"),
    "note": ("enter", "p", "n"),
    "help": ("f1",),
    "locked": ("f9",),
    "hidden": ("enter", "f8"),
}


@pytest.mark.parametrize("name", VIEWS)
async def test_the_console_looks_as_before(name: str) -> None:
    """Each screen is, sign for sign, the picture of it; `KIOSK_GOLDEN=write` makes them anew."""
    os.environ["TZ"] = "UTC"
    async with at_console(FakeBureau.of(*ACTS)) as hand:
        await hand.press(*VIEWS[name])
        seen = hand.sees + "\n"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("KIOSK_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    assert len(seen.split("\n")) == 25
    assert seen == file.read_text(encoding="utf-8")
