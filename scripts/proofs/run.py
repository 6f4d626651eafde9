"""Tries to break the program, row by row, and keeps what came of it: scripts/prove.

    scripts/prove [--short] [--again] [--rows NAME,NAME] [--jobs N] [--results FILE] [--report]

Without a name it does the rows that never ran whole, on whatever revision; `--again` does all. A run that was stopped
goes on where it was, as long as the program is the same. `--short` does a little of each row, as the suite of tests
does. `--report` runs nothing: it writes `docs/preuve.json` and `docs/preuve.md` from what ran. Exits 1 where a row does
not hold: its seed is in the results, and what it was done to is kept beside them.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from traceback import format_exception

from kiosk.machine.clock import read_clock
from scripts.proofs.kept import merged, read_kept, write_kept
from scripts.proofs.report import PAGE, page
from scripts.proofs.results import ROOT, Batch, Results, commit, missing, program_mark
from scripts.proofs.row import ProofRow
from scripts.proofs.rows import ROWS

RESULTS = ROOT / "build" / "proof" / "results.jsonl"
PATIENCE = 3600
"""Seconds after which a batch hangs."""
_TOLD = 6_000
"""Signs of a fault that are kept."""


@dataclass(frozen=True)
class Task:
    """One batch to do."""

    row: str
    seed: int
    count: int
    failed: Path
    """Where a folder is kept in which a law was broken."""


@dataclass(frozen=True)
class DoneBatch:
    """What came of a batch.

    Args:
        seen: what it came upon.
        seconds: how long it took.
        cpu: how long processors worked for it and its children, in seconds.
        fault: what broke the law, if anything did.
    """

    seen: dict[str, int]
    seconds: float
    cpu: float
    fault: str = ""


def do(task: Task) -> DoneBatch:
    """Do one batch in this process."""
    logging.disable()  # a hub that is harmed on purpose says so often enough
    begun, worked = perf_counter(), _worked()
    with tempfile.TemporaryDirectory(prefix="prove_", ignore_cleanup_errors=True) as name, patience():
        try:
            seen = ROWS[task.row].run(Path(name), task.seed, task.count)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is kept with its seed
            shutil.copytree(name, task.failed, symlinks=True, dirs_exist_ok=True, ignore=_no_pipes)
            fault = "".join(format_exception(error))[-_TOLD:]
            return DoneBatch({}, perf_counter() - begun, _worked() - worked, fault)
    found = {what: number for what, number in seen.items() if number}
    return DoneBatch(found, perf_counter() - begun, _worked() - worked)


def _worked() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _no_pipes(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not ((path := Path(folder) / name).is_file() or path.is_dir())]


class patience:  # read as what it does
    """Raise AssertionError in what hangs."""

    def __enter__(self) -> None:
        """Set the alarm."""

        def ring(*_: object) -> None:
            raise AssertionError(f"it hangs: {PATIENCE} s have passed")

        signal.signal(signal.SIGALRM, ring)
        signal.alarm(PATIENCE)

    def __exit__(self, *_: object) -> None:
        """Let it go."""
        signal.alarm(0)


def tasks(rows: Iterable[ProofRow], results: Results, program: str, *, short: bool) -> list[Task]:
    """Give what is left to do."""
    left = []
    for row in rows:
        done = results.of(row, program)
        for seed, count in missing(row, row.short if short else row.long, done):
            left.append(Task(row.name, seed, count, results.file.parent / "failed" / f"{row.name}-{seed}"))
    return left


def _print(words: str) -> None:
    """Print at once: whoever reads along sees what is done."""
    print(words, flush=True)


def prove(left: Sequence[Task], results: Results, program: str, jobs: int, say: Callable[[str], None] = _print) -> int:
    """Do all that is left, so many at a time, and keep each when it is done; give how many broke a law."""
    faults, revision = 0, commit()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: dict[Future[DoneBatch], Task] = {}
        queue = list(reversed(left))
        while queue or waiting:
            while queue and len(waiting) < jobs:
                task = queue.pop()
                waiting[pool.submit(do, task)] = task
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                task = waiting.pop(future)
                done = future.result()
                if program_mark() != program:
                    raise SystemExit("the program was changed while it was tried: begin again")
                day = read_clock().wall.isoformat(timespec="seconds")
                took, worked = round(done.seconds, 1), round(done.cpu, 1)
                one = (task.row, program, task.seed, task.count, took, day, done.seen, done.fault, worked, revision)
                results.add(Batch(*one))
                faults += bool(done.fault)
                end = ", DOES NOT HOLD" * bool(done.fault)
                say(f"{task.row}, seed {task.seed}: {task.count} in {done.seconds:.0f} s{end}")
                if done.fault:
                    say(f"{done.fault}\nkept in {task.failed}")
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--rows", help=", ".join(ROWS))
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args(arguments)
    results, kept = Results(options.results), read_kept()
    whole = {name for name, record in kept.items() if name in ROWS and record.is_whole(ROWS[name])}
    names = options.rows.split(",") if options.rows else list(ROWS)
    if not (options.rows or options.again or options.short or options.report):
        names = [name for name in names if name not in whole]
    if unknown := [name for name in names if name not in ROWS]:
        parser.error(f"no such row: {', '.join(unknown)}; there are {', '.join(ROWS)}")
    if options.report:
        kept = merged(kept, results, ROWS)
        write_kept(kept)
        PAGE.write_text(page(kept), encoding="utf-8")
        print(PAGE)
        return 0
    program = program_mark()
    left = tasks([ROWS[name] for name in names], results, program, short=options.short)
    _print(f"program {program}: {len(left)} batches are left of {', '.join(names) or 'no row'}")
    faults = prove(left, results, program, options.jobs)
    print(f"{faults} batches do not hold" if faults else "every row holds")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
