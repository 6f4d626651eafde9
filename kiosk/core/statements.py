"""All that the guidance states, for the person who checks it again: the least sure first, then the oldest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.core.paths import says_of
from kiosk.core.procedure import AskWhom, Confidence, Procedure, Says, Source

SHARED = "common"
"""The context of what several procedures share begins so."""


@dataclass(frozen=True)
class Statement:
    """One statement and where it stands."""

    file: str
    step: str
    says: Says

    @property
    def confidence(self) -> Confidence:
        """That of its weakest source."""
        return self.says.confidence

    @property
    def checked(self) -> date:
        """When the oldest of its sources was checked."""
        return self.says.checked


def statements(
    procedures: Iterable[tuple[str, Procedure]], shared: str, beside: Iterable[tuple[str, str, Says]] = ()
) -> list[Statement]:
    """Give every statement once.

    Args:
        procedures: each with the name of its file.
        shared: the name of the file of shared steps.
        beside: what is stated elsewhere, with its file and where it stands there.
    """
    found = dict.fromkeys([*_every(procedures, shared), *(Statement(*each) for each in beside)])
    order = list(Confidence)
    return sorted(found, key=lambda each: (-order.index(each.confidence), each.checked, each.file))


@dataclass(frozen=True)
class OpenPoint:
    """One question to ask: it serves each source that is in doubt for want of its answer."""

    sources: tuple[Source, ...]
    said: tuple[Says, ...]
    """The statements that rest on them."""


def open_points(found: Iterable[Statement]) -> dict[AskWhom, list[OpenPoint]]:
    """Give what is not sure, by who can answer it: each source once, together with those that one question serves."""
    points: dict[AskWhom, dict[str, OpenPoint]] = {}
    for each in found:
        for source in each.says.sources:
            if source.ask is not None:
                asked, question = points.setdefault(source.ask, {}), source.question or source.key
                before = asked.get(question, OpenPoint((), ()))
                sources = before.sources if source in before.sources else (*before.sources, source)
                heard = each.says.text in [one.text for one in before.said]
                asked[question] = OpenPoint(sources, before.said if heard else (*before.said, each.says))
    return {ask: list(points[ask].values()) for ask in AskWhom if ask in points}


def _every(procedures: Iterable[tuple[str, Procedure]], shared: str) -> Iterator[Statement]:
    for file, procedure in procedures:
        for where, says in says_of(procedure):
            is_shared = says.context.partition(".")[0] == SHARED
            yield Statement(shared if is_shared else file, where, says)
