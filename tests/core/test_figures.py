"""The office's month: counted in classes, so that no small number says who."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.core.figures import Closed, Delay, FigureTopic, delay_class, month
from kiosk.core.report import Bracket

ONE = Closed("2026-11", "close", "proof_seen", Delay.WEEK, 1, "fr")


def test_a_month_is_counted_alone() -> None:
    """What ended in another month is not in it, and everything that ended in it is."""
    found = month([ONE] * 7 + [replace(ONE, month="2026-10")] * 9, "2026-11")
    assert {(each.topic, each.of): each.number for each in found} == {
        (FigureTopic.ACTS, ""): Bracket(5, 9),
        (FigureTopic.PROCEDURE, "close"): Bracket(5, 9),
        (FigureTopic.OUTCOME, "proof_seen"): Bracket(5, 9),
        (FigureTopic.DELAY, "week"): Bracket(5, 9),
        (FigureTopic.TRIES, "1"): Bracket(5, 9),
        (FigureTopic.LANGUAGE, "fr"): Bracket(5, 9),
    }


def test_one_and_four_look_alike() -> None:
    """A small number is told as any other small number."""
    assert month([ONE], "2026-11") == month([ONE] * 4, "2026-11")


@pytest.mark.parametrize(
    ("days", "kind"), [(-3, Delay.WEEK), (7, Delay.WEEK), (8, Delay.MONTH), (92, Delay.QUARTER), (93, Delay.LONGER)]
)
def test_a_delay_has_its_class(days: int, kind: Delay) -> None:
    """Days from the consent to the end; a clock that was wrong counts as none."""
    assert delay_class(date(2026, 11, 1), date.fromordinal(date(2026, 11, 1).toordinal() + days)) is kind
