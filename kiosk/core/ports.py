"""What the rules and errands ask of the world. Doors implement these; `kiosk.desk` chooses which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.core.envelope import Content
from kiosk.core.errors import ProcedureFault
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.core.procedure import Cover, Label, Procedure, Says
from kiosk.core.tally import Count
from kiosk.core.trace import Trace
from kiosk.core.word import Ask, Told

if TYPE_CHECKING:  # only read when somebody asks for them
    from kiosk.core.aloud import Aloud, Manner, SpeechEnd
    from kiosk.core.glossary import Term
    from kiosk.core.triage import Triage

Clock = Callable[[], Moment]
"""Reads the clocks."""

Ids = Callable[[], bytes]
"""Makes identities of acts: sixteen bytes of a UUID."""

Random = Callable[[int], bytes]
"""Gives so many random bytes, fit for keys."""


class Store(Protocol):
    """Durable memory of the desk: what a call returned from is on the disk.

    Every call may raise StoreFull, StoreReadOnly or StoreFailed, and then nothing was recorded.
    """

    def add(self, entry: Entry, trace: Trace | None = None) -> None:
        """Record a new entry, and who did it, together.

        Raises:
            AlreadyRecorded: its id exists, or its reference; another desk's act may have the reference of one of ours.
        """

    def change(self, entry: Entry, trace: Trace | None = None) -> None:
        """Replace the entry with the same id, and record who did it. Raises NotRecorded if there is none."""

    def amend(
        self, acts: Iterable[bytes], how: Callable[[Entry], Entry], trace: Trace | None = None
    ) -> Sequence[Entry]:
        """Change several entries in one durable step, each from what it is at that moment, and record who did it.

        `how` keeps an entry's id and reference and asks nothing of the store; entries that it leaves as they are
        cost nothing. Acts that are not there are passed over. A trace is recorded in any case.

        Returns:
            The entries as they are now, in the order asked for.
        """

    def get(self, act: bytes) -> Entry | None:
        """Find an entry by the act's id."""

    def find(self, reference: str) -> Entry | None:
        """Find an entry by its reference."""

    def entries(self) -> Sequence[Entry]:
        """Give every entry, oldest first."""

    def forget(self, acts: Iterable[bytes], counts: Mapping[Count, int] | None = None) -> None:
        """Remove entries, and count what is left of them, together. What is not there is as wished."""

    def trace(self, trace: Trace) -> None:
        """Record who did what kind of thing; its number is given here."""

    def traces(self) -> Sequence[Trace]:
        """Give every trace, oldest first."""

    def forget_traces(self, until: int) -> None:
        """Remove the traces up to a number, but never the newest: its number says which comes next."""

    def count(self, counts: Mapping[Count, int]) -> None:
        """Add to the anonymous counts."""

    def counts(self) -> Mapping[Count, int]:
        """Give the anonymous counts."""

    def note(self, name: str, value: bytes) -> None:
        """Keep a small value of the desk itself, such as its signing key."""

    def noted(self, name: str) -> bytes | None:
        """Give such a value back."""

    def compact(self) -> None:
        """Rewrite the file tightly if there is anything to save; for idle moments."""

    def rekey(self, key: bytes) -> None:
        """Write everything under a new data key and leave nothing under the old one."""

    def close(self, last: Mapping[Count, int] | None = None) -> None:
        """Add the last counts, and let go of the file and its lock.

        No earlier state stays on the disk from which their difference could be worked out; where the disk does not
        take that, they are lost. Raises nothing.
        """


class Sealer(Protocol):
    """Seals an act so that only the office can read it, signed by this desk."""

    def seal(self, content: Content, act: bytes, key_hash: bytes) -> bytes:
        """Give the envelope. Raises TooLarge."""

    def key_hash(self, key: bytes) -> bytes:
        """Hash a withdrawal key: 32 bytes."""


@dataclass(frozen=True)
class Parcel:
    """What one file carries from the desk to the office."""

    made: Moment
    acts: tuple[Entry, ...]
    """Their sealed bytes travel."""
    withdrawals: tuple[Entry, ...]
    """Their withdrawals travel; the same entry may be in both."""


