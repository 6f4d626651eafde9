"""The laws of carrying acts by hand: noted before they leave, all of them each time, and nothing that must not."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from kiosk.core.errors import FileFault, StoreFull, TrainingOnly
from kiosk.core.outbox import Signer, State, Withdrawal, move, withdraw
from kiosk.core.reference import Ticket
from kiosk.core.sync import judge
from kiosk.core.word import HubWord, OfficeWord
from kiosk.flows.count import Tally
from kiosk.flows.export import MOST, export
from kiosk.flows.follow import Follow
from tests.fakes import NOON, NOW, FakeClock, FakeSealer, FaultyStore
from tests.flows.carrier import FakeCarrier, numbered, shelf

SEALED = sha256(b"sealed").digest()


def sent(carrier: FakeCarrier) -> tuple[list[int], list[int]]:
    """Give the numbers of the acts and of the withdrawals that were carried."""
    acts = [int(entry.reference) for parcel in carrier.parcels for entry in parcel.acts]
    return acts, [int(entry.reference) for parcel in carrier.parcels for entry in parcel.withdrawals]


def test_acts_are_uncertain_on_the_disk_before_the_first_byte_leaves() -> None:
    """When the carrier is called, every act that it gets is already noted as offered, as it gets it."""
    store, carrier = shelf(numbered(1), numbered(2))
    done = export(store, carrier, FakeClock(), training=False)
    assert all(entry.state is State.UNCERTAIN and entry.attempts == 1 for entry in carrier.stood.values())
    assert list(carrier.parcels[0].acts) == list(carrier.stood.values())
    assert (done.acts, done.withdrawals, done.files) == (2, 0, ("file-0",))


STATES = {
    State.WAITING: True,
    State.UNCERTAIN: True,
    State.QUARANTINED: True,
    State.HELD: True,
    State.TAKEN: False,
    State.APPOINTMENT: False,
    State.UNREACHABLE: False,
    State.REDO: False,
    State.PROOF_SEEN: False,
    State.DECLINED: False,
    State.WITHDRAWN: False,
    State.STOPPED: False,
}


@pytest.mark.parametrize("state", State)
def test_what_the_office_has_not_signed_for_travels(state: State) -> None:
    """An act is carried until the office itself has opened it; no state but `waiting` changes by being carried."""
    store, carrier = shelf(numbered(1, state=state))
    export(store, carrier, FakeClock(), training=False)
    assert sent(carrier)[0] == ([1] if STATES[state] else [])
    after = State.UNCERTAIN if state is State.WAITING else state
    assert store.entries()[0].state is after


def test_the_same_bytes_go_each_time() -> None:
    """A second export carries the very same envelopes, and counts as one more attempt."""
    store, carrier = shelf(numbered(1, envelope=b"one"), numbered(2, envelope=b"two"))
    for _ in range(2):
        export(store, carrier, FakeClock(), training=False)
    first, second = carrier.parcels
    assert [entry.envelope for entry in first.acts] == [entry.envelope for entry in second.acts] == [b"one", b"two"]
    assert [entry.attempts for entry in second.acts] == [2, 2]


def test_a_key_pulled_out_loses_nothing() -> None:
    """When the carrier fails, the acts are uncertain, their bytes are there, and the next export carries them all."""
    store, carrier = shelf(numbered(1), numbered(2))
    carrier.failing = FileFault("key", "unplugged")
    with pytest.raises(FileFault):
        export(store, carrier, FakeClock(), training=False)
    assert all(entry.state is State.UNCERTAIN and entry.envelope == b"sealed" for entry in store.entries())
    carrier.failing = None
    export(store, carrier, FakeClock(), training=False)
    assert sent(carrier)[0] == [1, 2]


def test_a_disk_that_refuses_lets_nothing_leave() -> None:
    """If the store cannot note that an act leaves, nothing leaves."""
    store, carrier = shelf(numbered(1))
    store.failing = StoreFull()
    with pytest.raises(StoreFull):
        export(store, carrier, FakeClock(), training=False)
    assert carrier.parcels == []
    assert store.entries()[0].state is State.WAITING


def test_a_withdrawal_with_the_key_travels_with_it() -> None:
    """A tombstone has no envelope, is carried with the key as its proof, and is not offered as an act."""
    sealer, store = FakeSealer(), FaultyStore()
    key = bytes(range(16))
    store.add(numbered(1, key_hash=sealer.key_hash(key)))
    Follow(store, sealer, FakeClock(), Tally()).withdraw(store.entries()[0], Ticket("000000001", key))
    carrier = FakeCarrier(store)
    done = export(store, carrier, FakeClock(), training=False)
    (tombstone,) = carrier.parcels[0].withdrawals
    assert (tombstone.state, tombstone.envelope, tombstone.withdrawal_key) == (State.WITHDRAWN, b"", key)
    assert (done.acts, done.withdrawals) == (0, 1)


def test_withdrawals_after_it_left_travel_with_the_act() -> None:
    """By key or by word of mouth, an act that may be under way is carried together with its withdrawal."""
    by_key = withdraw(numbered(1, state=State.UNCERTAIN), Withdrawal.BY_KEY, NOW, bytes(16))
    oral = withdraw(numbered(2), Withdrawal.ORAL, NOW)
    store, carrier = shelf(by_key, oral)
    export(store, carrier, FakeClock(), training=False)
    assert sent(carrier) == ([1, 2], [1, 2])


def test_a_stop_request_travels_without_the_act_once_the_office_has_it() -> None:
    """After `taken` the sealed bytes stay home and the wish to stop goes."""
    taken = move(numbered(1, state=State.UNCERTAIN), State.TAKEN, Signer.OFFICE)
    store, carrier = shelf(withdraw(taken, Withdrawal.ORAL, NOW))
    export(store, carrier, FakeClock(), training=False)
    assert sent(carrier) == ([], [1])
    assert store.entries()[0].attempts == 0


def test_what_the_office_has_ended_does_not_travel() -> None:
    """A withdrawal that the office answered, or that came too late, is not told again."""
    ended = [
        replace(withdraw(numbered(number), Withdrawal.ORAL, NOW), state=state)
        for number, state in enumerate((State.PROOF_SEEN, State.DECLINED, State.STOPPED))
    ]
    store, carrier = shelf(*ended)
    done = export(store, carrier, FakeClock(), training=False)
    assert (done.files, carrier.parcels) == ((), [])


def test_a_tombstone_travels_until_the_office_has_read_it() -> None:
    """What the hub alone has signed is carried again; once the office has signed, nothing is told any more."""
    left = replace(withdraw(numbered(1, state=State.UNCERTAIN), Withdrawal.BY_KEY, NOW, bytes(16)), hash=SEALED)
    by_hub = judge(left, HubWord(left.id, State.WITHDRAWN, SEALED), SEALED)
    by_office = judge(by_hub, OfficeWord(left.id, State.STOPPED, "asked", 3, NOON, SEALED), SEALED)
    assert [entry.state for entry in (by_hub, by_office)] == [State.WITHDRAWN] * 2
    for entry, told in ((left, [1]), (by_hub, [1]), (by_office, [])):
        store, carrier = shelf(entry)
        export(store, carrier, FakeClock(), training=False)
        assert sent(carrier)[1] == told


def test_training_never_travels() -> None:
    """A training desk exports nothing, and a training entry in a real store is left where it is."""
    training = numbered(1, training=True)
    store, carrier = shelf(training, withdraw(numbered(2, training=True), Withdrawal.ORAL, NOW))
    with pytest.raises(TrainingOnly):
        export(store, carrier, FakeClock(), training=True)
    done = export(store, carrier, FakeClock(), training=False)
    assert (done.files, carrier.parcels) == ((), [])
    assert store.entries()[0] == training


def test_many_acts_are_many_files() -> None:
    """No file holds more than a reader takes; together they hold every act and every withdrawal once."""
    many = [numbered(number) for number in range(MOST + 1)]
    store, carrier = shelf(*many, withdraw(numbered(MOST + 1), Withdrawal.BY_KEY, NOW, bytes(16)))
    done = export(store, carrier, FakeClock(), training=False)
    assert [len(parcel.acts) for parcel in carrier.parcels] == [MOST, 1]
    assert sent(carrier) == (list(range(MOST + 1)), [MOST + 1])
    assert (len(done.files), done.acts) == (2, MOST + 1)
