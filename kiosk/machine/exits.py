"""What a command tells the machine that called it: one number."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes: stable, documented in docs/pannes.md and in `kiosk --help`."""

    OK = 0
    FAULT = 1
    """Something is wrong and was said in words."""
    USAGE = 2
    """The command line is not right."""
    REFUSED = 3
    """Wrong passphrase, not genuine, not trusted."""
    BUSY = 4
    """Another process holds the store."""
    NO_DESK = 5
    """There is no desk or office in this folder."""
    CRASH = 70
    """A defect of the kiosk."""
