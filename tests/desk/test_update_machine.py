"""Releases, keys, offices, clocks, disks and thieves in any order: a machine runs what two signed, and never less."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.desk.updating import Updating

TestUpdating = Updating.TestCase
TestUpdating.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
