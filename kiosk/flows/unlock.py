"""Opening the desk at the start of the day: from a passphrase to everything a day's work needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from kiosk.core.moment import Moment
from kiosk.core.paper import Report
from kiosk.core.ports import Clock, Library, Sealer, Store
from kiosk.core.receipt import Receipt
from kiosk.flows.count import Tally
from kiosk.flows.follow import Follow
from kiosk.flows.road import Road
from kiosk.flows.visit import Tools, Visit


def _nothing() -> None:
    """Hold nothing else."""


def _sure() -> bool:
    """Tell that no printer holds anything: there is none."""
    return True


@dataclass(frozen=True)
class Paper:
    """Where receipts go."""

    on_screen: bool
    """Whether the screen stands in for paper."""
    lines: Callable[[Receipt, int], Sequence[str]]
    """Draws a worded receipt as lines of so many columns."""
    qr: Callable[[str, bool], Sequence[str]]
    """Draws a QR as lines: of half blocks, or without any glyph, `##` for each dark cell."""
    print: Callable[[Receipt, bool], Report]
    """Prints a worded receipt, in large print or not, and waits for the outcome. Raises nothing."""
    cancel: Callable[[], None]
    """Calls a print off, also at the printer, so that it cannot come out for the next person."""
    clear: Callable[[], bool] = _sure
    """Has the printer forget what it may still hold; says whether it is sure that nothing more comes out."""
    prepare: Callable[[], None] = _nothing
    """Gets what prints going: a receipt will soon be there."""
    release: Callable[[], None] = _nothing
    """Lets it end: no receipt comes."""


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
