"""Coming back with a receipt: status, and withdrawing with the key, with a wrong one, and by word of mouth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.core.errors import IllegalMove, NotGenuine, NotRecorded, StoreFull
from kiosk.core.outbox import FINAL, Entry, Signer, State, Withdrawal, carry_withdrawal, move
from kiosk.core.reference import Ticket, make_reference
from kiosk.core.status import Next
from kiosk.core.tally import Count, Outcome
from kiosk.flows.follow import Follow
from tests.fakes import FakeDesk, an_entry

KEY, WRONG = b"sixteen bytes ..", b"another key ...."
REFERENCE = make_reference(b"kiosk")
TICKET = Ticket(REFERENCE, KEY)


def opened(desk: FakeDesk, state: State = State.WAITING) -> tuple[Follow, Entry]:
    """Put one entry into the store and open it by its reference."""
    entry = an_entry(reference=REFERENCE, key_hash=desk.sealer.key_hash(KEY), state=state)
    desk.store.add(entry)
    follow = Follow(desk.store, desk.sealer, desk.clock, desk.tally)
    return follow, follow.find(TICKET)


def counted(desk: FakeDesk) -> int:
    desk.store.count(desk.tally.take())
    assert set(desk.store.counts()) <= {Count("2026-11", Outcome.WITHDRAWN)}
    return sum(desk.store.counts().values())


def test_a_scan_opens_and_changes_nothing() -> None:
    """Finding an act and reading its status leave it as it was."""
    desk = FakeDesk()
    follow, entry = opened(desk)
    assert follow.status(entry).next is Next.WILL_BE_SENT
    assert follow.key_fits(entry, TICKET)
    assert desk.store.entries() == [entry]


def test_an_unknown_reference_is_said_so() -> None:
    """A reference of another desk is not recorded here."""
    follow, _ = opened(FakeDesk())
    with pytest.raises(NotRecorded):
        follow.find(Ticket(make_reference(b"other")))


def test_of_two_acts_with_one_reference_the_key_says_which() -> None:
    """A receipt whose key is not this act's is another desk's: it does not open ours, and is kept beside it."""
    desk = FakeDesk()
    follow, entry = opened(desk)
    other = Ticket(REFERENCE, WRONG)
    with pytest.raises(NotRecorded):
        follow.find(other)
    carried = carry_withdrawal(REFERENCE, desk.sealer.key_hash(WRONG), WRONG, desk.clock())
    desk.store.add(carried)
    assert (follow.find(other), follow.find(TICKET), follow.find(Ticket(REFERENCE))) == (carried, entry, entry)


def test_the_key_withdraws_a_waiting_act() -> None:
    """With the key, an act that never left is withdrawn on the disk, without its sealed bytes, and counted once."""
    desk = FakeDesk()
    follow, entry = opened(desk)
    gone = follow.withdraw(entry, TICKET)
    assert desk.store.entries() == [gone]
    assert (gone.state, gone.envelope, gone.withdrawal) == (State.WITHDRAWN, b"", Withdrawal.BY_KEY)
    assert counted(desk) == 1


@pytest.mark.parametrize("ticket", [Ticket(REFERENCE, WRONG), Ticket(REFERENCE)])
def test_a_wrong_key_changes_nothing(ticket: Ticket) -> None:
    """A wrong key, or none, is refused, and nothing is recorded or counted."""
    desk = FakeDesk()
    follow, entry = opened(desk)
    assert not follow.key_fits(entry, ticket)
    with pytest.raises(NotGenuine):
        follow.withdraw(entry, ticket)
    assert desk.store.entries() == [entry]
    assert counted(desk) == 0


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_an_oral_withdrawal_is_recorded_and_moves_nothing(state: State) -> None:
    """By word of mouth the wish is on the disk, the act stays where it is, and saying it twice counts once."""
    desk = FakeDesk()
    follow, entry = opened(desk, state)
    asked = follow.note_withdrawal(entry)
    assert follow.note_withdrawal(asked) == asked
    assert desk.store.entries() == [asked]
    assert (asked.state, asked.envelope, asked.withdrawal) == (state, b"sealed", Withdrawal.ORAL)
    assert follow.status(asked).next is Next.OFFICE_CHECKS_WITHDRAWAL
    assert counted(desk) == 1


def test_the_key_after_the_word_is_one_withdrawal() -> None:
    """She said so, then found her receipt: the key withdraws, and one person is counted once."""
    desk = FakeDesk()
    follow, entry = opened(desk)
    gone = follow.withdraw(follow.note_withdrawal(entry), TICKET)
    assert (gone.state, gone.withdrawal) == (State.WITHDRAWN, Withdrawal.BY_KEY)
    assert counted(desk) == 1


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_final_act_cannot_be_withdrawn(state: State) -> None:
    """What is final stays so, with the key or without."""
    desk = FakeDesk()
    follow, entry = opened(desk, state)
    with pytest.raises(IllegalMove):
        follow.withdraw(entry, TICKET)
    with pytest.raises(IllegalMove):
        follow.note_withdrawal(entry)
    assert desk.store.entries() == [entry]
    assert counted(desk) == 0


def test_an_old_screen_does_not_turn_an_act_back() -> None:
    """An act that was sent while its status stood open is not withdrawn as if it had never left."""
    desk = FakeDesk()
    follow, entry = opened(desk)
    desk.store.change(move(entry, State.UNCERTAIN, Signer.DESK))
    asked = follow.withdraw(entry, TICKET)
    assert (asked.state, asked.envelope) == (State.UNCERTAIN, b"sealed")


def test_an_act_that_is_gone_is_said_so() -> None:
    """An act that was forgotten while its status stood open cannot come back by a withdrawal."""
    desk = FakeDesk()
    follow, entry = opened(desk)
    with pytest.raises(NotRecorded):
        follow.note_withdrawal(replace(entry, id=b"x" * 16))
    assert desk.store.entries() == [entry]


def test_a_full_disk_withdraws_nothing_and_counts_nothing() -> None:
    """Where the disk refuses, she is not told that it is done; trying again does it."""
    desk = FakeDesk()
    follow, entry = opened(desk)
    desk.store.failing = StoreFull()
    with pytest.raises(StoreFull):
        follow.withdraw(entry, TICKET)
    assert desk.store.entries() == [entry]
    desk.store.failing = None
    assert counted(desk) == 0
    assert follow.withdraw(entry, TICKET).state is State.WITHDRAWN
