"""The offices of a hub as its operator has them: added, found, given limits and a retention, closed, opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from kiosk.core.errors import NoSuchOffice, NotAnOffice
from kiosk.hub.database import NEW_OFFICE
from kiosk.hub.tables import offices

_LONGEST = 80


def add_office(connection: Connection, name: str, limits: Mapping[str, Any]) -> int:
    """Add an office that has not joined. Gives its number.

    Args:
        connection: the database.
        name: what the operator calls it.
        limits: of the columns `most_acts`, `most_bytes`, `most_desks` and `keep_days` those that are set.

    Raises:
        NotAnOffice: the name is empty, a number, too long or another's.
    """
    taken = {row.name.casefold() for row in all_offices(connection)}
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST or not name.isprintable() or name.isdecimal() or name.casefold() in taken:
        raise NotAnOffice
    new = offices.insert().values({**NEW_OFFICE, "name": name, **limits}).returning(offices.c.id)
    return int(connection.execute(new).scalar_one())


def all_offices(connection: Connection) -> list[Any]:
    """Give every office, closed or not, by its number."""
    return list(connection.execute(offices.select().order_by(offices.c.id)).all())


def find_office(connection: Connection, which: str | None) -> Any:
    """Find an office by its number or its name; without either, the only one that is open.

    Raises:
        NoSuchOffice: none is meant, or several may be.
    """
    every = all_offices(connection)
    if which is None:
        found = [row for row in every if row.closed is None]
    elif which.isdecimal():
        found = [row for row in every if row.id == int(which)]
    else:
        found = [row for row in every if row.name.casefold() == which.casefold()]
    if len(found) != 1:
        raise NoSuchOffice
    return found[0]


def change_office(connection: Connection, number: int, values: Mapping[str, Any]) -> None:
    """Change a limit or the retention of an office; `closed`, a moment, closes it, and nil opens it again.

    Of one that is closed no token and no code is taken. What it has stays for its retention, and is deleted then.
    """
    connection.execute(offices.update().where(offices.c.id == number).values(**values))
