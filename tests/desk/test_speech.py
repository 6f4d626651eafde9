"""The desk's voice is made when it first speaks, and says then what it was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.core.aloud import Aloud, Manner, SpeechEnd
from kiosk.desk.speech import LateMouth


class Heard:
    """A mouth that writes down what it is asked (see `kiosk.core.ports.Mouth`)."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def say(self, page: Sequence[Aloud], ended: Callable[[SpeechEnd], None]) -> Manner:
        """Say nothing, and end at once."""
        self.asked += [each.text for each in page]
        ended(SpeechEnd.SAID)
        return Manner.RECORDED

    def hush(self) -> None:
        """Note it."""
        self.asked.append("hush")


def test_a_voice_is_made_once_and_not_to_be_silent() -> None:
    """Silence needs no voice; the first page makes it, and every later word is that one's."""
    made: list[Heard] = []

    def make() -> Heard:
        made.append(Heard())
        return made[-1]

    late, ended = LateMouth(make), list[SpeechEnd]()
    late.hush()
    assert made == []
    page = (Aloud("Bonjour.", "fr"),)
    assert [late.say(page, ended.append) for _ in range(2)] == [Manner.RECORDED] * 2
    late.hush()
    assert [each.asked for each in made] == [["Bonjour.", "Bonjour.", "hush"]]
    assert ended == [SpeechEnd.SAID] * 2
