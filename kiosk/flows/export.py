"""Carrying acts to the office by hand: what must travel is noted as offered, then written, in this order.

A file that was written may be read or lost, and nobody here will know which. So an entry is `uncertain` on the disk
before the first byte leaves, and each export carries all of it again until the office has signed: the same bytes
twice are one act.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.core.errors import TrainingOnly
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
    """None where nothing had to travel."""
    acts: int
    withdrawals: int


def must_travel(entry: Entry) -> bool:
    """Tell whether the sealed act goes on the key."""
    return not entry.training and entry.state in _TRAVELS and bool(entry.envelope)


def export(store: Store, carrier: Carrier, clock: Clock, *, training: bool, who: Who | None = None) -> Exported:
    """Write everything that must reach the office.

    Args:
        store: where entries are.
        carrier: writes the files.
        clock: reads the clocks.
        training: whether this desk is for training.
        who: who does it, for the traces; it is noted together with the offer, before the first byte leaves.

    Raises:
        TrainingOnly: a training desk has nothing that may leave it.
        StoreFull, StoreReadOnly, StoreFailed, FileFault: not everything was written. Nothing is lost; do it again.
    """
    if training:
        raise TrainingOnly
    made = clock()
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
