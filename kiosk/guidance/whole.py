"""Judges what no procedure shows on its own: the triage, the glossary, the shared files, and what leads elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.core.check import Fault, leads
from kiosk.core.errors import ProcedureFault
from kiosk.core.title import too_full
from kiosk.guidance.files import GLOSSARY, SHIPPED, TRIAGE
from kiosk.guidance.reader import check_common
from kiosk.guidance.shared import examine_triage, read_glossary
from kiosk.guidance.shelf import Shelf


def examine_together(folders: Sequence[Path]) -> list[ProcedureFault]:
    """Give every mistake that no single file shows: of the triage, of the glossary, of what leads elsewhere.

    Args:
        folders: where procedures are, the last one winning. Files that are refused on their own are left out.
    """
    shelf = Shelf(folders)
    procedures = {title.id: shelf.open(title.id) for title in shelf.titles()}
    faults = examine_triage(shelf.last(TRIAGE), procedures)
    faults += [ProcedureFault(f"{name}.toml", each.step, each.fault, each.detail) for name, each in leads(procedures)]
    for full in too_full(shelf.titles()):
        faults.append(ProcedureFault(f"{full.titles[-1].id}.toml", "", Fault.GROUP_FULL, full.group.value))
    try:
        shelf.glossary()
    except ProcedureFault as fault:
        faults.append(fault)
    return faults


def examine_shared(file: Path) -> list[ProcedureFault]:
    """Give every mistake of a file that is no procedure: the triage, the glossary, the shared steps or sources."""
    try:
        if file.name == TRIAGE:
            shelf = Shelf((SHIPPED, file.parent))
            return examine_triage(file, {title.id: shelf.open(title.id) for title in shelf.titles()})
        if file.name == GLOSSARY:
            read_glossary(file)
        else:
            check_common(file)
    except ProcedureFault as fault:
        return [fault]
    return []
