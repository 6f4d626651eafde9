"""Reads a file of procedures: checks it, and refuses by file, step and reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any as AnyValue

from kiosk.core.check import Fault, findings
from kiosk.core.ease import EASE
from kiosk.core.errors import ProcedureFault
from kiosk.core.procedure import (
    All,
    Any,
    Channel,
    Condition,
    Field,
    In,
    Is,
    Kind,
    Label,
    Not,
    Option,
    Procedure,
    Says,
    Set,
    Sheet,
    SheetBlock,
    Source,
    Step,
    ToFill,
)
from kiosk.guidance.files import CALL_EASE, COMMON, MANDATE, shared_file
from kiosk.guidance.raw import convert, load_shared, load_tables, read_sources, shared_sources
from kiosk.guidance.shape import (
    RawBlock,
    RawCommon,
    RawFile,
    RawSays,
    RawSheet,
    RawStep,
)

# ---- reading ----------------------------------------------------------------------------------


def read_procedure(file: Path, common: Path | None = None) -> Procedure:
    """Read and check one procedure.

    Args:
        file: the procedure.
        common: the file whose steps it may use; by default the one beside it, else the shipped one.

    Raises:
        ProcedureFault: the first mistake, by file, step and reason.
    """
    procedure, faults = examine_procedure(file, common)
    if faults:
        raise faults[0]
    assert procedure is not None
    return procedure


def examine_procedure(file: Path, common: Path | None = None) -> tuple[Procedure | None, list[ProcedureFault]]:
    """Read one procedure and give every mistake. The procedure is None where its shape is wrong."""
    try:
        shared = _common(common or shared_file(file.parent, COMMON), shared_sources(file.parent))
        procedure = _build(file, load_tables(file), shared)
        found = [ProcedureFault(file.name, each.step, each.fault, each.detail) for each in findings(procedure)]
    except ProcedureFault as fault:
        return None, [fault]
    except RecursionError:  # brackets within brackets without end: only made on purpose
        return None, [ProcedureFault(file.name, "", Fault.UNREADABLE, "[[[…")]
    return procedure, found


@dataclass(frozen=True)
class _Common:
    steps: Mapping[str, RawStep]
    blocks: Mapping[str, RawBlock]
    sources: Mapping[str, Source]
    """What its own steps may cite."""
    shared: Mapping[str, Source]
    """What every file may cite."""


def check_common(file: Path) -> None:
    """Read every shared step and source of a folder. Raises ProcedureFault for what no procedure could take."""
    sources = shared_sources(file.parent)
    common = _common(shared_file(file.parent, COMMON), sources)
    for name in common.steps:
        _shared_step(common, name)
    for block in common.blocks:
        _shared_block(common, block)


def _common(file: Path, sources: Mapping[str, Source]) -> _Common:
    raw = convert(file.name, "", load_shared(file), RawCommon)
    blocks = {block.id: block for block in raw.block}
    return _Common(
        {step.id: step for step in raw.step}, blocks, {**sources, **read_sources(file.name, raw.source)}, sources
    )


def _build(file: Path, data: dict[str, AnyValue], common: _Common) -> Procedure:
    raw = convert(file.name, "", data, RawFile)
    try:
        date.fromisoformat(raw.version)
    except ValueError as error:
        raise ProcedureFault(file.name, "", Fault.BAD_DATE, raw.version) from error
    if not re.fullmatch(r"[a-z][a-z0-9_]*", raw.id):
        raise ProcedureFault(file.name, "", Fault.BAD_ID, raw.id)
    own = read_sources(file.name, raw.source)
    known = {**common.shared, **own}
    steps = [_step(file.name, raw.id, each, known, common) for each in raw.step]
    steps = _with_call_ease(_with_mandate(steps, common), common)
    reader = Reader(file.name, raw.id, known)
    sheets = tuple(reader.sheet(each, common) for each in raw.sheet)
    children = reader.says("children", raw.children)
    others = (*children, *(each for sheet in sheets for block in sheet.blocks for each in block.says))
    cited = (source for each in (*(e for step in steps for e in _said(step)), *others) for source in each.sources)
    used = {source.key: source for source in cited} | own
    return Procedure(
        id=raw.id,
        version=raw.version,
        order=raw.order,
        title=Label(raw.title, raw.id),
        summary=Label(raw.summary, raw.id),
        sources=tuple(used.values()),
        steps=tuple(steps),
        sheets=sheets,
        children=children,
        from_home=raw.from_home,
        group=raw.group,
        named=tuple(Label(each.name, "source") for each in used.values() if each.name),
    )


def _with_mandate(steps: list[Step], common: _Common) -> list[Step]:
    """Ask for the number of a mandate before what was answered is read over: any act for the office may have one.

    No file has to say so, and no file can forget it: whether it is asked is a setting.
    """
    to_office = any(
        option.id == Channel.OFFICE for step in steps if step.kind is Kind.CHANNEL for option in step.options
    )
    if not to_office or MANDATE not in common.steps or any(step.id == MANDATE for step in steps):
        return steps
    at = next((n for n, step in enumerate(steps) if step.kind is Kind.CHECK), len(steps))
    return [*steps[:at], _shared_step(common, MANDATE), *steps[at:]]


def _with_call_ease(steps: list[Step], common: _Common) -> list[Step]:
    """Say, under the way that calls 3422, how it answers to who needs help to understand: no file can forget it."""
    says = _shared_step(common, CALL_EASE).says if CALL_EASE in common.steps else ()
    asked = any(step.id == EASE for step in steps)

    def told(option: Option) -> Option:
        return replace(option, says=(*option.says, *says)) if option.id == Channel.CALL_NOW and asked else option

    return [replace(step, options=tuple(map(told, step.options))) for step in steps]


def _shared_step(common: _Common, name: str) -> Step:
    return Reader(COMMON, "common", common.sources).step(common.steps[name])


def _shared_block(common: _Common, name: str) -> SheetBlock:
    return Reader(COMMON, "common", common.sources).block(f"sheet_{name}", common.blocks[name])


def _step(file: str, procedure: str, data: dict[str, AnyValue], known: Mapping[str, Source], common: _Common) -> Step:
    name = str(data.get("id", ""))
    if "use" not in data:
        return Reader(file, procedure, known).step(convert(file, name, data, RawStep))
    taken = str(data["use"]).removeprefix("common.")
    if taken not in common.steps:
        raise ProcedureFault(file, name, Fault.NO_SUCH_STEP, str(data["use"]))
    if unknown := set(data) - {"id", "use", "when"}:
        raise ProcedureFault(file, name, Fault.SHAPE, ", ".join(sorted(unknown)))
    step = _shared_step(common, taken)
    here = Reader(file, procedure, known).condition(name, data.get("when"))
    both = tuple(each for each in (here, step.when) if each is not None)
    when = All(both) if len(both) == 2 else both[0] if both else None
    return replace(step, when=when)


def _said(step: Step) -> Iterable[Says]:
    for group in (step.says, step.reasons_for, step.reasons_against, *(o.says for o in step.options)):
        yield from group


class Reader:
    """Turns the shape of one file into values, knowing where it is for the sake of refusals."""

    def __init__(self, file: str, procedure: str, sources: Mapping[str, Source]) -> None:
        self.file, self.procedure, self.sources = file, procedure, sources

    def step(self, raw: RawStep) -> Step:
        """Read a step."""
        context = f"{self.procedure}.{raw.id}"
        return Step(
            id=raw.id,
            kind=raw.kind,
            title=Label(raw.title, context),
            when=self.condition(raw.id, raw.when),
            says=self.says(raw.id, raw.says),
            reasons_for=self.says(raw.id, raw.reasons_for),
            reasons_against=self.says(raw.id, raw.reasons_against),
            columns=self._columns(raw, context),
            options=tuple(
                Option(
                    each.id,
                    Label(each.label, context),
                    self.says(raw.id, each.says),
                    self.condition(raw.id, each.when),
                    each.needs,
                )
                for each in raw.option
            ),
            why_no_unknown=raw.why_no_unknown,
            fields=tuple(
                Field(
                    each.id,
                    each.type,
                    Label(each.label, context),
                    Label(each.hint, context) if each.hint else None,
                    tuple(each.may),
                    each.deadline,
                )
                for each in raw.field
            ),
            about=raw.about,
            ends=raw.ends,
            leads=tuple(raw.leads),
            no_relative=self._no_relative(raw),
            hushed=raw.hushed,
            her_words=raw.her_words,
        )

    def _columns(self, raw: RawStep, context: str) -> tuple[Label, Label] | None:
        match raw.columns:
            case []:
                return None
            case [one, other]:
                return Label(one, context), Label(other, context)
        raise ProcedureFault(self.file, raw.id, Fault.SHAPE, f"columns: {len(raw.columns)}")

    def _no_relative(self, raw: RawStep) -> Condition | None:
        if isinstance(raw.no_relative, bool):
            return All(()) if raw.no_relative else None
        return self.condition(raw.id, raw.no_relative)

    def sheet(self, raw: RawSheet, common: _Common) -> Sheet:
        """Read a sheet, with the parts that it shares with others."""
        where = f"sheet_{raw.channel}"
        blocks = tuple(self._taken(where, each, common) if each.use else self.block(where, each) for each in raw.block)
        return Sheet(raw.channel, Label(raw.title, f"{self.procedure}.{where}"), blocks)

    def _taken(self, where: str, raw: RawBlock, common: _Common) -> SheetBlock:
        """Take a shared part; a condition of its own comes on top."""
        if raw.use not in common.blocks or raw != RawBlock(use=raw.use, when=raw.when):
            raise ProcedureFault(self.file, where, Fault.NO_SUCH_STEP, raw.use)
        block = _shared_block(common, raw.use)
        here = self.condition(where, raw.when)
        both = tuple(each for each in (here, block.when) if each is not None)
        return replace(block, when=All(both) if len(both) == 2 else both[0] if both else None)

    def block(self, where: str, raw: RawBlock) -> SheetBlock:
        """Read a part of a sheet. Raises ProcedureFault."""
        context = f"{self.procedure}.{where}"
        if not raw.title:
            raise ProcedureFault(self.file, where, Fault.EMPTY_STEP)
        return SheetBlock(
            Label(raw.title, context),
            self.says(where, raw.says),
            tuple(
                ToFill(each, context) if isinstance(each, str) else ToFill(each.text, context, each.lines)
                for each in raw.blanks
            ),
            self.condition(where, raw.when),
            raw.cut,
            raw.bring,
        )

    def says(self, where: str, raw: Iterable[RawSays]) -> tuple[Says, ...]:
        """Read statements, each with its sources."""
        return tuple(self._one(where, each) for each in raw)

    def _one(self, where: str, raw: RawSays) -> Says:
        if not raw.sources:
            raise ProcedureFault(self.file, where, Fault.NO_SOURCE, raw.text)
        for key in raw.sources:
            if key not in self.sources:
                raise ProcedureFault(self.file, where, Fault.NO_SUCH_SOURCE, key)
        sources = tuple(self.sources[key] for key in raw.sources)
        when = self.condition(where, raw.when)
        return Says(raw.text, f"{self.procedure}.{where}", sources, when, tuple(raw.encloses))

    def condition(self, where: str, raw: object) -> Condition | None:
        """Read a condition by the closed table of operators."""
        match raw:
            case None:
                return None
            case {"answer": str(answer), "is": str(value), **rest} if not rest:
                return Is(answer, value)
            case {"answer": str(answer), "in": [*values], **rest} if not rest and values:
                return In(answer, tuple(str(value) for value in values))
            case {"set": str(answer), **rest} if not rest:
                return Set(answer)
            case {"not": inner, **rest} if not rest and inner is not None:
                return Not(self._inner(where, inner))
            case {"all": [*inners], **rest} if not rest and inners:
                return All(tuple(self._inner(where, inner) for inner in inners))
            case {"any": [*inners], **rest} if not rest and inners:
                return Any(tuple(self._inner(where, inner) for inner in inners))
        raise ProcedureFault(self.file, where, Fault.BAD_CONDITION, json.dumps(raw, default=str, ensure_ascii=False))

    def _inner(self, where: str, raw: object) -> Condition:
        condition = self.condition(where, raw)
        if condition is None:
            raise ProcedureFault(self.file, where, Fault.BAD_CONDITION, "")
        return condition
