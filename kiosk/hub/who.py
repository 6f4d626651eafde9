"""Who asks: told by the hash of a bearer token, and whose desk it is with it. Nobody says of themselves which office's.

A desk may do a desk's business, an office an office's, each its own office's, and no more.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, select

from kiosk.crypto.enrol import TOKEN_BYTES, token_hash
from kiosk.hub.keep import Caller
from kiosk.hub.seats import speaks_for
from kiosk.hub.tables import desks, offices

_SEEN_EVERY = 60
"""Seconds: that somebody was seen is not worth a write at each request."""
_SPELT = 43
"""Characters of a token in base64url without padding."""

_desk = (
    select(desks.c.office, desks.c.id, desks.c.verify_key, desks.c.seen, offices.c.serial, offices.c.time)
    .add_columns(offices.c.most_acts, offices.c.most_bytes, offices.c.closed)
    .select_from(desks)
    .join(offices, offices.c.id == desks.c.office)
)


class Role(Enum):
    """Whose business a request is."""

    ANYBODY = "anybody"
    CODE = "by code"
    DESK = "desk"
    OFFICE = "office"


@dataclass(frozen=True)
class OfficeCaller:
    """The office that asks: known by its token."""

    id: int
    key: bytes
    """With which its signatures are verified."""


class NotAllowed(Exception):
    """No token that the hub knows, or (`known`) one for other business, or (`closed`) of an office that is closed."""

    def __init__(self, known: bool, *, closed: bool = False) -> None:
        """Remember whether the token is one of the hub's, and whether its office is closed."""
        super().__init__()
        self.known, self.closed = known, closed


def read_token(header: str) -> bytes:
    """Give the hash of the token of an `Authorization` header; empty bytes for none."""
    scheme, _, spelt = header.partition(" ")
    if scheme.lower() != "bearer" or len(spelt) != _SPELT or not spelt.isascii():
        return b""
    try:
        token = urlsafe_b64decode(spelt + "=")
    except ValueError:
        return b""
    return token_hash(token) if len(token) == TOKEN_BYTES else b""


def desk_of_token(connection: Connection, token: bytes, now: int) -> Caller:
    """Find the desk whose token has this hash.

    Raises:
        NotAllowed: no desk's, or one of an office that is closed.
    """
    row = connection.execute(_desk.where(desks.c.token_hash == token)).first() if token else None
    if row is None:
        raise NotAllowed(known=_office(connection, token) is not None)
    if row.closed is not None:
        raise NotAllowed(known=True, closed=True)
    if row.seen is None or abs(now - row.seen) >= _SEEN_EVERY:
        this = desks.update().where(desks.c.office == row.office, desks.c.id == row.id)
        connection.execute(this.values(seen=now))
    limits = row.most_acts, row.most_bytes
    return Caller(row.office, bytes(row.id), bytes(row.verify_key), row.serial, row.time or 0, *limits)


def office_of(connection: Connection, token: bytes, now: int) -> OfficeCaller:
    """Find the office whose token has this hash.

    Raises:
        NotAllowed: no office's, or it is closed.
    """
    row = _office(connection, token)
    if row is None:
        known = token and connection.execute(_desk.where(desks.c.token_hash == token)).first()
        raise NotAllowed(known=bool(known))
    if row.closed is not None:
        raise NotAllowed(known=True, closed=True)
    if row.seen is None or abs(now - row.seen) >= _SEEN_EVERY:
        connection.execute(offices.update().where(offices.c.id == row.id).values(seen=now))
    return OfficeCaller(row.id, bytes(row.key))


def _office(connection: Connection, token: bytes) -> Any:
    asked = select(offices.c.id, offices.c.key, offices.c.seen, offices.c.closed)
    if token and (row := connection.execute(asked.where(offices.c.token == token)).first()) is not None:
        return row
    number = speaks_for(connection, token)
    return None if number is None else connection.execute(asked.where(offices.c.id == number)).first()
