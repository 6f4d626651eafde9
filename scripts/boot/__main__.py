"""Boots an emulated machine, goes through what is tried on it, and says what was seen.

scripts/machine-boot KEY [--release bookworm|trixie] [--work FOLDER] [--from STAGE] [--until STAGE]
    [--update FOLDER [--older FOLDER]]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from scripts.boot.images import fresh_debian, layer
from scripts.boot.record import Seen
from scripts.boot.stages import cut, forbid, use
from scripts.boot.trial import Trial
from scripts.boot.updates import update

STAGES: dict[str, Callable[[Trial, Path], None]] = {
    "install": Trial.install,
    "use": use,
    "forbid": forbid,
    "cut": cut,
    "update": update,
}
"""By their names, in order."""


def main() -> None:
    """Go through the stages; each has a disk that begins as the one before left its own."""
    parser = argparse.ArgumentParser(description="Démarre une machine émulée et en fait une borne.")
    names = list(STAGES)
    parser.add_argument("key", type=Path, help="le dossier que scripts/stick a rempli")
    parser.add_argument("--release", choices=("bookworm", "trixie"), default="bookworm")
    parser.add_argument("--work", type=Path, default=Path("build/machine"))
    parser.add_argument("--from", dest="first", choices=names, default=names[0])
    parser.add_argument("--until", dest="last", choices=names, default=names[-1])
    parser.add_argument(
        "--update", type=Path, help="le dossier de scripts/release, plus récent que le paquet de la clé"
    )
    parser.add_argument("--older", type=Path, help="le même dossier, une version avant")
    given = parser.parse_args()
    folder: Path = (given.work / given.release).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    debian = fresh_debian(given.release, folder, os.environ.get("KIOSK_MIRROR", ""))
    record = Seen()
    trial = Trial(debian, given.key, folder, record, given.update, given.older)
    for at, (name, stage) in enumerate(STAGES.items()):
        if not names.index(given.first) <= at <= names.index(given.last):
            continue
        before = folder / f"{names[at - 1]}.qcow2" if at else debian.disk
        record.chapter(f"{name} ({given.release})")
        stage(trial, layer(before, folder / f"{name}.qcow2"))
    print(f"\n{record.wrong} à voir.")
    sys.exit(1 if record.wrong else 0)


if __name__ == "__main__":
    main()
