"""How often somebody may ask: a bucket for each, in the memory of this process. Two processes let twice as much in."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Network, ip_address


def house_of(address: str) -> str:
    """Give what is counted as one: an address, or of IPv6 the network of a house, which can take any address in it."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))


@dataclass
class Bucket:
    """Lets `burst` requests through at once, then `rate` a second, for each key by itself.

    Args:
        rate: requests a second.
        burst: requests that come at once.
        most: keys that are remembered; those that asked longest ago are forgotten first.
    """

    rate: float
    burst: float
    most: int = 10_000
    _full_at: OrderedDict[object, float] = field(default_factory=OrderedDict)

    def wait(self, key: object, now: float) -> float:
        """Count a request. Gives the seconds to wait before it would be let through; 0 lets it through.

        Args:
            key: who asks.
            now: seconds of a clock that never jumps.
        """
        full_at = max(self._full_at.get(key, now), now)
        over = full_at - now - (self.burst - 1) / self.rate
        if over > 1e-9:
            return over
        self._full_at[key] = full_at + 1 / self.rate
        self._full_at.move_to_end(key)
        while len(self._full_at) > self.most:
            self._full_at.popitem(last=False)
        return 0.0


@dataclass(frozen=True)
class Rates:
    """How often one may ask: requests at once, then requests a minute."""

    token: tuple[float, float] = (300, 240)
    """For each token."""
    address: tuple[float, float] = (2000, 3000)
    """For each address: a whole house of desks may stand behind one."""
    codes: tuple[float, float] = (10, 2)
    """Attempts with a code, for each address. There is no count for everybody: a code of 100 random bits needs none,
    and strangers could use it up so that no desk comes in."""
