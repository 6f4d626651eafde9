"""The road to the office, composed: joining a hub, and the commands that use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk import compose
from kiosk.config import Settings
from kiosk.core.errors import NotGenuine
from kiosk.core.ports import Place
from kiosk.crypto import box
from kiosk.crypto.sign import open_office
from kiosk.flows import enrol
from kiosk.store.tables import TinyStore, open_store
from kiosk.uplink.client import follows
from kiosk.uplink.enrol import HubRegistrar
from kiosk.uplink.link import Address, Link, read_address


def linker(settings: Settings, url: str, token: bytes = b"") -> Callable[[], Link]:
    """Give what makes the line to a hub."""
    hub = settings.hub
    address = Address(url, hub.ca or None, hub.proxy or None, hub.insecure_http)
    return lambda: Link(address, token)


def address_of(settings: Settings, typed: str) -> str:
    """Read a hub's address as it was typed. Raises FileFault."""
    return read_address(typed, insecure=settings.hub.insecure_http)


def registrar(settings: Settings, url: str, code: str) -> HubRegistrar:
    """Give what takes the place that a code stands for. Raises WrongPassphrase if it was mistyped."""
    return HubRegistrar(linker(settings, url), code)


def join(data: Path, store: TinyStore, place: Place, asked: HubRegistrar, url: str) -> None:
    """Join a hub with an open desk.

    Raises:
        NotGenuine: this desk is another association's.
        CodeUsed, CodeRanOut, LinkFault, FileFault: it has not joined.
        StoreFull, StoreReadOnly, StoreFailed: the same.
    """
    renew_office(data, place.file)
    enrol.join(store, asked, url, (data / compose.DESK).read_bytes(), box.random)


def join_locked(data: Path, passphrase: str, place: Place, asked: HubRegistrar, url: str) -> None:
    """Join a hub with a desk that this process opens for it. Raises as `join` and `compose.unlock_key` do."""
    store = open_store(data / compose.STORE, compose.unlock_key(data, passphrase))
    try:
        join(data, store, place, asked, url)
    finally:
        store.close()


def renew_office(data: Path, file: bytes) -> bool:
    """Take over a newer public file of the same office; tell whether it was one.

    Raises:
        NotGenuine: it is another office's.
        StoreFull, StoreReadOnly, StoreFailed: nothing was changed.
    """
    known = compose.read_office(data / compose.OFFICE)
    if follows(known, file):
        compose.write_small(data / compose.OFFICE, file)
        return True
    if open_office(file).signing_key != known.signing_key:
        raise NotGenuine("another office's file")
    return False
