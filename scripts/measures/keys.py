"""Measure a key: from the press to the changed screen, and its processor time, against a bare app with the same widget.

    python -m scripts.measures.keys [--rounds N]

Every program runs at the same time, each on a terminal of its own; in each round each gets the same presses in turn.
A ratio is one round's; its median counts. Exits 1 beyond the limit below.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.core.reference import make_reference
from kiosk.desk.folder import STORE
from kiosk.desk.keys import unlock_slot
from kiosk.glass.gate import STANDS
from kiosk.guidance.reader import examine_procedure
from kiosk.machine.clock import read_clock
from kiosk.store.tables import TinyStore
from scripts.measures.bare import READY
from scripts.measures.pty import (
    BARE,
    PASSPHRASE,
    ROOT,
    Ratio,
    Watched,
    judge,
    make_desk,
    make_training,
    spread,
    started,
)
from tests.store.made import Quick

MOST = 1.2
ENTRIES = 5_000
PRESSES = 20
"""A round."""
CALM = 1.0
"""Seconds without a byte after which a kiosk has come to rest."""
DOWN, UP, F6 = b"\x1b[B", b"\x1b[A", b"\x1b[17~"
FORM = ROOT / "tests" / "procedures" / "ok_field_types.toml"


def fill(desk: Path, entries: int) -> None:
    """Put so many entries into the store of a desk."""
    store = TinyStore(desk / STORE, unlock_slot(desk, PASSPHRASE, read_clock).key, disk=Quick())
    random = Random(1)
    for number in range(entries):
        made = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(seconds=number)
        store.add(
            Entry(
                id=random.randbytes(16),
                reference=make_reference(random.randbytes(5)),
                key_hash=random.randbytes(32),
                envelope=random.randbytes(1200),
                made=Moment(made, float(number), "boot"),
                news_by=date(2026, 12, 1),
            )
        )
    store.close()


def make_form(folder: Path) -> Path:
    """Make a training desk whose first procedure asks one question."""
    lines = FORM.read_text(encoding="utf-8").replace("order = 1", "order = 0").splitlines()
    kept = [line for line in lines if not line.startswith("  { id =") or 'id = "name"' in line]
    training = make_training(folder, 0)
    file = training / "own" / "form.toml"
    file.write_text("\n".join(kept), encoding="utf-8")
    assert not examine_procedure(file)[1]
    return training


@contextmanager
def kiosk(data: Path, *options: str) -> Iterator[Watched]:
    """Start the kiosk."""
    with started(("-m", "kiosk", "run", "--data", str(data), *options)) as running:
        running.until("Aide")
        running.rest(CALM)
        yield running


def go(running: Watched, *keys: bytes) -> Watched:
    """Press keys, each when the screen is at rest."""
    for key in keys:
        running.press(key)
        running.rest(STANDS + 0.2)  # Enter passes no page that has just come up
    return running


def programs(
    folder: Path, stack: ExitStack, entries: int = ENTRIES
) -> dict[str, tuple[Watched, Watched, tuple[bytes, ...]]]:
    """Start every program and bring it to its place: the kiosk, the bare app, and the keys to press."""

    def bare(*arguments: str) -> Watched:
        running = stack.enter_context(started((BARE, *arguments)))
        running.until(READY)
        return running

    desk = make_desk(folder)
    fill(desk, entries)
    home = stack.enter_context(kiosk(make_training(folder / "home", 37), "--training"))
    form = stack.enter_context(kiosk(make_form(folder / "form"), "--training"))
    go(form, b"9\r", b"\r", b"2\r")
    queue = stack.enter_context(kiosk(desk))
    for running, key, words in (
        (queue, PASSPHRASE.encode(), "•"),
        (queue, b"\r", "Que veut faire"),
        (queue, F6, "en attente"),
        (home, b"9", "  12  "),
    ):
        running.press(key)
        running.until(words)
        running.rest(CALM)
    form.must_show("Votre nom")
    arrows = (DOWN,) * PRESSES
    # As many rows down as up again, so that no list comes to its end.
    return {
        "arrow in the list of home": (
            go(home, DOWN),
            go(bare("list", "40"), DOWN),
            (DOWN,) * (PRESSES // 2) + (UP,) * (PRESSES // 2),
        ),
        "letter in a form": (form, bare("line"), (b"a",) * (PRESSES // 2) + (b"\x7f",) * (PRESSES // 2)),
        f"arrow in a queue of {entries}": (queue, bare("list", str(entries)), arrows),
    }


def press(running: Watched, keys: Sequence[bytes]) -> tuple[float, float, list[float]]:
    """Press keys; give the median of the milliseconds to paint, the processor's per key, and each one."""
    before = running.cpu()
    took = [running.press(key) for key in keys]
    return median(took), (running.cpu() - before) / len(keys), took


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args(arguments).rounds
    ratios = []
    with tempfile.TemporaryDirectory(prefix="bench_keys_") as temporary, ExitStack() as stack:
        known = programs(Path(temporary), stack)
        for name, (ours, bare, keys) in known.items():
            press(ours, keys), press(bare, keys)  # warms what is cached
            pairs = [(press(ours, keys), press(bare, keys)) for _ in range(rounds)]
            for what, one in (("kiosk", [mine for mine, _ in pairs]), ("bare", [its for _, its in pairs])):
                worst = max(max(each[2]) for each in one)
                print(f"{name:<28} {what:<5} {spread([each[0] for each in one])} ms, worst {worst:.0f}", end="")
                print(f", processor {spread([each[1] for each in one])} ms a key")
            ratios.append(Ratio(f"{name}, paint", [mine[0] / its[0] for mine, its in pairs], MOST))
            ratios.append(Ratio(f"{name}, processor", [mine[1] / its[1] for mine, its in pairs], None))
    return judge(ratios)


if __name__ == "__main__":
    sys.exit(main())
