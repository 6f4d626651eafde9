"""What a key with an update left on a machine, for its desk to say."""

from __future__ import annotations

from dataclasses import dataclass

TAKING = "taking"
"""The word while an update is under way."""
DONE = "done"


@dataclass(frozen=True)
class Left:
    """What a desk may know of it."""

    word: str = ""
    """As long as the key is plugged in: `TAKING`, `DONE`, or the `kiosk.core.release.UpdateFault`."""
    version: str = ""
    """Of the program that runs from the next start on, where it is not the one that runs now."""
