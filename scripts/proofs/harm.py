"""Flips bits and cuts files of a desk, an office and a hub: each time it is said in a sentence, or nothing changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from kiosk.core.colleague import OfficeRight
from kiosk.core.errors import KioskError
from kiosk.core.notice import Notice
from kiosk.core.outbox import State
from kiosk.core.tally import Count, Topic
from kiosk.core.work import Deed
from kiosk.crypto.sign import open_desk_file
from kiosk.desk.desk import open_settings
from kiosk.desk.folder import HEARD, INDEX, MANDATES, PUBLIC, SETTINGS, STORE, TRIES
from kiosk.desk.keys import DESK_ID, SEED, STAFF, open_desk
from kiosk.desk.making import create_desk
from kiosk.desk.mandates import number_mandates
from kiosk.desk.opening import desk_sealer
from kiosk.glass.terminal import Terminal
from kiosk.machine.files import read_own
from kiosk.office import exchange, house, inbox, keys, people
from kiosk.office.work import broken, do_deed
from kiosk.store.names import JOURNAL
from kiosk.words.catalogues import Catalogues
from scripts.proofs.row import ProofRow, Seen
from tests.office.made import CHEAP, PASSPHRASE, MadeDesk, MadeOffice
from tests.store.made import die, records_of

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
OPEN_TEXT = (SETTINGS, TRIES, INDEX, MANDATES, HEARD)
"""What is written in the clear, under no check: a letter of it that changed is another letter."""
_TERMINAL = Terminal(Catalogues(), "fr")
SAID, SAME, TORN = "dits en une phrase", "sans effet", "fins coupées, dites"
OTHER, EXACT = "textes en clair lus autrement", "coupés juste entre deux enregistrements, lus comme plus anciens"


def harm(file: Path, random: Random) -> str:
    """Flip a bit of a file, cut it, or cut it and let zeros follow; say what was done."""
    data = bytearray(file.read_bytes())
    most = len(data) if random.random() < 0.1 else len(bytes(data).rstrip(b"\0"))
    at = random.randrange(max(most, 1))
    kind = random.choice(("flip", "flip", "flip", "cut", "zeros"))
    if not data:
        kind = "grow"
        data += b"\1"
    elif kind == "flip":
        data[at] ^= 1 << random.randrange(8)
    elif kind == "cut":
        del data[at:]
    else:
        data[at:] = bytes(len(data) - at)
    file.write_bytes(data)
    return f"{kind} at {at} of {len(data)} in {file.name}"


def explained(error: KioskError) -> str:
    """Give the sentence of an error, which must be one."""
    sentence = _TERMINAL.explain(error)
    assert len(sentence) > 20, sentence
    assert type(error).__name__ not in sentence
    return sentence


@dataclass
class Harmed:
    """A folder that is harmed again and again.

    Args:
        whole: the folder as it should be.
        look: gives all that is in it, as the program reads it: `acts`, `clear` and `said`.
        journal: the file of its journal.
    """

    whole: Path
    look: Callable[[Path], dict[str, Any]]
    journal: Path
    truth: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        """Look at it unharmed."""
        self.truth = self._look(lambda _: None)
        head, records = records_of((self.whole / self.journal).read_bytes())
        self._ends = {bytes(head + b"".join(records[:number])).rstrip(b"\0") for number in range(len(records))}

    def _look(self, do: Callable[[Path], None]) -> dict[str, Any]:
        self.copy = self.whole.with_name("harmed")
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.whole, self.copy)
        do(self.copy)
        return self.look(self.copy)

    def judge(self, random: Random, seen: Seen) -> None:
        """Harm one file and see what is said. Raises AssertionError where something changed in silence."""
        files = [
            each.relative_to(self.whole) for each in self.whole.rglob("*") if each.is_file() and each.name != "lock"
        ]
        name, done, left = random.choice(sorted(files)), "", b""

        def do(folder: Path) -> None:
            nonlocal done, left
            done = f"{name}: {harm(folder / name, random)}"
            left = (folder / name).read_bytes()

        try:
            found = self._look(do)
        except KioskError as error:
            explained(error)
            kept = [each.read_bytes() for each in self.copy.rglob("*") if each.is_file()]
            assert name.name in OPEN_TEXT or left in kept, f"{done}: what was left of it is gone"
            seen[SAID] += 1
            return
        except Exception as error:
            raise AssertionError(f"{done}: no sentence for {type(error).__name__}: {error}") from error
        if found == self.truth:
            seen[SAME] += 1
        elif found["acts"] == self.truth["acts"] and name.name in OPEN_TEXT:
            seen[OTHER] += 1
        elif found["said"] != self.truth["said"]:
            assert name == self.journal, done
            _is_older(found, self.truth, done)
            seen[TORN] += 1
        else:
            assert name == self.journal, f"{done}: in silence: {_differs(found, self.truth)}"
            assert left.rstrip(b"\0") in self._ends, f"{done}: in silence: {_differs(found, self.truth)}"
            seen[EXACT] += 1


def _is_older(found: dict[str, Any], truth: dict[str, Any], done: str) -> None:
    """What is said to be torn at its end has what was there before, and nothing else."""
    assert Notice.TORN_TAIL in found["said"], done
    there, true = found["acts"]["entries"], truth["acts"]["entries"]
    assert [each.id for each in there] == [each.id for each in true][: len(there)], done


def _differs(found: dict[str, Any], truth: dict[str, Any]) -> str:
    return ", ".join(f"{name}: {found[name]!r:.300}" for name in truth if found[name] != truth[name])


# ---- a desk --------------------------------------------------------------------------------------


def a_desk(folder: Path) -> Harmed:
    """Make a desk with acts, notes, counts and traces, and a journal that was left as a cut leaves it."""
    office = MadeOffice(folder / "its office")
    data = folder / "desk"
    create_desk(data, (office.folder / keys.PUBLIC).read_bytes(), PASSPHRASE, "Bus", name="Ama", cost=CHEAP)
    for left in (False, True):
        opened = open_desk(data, PASSPHRASE)
        desk = MadeDesk(office.public, 1 + left, store=opened.store)  # type: ignore[arg-type]  # the real store
        desk.sealer = desk_sealer(open_settings(data), opened.store, office.public)
        for name in ("close", "mask", "close"):
            entry = desk.hand_over(name)
        desk.withdraw(entry, key=True)
        opened.store.count({Count("2026-11", "close", Topic.PROCEDURE): 2})
        if left:
            die(opened.store._db.journaled)
        else:
            opened.store.compact()
            opened.close()
    (data / SETTINGS).write_text('[printer]\nkind = "screen"\n\n[desk]\nstructure = "Les Tilleuls"\n')
    (data / HEARD).write_text("1795300000")
    (data / TRIES).write_text("1 12.000 another-boot\n")
    number_mandates(open_settings(data), 2)
    return Harmed(data, look_at_desk, Path(STORE) / JOURNAL)


def look_at_desk(data: Path) -> dict[str, Any]:
    """Open a desk with its passphrase, and read all that it has."""
    desk = open_settings(data)
    public = open_desk_file(read_own(data / PUBLIC))
    opened = open_desk(data, PASSPHRASE)
    try:
        store = opened.store
        desk_sealer(desk, store, desk.office())
        notes = [store.noted(name) for name in (SEED, DESK_ID, STAFF)]
        acts = {"entries": list(store.entries()), "notes": notes, "counts": dict(store.counts())}
        acts |= {"traces": list(store.traces()), "office": desk.office(), "public": public, "staff": opened.members()}
        said = list(store.notices)
    finally:
        opened.close()
    clear = (desk.settings, [each.id for each in desk.shelf().titles()], number_mandates(desk, 1).numbers)
    return {"acts": acts, "clear": clear, "said": said}


# ---- an office -----------------------------------------------------------------------------------


def an_office(folder: Path) -> Harmed:
    """Make an office of two people that took acts of two desks, answered some, and trusts a third desk no longer."""
    office, usb = MadeOffice(folder / "office"), folder / "usb"
    usb.mkdir()
    with house.opened(office.folder, PASSPHRASE, _now) as opened:
        people.name_me(opened, "Ana")
    with house.opened(office.folder, PASSPHRASE, _now) as opened:
        people.add(opened, "Bo", OfficeRight.ANSWERS, "cinq autres mots ici", CHEAP)
        office.secrets = opened.secrets
        for number in (1, 2):
            desk = office.desk(number)
            entries = [desk.hand_over(name) for name in ("close", "mask", "close")]
            taken = exchange.take(opened, *exchange.unpacked([inbox.read_bundle(desk.bundle(usb), opened.key_of)]))
            opened.seen([act.id for act in taken.work], [])
            do_deed(opened, entries[0].id, Deed.TAKE)
            do_deed(opened, entries[0].id, Deed.NOTE, text="rappeler jeudi")
            opened.answer(entries[1].id, State.PROOF_SEEN, None)
        keys.distrust(opened.folder, office.desk(3).id)
    return Harmed(office.folder, look_at_office, Path(house.LEDGER) / JOURNAL)


def look_at_office(folder: Path) -> dict[str, Any]:
    """Open an office with a passphrase, and read all that it has."""
    with house.opened(folder, PASSPHRASE, _now) as opened:
        records, book = list(opened.ledger.records()), opened.ledger.book
        kept = sorted((each.act, each.envelope, each.name) for each in book.all_kept())
        acts = {"entries": records, "kept": kept, "people": book.people(), "traces": book.traces()}
        acts |= {"notes": [book.notes(each.act) for each in records], "whole": broken(opened), "public": opened.public}
        acts["desks"] = [keys.desk_of(folder, bytes([number]) * 16, gone=True) for number in (1, 2, 3)]
        acts["trusted"] = keys.desks(folder)
    return {"acts": acts, "clear": (), "said": []}


def _now() -> datetime:
    return NOW


def harmer(make_it: Callable[[Path], Harmed]) -> Callable[[Path, int, int], Seen]:
    """Give what harms a folder so often."""

    def run(folder: Path, seed: int, count: int) -> Seen:
        random, seen = Random(seed), Seen()
        # The wait after a wrong passphrase has tests of its own.
        with patch("kiosk.desk.keys.wait", lambda *_: 0):
            harmed = make_it(folder)
            for _ in range(count):
                harmed.judge(random, seen)
        return seen

    return run


DESK = ProofRow(
    "poste abîmé",
    "Un bit retourné, ou une coupe, dans un fichier d’un poste",
    "fichiers abîmés",
    "c’est dit en une phrase avec un remède, ou rien n’a changé ; ce qui était abîmé est gardé de côté",
    "Les réglages et les numéros sont en clair : une lettre changée y est une autre lettre. Un journal coupé juste"
    " entre deux enregistrements, ou remis d’une copie, se lit comme il était alors. Deux dégâts à la fois ; un disque"
    " qui ne rend plus rien.",
    long=10_000,
    short=80,
    batch=500,
    run=harmer(a_desk),
)
OFFICE = ProofRow(
    "bureau abîmé",
    "Un bit retourné, ou une coupe, dans un fichier d’un bureau",
    "fichiers abîmés",
    "c’est dit en une phrase avec un remède, ou rien n’a changé ; un registre plus ancien est reconnu",
    "Un dossier entier remis d’une copie : le relais le dit, pas le dossier. Deux dégâts à la fois.",
    long=10_000,
    short=80,
    batch=500,
    run=harmer(an_office),
)
