"""What a visit needs of the desk, and what comes out of an act that the person agreed to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.core.tally import Wanted
from kiosk.flows.count import Tally
from kiosk.flows.who import Who

if TYPE_CHECKING:  # a desk is open before anybody visits
    from kiosk.core.blocks import Receipt
    from kiosk.core.moment import Moment
    from kiosk.core.outbox import Entry
    from kiosk.core.paper import Letterhead
    from kiosk.core.place import Place
    from kiosk.core.ports import Clock, Ids, Random, Sealer, Store, Wordbook
    from kiosk.core.procedure import Channel, Procedure, Says


@dataclass(frozen=True)
class Agreed:
    """An act that the person agreed to: its receipt and, for the office, its durable entry."""

    receipt: Receipt
    entry: Entry | None = None
    discreet: Receipt | None = None
    """The same for a person at risk: it names no health matter. None for a sheet, which is about nothing else."""
    channel: Channel | None = None
    """How it goes on; None for what is only read."""
    procedure: Procedure | None = None
    """What it was, as long as its paper is asked about."""
    again: Receipt | None = None
    """For a call beside her: what she takes home where it must be made once more (`Visit.called`)."""
    place: Place | None = None
    """Where on the visit's way its paper stands; None for what is only read."""
    children: tuple[Says, ...] | None = None
    """Where it was for a child: what is said when the same is offered for another. None where it was not."""
    reads: bool = False
    """Whether its paper is read to her: she cannot read it herself (`kiosk.core.measure.read_in_visit`)."""


def _no_holiday(day: date) -> bool:
    del day
    return False


def _as_it_is(at: datetime) -> datetime:
    return at


@dataclass(frozen=True)
class Tools:
    """What a visit needs of the desk."""

    store: Store
    sealer: Sealer
    words: Wordbook
    clock: Clock
    random: Random
    new_id: Ids
    desk: Letterhead
    tally: Tally
    news_after_days: int
    training: bool
    clock_is_sure: Callable[[Moment], bool]
    next_sync_days: int = 7
    """In how many days the office is likely to receive what is handed over now."""
    is_holiday: Callable[[date], bool] = _no_holiday
    """Tells a French public holiday."""
    in_paris: Callable[[datetime], datetime] = _as_it_is
    """Gives a moment in the time of Paris, in which 3422 has its hours."""
    who: Who = field(default_factory=Who)
    """Who is at work."""
    wanted: Wanted = field(default_factory=Wanted)
    """What is counted beyond the acts themselves."""
