"""Carrying acts to the office by hand: what must travel is noted as offered, then written, in this order.

A file that was written may be read or lost, and nobody here will know which. So an entry is `uncertain` on the disk
before the first byte leaves, and each export carries all of it again until the office has signed: the same bytes
twice are one act.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.core.errors import TrainingOnly
from kiosk.core.outbox import Entry, State, offer
from kiosk.core.ports import Carrier, Clock, Parcel, Store
from kiosk.core.sync import must_tell as must_tell

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


def export(store: Store, carrier: Carrier, clock: Clock, *, training: bool) -> Exported:
    """Write everything that must reach the office.

    Args:
        store: where entries are.
        carrier: writes the files.
        clock: reads the clocks.
        training: whether this desk is for training.

    Raises:
        TrainingOnly: a training desk has nothing that may leave it.
        StoreFull, StoreReadOnly, StoreFailed, FileFault: not everything was written. Nothing is lost; do it again.
    """
    if training:
        raise TrainingOnly
    acts = []
    for entry in store.entries():
        if must_travel(entry):
            offered = offer(entry)
            store.change(offered)
            acts.append(offered)
    withdrawals = [entry for entry in store.entries() if must_tell(entry)]
    made = clock()
    parcels = [
        Parcel(made, tuple(acts[at : at + MOST]), tuple(withdrawals[at : at + MOST]))
        for at in range(0, max(len(acts), len(withdrawals)), MOST)
    ]
    files: Sequence[str] = carrier.write(parcels) if parcels else ()
    return Exported(tuple(files), len(acts), len(withdrawals))
