"""Looks whether this machine can be heard: a short silence is played, and a word is spoken into nothing."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Sequence
from io import BytesIO

from kiosk.core.aloud import SpeechEnd
from kiosk.speech.mouth import USUAL_SPEED
from kiosk.speech.programs import Programs, end, is_installed, start
from kiosk.speech.recordings import RATE, WIDTH

_PATIENCE = 3.0
"""Seconds after which a program is taken for stuck."""


def silence(seconds: float) -> bytes:
    """Give so much of a sound that is not heard."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(WIDTH)
        file.setframerate(RATE)
        file.writeframes(bytes(WIDTH * int(RATE * seconds)))
    return out.getvalue()


def plays(programs: Programs | None = None) -> SpeechEnd:
    """Tell whether a sound can be played."""
    programs = programs or Programs()
    if not is_installed(programs.play):
        return SpeechEnd.NO_PLAYER
    return SpeechEnd.SAID if _run(programs.play, silence(0.1)) is not None else SpeechEnd.NO_SOUND


def has_machine_voice(voice: str, programs: Programs | None = None) -> bool:
    """Tell whether a machine speaks with a voice."""
    programs = programs or Programs()
    return is_installed(programs.speak) and bool(_run(programs.speaker(voice, USUAL_SPEED), b"1"))


def _run(command: Sequence[str], given: bytes) -> bytes | None:
    """Give what a program wrote; None where it failed."""
    try:
        process = start(command, gives=True)
    except OSError:
        return None
    try:
        written, _ = process.communicate(given, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        return None
    finally:
        end(process)
    return written if process.returncode == 0 else None
