"""What stands around every screen: the top line, the status line, and what must be known before the next visit."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.screens.home import HomeScreen
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # the first screen is painted before errands are imported
    import asyncio

    from kiosk.flows.unlock import Session
    from kiosk.screens.stage import PartsHost

_SHORT: dict[str, Ui] = {
    "not_authorised": Ui.STATUS_ROAD_REFUSED,
    "forged": Ui.STATUS_ROAD_FORGED,
    "settings": Ui.STATUS_ROAD_SETTINGS,
    "defect": Ui.STATUS_ROAD_DEFECT,
}
"""The failures (`kiosk.core.backoff.Failure`) that no waiting mends, on the status line."""


class Frame:
    """Words the lines around a screen, from what it last counted.

    Args:
        stage: the app.
        structure: the association's name, until the desk says it.
        training: whether it is a desk to practise with.
    """

    def __init__(self, stage: PartsHost, structure: str, *, training: bool) -> None:
        self._stage, self._structure, self._training = stage, structure, training
        self._waiting = self._news = 0  # acts; answers that nobody has told yet
        self._urgent: date | None = None  # the nearest last day of an act, where it is near
        self.printer_holds = False
        """Whether a receipt may still come out of the printer: the worker is told to switch it off."""

    async def count(self) -> None:
        """Count anew what waits."""
        from kiosk.core.deadline import is_near
        from kiosk.core.outbox import State
        from kiosk.core.status import is_news

        entries = await self._stage.work(self._stage.session.store.entries)
        self._waiting = sum(1 for entry in entries if entry.state in (State.WAITING, State.UNCERTAIN))
        self._news = sum(map(is_news, entries))
        open_ends = [entry.deadline for entry in entries if entry.deadline and not entry.is_final]
        first = min(open_ends, default=None)
        self._urgent = first if is_near(first, self._stage.today()) else None

    def heard_of_printer(self, forgot: asyncio.Future[bool]) -> None:
        """Say at home that the printer is to be switched off, where it does not say that it forgot a receipt."""
        self.printer_holds = forgot.cancelled() or forgot.exception() is not None or not forgot.result()
        if self.printer_holds and self._stage.is_running:
            for screen in self._stage.screen_stack:
                if isinstance(screen, HomeScreen):
                    screen.problem(self.problem())

    # -- the lines

    def top(self) -> tuple[str, str]:
        """Give the two ends of the top line."""
        words = self._stage.words
        training = words.say(Ui.TRAINING) if self._training else ""
        if words.discreet:  # the association's name may tell what the person came for
            return words.say(Ui.APP), " – ".join(filter(None, (words.say(Ui.DISCREET_ON), training)))
        structure = self._stage.session.tools.desk.structure if self._stage.is_open else self._structure
        return " – ".join(part for part in (words.say(Ui.APP), structure) if part), training

    def status(self) -> list[str]:
        """Give the parts of the status line."""
        words = self._stage.words
        if not self._stage.is_open:
            return [words.say(Ui.STATUS_NETWORK)]
        session = self._stage.session
        now = session.clock()
        training = session.tools.training
        news = words.say(Ui.STATUS_NEWS, n=self._news) if self._news else words.say(Ui.STATUS_QUEUE_EMPTY)
        waiting = words.count("queue_waiting", self._waiting) if self._waiting else news
        sure = session.clock_is_sure(now)
        return [
            words.say(Ui.STATUS_NETWORK_TRAINING) if training else self._road_in_short(session),
            waiting,
            words.say(Ui.STATUS_PRINTER_SCREEN if session.paper.on_screen else Ui.STATUS_PRINTER_PAPER),
            words.say(Ui.STATUS_CLOCK_OK, time=f"{now.wall:%H:%M}") if sure else words.say(Ui.STATUS_CLOCK_DOUBT),
        ]

    def _road_in_short(self, session: Session) -> str:
        """Say in a few words how the way to the office stands."""
        road, say = self._stage.road, self._stage.words.say
        report = road.report
        if key := road.key.status():
            return say(key)
        if not road.has_hub:
            return say(Ui.STATUS_NETWORK)
        if road.on_the_road:
            return say(Ui.STATUS_ROAD_BUSY)
        at = None if report is None else report.since if report.failure else report.last_success
        if report is None or at is None:
            return say(Ui.STATUS_ROAD_NEVER)
        time = f"{at.astimezone(session.clock().wall.tzinfo):%H:%M}"
        code = Ui.STATUS_ROAD_OK if report.failure is None else _SHORT.get(report.failure, Ui.STATUS_ROAD_FAILS)
        return say(code, time=time)

    def road(self) -> str:
        """Say how the road stands, why, since when, and when it is tried again."""
        road, say = self._stage.road, self._stage.words.say
        report = road.report
        if not road.has_hub:
            return say(RoadUi.NONE)
        if road.on_the_road:
            return say(RoadUi.BUSY)
        if report is None or (report.failure is None and report.last_success is None):
            return say(RoadUi.NEVER)
        parts = [say(report.failure) if report.failure else say(RoadUi.WORKS)]
        if report.failure and report.since is not None:
            parts.append(say(RoadUi.SINCE, when=self._when(report.since)))
        if report.last_success is not None:
            parts.append(say(RoadUi.LAST, when=self._when(report.last_success)))
        if report.next_try is not None:
            parts.append(say(RoadUi.NEXT, when=self._when(report.next_try)))
        if road.nothing_new and report.failure is None:
            parts.append(say(RoadUi.NOTHING_NEW))
        return " ".join(parts)

    def _when(self, at: datetime) -> str:
        words = self._stage.words
        local = at.astimezone(self._stage.session.clock().wall.tzinfo)
        return words.say(RoadUi.AT, date=words.date(local.date()), time=f"{local:%H:%M}")

    def problem(self) -> str:
        """Give what must be known before the first visit, the gravest first."""
        session, say, visit = self._stage.session, self._stage.words.say, self._stage.usher.visit
        now = session.clock()
        if self.printer_holds:
            return say(Ui.RECEIPT_SWITCH_OFF)
        if words := self._stage.road.key.home_words():
            return words
        if visit is not None and visit.knows_her:
            return say(Ui.HOME_SAME_PERSON)
        if session.notices:
            return say(session.notices[0])
        if not session.clock_is_sure(now):
            return say(Ui.CLOCK_DOUBT, date=f"{now.wall:%d/%m/%Y}")
        if self._urgent is not None:
            return say(Ui.HOME_URGENT, date=self._urgent)
        if self._news:
            return say(Ui.HOME_NEWS, n=self._news)
        if session.library.faults:
            return say(Ui.HOME_FAULTS, file=session.library.faults[0].file)
        return say(Ui.TRAINING_NOTICE) if session.tools.training else ""
