"""USB keys that are plugged in: folders that the system has mounted where keys are mounted."""

from __future__ import annotations

import os
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
PLACES = ("/media/", "/run/media/", "/mnt/")
"""Where desktops and volunteers mount keys."""
_ESCAPES = (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\"))


def drives(mounts: Path = MOUNTS, places: tuple[str, ...] = PLACES) -> list[Path]:
    """Give the folders of keys that this user can write to, in the order in which they were mounted."""
    try:
        rows = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    folders = [_plain(row.split(" ")[1]) for row in rows if row.count(" ") >= 2]
    return [Path(each) for each in folders if each.startswith(places) and os.access(each, os.W_OK | os.X_OK)]


def _plain(escaped: str) -> str:
    for code, sign in _ESCAPES:
        escaped = escaped.replace(code, sign)
    return escaped
