"""A page that is said aloud, for either face: begun, hushed, and heard of once, by whoever still wants to hear."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from weakref import ref

from kiosk.core.aloud import Aloud, Manner, SpeechEnd

if TYPE_CHECKING:
    from kiosk.core.ports import Mouth


def _nobody() -> None:
    """Give no hearer."""


class HeardPage:
    """What is being said. Nothing is heard of what was hushed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turn: object = None
        self._mouth: Mouth | None = None
        self.manner: Manner | None = None
        """Who speaks now; None where nobody does."""
        self._hearer: Callable[[], object] = _nobody
        self._told: set[str] = set()
        """Languages in which she heard that a machine speaks."""

    def begin(
        self, mouth: Mouth, page: Sequence[Aloud], ended: Callable[[SpeechEnd], None], hearer: object = None
    ) -> None:
        """Say a page. That a machine speaks is said to each person once in a language.

        Args:
            mouth: says it.
            page: its sentences.
            ended: is told how it ended, in another thread, unless it was hushed.
            hearer: the visit of who hears it; None where nobody's is under way.
        """
        self.hush()
        if hearer is None or self._hearer() is not hearer:
            self._hearer, self._told = _nobody if hearer is None else ref(hearer), set()
        page = [each for each in page if not (each.of_machine and each.language in self._told)]
        turn = object()
        with self._lock:
            self._turn, self._mouth = turn, mouth

        def over(end: SpeechEnd) -> None:
            with self._lock:
                if self._turn is not turn:
                    return
                self._turn, self.manner = None, None
            if end not in (SpeechEnd.SAID, SpeechEnd.PARTLY):
                self._told -= {each.language for each in page if each.of_machine}  # it was not heard
            ended(end)

        first = {each.language for each in page if each.of_machine}
        self._told |= first  # before it may end, which takes it back
        manner = mouth.say(page, over)
        if manner is Manner.RECORDED:
            self._told -= first
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
