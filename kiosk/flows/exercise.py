"""Setting up an exercise: acts in the queue that nobody made, a visit that stands where it becomes difficult."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from kiosk.core.deadline import news_by
from kiosk.core.envelope import Content
from kiosk.core.exercise import SCENES, Case, Scene
from kiosk.core.outbox import Entry
from kiosk.core.procedure import Answers, Kind
from kiosk.core.reference import KEY_BYTES, make_reference
from kiosk.flows.visit import Tools, Visit

Hub = Callable[[Entry], Entry]
"""Answers to an act that is offered: gives the entry as the desk keeps it afterwards."""

_QUEUES: Mapping[Case, tuple[int | None, ...]] = {
    Case.DEADLINE: (None, None, 1, None),
    Case.HUB: (None, None, None),
}
"""For each act in the queue, in how many days its last useful day is."""


@dataclass
class Exercise:
    """An exercise that is set up."""

    case: Case
    begun: bool = False

    @property
    def scene(self) -> Scene:
        """Where it begins."""
        return SCENES[self.case]


def fill_queue(case: Case, tools: Tools, hub: Hub) -> None:
    """Put the acts of an exercise on the disk; the first was offered to a hub already.

    Raises:
        ValueError: this is no training desk.
    """
    if not tools.training:
        raise ValueError("a real desk has no exercises")
    days = _QUEUES.get(case, ())
    for number, left in enumerate(days):
        at = tools.clock()
        made = replace(at, wall=at.wall - timedelta(days=len(days) - number))
        last = None if left is None else at.day + timedelta(days=left)
        act, key_hash = tools.new_id(), tools.sealer.key_hash(tools.random(KEY_BYTES))
        entry = Entry(
            id=act,
            reference=make_reference(tools.random(5)),
            key_hash=key_hash,
            envelope=tools.sealer.seal(Content({"exercise": str(case)}), act, key_hash),
            made=made,
            news_by=news_by(made.day, tools.news_after_days, last),
            deadline=last,
            training=True,
        )
        tools.store.add(hub(entry) if case is Case.HUB and number == 0 else entry)


def play(visit: Visit, until: str, answers: Answers) -> None:
    """Go through a visit that has begun, up to a step, or to the first that these answers do not answer."""
    while visit.step.id != until:
        step = visit.step
        for name in step.answers:
            if name in answers:
                visit.answer(name, answers[name])
        visit.saw()
        if step.kind is Kind.CONSENT or step.ends or not visit.can_go_on():
            return
        visit.forward()
