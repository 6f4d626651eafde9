"""The tables that a file of guidance may hold, by their shape alone; `kiosk.guidance.reader` reads what they mean."""

from __future__ import annotations

from typing import Annotated
from typing import Any as AnyValue

import msgspec

from kiosk.core.deadline import DelayRule
from kiosk.core.procedure import About, AskWhom, Channel, Confidence, FieldType, Kind, Need, Unsaid
from kiosk.core.title import Group


class Raw(msgspec.Struct, forbid_unknown_fields=True):
    """A table of a file: an unknown key is refused."""


class RawSource(Raw):
    """`[[source]]`."""

    key: str
    what: str
    name: str
    checked: str
    confidence: Confidence
    ask: AskWhom | None = None
    question: str = ""
    law: str = ""


class RawSays(Raw):
    """One statement."""

    text: str
    sources: list[str]
    when: dict[str, AnyValue] | None = None
    encloses: list[str] = []


class RawOption(Raw):
    """`[[step.option]]`."""

    id: str
    label: str
    says: list[RawSays] = []
    when: dict[str, AnyValue] | None = None
    needs: Need | None = None


class RawField(Raw):
    """`[[step.field]]`."""

    id: str
    type: FieldType
    label: str
    hint: str = ""
    may: list[Unsaid] = []
    deadline: DelayRule | None = None


class RawStep(Raw):
    """`[[step]]`."""

    id: str
    kind: Kind
    title: str
    when: dict[str, AnyValue] | None = None
    says: list[RawSays] = []
    reasons_for: list[RawSays] = []
    reasons_against: list[RawSays] = []
    columns: list[str] = []
    option: list[RawOption] = []
    why_no_unknown: str = ""
    field: list[RawField] = []
    about: About | None = None
    ends: bool = False
    leads: list[str] = []
    no_relative: bool | dict[str, AnyValue] = False
    hushed: bool = False
    her_words: bool = False


class RawBlank(Raw):
    """What is filled in by hand, on more than one line."""

    text: str
    lines: Annotated[int, msgspec.Meta(ge=2, le=6)]


class RawBlock(Raw):
    """`[[sheet.block]]`. Its own, or one of `common.toml` by its name."""

    title: str = ""
    use: str = ""
    says: list[RawSays] = []
    blanks: list[str | RawBlank] = []
    cut: bool = False
    bring: bool = False
    when: dict[str, AnyValue] | None = None


class RawSharedBlock(RawBlock):
    """`[[block]]` of `common.toml`."""

    id: str = ""


class RawSheet(Raw):
    """`[[sheet]]`."""

    channel: Channel
    title: str
    block: list[RawBlock] = []


class RawFile(Raw):
    """A procedure."""

    id: str
    version: str
    order: int
    title: str
    summary: str
    source: list[RawSource] = []
    step: list[dict[str, AnyValue]] = []
    sheet: list[RawSheet] = []
    children: list[RawSays] = []
    from_home: bool = False
    group: Group | None = None
    made_from: str = ""  # which state of a shipped procedure it stands in for: see kiosk.guidance.overrides


class RawSources(Raw):
    """`sources.toml`."""

    source: list[RawSource]


class RawCommon(Raw):
    """`common.toml`."""

    source: list[RawSource] = []
    step: list[RawStep] = []
    block: list[RawSharedBlock] = []


class RawEnd(Raw):
    """`[[end]]` of the triage."""

    procedure: str
    because: list[RawSays] = []
    when: dict[str, AnyValue] | None = None


class RawTriage(Raw):
    """`triage.toml`."""

    version: str
    title: str
    step: list[RawStep]
    end: list[RawEnd]


class RawTerm(Raw):
    """`[[term]]` of the glossary."""

    id: str
    name: str
    forms: list[str]
    says: list[RawSays]


class RawGlossary(Raw):
    """`glossary.toml`."""

    term: list[RawTerm]
