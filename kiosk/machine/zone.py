"""Whose time this machine shows: of the clocks of France."""

from __future__ import annotations

import os

from kiosk.core.meeting import HOME_ZONE, ZONES

_LOCALTIME = "/etc/localtime"


def zone_here() -> str:
    """Name whose time this machine's clock shows, of those of France; Paris's where it shows another or says nothing.

    The hour of an appointment is typed as the clock on the wall shows it, whatever the machine is set to.
    """
    name = os.environ.get("TZ", "").removeprefix(":") or os.path.realpath(_LOCALTIME)
    return next((zone for zone in ZONES if name == zone or name.endswith(f"/zoneinfo/{zone}")), HOME_ZONE)
