"""Measure the start: time to the first screen and memory, against a bare Textual app on the same terminal.

    python -m scripts.measures.start [--rounds N]

The bare app and the kiosk take turns, so that a noisy machine disturbs both; a ratio is one round's, and its median
counts. Memory is read when the screen has been at rest for a while, so that what is loaded after it counts too.
Exits 1 beyond the limits below, or if something heavy is imported before the first paint.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import sleep

from kiosk.guidance.files import SHIPPED, procedure_files
from scripts.measures.bare import READY
from scripts.measures.pty import BARE, Ratio, judge, make_desk, make_training, spread, started

MOST_TIME = 1.35
MOST_MEMORY = 1.3
HEAVY = {"httpx", "escpos", "PIL", "qrcode", "babel", "nacl", "tinydb"}
"""None of these may be imported before the first paint."""
MORE_PROCEDURES = 40 - len(procedure_files(SHIPPED))
"""Beside the shipped ones: forty cost no more than three."""
LAST_GROUP = "Autre chose"
"""The last row of home: the group of an association's own procedures."""
SETTLED = 0.6
"""Seconds after the first paint at which memory is read."""
_LISTEN = (
    "import sys; log = open(sys.argv.pop(1), 'a', buffering=1);"
    "sys.addaudithook(lambda event, given: event == 'import' and print(given[0], file=log));"
)
_KIOSK = _LISTEN + "sys.argv[0] = 'kiosk'; from kiosk.commands.line import main; main()"
_BARE = _LISTEN + "import runpy; sys.argv.pop(0); runpy.run_path(sys.argv[0], run_name='__main__')"


@dataclass(frozen=True)
class Case:
    """A program and the words by which its first screen is known."""

    arguments: tuple[str, ...]
    words: tuple[str, ...]


def cases(folder: Path) -> dict[str, Case]:
    """Prepare a real desk and a training desk with forty procedures."""
    desk, training = make_desk(folder), make_training(folder / "home", MORE_PROCEDURES)
    run = ("-m", "kiosk", "run")
    return {
        "bare app": Case((BARE, "text"), (READY,)),
        "unlock screen": Case((*run, "--data", str(desk)), ("Phrase de passe", "Aide")),
        "home, 40 procedures": Case((*run, "--training", "--data", str(training)), ("FORMATION", LAST_GROUP, "Aide")),
    }


def modules(case: Case, folder: Path) -> set[str]:
    """Give what is imported until the first screen stands."""
    log = folder / "imports"
    log.write_text("")
    program = _BARE if case.arguments[0] == BARE else _KIOSK
    rest = case.arguments if case.arguments[0] == BARE else case.arguments[2:]
    with started(("-c", program, str(log), *rest)) as running:
        running.until(*case.words)
        return set(log.read_text().split())


def measure(known: dict[str, Case], rounds: int) -> dict[str, list[tuple[float, float, float]]]:
    """Start each in turn; give time in ms, RSS and PSS in MiB of each round."""
    measured: dict[str, list[tuple[float, float, float]]] = {name: [] for name in known}
    for number in range(rounds + 1):
        for name, case in known.items():
            with started(case.arguments) as running:
                time = running.until(*case.words) * 1e3
                sleep(SETTLED)
                if number:  # the first round warms the caches and the index of procedures
                    measured[name].append((time, *running.memory()))
    return measured


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args(arguments).rounds
    with tempfile.TemporaryDirectory(prefix="bench_start_") as temporary:
        folder = Path(temporary)
        known = cases(folder)
        measured = measure(known, rounds)
        imported = {name: modules(case, folder) for name, case in known.items()}
    bare = measured.pop("bare app")
    ratios, heavy = [], set()
    for name, values in {"bare app": bare, **measured}.items():
        time, rss, pss = zip(*values, strict=True)
        print(f"{name:<20} {spread(time)} ms, RSS {spread(rss)} MiB, PSS {median(pss):.1f} MiB", end="")
        print(f", {len(imported[name])} modules before the first paint")
    for name, values in measured.items():
        found = HEAVY & {module.partition(".")[0] for module in imported[name]}
        heavy |= found
        print(f"{name}: {', '.join(sorted(found)) or 'nothing heavy'} before the first paint")
        pairs = list(zip(values, bare, strict=True))
        ratios.append(Ratio(f"time to {name}", [ours[0] / its[0] for ours, its in pairs], MOST_TIME))
        ratios.append(Ratio(f"memory at {name}", [ours[1] / its[1] for ours, its in pairs], MOST_MEMORY))
    return judge(ratios) or int(bool(heavy))


if __name__ == "__main__":
    sys.exit(main())
