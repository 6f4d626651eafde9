"""Walk through the whole kiosk with random keys, pastes, scans, resizes and absences, beside a model.

    python -m scripts.measures.fuzz [--steps N] [--bytes N] [--seed S]

Every screen is the real one, on a real store, in real mode; only the terminal is not there. A fault says the last keys;
the same seed goes the same way again. Then bytes that no keyboard sends are thrown at every screen of a real desk on a
terminal. Exits 1 at a fault.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from unittest.mock import patch

from scripts.measures.garbage import WITHIN, throw
from tests.screens.desk import PASSPHRASE, Desk
from tests.screens.test_guard import TwoClocks
from tests.screens.walk import Walk


async def walk(folder: Path, steps: int, seed: int) -> Walk:
    """Walk so many steps; give where it was."""
    random, clock = Random(seed), TwoClocks()
    desk = Desk(folder, training=False, clock=clock, on_screen=seed % 2 == 0)
    # The wait after a wrong passphrase has tests of its own; here it would only cost time.
    with patch("kiosk.screens.unlock.LONGEST_WAIT", 0):
        async with desk.run() as hands:
            await hands.paste(PASSPHRASE)
            await hands.press("enter")
            one = Walk(hands, clock, random)
            try:
                await one.go(steps)
            except AssertionError as error:
                fault = str(error) or "no way on"
                await hands.pilot.pause(0.3)  # what is still on its way would hide the fault
            else:
                return one
    raise AssertionError(fault)


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--bytes", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    begun = perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench_fuzz_") as name:
        try:
            one = asyncio.run(walk(Path(name), options.steps, options.seed))
        except AssertionError as error:
            print(f"seed {options.seed}: {error}")
            return 1
    spent = perf_counter() - begun
    print(f"{one.steps} steps in {spent:.0f} s, seed {options.seed}: no crash, no escape, no screen without an answer")
    print(", ".join(f"{name} {count}" for name, count in one.seen.most_common()))
    return thrown(options.bytes, options.seed) if options.bytes else 0


def thrown(most: int, seed: int) -> int:
    """Throw garbage at a desk, and say what was seen."""
    with tempfile.TemporaryDirectory(prefix="bench_fuzz_") as name:
        try:
            one = throw(Path(name), most, seed)
        except AssertionError as error:
            print(f"bytes, seed {seed}: {error}")
            return 1
    told = ", ".join(f"{name} {count}" for name, count in one.screens.most_common())
    print(
        f"{one.sent} bytes in {one.kinds.total()} pieces: no end, no escape; the slowest cover took {one.slowest:.2f} s"
    )
    print(f"pieces: {', '.join(f'{name} {count}' for name, count in one.kinds.most_common())}; bytes at: {told}")
    return int(one.slowest > WITHIN)


if __name__ == "__main__":
    sys.exit(main())
