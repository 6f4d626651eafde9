"""The road to the office, composed: joining a hub, and the commands that use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk import compose
from kiosk.config import Settings
from kiosk.core.errors import NotGenuine
from kiosk.core.ports import Place, Store
from kiosk.crypto import box
from kiosk.crypto.sign import open_office
from kiosk.flows import enrol
from kiosk.flows.sync import Sync
from kiosk.store.tables import TinyStore, open_store
from kiosk.uplink.client import HubClient, follows
from kiosk.uplink.enrol import HubRegistrar
from kiosk.uplink.link import Address, Link, read_address
from kiosk.wire import OfficePublic, envelope_hash


class Office:
    """The office's public file on this desk's disk (the `OfficeFile` of `kiosk.core.ports`).

    Args:
        data: the desk's folder.

    Raises:
        FileFault, NotGenuine, TooNew: the file is not what was written.
    """

    def __init__(self, data: Path) -> None:
        self._file = data / compose.OFFICE
        self._known = compose.read_office(self._file)

    @property
    def public(self) -> OfficePublic:
        """What it says."""
        return self._known

    def serial(self) -> int:
        """Give its number."""
        return self._known.serial

    def keep(self, file: bytes) -> None:
        """Put a newer one in its place; anything else changes nothing. Raises the store's errors."""
        if follows(self._known, file):
            compose.write_small(self._file, file)
            self._known = open_office(file)


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


def renew_office(data: Path, file: bytes) -> None:
    """Take over the public file of this desk's office if it is newer.

    Raises:
        NotGenuine: it is another office's.
        StoreFull, StoreReadOnly, StoreFailed: nothing was changed.
    """
    office = Office(data)
    office.keep(file)
    if open_office(file).signing_key != office.public.signing_key:
        raise NotGenuine("another office's file")


def hub_client(data: Path, settings: Settings, store: Store) -> tuple[HubClient, Office] | None:
    """Give this desk's way to its hub; None where it has joined none. Nothing is connected yet."""
    hub, desk = enrol.hub_of(store), store.noted(compose.DESK_ID)
    if hub is None or desk is None:
        return None
    office = Office(data)
    return HubClient(linker(settings, *hub), desk, lambda: office.public), office


def syncer(data: Path, settings: Settings, store: Store) -> Sync | None:
    """Give what syncs this desk; None where it has joined no hub."""
    way = hub_client(data, settings, store)
    if way is None:
        return None
    client, office = way
    return Sync(store, client, office, compose.read_clock, box.random, envelope_hash)
