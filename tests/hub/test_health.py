"""How desks fare, at the hub: the last word of each, which it keeps for the office and cannot read."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from kiosk.hub.tables import FIRST_OFFICE, desks
from kiosk.wire import protocol
from kiosk.wire.health import BODY, HealthAsk, HealthSent, HealthTold
from kiosk.wire.protocol import DesksAsk, DesksTold, Done, SyncAsk, SyncTold
from tests.hub.conftest import World
from tests.hub.made import NOW, MadeDesk


def told(world: World, after: bytes | None = None) -> HealthTold:
    """Ask as the office."""
    return world.office.ask("/v1/office/health", HealthAsk(after), HealthTold)


def test_the_newest_word_of_each_desk_is_kept_and_no_other(world: World) -> None:
    """What a desk says takes the place of what it said before; each desk has its own, with when it came."""
    for salt, moved in (("first", 0), ("second", 60)):
        world.hub.clock.now = NOW + moved
        world.desk.ask("/v1/health", HealthSent(world.one.health(salt)), Done)
    world.other.ask("/v1/health", HealthSent(world.two.health()), Done)
    held = {each.desk: (each.sealed, each.at) for each in told(world).held}
    assert held == {
        world.one.id: (world.one.health("second"), NOW + 60),
        world.two.id: (world.two.health(), NOW + 60),
    }
    assert not told(world).more


@pytest.mark.parametrize("wrong", ["other", "cut", "changed", "version", "long"])
def test_what_is_not_the_desks_own_is_refused_and_changes_nothing(small_world: World, wrong: str) -> None:
    """Another desk's word, a cut or changed one, one of a later version: the request alone is refused."""
    world, mine = small_world, small_world.one.health()
    world.desk.ask("/v1/health", HealthSent(mine), Done)
    fresh = world.one.health("fresh")
    sent = {
        "other": world.two.health(),
        "cut": fresh[:-1],
        "changed": fresh[:-1] + bytes((fresh[-1] ^ 1,)),
        "version": fresh[:4] + b"\2" + fresh[5:],
        "long": fresh + bytes(2000),
    }[wrong]
    assert world.desk.post("/v1/health", protocol.write(HealthSent(sent))).status_code in (400, 403)
    assert [each.sealed for each in told(world).held] == [mine]
    assert world.desk.ask("/v1/sync", SyncAsk(acts=(world.one.act(1),)), SyncTold).acks


def test_a_desk_that_is_revoked_leaves_nothing_of_it(world: World) -> None:
    """With the desk its last word goes; it says none until it has a seat again."""
    world.desk.ask("/v1/health", HealthSent(world.one.health()), Done)
    world.office.ask("/v1/office/desks", DesksAsk(revoked=(world.hub.office.revokes(world.one),)), DesksTold)
    assert told(world).held == ()
    assert world.desk.post("/v1/health", HealthSent(world.one.health())).status_code == 401


def test_they_are_told_page_by_page(small_world: World) -> None:
    """More desks than one answer may name: the office asks on from the last, and has each once."""
    world = small_world
    for number in range(20, 20 + protocol.MAX_ITEMS + 3):
        desk = MadeDesk(number)
        with world.hub.engine.begin() as connection:
            row = {"office": FIRST_OFFICE, "id": desk.id, "verify_key": bytes(32), "label": "x"}
            row |= {"state": "vouched", "desk_file": desk.file}
            connection.execute(desks.insert().values(**row, health=desk.health(), health_at=NOW))
    first = told(world)
    rest = told(world, first.held[-1].desk)
    assert (len(first.held), first.more, rest.more) == (protocol.MAX_ITEMS, True, False)
    found = [each.desk for each in (*first.held, *rest.held)]
    assert len(set(found)) == len(found) == protocol.MAX_ITEMS + 3


def test_the_hub_has_nothing_but_sealed_bytes_and_a_time(world: World) -> None:
    """The two columns, and what is in them: bytes of one size under keys that the hub does not have."""
    world.desk.ask("/v1/health", HealthSent(world.one.health()), Done)
    with world.hub.engine.connect() as connection:
        names = set(connection.execute(text("SELECT * FROM desks")).keys())
        row = connection.execute(select(desks).where(desks.c.id == world.one.id)).one()
    assert names == {
        *("office", "id", "verify_key", "label", "state", "token_hash", "seen", "slot", "desk_file", "tag", "refused"),
        *("refused_at", "claimed", "health", "health_at"),
    }
    assert len(row.health) == 22 + 88 + 24 + BODY + 16 + 64
    assert row.health_at == NOW
