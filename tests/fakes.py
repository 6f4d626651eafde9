"""Stand-ins for the doors, for the tests of rules and errands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kiosk.core.envelope import Content
from kiosk.core.errors import KioskError
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.core.procedure import Label, Procedure, Says
from kiosk.core.receipt import Letterhead
from kiosk.core.trace import Trace
from kiosk.flows.count import Tally
from kiosk.flows.visit import Tools
from kiosk.guidance.shelf import read
from kiosk.store.memory import MemoryStore

PROCEDURES = Path(__file__).parent / "procedures"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NOW = Moment(NOON, 3600.0, "boot1")
DESK = Letterhead("Les Tilleuls", "Bus du jeudi", "01 23 45 67 89", "9 h - 12 h", "dpo@example.org")


def sample(name: str) -> Procedure:
    """Read a tiny procedure of tests/procedures."""
    return read(PROCEDURES / f"{name}.toml")


@dataclass
class FakeClock:
    """A clock that goes on by a minute at each look."""

    wall: datetime = NOON

    def __call__(self) -> Moment:
        """Read it."""
        self.wall += timedelta(minutes=1)
        return Moment(self.wall, self.wall.timestamp(), "boot1")


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


class FaultyStore(MemoryStore):
    """A store in memory that fails when it is told to."""

    def __init__(self) -> None:
        """Begin empty and well."""
        super().__init__()
        self.failing: KioskError | None = None

    def _maybe_fail(self) -> None:
        if self.failing:
            raise self.failing

    def add(self, entry: Entry, trace: Trace | None = None) -> None:
        """Record, or fail."""
        self._maybe_fail()
        super().add(entry, trace)

    def change(self, entry: Entry, trace: Trace | None = None) -> None:
        """Replace, or fail."""
        self._maybe_fail()
        super().change(entry, trace)

    def amend(
        self, acts: Iterable[bytes], how: Callable[[Entry], Entry], trace: Trace | None = None
    ) -> Sequence[Entry]:
        """Change several, or fail."""
        self._maybe_fail()
        return super().amend(acts, how, trace)

    def note(self, name: str, value: bytes) -> None:
        """Keep a small value, or fail."""
        self._maybe_fail()
        super().note(name, value)


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
        return Tools(
            store=self.store,
            sealer=self.sealer,
            words=FakeWords(),
            clock=self.clock,
            random=FakeRandom(),
            new_id=lambda: self.ids(16),
            desk=DESK,
            tally=self.tally,
            news_after_days=15,
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
