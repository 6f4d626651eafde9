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
from collections.abc import Sequence
from pathlib import Path

from kiosk.desk.keys import open_desk
from kiosk.flows.enrol import HUB, TOKEN
from scripts.measures.keys import kiosk
from scripts.measures.pty import PASSPHRASE, make_desk, make_training

NOWHERE = b"https://127.0.0.1:9"
MOST = 0.5
"""Hundredths of one core."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args(arguments).seconds
    is_beyond = False
    with tempfile.TemporaryDirectory(prefix="bench_idle_") as name:
        desk = make_desk(Path(name))
        store = open_desk(desk, PASSPHRASE).store
        store.note(TOKEN, bytes(32))
        store.note(HUB, NOWHERE)
        store.close()
        for place, data, options in (
            ("real desk, home, courier alive", desk, ()),
            ("training, home", make_training(Path(name) / "training", 0), ("--training",)),
        ):
            with kiosk(data, *options) as running:
                if not options:
                    running.press(PASSPHRASE.encode() + b"\r")
                running.rest(5.0)
                begun, spent = time.perf_counter(), running.cpu()
                time.sleep(seconds)
                share = (running.cpu() - spent) / (time.perf_counter() - begun) / 10
                is_beyond |= share > MOST
                print(f"{place:<32} {share:.2f} % of one core, reach {MOST} %{' BEYOND' if share > MOST else ''}")
    return int(is_beyond)


if __name__ == "__main__":
    sys.exit(main())
