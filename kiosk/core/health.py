"""How a desk fares: a closed record in classes and whole days, and what of it needs a visit.

Nothing in it is about a person: no act and no language, nothing that anybody typed, no moment finer than a day. The
desk measures, its office judges: what is a reason to drive to a village is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.core.moment import SLACK, is_plausible
from kiosk.core.outbox import Entry, State
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport

FULL, LOW = 50_000_000, 500_000_000
"""Bytes free below which a desk should not start its day, and below which a new version has no room."""
LATELY = timedelta(days=2)
"""A time that the office signed as lately as this, by the machine's clock, speaks for that clock."""
DAY = timedelta(days=1)
AWAY_DAYS, OLD_DAYS, STUCK_DAYS = 15, 180, 15
"""Days after which a desk is missed, its program is old, an act that nobody has signed for is stuck."""
MOST_STUCK = 9999
_EPOCH = date(1970, 1, 1)
_PER_DAY = 1 << 16


class Space(StrEnum):
    """Room on the desk's disk."""

    PLENTY = "plenty"
    LOW = "low"
    FULL = "full"
    UNKNOWN = "unknown"


class Drift(StrEnum):
    """By how much the desk's clock is wrong."""

    RIGHT = "right"
    HOURS = "hours"
    DAYS = "days"
    UNKNOWN = "unknown"
    """The office has signed no time lately."""


class PaperState(StrEnum):
    """How the printer was at the last print."""

    GOOD = "good"
    LOW = "low"
    OUT = "out"
    GONE = "gone"
    FAULT = "fault"
    UNKNOWN = "unknown"
    """Nothing was printed since the desk was made."""


class Uptime(StrEnum):
    """How long the machine has been on."""

    DAY = "day"
    """Less than one."""
    WEEK = "week"
    MONTH = "month"
    MORE = "more"


@dataclass(frozen=True)
class Health:
    """What a desk says of itself. All there is."""

    day: date
    """On which it was said, by the desk's clock."""
    version: str
    """Of the program."""
    guidance: int
    """The number of the guidance that it speaks from; 0 where nothing says it."""
    updated: date | None
    """When the program or the guidance last changed; None where no package put them there."""
    space: Space
    drift: Drift
    printer: Form
    """Where papers come out as a rule; the screen stands for no printer."""
    paper: PaperState
    sound: bool
    """Whether pages can be heard."""
    uptime: Uptime
    stuck: int
    """Acts that do not go on by themselves."""


class WhyVisit(StrEnum):
    """Why somebody should go to a desk, the gravest first."""

    STUCK = "stuck"
    AWAY = "away"
    DISK_FULL = "disk_full"
    CLOCK = "clock"
    PRINTER_GONE = "printer_gone"
    PRINTER_FAULT = "printer_fault"
    NO_PAPER = "no_paper"
    DISK_LOW = "disk_low"
    OLD = "old"


@dataclass(frozen=True)
class DeskKnown:
    """What an office knows of one of its desks."""

    desk: bytes
    label: str
    heard: date | None = None
    """The day, by the office's calendar, on which the desk was last heard; None if it never was."""
    health: Health | None = None
    """What it said then; None where it never did, or so long ago that the office has let go of it."""


# ---- at the desk -----------------------------------------------------------------------------


def space_of(free: int | None) -> Space:
    """Put free bytes into a class; None where the system does not say."""
    if free is None:
        return Space.UNKNOWN
    return Space.FULL if free < FULL else Space.LOW if free < LOW else Space.PLENTY


def drift_of(wall: datetime, attested: datetime | None, built: datetime) -> Drift:
    """Say by how much a clock is wrong, as far as the desk can know it.

    Args:
        wall: the machine's clock.
        attested: the newest time that the office signed.
        built: when this program was built.
    """
    if attested is not None and attested - wall > DAY:
        return Drift.DAYS
    if not is_plausible(wall, built, None if attested is None else attested - DAY):
        return Drift.DAYS
    if attested is None or wall - attested > LATELY:
        return Drift.UNKNOWN
    return Drift.HOURS if attested - wall > SLACK else Drift.RIGHT


_PAPER = {
    Cause.PAPER_OUT: PaperState.OUT,
    Cause.PAPER_LOW: PaperState.LOW,
    Cause.TONER_OUT: PaperState.OUT,
    Cause.TONER_LOW: PaperState.LOW,
    Cause.UNPLUGGED: PaperState.GONE,
    Cause.OFFLINE: PaperState.GONE,
    Cause.NO_ANSWER: PaperState.GONE,
    Cause.NO_SUCH_PRINTER: PaperState.GONE,
    Cause.NO_SUCH_QUEUE: PaperState.GONE,
    Cause.COVER_OPEN: PaperState.FAULT,
    Cause.PRINTER_FAULT: PaperState.FAULT,
    Cause.PAPER_JAM: PaperState.FAULT,
    Cause.NOT_ALLOWED: PaperState.FAULT,
    Cause.NO_USB_LIBRARY: PaperState.FAULT,
    Cause.NO_CUPS: PaperState.FAULT,
    Cause.QUEUE_STOPPED: PaperState.FAULT,
    Cause.HELD: PaperState.FAULT,
}
"""What a print says of the printer; what was printed, and why it was called off, is nobody's business."""


