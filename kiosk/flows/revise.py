"""An answer is corrected where all are read over: back to its question at once, and on to where nothing is new."""

from __future__ import annotations

from kiosk.core.procedure import Kind, Step
from kiosk.flows.visit import Visit

_ASKS = (Kind.CHOOSE, Kind.CHANNEL, Kind.ASK)


def correctable(visit: Visit) -> tuple[Step, ...]:
    """Give the questions before the step on the screen, but those that nobody else is to hear."""
    steps = visit.steps
    before = steps[: steps.index(visit.step)]
    return tuple(each for each in before if each.kind in _ASKS and not each.hushed)


def go_back_to(visit: Visit, name: str) -> None:
    """Go back to a step, or to the first where there is none of that name."""
    while visit.step.id != name and visit.back():
        pass


def catch_up(visit: Visit) -> None:
    """Go on to where all answers are read over, or to what comes before it and was not heard, or not answered.

    What follows an answer that changed is told once more, because its words may be others (`Visit.answer`), and the way
    is chosen once more; a question that has its answer is not asked twice.
    """
    while visit.step.kind is not Kind.CHECK and visit.can_go_on() and not visit.step.ends:
        step = visit.step
        if step.id not in visit.seen and step.kind not in (Kind.CHOOSE, Kind.ASK):
            return
        if visit.forward() is None:
            return
