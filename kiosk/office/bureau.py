"""What the console asks of the office whose acts it shows: plain records in and out, never a key and never a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from kiosk.core.blocks import Receipt
from kiosk.core.consent import Understanding
from kiosk.core.health import DeskKnown
from kiosk.core.paper import Form, PrintReport
from kiosk.core.ports import Drive
from kiosk.core.reply import Possible
from kiosk.core.tray import Item
from kiosk.core.work import Deed, Meeting


@dataclass(frozen=True)
class ReadAct:
    """One act that somebody opened: gone from memory with its screen."""

    item: Item
    lines: tuple[str, ...] = field(repr=False)
    """What she asked, whom to call and how, both consents in their exact words."""
    script: tuple[str, ...] = field(repr=False)
    """What to have, to say, to ask for and to note when calling for this very procedure; empty where there is none."""
    notes: tuple[str, ...] = field(repr=False)
    """Who did what, the newest first."""
    name: str = field(repr=False)
    """Whose it is; empty where she did not say."""


@dataclass(frozen=True)
class Talked:
    """What came of a talk with the hub, or of none."""

    came: int = 0
    refused: int = 0
    stops: int = 0
    full: bool = False
    """Whether the hub keeps no more for this office."""
    partners: tuple[str, ...] = ()
    """What was wrong with the exchange with other offices, worded."""


class Press(Protocol):
    """The printers that were set for an office. Nothing is looked for before it is printed on."""

    @property
    def forms(self) -> Sequence[Form]:
        """What papers come out on, the usual one first."""

    def print(self, receipt: Receipt, form: Form, drive: Drive | None = None) -> PrintReport:
        """Print a worded paper and wait for the outcome; `drive` is the USB key that was chosen. Raises nothing."""

    def drives(self) -> Sequence[Drive]:
        """Give the USB keys among which one must be chosen, after a print that said so."""


class Bureau(Protocol):
    """An open office. Every call is made in one thread; each that may be refused raises a KioskError."""

    @property
    def office(self) -> str:
        """Its name."""

    @property
    def who(self) -> str:
        """Whose passphrase opened it: a pseudonym."""

    @property
    def has_hub(self) -> bool:
        """Whether there is one to ask."""

    def now(self) -> datetime:
        """Read the clock, in the local time."""

    def items(self) -> Sequence[Item]:
        """Give every act that the office knows. Nothing is opened."""

    def item(self, act: bytes) -> Item:
        """Give one of them, as it stands."""

    def read(self, act: bytes) -> ReadAct:
        """Open an act, and note who did."""

    def do(
        self,
        act: bytes,
        deed: Deed,
        *,
        to: str = "",
        day: date | None = None,
        meeting: Meeting | None = None,
        text: str = "",
    ) -> Item:
        """Do something with an act."""

    def answers(self, act: bytes) -> Sequence[Possible]:
        """Give what may be said of an act now."""

    def answer(self, act: bytes, said: Possible) -> Item:
        """Say it. A final word can be taken back for a while."""

    def take_back(self, act: bytes) -> Item:
        """Take the last final word back."""

    def take_all_of(self, name: str) -> int:
        """Take over all of a colleague's acts."""

    def colleagues(self) -> Sequence[str]:
        """Name the others."""

    def places(self) -> Sequence[str]:
        """Name where people can be received, in their numbers from 1."""

    def partners(self) -> Sequence[tuple[str, str]]:
        """Give the offices that an act can be passed on to: an id, and its name."""

    def pass_words(self, act: bytes, partner: str) -> str:
        """Give what is read to her before an act is passed on, word for word; refused where it may not be."""

    def pass_on(self, act: bytes, partner: str, how: Understanding) -> Item:
        """Pass an act on: she said yes to those words, and heard them so."""

    def fetch_back(self, act: bytes) -> bool:
        """Ask an act back that was passed on; tells whether it is here again."""

    def desks(self) -> Sequence[DeskKnown]:
        """Give what is known of each desk that the office trusts."""

    @property
    def press(self) -> Press | None:
        """What prints; None where nothing does."""

    def print_coming(self, form: Form, drive: Drive | None = None) -> PrintReport | None:
        """Print who comes in the next seven days; None where nobody does. May last."""

    def fetch(self) -> Talked:
        """Talk to the hub: take what came, give what was said. May last."""

    def verify(self, passphrase: str) -> bool:
        """Tell whether this passphrase is of who opened the office; if it is somebody else's, they are here now.

        Raises:
            WrongPassphrase: it is nobody's.
        """

    def close(self) -> None:
        """Let go of it."""
