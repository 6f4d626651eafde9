"""Answers on a USB key: applied once, whatever came before, between or after."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import StoreFull
from kiosk.core.outbox import State
from kiosk.flows.receive import Received, receive
from tests.fakes import FaultyStore, an_entry
from tests.flows.hub_simulator import Hub, Office, digest

ACTS = [an_entry(id=bytes([n]) * 16, reference=f"{n}", envelope=bytes([n]), state=State.UNCERTAIN) for n in range(3)]


def answered() -> tuple[Hub, Office]:
    """Let the office take three acts from a bundle, and answer two of them."""
    hub, office = Hub(), Office()
    office.bring(ACTS, hub)
    office.answer(ACTS[0].id, State.APPOINTMENT)
    office.answer(ACTS[0].id, State.PROOF_SEEN)
    office.answer(ACTS[1].id, State.REDO, "letter")
    return hub, office


def shelf() -> FaultyStore:
    """Make a store that holds the acts."""
    store = FaultyStore()
    for entry in ACTS:
        store.add(entry)
    return store


def test_answers_move_the_acts_of_this_desk() -> None:
    """Each act stands as the office last said; an act that this desk does not have is counted and nothing more."""
    _, office = answered()
    store, strange = shelf(), replace(office.signed[0], act=b"x" * 16)
    assert receive(store, [*office.signed, strange], digest) == Received(news=3, known=0, strange=1)
    assert [entry.state for entry in store.entries()] == [State.PROOF_SEEN, State.REDO, State.TAKEN]
    assert (store.entries()[0].envelope, store.entries()[0].hash) == (b"", digest(b"\x00"))


def test_importing_twice_is_harmless() -> None:
    """The second time nothing is news."""
    _, office = answered()
    store = shelf()
    receive(store, office.signed, digest)
    before = store.entries()
    assert receive(store, office.signed, digest) == Received(news=0, known=3, strange=0)
    assert store.entries() == before


@given(st.data())
def test_files_in_any_order_end_the_same(data: st.DataObject) -> None:
    """Any split of the statements into files, in any order, some twice, ends where all of them at once end."""
    _, office = answered()
    whole, parts = shelf(), shelf()
    receive(whole, office.signed, digest)
    for word in data.draw(st.permutations([*office.signed, *office.signed])):
        receive(parts, [word], digest)
    assert parts.entries() == whole.entries()


def test_a_disk_that_refuses_changes_nothing() -> None:
    """If the answers cannot be written, none is applied, and the file can be read again."""
    _, office = answered()
    store = shelf()
    store.failing = StoreFull()
    with pytest.raises(StoreFull):
        receive(store, office.signed, digest)
    assert store.entries() == ACTS
