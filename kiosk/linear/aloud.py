"""Says a question aloud, and is silent as soon as something else is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from queue import Empty, SimpleQueue

from kiosk.core.aloud import Aloud, SpeechEnd
from kiosk.core.ports import Mouth
from kiosk.flows.aloud import HeardPage
from kiosk.words.speech import ENDS, LINES_MANNERS, SpeechUi


class LineVoice:
    """The voice of the plain lines.

    Args:
        mouth: gives what says pages; None where the settings want no voice.
        hearer: gives the visit of who hears them; None where nobody's is under way.
    """

    def __init__(self, mouth: Callable[[], Mouth | None], hearer: Callable[[], object]) -> None:
        self._mouth, self._hearer = mouth, hearer
        self._listening = HeardPage()
        self._news: SimpleQueue[SpeechEnd] = SimpleQueue()

    def begin(self, page: Sequence[Aloud]) -> Enum | None:
        """Begin to say a question; gives who speaks, or what is told because nobody does."""
        self.hush()
        mouth = self._mouth()
        if mouth is None:
            return SpeechUi.OFF
        self._listening.begin(mouth, page, self._news.put, self._hearer())
        manner = self._listening.manner
        return None if manner is None else LINES_MANNERS[manner]

    def hush(self) -> None:
        """Be silent at once; what went wrong before is no news any more."""
        self._listening.hush()
        while self._take() is not None:
            pass

    def take_news(self) -> Enum | None:
        """Give what went wrong since; nothing that was told already."""
        end = self._take()
        return None if end is None else ENDS.get(end)

    def _take(self) -> SpeechEnd | None:
        try:
            return self._news.get_nowait()
        except Empty:
            return None
