"""What can go wrong with a code that somebody types. As `kiosk.core.errors`, which is long enough."""

from __future__ import annotations

from kiosk.core.errors import NotGenuine


class CodeForDesk(NotGenuine):
    """The code is good, and makes a desk: a machine of the office has another."""


class CodeForSeat(NotGenuine):
    """The code is good, and makes a machine of the office: a desk has another."""
