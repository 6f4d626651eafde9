"""What one row of the proof is: what is done to the program, how often, and what that does not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Seen = Counter[str]
"""What a batch came upon, by its French name, and how often."""
Run = Callable[[Path, int, int], Seen]
"""Does so much in an empty folder, from a seed. Raises whatever breaks the law of its row."""


@dataclass(frozen=True)
class ProofRow:
    """One law, and how it is tried.

    Args:
        name: on the command line and in the results.
        title: what is done, in the words of the report (French).
        unit: what is counted.
        law: what held, as long as nothing was raised.
        hidden: what this does not show.
        long: how many are done in all.
        short: how many the suite of tests does.
        batch: how many from one seed.
        run: does them.
    """

    name: str
    title: str
    unit: str
    law: str
    hidden: str
    long: int
    short: int
    batch: int
    run: Run
