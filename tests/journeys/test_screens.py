"""Every screen of every procedure at 80x24, from the data itself, and a whole journey of each by keys alone.

There are tens of thousands of paths. The pure engine goes through all of them (`kiosk.core.walk`: in the check of each
procedure, and in the counts of words and keys). A pilot sees every screen that differs: every step, every statement,
every answer that can be given, every check and consent for each channel: all of them in French, and a sample in
English. And it presses every key of the longest path of every third procedure to its receipt.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kiosk.core.paths import says_of
from kiosk.core.procedure import CHANNEL, Answer, Kind, Step, shown_options
from kiosk.glass.widgets.pages import Pages
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.visit import VisitScreen
from tests.fakes import shipped
from tests.journeys.ways import Item, longest_way, screens, witnesses
from tests.office.made import TYPED
from tests.screens.desk import Desk, Hands
from tests.screens.looks import Reader, whole

TODAY = date(2026, 11, 21)
SHELF = shipped()
NAMES = [title.id for title in SHELF.titles()]
PARTS = 4
LONGEST = [name for name in NAMES if SHELF.open(name).sheets][::3]
"""Whose longest path is gone by keys; one of them asks for documents. Some only tell, and hand nothing over."""
SAMPLE = {"fr": 1, "en": 2}
"""One screen of so many is read in this language."""
GIVEN = "1"
"""Stands for whatever is typed, where the engine goes through the paths."""


@cache
def chosen() -> dict[str, list[tuple[Step, dict[str, Answer]]]]:
    """Give the screens that show everything there is in any procedure, what they share once."""
    seen: set[Item] = set()
    return {name: list(screens(SHELF.open(name), seen)) for name in NAMES}


async def read(hands: Hands, step: Step, answers: dict[str, Answer]) -> None:
    """Put a step on the screen as these answers lead to it, and read every page and every answer of it."""
    screen, reader = hands.app.screen, Reader()
    assert isinstance(screen, VisitScreen)
    types = {field.id: field.type for each in hands.visit.procedure.steps for field in each.fields}
    hands.visit._answers = {k: TYPED[types[k]] if v == GIVEN else v for k, v in answers.items()}
    hands.visit._at = step.id
    await screen._show()
    await hands.settle()
    assert hands.at == step.id
    reader(hands)
    for pages in screen.query(Pages):
        while not pages.is_last:
            screen.action_page(1)
            await hands.settle()
            reader(hands)
    if step.kind in (Kind.CHOOSE, Kind.CHANNEL):
        for number, option in enumerate(shown_options(step, hands.visit.answers), start=1):
            if option.says:
                await hands.press(str(number))
                reader(hands)
        # Pointing at an answer chooses nothing: it shows what the answer means.
        assert hands.visit.answers.get(CHANNEL) == answers.get(CHANNEL)
    reader.finish((step,), answers)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_every_screen_can_be_read(tmp_path: Path, language: str, part: int) -> None:
    """In French every statement and every answer stands whole on a page, in English a sample: nothing is cut."""
    async with Desk(tmp_path, language=language).run() as hands:
        for name in NAMES[part::PARTS]:
            if chosen()[name]:
                await hands.begin(name)
                for step, answers in chosen()[name][:: SAMPLE[language]]:
                    await read(hands, step, answers)
                hands.visit.wipe()
                await hands.app.usher._home()
                await hands.settle()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
async def test_the_longest_journeys_by_keys_alone(tmp_path: Path, part: int) -> None:
    """The longest path of a procedure ends with one entry on the disk and a receipt; every step of it was shown."""
    async with Desk(tmp_path).run() as hands:
        for made, name in enumerate(LONGEST[part::2], start=1):
            answers, steps = longest_way(SHELF.open(name), TODAY)
            reader = Reader()
            await hands.go(name, answers, look=reader)
            assert isinstance(hands.app.screen, ReceiptScreen), name
            reader.finish(steps, answers)
            assert len(hands.desk.entries()) == made
            await hands.leave_receipt(look=whole)
            await hands.press("enter")


def test_the_screens_leave_nothing_out() -> None:
    """Whatever any path shows, one of the chosen screens shows: every step, statement and answer of every procedure."""
    seen: set[Item] = set()
    for name in NAMES:
        procedure = SHELF.open(name)
        assert {step.title.context for step, _ in screens(procedure, seen)} <= {
            s.title.context for s in procedure.steps
        }
        assert set(witnesses(procedure)) <= seen
        said = {(says.context, says.text) for where, says in says_of(procedure) if not where.startswith("sheet_")}
        assert said - {(says.context, says.text) for says in procedure.children} <= seen
