"""What was done so far, a line for each batch: a run that was stopped goes on behind the last whole line."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from scripts.proofs.row import ProofRow

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Batch:
    """One batch of one row.

    Args:
        row: its name.
        program: the mark of the program that it was done to.
        seed: what it began from.
        count: how many it did.
        seconds: how long it took, by the clock on the wall.
        day: when it ended, in UTC.
        seen: what it came upon.
        fault: what broke the law; empty where it held.
        cpu: how long processors worked for it, in seconds.
        revision: the commit that was checked out.
    """

    row: str
    program: str
    seed: int
    count: int
    seconds: float
    day: str
    seen: dict[str, int] = field(default_factory=dict)
    fault: str = ""
    cpu: float = 0.0
    revision: str = ""


def program_mark(root: Path = ROOT) -> str:
    """Name the program by what it is: every file of `kiosk/` that is not made from another."""
    summed = hashlib.sha256()
    for file in sorted((root / "kiosk").rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts and file.suffix not in (".mo", ".pyc"):
            summed.update(f"{file.relative_to(root)}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return summed.hexdigest()[:12]


def commit(root: Path = ROOT) -> str:
    """Give the commit of a checkout; empty where there is none."""
    asked = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=root, capture_output=True, check=False)
    return asked.stdout.decode().strip()


def machine() -> dict[str, str]:
    """Describe this machine: what a number depends on."""
    rows = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((row.partition(":")[2].strip() for row in rows if row.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processeur": f"{model}, {os.cpu_count()} cœurs",
        "mémoire": f"{memory:.0f} Gio",
        "système": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


@dataclass
class Results:
    """A file of batches.

    Args:
        file: where they are kept; it need not exist.
    """

    file: Path

    def __iter__(self) -> Iterator[Batch]:
        """Give each whole line; what a cut left half written is none."""
        for line in self.file.read_bytes().splitlines() if self.file.exists() else ():
            with suppress(ValueError):
                yield Batch(**json.loads(line))

    def add(self, batch: Batch) -> None:
        """Keep one more: on return it is on the disk."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("ab") as stream:
            # On a line of its own, also behind one that a cut left half written.
            stream.write(b"\n" * bool(stream.tell()) + json.dumps(asdict(batch), ensure_ascii=False).encode())
            stream.flush()
            os.fsync(stream.fileno())

    def of(self, row: ProofRow, program: str) -> list[Batch]:
        """Give what was done of a row to a program, the last word on each seed, by seed."""
        last = {each.seed: each for each in self if (each.row, each.program) == (row.name, program)}
        return [last[seed] for seed in sorted(last)]

    def programs(self) -> list[str]:
        """Give the mark of every program that was tried, the oldest first."""
        return list(dict.fromkeys(each.program for each in sorted(self, key=lambda each: each.day)))


def missing(row: ProofRow, wanted: int, done: Sequence[Batch]) -> Iterator[tuple[int, int]]:
    """Give the seeds that are still to do with how many each does; first those that failed."""
    held = {each.seed: each.count for each in done if not each.fault}
    yield from ((each.seed, each.count) for each in done if each.fault)
    left = wanted - sum(held.values()) - sum(each.count for each in done if each.fault)
    seed = 0
    while left > 0:
        seed += 1
        if all(each.seed != seed for each in done):
            count = min(row.batch, left)
            yield seed, count
            left -= count
