"""Slowing down who guesses a passphrase: a wait that doubles, and that no restart and no wrong clock shortens.

The wall clock is not asked: whoever stands at the machine can set it. Two readings of the counter of one boot say
how long it was; across a restart, the time since the machine started is certainly not more than that. Both can only
make the wait longer than it should be, and never longer than `LONGEST`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from kiosk.core.errors import KioskError, TooSoon, WrongPassphrase
from kiosk.core.moment import Moment

LONGEST = 60
"""Seconds that a wait lasts at most."""


@dataclass(frozen=True)
class Tries:
    """The wrong passphrases; a right one halves them."""

    wrong: int = 0
    monotonic: float = 0.0
    """The counter when the last of them was typed."""
    boot: str = ""
    """Of which boot."""


def tried(tries: Tries, now: Moment) -> Tries:
    """Count one more, before it is known whether it is right: pulling the plug in between gains nothing."""
    return Tries(tries.wrong + 1, now.monotonic, now.boot)


def forgiven(tries: Tries) -> Tries:
    """Halve what was counted, after a right passphrase; one stays.

    Whose the wrong ones were nobody knows. Were they all forgotten, a colleague could guess at another's passphrase
    for ever by typing her own in between; were none, a desk that many share would grow slower each day.
    """
    return replace(tries, wrong=(tries.wrong + 1) // 2)


def wait(tries: Tries, now: Moment) -> int:
    """Say how many seconds no passphrase is tried, from now on; 0 for none."""
    if tries.wrong < 1:
        return 0
    pause = _pause(tries.wrong)
    same = tries.boot == now.boot and now.monotonic >= tries.monotonic
    passed = now.monotonic - (tries.monotonic if same else 0.0)
    return min(max(ceil(pause - passed), 0), pause)


def until_next(error: KioskError, wrong: int) -> int:
    """Say how many seconds whoever asks for a passphrase takes none, after an error; 0 for none.

    Args:
        error: why the last one was not taken: it knows what the disk says, where that is kept.
        wrong: how many wrong ones were counted here: their wait counts where it is longer.
    """
    match error:
        case WrongPassphrase():
            return max(_pause(wrong), error.wait)
        case TooSoon():
            return error.wait
    return 0


def _pause(wrong: int) -> int:
    return min(1 << min(wrong - 1, 20), LONGEST)
