"""Forgetting: what the office has opened leaves the kiosk, and what is settled becomes a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.core.errors import KioskError
from kiosk.core.ports import Clock, Store
from kiosk.core.retention import Keep, ToldAt, due
from kiosk.core.trace import Event
from kiosk.flows.who import Who


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
    told: ToldAt,
    attested_now: datetime | None,
    rekey: Callable[[], None],
    digest: Callable[[bytes], bytes],
) -> Forgotten:
    """Let everything go whose time has come; for idle moments, and after a sync.

    Whatever stops it half-way loses nothing: what is left is due again next time.

    Args:
        store: where entries are.
        clock: reads the clocks, for the trace alone.
        who: is at work.
        keep: for how long what is kept.
        told: when the last signed word about an act came, by attested time.
        attested_now: the last attested time; None if there never was one, and then nothing goes.
        rekey: puts everything under a new data key, so that what the disk keeps of old files cannot be read.
        digest: hashes sealed bytes: all that is left of them, so that the act can still be asked about.

    Raises:
        StoreFull, StoreReadOnly, StoreFailed: not everything is gone; do it again.
    """
    what = due(store.entries(), store.traces(), told, attested_now, keep)
    if not what:
        return Forgotten()
    store.trace(who.trace(Event.PURGED, clock()))
    for act in what.strip:
        entry = store.get(act)
        if entry is not None:
            store.change(replace(entry, envelope=b"", hash=entry.hash or digest(entry.envelope)))
    if what.forget:
        store.forget(what.forget, what.counts)
    if what.traces:
        store.forget_traces(what.traces)
    try:
        rekey()
    except KioskError:
        return Forgotten(len(what.strip), len(what.forget), bool(what.traces), for_good=False)
    return Forgotten(len(what.strip), len(what.forget), bool(what.traces))