def paper_after(report: PrintReport, form: Form) -> PaperState | None:
    """Say how a printer is after a print; None where the print says nothing of it."""
    if form not in (Form.ROLL, Form.A4):
        return None
    if report.cause in _PAPER:
        return _PAPER[report.cause]
    return PaperState.GOOD if report.outcome is PrintOutcome.PRINTED else None


def uptime_of(seconds: float) -> Uptime:
    """Put the seconds since the machine was started into a class."""
    days = seconds / DAY.total_seconds()
    return Uptime.DAY if days < 1 else Uptime.WEEK if days < 7 else Uptime.MONTH if days < 30 else Uptime.MORE


def count_stuck(entries: Iterable[Entry], now: datetime) -> int:
    """Count the acts that were set aside, and those that nobody has signed for in many days."""
    return min(MOST_STUCK, sum(_is_stuck(each, now) for each in entries if not each.training and not each.foreign))


def _is_stuck(entry: Entry, now: datetime) -> bool:
    late = entry.state in (State.WAITING, State.UNCERTAIN) and now - entry.made.wall > timedelta(days=STUCK_DAYS)
    return late or entry.state is State.QUARANTINED


def next_number(before: int, day: date, drift: Drift) -> int:
    """Number a record: a higher one than before, and than any that a copy of this desk made on an earlier day.

    A clock that is days wrong is not asked: what it would number could never be followed.
    """
    by_day = 0 if drift is Drift.DAYS else max(0, (day - _EPOCH).days) * _PER_DAY
    return max(before + 1, by_day)


# ---- at the office ---------------------------------------------------------------------------


def heard_on(said: date, carried: date | None, today: date) -> date:
    """Say on which day of the office's calendar a desk spoke.

    Args:
        said: the day, by the desk's clock.
        carried: the day on which its hub got it; None where a key brought it.
        today: by the office's clock. No desk spoke later; one that says so is wrong.
    """
    day = said if carried is None else carried
    return day if day <= today else today


def is_off(said: date, carried: date | None, today: date) -> bool:
    """Tell whether another clock contradicts the desk's: it cannot know itself that its own runs ahead.

    Args:
        said: the day, by the desk's clock.
        carried: the day on which its hub got it; None where a key brought it, some day before.
        today: by the office's clock.
    """
    ahead = said - (today if carried is None else carried) > DAY
    behind = carried is not None and carried - said > DAY
    return ahead or behind


def is_newer(number: int, before: int) -> bool:
    """Tell whether a record is news: an older one, put in the way of a newer, changes nothing."""
    return number > before


def may_let_go(heard: date, days: int, today: date) -> bool:
    """Tell whether what a desk said then is older than so many days."""
    return (today - heard).days > days


def visits(known: DeskKnown, today: date) -> tuple[WhyVisit, ...]:
    """Say why somebody should go to a desk, the gravest first; nothing where nobody need."""
    found = set()
    if known.heard is not None and (today - known.heard).days >= AWAY_DAYS:
        found.add(WhyVisit.AWAY)
    if known.health is not None:
        found |= _of_health(known.health, today)
    return tuple(each for each in WhyVisit if each in found)


_OF_SPACE = {Space.FULL: WhyVisit.DISK_FULL, Space.LOW: WhyVisit.DISK_LOW}
_OF_PAPER = {
    PaperState.OUT: WhyVisit.NO_PAPER,
    PaperState.GONE: WhyVisit.PRINTER_GONE,
    PaperState.FAULT: WhyVisit.PRINTER_FAULT,
}


def _of_health(health: Health, today: date) -> set[WhyVisit]:
    found = {WhyVisit.STUCK} if health.stuck else set()
    if health.space in _OF_SPACE:
        found.add(_OF_SPACE[health.space])
    if health.printer is not Form.SCREEN and health.paper in _OF_PAPER:
        found.add(_OF_PAPER[health.paper])
    if health.drift is Drift.DAYS:
        found.add(WhyVisit.CLOCK)
    if health.updated is not None and (today - health.updated).days > OLD_DAYS:
        found.add(WhyVisit.OLD)
    return found


def by_need(known: Iterable[DeskKnown], today: date) -> list[tuple[DeskKnown, tuple[WhyVisit, ...]]]:
    """Give desks with the reasons to go there: those that need a visit first, the gravest at the top."""
    order = list(WhyVisit)
    each = [(desk, visits(desk, today)) for desk in known]
    each.sort(key=lambda pair: (order.index(pair[1][0]) if pair[1] else len(order), pair[0].label.casefold()))
    return each
