"""A hub administrator with full power over the database and the hub's key: forges nothing, ends no act, reads nothing.

What the desk believes is decided by the desk's own code, on the bytes that the hub really sends.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry, State, Withdrawal
from kiosk.core.status import is_news
from kiosk.core.sync import judge, must_tell
from kiosk.core.word import BY_OFFICE, office_told
from kiosk.crypto import sign
from kiosk.hub.said import HubKey
from kiosk.hub.tables import acts
from kiosk.uplink.client import HubClient, verified
from kiosk.wire import signed as wire
from kiosk.wire.protocol import SyncAsk, SyncTold
from tests.hub.conftest import World
from tests.hub.made import known

NOW = Moment(datetime(2026, 11, 21, tzinfo=UTC), 1.0, "boot")


def entry(world: World, number: int = 1) -> Entry:
    """Give the desk's own entry of an act."""
    act = world.one.act(number)
    return Entry(act.id, act.reference, act.key_hash, act.envelope, NOW, date(2026, 12, 6), state=State.UNCERTAIN)


def office_of(world: World) -> wire.OfficePublic:
    """Give the office's public file, in which it vouches for this hub."""
    return sign.open_office_file(world.hub.office.file(1, hub=world.hub.key))


def believes(world: World, mine: Entry) -> Entry:
    """Let the desk ask for news and apply what it believes."""
    act = world.one.act(1)
    told = world.desk.ask("/v1/sync", SyncAsk(known=(known(act, mine.sequence),)), SyncTold)
    for ack in told.acks:
        word = verified(ack, office_of(world))
        if word is not None:
            mine = judge(mine, word, wire.envelope_hash(act.envelope))
    return mine


@pytest.fixture
def mine(world: World) -> Entry:
    """An act that the hub has really stated as held."""
    world.desk.ask("/v1/sync", SyncAsk(acts=(world.one.act(1), world.one.act(2))), SyncTold)
    held = believes(world, entry(world))
    assert held.state is State.HELD
    return held


def write(world: World, **values: object) -> None:
    """Write into the row of the act, as only an administrator can."""
    with world.hub.engine.connect() as connection:
        connection.execute(acts.update().where(acts.c.id == world.one.act(1).id).values(**values))


FORGED = ("taken", "proof_seen", "declined", "stopped", "withdrawn", "appointment", "held")


@pytest.mark.parametrize("state", FORGED)
def test_no_state_that_is_written_into_the_database_moves_an_act(world: World, mine: Entry, state: str) -> None:
    """With any state and sequence in the row, unsigned, or signed with the hub's own key, the desk keeps its act."""
    signer = HubKey(world.hub.seed)
    for sequence in (2, 3, 99):
        write(world, state=state, sequence=sequence)
        assert believes(world, mine) == mine
        act = world.one.act(1)
        hash_ = wire.envelope_hash(act.envelope)
        for by in ("hub", "office"):
            said = wire.Acknowledgement(by, world.one.id, act.id, hash_, state, "", sequence, 1)  # type: ignore[arg-type]
            write(world, signature=sign.sign(world.hub.seed, wire.ack_bytes(said)), said_at=1, reason="")
            after = believes(world, mine)
            assert (after.envelope, after.is_final) == (mine.envelope, False)
    assert signer.public == world.hub.key


DESKS, ACTS = (bytes((1,)) * 16, bytes((2,)) * 16), (b"a" * 16, b"b" * 16)
SEALED, KEY = b"sealed bytes", b"k" * 16
HASHES = (wire.envelope_hash(SEALED), b"o" * 32, wire.NO_HASH)
HUB_SEED, OFFICE_SEED = b"h" * 32, b"s" * 32
OFFICE = wire.OfficePublic(
    1, False, "Les Tilleuls", "01", sign.verify_key(OFFICE_SEED), (bytes(32),), sign.verify_key(HUB_SEED)
)
statements = st.builds(
    wire.Acknowledgement,
    by=st.sampled_from(("hub", "office")),
    desk=st.sampled_from(DESKS),
    act=st.sampled_from(ACTS),
    hash=st.sampled_from(HASHES),
    state=st.sampled_from(("taken", "unreachable", "redo", *FORGED)),
    reason=st.sampled_from(("", "too_late", "come_monday")),
    sequence=st.sampled_from((1, 2, 3, 4, 99, 1_000_000_000, (1 << 31) - 1)),
    at=st.sampled_from((-(1 << 52), 0, 1_795_300_000, (1 << 53) - 1)),
)
ours = st.builds(
    lambda state, how: Entry(
        ACTS[0],
        "K7Q4M29XD",
        wire.withdrawal_hash(KEY),
        SEALED,
        NOW,
        date(2026, 12, 6),
        state=state,
        withdrawal=how,
        withdrawn_at=how and NOW,
        withdrawal_key=KEY if how is Withdrawal.BY_KEY else b"",
    ),
    st.sampled_from((State.UNCERTAIN, State.QUARANTINED)),
    st.none() | st.sampled_from(Withdrawal),
)


def signed(seed: bytes, said: wire.Acknowledgement) -> wire.SignedAck:
    """Sign a statement."""
    return wire.SignedAck(said, sign.sign(seed, wire.ack_bytes(said)))


def hear(mine: Entry, ack: wire.SignedAck) -> Entry:
    """Let the desk's own code believe of a statement what it believes."""
    client = HubClient(lambda: pytest.fail("no line is needed"), DESKS[0], lambda: OFFICE)
    word = client.word(ack, {mine.id: mine})
    return judge(mine, word, wire.envelope_hash(SEALED)) if word else mine


