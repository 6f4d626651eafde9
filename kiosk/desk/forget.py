"""What a desk forgets, by its settings and by two clocks."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from kiosk.core.errors import KioskError
from kiosk.core.retention import Keep
from kiosk.desk.folder import HEARD
from kiosk.desk.keys import OpenDesk, write_small
from kiosk.desk.settings import Settings
from kiosk.flows.clock import Watch, attested
from kiosk.flows.forget import Forgotten, forget
from kiosk.machine.clock import BUILT, read_clock
from kiosk.wire.signed import envelope_hash


def forget_due(keys: OpenDesk, settings: Settings, watch: Watch | None = None) -> Forgotten:
    """Let everything go whose time has come, with an open desk.

    Args:
        keys: the desk.
        settings: for how long what is kept.
        watch: doubts the clock; of this moment if not given.

    Raises:
        StoreFull, StoreReadOnly, StoreFailed: not everything is gone; do it again.
    """
    days, now = settings.retention, read_clock()
    keep = Keep(days.envelope_days, days.entry_days, days.trace_days)
    watch = watch or Watch(keys.store, BUILT, now)
    signed = attested(keys.store)
    watch.heard(signed, now)
    _note(keys, signed)
    return forget(keys.store, read_clock, keys.who, keep, BUILT, watch.is_sure, keys.rekey, envelope_hash)


def _note(keys: OpenDesk, signed: datetime | None) -> None:
    """Write down the newest time that the office signed, for whoever updates this machine and opens no desk."""
    if signed is None:
        return
    file, data = keys.data / HEARD, str(int(signed.timestamp())).encode()
    with suppress(KioskError, OSError):  # it is written again the next time
        if not file.exists() or file.read_bytes() != data:
            write_small(file, data)
