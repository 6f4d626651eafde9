"""What stands around every screen: the top line, the status line, and what must be known before the next visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.words.ui import Ui

if TYPE_CHECKING:  # the first screen is painted before errands are imported
    import asyncio

    from kiosk.core.left import Left
    from kiosk.screens.stage import PartsHost
    from kiosk.words.standing import Queued, Roadside


class Frame:
    """Words the lines around a screen, from what it last counted.

    Args:
        stage: the app.
        structure: the association's name, until the desk says it.
        training: whether it is a desk to practise with.
        left: tells what a key with an update left; None where none may come.
    """

    def __init__(
        self, stage: PartsHost, structure: str, *, training: bool, left: Callable[[], Left] | None = None
    ) -> None:
        self._stage, self._structure, self._training, self._left = stage, structure, training, left
        self._counted: Queued | None = None
        self.printer_holds = False
        """Whether a receipt may still come out of the printer: the worker is told to switch it off."""

    async def count(self) -> None:
        """Count anew what waits."""
        from kiosk.words.standing import count

        entries = await self._stage.work(self._stage.session.store.entries)
        self._counted = count(entries, self._stage.today())

    def heard_of_printer(self, forgot: asyncio.Future[bool]) -> None:
        """Say at home that the printer is to be switched off, where it does not say that it forgot a receipt."""
        from kiosk.screens.home import HomeScreen

        self.printer_holds = forgot.cancelled() or forgot.exception() is not None or not forgot.result()
        if self.printer_holds and self._stage.is_running:
            for screen in self._stage.screen_stack:
                if isinstance(screen, HomeScreen):
                    screen.problem(self.problem())

    @property
    def has_updates(self) -> bool:
        """Whether keys bring updates to this machine."""
        return self._left is not None

    # -- the lines

    def top(self) -> tuple[str, str]:
        """Give the two ends of the top line."""
        words = self._stage.words
        training = words.say(Ui.TRAINING) if self._training else ""
        if words.discreet:  # the association's name may tell what the person came for
            return words.say(Ui.APP), " – ".join(filter(None, (words.say(Ui.DISCREET_ON), training)))
        structure = self._stage.session.tools.desk.structure if self._stage.is_open else self._structure
        return " – ".join(part for part in (words.say(Ui.APP), structure) if part), training

    @property
    def is_urgent(self) -> bool:
        """Whether the status line says what must be heard of now: the lock that is near, or the voice."""
        return self._stage.is_open and bool(self._stage.guard.tells_lock or self._stage.aloud.status)

    def status(self) -> list[str]:
        """Give the parts of the status line."""
        words = self._stage.words
        if not self._stage.is_open:
            return [words.say(Ui.STATUS_NETWORK)]
        if self._stage.guard.tells_lock:
            return [self._stage.guard.lock_words]
        if speaks := self._stage.aloud.status:
            return [speaks]
        from kiosk.words.standing import Queued, road_in_short, status_parts

        session = self._stage.session
        key = self._stage.road.key.status()
        road = words.say(key) if key else road_in_short(self._roadside(), words)
        return status_parts(session, self._counted or Queued(), road, words)

    def road(self, *, short: bool = False) -> str:
        """Say how the road stands, why, since when, and when it is tried again; or in few words."""
        from kiosk.words.standing import road_in_full, road_in_short

        how = (road_in_short if short else road_in_full)(self._roadside(), self._stage.words)
        return "\n".join(filter(None, (self.update(), how)))

    def update(self) -> str:
        """Say what a key with an update left on this machine; empty where it left nothing."""
        if self._left is None:
            return ""
        from kiosk.words.update import left_words

        return left_words(self._left(), self._stage.words.say)

    def _roadside(self) -> Roadside:
        from kiosk.words.standing import Roadside

        road, zone = self._stage.road, self._stage.session.clock().wall.tzinfo
        return Roadside(road.report, road.has_hub, road.on_the_road, road.nothing_new, zone)

    def problem(self) -> str:
        """Give what must be known before the first visit, the gravest first."""
        say, visit = self._stage.words.say, self._stage.usher.visit
        if self.printer_holds:
            return say(Ui.RECEIPT_SWITCH_OFF)
        if words := self._stage.road.key.home_words():
            return words
        if visit is not None and visit.knows_her:
            return say(Ui.HOME_SAME_PERSON)
        from kiosk.words.standing import Queued, to_know

        if self._left is not None and self._left().version:  # what else a key left may have gone with it since
            return self.update()
        return to_know(self._stage.session, self._counted or Queued(), self._stage.words)
