"""The hub: asked at random from its own document, and by everybody for everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litestar.testing import TestClient

from kiosk.hub.database import sqlite_url
from kiosk.hub.routes import ROUTES
from scripts.proofs.row import ProofRow, Seen
from tests.hub.callers import CALLERS, VERBS, ask_other_verbs, expected, let_in, people
from tests.hub.conftest import DESKS, World
from tests.hub.fuzzed import MODES, ask_at_random
from tests.hub.made import MadeHub

MATRIX = len(ROUTES) * len(CALLERS) + 3 * (len(ROUTES) * len(VERBS) + 2)
"""Every path by every caller, and every other verb by three of them."""


@contextmanager
def a_hub(folder: Path) -> Iterator[World]:
    """Serve a hub where two desks and an office know each other."""
    made = MadeHub(sqlite_url(folder / "hub.db"))
    made.settle_in(*DESKS)
    made = MadeHub(made.url)  # whose engine no client has closed
    with TestClient(made.app) as client:
        yield World(made, client, *DESKS)


def ask(folder: Path, seed: int, count: int) -> Seen:
    """Ask every path so often in all, half of it in ways that the document forbids."""
    seen = Seen()
    each = -(-count // (len(ROUTES) * len(MODES)))
    with a_hub(folder) as world:
        for number, route in enumerate(ROUTES):
            for mode in MODES:
                name = "permises" if mode is MODES[0] else "défendues"
                seen[name] += ask_at_random(world, route, mode, each, seed * 1000 + number)
    return seen


def admit(folder: Path, _seed: int, _count: int) -> Seen:
    """Let every caller ask every path, then by every verb."""
    with a_hub(folder) as world:
        people(world)
        found = let_in(world)
        assert found == {(route.path, caller): expected(route, caller) for route in ROUTES for caller in CALLERS}
        others = ask_other_verbs(world)
    assert len(found) + others == MATRIX
    served = list(found.values()).count(200)
    return Seen({"servies": served, "refusées": MATRIX - served})


OPENAPI = ProofRow(
    "relais au hasard",
    "Le relais, interrogé au hasard d’après son propre document (OpenAPI), avec le bon jeton",
    "demandes",
    "aucun défaut ; chaque réponse est celle que le document décrit ; ce qui est défendu est refusé",
    "Les demandes sont en JSON : le msgpack des postes est essayé ailleurs. Une charge : elle est mesurée à part.",
    long=20_000,
    short=48,
    batch=4_000,
    run=ask,
)
CALLED = ProofRow(
    "qui peut quoi",
    "Chaque chemin du relais, demandé par chacun : personne, un inconnu, un poste, un poste pas encore reconnu, un"
    " poste révoqué, le bureau, et les mêmes d’un autre bureau de ce relais ; puis par chaque autre verbe",
    "demandes",
    "chacun reçoit exactement ce qui est à lui : servi, refusé (403) ou inconnu (401)",
    "Un jeton volé vaut ce que vaut son poste, jusqu’à sa révocation.",
    long=MATRIX,
    short=MATRIX,
    batch=MATRIX,
    run=admit,
)
