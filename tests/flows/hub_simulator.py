"""A hub and an office in memory, behind the `Uplink` port, with the faults of real ones.

Nothing is signed here: `signed` lists what either has really stated, and the port gives statements as the verified
values that a real uplink would make of them. What would not verify is counted as forged, as a real uplink does.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter, deque
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from kiosk.core.errors import LinkFault
from kiosk.core.outbox import FINAL, Entry, State, Withdrawal
from kiosk.core.sync import Failure
from kiosk.core.word import BY_OFFICE, Ask, HubWord, NotKept, OfficeWord, Told, Word

NO_HASH = bytes(32)
_START = datetime(2026, 11, 21, tzinfo=UTC)


def digest(envelope: bytes) -> bytes:
    """Hash sealed bytes, as the simulation names them."""
    return hashlib.sha256(envelope).digest()


class Fault(Enum):
    """What may happen to one request."""

    LOST_REQUEST = auto()
    LOST_ANSWER = auto()
    """Everything was kept, and nobody hears of it."""
    DUPLICATED = auto()
    REORDERED = auto()
    MISSING = auto()
    """The answer says nothing of one act."""
    STRANGER = auto()
    """The answer speaks of acts that nobody named."""
    REPLAYED = auto()
    """Every statement ever signed comes again."""
    FORGED = auto()
    """Another hub's signatures: not one statement verifies."""
    OTHER_BYTES = auto()
    """Statements about other sealed bytes under the same ids."""
    SAYS_UNKNOWN = auto()
    """The hub denies everything."""
    SAYS_WITHDRAWN = auto()
    """The hub signs withdrawals that nobody made."""
    RATE_LIMITED = auto()
    SERVER_ERROR = auto()
    TOO_SLOW = auto()


_RAISES = {
    Fault.LOST_REQUEST: LinkFault(Failure.NETWORK),
    Fault.RATE_LIMITED: LinkFault(Failure.RATE_LIMITED, 120.0),
    Fault.SERVER_ERROR: LinkFault(Failure.SERVER_ERROR),
    Fault.TOO_SLOW: LinkFault(Failure.TOO_SLOW),
}


@dataclass
class Hub:
    """The relay: sealed bytes, withdrawals, and the newest statement on each act."""

    acts: dict[bytes, Entry] = field(default_factory=dict)
    withdrawals: dict[bytes, Entry] = field(default_factory=dict)
    words: dict[bytes, Word] = field(default_factory=dict)
    signed: list[Word] = field(default_factory=list)

    def word(self, act: bytes, state: State, of: bytes) -> Word:
        """Sign a statement as the hub."""
        word = HubWord(act, state, of)
        self.signed.append(word)
        return word

    def sync(self, ask: Ask, refusals: dict[bytes, NotKept]) -> Told:
        """Keep what came and say what is new."""
        refused = []
        for entry in ask.acts:
            kept = self.acts.get(entry.id)
            if entry.id in refusals:
                refused.append((entry.id, refusals[entry.id]))
            elif kept and kept.envelope != entry.envelope:
                refused.append((entry.id, NotKept.CONFLICT))
            elif not kept:
                self.acts[entry.id] = entry
                if entry.id not in self.words:
                    self.words[entry.id] = self.word(entry.id, State.HELD, digest(entry.envelope))
        for entry in ask.withdrawals:
            self.withdrawals[entry.id] = entry
        self.settle()
        sequences = {entry.id: 0 for entry in (*ask.acts, *ask.withdrawals)}
        sequences |= {entry.id: entry.sequence for entry in ask.known if entry.id not in sequences}
        words = [self.words[act] for act, have in sequences.items() if act in self.words and have < self._at(act)]
        return Told(
            words=tuple(words),
            unknown=frozenset(entry.id for entry in ask.known if entry.id not in self.acts),
            refused=tuple(refused),
            kept=frozenset(entry.id for entry in ask.withdrawals if not self._is_over(entry.id)),
            keys={
                entry.id: self.withdrawals[entry.id].withdrawal_key
                for entry in (*ask.known, *ask.acts)
                if entry.id in self.withdrawals and self.withdrawals[entry.id].withdrawal_key
            },
        )

    def settle(self) -> None:
        """Sign `withdrawn` for what is held and was taken back with the key."""
        for act, wish in self.withdrawals.items():
            word = self.words.get(act)
            if wish.withdrawal is Withdrawal.BY_KEY and act in self.acts and word and word.state is State.HELD:
                self.words[act] = self.word(act, State.WITHDRAWN, word.hash)

    def hear(self, word: Word) -> Word | None:
        """Keep a statement of the office, or give the newer one that stands against it."""
        self.settle()
        stands = self.words.get(word.act)
        if stands and (stands.sequence > word.sequence or (stands.sequence == word.sequence and stands != word)):
            return stands
        if stands and stands.state is State.WITHDRAWN and word.state not in FINAL:
            return stands
        self.words[word.act] = word
        return None

    def _at(self, act: bytes) -> int:
        return self.words[act].sequence

    def _is_over(self, act: bytes) -> bool:
        return act in self.words and self.words[act].state in FINAL


