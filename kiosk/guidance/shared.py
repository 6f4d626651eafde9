"""Reads triage.toml and glossary.toml: checks each, and refuses by file, step and reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.core.check import Fault
from kiosk.core.errors import ProcedureFault
from kiosk.core.glossary import Term
from kiosk.core.procedure import Label, Procedure, Says
from kiosk.core.triage import Lead, Triage, triage_findings
from kiosk.guidance.raw import convert, load_shared, shared_sources
from kiosk.guidance.reader import Reader
from kiosk.guidance.shape import RawGlossary, RawTriage


def read_triage(file: Path) -> Triage:
    """Read the questions and where they lead. Raises ProcedureFault."""
    raw = convert(file.name, "", load_shared(file), RawTriage)
    reader = Reader(file.name, "triage", shared_sources(file.parent))
    steps = tuple(reader.step(each) for each in raw.step)
    title = Label(raw.title, "triage")
    ends = tuple(
        Lead(each.procedure, reader.says("end", each.because), reader.condition("end", each.when)) for each in raw.end
    )
    return Triage(Procedure("triage", raw.version, 0, title, title, (), steps, ()), ends)


def examine_triage(file: Path, procedures: Mapping[str, Procedure]) -> list[ProcedureFault]:
    """Give every mistake of the triage, the procedures that there are being known by their ids."""
    try:
        triage = read_triage(file)
    except ProcedureFault as fault:
        return [fault]
    return [
        ProcedureFault(file.name, each.step, each.fault, each.detail) for each in triage_findings(triage, procedures)
    ]


def read_glossary(file: Path) -> tuple[Term, ...]:
    """Read the terms, in the order of their names. Raises ProcedureFault."""
    raw = convert(file.name, "", load_shared(file), RawGlossary)
    reader = Reader(file.name, "glossary", shared_sources(file.parent))
    terms: dict[str, Term] = {}
    for each in raw.term:
        if each.id in terms:
            raise ProcedureFault(file.name, each.id, Fault.SAME_ID, each.id)
        says = reader.says(each.id, each.says)
        if not says or not each.forms:
            raise ProcedureFault(file.name, each.id, Fault.EMPTY_STEP)
        _confirmed(file, each.id, says)
        terms[each.id] = Term(each.id, Label(each.name, "glossary"), tuple(each.forms), says)
    return tuple(terms.values())


def _confirmed(file: Path, where: str, says: tuple[Says, ...]) -> None:
    for each in says:
        if each.confidence == "D":
            raise ProcedureFault(file.name, where, Fault.UNCONFIRMED, each.text)
