"""What the page says, a record for each row, in the repository: rows may run whole on different days and revisions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.proofs.results import ROOT, Batch, Results, machine
from scripts.proofs.row import ProofRow, Seen

KEPT = ROOT / "docs" / "preuve.json"


@dataclass(frozen=True)
class KeptRow:
    """What a row came to, on one program.

    Args:
        program: its mark.
        revision: the commit that was checked out; the last, where only what is not the program moved.
        first: when its first batch ended, in UTC.
        last: when its last batch ended.
        count: how many held.
        batches: how many held, each from a seed of its own.
        faults: the seeds that did not hold.
        seconds: how long it took, by the clock on the wall.
        cpu: how long processors worked for it, in seconds.
        seen: what it came upon.
        machine: where it ran.
    """

    program: str
    revision: str
    first: str
    last: str
    count: int
    batches: int
    faults: list[int]
    seconds: float
    cpu: float
    seen: dict[str, int]
    machine: dict[str, str]

    def is_whole(self, row: ProofRow) -> bool:
        """Tell whether all of its row ran, and held."""
        return self.count >= row.long and not self.faults


def recorded(batches: Sequence[Batch]) -> KeptRow:
    """Make one record of a row's batches, which ran on this machine."""
    seen, held = Seen(), [each for each in batches if not each.fault]
    for each in held:
        for what, how_many in each.seen.items():
            # A worst of all is no sum.
            seen[what] = max(seen[what], how_many) if "pire" in what else seen[what] + how_many
    by_day = sorted(batches, key=lambda each: each.day)
    return KeptRow(
        by_day[0].program,
        by_day[-1].revision,
        by_day[0].day,
        by_day[-1].day,
        sum(each.count for each in held),
        len(held),
        [each.seed for each in batches if each.fault],
        round(sum(each.seconds for each in batches), 1),
        round(sum(each.cpu for each in batches), 1),
        dict(sorted(seen.items())),
        machine(),
    )


def outweighs(new: KeptRow, old: KeptRow, row: ProofRow) -> bool:
    """Tell whether a record takes the place of another: what is whole gives way to what is whole or does not hold."""
    if new.program == old.program:
        return new.last >= old.last
    if new.faults or new.is_whole(row):
        return new.last >= old.last
    return not old.faults and not old.is_whole(row) and new.count > old.count


def read_kept(file: Path = KEPT) -> dict[str, KeptRow]:
    """Give the records that the page is made from, by row."""
    kept: dict[str, dict[str, object]] = json.loads(file.read_bytes()) if file.exists() else {}
    return {name: KeptRow(**record) for name, record in kept.items()}  # type: ignore[arg-type]  # as it was written


def write_kept(kept: Mapping[str, KeptRow], file: Path = KEPT) -> None:
    """Write them down."""
    text = json.dumps({name: asdict(record) for name, record in kept.items()}, ensure_ascii=False, indent=1)
    file.write_text(f"{text}\n", encoding="utf-8")


def merged(kept: Mapping[str, KeptRow], results: Results, rows: Mapping[str, ProofRow]) -> dict[str, KeptRow]:
    """Give what is kept after these results: in the order of the rows, the weightier of each."""
    found = {name: record for name, record in kept.items() if name in rows}
    for program in results.programs():
        for name, row in rows.items():
            if batches := results.of(row, program):
                new = recorded(batches)
                if name not in found or outweighs(new, found[name], row):
                    found[name] = new
    return {name: found[name] for name in rows if name in found}
