"""The road to the office as the app has it: what the courier (`kiosk.flows.courier`) learnt, on the screens."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.flows.courier import SOON, Courier, RoadWatch
from kiosk.screens.base import KioskScreen
from kiosk.screens.jobs import background
from kiosk.screens.usb import KeyWork
from kiosk.words.road import RoadUi

if TYPE_CHECKING:  # the first screen is painted before errands are imported
    from kiosk.flows.sync import RoadReport
    from kiosk.flows.unlock import Session
    from kiosk.screens.host import Host


class Roads(RoadWatch):
    """The road to the office, as the app has it: it starts the courier, says what it learnt, and tries on request.

    Args:
        host: the app.
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.key = KeyWork(host)
        """What goes by USB key."""

    def set_out(self, session: Session) -> None:
        """Begin to sync in the background."""
        road = session.road
        if road is None:
            return
        loop = asyncio.get_running_loop()

        def tell(report: RoadReport | None) -> None:
            with suppress(RuntimeError):  # the screen is gone
                loop.call_soon_threadsafe(self._told, report)

        self.follow(Courier(lambda: road.sync(self._host.submit), tell))

    def send(self) -> None:
        """Try now."""
        if self.try_now():
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
        if self.learn(report, self._host.session.clock().wall if self._host.is_open else None):
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
