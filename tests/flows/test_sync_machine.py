"""Desk, hub, office, USB keys, clocks and power cuts in any order: nothing is lost, repeated, blocked or rushed."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.flows.sync_machine import Road

TestRoad = pytest.mark.slow(Road.TestCase)
TestRoad.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
