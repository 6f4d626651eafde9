"""Cuts of power, rebuilt from the log of what was written: the journal opens to the last promise or the next."""

from __future__ import annotations

from itertools import count as naturals
from pathlib import Path
from random import Random

from scripts.proofs.row import ProofRow, Seen
from tests.store.cuts import cuts


def run(folder: Path, seed: int, count: int) -> Seen:
    """Rebuild and open so many states."""
    seen = Seen()
    for turn in naturals():
        place = folder / str(turn)
        place.mkdir()
        for _ in cuts(place, Random(seed * 1000 + turn)):
            seen["états rouverts"] += 1
            if seen["états rouverts"] == count:
                return seen
        seen["journées rejouées"] += 1
    raise AssertionError("there are more numbers")


ROW = ProofRow(
    "coupures",
    "Coupures de courant, rejouées à chaque écriture depuis le journal des écritures du disque",
    "états du disque",
    "le journal s’ouvre sur la dernière promesse ou la suivante, puis continue",
    "Un disque qui ment sur ses synchronisations, ou qui abîme ce qu’il n’écrivait pas. La base du relais : SQLite et"
    " PostgreSQL ont leurs propres essais.",
    long=10_000,
    short=400,
    batch=1_000,
    run=run,
)
