"""A program on a pseudo-terminal of 80 by 24, watched from outside: what `bench_start` and `bench_keys` share."""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from ptyprocess import PtyProcess

from kiosk.crypto import sign, vault
from kiosk.desk.making import create_desk
from kiosk.office import keys
from scripts.measures.figures import Reading, tell

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
BARE = str(ROOT / "scripts" / "measures" / "bare.py")
PASSPHRASE = "quatre mots au hasard"
PATIENCE = 20.0
"""Seconds after which a program that shows nothing is given up."""
_QUIET = 0.05
"""Seconds without a byte after which a screen is at rest."""


@dataclass
class Watched:
    """A running program and what it has written."""

    process: PtyProcess
    began: float
    written: bytes = b""

    def until(self, *words: str) -> float:
        """Wait until all these words were painted; give the seconds since the program began."""
        wanted = [word.encode() for word in words]
        while not all(word in self.written for word in wanted):
            if not select.select([self.process.fd], [], [], PATIENCE)[0]:
                raise TimeoutError(f"{words} are not on the screen: {self.written[-400:]!r}")
            self.written += os.read(self.process.fd, 65536)
        return perf_counter() - self.began

    def rest(self, seconds: float = _QUIET) -> None:
        """Wait until the screen is at rest."""
        while select.select([self.process.fd], [], [], seconds)[0]:
            self.written += os.read(self.process.fd, 65536)

    def drain(self) -> None:
        """Read what was painted meanwhile, and wait for nothing."""
        if select.select([self.process.fd], [], [], 0)[0]:
            self.written = os.read(self.process.fd, 65536)

    def must_show(self, *words: str) -> None:
        """Raise AssertionError unless each was painted since the last key."""
        for word in words:
            assert word.encode() in self.written, (word, self.written[-600:])

    def press(self, key: bytes) -> float:
        """Press a key; give the milliseconds until the first bytes of the changed screen."""
        begin = perf_counter()
        os.write(self.process.fd, key)
        if not select.select([self.process.fd], [], [], PATIENCE)[0]:
            raise TimeoutError(f"nothing changes on {key!r}")
        self.written = os.read(self.process.fd, 65536)
        took = perf_counter() - begin
        self.rest(1 / 40)  # a frame is painted at most every sixtieth of a second: the next key waits for none
        return took * 1e3

    def cpu(self) -> float:
        """Give the milliseconds of processor that the program has used."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6

    def memory(self) -> tuple[float, float]:
        """Give what it holds, and its fair share of what it shares, in MiB."""
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        found = dict(re.findall(r"^(Rss|Pss): +(\d+) kB", text, re.MULTILINE))
        return int(found["Rss"]) / 1024, int(found["Pss"]) / 1024


@contextmanager
def started(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[Watched]:
    """Start a Python program on a terminal of its own, and end it."""
    variables = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "fr_FR.UTF-8"}
    # The last: what was just edited would be compiled anew at each start, which costs time and memory.
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "TEXTUAL", "PYTHONDONTWRITEBYTECODE"):
        variables.pop(name, None)
    began = perf_counter()
    process = PtyProcess.spawn(
        [PYTHON, *arguments], dimensions=(24, 80), env={**variables, **(environment or {})}, cwd=str(ROOT)
    )
    try:
        yield Watched(process, began)
    finally:
        process.terminate(force=True)
        process.close()


def make_desk(folder: Path) -> Path:
    """Make a real desk with an office of its own; its passphrase costs next to nothing to try."""
    office = folder / "office.public"
    founding = keys.found_office("Les Tilleuls", "01 23 45 67 89")
    office.write_bytes(sign.sign_file(founding.secrets.seed, founding.public))
    create_desk(folder / "desk", office.read_bytes(), PASSPHRASE, "bench", cost=vault.Cost(1, 8))
    return folder / "desk"


def make_training(folder: Path, more: int) -> Path:
    """Make a training desk whose association has so many small procedures of its own."""
    own = folder / "own"
    own.mkdir(parents=True)
    (folder / "kiosk.toml").write_text('[procedures]\nfolder = "own"\n')
    tiny = (ROOT / "tests" / "procedures" / "ok_shortest.toml").read_text(encoding="utf-8")
    for number in range(more):
        text = tiny.replace('id = "ok_shortest"', f'id = "own_{number}"', 1)
        (own / f"own_{number}.toml").write_text(text, encoding="utf-8")
    return folder


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Say a median with the least and the most."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


@dataclass(frozen=True)
class Ratio:
    """One thing against the bare app, a value a round, and the limit of its median; None for none."""

    what: str
    values: Sequence[float]
    most: float | None

    @property
    def is_beyond(self) -> bool:
        """Whether it is more than it may be."""
        return self.most is not None and median(self.values) > self.most

    def __str__(self) -> str:
        reach = f"at most {self.most}" if self.most else "no limit"
        high = Reading(self.what, list(self.values)).p95
        return f"{self.what:<44} {spread(self.values, 2)}, 95th {high:.2f} times the bare app, {reach}"


def judge(ratios: Sequence[Ratio]) -> int:
    """Print the ratios, the worst last, write them down, and give the exit code."""
    tell(*(Reading(each.what, list(each.values), limit=each.most) for each in ratios))
    for each in sorted(ratios, key=lambda each: median(each.values) / (each.most or 99)):
        print(f"{'BEYOND  ' if each.is_beyond else ''}{each}")
    return int(any(each.is_beyond for each in ratios))
