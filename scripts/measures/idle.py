"""Measure what the kiosk costs while nobody does anything, against a bare Textual app that stands beside it.

    python -m scripts.measures.idle [--seconds N] [--rounds N]

A real desk that has joined a hub which is not there: the courier looks every so often whether something is due. The
bare app has a list, an input with the focus and a clock, as Textual has them. Both stand at the same time, so that a
noisy machine disturbs both; a ratio is one round's processor time, and its median counts. Exits 1 beyond the reach.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from kiosk.desk.keys import open_desk
from kiosk.flows.enrol import HUB, TOKEN
from scripts.measures.bare import READY
from scripts.measures.keys import kiosk
from scripts.measures.pty import BARE, PASSPHRASE, Ratio, Watched, judge, make_desk, make_training, started

NOWHERE = b"https://127.0.0.1:9"
TITLE = "Que veut faire la personne"
MOST = 0.3
"""Of the bare app."""
SETTLING = 4.0
"""Seconds in which what begins behind a first screen comes to its end."""
ROWS = "12"
"""Of the list in the bare app: as many as fill its screen."""


def homes(folder: Path) -> Iterator[tuple[str, Watched]]:
    """Bring one kiosk after the other to its home screen, each at rest."""
    desk = make_desk(folder)
    store = open_desk(desk, PASSPHRASE).store
    store.note(TOKEN, bytes(32))
    store.note(HUB, NOWHERE)
    store.close()
    with kiosk(desk) as running:
        running.press(PASSPHRASE.encode())
        running.press(b"\r")
        running.until(TITLE)
        yield "real desk, home, courier alive", running
    with kiosk(make_training(folder / "training", 0), "--training") as running:
        running.must_show(TITLE)
        yield "training, home", running


def spend(programs: Sequence[Watched], seconds: float) -> list[float]:
    """Let programs stand; give the milliseconds of processor that each of them used in a second."""
    begun, before = time.perf_counter(), [each.cpu() for each in programs]
    until = begun + seconds
    while (left := until - time.perf_counter()) > 0:
        time.sleep(min(0.2, left))
        for each in programs:  # what they paint is read: a terminal that is full would hold them up
            each.drain()
    took = time.perf_counter() - begun
    return [(each.cpu() - spent) / took for each, spent in zip(programs, before, strict=True)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args(arguments)
    ratios = []
    with tempfile.TemporaryDirectory(prefix="bench_idle_") as name, started((BARE, "idle", ROWS)) as bare:
        bare.until(READY)
        for place, running in homes(Path(name)):
            spend((running, bare), SETTLING)
            pairs = [spend((running, bare), options.seconds) for _ in range(options.rounds)]
            ours, its = (median(column) / 10 for column in zip(*pairs, strict=True))
            print(f"{place:<32} {ours:.2f} % of one core, the bare app {its:.2f} %")
            ratios.append(Ratio(f"idle, {place}", [mine / theirs for mine, theirs in pairs], MOST))
    return judge(ratios)


if __name__ == "__main__":
    sys.exit(main())
