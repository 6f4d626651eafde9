"""What a machine must be before people are received at it: the points, and what was seen of each.

`kiosk.machine.look` has the one table of how each is looked at; `kiosk.words.fitness` says each in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Point(Enum):
    """One thing that is looked at, in the order in which it is said."""

    LOGIN = "login"
    """The desk holds the first console, and starts with the machine."""
    ACCOUNT = "account"
    """It has an account of its own, that opens no shell."""
    GETTY = "getty"
    """No login prompt waits for the same console."""
    CONSOLES = "consoles"
    """No other console, desktop, or shell on a switch of the boot loader."""
    SYSRQ = "sysrq"
    """The kernel's own keys do nothing."""
    CTRL_ALT_DEL = "ctrl_alt_del"
    """These three keys do nothing, even seven times in a row."""
    FONT = "font"
    """The console has our signs."""
    KEYBOARD = "keyboard"
    """It is known which keyboard layout there is."""
    KEYS = "keys"
    """USB keys are mounted when they come."""
    USB = "usb"
    """What else is plugged in is refused."""
    PRINTER = "printer"
    """The desk may use printers that are plugged in."""
    DISK = "disk"
    """What holds the system and the desk is encrypted."""
    SWAP = "swap"
    """Memory is written to no disk that nothing encrypts."""
    BOOT = "boot"
    """Nobody changes how the machine starts without a passphrase."""
    TIME = "time"
    """The clock is set by the network, where there is one."""
    SPACE = "space"
    """There is room for acts, papers and the next version."""


class Sight(Enum):
    """How a point stands."""

    GOOD = "good"
    WRONG = "wrong"
    UNSEEN = "unseen"
    """Only an administrator may look."""


@dataclass(frozen=True)
class PointSeen:
    """What was seen of a point.

    Args:
        point: which.
        sight: how it stands.
        what: what stands there instead, as the machine names it; often nothing.
    """

    point: Point
    sight: Sight
    what: str = ""


def is_fit(seen: Iterable[PointSeen]) -> bool:
    """Tell whether each point was seen, and is as it must be."""
    return all(each.sight is Sight.GOOD for each in seen)
