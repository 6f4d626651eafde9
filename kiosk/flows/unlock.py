"""Opening the desk at the start of the day: from a passphrase to everything a day's work needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.core.moment import Moment
from kiosk.core.paper import Form, PrintReport
from kiosk.core.trace import Event
from kiosk.flows.clock import Watch
from kiosk.flows.count import Tally, into_open_months
from kiosk.flows.follow import Follow
from kiosk.flows.tools import Tools
from kiosk.flows.who import Who

if TYPE_CHECKING:  # a desk is open before anybody visits; training has no road, and forgets nothing
    from kiosk.core.blocks import Receipt
    from kiosk.core.health import PaperState
    from kiosk.core.ports import Clock, Drive, Library, Mouth, Sealer, Store
    from kiosk.flows.exercise import Exercise
    from kiosk.flows.forget import Forgotten
    from kiosk.flows.road import Road
    from kiosk.flows.visit import Visit


def _nothing() -> None:
    """Hold nothing else."""


@dataclass(frozen=True)
class Paper:
    """Where receipts go."""

    forms: Sequence[Form]
    """What it can come out on, the usual one first."""
    form: Callable[[], Form]
    """Gives the one that is chosen."""
    choose: Callable[[Form], None]
    """Chooses one of them for what is printed next."""
    lines: Callable[[Receipt, int], Sequence[str]]
    """Draws a worded receipt as lines of so many columns."""
    qr: Callable[[str, bool], Sequence[str]]
    """Draws a QR as lines: of half blocks, or without any glyph, `##` for each dark cell."""
    print: Callable[[Receipt, bool], PrintReport]
    """Prints a worded receipt, in large print or not, and waits for the outcome. Raises nothing."""
    cancel: Callable[[], None]
    """Calls a print off, also at the printer, so that it cannot come out for the next person."""
    clear: Callable[[], bool]
    """Has the printer forget what it may still hold; says whether it is sure that nothing more comes out."""
    prepare: Callable[[], None]
    """Gets what prints going: a receipt will soon be there."""
    release: Callable[[], None]
    """Lets it end: no receipt comes."""
    drives: Callable[[], Sequence[Drive]] = tuple
    """Gives the USB keys among which one must be chosen, after a print that said so."""
    take: Callable[[Drive], None] = lambda _: None
    """Takes one of them, for as long as nothing else is chosen."""
    state: Callable[[], PaperState | None] = lambda: None
    """Says how the printer was at the last print; None where nothing was printed."""

    @property
    def on_screen(self) -> bool:
        """Whether the screen stands in for paper."""
        return self.form() is Form.SCREEN

    def next_form(self) -> Form:
        """Give what follows the form that is chosen, round and round."""
        return self.forms[(self.forms.index(self.form()) + 1) % len(self.forms)]


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
    forget: Callable[[], Forgotten] | None = None
    """Lets everything go whose time has come; None in training, which forgets all when it starts again."""
    watch: Watch | None = None
    """Doubts the clock; None where nobody is asked about it."""
    mouth: Mouth | None = None
    """Says pages aloud; None where the settings want no voice."""
    mandate: Callable[[], Receipt] | None = None
    """Numbers a blank mandate sheet and gives it, as `mandates_file` does; None where none are made, as in training."""
    guidance: int = 0
    """The number of the guidance that the desk speaks from; 0 where nothing says it."""
    exercise: Exercise | None = None
    """In training, what was set up to be played."""

    @property
    def who(self) -> Who:
        """Who is at work."""
        return self.tools.who

    def forget_due(self) -> Forgotten | None:
        """Let everything go whose time has come: once the desk is open, and after every sync and import.

        Raises the store's errors.
        """
        return None if self.forget is None else self.forget()

    def may_confirm_date(self) -> bool:
        """Tell whether a member of staff has to be asked if the machine's date is right."""
        return self.watch is not None and self.watch.may_confirm(self.clock())

    def confirm_date(self) -> None:
        """Take a member of staff's word that the machine's date is right, and record it.

        Raises:
            StoreFull, StoreReadOnly, StoreFailed: it is believed until the desk is closed.
        """
        now = self.clock()
        if self.watch is not None:
            self.watch.confirm(now)
        self.store.trace(self.who.trace(Event.DATE_CONFIRMED, now))

    def take_over(self, slot: int) -> None:
        """Let another member of staff go on, and record it; a disk that refuses never keeps her out."""
        self.who.take_over(slot)
        with suppress(KioskError):
            self.store.trace(self.who.trace(Event.TAKEN_OVER, self.clock()))

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
        from kiosk.flows.visit import Visit

        return Visit(self.tools, language)

    def close(self) -> None:
        """Write the last counts and let go of the store."""
        self.store.close(into_open_months(self.store, self.tally.take()))
        self.release()


Opener = Callable[[str], Session]
"""Opens the desk with a passphrase. Raises WrongPassphrase, TooSoon and the store's errors."""

Verifier = Callable[[str], int]
"""Tells whose passphrase it is, by the number of her key slot, without opening the desk.

Raises WrongPassphrase, TooSoon and what reading the vault raises.
"""
