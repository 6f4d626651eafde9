"""What a key with an update left on this machine, for the desk to say: it reads, and changes nothing.

A service of the administrator's (scripts/debian/tree) takes updates from keys; the desk's account only looks.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every start asks whether updates may come, and few wait for one
    from kiosk.core.left import Left

RUNS = Path(__file__).parents[2]
"""The folder that Python reads this very program from."""
PACKAGED = Path("/usr/lib/kiosk-desk/python")
CURRENT = Path("/var/lib/kiosk-desk/current")
"""The link to the version that runs at the next start (`kiosk.store.versions`)."""
WORD = Path("/run/kiosk-desk/update")
"""Holds the `word` of a `Left`, as long as the key is plugged in."""
_LONGEST = 40


def may_come() -> bool:
    """Say whether updates come to this program: it is a package's, or came after one."""
    return RUNS == PACKAGED or RUNS.is_relative_to(CURRENT.parent)


def left() -> Left:
    """Look."""
    from kiosk.core.left import Left

    try:
        with WORD.open(encoding="ascii") as stream:
            word = stream.read(_LONGEST).strip()
    except (OSError, ValueError):
        word = ""
    later = CURRENT.resolve() / "python"
    if not later.is_dir():
        later = PACKAGED
    return Left(word, "" if later == RUNS else _version(later))


def _version(python: Path) -> str:
    try:
        return str(tomllib.loads((python / "kiosk/machine/release.toml").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return "?"
