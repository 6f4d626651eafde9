"""Walk through the whole kiosk with random keys, pastes, scans, resizes and absences, beside a model.

    python -m scripts.measures.fuzz [--steps N] [--bytes N] [--seed S]
    python -m scripts.measures.fuzz --burst [--keys N] [--seed S]

With `--burst` nobody waits: letters, digits, Enter, Escape, function keys, arrows and pages come 0 to 30 ms apart, at
every screen, in discreet mode, in other languages, while acts are recorded and sent; every fifth walk on the real
program and a pseudo-terminal. It says how many keys were sent and every defect, and goes on after one.

Every screen is the real one, on a real store, in real mode; only the terminal is not there. A fault says the last keys;
the same seed goes the same way again. Then bytes that no keyboard sends are thrown at every screen of a real desk on a
terminal, and while it prints and reads and writes USB keys. Exits 1 at a fault.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from traceback import format_exception
from unittest.mock import patch

from scripts.measures.garbage import WITHIN, throw
from scripts.measures.pty import make_desk
from tests.e2e.terminal import Terminal
from tests.fakes import still_clock
from tests.screens.bursts import GAPS, SENT, Bursts, names
from tests.screens.desk import PASSPHRASE, SIZE, Desk
from tests.screens.road import FakeRoad
from tests.screens.walk import Walk


async def walk(folder: Path, steps: int, seed: int) -> Walk:
    """Walk so many steps; give where it was."""
    random, clock = Random(seed), still_clock()
    desk = Desk(folder, training=False, clock=clock, on_screen=seed % 2 == 0)
    # The wait after a wrong passphrase has tests of its own; here it would only cost time.
    with patch("kiosk.core.throttle.until_next", lambda *_: 0):
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


TITLE = "Borne verrouillée"
LARGE = (40, 15)
"""A window of large letters: every fourth walk in bursts."""
WALK = 1_500
"""Keys of one walk in bursts: then the kiosk begins anew, with another seed."""


async def burst(folder: Path, keys: int, seed: int) -> Bursts:
    """Walk so many keys in bursts; raises whatever ended the kiosk."""
    road = FakeRoad() if seed % 2 else None
    desk = Desk(folder, training=False, on_screen=seed % 3 == 0, road=road)
    with patch("kiosk.core.throttle.until_next", lambda *_: 0):
        async with desk.run(size=SIZE if seed % 4 else LARGE) as hands:
            await hands.paste(PASSPHRASE)
            await hands.press("enter")
            one = Bursts(hands, Random(seed))
            await one.go(keys)
            return one


def burst_on_terminal(folder: Path, keys: int, seed: int) -> int:
    """Write so many keys to the real program on a pseudo-terminal; give how many, or raise where it ended."""
    random, data, sent = Random(seed), make_desk(folder), 0
    terminal = Terminal("run", "--data", data, home=folder)
    try:
        terminal.wait_for(TITLE)
        while sent < keys:
            terminal.process.write(f"{PASSPHRASE}\r".encode())
            sent += len(PASSPHRASE) + 1
            terminal.look(0.3)
            for name in (name for _ in range(12) for name in names(random)):
                terminal.process.write(SENT.get(name, name).encode())
                terminal.look()
                sleep(random.choice(GAPS))
                sent += 1
                if not terminal.process.isalive():
                    raise AssertionError(f"it ended after {sent} keys: {terminal.text()}")
    finally:
        terminal.close()
    return sent


def bursts(keys: int, seed: int) -> int:
    """Walk in bursts until so many keys were sent; say what was seen, and give how many defects."""
    sent, defects, begun = 0, 0, perf_counter()
    while sent < keys:
        with tempfile.TemporaryDirectory(prefix="bench_burst_") as name:
            try:
                if seed % 5:
                    sent += asyncio.run(burst(Path(name), WALK, seed)).keys
                else:
                    sent += burst_on_terminal(Path(name), WALK, seed)
            except Exception as error:  # noqa: BLE001  # said, with the seed that shows it again
                defects += 1
                sent += WALK // 2
                print(f"seed {seed}: {type(error).__name__}: {str(error)[-600:]}", flush=True)
                told = "".join(format_exception(error.__cause__ or error))
                print(told[-1500:], flush=True)
        seed += 1
        if seed % 20 == 0:
            print(f"{sent} keys, {defects} defects, next seed {seed}", flush=True)
    print(f"{sent} keys sent in {perf_counter() - begun:.0f} s, {defects} defects, seeds before {seed}")
    return defects


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--bytes", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--burst", action="store_true")
    parser.add_argument("--keys", type=int, default=20_000)
    options = parser.parse_args(arguments)
    if options.burst:
        return int(bursts(options.keys, options.seed) > 0)
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
            one = throw(Path(name), most, seed, jobs=True)
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
