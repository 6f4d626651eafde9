"""Every measure in one table, with limits, spread and verdicts; or two programs side by side, measured in turn.

    scripts/bench all [--only NAME,NAME] [--quick] [--against COMMIT [--turns N]]

A figure's limit is of its median, or of what its verdict names. `--quick` takes fewer rounds, which says less.

`--against` makes a worktree of that commit in a temporary folder, with a virtual environment of its own, and gives it
the measures and tests of this tree: one ruler for both programs. A tree from before `scripts/measures/` keeps its own
(`scripts/bench_start.py`), of which what it prints is read: ratios to a bare app beside it, under the same names. Both
take turns, so that a noisy machine disturbs both; a ratio is one turn's. Only where every turn says the same is it
said: all else is noise.

Exits 1 where a figure is beyond its limit, or a measure did not run. The machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from scripts.measures.figures import FILE, Reading, told
from scripts.measures.pty import ROOT

QUICK = {
    "start": ("--rounds", "5"),
    "keys": ("--rounds", "6"),
    "hide": ("--rounds", "12"),
    "idle": ("--rounds", "3", "--seconds", "5"),
    "unlock": ("--rounds", "3"),
    "store": (),
    "paper": (),
    "wire": ("--quick",),
    "hub": ("--quick",),
    "office": ("--rounds", "10"),
    "words": ("--rounds", "3"),
}
"""Every measure that has figures, with its options where it should be quick. `fuzz` and `storm` find faults instead."""
SURE = 0.03
"""By how much every turn must differ to be more than noise."""
FEW = 4
"""Turns: of fewer, all say the same by chance alone too often (of two, every second time)."""
MEASURES = "scripts/measures"
SHARED = (MEASURES, "tests")
"""What another program is measured with: this tree's."""
_RATIO = re.compile(r"^(?:BEYOND +)?(\S.*?) {2,}([\d.]+) \(([\d.]+)-([\d.]+)\).* times the bare app", re.MULTILINE)


@dataclass
class Measured:
    """What a measure found."""

    name: str
    figures: list[Reading] = field(default_factory=list)
    fault: str = ""
    """The end of what it said, where it found nothing."""


def measure(name: str, root: Path = ROOT, *, quick: bool = False) -> Measured:
    """Run one measure of a tree in a process of its own, and read its figures."""
    with tempfile.TemporaryDirectory(prefix="bench_all_") as folder:
        file = Path(folder) / "figures"
        command = [
            str(root / ".venv" / "bin" / "python"),
            "-m",
            module(name, root),
            *(QUICK[name] if quick else ()),
        ]
        environment = {**os.environ, FILE: str(file)}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        found = Measured(name, list(told(file)) or list(printed(done.stdout)))
        if not found.figures:
            found.fault = (done.stdout + done.stderr).strip()[-600:] or f"exit code {done.returncode}"
        return found


def module(name: str, root: Path) -> str:
    """Name a measure's module in a tree, as it is called there."""
    return f"scripts.measures.{name}" if (root / MEASURES).exists() else f"scripts.bench_{name}"


def printed(text: str) -> Iterator[Reading]:
    """Read ratios as a measure prints them that writes down no data: the least, the median and the most of each."""
    for what, middle, least, most in _RATIO.findall(text):
        yield Reading(what, [float(least), float(middle), float(most)])


