"""Measure unlocking a real desk: wall time and peak memory, and what one guess of its passphrase costs somebody else.

    python -m scripts.measures.unlock [--rounds N]

The desk is made as `kiosk init` makes it, its cost fitted to this machine. Each round is a process of its own, from
the passphrase to the open store. Exits 1 beyond the reach.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from kiosk.crypto import vault
from kiosk.desk.folder import VAULT
from kiosk.desk.making import create_desk
from kiosk.office import keys
from scripts.measures.figures import Reading, tell

PASSPHRASE = "quatre mots au hasard"
MOST_SECONDS, MOST_MB = 1.5, 128
CORE_HOUR = 0.03
"""Euros that an hour of one rented processor core costs, about."""
LISTS = {
    "the least that the kiosk accepts (10^10 guesses)": 1e10,
    "four random words of a list of 2,000": 2000**4,
    "four random words of a list of 7,776": 7776**4,
}
PROGRAM = """
import json, sys, time
from pathlib import Path
from kiosk.desk.keys import open_desk
begun = time.perf_counter()
opened = open_desk(Path(sys.argv[1]), sys.argv[2])
spent = time.perf_counter() - begun
opened.store.close()
rows = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text().splitlines())
print(json.dumps([spent, int(rows["VmHWM"].split()[0]) / 1024]))
"""


def unlock(desk: Path) -> tuple[float, float]:
    """Open a desk in a process of its own; give the seconds, and the most memory in MiB."""
    command = [sys.executable, "-c", PROGRAM, str(desk), PASSPHRASE]
    seconds, megabytes = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return seconds, megabytes


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether it is within reach."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args(argv).rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys.settle_office(
            folder / "office", keys.found_office("Les Tilleuls", "01 23 45 67 89"), PASSPHRASE, vault.Cost(1, 8)
        )
        create_desk(folder / "desk", (folder / "office" / keys.PUBLIC).read_bytes(), PASSPHRASE, "bench")
        cost = vault.load((folder / "desk" / VAULT).read_bytes()).slots[0].cost
        measured = [unlock(folder / "desk") for _ in range(rounds)]
    tell(
        Reading("unlocking a desk", [each[0] for each in measured], "s", MOST_SECONDS),
        Reading("peak memory of unlocking", [each[1] for each in measured], "MiB", MOST_MB),
    )
    seconds, megabytes = (median(column) for column in zip(*measured, strict=True))
    print(f"Argon2id: {cost.passes} passes over {cost.memory // 1024} MiB")
    print(f"unlocking: {seconds:.2f} s (at most {max(each[0] for each in measured):.2f}), reach {MOST_SECONDS} s")
    print(f"peak memory: {megabytes:.0f} MiB, reach {MOST_MB} MiB")
    for name, guesses in LISTS.items():
        print(f"half of {name}: {guesses / 2 * seconds / 3600 * CORE_HOUR:,.0f} euros of rented processors")
    return int(seconds > MOST_SECONDS or megabytes > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
