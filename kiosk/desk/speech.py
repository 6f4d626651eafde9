"""Chooses the desk's voice: which recordings, and whether a machine says the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.core.aloud import SpeechEnd
from kiosk.core.ports import Mouth
from kiosk.desk.desk import Desk
from kiosk.desk.folder import VOICES
from kiosk.speech.mouth import DeskMouth, VoiceNeeds
from kiosk.speech.recordings import Recordings
from kiosk.speech.trial import has_machine_voice, plays
from kiosk.words.aloud import MachineVoices
from kiosk.words.catalogues import Catalogues
from kiosk.words.speech import VoicesUi


def recordings_of(desk: Desk) -> Recordings:
    """Give what was recorded for a desk."""
    return Recordings(desk.data / Path(desk.settings.voice.folder or VOICES).expanduser())


def mouth_of(desk: Desk, words: Catalogues) -> Mouth | None:
    """Give what says pages aloud; None where the settings want no voice."""
    settings = desk.settings.voice
    if not settings.on:
        return None
    machine = MachineVoices(words) if settings.machine else {}
    return DeskMouth(VoiceNeeds(recordings_of(desk), machine, speed=settings.speed))


def speaks_by_machine(desk: Desk, language: str, words: Catalogues) -> bool:
    """Tell whether a machine on this desk speaks a language."""
    return desk.settings.voice.machine and has_machine_voice(words.voice_of(language))


def examine_voice(desk: Desk) -> Iterator[VoicesUi | int]:
    """Look whether pages can be said aloud here: what is missing, else how many recordings there are."""
    settings = desk.settings.voice
    if not settings.on:
        yield VoicesUi.DOCTOR_OFF
        return
    played = plays()
    if played is not SpeechEnd.SAID:
        yield VoicesUi.DOCTOR_NO_PLAYER if played is SpeechEnd.NO_PLAYER else VoicesUi.DOCTOR_NO_SOUND
        return
    if not (settings.machine and has_machine_voice("fr")):
        yield VoicesUi.DOCTOR_NO_MACHINE
    yield sum(recordings_of(desk).count().values())
