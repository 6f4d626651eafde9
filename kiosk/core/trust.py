"""Which desks an office trusts: how long a code opens a seat, what a seat has to prove, what a revocation leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

CODE_LIFE = timedelta(hours=24)
"""So long a code can be typed at a desk."""
CODE_GRACE = timedelta(hours=72)
"""A desk that took its seat in time is vouched for so long after: what was claimed on a Friday is read on a Monday."""


class SeatIs(StrEnum):
    """What a seat that a hub lists is to the office."""

    NOTHING = "nothing"
    """Nobody took it, or the hub has heard of it all: there is nothing to say."""
    KNOWN = "known"
    """Taken by a desk that is trusted: the hub has not heard it, or forgot it."""
    NEW = "new"
    """Taken by somebody who has yet to prove that they know the code."""


def end_of_code(made: datetime) -> datetime:
    """Give when a code can be typed no longer."""
    return made + CODE_LIFE


def is_code_over(until: datetime, now: datetime) -> bool:
    """Tell whether a code proves nothing any more. The hub's word on when it was claimed counts for nothing."""
    return until + CODE_GRACE < now


def read_seat(claimed: bool, trusted: bool) -> SeatIs:
    """Tell what a seat is.

    Args:
        claimed: somebody took it, and the hub was told nothing of them.
        trusted: the office trusts this very desk, by its file.
    """
    if not claimed:
        return SeatIs.NOTHING
    return SeatIs.KNOWN if trusted else SeatIs.NEW


def is_forgery(proves: bool, revoked: bool) -> bool:
    """Tell whether somebody is to look at a new seat: it does not prove its code, and is no desk that once did."""
    return not proves and not revoked


def came_before(held: int | None, revoked: int | None) -> bool:
    """Tell whether an act of a desk that is trusted no longer is taken all the same.

    Args:
        held: when the hub got its very bytes, in seconds since 1970, be it any number; None where no hub says so.
        revoked: when the desk was revoked, likewise; None where it was not.
    """
    return held is not None and revoked is not None and held <= revoked
