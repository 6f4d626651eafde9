"""The one place that tells the time and makes ids: elsewhere they arrive as arguments, and time is only measured."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from kiosk.core.moment import Moment

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock before this can be right."""


def read_clock() -> Moment:
    """Read the clocks of this machine."""
    # Goes on while a lid is closed, which `time.monotonic` does not.
    return Moment(datetime.now().astimezone(), time.clock_gettime(time.CLOCK_BOOTTIME), _boot())


def today() -> date:
    """Read the day."""
    return read_clock().day


def now() -> datetime:
    """Read the clock, to the second: so a statement that was kept and one that was signed again are the same bytes."""
    return datetime.now(UTC).replace(microsecond=0)


def seconds() -> int:
    """Read the clock: whole seconds since 1970, UTC."""
    return int(time.time())


def new_id() -> bytes:
    """Make the identity of an act or of a desk."""
    return uuid.uuid4().bytes


@cache  # read at each key otherwise: a process lives in one boot
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()[:8]
    except OSError:
        return ""
