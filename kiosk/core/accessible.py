"""Whether somebody asked, by the environment, for what can be read by touch and by ear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

DUMB = ("", "dumb", "unknown")
"""What `TERM` says of a terminal of which nothing is known: only lines are sure to be shown."""


class FaceWanted(NamedTuple):
    """What the settings in a folder want of a face."""

    lines: bool = False
    """Whether it speaks in plain lines."""
    bell: bool = True
    """Whether the bell announces a lock, too."""
    shortcuts: bool = True
    """Whether single signs are deeds at the office's screens (WCAG 2.1.4)."""


def accessible(environment: Mapping[str, str]) -> bool:
    """Tell whether `ACCESSIBLE` is set, as several programs understand it; empty and 0 mean no."""
    return environment.get("ACCESSIBLE", "") not in ("", "0", "false", "no")


def wants_lines(asked: bool | None, setting: bool, environment: Mapping[str, str]) -> bool:
    """Tell whether plain lines are wanted: by the command, else by the environment or the settings.

    Args:
        asked: what the command says; None where it does not say.
        setting: what the settings say.
        environment: `ACCESSIBLE`, which other programs know too, and `TERM`: a dumb terminal can show nothing else.
    """
    if asked is not None:
        return asked
    return accessible(environment) or setting or environment.get("TERM", "") in DUMB
