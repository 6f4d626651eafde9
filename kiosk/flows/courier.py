"""The thread that syncs while people work: it wakes when something is due or new, and a face keeps what it learnt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.core.errors import StoreFailed, StoreFull, StoreReadOnly

if TYPE_CHECKING:  # the first screen is painted before errands are imported
    from datetime import datetime

    from kiosk.flows.sync import RoadReport, Sync

TURN = 20.0
"""Seconds between two looks at whether something is due. Looking asks no network."""
SOON = 2.5
"""Seconds to wait after something new: the next act may be a moment away."""


class Courier:
    """Runs the sync errand in a thread of its own, which dies with the process: it holds nothing that is not on disk.

    Args:
        make: gives the errand, called in the thread; None where the desk has joined no hub.
        tell: called in the thread with each report, and with None when a run begins.
    """

    def __init__(self, make: Callable[[], Sync | None], tell: Callable[[RoadReport | None], None]) -> None:
        self._make, self._tell = make, tell
        self._wake, self._over = threading.Event(), threading.Event()
        self._forced = self._anew = False
        self._thread = threading.Thread(target=self._drive, name="sync", daemon=True)
        self.has_hub = False
        """Whether the desk has joined a hub, as far as the thread has looked."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Run no more. A run on its way ends by itself or with the process."""
        self._over.set()
        self._wake.set()

    def try_now(self) -> None:
        """Somebody asks for it now."""
        self._forced = True
        self._wake.set()

    def something_new(self) -> None:
        """An act or a withdrawal was recorded."""
        self._wake.set()

    def joined(self) -> None:
        """The desk has joined a hub, perhaps another than before."""
        self._anew = self._forced = True
        self._wake.set()

    def _drive(self) -> None:
        sync = self._made()
        while not self._over.is_set():
            self._wake.clear()
            forced, self._forced = self._forced, False
            if self._anew:
                sync = self._made()
            if sync is not None:
                if forced:
                    self._tell(None)
                self._tell(self._run(sync, forced))
            elif forced and not self._anew:
                self._tell(_defect())  # whoever asked is told
            if not self._forced and self._wake.wait(TURN) and not self._forced:
                self._over.wait(SOON)

    def _made(self) -> Sync | None:
        self._anew = False
        try:
            sync = self._make()
            last = None if sync is None else sync.last()
        except Exception:  # noqa: BLE001  # the store fails or is being closed, or a defect: no reason to stop, or to say nothing
            self._anew = True  # at the next turn
            self._tell(_defect())
            return None
        self.has_hub = sync is not None
        if last is not None:
            self._tell(last)
        return sync

    def _run(self, sync: Sync, forced: bool) -> RoadReport:
        try:
            return sync.run(now=forced)
        except (StoreFull, StoreReadOnly, StoreFailed):  # said where the desk is worked with
            return replace(_last(sync), ran=True)
        except Exception:  # noqa: BLE001  # a defect stops this run, never the thread: a screen must not wait for ever
            return replace(_last(sync), ran=True, failure=_defect().failure)


class RoadWatch:
    """Keeps a courier, and what it learnt: what both faces ask of the road, and say of it."""

    def __init__(self) -> None:
        self._courier: Courier | None = None
        self.report: RoadReport | None = None
        """How the road stands; None before the first look at it."""
        self.on_the_road = False
        """Whether the hub is being asked just now because somebody wanted it."""
        self.nothing_new = False
        """Whether somebody asked, and the answer changed nothing."""

    @property
    def has_hub(self) -> bool:
        """Whether the desk has joined a hub."""
        return self._courier is not None and self._courier.has_hub

    def follow(self, courier: Courier) -> None:
        """Begin to sync in the background."""
        self._courier = courier
        courier.start()

    def stay_home(self) -> None:
        """Sync no more."""
        if self._courier is not None:
            self._courier.stop()

    def something_new(self) -> None:
        """An act or a withdrawal was recorded: it may leave soon."""
        if self._courier is not None:
            self._courier.something_new()

    def joined(self) -> None:
        """The desk has joined a hub."""
        if self._courier is not None:
            self.on_the_road = self._courier.has_hub = True
            self._courier.joined()

    def try_now(self) -> bool:
        """Try now; False where nothing sends but a key."""
        if self._courier is None or not self._courier.has_hub:
            return False
        self.on_the_road = True
        self._courier.try_now()
        return True

    def learn(self, report: RoadReport | None, now: datetime | None) -> bool:
        """Take what the courier tells, and say whether a run is over.

        Args:
            report: as the courier gave it.
            now: since when it fails, if it does so for the first time; None where nobody reads a clock any more.
        """
        if report is None:
            self.on_the_road = True
            return False
        if report.ran:
            moved = report.sent or report.held or report.news or report.quarantined
            self.nothing_new = self.on_the_road and report.failure is None and not moved
        self.on_the_road = False
        if report.failure is not None and report.since is None and now is not None:
            before = self.report if self.report and self.report.failure is report.failure else None
            report = replace(report, since=before.since if before else now)
        self.report = report
        return report.ran


def _last(sync: Sync) -> RoadReport:
    """Give what is known without trying, or nothing where even that fails."""
    from kiosk.flows.sync_run import RoadReport

    try:
        return sync.last()
    except Exception:  # noqa: BLE001  # a defect, again
        return RoadReport()


def _defect() -> RoadReport:
    """Report that this program, or its folder, is why nothing leaves."""
    from kiosk.core.backoff import Failure
    from kiosk.flows.sync_run import RoadReport

    return RoadReport(ran=True, failure=Failure.DEFECT)
