"""The programs that play, speak and record: Debian's own, each a process that ends when the desk ends, however it does.

What is said is given to them in a pipe: an argument could be read by every account of the machine.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True)
class Programs:
    """Which programs do it.

    They are looked for when they are wanted: what is installed while the desk runs is there for the next page.
    """

    play: Sequence[str] = ("aplay", "-q", "-")
    """Plays the sound that it is given, and ends."""
    speak: Sequence[str] = ("espeak-ng", "--stdin", "--stdout")
    """Speaks the text that it is given, as a sound; is told the voice and the speed."""
    record: Sequence[str] = ("arecord", "-q", "-t", "wav", "-f", "S16_LE", "-r", "22050", "-c", "1")
    """Records until it is ended; is told the seconds at most, and the file."""

    def speaker(self, voice: str, speed: int) -> list[str]:
        """Give what speaks with a voice, at so many words a minute."""
        return [*self.speak, "-v", voice, "-s", str(speed)]

    def recorder(self, seconds: int, file: str) -> list[str]:
        """Give what records to a file."""
        return [*self.record, "-d", str(seconds), file]


def is_installed(command: Sequence[str]) -> bool:
    """Tell whether a program is installed."""
    return shutil.which(command[0]) is not None


def start(command: Sequence[str], *, gives: bool = False) -> subprocess.Popen[bytes]:
    """Start a program that is ended with the thread that called this, even where the desk is killed.

    It writes nothing on the terminal, and no key of the terminal ends it.

    Args:
        command: the program and its arguments.
        gives: whether what it writes is wanted.

    Raises:
        OSError: it is not installed, or cannot be started.
    """
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(command[0])
    tied = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    return subprocess.Popen(  # noqa: S603 (no shell, and nothing that was typed)
        [*tied, program, *command[1:]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if gives else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program at once, and let go of it."""
    with suppress(OSError):
        process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    _shut(process.stdin)
    _shut(process.stdout)


def _shut(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with suppress(OSError):
            pipe.close()
