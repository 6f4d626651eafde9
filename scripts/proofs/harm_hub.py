"""Flips bits and cuts files of a hub: a desk and an office go on with it, and whatever is lost or false is said."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from litestar.testing import TestClient

from kiosk.core.errors import KioskError
from kiosk.core.outbox import Entry, State
from kiosk.hub.app import make
from kiosk.hub.compose import open_hub
from kiosk.hub.settings import DATABASE, HubConfig
from scripts.proofs.harm import SAID, SAME, explained, harm
from scripts.proofs.row import ProofRow, Seen
from tests.hub.made import NO_LIMITS
from tests.office.line import Line
from tests.office.road import Road

HEALED = "dits, puis réparés"
TURNS = 3
"""How often the desk and the office ask the harmed hub."""
BELIEVED = {
    "answered": {State.PROOF_SEEN},
    "taken": {State.TAKEN},
    "held": {State.UNCERTAIN, State.HELD, State.TAKEN, State.QUARANTINED},
    "taken back": {State.WITHDRAWN},
    "new": {State.WAITING, State.UNCERTAIN, State.HELD, State.TAKEN, State.QUARANTINED},
}
"""What a desk may believe of each act, whatever a hub says."""


@dataclass(frozen=True)
class CameOfHarm:
    """Where things stand in the end, and whether anybody was told of anything."""

    states: dict[str, State]
    shown: Counter[str]
    records: dict[str, State | None]
    said: bool


class World:
    """A desk, an office and a hub in the middle of their work; the hub is harmed, again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.whole = folder, folder / "hub"
        self.road = Road(folder)
        self.road.join()
        self.line = Line(self.road, self.road.desk(1))
        self.acts: dict[str, Entry] = {}
        for name in ("answered", "taken"):
            self.acts[name] = self.line.desk.hand_over()
        self.line.sync()
        self.road.inbox()
        self.road.answer(self.acts["answered"], State.PROOF_SEEN)
        for name in ("held", "taken back"):
            self.acts[name] = self.line.desk.hand_over()
        self.line.sync()
        self.line.desk.withdraw(self.acts["taken back"], key=True)
        self.line.sync()
        self.acts["new"] = self.line.desk.hand_over()
        self.store = deepcopy(self.line.desk.store)
        self.road.hub.engine.dispose()
        self.whole.mkdir()
        shutil.copy(self.road.hub_file, self.whole / DATABASE)
        open_hub(HubConfig(data=str(self.whole)))[0].dispose()
        shutil.copytree(self.road.office.folder, folder / "office as it was")
        self.names = {entry.id: name for name, entry in self.acts.items()}

    @cached_property
    def truth(self) -> CameOfHarm:
        """What comes of it with a hub that nobody harmed."""
        with self.served(self.copy()):
            return self.go_on()

    def copy(self) -> Path:
        """Make a copy of the hub's folder, to be harmed."""
        hub = self.folder / "a copy"
        shutil.rmtree(hub, ignore_errors=True)
        return Path(shutil.copytree(self.whole, hub))

    @contextmanager
    def served(self, hub: Path) -> Iterator[None]:
        """Let a hub serve from a folder. Raises what it says where it does not."""
        shutil.rmtree(self.road.office.folder)
        shutil.copytree(self.folder / "office as it was", self.road.office.folder)
        self.line.desk.store = deepcopy(self.store)
        engine, seed = open_hub(HubConfig(data=str(hub)))
        try:
            app = make(engine, seed, self.road.clock, time.monotonic, limits=NO_LIMITS)
            with TestClient(app) as self.road.client:
                yield
        finally:
            engine.dispose()

    def go_on(self) -> CameOfHarm:
        """Let the desk and the office do their daily work."""
        shown, said = Counter[str](), False
        for _ in range(TURNS):
            report = self.line.sync()
            said |= bool(report.failure or report.forged or report.quarantined)
            try:
                taken = self.road.inbox()
            except KioskError as error:
                said |= bool(explained(error))
            else:
                # One that she took back may come where her key was harmed: as one about which she is to be asked first.
                shown.update(self.names.get(act.id, "a stranger") for act in taken.work if not act.stop_asked)
                said |= any(act.stop_asked for act in taken.work)
                said |= any(explained(each.error) for each in taken.refused)
        store = self.line.desk.store
        states = {name: entry.state for name, act in self.acts.items() if (entry := store.get(act.id))}
        records = {self.names.get(each.act, "a stranger"): each.state for each in self.road.records()}
        return CameOfHarm(states, shown, records, said)

    def judge(self, random: Random, seen: Seen) -> None:
        """Harm one file, and see what comes of it."""
        assert not self.truth.said
        hub = self.copy()
        name = random.choice([DATABASE] * 9 + ["begun"])
        done = harm(hub / name, random)
        try:
            with self.served(hub):
                found = self.go_on()
        except KioskError as error:
            explained(error)
            seen[SAID] += 1
            return
        except Exception as error:
            raise AssertionError(f"{done}: no sentence for {type(error).__name__}: {error}") from error
        assert not [each for each, times in found.shown.items() if times > 1], f"{done}: {found}"
        assert set(found.shown) <= {"held", "new"}, f"{done}: {found}"
        for act, state in found.states.items():
            assert state in BELIEVED[act], f"{done}: {act}: {found}"
        as_it_should = (found.states, found.shown) == (self.truth.states, self.truth.shown)
        assert as_it_should or found.said, f"{done}: in silence: {found}"
        seen[(HEALED if found.said else SAME) if as_it_should else SAID] += 1


def run(folder: Path, seed: int, count: int) -> Seen:
    """Harm a hub so often."""
    random, seen, world = Random(seed), Seen(), World(folder)
    for _ in range(count):
        world.judge(random, seen)
    return seen


ROW = ProofRow(
    "relais abîmé",
    "Un bit retourné, ou une coupe, dans un fichier d’un relais, puis un poste et un bureau qui s’en servent",
    "fichiers abîmés",
    "le relais, le poste ou le bureau le dit en une phrase, ou rien ne manque ; rien de faux n’est cru, rien n’est"
    " ouvert deux fois",
    "Le relais est sur SQLite : PostgreSQL garde ses pages lui-même. Un dégât pendant que le relais tourne. Ce qui"
    " n’est signé par personne (le nom d’un poste, des heures) peut changer d’une lettre.",
    long=10_000,
    short=25,
    batch=250,
    run=run,
)
