"""What a run of sync carries: requests of the right size, smaller ones where they fail, and what each answer changes.

A run is bounded: each entry is named once and sent once, and the failures that it takes are counted. What makes the
hub fail is found by halves while everything else goes first, so that one bad act stands in nobody's way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from kiosk.core.backoff import RULES, Failure, Pace, answered, is_due, smaller
from kiosk.core.errors import LinkFault
from kiosk.core.outbox import Entry, State
from kiosk.core.sync import (
    MAX_ITEMS,
    MAX_KNOWN,
    Offer,
    blame,
    by_entry,
    is_unsigned,
    may_travel,
    must_tell,
    send,
    settle,
)
from kiosk.core.word import Ask, Told
from kiosk.flows.clock import heard_time, newest_stamp

if TYPE_CHECKING:
    from kiosk.core.ports import Clock, KnownOffice, Store, Uplink

Digest = Callable[[bytes], bytes]
"""Hashes sealed bytes (32 bytes), as signed statements name them."""

IN_A_ROW, IN_ALL = 4, 16
"""Failures after which a run gives up."""


@dataclass(frozen=True)
class RoadReport:
    """What is known of the road to the hub, in codes for the status line, and what the last run did."""

    ran: bool = False
    """Whether this report is of a run; otherwise nothing was due."""
    sent: int = 0
    """Acts whose sealed bytes left."""
    held: int = 0
    """Acts that the hub has newly signed for."""
    news: int = 0
    """Acts that moved in another way by a signed statement."""
    quarantined: int = 0
    """Acts newly set aside."""
    forged: int = 0
    """Statements that did not verify."""
    office: bool = False
    """Whether a newer public file of the office was taken."""
    failure: Failure | None = None
    """Why it does not work; None while it works, or was never tried."""
    since: datetime | None = None
    """Since when it does not."""
    last_success: datetime | None = None
    next_try: datetime | None = None
    """When the next run is due if nothing new has to leave; None before the first."""


class _Kind(Enum):
    KNOWN = auto()
    WITHDRAWAL = auto()
    ACT = auto()


@dataclass(frozen=True)
class _Item:
    """One thing that a request carries."""

    kind: _Kind
    entry: Entry

    @property
    def bytes(self) -> int:
        """Give about how many it needs."""
        return {_Kind.KNOWN: 32, _Kind.WITHDRAWAL: 160, _Kind.ACT: 120 + len(self.entry.envelope)}[self.kind]


_MOST = {_Kind.KNOWN: MAX_KNOWN, _Kind.WITHDRAWAL: MAX_ITEMS, _Kind.ACT: MAX_ITEMS}


class SyncRun:
    """One run of sync: what is left to carry, and what came of it.

    Args:
        store: where entries are.
        uplink: the way to the hub, up.
        office: the office's public file of this desk.
        clock: reads the clocks.
        jitter: draws a number from 0 to 1.
        digest: hashes sealed bytes.
    """

    def __init__(
        self,
        store: Store,
        uplink: Uplink,
        office: KnownOffice,
        clock: Clock,
        jitter: Callable[[], float],
        digest: Digest,
    ) -> None:
        self._store, self._uplink, self._office = store, uplink, office
        self._clock, self._jitter, self._digest = clock, jitter, digest
        self.pace, self.report, self.forced = Pace(), RoadReport(ran=True), False
        """What the line is known to carry, what was done, and whether somebody asked for it."""
        self._queue: deque[_Item] = deque()
        self._groups: deque[Sequence[_Item]] = deque()
        """Halves of requests that failed: they wait until everything else has gone."""
        self._suspects: list[_Item] = []
        """What made the hub fail all alone."""
        self._offered: set[bytes] = set()
        self._in_a_row = self._in_all = 0
        self._full = False
        """Whether the hub said that it has no room for more acts of this office."""

    def carry(self, offer: Offer) -> None:
        """Carry all of it. Raises LinkFault where the run ends early."""
        self._add(_Kind.WITHDRAWAL, offer.withdrawals)
        self._add(_Kind.KNOWN, offer.known)
        self._add(_Kind.ACT, offer.acts)
        if not self._queue:
            self._request(())  # is it there, and has the office a newer file?
        while self._queue or self._groups:
            items = self._take() if self._queue else self._groups.popleft()
            try:
                self._request(items)
            except LinkFault as fault:
                self._less(items, fault)
        if self._full:
            raise LinkFault(Failure.FULL)
        if self._suspects:
            self._request(())  # raises if it is the hub that fails, and not these entries
            suspects = {item.entry.id for item in self._suspects}
            now = self._clock()
            self._amend(suspects, lambda entry: blame(entry, now, self._jitter()))

    def _add(self, kind: _Kind, entries: Iterable[Entry]) -> None:
        if kind is not _Kind.ACT or not self._full:
            self._queue.extend(_Item(kind, entry) for entry in entries)

    def _take(self) -> Sequence[_Item]:
        items: list[_Item] = []
        left, room = self.pace.budget, dict(_MOST)
        while self._queue and room[self._queue[0].kind] and (not items or self._queue[0].bytes <= left):
            item = self._queue.popleft()
            items.append(item)
            left -= item.bytes
            room[item.kind] -= 1
        return items

    def _less(self, items: Sequence[_Item], fault: LinkFault) -> None:
        """Go on with less where something in the request may have been the cause; end the run otherwise."""
        self._in_a_row += 1
        self._in_all += 1
        failure = Failure(fault.failure)
        if not RULES[failure].splits or fault.retry_after is not None:
            raise fault
        half = len(items) // 2
        if half:
            self._groups += [items[:half], items[half:]]
        elif failure is Failure.SERVER_ERROR:
            self._suspects += items
        else:
            raise fault
        self.pace = smaller(self.pace)
        if self._in_a_row >= IN_A_ROW or self._in_all >= IN_ALL:
            raise fault
        self._uplink.close()
        self._uplink.connect()

    def _request(self, items: Sequence[_Item]) -> None:
        ask = self._note(items)
        told = self._uplink.sync(ask)
        self._in_a_row = 0
        moved = self._learn(ask, told)
        if told.full:  # what is left would not be kept: news and withdrawals go on, acts wait
            self._full = True
            self._queue = deque(item for item in self._queue if item.kind is not _Kind.ACT)
        self.pace = answered(self.pace, self._clock(), told.sent, told.took, progress=moved)

    def _note(self, items: Sequence[_Item]) -> Ask:
        """Write down what is about to leave, as it stands now, and give it."""
        acts = {item.entry.id for item in items if item.kind is _Kind.ACT}
        withdrawals = {item.entry.id for item in items if item.kind is _Kind.WITHDRAWAL}

        def leaving(entry: Entry) -> bool:
            return (entry.id in acts and may_travel(entry)) or (entry.id in withdrawals and must_tell(entry))

        marked = self._store.amend([*withdrawals, *acts], lambda entry: send(entry) if leaving(entry) else entry)
        return Ask(
            known=tuple(item.entry for item in items if item.kind is _Kind.KNOWN),
            acts=tuple(entry for entry in marked if entry.id in acts and may_travel(entry)),
            withdrawals=tuple(entry for entry in marked if entry.id in withdrawals and must_tell(entry)),
            office_serial=self._office.serial(),
            office_time=newest_stamp(self._store, self._clock().wall),
        )

    def _learn(self, ask: Ask, told: Told) -> bool:
        """Judge what came back, write it down, offer what is missing at the hub; tell whether an act moved."""
        now, said, before = self._clock(), by_entry(ask, told), self.report

        def learn(entry: Entry) -> Entry:
            digest = entry.hash or (self._digest(entry.envelope) if entry.envelope else b"")
            return settle(entry, said[entry.id], now, self._jitter(), digest)

        self._offered |= {entry.id for entry in ask.acts}
        fresh = self._amend(said, learn)
        # Due as it was asked: a withdrawal that went in the same request has put the entry off meanwhile.
        due = {entry.id for entry in ask.known if self.forced or is_due(entry.next_try, now)} - self._offered
        missing = [
            entry
            for entry in fresh
            if entry.id in due and (is_unsigned(entry) or (entry.id in told.unknown and may_travel(entry)))
        ]
        self._add(_Kind.ACT, missing)
        if told.office:
            self._office.keep(told.office)
        heard_time(self._store, told.time, now.wall)
        self.report = replace(
            self.report,
            sent=self.report.sent + len(ask.acts),
            forged=self.report.forged + told.forged,
            office=self.report.office or bool(told.office),
        )
        return (before.held, before.news) != (self.report.held, self.report.news)

    def _amend(self, acts: Iterable[bytes], how: Callable[[Entry], Entry]) -> Sequence[Entry]:
        """Change entries and count how they moved."""
        moved: list[State] = []

        def watched(entry: Entry) -> Entry:
            after = how(entry)
            if after.state is not entry.state:
                moved.append(after.state)
            return after

        entries = self._store.amend(acts, watched)
        held, aside = moved.count(State.HELD), moved.count(State.QUARANTINED)
        self.report = replace(
            self.report,
            held=self.report.held + held,
            quarantined=self.report.quarantined + aside,
            news=self.report.news + len(moved) - held - aside,
        )
        return entries
