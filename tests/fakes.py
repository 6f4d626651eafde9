"""Stand-ins for the doors, for the tests of rules and errands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.core.envelope import Content
from kiosk.core.errors import KioskError
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.core.paper import Form, Letterhead, PrintOutcome, PrintReport
from kiosk.core.procedure import Label, Procedure, Says
from kiosk.flows.count import Tally
from kiosk.flows.follow import Follow
from kiosk.flows.unlock import Paper, Session
from kiosk.flows.visit import Tools
from kiosk.guidance.files import shipped_number
from kiosk.guidance.shelf import Shelf, read_procedure
from tests.memory import MemoryStore

PROCEDURES = Path(__file__).parent / "procedures"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NOW = Moment(NOON, 3600.0, "boot1")
DESK = Letterhead("Les Tilleuls", "Bus du jeudi", "01 23 45 67 89", "9 h - 12 h", "dpo@example.org")


@cache
def shipped() -> Shelf:
    """Read the guidance that the kiosk ships, once for all tests: to check it takes longer than most of them."""
    return Shelf()


def sample(name: str) -> Procedure:
    """Read a tiny procedure of tests/procedures."""
    return read_procedure(PROCEDURES / f"{name}.toml")


@dataclass
class FakeClock:
    """The two clocks of a machine: one that anybody may set, and one that nobody sets.

    Args:
        wall: what the first shows.
        step: how far both go on at each look.
        since_start: seconds, what the second shows.
        boot: which start of the machine it counts from.
    """

    wall: datetime = NOON
    step: timedelta = timedelta(minutes=1)
    since_start: float = 3600.0
    boot: str = "boot1"

    def __call__(self) -> Moment:
        """Read both."""
        self.let_pass(self.step)
        return Moment(self.wall, self.since_start, self.boot)

    def let_pass(self, time: timedelta) -> None:
        """Let this time pass."""
        self.wall += time
        self.since_start += time.total_seconds()


def still_clock(wall: datetime = NOON) -> FakeClock:
    """Make a clock that goes on only when it is told to, so that two pictures of one screen are equal."""
    return FakeClock(wall, timedelta(0))


@dataclass
class FakeRandom:
    """Bytes that never repeat and are the same in each run."""

    drawn: int = 0

    def __call__(self, count: int) -> bytes:
        """Draw so many."""
        self.drawn += 1
        return hashlib.shake_128(str(self.drawn).encode()).digest(count)


class FakeSealer:
    """Seals nothing: what went in can be read back, which is what tests want."""

    def seal(self, content: Content, act: bytes, key_hash: bytes) -> bytes:
        """Give the content as JSON."""
        return json.dumps([dict(content.plain), act.hex(), key_hash.hex()], ensure_ascii=True).encode()

    def key_hash(self, key: bytes) -> bytes:
        """Hash a withdrawal key."""
        return hashlib.sha256(key).digest()


class FakeWords:
    """Words everything by naming the language in front of the French."""

    def guidance(self, what: Says | Label, language: str) -> str:
        """Word guidance."""
        return what.text if language == "fr" else f"{language}: {what.text}"


class Faulty:
    """Makes a store, whichever it is, fail at every write while it is told to."""

    failing: KioskError | None = None

    def __getattribute__(self, name: str) -> Any:
        """Give what the store does, or fail."""
        if name in ("add", "change", "amend", "note", "count") and self.failing:
            raise self.failing
        return super().__getattribute__(name)


class FaultyStore(Faulty, MemoryStore):
    """A store in memory that fails when it is told to."""


def made_tools(**changes: Any) -> Tools:
    """Put together what a visit wants, of fakes; `changes` replace what is usual."""
    ids = FakeRandom(1000)
    usual: dict[str, Any] = {
        "store": MemoryStore(),
        "sealer": FakeSealer(),
        "words": FakeWords(),
        "clock": FakeClock(),
        "random": FakeRandom(),
        "new_id": lambda: ids(16),
        "desk": DESK,
        "tally": Tally(),
        "news_after_days": 15,
        "training": False,
        "clock_is_sure": lambda _: True,
    }
    return Tools(**{**usual, **changes})


def no_paper() -> Paper:
    """Have neither a printer nor anything drawn."""
    report = PrintReport(PrintOutcome.NOT_PRINTED)

    def nothing() -> None:
        """Do nothing."""

    forms, form, choose = [Form.SCREEN], lambda: Form.SCREEN, lambda _: None
    return Paper(
        forms, form, choose, lambda *_: (), lambda *_: (), lambda *_: report, nothing, lambda: True, nothing, nothing
    )


def made_session(tools: Tools, **changes: Any) -> Session:
    """Open a desk on these tools, with the guidance that the kiosk ships; `changes` replace what is usual."""
    usual: dict[str, Any] = {
        "follow": Follow(tools.store, tools.sealer, tools.clock, tools.tally),
        "library": shipped(),
        "paper": no_paper(),
        "notices": (),
        "guidance": shipped_number(),
    }
    return Session(tools, **{**usual, **changes})


@dataclass
class FakeDesk:
    """A desk of fakes, with the tools that a visit wants."""

    store: FaultyStore = field(default_factory=FaultyStore)
    sealer: FakeSealer = field(default_factory=FakeSealer)
    clock: FakeClock = field(default_factory=FakeClock)
    tally: Tally = field(default_factory=Tally)
    ids: FakeRandom = field(default_factory=lambda: FakeRandom(1000))
    sure: bool = True
    training: bool = False

    def tools(self) -> Tools:
        """Put them together."""
        return made_tools(
            store=self.store,
            sealer=self.sealer,
            clock=self.clock,
            new_id=lambda: self.ids(16),
            tally=self.tally,
            training=self.training,
            clock_is_sure=lambda _: self.sure,
        )


def an_entry(**changes: object) -> Entry:
    """Make an entry; `changes` replace what it usually holds."""
    usual: dict[str, object] = {
        "id": bytes(16),
        "reference": "K7Q4M29XD",
        "key_hash": bytes(32),
        "envelope": b"sealed",
        "made": NOW,
        "news_by": date(2026, 12, 6),
    }
    return Entry(**{**usual, **changes})  # type: ignore[arg-type]  # a table of fields
