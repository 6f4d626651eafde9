"""What a real desk says of itself: looked at with the real things, sealed, and nothing of anybody in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk import __version__
from kiosk.core.blocks import Receipt
from kiosk.core.health import Drift, PaperState, Space
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from kiosk.core.staff import Member
from kiosk.core.trace import Event
from kiosk.crypto import keys, sign
from kiosk.crypto.open import open_health
from kiosk.desk import health
from kiosk.desk.desk import Desk
from kiosk.desk.folder import OFFICE
from kiosk.desk.health import health_teller, in_codes, look_at
from kiosk.desk.keys import DESK_ID, SEED
from kiosk.desk.paper import paper_of
from kiosk.desk.settings import A4Settings, PrinterSettings, Settings
from kiosk.desk.update import last_update
from kiosk.flows.who import Who
from kiosk.machine.clock import read_clock
from kiosk.machine.vitals import free_bytes, has_sound_card
from kiosk.wire.health import HealthSaid
from kiosk.wire.signed import OfficePublic
from tests.core.well import GOOD
from tests.desk.releases import FIRST, NOON, MadeMachine, Project, agree
from tests.fakes import FaultyStore
from tests.memory import MemoryStore
from tests.office.made import MadeDesk

READER, SEED_OF_OFFICE = bytes((7,)) * 32, bytes((8,)) * 32
PLANTED = (
    "Zoé Lenoir-Diaby",
    "Zoé",
    "Lenoir",
    "0612345678",
    "06 12 34",
    "K7Q4M29XD",
    "arabic",
    "close",
    "Ama",
    "Mardi",
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make a desk's folder with its office's file."""
    office = OfficePublic(1, False, "Association", "01", sign.verify_key(SEED_OF_OFFICE), (keys.public_key(READER),))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / OFFICE).write_bytes(sign.sign_file(SEED_OF_OFFICE, office))
    return Desk(tmp_path / "data", Settings())


@pytest.fixture
def store() -> MemoryStore:
    """Make its store, with its keys."""
    store = MemoryStore()
    store.note(SEED, b"s" * 32)
    store.note(DESK_ID, b"d" * 16)
    return store


def opened(sealed: bytes) -> HealthSaid:
    """Open it as its office does."""
    desk, said = open_health(sealed, [READER], lambda _: sign.verify_key(b"s" * 32))
    assert desk == b"d" * 16
    return said


def test_a_desk_says_what_is_so(desk: Desk, store: MemoryStore) -> None:
    """Its version, its guidance, a disk with room, no printer: sealed with the keys that are in its store."""
    said = opened(health_teller(desk, store)())
    assert (said.version, said.printer, said.paper, said.stuck) == (__version__, "screen", "unknown", 0)
    assert said.guidance == 1
    assert said.day == f"{read_clock().day:%Y-%m-%d}"


def test_everything_that_is_looked_at_travels(desk: Desk, store: MemoryStore) -> None:
    """Each field of the record has its place in what travels, and no other has."""
    said = msgspec.structs.asdict(in_codes(4, replace(GOOD, stuck=3, updated=None)))
    assert said.pop("number") == 4
    plain = {name: getattr(replace(GOOD, stuck=3, updated=None), name) for name in said}
    plain["day"] = GOOD.day.isoformat()
    assert said == plain


def test_nothing_of_anybody_is_in_it(desk: Desk, store: MemoryStore, tmp_path: Path) -> None:
    """With acts, names, a reference, a pseudonym and a failed print in Arabic: none is in the record or a note."""
    made = MadeDesk(desk.office(), 1, store=store)
    made.hand_over("close", name="Zoé Lenoir-Diaby", phone="0612345678")
    store.trace(Who(Member(1, "Ama")).trace(Event.OPENED, made.clock()))
    report = PrintReport(PrintOutcome.NOT_PRINTED, Cause.MISSING_GLYPH, script="arabic", package="fonts-noto")
    paper = paper_of({Form.ROLL: lambda: Prints(report)})
    paper.print(Receipt(()), False)
    said = opened(health_teller(desk, store, paper.state)())
    assert said.paper == "unknown"
    words = msgspec.json.encode(said).decode() + repr(store.noted("health"))
    for entry in store.entries():
        assert entry.reference not in words
        assert entry.id.hex() not in words
    assert [planted for planted in PLANTED if planted in words] == []


