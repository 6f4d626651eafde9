"""The road to the office as the app has it: what the courier (`kiosk.flows.courier`) learnt, on the screens."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.flows.courier import SOON, Courier
from kiosk.screens.base import KioskScreen
from kiosk.screens.jobs import background
from kiosk.screens.usb import KeyWork
from kiosk.words.road import RoadUi

if TYPE_CHECKING:  # the first screen is painted before errands are imported
    from kiosk.flows.sync import RoadReport
    from kiosk.flows.unlock import Session
    from kiosk.screens.host import Host


class Roads:
    """The road to the office, as the app has it: it starts the courier, keeps its last report, and tries on request.

    Args:
        host: the app.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._courier: Courier | None = None
        self.report: RoadReport | None = None
        """How the road stands; None before the first look at it."""
        self.on_the_road = False
        """Whether the hub is being asked just now because somebody wanted it."""
        self.nothing_new = False
        """Whether somebody asked, and the answer changed nothing."""
        self.key = KeyWork(host)
        """What goes by USB key."""

    @property
    def has_hub(self) -> bool:
        """Whether the desk has joined a hub."""
        return self._courier is not None and self._courier.has_hub

    def set_out(self, session: Session) -> None:
        """Begin to sync in the background."""
        road = session.road
        if road is None:
            return
        loop = asyncio.get_running_loop()

        def tell(report: RoadReport | None) -> None:
            with suppress(RuntimeError):  # the screen is gone
                loop.call_soon_threadsafe(self._told, report)

        self._courier = Courier(lambda: road.sync(self._host.submit), tell)
        self._courier.start()

    def stay_home(self) -> None:
        """Sync no more."""
        if self._courier is not None:
            self._courier.stop()

    def something_new(self) -> None:
        """An act or a withdrawal was recorded: it may leave soon."""
        if self._courier is not None:
            self._courier.something_new()

    def joined_hub(self) -> None:
        """The desk has joined a hub."""
        if self._courier is not None:
            self.on_the_road = True
            self._courier.has_hub = True
            self._courier.joined()

    def send(self) -> None:
        """Try now."""
        if self._courier is not None and self._courier.has_hub:
            self.on_the_road = True
            self._courier.try_now()
            self._reword()
        elif isinstance(self._host.screen, KioskScreen):
            self._host.screen.problem(self._host.words.say(RoadUi.NONE))  # nothing sends but a key: say so

    def show(self) -> None:
        """Show how the road stands, and what can be done."""
        from kiosk.screens.home import HomeScreen
        from kiosk.screens.road import RoadScreen

        road = self._host.session.road if self._host.is_open else None
        if road is not None and isinstance(self._host.screen, HomeScreen):
            self._host.push_screen(RoadScreen(road))

    def _told(self, report: RoadReport | None) -> None:
        if report is None:
            self.on_the_road = True
        else:
            if report.ran:
                moved = report.sent or report.held or report.news or report.quarantined
                self.nothing_new = self.on_the_road and report.failure is None and not moved
            self.on_the_road = False
            if report.failure is not None and report.since is None and self._host.is_open:
                before = self.report if self.report and self.report.failure is report.failure else None
                report = replace(report, since=before.since if before else self._host.session.clock().wall)
            self.report = report
            if report.ran:
                background(self._host, self._counted())
        self._reword()

    async def _counted(self) -> None:
        with suppress(KioskError):
            await self._host.frame.count()
        await self.forget_due()
        self._reword()

    async def forget_due(self) -> None:
        """Let everything go whose time has come; what cannot go now goes another time."""
        with suppress(KioskError):
            await self._host.work(self._host.session.forget_due)

    async def after_opening(self) -> None:
        """Do what an open desk owes to nobody who waits: forget, once its first screen stands."""
        painted = asyncio.Event()
        self._host.screen.call_after_refresh(painted.set)
        with suppress(TimeoutError):  # a screen that goes at once is never painted
            await asyncio.wait_for(painted.wait(), SOON)
        await self.forget_due()

    def _reword(self) -> None:
        """Word the status line anew where a kiosk's screen shows it."""
        if self._host.screen_stack and isinstance(self._host.screen, KioskScreen):  # else it has ended
            self._host.screen.restate()
