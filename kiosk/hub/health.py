"""How desks fare: the hub keeps the last word of each, sealed to the office, and can read none."""

from __future__ import annotations

from sqlalchemy import Connection, select

from kiosk.core.errors import NotGenuine, TooNew
from kiosk.crypto import sign
from kiosk.hub.keep import Caller
from kiosk.hub.tables import desks
from kiosk.wire import health as wire
from kiosk.wire.protocol import MAX_ITEMS


def keep_health(connection: Connection, caller: Caller, ask: wire.HealthSent, now: int) -> None:
    """Keep what a desk says of itself, in place of what it said before.

    Raises:
        NotGenuine: it is no such file, or not this desk's.
    """
    try:
        parts = wire.read_health(ask.sealed)
    except TooNew:
        raise NotGenuine("not a file that this hub understands") from None
    if parts.desk != caller.id:
        raise NotGenuine("another desk's")
    sign.verify(caller.verify_key, wire.health_bytes(parts.unsigned), parts.signature)
    ours = desks.update().where(desks.c.office == caller.office, desks.c.id == caller.id)
    connection.execute(ours.where(desks.c.state != "revoked").values(health=ask.sealed, health_at=now))


def tell_health(connection: Connection, office: int, ask: wire.HealthAsk) -> wire.HealthTold:
    """Give an office a page of what its desks said."""
    asked = select(desks.c.id, desks.c.health_at, desks.c.health)
    asked = asked.where(desks.c.office == office, desks.c.health.is_not(None))
    if ask.after is not None:
        asked = asked.where(desks.c.id > ask.after)
    rows = connection.execute(asked.order_by(desks.c.id).limit(MAX_ITEMS + 1)).all()
    held = tuple(wire.HeldHealth(bytes(row.id), row.health_at, bytes(row.health)) for row in rows[:MAX_ITEMS])
    return wire.HealthTold(held, more=len(rows) > MAX_ITEMS)
