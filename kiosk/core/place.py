"""Where a person is in a visit: the step that she is at, and about how many there will be."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.core.paths import possible_answers
from kiosk.core.procedure import Answer, Answers, Kind, Procedure, Step, path


@dataclass(frozen=True)
class Place:
    """A place on a way."""

    at: int
    """The step, from 1."""
    of: int
    """How many there will be, as far as the answers tell; never fewer than `at`."""

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self.at == self.of


def place_of(procedure: Procedure, answers: Answers, step: str) -> Place:
    """Tell where a step stands on the way that these answers lead.

    How long the way will be depends on what is not answered yet: there the first answer that may be given is supposed.
    The paper that an act ends with counts as its last step.

    Args:
        procedure: the act.
        answers: so far.
        step: the one on the screen. Raises ValueError where the answers do not lead through it.
    """
    way = _way(procedure, answers)
    paper = way[-1].kind is Kind.CONSENT
    return Place([each.id for each in way].index(step) + 1, len(way) + paper)


def place_of_paper(procedure: Procedure, answers: Answers) -> Place:
    """Give the place of the paper, after all that these answers lead through."""
    steps = len(_way(procedure, answers)) + 1
    return Place(steps, steps)


def _way(procedure: Procedure, answers: Answers) -> tuple[Step, ...]:
    """Give the whole way, with what is not answered supposed."""
    return path(procedure, answers, _first)


def _first(step: Step, name: str, known: dict[str, Answer]) -> Answer | None:
    """Give the first answer that may be given; None where there is none."""
    return next(iter(possible_answers(step, name, known)), None)
