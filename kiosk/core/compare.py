"""What an association changed in a procedure, against the shipped one: steps, texts, and all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.core.paths import labels_of, says_of
from kiosk.core.procedure import Procedure, Sheet, Step


class Difference(StrEnum):
    """How one procedure differs from another; the words are in `kiosk.words.codes`."""

    STEP_ADDED = "step_added"
    STEP_REMOVED = "step_removed"
    TEXT_ADDED = "text_added"
    TEXT_REMOVED = "text_removed"
    SOURCES = "sources"
    """The same text, with other sources, another date or another confidence."""
    REST = "rest"
    """Conditions, answers, order, kind: whatever is no text."""


@dataclass(frozen=True)
class Change:
    """One difference: where, which, and the text."""

    step: str
    """The step or the sheet; empty for the whole procedure."""
    difference: Difference
    text: str = ""


def changes(shipped: Procedure, own: Procedure) -> list[Change]:
    """Say what `own` changes against `shipped`, in the order of its steps."""
    before, after = _parts(shipped), _parts(own)
    found = [Change(name, Difference.STEP_REMOVED) for name in before if name not in after]
    found += [Change(name, Difference.STEP_ADDED) for name in after if name not in before]
    texts_before, texts_after = _texts(shipped), _texts(own)
    for name in ("", *(name for name in after if name in before)):
        old, new = texts_before.get(name, {}), texts_after.get(name, {})
        found += [Change(name, Difference.TEXT_REMOVED, text) for text in old if text not in new]
        found += [Change(name, Difference.TEXT_ADDED, text) for text in new if text not in old]
        found += [Change(name, Difference.SOURCES, text) for text in new if text in old and new[text] != old[text]]
        if name and (_bones(before[name]) != _bones(after[name]) or (old == new and before[name] != after[name])):
            found.append(Change(name, Difference.REST))
    kept = [[name for name in one if name in other] for one, other in ((before, after), (after, before))]
    found += [Change(new, Difference.REST) for old, new in zip(*kept, strict=True) if old != new][:1]
    order = ["", *before, *after]
    return sorted(dict.fromkeys(found), key=lambda change: order.index(change.step))


def _parts(procedure: Procedure) -> dict[str, Step | Sheet]:
    parts: dict[str, Step | Sheet] = {step.id: step for step in procedure.steps}
    return parts | {f"sheet_{sheet.channel}": sheet for sheet in procedure.sheets}


def _bones(part: Step | Sheet) -> object:
    """Give what a step does, without what it says."""
    if isinstance(part, Sheet):
        return [(block.when, block.cut, len(block.blanks)) for block in part.blocks]
    return (
        (
            part.kind,
            part.when,
            part.about,
            part.ends,
            part.leads,
            part.no_relative,
            part.hushed,
            bool(part.why_no_unknown),
        ),
        [(option.id, option.when) for option in part.options],
        [(field.id, field.type, field.may, field.deadline) for field in part.fields],
    )


def _texts(procedure: Procedure) -> Mapping[str, Mapping[str, object]]:
    """Give the texts of each part, each with what supports it."""
    texts: dict[str, dict[str, object]] = {}
    for where, label in labels_of(procedure):
        texts.setdefault(where, {}).setdefault(label.text, None)
    for where, says in says_of(procedure):
        supports = tuple(replace(source, key="") for source in says.sources)
        texts.setdefault(where, {})[says.text] = supports
    return texts
