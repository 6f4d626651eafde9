"""Measure the start: time to the first screen and memory, against a bare Textual app on the same terminal.

    python -m scripts.measures.start [--rounds N]

The bare app and the kiosk take turns, so that a noisy machine disturbs both; a ratio is one round's, and its median
counts. Memory is read when the screen has been at rest for a while, so that what is loaded after it counts too.

Each screen has a floor, measured in the same rounds: a program with its widgets and the libraries that it cannot do
without, and nothing of the kiosk (`measures.bare`). Where a limit cannot be met, that is what there is to reach.
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
from time import perf_counter, sleep

from kiosk.guidance.files import SHIPPED, procedure_files
from scripts.measures.bare import READY
from scripts.measures.pty import BARE, Ratio, Watched, judge, make_desk, make_training, spread, started

MOST_TIME = 1.2
MOST_MEMORY = 1.2
HEAVY = {"httpx", "escpos", "PIL", "qrcode", "babel", "nacl", "ssl", "tinydb"}
"""None of these may be imported before the first paint."""
MORE_PROCEDURES = 40 - len(procedure_files(SHIPPED))
"""Beside the shipped ones: forty cost no more than three."""
LAST_GROUP = "Autre chose"
"""The last row of home: the group of an association's own procedures."""
ROWS = "40"
"""Of the list of home's floor."""
FLOOR = "floor of "
SETTLED = 0.6
"""Seconds in which a program does nothing before its memory is read, at first after the first paint."""
LATEST = 20.0
"""Seconds after which it is read all the same."""
NOTHING = 10.0
"""Milliseconds of processor that a screen at rest may use in that time."""
# What is barred (None in `sys.modules`) is asked for, and not imported.
_LISTEN = (
    "import sys; log = open(sys.argv.pop(1), 'a', buffering=1);"
    "sys.addaudithook(lambda event, given: event == 'import' and sys.modules.get(given[0], 0) is not None"
    " and print(given[0], file=log));"
)
_KIOSK = _LISTEN + "sys.argv[0] = 'kiosk'; from kiosk.__main__ import main; main()"
_BARE = _LISTEN + "import runpy; sys.argv.pop(0); runpy.run_path(sys.argv[0], run_name='__main__')"


@dataclass(frozen=True)
class StartCase:
    """A program and the words by which its first screen is known."""

    arguments: tuple[str, ...]
    words: tuple[str, ...]


def cases(folder: Path) -> dict[str, StartCase]:
    """Prepare a real desk and a training desk with forty procedures."""
    desk, training = make_desk(folder), make_training(folder / "home", MORE_PROCEDURES)
    run = ("-m", "kiosk", "run")
    return {
        "bare app": StartCase((BARE, "text"), (READY,)),
        "unlock screen": StartCase((*run, "--data", str(desk)), ("Phrase de passe", "Aide")),
        "home, 40 procedures": StartCase(
            (*run, "--training", "--data", str(training)), ("FORMATION", LAST_GROUP, "Aide")
        ),
        f"{FLOOR}unlock screen": StartCase((BARE, "unlock"), (READY, "keys")),
        f"{FLOOR}home, 40 procedures": StartCase((BARE, "home", ROWS), (READY, "keys")),
    }


def modules(case: StartCase, folder: Path) -> set[str]:
    """Give what is imported until the first screen stands."""
    log = folder / "imports"
    log.write_text("")
    program = _BARE if case.arguments[0] == BARE else _KIOSK
    rest = case.arguments if case.arguments[0] == BARE else case.arguments[2:]
    with started(("-c", program, str(log), *rest)) as running:
        running.until(*case.words)
        return set(log.read_text().split())


def settle(running: Watched) -> None:
    """Wait until what is loaded behind the first screen is there, on a slow machine as well."""
    until = perf_counter() + LATEST
    worked = running.cpu()
    while perf_counter() < until:
        sleep(SETTLED)
        running.drain()
        before, worked = worked, running.cpu()
        if worked - before < NOTHING:
            return


def measure(known: dict[str, StartCase], rounds: int) -> dict[str, list[tuple[float, ...]]]:
    """Start each in turn; give time in ms, RSS and PSS in MiB, and the processor's ms to the screen, of each round."""
    measured: dict[str, list[tuple[float, ...]]] = {name: [] for name in known}
    for number in range(rounds + 1):
        for name, case in known.items():
            with started(case.arguments) as running:
                time = running.until(*case.words) * 1e3
                worked = running.cpu()
                settle(running)
                if number:  # the first round warms the caches and the index of procedures
                    measured[name].append((time, *running.memory(), worked))
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
        imported = {name: modules(case, folder) for name, case in known.items() if not name.startswith(FLOOR)}
    bare = measured.pop("bare app")
    ratios, heavy = [], set()
    for name, values in {"bare app": bare, **measured}.items():
        time, rss, pss, worked = zip(*values, strict=True)
        print(f"{name:<28} {spread(time)} ms, RSS {spread(rss)} MiB, PSS {median(pss):.1f} MiB", end="")
        print(f", processor {spread(worked)} ms", end="")
        print(f", {len(imported[name])} modules before the first paint" if name in imported else "")
    for name, values in measured.items():
        is_floor = name.startswith(FLOOR)
        if not is_floor:
            found = HEAVY & {module.partition(".")[0] for module in imported[name]}
            heavy |= found
            print(f"{name}: {', '.join(sorted(found)) or 'nothing heavy'} before the first paint")
        pairs = list(zip(values, bare, strict=True))
        times, memories, works = ([ours[n] / its[n] for ours, its in pairs] for n in (0, 1, 3))
        ratios.append(Ratio(f"time to {name}", times, None if is_floor else MOST_TIME))
        # What other programs on this machine do to it is little: where it is busy, believe this one.
        ratios.append(Ratio(f"processor to {name}", works, None))
        ratios.append(Ratio(f"memory at {name}", memories, None if is_floor else MOST_MEMORY))
    return judge(ratios) or int(bool(heavy))


if __name__ == "__main__":
    sys.exit(main())
