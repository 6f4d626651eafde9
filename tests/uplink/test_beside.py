"""A desk's client has two lines at most: a request that leaves before the answer to the one before takes the second."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from kiosk.core.errors import LinkFault
from kiosk.core.sync import Failure
from kiosk.core.word import Ask
from kiosk.uplink.client import HubClient
from kiosk.uplink.link import Link
from kiosk.wire import protocol
from tests.uplink.made import KNOWN


@dataclass
class Line:
    """A line on which an answer comes when a test lets it."""

    answers: threading.Event = field(default_factory=threading.Event)
    greeted: int = 0
    asked: int = 0
    closed: bool = False
    broken: bool = False
    sent, took = 1, 0.1

    def hello(self) -> protocol.Hello:
        """Be the hub."""
        self.greeted += 1
        return protocol.Hello((1,), 2, KNOWN.hub or b"", joined=True)

    def post(self, path: str, body: Any, answer: Any) -> Any:
        """Wait, then answer."""
        self.asked += 1
        assert self.answers.wait(10)
        if self.broken:
            raise LinkFault(Failure.NETWORK)
        return protocol.SyncTold()

    def close(self) -> None:
        """Hang up."""
        self.closed = True
        self.answers.set()


def client(lines: list[Line]) -> HubClient:
    """Give a client that has come up; its lines are noted."""

    def make() -> Link:
        lines.append(Line())
        return cast("Link", lines[-1])

    found = HubClient(make, b"d" * 16, lambda: KNOWN)
    found.connect()
    return found


def test_the_second_line_is_made_for_what_leaves_meanwhile_and_answers_come_in_any_order() -> None:
    """One request after the other needs one line; of two at once each has its own, and is answered by itself."""
    lines: list[Line] = []
    desk = client(lines)
    lines[0].answers.set()
    desk.sync(Ask())
    desk.sync(Ask())
    assert (len(lines), lines[0].asked) == (1, 2)
    lines[0].answers.clear()
    first, second = desk.begin(Ask()), desk.begin(Ask())
    assert [line.greeted for line in lines] == [1, 0]
    lines[1].answers.set()
    assert second().sent == 1
    third = desk.begin(Ask())
    third()
    assert [line.asked for line in lines] == [3, 2]
    lines[0].answers.set()
    assert first().sent == 1
    desk.close()
    assert all(line.closed for line in lines)


def test_what_goes_wrong_on_one_line_is_told_to_who_waits_for_it() -> None:
    """The other request is answered as if nothing had been; a line is free again after a fault, too."""
    lines: list[Line] = []
    desk = client(lines)
    first, second = desk.begin(Ask()), desk.begin(Ask())
    lines[1].broken = True
    for line in lines:
        line.answers.set()
    with pytest.raises(LinkFault):
        second()
    assert first().sent == 1
    lines[1].broken = False
    assert desk.begin(Ask())().sent == desk.begin(Ask())().sent == 1
    assert len(lines) == 2
    desk.close()
    with pytest.raises(LinkFault):
        desk.begin(Ask())


def test_a_line_that_is_let_go_ends_what_is_under_way() -> None:
    """Nobody waits for an answer on a line that is closed."""
    lines: list[Line] = []
    desk = client(lines)
    first = desk.begin(Ask())
    lines[0].broken = True
    desk.close()
    with pytest.raises(LinkFault):
        first()