class Prints:
    """A printer that says what a test wants."""

    def __init__(self, report: PrintReport) -> None:
        self.report = report

    def print(self, receipt: Receipt, *, large: bool) -> PrintReport:
        """Say it."""
        return self.report

    def cancel(self) -> None:
        """Hold nothing."""

    def clear(self) -> bool:
        """Hold nothing."""
        return True

    def prepare(self) -> None:
        """Be ready."""

    def release(self) -> None:
        """Stay."""


def test_the_last_print_says_how_the_paper_is() -> None:
    """Each print of a real printer changes what is known of it; before the first nothing is."""
    printer = Prints(PrintReport(PrintOutcome.NOT_PRINTED, Cause.PAPER_OUT))
    paper = paper_of({Form.ROLL: lambda: printer, Form.DRIVE: lambda: printer})
    assert paper.state() is None
    paper.print(Receipt(()), False)
    assert paper.state() is PaperState.OUT
    printer.report = PrintReport(PrintOutcome.PRINTED)
    paper.choose(Form.DRIVE)
    paper.print(Receipt(()), False)
    assert paper.state() is PaperState.OUT
    paper.choose(Form.ROLL)
    paper.print(Receipt(()), False)
    assert paper.state() is PaperState.GOOD


@pytest.mark.parametrize(
    ("settings", "form"),
    [
        (Settings(), Form.SCREEN),
        (Settings(printer=PrinterSettings(kind="network", host="h")), Form.ROLL),
        (Settings(a4=A4Settings(queue="q")), Form.A4),
        (Settings(printer=PrinterSettings(kind="network", host="h"), a4=A4Settings(queue="q")), Form.ROLL),
        (Settings(printer=PrinterSettings(kind="network", host="h"), a4=A4Settings(queue="q", first=True)), Form.A4),
    ],
)
def test_the_printer_is_the_usual_one(desk: Desk, store: MemoryStore, settings: Settings, form: Form) -> None:
    """What is said is what the desk itself takes first."""
    from kiosk.desk.paper import printers_of

    assert look_at(desk._replace(settings=settings), store).printer is form
    assert paper_of(printers_of(desk._replace(settings=settings))).form() is form


def test_a_system_that_says_nothing_is_unknown(
    desk: Desk, store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that cannot be asked is neither full nor empty; no list of sound cards is no sound."""
    assert free_bytes(tmp_path / "no such folder") is None
    monkeypatch.setattr(health, "free_bytes", lambda _: None)
    assert look_at(desk, store).space is Space.UNKNOWN
    assert not has_sound_card(tmp_path)
    cards = tmp_path / "proc/asound/cards"
    cards.parent.mkdir(parents=True)
    for text, there in (("--- no soundcards ---\n", False), (" 0 [PCH            ]: HDA-Intel\n", True)):
        cards.write_text(text)
        assert has_sound_card(tmp_path) is there


def test_the_clock_is_held_against_what_the_office_signed(desk: Desk, store: MemoryStore) -> None:
    """A desk that heard a time two days after its own clock knows that it is days behind."""
    later = read_clock().wall + timedelta(days=2, hours=1)
    store.note("office-time", int(later.timestamp()).to_bytes(8))
    assert look_at(desk, store).drift is Drift.DAYS


def test_a_store_that_cannot_be_read_says_nothing(desk: Desk) -> None:
    """A desk without its keys seals nothing."""
    from kiosk.core.errors import StoreMissing

    with pytest.raises(StoreMissing):
        health_teller(desk, FaultyStore())()


def test_the_last_update_is_a_day_that_the_office_had_signed(tmp_path: Path) -> None:
    """Without our package there is none; with it, the day it came; after an update, none before the office's word."""
    from kiosk.desk.update import Machine, update

    assert last_update(Machine(tmp_path / "nothing")) is None
    project = Project(tmp_path / "project")
    project.release(2, 1)
    machine = MadeMachine(tmp_path, project.root)
    today = read_clock().day
    assert last_update(machine.machine) == today
    key, ahead = project.copy_to(tmp_path / "key"), FIRST + timedelta(days=2)
    agree(key, ahead)
    update(machine.machine, key, NOON)
    assert last_update(machine.machine) == max(today, ahead.astimezone().date())
