"""When to try again and how much to carry at once: arithmetic that no wrong clock and no hub can turn into a rush.

Waits are measured from the end of the last run, on the counter of this boot where that is possible, so that a clock
that jumps makes one run come early at worst, and never keeps one away for longer than its wait.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from kiosk.core.moment import Moment


class Failure(StrEnum):
    """Why a run of sync ended before its end. Each has its sentence and its rule."""

    NETWORK = "network"
    """No network, or it broke."""
    NAME_LOOKUP = "name_lookup"
    """The hub's name was not found."""
    CAPTIVE_PORTAL = "captive_portal"
    """Something else answers: a page that wants a login, another server, a redirect elsewhere."""
    PROXY = "proxy"
    """The proxy in between refuses."""
    CERTIFICATE = "certificate"
    """The hub's certificate does not verify, or this machine's clock is wrong."""
    NOT_AUTHORISED = "not_authorised"
    """The hub no longer knows this desk."""
    CLOSED = "closed"
    """Whoever runs the hub has closed the office there: it knows this desk, and serves none of the office's."""
    RATE_LIMITED = "rate_limited"
    """The hub asks to wait."""
    SERVER_ERROR = "server_error"
    """The hub has a defect or no room."""
    WRONG_HUB = "wrong_hub"
    """It is not the hub that the office vouches for: a statement has another's signature."""
    OLDER_HUB = "older_hub"
    """The hub is too old for this kiosk."""
    NEWER_HUB = "newer_hub"
    """The hub is too new for this kiosk: update the kiosk."""
    FULL = "full"
    """The office has as much on the hub as it may have: what is new is not kept."""
    TOO_SLOW = "too_slow"
    """The line did not carry it in time: less next time."""
    UNREACHABLE = "unreachable"
    """The network is there and the hub's machine, or its name's, takes no call."""
    SETTINGS = "settings"
    """This desk's own settings lead nowhere: an address, a proxy or the file of an authority."""
    FORGED = "forged"
    """It answers, and some of what it says does not verify with the office's key that this desk knows."""
    DEFECT = "defect"
    """This program has a defect, or its folder cannot be read."""


HOUR, DAY = 3600.0, 86_400.0
GAP = 2.0
"""Seconds between two runs, whatever there is to do."""
POLL = 900.0
"""Seconds after which news is asked for, with nothing to send."""
AIM, LONG = 3.0, 4.0
"""Seconds that a request should take; more than the second makes the next one smaller."""
FIRST, LEAST, MOST = 12_000, 1_000, 256_000
"""Bytes of a request: the first one's, and its bounds. An item that is larger travels alone."""


@dataclass(frozen=True)
class Doubling:
    """How a class of failure is waited for: doubling from `first` to `most` seconds."""

    first: float
    most: float
    splits: bool = False
    """Whether something in the request may be the cause: less is tried at once, and the rest goes on."""


_SOMEBODY_MUST_ACT = Doubling(600, HOUR)
RULES: Mapping[Failure, Doubling] = MappingProxyType(
    {
        Failure.NETWORK: Doubling(5, 600),
        Failure.NAME_LOOKUP: Doubling(10, 600),
        Failure.CAPTIVE_PORTAL: Doubling(30, 600),
        Failure.PROXY: Doubling(30, 600),
        Failure.CERTIFICATE: Doubling(60, HOUR),
        Failure.NOT_AUTHORISED: _SOMEBODY_MUST_ACT,
        Failure.CLOSED: _SOMEBODY_MUST_ACT,
        Failure.RATE_LIMITED: Doubling(60, HOUR),
        Failure.SERVER_ERROR: Doubling(30, HOUR, splits=True),
        Failure.WRONG_HUB: _SOMEBODY_MUST_ACT,
        Failure.OLDER_HUB: _SOMEBODY_MUST_ACT,
        Failure.NEWER_HUB: _SOMEBODY_MUST_ACT,
        Failure.FULL: _SOMEBODY_MUST_ACT,
        Failure.TOO_SLOW: Doubling(10, 600, splits=True),
        Failure.UNREACHABLE: Doubling(10, 600),
        Failure.SETTINGS: _SOMEBODY_MUST_ACT,
        Failure.FORGED: _SOMEBODY_MUST_ACT,
        Failure.DEFECT: _SOMEBODY_MUST_ACT,
    }
)


@dataclass(frozen=True)
class Pace:
    """What is remembered between two runs, also over a restart."""

    since: Moment | None = None
    """When the last run ended; None before the first."""
    wait: float = 0.0
    """Seconds from then until anything may be tried."""
    failure: Failure | None = None
    failures: int = 0
    """In a row."""
    failing_since: datetime | None = None
    last_success: datetime | None = None
    budget: int = FIRST
    """Bytes of the next request."""

    def left(self, now: Moment) -> float:
        """Give the seconds until anything may be tried: never more than the wait itself."""
        return self._left(self.wait, now)

    def until_news(self, now: Moment) -> float:
        """Give the seconds until news is asked for even with nothing to send."""
        return self._left(max(self.wait, POLL), now)

    def _left(self, wait: float, now: Moment) -> float:
        return 0.0 if self.since is None else max(0.0, wait - _elapsed(self.since, now))


