"""What holds for every test: no time limit on an example, because a slow machine is not a wrong program."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("kiosk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kiosk")
