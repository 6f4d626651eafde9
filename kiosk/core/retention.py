"""When the kiosk forgets what it sealed, and when an act becomes a number.

All of it by attested time: a signed time that came from outside. A machine whose clock jumps ahead forgets nothing
early; a machine that never heard a signed time forgets nothing at all, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.core.outbox import Entry, State
from kiosk.core.sync import BY_OFFICE
from kiosk.core.tally import Count, Outcome
from kiosk.core.trace import Trace

ToldAt = Callable[[Entry], datetime | None]
"""Gives the attested time of the last signed word about an act; None if there was none."""

OPENED_BY_OFFICE = frozenset(
    {
        State.TAKEN,
        State.APPOINTMENT,
        State.UNREACHABLE,
        State.REDO,
        State.PROOF_SEEN,
        State.DECLINED,
        State.STOPPED,
        State.WITHDRAWN,
    }
)
"""The sealed bytes are needed no more: the office has said that it opened them, or nobody may open them."""

_COUNTED: Mapping[State, Outcome] = {
    State.PROOF_SEEN: Outcome.DONE,
    State.DECLINED: Outcome.DECLINED,
    State.STOPPED: Outcome.STOPPED,
}
"""How a final act is counted, in the month in which it goes: a month that is over never changes again.

A withdrawal was counted on the day it was made.
"""


@dataclass(frozen=True)
class Keep:
    """For how many days."""

    envelopes: int = 30
    """Sealed acts, after the office's last word."""
    entries: int = 180
    """References and states, after the final word."""
    traces: int = 365
    """Who did what kind of thing."""


@dataclass(frozen=True)
class Due:
    """What has to go."""

    strip: tuple[bytes, ...] = ()
    """Acts whose sealed bytes go and whose state stays."""
    forget: tuple[bytes, ...] = ()
    """Acts that go."""
    counts: Mapping[Count, int] = field(default_factory=dict)
    """What is left of them."""
    traces: int = 0
    """Traces up to this number go; 0 for none."""

    def __bool__(self) -> bool:
        return bool(self.strip or self.forget or self.traces)


def office_told(entry: Entry) -> datetime | None:
    """Give when the office last spoke of an act, by its own signed time. The hub's clock is not trusted with this."""
    return entry.told_at if entry.sequence >= BY_OFFICE else None


def attested(entries: Iterable[Entry]) -> datetime | None:
    """Give the latest time that the office signed; None if it never did."""
    return max((at for at in map(office_told, entries) if at is not None), default=None)


def due(
    entries: Iterable[Entry], traces: Sequence[Trace], told: ToldAt, attested_now: datetime | None, keep: Keep
) -> Due:
    """Say what has to go.

    Args:
        entries: the outbox.
        traces: the traces, oldest first.
        told: when the last signed word came, by attested time.
        attested_now: the last attested time; None if there never was one, and then nothing goes.
        keep: for how long what is kept.
    """
    if attested_now is None:
        return Due()
    strip: list[bytes] = []
    forget: list[bytes] = []
    counts: dict[Count, int] = {}
    for entry in entries:
        at = told(entry)
        if at is None or entry.state not in OPENED_BY_OFFICE:
            continue
        age = attested_now - at
        if entry.is_final and age >= timedelta(days=keep.entries):
            forget.append(entry.id)
            if entry.state in _COUNTED and not entry.training:
                count = Count(attested_now.strftime("%Y-%m"), _COUNTED[entry.state])
                counts[count] = counts.get(count, 0) + 1
        elif entry.envelope and age >= timedelta(days=keep.envelopes):
            strip.append(entry.id)
    return Due(tuple(strip), tuple(forget), counts, _old(traces, attested_now - timedelta(days=keep.traces)))


def _old(traces: Sequence[Trace], before: datetime) -> int:
    """Give the number up to which every trace is old: one that a wrong clock dated late keeps those before it."""
    last = 0
    for trace in traces:
        if trace.at >= before:
            break
        last = trace.number
    return last