def shown(value: float) -> str:
    """Write a number with as many digits as say something."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def verdict(figure: Reading) -> str:
    """Say how a figure stands to its limit."""
    if figure.limit is None:
        return "no limit"
    sign = "at least" if figure.judged == "least" else "at most"
    of = {"p95": ", 95th percentile", "most": ", each"}.get(figure.judged, "")
    return f"{'BEYOND' if figure.is_beyond else 'held'}: {sign} {shown(figure.limit)}{of}"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Put rows under each other."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)).rstrip() for row in rows)


def table(measured: Sequence[Measured]) -> str:
    """Make one table of all figures."""
    rows = [("measure", "what", "median", "95th", "least-most", "unit", "verdict")]
    for each in measured:
        for figure in each.figures:
            spread = f"{shown(min(figure.values))}-{shown(max(figure.values))}" if len(figure.values) > 1 else ""
            middle, high = shown(figure.median), shown(figure.p95)
            rows.append((each.name, figure.what, middle, high, spread, figure.unit, verdict(figure)))
        if each.fault:
            rows.append((each.name, "did not run", "", "", "", "", f"BEYOND: {each.fault.splitlines()[-1]}"))
    return columns(rows)


# ---- two programs -----------------------------------------------------------------------------------


def compare(ours: Sequence[Measured], theirs: Sequence[Measured]) -> str:
    """Make one table of ratios, ours to theirs, of a measure's turns.

    Args:
        ours: of each turn.
        theirs: of each turn, in the same order.
    """
    rows = [("measure", "what", "here", "there", "ratio", "least-most", "unit", "verdict")]
    for name in dict.fromkeys(each.name for each in ours):
        here, there = (
            [{figure.what: figure for figure in each.figures} for each in turns if each.name == name]
            for turns in (ours, theirs)
        )
        for what in {what: None for turn in (*here, *there) for what in turn}:
            pairs = [
                (mine[what], its[what]) for mine, its in zip(here, there, strict=True) if what in mine and what in its
            ]
            if not pairs:
                place = "here" if any(what in turn for turn in here) else "there"
                rows.append((name, what, "", "", "", "", "", f"in one tree alone: {place}"))
                continue
            mine, its = (median(each.median for each in side) for side in zip(*pairs, strict=True))
            ratios = [a.median / b.median for a, b in pairs if b.median]
            said = weigh(ratios, more_is_better=pairs[0][0].judged == "least")
            spread = f"{min(ratios):.2f}-{max(ratios):.2f}" if ratios else ""
            middle = f"{median(ratios):.2f}" if ratios else ""
            rows.append((name, what, shown(mine), shown(its), middle, spread, pairs[0][0].unit, said))
        for turns, place in ((ours, "here"), (theirs, "there")):
            if fault := next((each.fault for each in turns if each.name == name and each.fault), ""):
                rows.append((name, f"did not run {place}", "", "", "", "", "", fault.splitlines()[-1]))
    return columns(rows)


def weigh(ratios: Sequence[float], *, more_is_better: bool) -> str:
    """Say what ratios of turns are worth: something only where each of several says it."""
    if len(ratios) < FEW:
        return f"fewer than {FEW} turns say nothing"
    if min(ratios) > 1 + SURE:
        return "better here" if more_is_better else "WORSE here"
    if max(ratios) < 1 - SURE:
        return "WORSE here" if more_is_better else "better here"
    return "no difference that is more than noise"


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """Make a worktree of a commit with an environment of its own, and this tree's measures."""
    place = Path(tempfile.mkdtemp(prefix="bench_against_")) / "tree"
    subprocess.run(["git", "worktree", "add", "--detach", "--quiet", str(place), commit], cwd=ROOT, check=True)
    try:
        for name in SHARED if (place / MEASURES).exists() else ():
            shutil.rmtree(place / name, ignore_errors=True)
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        subprocess.run([str(place / "scripts" / "setup"), "dev"], check=True, stdout=sys.stderr)
        yield place
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(place)], cwd=ROOT, check=True)
        shutil.rmtree(place.parent, ignore_errors=True)


def against(commit: str, names: Sequence[str], turns: int, *, quick: bool) -> str:
    """Measure this tree and another in turn, and give the table."""
    ours: list[Measured] = []
    theirs: list[Measured] = []
    with tree_of(commit) as place:
        for name in names:
            for turn in range(turns):
                print(f"{name}, turn {turn + 1} of {turns}", file=sys.stderr, flush=True)
                # Who begins takes turns as well: a machine that warms up, or tires, favours nobody.
                sides = [(ours, ROOT), (theirs, place)]
                for found, root in sides if turn % 2 == 0 else reversed(sides):
                    found.append(measure(name, root, quick=quick))
    return compare(ours, theirs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(QUICK))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--against", metavar="COMMIT")
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args(arguments)
    names = options.only.split(",")
    if unknown := [name for name in names if name not in QUICK]:
        parser.error(f"no such measure: {', '.join(unknown)}; there are {', '.join(QUICK)}")
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > 0.5 * cores:
        print(f"This machine is busy (load {load:.1f} on {cores} cores): times are those of a shared machine.\n")
    if options.against:
        print(against(options.against, names, options.turns, quick=options.quick))
        return 0
    measured = []
    for name in names:
        print(f"{name}…", file=sys.stderr, flush=True)
        measured.append(measure(name, quick=options.quick))
    print(table(measured))
    return int(any(each.fault or any(figure.is_beyond for figure in each.figures) for each in measured))


if __name__ == "__main__":
    sys.exit(main())
