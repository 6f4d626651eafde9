"""Opening the desk at the start of the day: from a passphrase to everything a day's work needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from kiosk.core.moment import Moment
from kiosk.core.paper import Report
from kiosk.core.ports import Clock, Library, Place, Sealer, Store
from kiosk.core.receipt import Receipt
from kiosk.core.reference import Ticket
from kiosk.core.sync import Told
from kiosk.flows.count import Tally
from kiosk.flows.export import Exported
from kiosk.flows.follow import Follow
from kiosk.flows.receive import Received
from kiosk.flows.sync import Sync
from kiosk.flows.visit import Tools, Visit


@dataclass(frozen=True)
class Paper:
    """Where receipts go."""

    on_screen: bool
    """Whether the screen stands in for paper."""
    lines: Callable[[Receipt, int], Sequence[str]]
    """Draws a worded receipt as lines of so many columns."""
    qr: Callable[[str], Sequence[str]]
    """Draws a QR as lines of half blocks."""
    print: Callable[[Receipt, bool], Report]
    """Prints a worded receipt, in large print or not, and waits for the outcome. Raises nothing."""
    cancel: Callable[[], None]
    """Calls a print off, also at the printer, so that it cannot come out for the next person."""


Submit = Callable[[Callable[[], Any]], Any]
"""Carries a call out in the store's thread and waits for it."""


class Joining(Protocol):
    """A place at a hub that was looked at and not taken yet."""

    @property
    def place(self) -> Place:
        """What the office keeps for this desk."""

    def take(self) -> None:
        """Take it. Raises CodeUsed, CodeRanOut, LinkFault, FileFault, NotGenuine and the store's errors."""


class Road(Protocol):
    """What a desk's way to its office can do. Calls may take a while: none of them belongs in the screen's thread."""

    def sync(self, submit: Submit) -> Sync | None:
        """Give what syncs with the hub from another thread; None where this desk has joined none."""

    def join(self, address: str, code: str, submit: Submit) -> Joining:
        """Look at the place that a code stands for, from another thread.

        Raises:
            WrongPassphrase: the code was mistyped.
            CodeUsed, CodeRanOut, LinkFault, FileFault, NotGenuine: there is no such place.
        """

    def elsewhere(self, ticket: Ticket, withdrawn_at: Moment | None, submit: Submit) -> Told:
        """Ask the hub about another desk's act by the receipt's key; with a moment, take the consent back.

        Raises:
            LinkFault: there is no answer, or this desk has joined no hub.
        """

    def drives(self) -> Sequence[str]:
        """Name the folders of the USB keys that are plugged in."""

    def export(self, folder: str) -> Exported:
        """Write what waits for the office, in the store's thread. Raises as `flows.export.export`."""

    def receive(self, folder: str) -> Received | None:
        """Read every file of answers in a folder, in the store's thread; None where there is none.

        Raises:
            NotGenuine, TooNew, TooLarge, FileFault: the first file that does not serve.
            StoreFull, StoreReadOnly, StoreFailed: it can be read again.
        """


def _nothing() -> None:
    """Hold nothing else."""


@dataclass(frozen=True)
class Session:
    """The open desk."""

    tools: Tools
    follow: Follow
    library: Library
    paper: Paper
    notices: Sequence[Enum]
    """What the store had to say when it was opened."""
    release: Callable[[], None] = _nothing
    """Lets go of what else is held."""
    road: Road | None = None
    """The way to the office; None in training, which never sends anything."""

    @property
    def store(self) -> Store:
        """Where entries are."""
        return self.tools.store

    @property
    def sealer(self) -> Sealer:
        """Seals for the office."""
        return self.tools.sealer

    @property
    def clock(self) -> Clock:
        """Reads the clocks."""
        return self.tools.clock

    @property
    def tally(self) -> Tally:
        """The counts that are not on the disk yet."""
        return self.tools.tally

    def clock_is_sure(self, now: Moment) -> bool:
        """Tell whether the clock can be right."""
        return self.tools.clock_is_sure(now)

    def visit(self, language: str) -> Visit:
        """Welcome a person."""
        return Visit(self.tools, language)

    def close(self) -> None:
        """Write the last counts and let go of the store."""
        self.tally.write(self.store, all_of_them=True)
        self.store.close()
        self.release()


Opener = Callable[[str], Session]
"""Opens the desk with a passphrase. Raises WrongPassphrase and the store's errors."""

Verifier = Callable[[str], bool]
"""Tells whether a passphrase opens the desk, without opening it."""
