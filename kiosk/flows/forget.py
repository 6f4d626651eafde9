"""Forgetting: what the office has opened leaves the kiosk, and what is settled becomes a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.core.moment import Moment
from kiosk.core.retention import Keep, Times, ahead, due
from kiosk.core.trace import Event
from kiosk.flows.clock import attested
from kiosk.flows.count import into_open_months
from kiosk.flows.who import Who

if TYPE_CHECKING:
    from kiosk.core.ports import Clock, Store


@dataclass(frozen=True)
class Forgotten:
    """What went."""

    envelopes: int = 0
    entries: int = 0
    traces: bool = False
    for_good: bool = True
    """Whether no file under the old key is left: if not, the old key is still in use."""

    def __bool__(self) -> bool:
        return bool(self.envelopes or self.entries or self.traces)


def forget(
    store: Store,
    clock: Clock,
    who: Who,
    keep: Keep,
    built: datetime,
    sure: Callable[[Moment], bool],
    rekey: Callable[[], None],
    digest: Callable[[bytes], bytes],
) -> Forgotten:
    """Let everything go whose time has come; when the desk is open, and whenever signed times came from outside.

    Whatever stops it half-way loses nothing: what is left is due again next time.

    Args:
        store: where entries are.
        clock: reads the clocks: nothing goes by them alone, and nothing that they do not agree to.
        who: is at work.
        keep: for how long what is kept.
        built: when this program was built.
        sure: tells whether the machine's clock can be right.
        rekey: puts everything under a new data key, so that what the disk keeps of old files cannot be read.
        digest: hashes sealed bytes: all that is left of them, so that the act can still be asked about.

    Raises:
        StoreFull, StoreReadOnly, StoreFailed: not everything is gone; do it again.
    """
    now = clock()
    times = Times(now.wall, attested(store), built, sure(now))
    store.amend(ahead(store.entries(), times), lambda entry: replace(entry, told_at=times.wall))
    what = due(store.entries(), store.traces(), times, keep)
    if not what:
        return Forgotten()
    store.trace(who.trace(Event.PURGED, now))
    for act in what.strip:
        entry = store.get(act)
        if entry is not None:
            store.change(replace(entry, envelope=b"", hash=entry.hash or digest(entry.envelope)))
    if what.forget:
        store.forget(what.forget, into_open_months(store, what.counts))
    if what.traces:
        store.forget_traces(what.traces)
    try:
        rekey()
    except KioskError:
        return Forgotten(len(what.strip), len(what.forget), bool(what.traces), for_good=False)
    return Forgotten(len(what.strip), len(what.forget), bool(what.traces))
