"""Who asks: told by the hash of a bearer token. A desk may do a desk's business, the office the office's, no more."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from enum import Enum

from sqlalchemy import Connection, or_, select

from kiosk.crypto.enrol import TOKEN_BYTES, token_hash
from kiosk.hub.keep import Caller
from kiosk.hub.tables import desks, hub

_SEEN_EVERY = 60
"""Seconds: that somebody was seen is not worth a write at each request."""
_SPELT = 43
"""Characters of a token in base64url without padding."""

_desk = (
    select(desks.c.id, desks.c.verify_key, desks.c.seen, hub.c.office_serial, hub.c.office_time)
    .select_from(desks)
    .join(hub, hub.c.id == 1)
)


class Role(Enum):
    """Whose business a request is."""

    ANYBODY = "anybody"
    CODE = "by code"
    DESK = "desk"
    OFFICE = "office"


class NotAllowed(Exception):
    """No token that the hub knows, or (`known`) one for other business."""

    def __init__(self, known: bool) -> None:
        """Remember whether the token is one of the hub's."""
        super().__init__()
        self.known = known


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
        NotAllowed: no desk's.
    """
    row = connection.execute(_desk.where(desks.c.token_hash == token)).first() if token else None
    if row is None:
        raise NotAllowed(known=_is_office(connection, token))
    if row.seen is None or abs(now - row.seen) >= _SEEN_EVERY:
        connection.execute(desks.update().where(desks.c.id == row.id).values(seen=now))
    return Caller(bytes(row.id), bytes(row.verify_key), row.office_serial, row.office_time or 0)


def office_of(connection: Connection, token: bytes, now: int) -> bytes:
    """Give the signing key of the office whose token has this hash.

    Raises:
        NotAllowed: not the office's.
    """
    if not _is_office(connection, token):
        known = token and connection.execute(select(desks.c.id).where(desks.c.token_hash == token)).first()
        raise NotAllowed(known=bool(known))
    stale = or_(hub.c.office_seen.is_(None), hub.c.office_seen <= now - _SEEN_EVERY, hub.c.office_seen > now)
    connection.execute(hub.update().where(stale).values(office_seen=now))
    return bytes(connection.execute(select(hub.c.office_key)).scalar_one())


def _is_office(connection: Connection, token: bytes) -> bool:
    asked = select(hub.c.id).where(hub.c.office_token == token)
    return bool(token) and connection.execute(asked).first() is not None
