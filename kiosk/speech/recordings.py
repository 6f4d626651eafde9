"""The files of what was recorded: a folder for each language, a short sound for each sentence, named by its words."""

from __future__ import annotations

import sys
import wave
from array import array
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from kiosk.core.aloud import Aloud
from kiosk.core.errors import TooLarge
from kiosk.core.sound import Level
from kiosk.machine.files import read_own

END, FRESH = ".wav", ".wav.new"
"""Ends of the names: of a recording, and of one that nobody has accepted yet."""
RATE, WIDTH = 22_050, 2
"""Samples a second, and bytes of each: what is recorded."""
LARGEST = 8_000_000
"""Bytes above which it is no sentence: three minutes."""
_EDGE = 32_766
_EACH = 4
"""Of so many samples one is looked at: the level of a voice needs no more."""
_LOUD = 0.95


class Recordings:
    """What was recorded, of every language.

    Args:
        folder: where; it need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, aloud: Aloud) -> Path:
        """Give where the recording of a sentence is, or would be."""
        return self.folder / aloud.language / f"{aloud.name}{END}"

    def has(self, aloud: Aloud) -> bool:
        """Tell whether a sentence was recorded."""
        return self.path(aloud).is_file()

    def read(self, aloud: Aloud) -> bytes | None:
        """Give the sound of a sentence; None where there is none that can be played."""
        with suppress(OSError, ValueError, TooLarge):
            sound = read_own(self.path(aloud), LARGEST)
            if seconds_of(sound) > 0:
                return sound
        return None

    def names(self, language: str) -> set[str]:
        """Give the names of all recordings of a language."""
        return {each.name.removesuffix(END) for each in (self.folder / language).glob(f"*{END}")}

    def count(self) -> dict[str, int]:
        """Give how many there are, by language."""
        with suppress(OSError):
            return {
                each.name: number for each in sorted(self.folder.iterdir()) if (number := len(self.names(each.name)))
            }
        return {}

    def fresh(self, aloud: Aloud) -> Path:
        """Give where to record a sentence anew. Raises OSError where its folder cannot be made."""
        path = self.path(aloud).with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.with_name(path.name + FRESH)

    def accept(self, aloud: Aloud) -> None:
        """Take what was recorded anew for the recording of a sentence. Raises OSError."""
        self.fresh(aloud).replace(self.path(aloud))

    def measure(self, file: Path) -> Level:
        """Measure a recording. Raises OSError, and ValueError for what is no sound of this kind, or far too long."""
        try:
            return level_of(read_own(file, LARGEST))
        except TooLarge as error:
            raise ValueError("not a recording") from error


def seconds_of(sound: bytes) -> float:
    """Give how long a sound is. Raises ValueError for what is none."""
    return level_of(sound, deep=False).seconds


def level_of(sound: bytes, *, deep: bool = True) -> Level:
    """Measure a sound.

    Args:
        sound: a whole file, or what a program wrote that did not know yet how long it would be.
        deep: whether its level is wanted, too.

    Raises:
        ValueError: it is no sound of the kind that is recorded.
    """
    try:
        with wave.open(BytesIO(sound)) as file:
            if file.getsampwidth() != WIDTH or not file.getframerate():
                raise ValueError("not a recording")
            rate, channels = file.getframerate(), file.getnchannels()
            data = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError("not a recording") from error
    samples = array("h", data[: len(data) // WIDTH * WIDTH])
    seconds = len(samples) / (rate * channels)
    if not deep or not samples:
        return Level(seconds, 0.0, 0)
    if sys.byteorder == "big":
        samples.byteswap()
    heights = sorted(map(abs, samples[::_EACH]))
    clipped = sum(not -_EDGE < each < _EDGE for each in samples)
    return Level(seconds, heights[int((len(heights) - 1) * _LOUD)] / 32_768, clipped)
