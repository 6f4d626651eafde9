"""A whole desk and a whole office, with real keys, for the tests of the way between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kiosk.core.consent import Choice, Understanding
from kiosk.core.outbox import Entry
from kiosk.core.procedure import Answer, FieldType, Kind, Step, shown_options
from kiosk.core.reference import KEY_BYTES, Ticket
from kiosk.crypto import sign
from kiosk.crypto.keys import recovered_reading_key
from kiosk.crypto.seal import DeskSealer
from kiosk.crypto.vault import Cost, parse_recovery
from kiosk.flows.count import Tally
from kiosk.flows.export import Exported, export
from kiosk.flows.follow import Follow
from kiosk.flows.visit import Agreed, Visit
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import read_procedure
from kiosk.office import keys
from kiosk.office.withdrawn import WITHDRAWN
from kiosk.uplink.bundle import BundleCarrier
from kiosk.wire.signed import DeskPublic, OfficePublic
from tests.fakes import FakeClock, FakeRandom, made_tools
from tests.memory import MemoryStore

PASSPHRASE = "quatre mots au hasard"
CHEAP = Cost(1, 8)
TYPED = {
    FieldType.TEXT: "Ourdou",
    FieldType.LANGUAGE: "Ourdou",
    FieldType.NAME: "Zoé Lenoir-Diaby",
    FieldType.DATE: "1958-03-09",
    FieldType.PHONE: "+33612345678",
    FieldType.DOCUMENTS: "Analyse, mars 2026",
}


known_procedure = cache(read_procedure)
"""Read once: what is tested is the visit, and not the reading of what it is about."""


def paper_key(typed: str) -> bytes:
    """Give the reading key of the printed recovery secret. Raises WrongPassphrase if it was not typed right."""
    return recovered_reading_key(parse_recovery(typed))


def remember(folder: Path, act: bytes, key: bytes | None) -> None:
    """Write down a withdrawal as versions before the ledger did: a key is never replaced by none."""
    file = folder / WITHDRAWN / act.hex()
    if not file.exists() or key:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.write_bytes(key or b"")


class Remembering(FakeRandom):
    """Draws bytes, and remembers the withdrawal keys that it drew."""

    def __init__(self, start: int) -> None:
        """Start at a number of its own, so that two desks draw different bytes."""
        super().__init__(start)
        self.keys: list[bytes] = []

    def __call__(self, count: int) -> bytes:
        """Draw so many."""
        drawn = super().__call__(count)
        if count == KEY_BYTES:
            self.keys.append(drawn)
        return drawn


@dataclass
class MadeDesk:
    """A desk that seals to an office."""

    office: OfficePublic
    number: int = 1
    training: bool = False
    language: str = "fr"
    """Chosen for every person; its words of the consents are not reviewed unless it is French."""
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.id, self.seed = bytes((self.number,)) * 16, bytes((self.number,)) * 32
        self.random = Remembering(self.number * 10_000)
        self.ids = FakeRandom(self.number * 20_000)
        self.sealer = DeskSealer(self.id, self.seed, lambda: self.office.reading_keys, self.training)

    @property
    def public(self) -> bytes:
        """The desk's public file."""
        return sign.sign_file(self.seed, DeskPublic(self.id, "Bus du jeudi", sign.verify_key(self.seed)))

    def hand_over(self, procedure: str = "close", **answers: Answer) -> Entry:
        """Lead a person through a shipped procedure to the office, whatever it asks."""
        tools = made_tools(
            store=self.store,
            sealer=self.sealer,
            clock=self.clock,
            random=self.random,
            new_id=lambda: self.ids(16),
            training=self.training,
        )
        visit = Visit(tools, self.language)
        visit.begin(known_procedure(SHIPPED / f"{procedure}.toml"))
        wanted: dict[str, Answer] = {"channel": "office", "whom": "self", **answers}
        while True:
            visit.saw()
            step = visit.step
            if step.kind is Kind.CONSENT:
                done = visit.decide(Choice.YES, Understanding.READ_ALOUD, visit.wording(reviewed=self.language == "fr"))
                if isinstance(done, Agreed):
                    assert done.entry
                    return done.entry
                continue
            for name in step.answers:
                visit.answer(name, wanted.get(name) or _any_answer(step, name, visit.answers))
            assert visit.forward() is not None

    def withdraw(self, entry: Entry, *, key: bool) -> Entry:
        """Take the consent back, with the key of the receipt or without it."""
        follow = Follow(self.store, self.sealer, self.clock, Tally())
        if not key:
            return follow.note_withdrawal(entry)
        fits = next(each for each in self.random.keys if self.sealer.key_hash(each) == entry.key_hash)
        return follow.withdraw(entry, Ticket(entry.reference, fits))

    def export(self, folder: Path) -> Exported:
        """Write what must travel."""
        carrier = BundleCarrier(folder, self.id, self.seed, self.random)
        return export(self.store, carrier, self.clock, training=self.training)

    def bundle(self, folder: Path) -> bytes:
        """Export, and give the one file that was written."""
        (name,) = self.export(folder).files
        return (folder / name).read_bytes()


@dataclass
class MadeOffice:
    """An office in a folder."""

    folder: Path

    def __post_init__(self) -> None:
        self.founding = keys.found_office("Les Tilleuls", "01 23 45 67 89")
        keys.settle_office(self.folder, self.founding, PASSPHRASE, CHEAP)
        self.public = self.founding.public
        self.secrets = keys.unlock_office(self.folder, PASSPHRASE)

    def desk(self, number: int = 1, *, training: bool = False) -> MadeDesk:
        """Make a desk that this office trusts."""
        desk = MadeDesk(self.public, number, training)
        keys.vouch(self.folder, self.founding.secrets, desk.public)
        return desk


def _any_answer(step: Step, name: str, answers: dict[str, Answer]) -> Answer:
    if step.kind is Kind.ASK:
        return TYPED[next(each.type for each in step.fields if each.id == name)]
    return shown_options(step, answers)[0].id
