"""Says a page: sentence after sentence, a recording where there is one, a machine's voice elsewhere."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.core.aloud import Aloud, Manner, SpeechEnd
from kiosk.speech.programs import Programs, end, is_installed, start
from kiosk.speech.recordings import Recordings, seconds_of

USUAL_SPEED = 140
"""Words a minute: slower than people talk, for who does not hear this language every day."""
GRACE = 5.0
"""Seconds that a program may take beyond what its sound lasts."""


@dataclass(frozen=True)
class VoiceNeeds:
    """What is said with.

    Args:
        recordings: what speakers recorded.
        voices: by which name a machine's voice knows each language; empty where no machine is to speak.
        programs: which programs play and speak.
        speed: of a machine's voice, in words a minute.
        grace: seconds that a program may take beyond what its sound lasts.
    """

    recordings: Recordings
    voices: Mapping[str, str]
    programs: Programs = field(default_factory=Programs)
    speed: int = USUAL_SPEED
    grace: float = GRACE


class DeskMouth:
    """The desk's own voice: see `kiosk.core.ports.Mouth`.

    A page has a thread of its own, for a program ends with the thread that started it.

    Args:
        needs: what it says with.
    """

    def __init__(self, needs: VoiceNeeds) -> None:
        self._needs = needs
        self._saying = _Saying(needs)
        self._saying.hush()

    def say(self, page: Sequence[Aloud], ended: Callable[[SpeechEnd], None]) -> Manner:
        """Begin to say a page, in place of what is being said."""
        self.hush()
        saying = self._saying = _Saying(self._needs)
        name = "aloud"
        threading.Thread(target=lambda: ended(saying.say(page)), name=name, daemon=True).start()
        recordings = self._needs.recordings
        recorded = [recordings.read(each) is not None for each in page if not each.of_machine]
        if all(recorded):
            return Manner.RECORDED
        return Manner.BOTH if any(recorded) else Manner.MACHINE

    def hush(self) -> None:
        """Be silent at once."""
        self._saying.hush()


class _Saying:
    """One page that is being said, until it is said or hushed."""

    def __init__(self, needs: VoiceNeeds) -> None:
        self._needs = needs
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._hushed = False

    def hush(self) -> None:
        """End what speaks and what plays; nothing is begun any more."""
        with self._lock:
            self._hushed = True
            if self._process is not None and self._process.poll() is None:
                self._process.kill()

    def say(self, page: Sequence[Aloud]) -> SpeechEnd:
        """Say it, and come back when that ended."""
        if not is_installed(self._needs.programs.play):
            return SpeechEnd.NO_PLAYER
        said = missed = 0
        told = [each for each in page if each.of_machine]
        for each in (each for each in page if not each.of_machine):
            sound: bytes | SpeechEnd | None = self._needs.recordings.read(each)
            if sound is None and told:
                words = self._spoken(told.pop())
                if isinstance(words, bytes) and (left := self._play(words)) is not SpeechEnd.SAID:
                    return left
            sound = sound or self._spoken(each)
            if self._hushed:
                return SpeechEnd.HUSHED
            if isinstance(sound, SpeechEnd):
                return sound
            if sound is None:
                missed += 1
                continue
            left = self._play(sound)
            if left is not SpeechEnd.SAID:
                return left
            said += 1
        if missed:
            return SpeechEnd.PARTLY if said else SpeechEnd.NO_VOICE
        return SpeechEnd.SAID

    def _spoken(self, aloud: Aloud) -> bytes | SpeechEnd | None:
        """Have a machine speak a sentence: give its sound; None where no machine speaks this language."""
        voice = self._needs.voices.get(aloud.language)
        if voice is None or not is_installed(self._needs.programs.speak):
            return None
        ended, sound = self._run(
            self._needs.programs.speaker(voice, self._needs.speed), aloud.text.encode(), self._needs.grace, gives=True
        )
        if ended is SpeechEnd.NO_SOUND:
            return None
        if ended is not SpeechEnd.SAID:
            return ended
        return sound if _lasts(sound) else None

    def _play(self, sound: bytes) -> SpeechEnd:
        return self._run(self._needs.programs.play, sound, _lasts(sound) + self._needs.grace)[0]

    def _run(
        self, command: Sequence[str], given: bytes, longest: float, *, gives: bool = False
    ) -> tuple[SpeechEnd, bytes]:
        """Run a program to its end: what became of it, and what it wrote."""
        with self._lock:
            if self._hushed:
                return SpeechEnd.HUSHED, b""
            try:
                process = self._process = start(command, gives=gives)
            except OSError:
                return SpeechEnd.NO_SOUND, b""
        written = b""
        try:
            written = process.communicate(given, timeout=longest)[0] or b""
        except subprocess.TimeoutExpired:
            return (SpeechEnd.HUSHED if self._hushed else SpeechEnd.STUCK), b""
        finally:
            end(process)
        if self._hushed:
            return SpeechEnd.HUSHED, b""
        return (SpeechEnd.SAID if process.returncode == 0 else SpeechEnd.NO_SOUND), written


def _lasts(sound: bytes) -> float:
    try:
        return seconds_of(sound)
    except ValueError:
        return 0.0
