"""Procedures of an association that stand in for shipped ones: from which state of these they were made.

A file says it with `made_from`, as `kiosk procedures check` spells it. The mark is of what a shipped file says, not
of how: comments and blank lines may change without anybody having to look again.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kiosk.core.compare import Change, changes
from kiosk.core.errors import KioskError
from kiosk.core.procedure import Procedure
from kiosk.guidance.files import COMMON, SHIPPED, procedure_files, shared_file
from kiosk.guidance.shelf import examine_procedure
from kiosk.machine.files import read_own

MADE_FROM = "made_from"


@dataclass(frozen=True)
class Override:
    """A file that stands in for a shipped procedure."""

    changes: tuple[Change, ...]
    """What it changes, against the shipped one as it is now."""
    made_from: str
    """The mark of the shipped one that it was made from, as it says; empty where it does not."""
    now: str
    """The mark of the shipped one as it is now."""

    @property
    def moved_on(self) -> bool:
        """Whether the shipped one has changed since, or may have."""
        return self.made_from != self.now


def override(file: Path, own: Procedure, shipped_in: Path = SHIPPED) -> Override | None:
    """Compare a sound procedure with the shipped one of the same id.

    Args:
        file: where it was read.
        own: what was read there.
        shipped_in: the folder of the shipped ones.

    Returns:
        None where it adds a procedure, or is itself a shipped one.
    """
    if file.resolve().parent == shipped_in.resolve():
        return None
    for each in procedure_files(shipped_in):
        if _load(each).get("id") == own.id:
            shipped, _ = examine_procedure(each)
            found = tuple(changes(shipped, own)) if shipped else ()
            return Override(found, str(_load(file).get(MADE_FROM, "")), mark_of_state(each))
    return None


def mark_of_state(file: Path) -> str:
    """Spell the state of a procedure's file: its version, and eight digits of a hash over all that it says."""
    data = _load(file)
    used = {str(step["use"]).removeprefix("common.") for step in data.get("step", ()) if "use" in step}
    shared = [step for step in _load(shared_file(file.parent, COMMON)).get("step", ()) if step.get("id") in used]
    said = json.dumps([data, shared], sort_keys=True, ensure_ascii=False, default=str)
    return f"{data.get('version')} {blake2b(said.encode(), digest_size=4).hexdigest()}"


def _load(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_own(file).decode("utf-8"))
    except (KioskError, OSError, ValueError, RecursionError):  # said elsewhere, by file and reason
        return {}
