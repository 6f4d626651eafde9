"""Pictures of the console at 80x24: what changes in one of them is looked at before it is kept."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from tests.office.console.bureau import FakeBureau
from tests.office.console.seen import at_console
from tests.office.console.tour import ACTS, DESKS, GOLDEN

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
    "desks": ("v",),
    "desk": ("v", "enter"),
}


@pytest.mark.parametrize("name", VIEWS)
async def test_the_console_looks_as_before(name: str) -> None:
    """Each screen is, sign for sign, the picture of it; `KIOSK_GOLDEN=write` makes them anew."""
    os.environ["TZ"] = "UTC"
    bureau = FakeBureau.of(*ACTS)
    bureau.known = DESKS if name.startswith("desk") else ()
    async with at_console(bureau) as hand:
        await hand.press(*VIEWS[name])
        seen = hand.sees + "\n"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("KIOSK_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    assert len(seen.split("\n")) == 25
    assert seen == file.read_text(encoding="utf-8")
