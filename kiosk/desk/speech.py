"""Chooses the desk's voice: which recordings, and whether a machine says the rest.

Most visits are read: what speaks is imported when somebody first listens.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.folder import VOICES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.core.aloud import Aloud, Manner, SpeechEnd
    from kiosk.core.ports import Mouth
    from kiosk.desk.desk import Desk
    from kiosk.speech.recordings import Recordings
    from kiosk.words.catalogues import Catalogues


def recordings_of(desk: Desk) -> Recordings:
    """Give what was recorded for a desk."""
    from kiosk.speech.recordings import Recordings

    return Recordings(desk.data / Path(desk.settings.voice.folder or VOICES).expanduser())


def mouth_of(desk: Desk, words: Catalogues) -> Mouth | None:
    """Give what says pages aloud; None where the settings want no voice."""
    return LateMouth(lambda: _mouth(desk, words)) if desk.settings.voice.on else None


def _mouth(desk: Desk, words: Catalogues) -> Mouth:
    from kiosk.speech.mouth import DeskMouth, VoiceNeeds
    from kiosk.words.aloud import MachineVoices

    settings = desk.settings.voice
    machine = MachineVoices(words) if settings.machine else {}
    return DeskMouth(VoiceNeeds(recordings_of(desk), machine, speed=settings.speed))


class LateMouth:
    """A voice that is made when it first has something to say (see `kiosk.core.ports.Mouth`).

    Args:
        make: makes it.
    """

    def __init__(self, make: Callable[[], Mouth]) -> None:
        self._make = make
        self._mouth: Mouth | None = None

    def say(self, page: Sequence[Aloud], ended: Callable[[SpeechEnd], None]) -> Manner:
        """Begin to say a page, in place of what is being said."""
        if self._mouth is None:
            self._mouth = self._make()
        return self._mouth.say(page, ended)

    def hush(self) -> None:
        """Be silent at once."""
        if self._mouth is not None:
            self._mouth.hush()


def speaks_by_machine(desk: Desk, language: str, words: Catalogues) -> bool:
    """Tell whether a machine on this desk speaks a language."""
    from kiosk.speech.trial import has_machine_voice

    return desk.settings.voice.machine and has_machine_voice(words.voice_of(language))
