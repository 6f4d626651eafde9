"""What holds for every test: no time limit on an example, the same examples for everybody, no rest of another test."""

from __future__ import annotations

import gc
import os
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from kiosk.glass import forget
from kiosk.guidance import reader
from kiosk.guidance.files import SHIPPED

# A slow machine is no wrong program, and a red test no matter of luck: `KIOSK_SEARCH=1` searches elsewhere.
settings.register_profile(
    "kiosk",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("KIOSK_SEARCH"),
    print_blob=True,
)
settings.load_profile("kiosk")

_examine = reader.examine_procedure
_shipped = cache(_examine)


def _examine_once(file: Path, common: Path | None = None) -> tuple[Any, list[Any]]:
    """Read a shipped procedure once: hundreds of tests open the shelf, and no test changes what is shipped."""
    if file.parent == SHIPPED and common is None:
        procedure, faults = _shipped(file)
        return procedure, [*faults]
    return _examine(file, common)


reader.examine_procedure = _examine_once


class _Thawed:
    """The collector of a program that shares its process with the tests after it: they are to let go of its screens."""

    collect, get_referrers = gc.collect, gc.get_referrers

    def freeze(self) -> None:
        """Keep nothing out."""


def pytest_collection_finish() -> None:
    """Keep thousands of collected tests out of the collections that a program asks for after each visit."""
    forget.keep_out()
    vars(forget)["gc"] = _Thawed()