@dataclass
class Office:
    """The office: takes each act once, answers, and remembers its own words."""

    journal: dict[bytes, Word] = field(default_factory=dict)
    wishes: dict[bytes, Entry] = field(default_factory=dict)
    worked: Counter[bytes] = field(default_factory=Counter)
    """How often people began to work on an act. No backup brings this back."""
    signed: list[Word] = field(default_factory=list)

    def poll(self, hub: Hub) -> None:
        """Ask the hub: its own newer words, then withdrawals, then acts; and tell it everything again."""
        for act, word in hub.words.items():
            if isinstance(word, OfficeWord) and word.sequence > self._at(act):
                self.journal[act] = word
        hub.settle()
        for act, wish in hub.withdrawals.items():
            self._wish(act, wish)
        for act in list(self.wishes):
            self._stop(act, hub.acts.get(act))
        for entry in list(hub.acts.values()):
            word = hub.words[entry.id]
            if word.state is State.HELD:
                self.take(entry, hub)
        self.tell(hub)

    def tell(self, hub: Hub) -> None:
        """Send every word of the journal to the hub."""
        for act, word in self.journal.items():
            newer = hub.hear(word)
            if isinstance(newer, OfficeWord):
                self.journal[act] = newer

    def take(self, entry: Entry, hub: Hub) -> None:
        """Open one act, once: not where it was taken, nor where its consent was taken back."""
        if entry.id in self.journal or self._stop(entry.id, entry):
            return
        word = self._word(entry.id, State.TAKEN, digest(entry.envelope))
        stands = hub.hear(word)
        if stands is None:
            self.journal[entry.id] = word
            self.worked[entry.id] += 1
        elif isinstance(stands, OfficeWord):
            self.journal[entry.id] = stands

    def bring(self, bundle: Iterable[Entry], hub: Hub) -> None:
        """Import a bundle: withdrawals first."""
        entries = list(bundle)
        for entry in entries:
            if entry.withdrawal:
                self._wish(entry.id, entry)
                self._stop(entry.id, entry if entry.envelope else None)
        for entry in entries:
            if entry.envelope and not entry.is_final:
                self.take(entry, hub)

    def answer(self, act: bytes, state: State, reason: str = "") -> None:
        """Answer an act that was taken and has not ended."""
        word = self.journal.get(act)
        if word and word.state not in FINAL:
            self.journal[act] = self._word(act, state, word.hash, reason)

    def _wish(self, act: bytes, wish: Entry) -> None:
        if act not in self.wishes or wish.withdrawal is Withdrawal.BY_KEY:
            self.wishes[act] = wish

    def _stop(self, act: bytes, entry: Entry | None) -> bool:
        """Read a withdrawal: say that it is over. Without the act, her key is needed."""
        wish, word = self.wishes.get(act), self.journal.get(act)
        if wish is None or (word and word.state in FINAL):
            return wish is not None
        if word is None and entry is None and wish.withdrawal is not Withdrawal.BY_KEY:
            return False
        of = word.hash if word else digest(entry.envelope) if entry and entry.envelope else NO_HASH
        self.journal[act] = self._word(act, State.STOPPED, of)
        return True

    def _word(self, act: bytes, state: State, of: bytes, reason: str = "") -> Word:
        at = _START + timedelta(days=1, seconds=len(self.signed))
        word = OfficeWord(act, state, reason, max(BY_OFFICE, self._at(act) + 1), at, of)
        self.signed.append(word)
        return word

    def _at(self, act: bytes) -> int:
        return self.journal[act].sequence if act in self.journal else 0


