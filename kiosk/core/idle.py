"""When a lock falls because nobody is there, and when it says so before."""

from __future__ import annotations

IDLE = (3 * 60, 10 * 60)
"""Seconds without a key after which the screen is covered, if nothing else is wanted: at home, during a visit."""
OFFICE_IDLE = (5 * 60, 30 * 60)
"""The same at the office: in its list, and in an act, where somebody may be on the telephone."""
CALL = 30 * 60
"""Seconds without a key while a call sheet is read: a call to 3422 takes twenty minutes, with a hand on the phone."""
NOTICE = 30
"""Seconds before a lock at which it is announced: whoever is slow, or speaks, has time to press a key."""


def may_pass(idle: tuple[int, int], *, visit: bool, call: bool) -> int:
    """Give the seconds that may pass without a key."""
    return max(idle[visit], CALL) if call else idle[visit]
