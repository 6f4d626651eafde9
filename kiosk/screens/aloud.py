"""Says the page that is shown, and is silent as soon as it is not shown any more."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.screens.actions import Keys
from kiosk.screens.base import KioskScreen

if TYPE_CHECKING:  # the first screen says nothing, and is painted before what says is imported
    from kiosk.core.aloud import SpeechEnd
    from kiosk.flows.aloud import HeardPage
    from kiosk.screens.stage import PartsHost


class PageVoice:
    """The voice of the screens.

    Args:
        stage: the app.
    """

    def __init__(self, stage: PartsHost) -> None:
        self._stage = stage
        self._listening: HeardPage | None = None

    @property
    def status(self) -> str:
        """Say who speaks, and the key that stops it; nothing where nobody does."""
        if self._listening is None or self._listening.manner is None:
            return ""
        from kiosk.words.speech import MANNERS

        return self._stage.words.say_to_staff(MANNERS[self._listening.manner])

    def toggle(self) -> None:
        """Say the page, or be silent where something is being said."""
        from kiosk.flows.aloud import HeardPage
        from kiosk.words.speech import SpeechUi

        if self.hush():
            return
        screen, say = self._stage.screen, self._stage.words.say_to_staff
        if not self._stage.is_open or not isinstance(screen, KioskScreen):
            return
        if Keys.LISTEN not in (*screen.keys, *screen.more):
            return
        mouth, page = self._stage.session.mouth, screen.page_aloud()
        if mouth is None or not page:
            screen.problem(say(SpeechUi.NOTHING if mouth else SpeechUi.OFF))
            return
        screen.problem("")
        loop = asyncio.get_running_loop()

        def ended(end: SpeechEnd) -> None:
            with suppress(RuntimeError):  # the kiosk has ended
                loop.call_soon_threadsafe(self._ended, screen, end)

        self._listening = self._listening or HeardPage()
        self._listening.begin(mouth, page, ended, self._stage.usher.visit)
        screen.restate()

    def hush(self) -> bool:
        """Be silent at once; says whether something was being said."""
        if self._listening is None or not self._listening.hush():
            return False
        if self._stage.is_running and self._stage.screen_stack and isinstance(self._stage.screen, KioskScreen):
            self._stage.screen.restate()
        return True

    def _ended(self, screen: KioskScreen, end: SpeechEnd) -> None:
        from kiosk.words.speech import ENDS

        if self._stage.is_running and screen in self._stage.screen_stack:
            screen.restate()
            if end in ENDS:
                screen.problem(self._stage.words.say_to_staff(ENDS[end]))