class Simulator:
    """The world beyond the desk, as an `Uplink`."""

    def __init__(self, seed: int = 0) -> None:
        """Begin empty, in good order."""
        self.hub, self.office = Hub(), Office()
        self.down: Failure | None = None
        """Why the line does not come up."""
        self.faults: deque[Fault] = deque()
        """What happens to the next requests, one each."""
        self.poison: set[bytes] = set()
        """Acts whose bytes make the hub fail, for ever."""
        self.refusals: dict[bytes, NotKept] = {}
        self.asked: list[Ask] = []
        self.connects = 0
        self.healths: list[bytes] = []
        """What desks said of themselves."""
        self.health_fault: Exception | None = None
        self.time: datetime | None = None
        """What the office signed as its time."""
        self.rate = 8_000.0
        """Bytes a second."""
        self.before: Callable[[Ask], None] = lambda _: None
        """Looks at each request when its first byte would leave."""
        self._random = random.Random(seed)
        self._up = False

    def connect(self) -> None:
        """Bring the line up."""
        self.connects += 1
        if self.down:
            raise LinkFault(self.down)
        self._up = True

    def sync(self, ask: Ask) -> Told:
        """Carry one request, with the next fault."""
        assert self._up, "not connected"
        self.asked.append(ask)
        self.before(ask)
        fault = self.faults.popleft() if self.faults else None
        if fault in _RAISES:
            raise _RAISES[fault]
        if any(entry.id in self.poison for entry in ask.acts):
            raise LinkFault(Failure.SERVER_ERROR)
        told = self._distorted(fault, ask, self.hub.sync(ask, self.refusals))
        if fault is Fault.LOST_ANSWER:
            raise LinkFault(Failure.NETWORK)
        size = 32 * len(ask.known) + sum(len(entry.envelope) + 120 for entry in ask.acts) + 160 * len(ask.withdrawals)
        return Told(**{**vars(told), "sent": size, "took": 0.3 + size / self.rate, "time": self.time})

    def status(self, reference: str, key_hash: bytes, withdrawal: Entry | None = None) -> Told:
        """Ask about an act by its receipt; not simulated beyond what is known."""
        return Told(words=tuple(self.hub.words[e.id] for e in self.hub.acts.values() if e.reference == reference))

    def tell_health(self, sealed: bytes) -> None:
        """Keep what a desk says of itself."""
        assert self._up, "not connected"
        if self.health_fault:
            raise self.health_fault
        self.healths.append(sealed)

    def close(self) -> None:
        """Let go of the line."""
        self._up = False

    @property
    def signed(self) -> list[Word]:
        """Everything that was really stated."""
        return [*self.hub.signed, *self.office.signed]

    def restore_hub(self, copy: Hub) -> None:
        """Put an older hub in place; what it has signed it has signed."""
        signed = self.hub.signed
        self.hub = deepcopy(copy)
        self.hub.signed = signed

    def restore_office(self, copy: Office) -> None:
        """Put the office's older journal in place; what people did they did."""
        signed, worked = self.office.signed, self.office.worked
        self.office = deepcopy(copy)
        self.office.signed, self.office.worked = signed, worked

    def _distorted(self, fault: Fault | None, ask: Ask, told: Told) -> Told:
        words, parts = list(told.words), dict(vars(told))
        named = [*ask.known, *ask.acts]
        if fault is Fault.DUPLICATED:
            words *= 2
        elif fault is Fault.REORDERED:
            self._random.shuffle(words)
        elif fault is Fault.MISSING and named:
            gone = self._random.choice(named).id
            words = [word for word in words if word.act != gone]
            parts["unknown"] = told.unknown - {gone}
        elif fault is Fault.STRANGER:
            words += [self.hub.word(bytes([n]) * 16, State.HELD, NO_HASH) for n in range(200, 203)]
            parts |= {"unknown": told.unknown | {b"nobody's" * 2}, "kept": told.kept | {b"no one's" * 2}}
            parts["refused"] = (*told.refused, (b"somebody" * 2, NotKept.CONFLICT))
        elif fault is Fault.REPLAYED:
            words += self._random.sample(self.signed, len(self.signed))
        elif fault is Fault.FORGED:
            parts["forged"], words = len(words), []
        elif fault is Fault.OTHER_BYTES:
            words = [replace(word, hash=digest(b"other")) for word in words]
            words = [replace(w, sequence=w.sequence + 9) if isinstance(w, OfficeWord) else w for w in words]
        elif fault is Fault.SAYS_UNKNOWN:
            words, parts["unknown"] = [], frozenset(entry.id for entry in ask.known)
        elif fault is Fault.SAYS_WITHDRAWN:
            words += [self.hub.word(e.id, State.WITHDRAWN, digest(e.envelope) if e.envelope else e.hash) for e in named]
        return Told(**{**parts, "words": tuple(words)})


class File:
    """The office's public file of a desk."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []

    def serial(self) -> int:
        return 7 + len(self.kept)

    def keep(self, file: bytes) -> None:
        self.kept.append(file)
