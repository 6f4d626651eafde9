"""What can go wrong with an act that is passed on to another office. As `kiosk.core.errors`, which is long enough."""

from __future__ import annotations

from kiosk.core.errors import IllegalMove, KioskError


class PassedAlready(IllegalMove):
    """The act is at another office: it calls her, and it is passed on once at a time."""


class TakenThere(IllegalMove):
    """The other office has taken the act: it is no longer asked back."""


class PartnerBusy(KioskError):
    """An act that was passed to this office has not ended: it is not forgotten."""


class PartnerKnown(KioskError):
    """Acts can already be passed to this office."""


class NoSuchPartner(KioskError):
    """No office of this name is a partner, at this machine."""
