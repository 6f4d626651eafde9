"""What can be seen of a journal without its key: whether its records still stand one behind the other."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.errors import StoreTooNew
from kiosk.store.names import JOURNAL
from kiosk.store.records import HEADER_BYTES, end_of, has_another, read_header


def is_broken(folder: Path) -> bool:
    """Tell whether a journal is none any more, or has lost records. What is in them, only the key tells.

    A last record that is torn is no damage: opening takes it away. Nor is it one that there is no journal yet.

    Args:
        folder: the store's own folder.
    """
    try:
        data = (folder / JOURNAL).read_bytes()
        header = read_header(data)
    except (FileNotFoundError, StoreTooNew):
        return False
    except OSError:
        return True
    if header is None:
        return True
    at, number = HEADER_BYTES, 0
    while (end := end_of(data, at, number)) is not None:
        at, number = end, number + 1
    rest = data[at:].rstrip(b"\0")
    return number < header.base or (bool(rest) and has_another(rest, number))
