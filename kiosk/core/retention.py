"""When the kiosk forgets what it sealed, and when an act becomes a number.

All of it by attested time: a signed time that came from outside, and never later than the machine's own clock says. So
neither a machine nor an office whose clock runs ahead forgets anything early; a machine that never heard a signed time,
or whose clock lies before this program was built, forgets nothing at all. What is over is looked at once a day of that
time: each purge ends with a new data key, and the key need not change more often.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from kiosk.core.moment import SLACK
from kiosk.core.outbox import Entry, State
from kiosk.core.status import Reason
from kiosk.core.tally import Count, Outcome
from kiosk.core.trace import Trace
from kiosk.core.word import office_told

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
"""How a final act is counted, when it goes."""


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
class Times:
    """What is known of the time."""

    wall: datetime
    """The machine's clock."""
    attested: datetime | None
    """The latest time that the office signed; None if it never did."""
    built: datetime
    """When this program was built."""
    sure: bool = True
    """Whether the machine's clock can be right."""

    @property
    def now(self) -> datetime | None:
        """The time by which things grow old; None where nothing may."""
        if self.attested is None or min(self.wall, self.attested) < self.built:
            return None
        return min(self.attested, self.wall)

    @property
    def month(self) -> str:
        """The month in which is counted what goes now: the machine's, or the attested one where it is in doubt."""
        at = self.wall if self.sure or self.attested is None else self.attested.astimezone(self.wall.tzinfo)
        return at.strftime("%Y-%m")


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


def ahead(entries: Iterable[Entry], times: Times) -> tuple[bytes, ...]:
    """Name the acts of which the office spoke by a clock that ran ahead, where this machine's can be right.

    Such a word is one of today at the latest: noted so, it grows old like any other, and never early.
    """
    if not times.sure or times.wall < times.built:
        return ()
    told = ((entry.id, office_told(entry)) for entry in entries)
    return tuple(act for act, at in told if at is not None and at > times.wall + SLACK)


def due(entries: Iterable[Entry], traces: Sequence[Trace], times: Times, keep: Keep) -> Due:
    """Say what has to go.

    Args:
        entries: the outbox.
        traces: the traces, oldest first.
        times: what is known of the time.
        keep: for how long what is kept.
    """
    now = times.now
    if now is None:
        return Due()
    # By whole days, rounded down: nothing goes early, and what goes on one day goes together.
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    strip: list[bytes] = []
    forget: list[bytes] = []
    counts: dict[Count, int] = {}
    for entry in entries:
        at = _since(entry, now, times.built)
        if at is None or entry.state not in OPENED_BY_OFFICE:
            continue
        age = today - at
        if entry.is_final and age >= timedelta(days=keep.entries):
            forget.append(entry.id)
            for outcome in _outcomes(entry):
                count = Count(times.month, outcome)
                counts[count] = counts.get(count, 0) + 1
        elif entry.envelope and age >= timedelta(days=keep.envelopes):
            strip.append(entry.id)
    old = _old(traces, today - timedelta(days=keep.traces), now, times.built)
    return Due(tuple(strip), tuple(forget), counts, old)


def _since(entry: Entry, now: datetime, built: datetime) -> datetime | None:
    """Give since when the office's last word stands; None where no time that is known of it can be right.

    No word is older than the act that it is about: an office whose clock runs behind makes nothing old.
    """
    told, made = office_told(entry), entry.made.wall
    if told is None:
        return None
    if told < made <= now:
        return made if made >= built else None
    return told if told >= built else None


def _outcomes(entry: Entry) -> list[Outcome]:
    """Say as what an act that goes is counted.

    A withdrawal that was made here was counted on its day. One that was made elsewhere - at another desk, or at the
    office - is counted here and nowhere else: another desk does not know whether it was made twice.
    """
    if entry.training or entry.foreign:
        return []
    outcomes = [_COUNTED[entry.state]] if entry.state in _COUNTED else []
    counted = entry.withdrawal is not None and not entry.told_by_key
    withdrawn = entry.state in (State.WITHDRAWN, State.STOPPED) or entry.reason == Reason.TOO_LATE
    return [*outcomes, Outcome.WITHDRAWN] if withdrawn and not counted else outcomes


def _old(traces: Sequence[Trace], before: datetime, now: datetime, built: datetime) -> int:
    """Give the number up to which every trace is old.

    A trace from a clock that was wrong - before this program was built, or in the future - is as old as the next one
    that has a time: it was written before that one. Where none follows it stays.
    """
    ages: list[tuple[int, datetime | None]] = []
    following: datetime | None = None
    for trace in reversed(traces):
        if built <= trace.at <= now:
            following = trace.at
        ages.append((trace.number, following))
    last = 0
    newest = traces[-1].number if traces else 0
    for number, at in reversed(ages):
        if at is None or at > before or number == newest:
            break  # the newest trace always stays: its number says which comes next
        last = number
    return last