@settings(max_examples=300, deadline=None)
@given(ours, st.lists(statements, max_size=4))
def test_no_field_that_a_hub_signs_reaches_what_is_the_offices(mine: Entry, said: list[wire.Acknowledgement]) -> None:
    """With the hub's real key on every field of every statement: no end, no office's number, no time, no reason.

    What she took back still travels, and each word of the office is heard afterwards.
    """
    after = mine
    for each in said:
        after = hear(after, signed(HUB_SEED, each))
        believed = after.withdrawal is Withdrawal.BY_KEY
        assert after.state in ({State.HELD, State.WITHDRAWN, mine.state} if believed else {State.HELD, mine.state})
        assert after.envelope or believed
        assert (after.sequence < BY_OFFICE, after.told_at, after.withdrawal_key) == (True, None, mine.withdrawal_key)
        assert must_tell(after) == must_tell(mine)
        assert after.is_final or after.reason in ("", mine.reason)
    taken = wire.Acknowledgement("office", DESKS[0], ACTS[0], HASHES[0], "taken", "", BY_OFFICE, 1_795_300_000)
    if not after.is_final:
        assert hear(after, signed(OFFICE_SEED, taken)).state is State.TAKEN
    ended = hear(after, signed(OFFICE_SEED, msgspec.structs.replace(taken, state="stopped", sequence=BY_OFFICE + 1)))
    assert (ended.is_final, ended.sequence, must_tell(ended)) == (True, BY_OFFICE + 1, False)


@pytest.mark.parametrize("high", [3, 1_000_000_000])
@pytest.mark.parametrize("taken_back", [False, True])
def test_a_number_that_a_hub_once_gave_deafens_no_desk(high: int, taken_back: bool) -> None:
    """A desk whose act has the office's number by a hub's word, of an earlier version, tells and hears all the same."""
    mine = Entry(ACTS[0], "K7Q4M29XD", wire.withdrawal_hash(KEY), SEALED, NOW, date(2026, 12, 6), sequence=high)
    mine = replace(mine, state=State.HELD, told_at=NOW.wall)
    if taken_back:
        how = {"withdrawal": Withdrawal.BY_KEY, "withdrawn_at": NOW, "withdrawal_key": KEY}
        mine = replace(mine, state=State.WITHDRAWN, **how)  # type: ignore[arg-type]
    assert must_tell(mine) is taken_back
    assert (office_told(mine), is_news(mine)) == (None, False)
    ended = wire.Acknowledgement("office", DESKS[0], ACTS[0], HASHES[0], "stopped", "", BY_OFFICE, 1_795_300_000)
    after = hear(mine, signed(OFFICE_SEED, ended))
    assert (after.is_final, after.sequence, must_tell(after)) == (True, BY_OFFICE, False)


def test_a_statement_on_one_act_says_nothing_of_another(world: World, mine: Entry) -> None:
    """The office's genuine word on act two, put into the row of act one, is not believed of act one."""
    genuine = world.hub.office.says(world.one, world.one.act(2), "declined", 5)
    write(world, state="declined", sequence=5, said_at=genuine.said.at, signature=genuine.signature)
    assert believes(world, mine) == mine


def test_an_older_word_of_the_office_does_not_come_back(world: World, mine: Entry) -> None:
    """After `unreachable` (4), a `taken` (3) that the administrator kept is no news."""
    office, act = world.hub.office, world.one.act(1)
    for state, sequence in (("unreachable", 4), ("taken", 3)):
        ack = office.says(world.one, act, state, sequence)
        write(world, state=state, sequence=sequence, said_at=ack.said.at, signature=ack.signature)
        mine = believes(world, mine)
        assert (mine.state, mine.sequence) == (State.UNREACHABLE, 4)


def test_a_hub_alone_does_not_end_an_act_but_confirms_a_withdrawal(world: World, mine: Entry) -> None:
    """The hub's own signed `withdrawn` ends nothing that was not taken back with the key at this desk."""
    act = world.one.act(1)
    ended = HubKey(world.hub.seed).withdrawn(world.one.id, act.id, wire.envelope_hash(act.envelope), 1)
    write(world, **ended)
    assert believes(world, mine) == mine
    asked = replace(mine, withdrawal=Withdrawal.BY_KEY)
    assert believes(world, asked).state is State.WITHDRAWN


def test_a_hub_that_lost_everything_is_offered_it_again(world: World, mine: Entry) -> None:
    """With every row deleted, the desk is told `unknown`, keeps its bytes, and brings them back."""
    with world.hub.engine.connect() as connection:
        connection.execute(acts.delete())
    act = world.one.act(1)
    told = world.desk.ask("/v1/sync", SyncAsk(known=(known(act, 1),)), SyncTold)
    assert (told.unknown, believes(world, mine)) == ((act.id,), mine)
    again = world.desk.ask("/v1/sync", SyncAsk(acts=(act,)), SyncTold)
    assert [ack.said.state for ack in again.acks] == ["held"]


def test_no_column_holds_more_than_sealed_bytes_hashes_and_labels(world: World, mine: Entry) -> None:
    """The tables have no other columns than those that were thought about: a new one has to be judged here."""
    with world.hub.engine.connect() as connection:
        names = set(connection.execute(text("SELECT * FROM acts")).keys())
    assert names == {
        *("number", "office", "id", "desk", "reference", "key_hash", "hash", "envelope", "received", "sequence"),
        *("state", "reason", "said_at", "said_hash", "signature", "final_at", "proof", "meeting"),
    }
