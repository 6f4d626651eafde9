"""What a machine says of itself to whoever keeps it: room on a disk, a sound card. Nothing that takes time is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

_CARDS = "proc/asound/cards"


def free_bytes(folder: Path) -> int | None:
    """Give the bytes that are free where a folder lies; None where the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def has_sound_card(root: Path = Path("/")) -> bool:
    """Tell whether there is a sound card.

    Args:
        root: the folder that plays `/`.
    """
    try:
        rows = (root / _CARDS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(row.strip()[:1].isdigit() for row in rows)
