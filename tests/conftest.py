"""What holds for every test: no time limit on an example, the same examples for everybody, no rest of another test."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no wrong program, and a red test no matter of luck: `KIOSK_SEARCH=1` searches elsewhere.
settings.register_profile(
    "kiosk",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("KIOSK_SEARCH"),
    print_blob=True,
)
settings.load_profile("kiosk")


@pytest.fixture(autouse=True)
def collected() -> None:
    """A program keeps what it shows out of collections until it ends; the tests that share a process go on."""
    gc.unfreeze()
