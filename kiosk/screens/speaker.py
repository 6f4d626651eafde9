"""How the screens speak: as any face does, and the words of their keys."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.screens.actions import Keys
from kiosk.words.ui import Ui
from kiosk.words.voice import Voice

_TELLS = {
    Ui.KEY_LEAVE: Ui.TELLS_LEAVE,
    Ui.KEY_VANISH: Ui.TELLS_VANISH,
    Ui.KEY_SHEET: Ui.TELLS_SHEET,
    Ui.KEY_DISCREET: Ui.TELLS_DISCREET,
    Ui.KEY_HIDE: Ui.TELLS_HIDE,
    Ui.KEY_LOCK: Ui.TELLS_LOCK,
    Ui.KEY_WORDS: Ui.TELLS_WORDS,
    Ui.KEY_LANGUAGE: Ui.TELLS_LANGUAGE,
    Ui.KEY_BESIDE: Ui.TELLS_BESIDE,
    Ui.KEY_LISTEN: Ui.TELLS_LISTEN,
    Ui.KEY_QUEUE: Ui.TELLS_QUEUE,
    Ui.KEY_ROAD: Ui.TELLS_ROAD,
    Ui.KEY_SEND: Ui.TELLS_SEND,
    Ui.KEY_QR: Ui.TELLS_QR,
    Ui.KEY_FORM: Ui.TELLS_FORM,
    Ui.KEY_DAY: Ui.TELLS_DAY,
    Ui.KEY_MANDATE: Ui.TELLS_MANDATE,
    Ui.KEY_PAGE: Ui.TELLS_PAGE,
}
"""What the help says of a key, where its word in the bar is too short to explain it."""


class Speaker(Voice):
    """A voice that names keys, too."""

    def keys(self, keys: Sequence[Keys]) -> list[tuple[str, str]]:
        """Give the caps and words of the keys that work."""
        return [(cap, self.say(words)) for cap, words in self._working(keys)]

    def told_keys(self, keys: Sequence[Keys]) -> list[tuple[str, str]]:
        """Give the caps of the keys that work, each with what it does: for the help, which has more room."""
        return [(cap, self.say(_TELLS.get(words, words))) for cap, words in self._working(keys)]

    def _working(self, keys: Sequence[Keys]) -> list[tuple[str, Ui]]:
        out = [Keys.LOCK, Keys.ROAD, Keys.SEND] if self.training else [Keys.CASES]
        out += [] if self.two else [Keys.BESIDE]
        return [(self.say(key.value.cap), key.value.words) for key in keys if key not in out]
