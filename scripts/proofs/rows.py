"""Every row of the proof, in the order of the report."""

from __future__ import annotations

from scripts.proofs import full_disk, harm, harm_hub, hostile, hubs, kills, once, power, stateful, terminals
from scripts.proofs.row import ProofRow

ROWS: dict[str, ProofRow] = {
    each.name: each
    for each in (
        kills.ROW,
        power.ROW,
        harm.DESK,
        harm.OFFICE,
        harm_hub.ROW,
        full_disk.ROW,
        stateful.SYNC,
        stateful.FIVE,
        once.ROW,
        terminals.PLANTED,
        terminals.BYTES,
        hostile.ROW,
        hubs.OPENAPI,
        hubs.CALLED,
        stateful.UPDATES,
    )
}