def _elapsed(since: Moment, now: Moment) -> float:
    """Give the seconds between two readings; a clock that went back over a restart says that it is long ago."""
    wall = (now.wall - since.wall).total_seconds()
    if now.boot and now.boot == since.boot and now.monotonic >= since.monotonic:
        # The counter stands still while a laptop sleeps; the clock does not.
        return max(wall, now.monotonic - since.monotonic)
    return wall if wall >= 0 else DAY


# ---- what a run teaches ----------------------------------------------------------------------


def answered(pace: Pace, now: Moment, sent: int, took: float, *, progress: bool) -> Pace:
    """Learn from a good answer: the hub is there, and the line carries so much.

    Args:
        pace: what was known.
        now: when.
        sent: bytes that went out.
        took: seconds that it took.
        progress: whether an act moved. Only then is a failure that follows the first of its row: a line that always
            breaks at the same place must not be tried without end.
    """
    good = replace(pace, last_success=now.wall, failures=0 if progress else pace.failures)
    fits = round(sent / took * AIM) if took > 0 else MOST
    if took > LONG:
        return replace(good, budget=max(LEAST, min(pace.budget, max(fits, pace.budget // 2))))
    if 2 * sent >= pace.budget and fits > pace.budget:  # a small request says nothing of a large one
        return replace(good, budget=min(MOST, fits, 2 * pace.budget))
    return good


def ended(pace: Pace, now: Moment) -> Pace:
    """Note when a run ended that had no failure."""
    return replace(pace, since=now, wait=GAP, failure=None, failures=0, failing_since=None)


def smaller(pace: Pace) -> Pace:
    """Carry half as much at once."""
    return replace(pace, budget=max(LEAST, pace.budget // 2))


def failed(pace: Pace, failure: Failure, now: Moment, jitter: float, retry_after: float | None = None) -> Pace:
    """Note that a run failed.

    Args:
        pace: what was known.
        failure: its class.
        now: when.
        jitter: from 0 to 1, so that desks which failed together do not come back together.
        retry_after: seconds that the hub asked to wait; never less, and never more than an hour.
    """
    failures = pace.failures + 1
    wait = jittered(RULES[failure].first, failures, RULES[failure].most, jitter)
    if retry_after is not None and retry_after > 0:
        wait = min(retry_after, HOUR) + GAP * jitter
    return replace(
        smaller(pace),
        since=now,
        wait=max(GAP, wait),
        failure=failure,
        failures=failures,
        failing_since=pace.failing_since or now.wall,
    )


def jittered(first: float, times: int, most: float, jitter: float) -> float:
    """Give a wait that doubles each time, less up to a half of it by chance."""
    return min(most, first * 2.0 ** min(max(times, 1) - 1, 30)) * (1 - jitter / 2)


# ---- one entry -------------------------------------------------------------------------------


def is_due(next_try: datetime | None, now: Moment) -> bool:
    """Tell whether an entry may be tried.

    More than a day ahead was written by a clock that was wrong: one that is set back delays a try by a day at most.
    """
    return next_try is None or next_try <= now.wall or (next_try - now.wall).total_seconds() > DAY


def later(now: Moment, seconds: float) -> datetime:
    """Give the moment after a wait, by the machine's clock."""
    try:
        return now.wall + timedelta(seconds=seconds)
    except OverflowError:  # the clock stands at the end of time
        return now.wall


# ---- over a restart --------------------------------------------------------------------------


def dump_pace(pace: Pace) -> bytes:
    """Write it as text."""
    since = pace.since and [pace.since.wall.isoformat(), pace.since.monotonic, pace.since.boot]
    moments = [each and each.isoformat() for each in (pace.failing_since, pace.last_success)]
    return json.dumps([since, pace.wait, pace.failure, pace.failures, *moments, pace.budget]).encode()


def load_pace(text: bytes | None) -> Pace:
    """Read it; what cannot be read is as if nothing was known, which costs one early run."""
    try:
        since, wait, failure, failures, failing, success, budget = json.loads(text or b"")
        return Pace(
            since=since and Moment(datetime.fromisoformat(since[0]), float(since[1]), str(since[2])),
            wait=min(max(float(wait), 0.0), HOUR + GAP),
            failure=failure and Failure(failure),
            failures=int(failures),
            failing_since=failing and datetime.fromisoformat(failing),
            last_success=success and datetime.fromisoformat(success),
            budget=min(max(int(budget), LEAST), MOST),
        )
    except (ValueError, TypeError, IndexError, KeyError, OverflowError, RecursionError):
        return Pace()
