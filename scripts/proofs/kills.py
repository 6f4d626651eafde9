"""Kill -9 at any moment of a desk, an office and a hub at work: what was acknowledged is there, once, as it was."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch

from litestar.testing import TestClient

from kiosk.core.notice import Notice
from kiosk.core.outbox import State
from kiosk.core.trace import gaps
from kiosk.desk.desk import Desk
from kiosk.desk.keys import open_desk
from kiosk.desk.making import create_desk
from kiosk.desk.opening import desk_sealer
from kiosk.desk.settings import Settings
from kiosk.guidance.files import SHIPPED
from kiosk.hub.database import sqlite_url
from kiosk.hub.tables import acts
from kiosk.office import exchange, house, inbox, keys
from kiosk.wire import protocol, signed
from scripts.proofs.forks import Say, apart, killed
from scripts.proofs.row import ProofRow, Seen
from tests.hub.made import Asks, MadeHub
from tests.hub.made import MadeDesk as HubDesk
from tests.office.made import CHEAP, PASSPHRASE, MadeDesk, MadeOffice, known_procedure

LONGEST = 0.05
"""Seconds after which who is at work is killed, at most."""
LINES = (0, 1, 2, 3, 4, 7)
"""What it says first; the first of them is that it has opened."""
BUNDLES = 30
"""USB keys of two acts that the office takes, then answers: afterwards it begins anew."""
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ACTS_AT_ONCE = 5
PROCEDURES = ("close", "mask")
ONE = HubDesk(1)


class AtDesk:
    """A real desk: visits that are sealed and recorded, USB keys, compactions, new data keys."""

    def __init__(self, folder: Path, office: MadeOffice) -> None:
        self.data, self.usb, self.office = folder / "desk", folder / "usb", office
        self.usb.mkdir(parents=True)
        public = (office.folder / keys.PUBLIC).read_bytes()
        create_desk(self.data, public, PASSPHRASE, "Bus", name="Ama", cost=CHEAP)
        keys.vouch(office.folder, office.secrets, (self.data / "desk.public").read_bytes())
        self.known: dict[str, str] = {}

    def work(self, start: int, say: Say) -> None:
        """Open it, and work without an end."""
        random, opened = Random(start), open_desk(self.data, PASSPHRASE)
        desk = MadeDesk(self.office.public, store=opened.store)  # type: ignore[arg-type]  # the real store
        desk.sealer = desk_sealer(Desk(self.data, Settings()), opened.store, self.office.public)
        desk.id, desk.seed = desk.sealer.desk, desk.sealer.seed
        desk.random.drawn = desk.ids.drawn = start << 20
        say("open")
        while True:
            what = random.random()
            if what < 0.8:
                entry = desk.hand_over(random.choice(PROCEDURES))
                say(f"{entry.reference} {hashlib.sha256(entry.envelope).hexdigest()}")
            elif what < 0.88:
                desk.export(self.usb)
            elif what < 0.96:
                opened.store.compact()
            else:
                opened.rekey()

    def check(self, said: list[str], seen: Seen) -> None:
        """See that what it said is there once, and at most one act more."""
        told = dict(line.split() for line in said if line != "open")
        opened = open_desk(self.data, PASSPHRASE)
        there = [(each.reference, hashlib.sha256(each.envelope).hexdigest()) for each in opened.store.entries()]
        assert len(there) == len(dict(there))
        assert set(there) >= (self.known | told).items()
        assert len(there) <= len(self.known | told) + 1
        assert gaps(opened.store.traces()) == []
        # A kill may cut a write, of what nobody was told: it is said, kept aside, and counted.
        cut = opened.store.notices
        assert {*cut} <= {Notice.TORN_TAIL}
        assert not cut or any(self.data.rglob("journal.torn-*"))
        if cut:
            seen["écritures coupées, dites et mises de côté"] += 1
        opened.close()
        for file in self.usb.glob("*.ksb"):
            inbox.read_bundle(file.read_bytes(), partial(keys.verify_key_of, self.office.folder))
            file.unlink()
        seen["actes confirmés par un poste"] += len(told)
        self.known = dict(there)


class AtOffice:
    """A real office: it takes acts from USB keys, shows them, and answers."""

    def __init__(self, folder: Path) -> None:
        self.office = MadeOffice(folder / "office")
        self.desk, self.whole, usb = self.office.desk(), folder / "whole", folder / "keys"
        usb.mkdir()
        self.bundles = []
        for _ in range(BUNDLES):
            for _ in range(2):
                self.desk.hand_over()
            self.bundles.append(self.desk.bundle(usb))
            self.desk.store.forget([each.id for each in self.desk.store.entries()])
        shutil.copytree(self.office.folder, self.whole)
        self.at, self.said = 0, dict[str, str]()

    def work(self, say: Say) -> None:
        """Take one key after the other, and answer what was taken."""
        with house.using(self.office.folder, self.office.secrets, lambda: NOW) as opened:
            say("open")
            for number, data in enumerate(self.bundles[self.at :], start=self.at):
                taken = exchange.take(opened, *exchange.unpacked([inbox.read_bundle(data, opened.key_of)]))
                say(f"key {number}")
                opened.seen([act.id for act in taken.work], [])
                for act in taken.work:
                    say(f"{act.id.hex()} taken")
                for act in taken.work:
                    opened.answer(act.id, State.PROOF_SEEN, None)
                    say(f"{act.id.hex()} proof_seen")
            while True:
                opened.ledger.note("busy", bytes(8))

    def check(self, said: list[str], seen: Seen) -> None:
        """See that all it said stands, and that what was shown is work no more."""
        told = [line.split() for line in said if line != "open"]
        self.at = max([self.at, *(int(what) + 1 for name, what in told if name == "key")])
        self.said |= {name: what for name, what in told if name != "key"}
        seen["réponses confirmées par un bureau"] += len(told)
        with house.using(self.office.folder, self.office.secrets, lambda: NOW) as opened:
            there = {each.act.hex(): each for each in opened.ledger.records()}
            assert all(
                there[act].shown and there[act].state in (state, State.PROOF_SEEN) for act, state in self.said.items()
            )
            every = [inbox.read_bundle(data, opened.key_of) for data in self.bundles[: self.at + 1]]
            taken = exchange.take(opened, *exchange.unpacked(every))
            assert not {act.id.hex() for act in taken.work} & set(self.said)
            assert not taken.refused
            opened.seen([act.id for act in taken.work], [])
        if self.at == BUNDLES:
            shutil.rmtree(self.office.folder)
            shutil.copytree(self.whole, self.office.folder)
            self.at, self.said = 0, {}


class AtHub:
    """A real hub over SQLite: desks offer acts, the office says that it took them."""

    def __init__(self, folder: Path) -> None:
        self.url = sqlite_url(folder / "hub.db")
        apart(lambda: MadeHub(self.url).settle_in(ONE))
        self.at, self.said = 1, dict[bytes, bytes]()

    def work(self, say: Say) -> None:
        """Take one batch after the other."""
        hub = MadeHub(self.url)
        with TestClient(hub.app) as client:
            line = Asks(client, ONE.token)
            say("open")
            for number in range(self.at, 1 << 30, ACTS_AT_ONCE):
                offered = tuple(ONE.act(each) for each in range(number, number + ACTS_AT_ONCE))
                told = line.ask("/v1/sync", protocol.SyncAsk(acts=offered), protocol.SyncTold)
                for ack in told.acks:
                    say(f"{ack.said.act.hex()} {ack.signature.hex()}")

    def check(self, said: list[str], seen: Seen) -> None:
        """See that every statement that left is in the database, as it was signed, with its bytes."""
        told = {
            bytes.fromhex(act): bytes.fromhex(signature) for act, signature in (x.split() for x in said if x != "open")
        }
        self.said |= told
        seen["signatures données par un relais"] += len(told)
        hub = MadeHub(self.url)
        with hub.engine.connect() as connection:
            there = {bytes(row.id): row for row in connection.execute(acts.select())}
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        hub.engine.dispose()
        for act, signature in self.said.items():
            assert bytes(there[act].signature) == signature
            assert signed.envelope_hash(bytes(there[act].envelope)) == bytes(there[act].hash)
        assert len(there) <= len(self.said) + ACTS_AT_ONCE
        self.at += len(there)
        self.said |= {act: bytes(row.signature) for act, row in there.items()}


def run(folder: Path, seed: int, count: int) -> Seen:
    """Kill so often: seven times in ten a desk, twice an office, once a hub."""
    random, seen = Random(seed), Seen()
    office, hub, trusts = AtOffice(folder), AtHub(folder), MadeOffice(folder / "trusts")
    desk = AtDesk(folder / "first", trusts)
    for (
        name
    ) in PROCEDURES:  # before the children are born: a visit is to be killed, not the reading of what it is about
        known_procedure(SHIPPED / f"{name}.toml")
    # The wait after a wrong passphrase has tests of its own: who is killed while opening was at a guess.
    with patch("kiosk.desk.keys.wait", lambda *_: 0):
        for number in range(count):
            lines, seconds = random.choice(LINES), random.random() * LONGEST
            if number % 10 < 7:
                if number % 50 == 46:
                    desk = AtDesk(folder / str(number), trusts)
                desk.check(killed(partial(desk.work, random.getrandbits(40)), lines, seconds), seen)
                seen["arrêts d’un poste"] += 1
            elif number % 10 < 9:
                office.check(killed(office.work, lines, seconds), seen)
                seen["arrêts d’un bureau"] += 1
            else:
                hub.check(killed(hub.work, lines, seconds), seen)
                seen["arrêts d’un relais"] += 1
    return seen


ROW = ProofRow(
    "arrêts",
    "Arrêts brutaux (kill -9) pendant le travail : sept fois sur dix un poste, deux fois un bureau, une fois un relais",
    "arrêts",
    "tout ce qui avait été confirmé est là, une fois, tel quel ; au plus un acte de plus ; rien n’est à réparer",
    "La machine reste allumée : la coupure de courant est une autre ligne. L’écran n’y est pas : le travail est fait"
    " par les mêmes pièces, sans lui. Le relais est sur SQLite.",
    long=10_000,
    short=40,
    batch=500,
    run=run,
)
