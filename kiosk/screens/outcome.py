"""What became of something that went on behind the screens, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyOutcome:
    """What became of what was done with a USB key."""

    done: str = ""
    """What was done."""
    failed: str = ""
    """Why nothing was."""
    refused: tuple[tuple[str, str], ...] = ()
    """Files that were not read, each with its reason."""
