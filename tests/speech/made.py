"""Programs that play and speak as a test wants them to, and sounds; and a mouth that says nothing to anybody."""

from __future__ import annotations

import math
import shlex
import threading
import wave
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from kiosk.core.aloud import Aloud, Manner, SpeechEnd
from kiosk.speech.mouth import DeskMouth, VoiceNeeds
from kiosk.speech.programs import Programs
from kiosk.speech.recordings import RATE, Recordings
from kiosk.speech.trial import silence

PATIENCE = 20
"""Seconds that a busy machine may take."""
PAGE = (Aloud("Fermer, ce n’est pas effacer.", "fr"), Aloud("Les documents sont gardés 10 ans.", "fr"))


def tone(seconds: float = 1.0, height: float = 0.5, pitch: int = 440) -> bytes:
    """Give a sound that is known by its pitch."""
    rows = (int(32_767 * height * math.sin(2 * math.pi * pitch * at / RATE)) for at in range(int(RATE * seconds)))
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", rows).tobytes())
    return out.getvalue()


def record(recordings: Recordings, aloud: Aloud, sound: bytes) -> Path:
    """Put a recording where it belongs."""
    recordings.fresh(aloud).write_bytes(sound)
    recordings.accept(aloud)
    return recordings.path(aloud)


@dataclass
class Made:
    """A folder with programs of a test's own.

    Args:
        folder: where.
        play: what plays does, as a line of the shell; it is given the sound.
        speak: what speaks does.
    """

    folder: Path
    play: str = 'cat > /dev/null; echo played >> "$HERE/log"'
    speak: str = 'cat >> "$HERE/text"; echo "$@" >> "$HERE/arguments"; cat "$HERE/spoken.wav"'
    grace: float = PATIENCE
    voices: dict[str, str] = field(default_factory=lambda: {"fr": "fr"})

    def program(self, name: str, does: str) -> str:
        """Write a program."""
        file = self.folder / name
        begins = f"#!/bin/sh\nHERE={shlex.quote(str(self.folder))}\n"
        file.write_text(f"{begins}{does}\n", encoding="utf-8")
        file.chmod(0o700)
        return str(file)

    @property
    def programs(self) -> Programs:
        """Give the programs; the first call writes them."""
        (self.folder / "spoken.wav").write_bytes(silence(0.2))
        return Programs((self.program("play", self.play),), (self.program("speak", self.speak),))

    @property
    def recordings(self) -> Recordings:
        """Give where recordings are."""
        return Recordings(self.folder / "voices")

    def mouth(self) -> DeskMouth:
        """Give the real thing, with these programs."""
        return DeskMouth(VoiceNeeds(self.recordings, self.voices, self.programs, grace=self.grace))

    def lines(self, name: str) -> list[str]:
        """Give what a program wrote."""
        file = self.folder / name
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


@dataclass
class FakeMouth:
    """A mouth that keeps what it was to say. It has said a page when a test lets it, or at once."""

    holds: bool = False
    """Whether a page lasts until somebody is silent or the test ends it."""
    ends: SpeechEnd = SpeechEnd.SAID
    manner: Manner = Manner.MACHINE
    pages: list[tuple[Aloud, ...]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What was to be said of itself, being a machine."""
    hushed: int = 0
    _over: Callable[[SpeechEnd], None] | None = None

    @property
    def speaks(self) -> bool:
        """Whether something is being said."""
        return self._over is not None

    @property
    def texts(self) -> list[str]:
        """Everything that was to be said."""
        return [each.text for page in self.pages for each in page]

    def say(self, page: Sequence[Aloud], ended: Callable[[SpeechEnd], None]) -> Manner:
        """Keep a page."""
        self.hush()
        self.pages.append(tuple(each for each in page if not each.of_machine))
        if self.manner is not Manner.RECORDED:
            self.told += [each.text for each in page if each.of_machine]
        self._over = ended
        if not self.holds:
            self.end(self.ends)
        return self.manner

    def hush(self) -> None:
        """Be silent."""
        if self._over is not None:
            self.hushed += 1
            self.end(SpeechEnd.HUSHED)

    def end(self, end: SpeechEnd) -> None:
        """Have it ended, from another thread."""
        over, self._over = self._over, None
        assert over is not None
        threading.Thread(target=over, args=(end,)).start()


class Heard:
    """Hears how a page ended."""

    def __init__(self) -> None:
        self.ends: list[SpeechEnd] = []
        self.threads: list[threading.Thread] = []
        self._came = threading.Event()

    def __call__(self, end: SpeechEnd) -> None:
        """Keep it."""
        self.ends.append(end)
        self.threads.append(threading.current_thread())
        self._came.set()

    def wait(self) -> SpeechEnd:
        """Give it once it came."""
        assert self._came.wait(PATIENCE)
        return self.ends[0]
