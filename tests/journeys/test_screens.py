"""Every step of every procedure on both faces, from the data itself, and a whole journey of each by keys alone.

There are tens of thousands of paths. The pure engine goes through all of them (`kiosk.core.walk`: in the check of each
procedure, and in the counts of words and keys). A pilot sees every screen that differs: every step, every statement,
every answer that can be given, every check and consent for each channel: all of them in French, and a sample in
English. And the longest path of each procedure is gone to its receipt: of each in plain lines, of some by every key.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kiosk.core.paths import says_of
from kiosk.core.procedure import Answer, Step
from tests.fakes import shipped
from tests.journeys.faces import FACES
from tests.journeys.ways import Item, longest_way, screens, witnesses

TODAY = date(2026, 11, 21)
SHELF = shipped()
NAMES = [title.id for title in SHELF.titles()]
PARTS = 4
LONGEST = [name for name in NAMES if SHELF.open(name).sheets]
"""Whose longest path leads to a receipt: some only tell, and hand nothing over."""
GONE = {"screens": 6, "lines": 1}
"""One of so many is gone on this face."""
SAMPLE = {"fr": 1, "en": 12}
"""One screen of so many is read in this language."""


@cache
def chosen() -> dict[str, list[tuple[Step, dict[str, Answer]]]]:
    """Give the screens that show everything there is in any procedure, what they share once."""
    seen: set[Item] = set()
    return {name: list(screens(SHELF.open(name), seen)) for name in NAMES}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("face", FACES)
async def test_every_step_can_be_read(tmp_path: Path, face: str, language: str, part: int) -> None:
    """In French every statement and every answer is whole on either face, in English a sample: nothing is cut."""
    picked = [(SHELF.open(name), chosen()[name][:: SAMPLE[language]]) for name in NAMES[part::PARTS] if chosen()[name]]
    await FACES[face].read_all(tmp_path, language, picked)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("face", FACES)
async def test_the_longest_journeys_by_keys_alone(tmp_path: Path, face: str, part: int) -> None:
    """The longest path of a procedure ends with one entry on the disk and a receipt; every step of it was shown."""
    journeys = [(name, *longest_way(SHELF.open(name), TODAY)) for name in LONGEST[:: GONE[face]][part::2]]
    await FACES[face].go_all(tmp_path, journeys)


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
