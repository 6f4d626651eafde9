"""Measure what the kiosk costs while nobody does anything: its share of one core, with the courier's thread at work.

    python -m scripts.measures.idle [--seconds N]

A real desk that has joined a hub which is not there: the courier looks every so often whether something is due.
Exits 1 beyond the reach.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.desk.keys import open_desk
from kiosk.flows.enrol import HUB, TOKEN
from scripts.measures.keys import kiosk
from scripts.measures.pty import PASSPHRASE, Program, make_desk, make_training

NOWHERE = b"https://127.0.0.1:9"
TITLE = "Que veut faire la personne"
MOST = 0.5
"""Hundredths of one core."""


def homes(folder: Path) -> Iterator[tuple[str, Program]]:
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args(arguments).seconds
    is_beyond = False
    with tempfile.TemporaryDirectory(prefix="bench_idle_") as name:
        for place, running in homes(Path(name)):
            running.rest(5.0)
            begun, spent = time.perf_counter(), running.cpu()
            time.sleep(seconds)
            share = (running.cpu() - spent) / (time.perf_counter() - begun) / 10
            is_beyond |= share > MOST
            print(f"{place:<32} {share:.2f} % of one core, reach {MOST} %{' BEYOND' if share > MOST else ''}")
    return int(is_beyond)


if __name__ == "__main__":
    sys.exit(main())
