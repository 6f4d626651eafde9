"""What a measure found, as data: `scripts/bench all` makes one table of it. Alone, a measure prints as it likes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Literal

FILE = "KIOSK_BENCH_FIGURES"
"""The variable that names the file in which figures are written down; without it they are printed alone."""
Judged = Literal["median", "p95", "most", "least"]


@dataclass(frozen=True)
class Reading:
    """One thing that was measured.

    Args:
        what: its name, the same in every run.
        values: what was measured, a value a round.
        unit: `times` for a ratio, else `ms`, `bytes`…
        limit: what it may be at most, where `judged` is not `least`; None for no limit.
        judged: which of the values the limit is of; `least` is a limit from below, of the median.
    """

    what: str
    values: Sequence[float]
    unit: str = "times"
    limit: float | None = None
    judged: Judged = "median"

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)

    @property
    def p95(self) -> float:
        """The 95th percentile; of few values, the most."""
        return quantiles(self.values, n=20, method="inclusive")[-1] if len(self.values) > 1 else self.values[0]

    @property
    def is_beyond(self) -> bool:
        """Whether it is not as it should be."""
        if self.limit is None:
            return False
        if self.judged == "least":
            return self.median < self.limit
        return {"median": self.median, "p95": self.p95, "most": max(self.values)}[self.judged] > self.limit


def tell(*figures: Reading) -> None:
    """Write figures down for whoever asked for data."""
    if file := os.environ.get(FILE):
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.writelines(json.dumps(asdict(each)) + "\n" for each in figures)


def told(file: Path) -> Iterator[Reading]:
    """Read the figures of a file."""
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        yield Reading(**json.loads(line))
