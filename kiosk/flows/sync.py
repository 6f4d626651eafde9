"""One run of sync with the hub: connect, note what leaves, send it, judge what comes back, remember.

In this order and no other: an act is `uncertain` on the disk after the line is up and before its first byte leaves, so
being offline leaves it `waiting`, and a power cut never hides that it may have left. A run is bounded: each entry is
named once and sent once, and the failures that it takes are counted. It works in any one thread; the store may be
changed by others between two of its calls, never during one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from kiosk.core.backoff import RULES, Failure, Pace, answered, dump, ended, failed, is_due, later, load, smaller
from kiosk.core.errors import KioskError, LinkFault
from kiosk.core.outbox import Entry, State
from kiosk.core.ports import Clock, OfficeFile, Random, Store, Uplink
from kiosk.core.sync import (
    MAX_ITEMS,
    MAX_KNOWN,
    Ask,
    Offer,
    Told,
    Wait,
    answers,
    blame,
    is_unsigned,
    may_travel,
    must_tell,
    plan,
    send,
    settle,
)

Digest = Callable[[bytes], bytes]
"""Hashes sealed bytes (32 bytes), as signed statements name them."""

NOTE = "sync"
IN_A_ROW, IN_ALL = 4, 16
"""Failures after which a run gives up."""
STORE_WAIT = 60.0
"""Seconds to wait after the store failed."""


@dataclass(frozen=True)
class Report:
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


class Sync:
    """Carries what waits to the hub and brings its answers back.

    Args:
        store: where entries are.
        uplink: the way to the hub.
        office: the office's public file of this desk.
        clock: reads the clocks.
        random: draws the jitter of waits.
        digest: hashes sealed bytes.
    """

    def __init__(
        self, store: Store, uplink: Uplink, office: OfficeFile, clock: Clock, random: Random, digest: Digest
    ) -> None:
        self._store, self._uplink, self._office = store, uplink, office
        self._clock, self._random, self._digest = clock, random, digest
        self._pace = load(store.noted(NOTE))

    def last(self) -> Report:
        """Say what is known without trying: also from before a restart."""
        return self._report(Report())

    def run(self, now: bool = False) -> Report:
        """Sync if something is due; with `now`, because somebody asked for it.

        Raises:
            StoreFull, StoreReadOnly, StoreFailed: what was not noted has not left, what was not learnt is asked again.
        """
        step = plan(self._store.entries(), self._clock(), self._pace, forced=now)
        if isinstance(step, Wait):
            return self.last()
        errand = _Errand(self._store, self._uplink, self._office, self._clock, self._jitter, self._digest)
        errand.pace, errand.forced = self._pace, now
        try:
            self._uplink.connect()
            errand.carry(step)
            pace = ended(errand.pace, self._clock())
        except LinkFault as fault:
            failure = Failure(fault.failure)
            pace = failed(errand.pace, failure, self._clock(), self._jitter(), fault.retry_after)
        except KioskError:
            # Not on the disk, which fails; and not at once again.
            self._pace = replace(errand.pace, since=self._clock(), wait=STORE_WAIT)
            raise
        finally:
            self._uplink.close()
        self._pace = pace
        self._store.note(NOTE, dump(pace))
        return self._report(errand.report)

    def _report(self, report: Report) -> Report:
        pace, now = self._pace, self._clock()
        left = pace.left(now) if pace.failure else pace.until_news(now)
        return replace(
            report,
            failure=pace.failure,
            since=pace.failing_since,
            last_success=pace.last_success,
            next_try=None if pace.since is None else later(now, left),
        )

    def _jitter(self) -> float:
        return int.from_bytes(self._random(4)) / (1 << 32)


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


class _Errand:
    """One run."""

    def __init__(
        self,
        store: Store,
        uplink: Uplink,
        office: OfficeFile,
        clock: Clock,
        jitter: Callable[[], float],
        digest: Digest,
    ) -> None:
        self._store, self._uplink, self._office = store, uplink, office
        self._clock, self._jitter, self._digest = clock, jitter, digest
        self.pace, self.report, self.forced = Pace(), Report(ran=True), False
        self._queue: deque[_Item] = deque()
        self._groups: deque[Sequence[_Item]] = deque()
        """Halves of requests that failed: they wait until everything else has gone."""
        self._suspects: list[_Item] = []
        """What made the hub fail all alone."""
        self._offered: set[bytes] = set()
        self._in_a_row = self._in_all = 0

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
        if self._suspects:
            self._request(())  # raises if it is the hub that fails, and not these entries
            suspects = {item.entry.id for item in self._suspects}
            now = self._clock()
            self._amend(suspects, lambda entry: blame(entry, now, self._jitter()))

    def _add(self, kind: _Kind, entries: Iterable[Entry]) -> None:
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
        )

    def _learn(self, ask: Ask, told: Told) -> bool:
        """Judge what came back, write it down, offer what is missing at the hub; tell whether an act moved."""
        now, said, before = self._clock(), answers(ask, told), self.report

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
