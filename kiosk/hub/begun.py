"""Which hub has served from a folder: an emptied database, or another's, is not begun anew in its place.

Beside the database, in the hub's own folder, stands its public key, twice: a mark that is damaged accuses no database.
So also of a PostgreSQL, which cannot say itself that it had anything, it is known that one served; of one that no
folder remembers, it is not.
"""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.core.errors import FileFault, TooLarge
from kiosk.crypto import sign
from kiosk.machine.files import new_file, read_own

_MODE = 0o644  # whoever looks at a hub, as root perhaps, keeps it from nobody: a public key is no secret


class Begun:
    """The mark of one hub.

    Args:
        folder: its folder.
        elsewhere: whether its database is not a file of this folder.
    """

    def __init__(self, folder: Path, *, elsewhere: bool) -> None:
        self._file = folder / ("begun-elsewhere" if elsewhere else "begun")

    def exists(self) -> bool:
        """Tell whether a hub has served."""
        return self._file.exists()

    def check(self, database: str, seed: bytes) -> None:
        """Make sure that it is the hub that has served, and remember it where none has.

        Raises:
            FileFault: `other_hub`: the database is another's.
            OSError: the folder cannot be written.
        """
        key = sign.verify_key(seed).hex().encode()
        try:
            known, _, again = read_own(self._file, 1 << 10).strip().partition(b" ")
        except (FileNotFoundError, TooLarge):
            known, again = b"", b"?"
        if known != again or not known:  # the first time, one of an earlier version, which noted no key, or damaged
            self._note(key + b" " + key)
        elif known != key:
            raise FileFault(database, "other_hub")

    def _note(self, mark: bytes) -> None:
        """Write the mark whole, beside its place first: the power may go, and others may do the same."""
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        new.unlink(missing_ok=True)
        with os.fdopen(new_file(new), "wb") as stream:
            stream.write(mark + b"\n")
            stream.flush()
            os.fchmod(stream.fileno(), _MODE)
            os.fsync(stream.fileno())
        new.replace(self._file)
