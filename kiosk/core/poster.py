"""The poster and the leaflet of the waiting room: both sides alike, what can be asked for, where, sources and date.

Everything that they state is guidance of the desk: a changed statement changes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.core.blocks import Heading, Literal, Pair, Para, Phrase, Piece, Receipt, Title
from kiosk.core.paper import Letterhead
from kiosk.core.phone import pairs
from kiosk.core.procedure import Channel, Procedure, Says, Source

ACTS = ("activate", "oppose", "close", "mask", "block")
"""The five acts of the leaflet: each has a pictogram of its name."""
_SIDES = "oppose"
"""Whose two sides are those of having a space at all."""

_OWN = "desk"
"""The source of what a desk promises to who sits there with somebody: nothing for a wall."""
_CALL = Para((Literal("3422"),))
"""The number of Mon espace santé, whose hours follow."""


@dataclass(frozen=True)
class Poster:
    """Its parts, each to be worded like a receipt."""

    title: Receipt
    sides: tuple[Receipt, Receipt]
    acts: tuple[tuple[str, Receipt], ...]
    """Each act by its id: its name, and in a sentence or two what it does."""
    ask: Receipt
    foot: Receipt
    sources: tuple[str, ...]
    """The names in the foot: they stay French in the words of every language."""


def poster(procedures: Sequence[Procedure], desk: Letterhead) -> Poster:
    """Make it from the desk's guidance.

    Args:
        procedures: those of ACTS, in their order; at least the one whose sides are shown.
        desk: where to ask.
    """
    about = next(each for each in procedures if each.id == _SIDES)
    step = next(step for step in about.steps if step.reasons_for and step.reasons_against and step.columns)
    assert step.columns is not None
    call = next(sheet for sheet in about.sheets if sheet.channel is Channel.CALL_NOW)
    hours = [says for says in call.blocks[0].says if says.when is None and _OWN not in {s.key for s in says.sources}]
    said = (*step.reasons_for, *step.reasons_against, *hours)
    named, checked = _sources(said)
    sides = (_side(step.columns[0], step.reasons_for), _side(step.columns[1], step.reasons_against))
    place = [
        Pair((Literal(name),), (Literal(value),))
        for name, value in ((", ".join(filter(None, (desk.structure, desk.place))), pairs(desk.phone)),)
        if name
    ]
    return Poster(
        Receipt((Title((Phrase(Heading.TITLE),)), Title((Phrase(Heading.RIGHTS),)))),
        sides,
        tuple((each.id, Receipt((Title((each.title,)), Para((each.summary,))))) for each in procedures),
        Receipt((Title((Phrase(Heading.ASK),)), *place, _CALL, *(Para((says,)) for says in hours))),
        Receipt((Para((Phrase(Heading.SOURCES, {"names": "; ".join(named), "date": checked}),)),)),
        named,
    )


def _side(name: Piece, reasons: Sequence[Says]) -> Receipt:
    return Receipt((Title((name,)), *(Para((says,)) for says in reasons)))


def _sources(said: Sequence[Says]) -> tuple[tuple[str, ...], date]:
    """Name the sources of statements, each once, and the day on which the oldest was checked."""
    sources: dict[str, Source] = {source.key: source for says in said for source in says.sources}
    named = tuple(dict.fromkeys(each.name or each.what for each in sources.values()))
    return named, min(each.checked for each in sources.values())
