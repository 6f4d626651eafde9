"""The newest time that the office signed is written beside the vault, for whoever updates and opens no desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from kiosk.desk.folder import HEARD
from kiosk.desk.forget import forget_due
from kiosk.desk.keys import open_desk
from kiosk.desk.settings import Settings
from kiosk.flows.clock import heard_time
from kiosk.machine.clock import BUILT
from tests.desk.made import FIRST, a_desk


def test_what_the_office_signed_is_written_down(tmp_path: Path) -> None:
    """Nothing is written before the office signed a time; then the newest is, whenever the desk tidies itself."""
    folder, _ = a_desk(tmp_path)
    keys = open_desk(folder, FIRST)
    try:
        forget_due(keys, Settings())
        assert not (folder / HEARD).exists()

        def hears(at: datetime) -> int:
            heard_time(keys.store, at, BUILT)
            forget_due(keys, Settings())
            return int((folder / HEARD).read_text())

        first = BUILT + timedelta(days=3)
        assert hears(first) == int(first.timestamp())
        assert hears(first + timedelta(days=9)) == int((first + timedelta(days=9)).timestamp())
        assert hears(first) == int((first + timedelta(days=9)).timestamp())
    finally:
        keys.close()
