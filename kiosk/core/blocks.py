"""The blocks of a receipt: titles, lines, pairs, a QR code, made of codes that are worded and then drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.core.documents import Sort
from kiosk.core.outbox import State
from kiosk.core.procedure import Label, Says
from kiosk.core.status import Asked, Next, Reason
from kiosk.core.when import When


class Line(StrEnum):
    """The receipt's own sentences; their words are in `kiosk.words.codes`."""

    TRAINING = "training"
    DUPLICATE = "duplicate"
    NOTHING_DONE_YET = "nothing_done_yet"
    NOT_OFFICIAL = "not_official"
    NO_CONTACT_WITH_SERVICE = "no_contact_with_service"
    REFERENCE = "reference"
    STATE = "state"
    KEEP_THIS_PAPER = "keep_this_paper"
    COPY_THIS = "copy_this"
    WITHDRAW_WITH_CODE = "withdraw_with_code"
    WITHDRAW_WITHOUT_CODE = "withdraw_without_code"
    MADE_ON = "made_on"
    DATE_BY_HAND = "date_by_hand"
    TO_WRITE = "to_write"
    NEWS_BY = "news_by"
    DEADLINE = "deadline"
    WITHDRAW_WITH = "withdraw_with"
    WITHDRAW_WITHOUT = "withdraw_without"
    DUPLICATE_HAS_NO_KEY = "duplicate_has_no_key"
    DESK = "desk"
    DESK_PHONE = "desk_phone"
    DESK_HOURS = "desk_hours"
    RESPONSIBLE = "responsible"
    YOUR_RIGHTS = "your_rights"
    CUT_HERE = "cut_here"
    FOR = "for"
    AGAINST = "against"
    INFORMATION = "information"
    DOCUMENTS = "documents"
    DOCUMENT_OF = "document_of"
    PHONE_HOURS = "phone_hours"
    PHONE_OPEN = "phone_open"
    PHONE_PERHAPS = "phone_perhaps"
    PHONE_HOLIDAY = "phone_holiday"
    PHONE_CLOSED = "phone_closed"
    LETTER_FORMULA = "letter_formula"
    LETTER_ENCLOSED = "letter_enclosed"
    LETTER_COPY = "letter_copy"
    LETTER_SENT_ON = "letter_sent_on"
    LETTER_SENT_TO = "letter_sent_to"
    DRAFTED = "drafted"
    CANCELLED = "cancelled"
    PLACE = "place"


class Heading(StrEnum):
    """What the poster says of its own; the words are in `kiosk.words.codes`."""

    TITLE = "title"
    RIGHTS = "rights"
    ASK = "ask"
    SOURCES = "sources"


@dataclass(frozen=True)
class Phrase:
    """A sentence of the kiosk with its values. Dates are given as dates: each language writes its own."""

    line: Line | Heading | Sort | State | Asked | Next | Reason
    values: Mapping[str, str | date | When] = field(default_factory=dict)


@dataclass(frozen=True)
class Literal:
    """Words that are never translated: a name, a telephone number, a reference."""

    text: str


@dataclass(frozen=True)
class InFrench:
    """Words in French alone: a letter is read by an administration."""

    what: Says | Label | Phrase


@dataclass(frozen=True)
class Worded:
    """Words in one language, ready to be drawn."""

    text: str
    language: str
    rtl: bool = False
    fixed: bool = False
    """A code or a number: never reordered inside right-to-left text."""


@dataclass(frozen=True)
class DayAndHour:
    """When somebody is received: each language writes the day and the hour its own way."""

    day: date
    minute: int
    """Of the day, by the clock on the wall there."""
    zone: str
    """Whose clock: named where this machine's shows another time."""


Piece = Phrase | Says | Label | Literal | InFrench | DayAndHour | Worded


@dataclass(frozen=True)
class Title:
    """A heading. After wording, one piece a language."""

    pieces: tuple[Piece, ...]
    everywhere: bool = False
    """Whether it stands on each page, where there are pages."""


@dataclass(frozen=True)
class Para:
    """A paragraph. After wording, one piece a language."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Pair:
    """A name and its value."""

    name: tuple[Piece, ...]
    value: tuple[Piece, ...]


@dataclass(frozen=True)
class Large:
    """The reference, large enough to be copied by hand."""

    text: str


@dataclass(frozen=True)
class Qr:
    """A QR code of alphanumeric text."""

    text: str


@dataclass(frozen=True)
class Blank:
    """What is filled in by hand: an address needs several lines."""

    pieces: tuple[Piece, ...]
    lines: int = 1


@dataclass(frozen=True)
class Rule:
    """A line across."""


Block = Title | Para | Pair | Large | Qr | Blank | Rule


@dataclass(frozen=True)
class PageSet:
    """Pages of a layout of their own, where pages are printed: a mandate's boxes to tick and frames to sign."""

    template: str
    """One of the files of `kiosk/sheets`."""
    title: str
    """What a viewer calls the file."""
    data: str
    """JSON, what the template reads: words are there as data, never as its markup."""
    name: str
    """What a file of them is called; it says nothing of anybody."""
    pages: int
    two_sided: bool = False
    """Whether they are printed on both sides of the paper, where the printer knows how."""


CUT = 2
"""Blocks that say where to cut a letter off: a rule and a sentence."""


@dataclass(frozen=True)
class Receipt:
    """What a person takes home: on a roll the blocks one after another, on A4 a page of its own for the letter."""

    blocks: tuple[Block, ...]
    letter: int | None = None
    """Where in the blocks a letter begins; the line to cut along stands before it. None where there is none."""
    kept: tuple[Block, ...] = ()
    """What the letter says, in her language too: a page to keep, where pages are printed."""
    copied: tuple[Block, ...] = ()
    """What is copied by hand where there is no paper: one page of a screen, each of its words in one language."""
    pages: PageSet | None = None
    """What pages show in place of the blocks."""

    @property
    def own(self) -> tuple[Block, ...]:
        """The blocks before the letter, without the line to cut along."""
        return self.blocks if self.letter is None else self.blocks[: self.letter - CUT]

    @property
    def sent(self) -> tuple[Block, ...]:
        """The blocks of the letter."""
        return () if self.letter is None else self.blocks[self.letter :]
