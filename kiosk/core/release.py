"""What may take the place of this program or of its guidance. These rules are asked once every signature was verified.

Two parts move on their own: the program, and the guidance (a *feed*: procedures, their sources, their translations).
Each has a number that only grows. The time by which a release is too old is one that the office signed: a machine's
clock may stand at 1970 or at 2038, and decides nothing alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.core.errors import NotUpdated
from kiosk.core.moment import LIFE, SLACK

FEED_FORMAT = "guidance"
"""Among what a program reads: the formats of guidance. The others are those of a desk's own files."""


class UpdatePart(StrEnum):
    """What can be replaced on its own. The project signs each with a key of its own."""

    SOFTWARE = "software"
    GUIDANCE = "guidance"


class UpdateFault(StrEnum):
    """Why nothing was changed; the words are in `kiosk.words.update`."""

    NOTHING = "nothing"
    """There is no release in this folder."""
    CUT = "cut"
    """A file is missing, or ends too early."""
    MIXED = "mixed"
    """Files that were not made together, or one that was changed."""
    WRONG_KEYS = "wrong_keys"
    """Signed by nobody whom the project named."""
    REVOKED_KEYS = "revoked_keys"
    """Signed by a key that the project has replaced since."""
    FROZEN = "frozen"
    """Out of date, by the newest time that the office signed."""
    OLDER = "older"
    """Older than what this desk has, or has seen."""
    SAME = "same"
    """What this desk has."""
    NO_ASSENT = "no_assent"
    """The office has not said that its desks take it."""
    OTHER_ASSENT = "other_assent"
    """An assent that another office signed, or a key of this one that is replaced, or that was changed."""
    ASSENT_TIME = "assent_time"
    """An assent from a clock that cannot be right."""
    CANNOT_READ = "cannot_read"
    """The program does not read what this desk keeps: acts that wait would be lost to it."""
    NEEDS_PROGRAM = "needs_program"
    """Guidance for a program that this desk does not have yet."""
    BROKEN = "broken"
    """It was whole and signed, and does not run on this machine."""
    NO_ROOT = "no_root"
    """This program was built without the project's keys."""
    IN_USE = "in_use"
    """The desk still runs from that version."""
    NOT_PACKAGED = "not_packaged"
    """This program does not come from the package."""
    NO_BACK = "no_back"
    """There is no version before to go back to."""


@dataclass(frozen=True)
class Program:
    """What a program says of itself, in its own `release.toml` and in what the project signed."""

    version: str
    """For people."""
    number: int
    """One more with each release."""
    guidance: int
    """The number of the guidance that is in it."""
    reads: Mapping[str, frozenset[int]]
    """Which formats it reads, by what is written in them."""


@dataclass(frozen=True)
class Feed:
    """Guidance that came without a program."""

    number: int
    format: int


@dataclass(frozen=True)
class Standing:
    """What a desk runs: a program, and a feed over the guidance in it where that is newer."""

    program: Program
    feed: Feed | None = None

    @property
    def guidance(self) -> int:
        """Which guidance the desk speaks from."""
        return self.feed.number if self.feed else self.program.guidance

    @property
    def name(self) -> str:
        """Name its folder: no other standing has this name."""
        return f"{self.program.number}.{self.guidance}"


def read_program(said: object) -> Program:
    """Read what a program says of itself. Raises NotUpdated: it is not said so."""
    match said:
        case {"version": str(version), "number": int(number), "guidance": int(guidance), "reads": dict(reads)}:
            formats = {kind: frozenset(listed) for kind, listed in reads.items() if isinstance(listed, list)}
            if all(isinstance(each, int) for listed in formats.values() for each in listed):
                return Program(version, number, guidance, formats)
    raise NotUpdated(UpdateFault.MIXED)


def read_feed(said: object) -> Feed:
    """Read what a feed says of itself. Raises NotUpdated: it is not said so."""
    match said:
        case {"number": int(number), "format": int(format_)}:
            return Feed(number, format_)
    raise NotUpdated(UpdateFault.MIXED)


def reference_time(kept: datetime | None, signed: Iterable[datetime], wall: datetime, built: datetime) -> datetime:
    """Give the time by which a release may be too old: the newest that the office signed.

    Args:
        kept: the newest that was used before; None the first time.
        signed: what the office signed since, as far as this desk has seen; at least one.
        wall: the machine's clock. It decides one thing alone: which of two times that the office signed is believed,
            where the former lies ahead of it and the new one does not. Else an office whose clock once ran ahead could
            never update anything again.
        built: when this program was built.

    Raises:
        NotUpdated: no time that was signed can be right.
    """
    known = [at for at in signed if built <= at <= built + LIFE]
    if not known:
        raise NotUpdated(UpdateFault.ASSENT_TIME)
    fresh = max(known)
    if kept is None or (built <= wall and fresh <= wall + SLACK < kept):
        return fresh
    return max(kept, fresh)


def next_standing(now: Standing, program: Program | None, feed: Feed | None, present: Mapping[str, int]) -> Standing:
    """Say what a desk runs after an update.

    Args:
        now: what it runs.
        program: what is offered, and the office agreed to.
        feed: the same.
        present: in which formats this desk's own files are written.

    Raises:
        NotUpdated: nothing changes.
    """
    then = program if program and program.number > now.program.number else now.program
    if cannot_read(then, present):
        raise NotUpdated(UpdateFault.CANNOT_READ)
    feeds = [each for each in (now.feed, feed) if each and each.number > then.guidance]
    over = max(feeds, key=lambda each: each.number, default=None)
    if over and over.format not in then.reads.get(FEED_FORMAT, frozenset()):
        raise NotUpdated(UpdateFault.NEEDS_PROGRAM)
    found = Standing(then, over)
    if found.guidance < now.guidance:
        raise NotUpdated(UpdateFault.OLDER)
    if found == now:
        behind = (program and program.number < now.program.number) or (feed and feed.number < now.guidance)
        raise NotUpdated(UpdateFault.OLDER if behind else UpdateFault.SAME)
    return found


def check_return(before: Standing, present: Mapping[str, int]) -> None:
    """Look whether a desk can go back to what it ran before. Raises NotUpdated: its files have moved on since."""
    if cannot_read(before.program, present):
        raise NotUpdated(UpdateFault.CANNOT_READ)


def cannot_read(program: Program, present: Mapping[str, int]) -> list[str]:
    """Name what is written in a format that a program does not read."""
    return [kind for kind, format_ in present.items() if format_ not in program.reads.get(kind, frozenset())]
