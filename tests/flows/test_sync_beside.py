"""A request of acts leaves while the answer to the one before is awaited, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.core.backoff import Failure
from kiosk.core.errors import LinkFault
from kiosk.core.outbox import State, Withdrawal, withdraw
from kiosk.core.word import Ask, Told
from tests.flows.desk import Desk
from tests.flows.hub_simulator import Fault


def watched(desk: Desk) -> list[list[Ask]]:
    """Note, at each request, all that are under way with it."""
    begin, under_way, seen = desk.world.begin, [], []

    def noted(ask: Ask) -> Callable[[], Told]:
        on_disk = {entry.id: entry.state for entry in desk.store.entries()}
        assert all(on_disk[entry.id] is not State.WAITING for entry in ask.acts)
        under_way.append(ask)
        seen.append(list(under_way))
        answer = begin(ask)

        def told() -> Told:
            under_way.remove(ask)
            return answer()

        return told

    desk.world.begin = noted  # type: ignore[method-assign]
    return seen


def test_two_are_under_way_at_most_and_only_acts_beside_acts() -> None:
    """Each act is on the disk as one that may have left before any byte of it leaves, in the second request, too."""
    desk = Desk(acts=100)
    desk.run()
    seen = watched(desk)
    for _ in range(100):
        desk.add()
    desk.store.change(withdraw(desk.to(1), Withdrawal.BY_KEY, desk.clock(), b"k" * 16))
    report = desk.run(now=True)
    assert report.failure is None
    assert max(map(len, seen)) == 2
    for asks in seen:
        assert len(asks) == 1 or not any(ask.known or ask.withdrawals for ask in asks)
    assert sum(entry.state is State.HELD for entry in desk.store.entries()) >= 199


@pytest.mark.parametrize("failure", [Failure.NETWORK, Failure.UNREACHABLE])
def test_a_hub_that_takes_one_line_gets_everything_over_it(failure: Failure) -> None:
    """Where every second line breaks, the run goes on with one and ends well."""
    desk = Desk(acts=100)
    begin, under_way = desk.world.begin, list[Ask]()

    def one_line(ask: Ask) -> Callable[[], Told]:
        if under_way:
            return lambda: refuse(failure)
        under_way.append(ask)
        answer = begin(ask)

        def told() -> Told:
            under_way.remove(ask)
            return answer()

        return told

    desk.world.begin = one_line  # type: ignore[method-assign]
    assert desk.run().failure is None
    assert set(desk.states()) == {State.HELD}


def test_a_line_that_breaks_under_both_is_tried_once_more_and_let_be() -> None:
    """Of a cut the run makes one more request, and no hot loop; the next run hands over all."""
    desk = Desk(acts=100)
    desk.world.faults.extend([Fault.LOST_REQUEST] * 50)
    report = desk.run()
    assert report.failure is Failure.NETWORK
    assert len(desk.world.asked) <= 3
    desk.world.faults.clear()
    desk.run(now=True)
    assert set(desk.states()) == {State.HELD}


def refuse(failure: Failure) -> Told:
    """Be a line that was not there."""
    raise LinkFault(failure)
