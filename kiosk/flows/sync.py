"""One run of sync with the hub: connect, note what leaves, send it, judge what comes back, remember.

In this order and no other: an act is `uncertain` on the disk after the line is up and before its first byte leaves, so
being offline leaves it `waiting`, and a power cut never hides that it may have left. It works in any one thread; the
store may be changed by others between two of its calls, never during one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.core.backoff import Failure, dump_pace, ended, failed, later, load_pace
from kiosk.core.errors import FileFault, KioskError, LinkFault
from kiosk.core.sync import Wait, plan
from kiosk.flows.sync_run import Digest, SyncRun
from kiosk.flows.sync_run import RoadReport as RoadReport

if TYPE_CHECKING:
    from kiosk.core.ports import Clock, KnownOffice, Random, Store, Uplink

NOTE = "sync"
RESTORED = "restored"
"""The note of a desk that was put back from a copy, until it has asked the hub what became of its acts."""
STORE_WAIT = 60.0
"""Seconds to wait after the store, or this desk's own settings, failed."""


class Sync:
    """Carries what waits to the hub and brings its answers back.

    Args:
        store: where entries are.
        uplink: the way to the hub.
        office: the office's public file of this desk.
        clock: reads the clocks.
        random: draws the jitter of waits.
        digest: hashes sealed bytes.
        health: gives what the desk says of itself, sealed; None where it says nothing.
    """

    def __init__(
        self,
        store: Store,
        uplink: Uplink,
        office: KnownOffice,
        clock: Clock,
        random: Random,
        digest: Digest,
        health: Callable[[], bytes] | None = None,
    ) -> None:
        self._health = health
        self._store, self._uplink, self._office = store, uplink, office
        self._clock, self._random, self._digest = clock, random, digest
        self._pace = load_pace(store.noted(NOTE))

    def last(self) -> RoadReport:
        """Say what is known without trying: also from before a restart."""
        return self._report(RoadReport())

    def run(self, now: bool = False) -> RoadReport:
        """Sync if something is due; with `now`, because somebody asked for it.

        Raises:
            StoreFull, StoreReadOnly, StoreFailed: what was not noted has not left, what was not learnt is asked again.
        """
        step = plan(self._store.entries(), self._clock(), self._pace, forced=now)
        if isinstance(step, Wait):
            return self.last()
        restored = bool(self._store.noted(RESTORED))
        if restored:
            # A copy was put back: what it holds as never sent may have left since. Ask first, offer what is not known.
            step = replace(step, known=(*step.known, *step.acts), acts=())
        run = SyncRun(self._store, self._uplink, self._office, self._clock, self._jitter, self._digest)
        run.pace, run.forced = self._pace, now
        try:
            self._connect()
            run.carry(step)
            if restored:
                self._store.note(RESTORED, b"")
            self._tell_health()
            pace = ended(run.pace, self._clock())
            if run.report.forged:
                # The line is good and acts leave as before; somebody must know why answers stay away.
                since = self._pace.failing_since if self._pace.failure is Failure.FORGED else None
                pace = replace(pace, failure=Failure.FORGED, failing_since=since or self._clock().wall)
        except LinkFault as fault:
            failure = Failure(fault.failure)
            pace = failed(run.pace, failure, self._clock(), self._jitter(), fault.retry_after)
        except Exception:
            # Not on the disk, which may be what fails; and not at once again.
            self._pace = replace(run.pace, since=self._clock(), wait=STORE_WAIT)
            raise
        finally:
            self._uplink.close()
        self._pace = pace
        self._store.note(NOTE, dump_pace(pace))
        return self._report(run.report)

    def _connect(self) -> None:
        try:
            self._uplink.connect()
        except FileFault:
            raise LinkFault(Failure.SETTINGS) from None

    def _tell_health(self) -> None:
        """Say how the desk fares, once the acts have gone: what fails here is said another time, and fails nothing."""
        if self._health is not None:
            with suppress(KioskError, ValueError):
                self._uplink.tell_health(self._health())

    def _report(self, report: RoadReport) -> RoadReport:
        pace, now = self._pace, self._clock()
        left = pace.left(now) if pace.failures else pace.until_news(now)
        return replace(
            report,
            failure=pace.failure,
            since=pace.failing_since,
            last_success=pace.last_success,
            next_try=None if pace.since is None else later(now, left),
        )

    def _jitter(self) -> float:
        return int.from_bytes(self._random(4)) / (1 << 32)
