"""Five people on three seats: each act is worked on by one, answered once, and nothing that was done is lost."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.office.five import live_five, template

STEPS = 150
STORIES = int(os.environ.get("KIOSK_EXAMPLES", "67"))
"""Ten thousand steps in all; `KIOSK_SEED=1000 KIOSK_EXAMPLES=2000` searches elsewhere, and longer."""
FIRST = int(os.environ.get("KIOSK_SEED", "1"))
LOTS = 6
"""Into which the stories are parted: so that workers share them."""


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """Give an office of three seats, where memory is a disk: a story has hundreds of them."""
    shared = Path("/dev/shm")
    with TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        template(Path(folder) / "made")
        yield Path(folder)


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(LOTS))
def test_each_act_by_one_once_and_none_lost(made: Path, lot: int) -> None:
    """Whatever breaks, repeats, is put back, is damaged or lies, in any order: one story of each act, at every seat.

    Who was told that they took an act had it alone; what ends it was said once; and what anybody was told that they
    did stands in it, at every seat. Where a hub was put back and two seats did different things, it is marked.
    """
    seen = Counter[str]()
    for seed in range(FIRST + lot, FIRST + STORIES, LOTS):
        seen += live_five(made / "made", made / f"story{seed}", seed, STEPS)
    if STORIES >= 67:
        assert {"answered", "healed", "put back", "hub", "lie", "again", "line"} <= set(seen)
