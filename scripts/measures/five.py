"""Five people at three seats of one office, in as many stories as are asked for: `scripts/bench office --stories N`."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from tests.office.five import live_five, template

STEPS = 150


def play(stories: int) -> int:
    """Let them work, and print what happened. Raises AssertionError where a law is broken."""
    with tempfile.TemporaryDirectory() as folder:
        place, seen, began = Path(folder), Counter[str](), perf_counter()
        template(place / "made")
        for seed in range(1, stories + 1):
            seen += live_five(place / "made", place / str(seed), seed, STEPS)
            shutil.rmtree(place / str(seed))
        print(f"{stories} stories, {stories * STEPS} steps in {perf_counter() - began:.0f} s: {dict(seen)}")
    return 0