class Carrier(Protocol):
    """Writes parcels where somebody can carry them: a USB key."""

    def leave(self, health: bytes) -> None:
        """Leave what this desk says of itself, sealed, in place of what it left there before.

        Raises:
            StoreFull, StoreReadOnly, FileFault: as `write`.
        """

    def write(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        """Write each as one file, signed by this desk, and give their names.

        What returned is on the disk; when it raises, no half of a file bears a name that an office would open.

        Raises:
            StoreFull, StoreReadOnly: the folder takes nothing.
            FileFault: there is no such folder, or it went away.
        """


class Uplink(Protocol):
    """The way to the hub. It verifies every signature: what it gives back may be believed, and nothing else."""

    def connect(self) -> None:
        """Bring the line up as far as the hub's own greeting, without a byte of any act.

        Raises:
            LinkFault: it cannot be reached, or is not the hub.
        """

    def sync(self, ask: Ask) -> Told:
        """Carry one request and its answer.

        Raises:
            LinkFault: nobody knows what arrived. The same bytes may be sent again for ever.
        """

    def status(self, reference: str, key_hash: bytes, withdrawal: Entry | None = None) -> Told:
        """Ask about an act of another desk by the hash of the receipt's key; with its withdrawal, bring that, too.

        Raises:
            LinkFault: there is no answer.
        """

    def tell_health(self, sealed: bytes) -> None:
        """Give the hub what this desk says of itself, where it keeps such a thing. Raises LinkFault."""

    def close(self) -> None:
        """Let go of the line."""


@dataclass(frozen=True)
class Drive:
    """A USB key, or a part of one, that is plugged in."""

    folder: str
    device: int
    """Which disk it is: a folder stays when its key goes, and then lies on another."""
    part: int = 0
    """Which part, where several of one key are there; else zero."""
    read_only: bool = False
    full: bool = False
    """Whether there is no room left on it."""


@dataclass(frozen=True)
class Glance:
    """What can be told of USB keys without touching any."""

    folders: frozenset[str] = frozenset()
    """Where keys are mounted, or are once somebody looks."""
    disks: int = 0
    """How many USB disks are plugged in, whether or not anything on them can be read."""


@dataclass(frozen=True)
class Seat:
    """What an office keeps for the holder of a code, verified."""

    office: str
    """The association's name."""
    label: str
    """The desk's name."""
    file: bytes
    """The office's public file."""


class Registrar(Protocol):
    """Asks a hub for the seat that a code stands for."""

    @property
    def slot(self) -> bytes:
        """What names the code in public."""

    def seat(self) -> Seat:
        """Look at it. Raises NotGenuine, CodeUsed, CodeRanOut, LinkFault, FileFault."""

    def take(self, desk_file: bytes, token: bytes) -> None:
        """Take it; twice is once. Raises CodeUsed, CodeRanOut, LinkFault, FileFault."""


class KnownOffice(Protocol):
    """The office's public file, as this desk has it."""

    def serial(self) -> int:
        """Give its number: the hub sends a newer one."""

    def keep(self, file: bytes) -> None:
        """Take a newer one, verified by the uplink, in its place. Raises the store's errors."""


class Library(Protocol):
    """The procedures of this desk, checked."""

    faults: list[ProcedureFault]
    """Files that were refused."""

    def titles(self) -> Sequence[Cover]:
        """Give what the home screen needs, in its order."""

    def open(self, name: str) -> Procedure:
        """Give a checked procedure by its id. Raises ProcedureFault."""

    def triage(self) -> Triage:
        """Give the questions that say where to begin. Raises ProcedureFault."""

    def glossary(self) -> Sequence[Term]:
        """Give the words that are explained. Raises ProcedureFault."""


class Wordbook(Protocol):
    """Words codes in one language at a time."""

    def guidance(self, what: Says | Label, language: str) -> str:
        """Word guidance; French where there is no translation."""


class Mouth(Protocol):
    """Says guidance aloud, one page at a time. Whatever is wrong with it, the desk goes on: nothing is raised."""

    def say(self, page: Sequence[Aloud], ended: Callable[[SpeechEnd], None]) -> Manner:
        """Begin to say a page, in place of what is being said, and come back at once.

        Args:
            page: its sentences, in their order; that a machine speaks is said only where one does.
            ended: is called once, from another thread, when nothing more is heard of it.

        Returns:
            Who speaks.
        """

    def hush(self) -> None:
        """Be silent at once: nothing that was begun is heard any more."""
