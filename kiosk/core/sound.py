"""When a recording is good enough to be heard among people: loud, whole, and no longer than its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SILENT, QUIET = 0.005, 0.04
"""How loud its loud parts are (`Level.loud`), of the loudest that there is: nothing is heard below the first."""
CLIPPED = 20
"""Samples at the very edge above which a voice rattles."""
SHORTEST = 0.25
"""Seconds below which nothing was said."""
BREATH, A_SIGN = 4.0, 0.3
"""Seconds that a slow speaker takes: before and after, and for each sign."""


@dataclass(frozen=True)
class Level:
    """What was measured of a recording."""

    seconds: float
    loud: float
    """The level that one sample in twenty is above: 1 is the loudest that there is."""
    clipped: int
    """Samples at the very edge."""


class Flaw(StrEnum):
    """What is wrong with a recording."""

    DAMAGED = "damaged"
    """It is no sound of the kind that is recorded."""
    SILENT = "silent"
    QUIET = "quiet"
    CLIPPED = "clipped"
    LONG = "long"


def longest(text: str) -> float:
    """Give the seconds that a sentence may take."""
    return BREATH + A_SIGN * len(text)


def flaws(level: Level, text: str) -> Iterator[Flaw]:
    """Say what is wrong with a recording of a sentence."""
    if level.seconds < SHORTEST or level.loud < SILENT:
        yield Flaw.SILENT
    elif level.loud < QUIET:
        yield Flaw.QUIET
    if level.clipped > CLIPPED:
        yield Flaw.CLIPPED
    if level.seconds > longest(text):
        yield Flaw.LONG
