"""Joining a hub: the seat is looked at, this desk is made or checked, its token is on the disk, the seat is taken.

In this order, so that an answer that got lost, or a power cut, only means doing it again with the same code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.core.ports import Random, Registrar, Store

TOKEN, HUB = "hub-token", "hub-url"
_PENDING = "hub-token-pending"
_TOKEN_BYTES = 32


def join(store: Store, registrar: Registrar, url: str, desk_file: bytes, random: Random) -> None:
    """Take the seat for an open desk, and remember the hub.

    Args:
        store: the desk's.
        registrar: knows the code; its seat was looked at and is this desk's office.
        url: the hub's address.
        desk_file: the desk's public file.
        random: makes the token.

    Raises:
        CodeUsed, CodeRanOut, LinkFault, FileFault: the desk has not joined; an earlier hub is still its own.
        StoreFull, StoreReadOnly, StoreFailed: the same.
    """
    # Begun before with the same code at the same hub, it goes on with the same token; a hub never sees another's.
    begun, whose = store.noted(_PENDING) or b"", registrar.slot + url.encode()
    token = begun[:_TOKEN_BYTES]
    if begun[_TOKEN_BYTES:] != whose:
        token = random(_TOKEN_BYTES)
        store.note(_PENDING, token + whose)
    registrar.take(desk_file, token)
    store.note(TOKEN, token)
    store.note(HUB, url.encode())
    store.note(_PENDING, b"")


def hub_of(store: Store) -> tuple[str, bytes] | None:
    """Give the address and the token of the desk's hub; None if it has none."""
    url, token = store.noted(HUB), store.noted(TOKEN)
    return (url.decode(), token) if url and token else None
