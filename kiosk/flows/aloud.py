"""A page that is said aloud, for either face: begun, hushed, and heard of once, by whoever still wants to hear."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from kiosk.core.aloud import Aloud, Manner, SpeechEnd
from kiosk.core.ports import Mouth


class HeardPage:
    """What is being said. Nothing is heard of what was hushed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turn: object = None
        self._mouth: Mouth | None = None
        self.manner: Manner | None = None
        """Who speaks now; None where nobody does."""

    def begin(self, mouth: Mouth, page: Sequence[Aloud], ended: Callable[[SpeechEnd], None]) -> None:
        """Say a page.

        Args:
            mouth: says it.
            page: its sentences.
            ended: is told how it ended, in another thread, unless it was hushed.
        """
        self.hush()
        turn = object()
        with self._lock:
            self._turn, self._mouth = turn, mouth

        def over(end: SpeechEnd) -> None:
            with self._lock:
                if self._turn is not turn:
                    return
                self._turn, self.manner = None, None
            ended(end)

        manner = mouth.say(page, over)
        with self._lock:
            if self._turn is turn:
                self.manner = manner

    def hush(self) -> bool:
        """Be silent at once; says whether something was being said."""
        with self._lock:
            spoke, self._turn, self.manner = self._turn is not None, None, None
        if self._mouth is not None:
            self._mouth.hush()
        return spoke
