"""What holds for every test: no time limit on an example, and the same examples for everybody."""

from __future__ import annotations

import os

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
