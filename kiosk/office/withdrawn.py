"""What an office of before the ledger remembered of consents that were taken back: read, and no longer written.

An older file opened later changes nothing. One small file an act, named by its id: the withdrawal key, which proves
itself against the hash that the desk signed with the act; or nothing, where she said it without her receipt and
somebody must check it with her.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.core.errors import FileFault
from kiosk.machine.files import read_file
from kiosk.wire.signed import ID_BYTES

WITHDRAWN = "withdrawn"


def recall(folder: Path, act: bytes) -> tuple[bool, bytes | None]:
    """Tell whether a withdrawal of this act is remembered, and with which key."""
    path = _path(folder, act)
    if not path.exists():
        return False, None
    try:
        key = read_file(path, ID_BYTES)
    except FileFault:
        key = b""  # unreadable, but it is there: somebody must check it with her
    return True, key or None


def _path(folder: Path, act: bytes) -> Path:
    return folder / WITHDRAWN / act.hex()
