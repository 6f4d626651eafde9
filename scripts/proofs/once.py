"""One desk, a real hub and a real office, in any order: each act is work once, or stopped unseen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from scripts.proofs.row import ProofRow, Seen
from tests.office.once import STEPS, live


def run(folder: Path, seed: int, count: int) -> Seen:
    """Live through so many stories; hypothesis gives the shortest that fails."""
    seen = Seen()

    def story(steps: list[tuple[Any, ...]]) -> None:
        seen["histoires"] += 1
        seen["pas"] += len(steps)
        place = folder / str(seen["histoires"])
        place.mkdir()
        live(place, steps)

    seeded(seed)(
        settings(
            max_examples=count,
            deadline=None,
            database=None,
            derandomize=False,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )(given(steps=STEPS)(story))
    )()
    return seen


ROW = ProofRow(
    "une seule fois",
    "Un poste, un vrai relais et un vrai bureau : envois, clés USB, retraits, réponses, lignes coupées, copies remises,"
    " relais perdu, dans n’importe quel ordre",
    "histoires",
    "chaque acte est travaillé une fois, ou arrêté sans être lu ; ce que le bureau a dit arrive au poste",
    "Trois actes d’un poste. Une copie du bureau remise sans relais ni clé : il le dit, et fait vérifier.",
    long=500,
    short=3,
    batch=25,
    run=run,
)
