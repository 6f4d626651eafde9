"""State machines of the tests, walked from a seed for so many steps; hypothesis gives the smallest input that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from scripts.proofs.row import ProofRow, Seen
from tests.core.five_people import FivePeople
from tests.desk.updating import Updating
from tests.flows.sync_machine import Road


def walker(machine: type[RuleBasedStateMachine], length: int, unit: str) -> Callable[[Path, int, int], Seen]:
    """Give what walks a machine: in each example so many steps."""

    def run(_folder: Path, first: int, count: int) -> Seen:
        seen, turn = Seen(), 0
        while seen[unit] < count:
            walk(machine, first * 1000 + turn, count - seen[unit], length, seen, unit)
            turn += 1
        return seen

    return run


def walk(machine: type[RuleBasedStateMachine], start: int, count: int, length: int, seen: Seen, unit: str) -> None:
    """Walk so many steps at most, and count them. Raises whatever the machine's laws raise, with the smallest way."""

    class Counted(machine):  # type: ignore[misc, valid-type]  # whichever it is
        looked = 0

        def check_invariants(self, *arguments: Any) -> None:
            seen[unit] += self.looked > 0  # before the first step, it looks as well
            seen["histoires"] += self.looked == 0
            self.looked += 1
            super().check_invariants(*arguments)

    Counted.__qualname__ = Counted.__name__ = machine.__name__
    wanted = settings(
        max_examples=-(-count // length),
        stateful_step_count=length,
        deadline=None,
        database=None,
        derandomize=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    run_state_machine_as_test(seed(start)(Counted), settings=wanted)


SYNC = ProofRow(
    "envois",
    "Envois avec des fautes : réponses perdues, doublées, fausses ; horloges déréglées ; copies remises ; coupures",
    "pas",
    "chaque acte est ouvert une seule fois, aucun ne reste en chemin, aucune boucle ne presse le relais",
    "Le relais et le bureau sont ici en mémoire : les vrais sont dans d’autres lignes. Deux postes au plus.",
    long=100_000,
    short=300,
    batch=3_000,
    run=walker(Road, 30, "pas"),
)
FIVE = ProofRow(
    "cinq",
    "Cinq personnes au bureau sur un même acte : chacune regarde d’abord et écrit plus tard, l’horloge recule",
    "pas",
    "personne ne travaille sur ce qu’un autre tient, aucun acte n’est terminé deux fois, aucune note ne manque",
    "Les règles et le registre en mémoire, sans écran. Cinq machines à la fois sur un dossier : une seule l’ouvre.",
    long=100_000,
    short=2_000,
    batch=10_000,
    run=walker(FivePeople, 50, "pas"),
)
UPDATES = ProofRow(
    "versions",
    "Mises à jour avec des fautes : clés coupées, mêlées, volées ; horloges fausses ; disque plein ; coupures",
    "pas",
    "la machine lance ce que le projet et le bureau ont signé, entier, jamais plus vieux ; le poste ne change pas",
    "Les programmes sont petits et faits pour l’essai : rien n’est compilé ni lancé.",
    long=20_000,
    short=100,
    batch=500,
    run=walker(Updating, 25, "pas"),
)
