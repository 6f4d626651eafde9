"""Records a sentence with the machine's microphone, and lets it be heard."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.core.sound import longest
from kiosk.speech.programs import Programs, end, is_installed, start

_PATIENCE = 5.0
"""Seconds that a program has to end once it was told to."""


class Recorder:
    """Records and plays one sound at a time.

    Args:
        programs: which programs do it.
    """

    def __init__(self, programs: Programs | None = None) -> None:
        self._programs = programs or Programs()

    @property
    def is_there(self) -> bool:
        """Whether what records and what plays is installed."""
        return is_installed(self._programs.record) and is_installed(self._programs.play)

    def record(self, file: Path, text: str, until: Callable[[], None]) -> bool:
        """Record a sentence to a file until somebody says that it was said, or it takes far too long.

        Args:
            file: where.
            text: the sentence: what is much longer is cut.
            until: comes back when it was said.

        Returns:
            Whether anything was recorded: not without a microphone.
        """
        with suppress(OSError):
            file.unlink(missing_ok=True)
            process = start(self._programs.recorder(round(longest(text)) + 1, str(file)))
            try:
                until()
                process.terminate()  # it writes how long the sound is, and ends
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                return False
            finally:
                end(process)
            return file.is_file()
        return False

    def play(self, file: Path) -> bool:
        """Play a sound to its end; says whether it could be played."""
        with suppress(OSError):
            sound = file.read_bytes()
            process = start(self._programs.play)
            try:
                process.communicate(sound, timeout=len(sound) / 10_000 + _PATIENCE)
            except subprocess.TimeoutExpired:
                return False
            finally:
                end(process)
            return process.returncode == 0
        return False
