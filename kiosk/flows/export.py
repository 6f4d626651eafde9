"""Carrying acts to the office by hand: what must travel is noted as offered, then written, in this order.

A file that was written may be read or lost, and nobody here will know which. So an entry is `uncertain` on the disk
before the first byte leaves, and each export carries all of it again until the office has signed: the same bytes
twice are one act.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from kiosk.core.errors import KioskError, TrainingOnly
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry, State, offer
from kiosk.core.ports import Carrier, Clock, Parcel, Store
from kiosk.core.sync import must_tell as must_tell
from kiosk.core.trace import Event
from kiosk.flows.who import Who

MOST = 1000
"""Acts in one file: far below what a reader accepts, even when each is of the largest size."""

_TRAVELS = frozenset({State.WAITING, State.UNCERTAIN, State.QUARANTINED, State.HELD})
"""Not yet opened by the office, as far as this desk knows: the sealed bytes are still needed."""


@dataclass(frozen=True)
class Exported:
    """What was written."""

    files: tuple[str, ...]
    """With acts; none where nothing had to travel."""
    acts: int
    withdrawals: int
    told: bool = False
    """Whether what the desk says of itself was left."""


def must_travel(entry: Entry) -> bool:
    """Tell whether the sealed act goes on the key."""
    return not entry.training and entry.state in _TRAVELS and bool(entry.envelope)


def export(
    store: Store,
    carrier: Carrier,
    clock: Clock,
    *,
    training: bool,
    who: Who | None = None,
    health: Callable[[], bytes] | None = None,
) -> Exported:
    """Write everything that must reach the office.

    Args:
        store: where entries are.
        carrier: writes the files.
        clock: reads the clocks.
        training: whether this desk is for training.
        who: who does it, for the traces; it is noted together with the offer, before the first byte leaves.
        health: gives what the desk says of itself, sealed; it is left beside them, also where there is nothing else.

    Raises:
        TrainingOnly: a training desk has nothing that may leave it.
        StoreFull, StoreReadOnly, StoreFailed, FileFault: not everything was written. Nothing is lost; do it again.
    """
    if training:
        raise TrainingOnly
    done = _carry(store, carrier, clock(), who)
    if health is not None:
        with suppress(KioskError, ValueError):  # acts are what a key is for
            carrier.leave(health())
            return replace(done, told=True)
    return done


def _carry(store: Store, carrier: Carrier, made: Moment, who: Who | None) -> Exported:
    travelling = [entry.id for entry in store.entries() if must_travel(entry)]
    if not travelling and not any(map(must_tell, store.entries())):
        return Exported((), 0, 0)
    acts = store.amend(travelling, offer, who.trace(Event.EXPORTED, made) if who else None)
    withdrawals = [entry for entry in store.entries() if must_tell(entry)]
    parcels = [
        Parcel(made, tuple(acts[at : at + MOST]), tuple(withdrawals[at : at + MOST]))
        for at in range(0, max(len(acts), len(withdrawals)), MOST)
    ]
    return Exported(tuple(carrier.write(parcels)), len(acts), len(withdrawals))
