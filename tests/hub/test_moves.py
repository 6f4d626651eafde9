"""One table of moves, `kiosk.core.outbox.MOVES`: what it lets hub and office say is what the hub's SQL keeps."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from litestar.testing import TestClient

from kiosk.core.outbox import FINAL, MOVES, Signer, State
from kiosk.core.word import BY_OFFICE
from kiosk.hub import said
from kiosk.hub.database import sqlite_url
from kiosk.wire.protocol import (
    MSGPACK,
    AnswersAsk,
    AnswersTold,
    FetchAsk,
    Fetched,
    SyncAsk,
    SyncTold,
    Waiting,
    WaitingAsk,
)
from kiosk.wire.signed import Acknowledgement, SentAct, SignedAck
from tests.hub.made import Asks, MadeDesk, MadeHub

OFFICE = sorted({to for row in MOVES.values() for to, by in row.items() if by is Signer.OFFICE})
AT_HUB = [State.HELD, State.WITHDRAWN, *OFFICE]
"""Where an act at a hub can stand."""


SAYABLE = [State(each) for each in get_args(get_type_hints(Acknowledgement)["state"])]
"""What can be said on the wire at all."""


class Hub:
    """A hub with one desk, and acts in any state."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        self.desk, self.made, self._numbers = MadeDesk(), MadeHub(sqlite_url(folder / "hub.db")), count(1)
        self.made.settle_in(self.desk)
        client = TestClient(self.made.app)
        self.line, self.office = Asks(client, self.desk.token), Asks(client, self.made.office.token, MSGPACK)

    def act(self, state: State) -> tuple[int, SentAct]:
        """Bring an act there."""
        number = next(self._numbers)
        act = self.desk.act(number)
        self.line.ask("/v1/sync", SyncAsk(acts=(act,)), SyncTold)
        if state is State.WITHDRAWN:
            self.withdraw(number)
        elif state is not State.HELD:
            assert self.says(act, state, BY_OFFICE)
        assert self.state(act) == state
        return number, act

    def withdraw(self, number: int) -> None:
        """Take it back, with the key; the office reads that."""
        self.line.ask("/v1/sync", SyncAsk(withdrawals=(self.desk.withdrawal(number),)), SyncTold)
        self.office.ask("/v1/office/waiting", WaitingAsk(), Waiting)

    def says(self, act: SentAct, state: State, sequence: int) -> bool:
        """Let the office say something that has read all there is. Tells whether the hub kept it."""
        ack: SignedAck = self.made.office.says(self.desk, act, str(state), sequence)
        told: AnswersTold = self.office.ask("/v1/office/answers", AnswersAsk((ack,), 1 << 40), AnswersTold)
        return not told.refused and self.state(act) == state

    def state(self, act: SentAct) -> str:
        """Give what the hub's newest statement says."""
        told: Fetched = self.office.ask("/v1/office/fetch", FetchAsk((act.id,)), Fetched)
        return told.acks[0].said.state


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """Start a hub."""
    return Hub(tmp_path)


def test_the_hub_and_the_table_agree_on_what_is_final_and_on_whose_numbers_are_whose() -> None:
    """The hub cannot read the table, being a stranger: it has the same words, and the same first number."""
    assert set(said.FINAL) == FINAL
    assert said.HELD < said.WITHDRAWN < said.FIRST_OF_OFFICE == BY_OFFICE


@pytest.mark.parametrize("state", AT_HUB)
def test_a_key_ends_at_the_hub_what_the_table_lets_the_hub_end(hub: Hub, state: State) -> None:
    """Her key makes the hub sign `withdrawn` where the table says that this is the hub's, and nowhere else."""
    number, act = hub.act(state)
    hub.withdraw(number)
    ends = MOVES[state].get(State.WITHDRAWN) is Signer.HUB
    assert (hub.state(act) == State.WITHDRAWN) is (ends or state is State.WITHDRAWN)


@pytest.mark.parametrize("state", AT_HUB)
def test_the_hub_keeps_the_moves_of_the_table_and_no_others(hub: Hub, state: State) -> None:
    """From each state it keeps what the table lets the office say, and refuses the rest: with two exceptions.

    After its own `withdrawn`, which the office may not have heard, what ends the act. And it is no judge between two
    words of the office: the later one is the office's, which alone knows what it forgot and was told again.
    """
    by_table = {to for to, by in MOVES[state].items() if by is Signer.OFFICE}
    ends_all_the_same = set(OFFICE) & FINAL if state is State.WITHDRAWN else set()
    later_word = set(OFFICE) if state in OFFICE else set()
    kept = set()
    for to in SAYABLE:
        _, act = hub.act(state)
        if hub.says(act, to, BY_OFFICE + 1):
            kept.add(to)
    assert kept == by_table | ends_all_the_same | later_word
    assert by_table <= kept


@pytest.mark.parametrize("state", AT_HUB)
def test_the_hub_never_says_twice_that_it_holds(hub: Hub, state: State) -> None:
    """No move of the table leads to `held` at a hub: the same bytes, offered again, leave the act where it is."""
    assert MOVES[state].get(State.HELD) is None
    _, act = hub.act(state)
    hub.line.ask("/v1/sync", SyncAsk(acts=(act,)), SyncTold)
    assert hub.state(act) == state


@pytest.mark.parametrize("state", OFFICE)
def test_the_hub_keeps_no_word_of_the_office_that_is_not_later(hub: Hub, state: State) -> None:
    """A word with the number of the one that is there, or a smaller one, changes nothing."""
    for to in OFFICE:
        _, act = hub.act(state)
        hub.says(act, to, BY_OFFICE)
        assert hub.state(act) == state
