"""A desk that is well, as it says so."""

from __future__ import annotations

from datetime import date

from kiosk.core.health import Drift, Health, PaperState, Space, Uptime
from kiosk.core.paper import Form

TODAY = date(2026, 11, 30)
GOOD = Health(
    day=TODAY,
    version="0.1.0",
    guidance=1,
    updated=TODAY,
    space=Space.PLENTY,
    drift=Drift.RIGHT,
    printer=Form.ROLL,
    paper=PaperState.GOOD,
    sound=True,
    uptime=Uptime.DAY,
    stuck=0,
)
