"""How much of the hub an office may have: sealed acts, their bytes, desks. What is too much is not kept, and told so.

The count is looked up with each batch that brings something new, and only for an office that has a limit: it costs what
the limit allows. Two batches at once may both find the last place free: the limit is passed by a batch then, no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from kiosk.hub.tables import acts, desks, offices
from kiosk.wire.packing import SIZES


class NoRoom(Exception):
    """The office has as many desks as it may."""


@dataclass
class Room:
    """What is left to an office for acts that come; None for no limit."""

    acts: int | None
    bytes: int | None

    def take(self, size: int) -> bool:
        """Take room for an act of so many bytes. Tells whether there was."""
        if (self.acts is not None and self.acts < 1) or (self.bytes is not None and self.bytes < size):
            return False
        self.acts = None if self.acts is None else self.acts - 1
        self.bytes = None if self.bytes is None else self.bytes - size
        return True


def kept(connection: Connection, office: int) -> tuple[int, int]:
    """Count the sealed acts of an office that are here, and their bytes."""
    counted = select(func.count(), func.coalesce(func.sum(func.length(acts.c.envelope)), 0))
    number, size = connection.execute(counted.where(acts.c.office == office, acts.c.envelope.is_not(None))).one()
    return int(number), int(size)


def seated(connection: Connection, office: int) -> int:
    """Count the desks that may ask this hub for an office."""
    counted = select(func.count()).where(desks.c.office == office, desks.c.token_hash.is_not(None))
    return int(connection.execute(counted).scalar_one())


def room_left(connection: Connection, office: int, most_acts: int | None, most_bytes: int | None) -> Room:
    """Tell what is left to an office of what it may have."""
    if most_acts is None and most_bytes is None:
        return Room(None, None)
    number, size = kept(connection, office)
    return Room(
        None if most_acts is None else most_acts - number,
        None if most_bytes is None else most_bytes - size,
    )


def lacks_room(connection: Connection, office: int) -> bool:
    """Tell whether an act of the usual size would not be kept any more."""
    limits = select(offices.c.most_acts, offices.c.most_bytes).where(offices.c.id == office)
    return not room_left(connection, office, *connection.execute(limits).one()).take(SIZES[1])


def need_a_seat(connection: Connection, office: int, *, but: bytes | None = None) -> None:
    """Make sure that an office may have one more desk.

    Args:
        connection: the database.
        office: whose.
        but: a desk that has a seat already, perhaps.

    Raises:
        NoRoom: it has as many as it may.
    """
    most = connection.execute(select(offices.c.most_desks).where(offices.c.id == office)).scalar_one()
    if most is None or seated(connection, office) < most:
        return
    sits = desks.select().where(desks.c.office == office, desks.c.id == but, desks.c.token_hash.is_not(None))
    if but is None or connection.execute(sits).first() is None:
        raise NoRoom
