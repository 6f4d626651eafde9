"""The road to the office, composed: joining a hub, and the commands that use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import AlreadyRecorded, DriveGone, FileFault, KioskError, LinkFault, NotGenuine
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry, carry_withdrawal
from kiosk.core.reference import Ticket
from kiosk.core.sync import Failure
from kiosk.core.trace import Event
from kiosk.core.word import Told
from kiosk.crypto import box
from kiosk.crypto.keys import hash_of_key
from kiosk.crypto.seal import DeskSealer
from kiosk.crypto.sign import open_office_file
from kiosk.desk.desk import Desk, read_office
from kiosk.desk.folder import OFFICE, PUBLIC
from kiosk.desk.forget import forget_due
from kiosk.desk.health import health_teller
from kiosk.desk.keys import DESK_ID, OpenDesk, open_desk, write_small
from kiosk.desk.settings import Settings
from kiosk.flows import enrol
from kiosk.flows.clock import heard_time
from kiosk.flows.export import Exported
from kiosk.flows.export import export as carry
from kiosk.flows.receive import Received, receive
from kiosk.flows.road import Submit
from kiosk.flows.sync import RoadReport, Sync
from kiosk.flows.who import Who
from kiosk.machine.clock import read_clock
from kiosk.machine.files import read_own
from kiosk.store.threaded import ThreadedStore
from kiosk.uplink.answers import MOST_FILES, find_answers, load_answers
from kiosk.uplink.bundle import BundleCarrier
from kiosk.uplink.client import HubClient, follows
from kiosk.uplink.drives import device_of, drive_at, drives, glance
from kiosk.uplink.enrol import HubRegistrar
from kiosk.uplink.link import Address, Link, read_address
from kiosk.wire.signed import OfficePublic, envelope_hash

if TYPE_CHECKING:
    from kiosk.core.health import PaperState
    from kiosk.core.ports import Drive, Glance, Seat, Store
    from kiosk.flows.health import HealthTeller


class Office:
    """The office's public file on this desk's disk (the `KnownOffice` of `kiosk.core.ports`).

    Args:
        data: the desk's folder.

    Raises:
        FileFault, NotGenuine, TooNew: the file is not what was written.
    """

    def __init__(self, data: Path) -> None:
        self._file = data / OFFICE
        self._known = read_office(self._file)

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
            write_small(self._file, file)
            self._known = open_office_file(file)


def linker(settings: Settings, url: str, token: bytes = b"") -> Callable[[], Link]:
    """Give what makes the line to a hub."""
    hub = settings.hub
    address = Address(url, hub.ca or None, hub.proxy or None, hub.insecure_http)
    return lambda: Link(address, token)


def address_of(settings: Settings, typed: str) -> str:
    """Read a hub's address as it was typed. Raises FileFault."""
    return read_address(typed, insecure=settings.hub.insecure_http)


def registrar(settings: Settings, url: str, code: str) -> HubRegistrar:
    """Give what takes the seat that a code stands for. Raises WrongPassphrase if it was mistyped."""
    return HubRegistrar(linker(settings, url), code)


def join(data: Path, store: Store, who: Who, seat: Seat, asked: HubRegistrar, url: str) -> None:
    """Join a hub with an open desk.

    Raises:
        NotGenuine: this desk is another association's.
        CodeUsed, CodeRanOut, LinkFault, FileFault: it has not joined.
        StoreFull, StoreReadOnly, StoreFailed: the same.
    """
    renew_office(data, seat.file)
    enrol.join(store, asked, url, read_own(data / PUBLIC), box.random)
    with suppress(KioskError):  # it has joined
        store.trace(who.trace(Event.JOINED, read_clock()))


def join_locked(data: Path, passphrase: str, seat: Seat, asked: HubRegistrar, url: str) -> None:
    """Join a hub with a desk that this process opens for it. Raises as `join` and `open_desk` do."""
    keys = open_desk(data, passphrase)
    try:
        join(data, keys.store, keys.who, seat, asked, url)
    finally:
        keys.close()


def sync_locked(desk: Desk, passphrase: str) -> RoadReport | None:
    """Sync once with a desk that this process opens for it; None where it has joined no hub."""
    keys = open_desk(desk.data, passphrase)
    try:
        sync = syncer(desk, keys.store)
        if sync is None:
            return None
        with suppress(KioskError):  # what the desk already holds can travel from a full disk
            keys.store.trace(keys.who.trace(Event.SYNCED, read_clock()))
        return sync.run(now=True)
    finally:
        _close(keys, desk.settings)


def receive_locked(desk: Desk, passphrase: str, files: Sequence[Path]) -> Received:
    """Read the office's answers with a desk that this process opens for it; a folder is read as a key is.

    Raises as `receive_files`, and DriveGone for a folder that cannot be read.
    """
    files = [each for path in files for each in _in_folder(path)]
    keys = open_desk(desk.data, passphrase)
    try:
        return receive_files(desk.data, keys.store, keys.store.noted(DESK_ID) or b"", files, keys.who)
    finally:
        _close(keys, desk.settings)


def _in_folder(path: Path) -> Sequence[Path]:
    """Give what may be answers in a folder; what is none is judged itself."""
    if not path.is_dir():
        return [path]
    try:
        return find_answers(path)
    except OSError as error:
        raise DriveGone(str(path)) from error


def _close(keys: OpenDesk, settings: Settings) -> None:
    """Let go of a desk, and before of what its time has come for: what cannot go now goes another time."""
    try:
        with suppress(KioskError):
            forget_due(keys, settings)
    finally:
        keys.close()


def breaks_line(data: Path, file: bytes) -> bool:
    """Tell whether the office's key changed more often than this desk heard of: then a person must say yes to it.

    Raises:
        NotGenuine: it is another office's.
    """
    known, fresh = Office(data).public, open_office_file(file)
    if fresh.signing_key == known.signing_key or follows(known, file):
        return False
    if not _is_kin(known, fresh):
        raise NotGenuine("another office's file")
    return True


def _is_kin(known: OfficePublic, fresh: OfficePublic) -> bool:
    """Tell whether a file may be a later one of the same office, whose line of keys this desk missed a part of.

    It proves nothing: that it is the office's is proved by the code's MAC alone, and said yes to by whoever typed it.
    It keeps a desk from being given to another association by mistake. What is sealed already still opens: an office
    keeps its former reading keys.
    """
    shares = known.name == fresh.name or not set(known.reading_keys).isdisjoint(fresh.reading_keys)
    return shares and fresh.serial > known.serial and fresh.training == known.training


def renew_office(data: Path, file: bytes) -> None:
    """Take over the public file of this desk's office if it is newer; the code's MAC has proved it.

    Raises:
        NotGenuine: it is another office's.
        StoreFull, StoreReadOnly, StoreFailed: nothing was changed.
    """
    if breaks_line(data, file):
        write_small(data / OFFICE, file)
    else:
        Office(data).keep(file)


@dataclass(frozen=True)
class DeskJoining:
    """A seat at a hub that was looked at (the `Joining` of `kiosk.flows.unlock`)."""

    seat: Seat
    asked: HubRegistrar
    data: Path
    store: Store
    url: str
    who: Who

    @property
    def breaks_line(self) -> bool:
        """Whether the office's key changed more often than this desk heard of."""
        return breaks_line(self.data, self.seat.file)

    def take(self) -> None:
        """Take it. Raises as `join`."""
        join(self.data, self.store, self.who, self.seat, self.asked, self.url)


@dataclass(frozen=True)
class DeskRoad:
    """The way of an open desk to its office (the `Road` of `kiosk.flows.unlock`)."""

    desk: Desk
    store: Store
    sealer: DeskSealer
    who: Who
    paper: Callable[[], PaperState | None] = lambda: None
    """How the printer was at the last print; None where nothing was printed."""

    def sync(self, submit: Submit) -> Sync | None:
        """Give what syncs with the hub from another thread; None where this desk has joined none."""
        store = ThreadedStore(self.store, submit)
        return syncer(self.desk, store, self._health(store))

    def _health(self, store: Store) -> HealthTeller:
        return health_teller(self.desk, store, self.paper, self.sealer)

    def join(self, address: str, code: str, submit: Submit) -> DeskJoining:
        """Look at the seat that a code stands for."""
        url = address_of(self.desk.settings, address)
        asked = registrar(self.desk.settings, url, code)
        return DeskJoining(asked.seat(), asked, self.desk.data, ThreadedStore(self.store, submit), url, self.who)

    def elsewhere(self, ticket: Ticket, submit: Submit) -> Told:
        """Ask the hub about another desk's act."""
        return self._ask(ticket, ThreadedStore(self.store, submit), None)

    def take_back(self, ticket: Ticket, act: bytes | None, at: Moment, submit: Submit) -> bool:
        """Take the consent to another desk's act back: kept here first, then told.

        What is kept does not depend on the id that the hub named, which may be another act's.
        """
        store = ThreadedStore(self.store, submit)
        key = ticket.key or b""
        entry = carry_withdrawal(ticket.reference, hash_of_key(key), key, at)
        fault = None
        try:
            store.add(entry, self.who.trace(Event.WITHDRAWN_ELSEWHERE, at))
        except AlreadyRecorded:
            pass  # she asks once more
        except KioskError as error:  # no disk keeps her from taking it back
            fault = error
        if act is None:
            if fault:
                raise fault
            return True
        try:
            self._ask(ticket, store, replace(entry, id=act))
        except LinkFault:
            if fault:
                raise
        return fault is None

    def _ask(self, ticket: Ticket, store: Store, withdrawal: Entry | None) -> Told:
        way = hub_client(self.desk, store)
        if way is None or ticket.key is None:
            raise LinkFault(Failure.NETWORK)
        client, _ = way
        try:
            client.connect()
            return client.status(ticket.reference, hash_of_key(ticket.key), withdrawal)
        finally:
            client.close()

    def glance(self) -> Glance:
        """Tell which USB keys are plugged in without touching any."""
        return glance()

    def drives(self) -> Sequence[Drive]:
        """Give the USB keys that are plugged in."""
        return drives()

    def drive_at(self, folder: str) -> Drive:
        """Give the key of a folder that was typed. Raises DriveGone: no key is mounted there."""
        return drive_at(folder)

    def export(self, drive: Drive, submit: Submit) -> Exported:
        """Write what waits for the office on this very key; nobody waits for the key but this thread."""
        carrier = BundleCarrier(Path(drive.folder), self.sealer.desk, self.sealer.seed, box.random, drive.device)
        store = ThreadedStore(self.store, submit)
        return carry(store, carrier, read_clock, training=False, who=self.who, health=self._health(store))

    def receive(self, drive: Drive, submit: Submit) -> Received | None:
        """Read every file of answers on a key; None where there is none."""
        folder = Path(drive.folder)
        _check(drive)
        try:
            files = find_answers(folder)
        except OSError as error:
            raise DriveGone(drive.folder) from error
        if not files:
            return None
        done = receive_files(self.desk.data, ThreadedStore(self.store, submit), self.sealer.desk, files, self.who)
        if not done.read:
            _check(drive)  # pulled meanwhile, which is why nothing could be read
        return done


def _check(drive: Drive) -> None:
    """Check that a folder still lies on the disk that was shown. Raises DriveGone."""
    if device_of(drive.folder) != drive.device:
        raise DriveGone(drive.folder)


def receive_files(data: Path, store: Store, desk: bytes, files: Sequence[Path], who: Who) -> Received:
    """Apply the office's answers from files, and take over its newer public file. Each that is read leaves a trace.

    Each file is judged alone: what does not serve is named with its reason, and the next one is read.

    Raises:
        StoreFull, StoreReadOnly, StoreFailed: it can be read again.
    """
    office = Office(data)
    done = Received(0, 0, 0, 0)
    carried = frozenset(entry.id for entry in store.entries() if entry.foreign)
    for file in files[:MOST_FILES]:
        try:
            answers = load_answers(file, desk, office.public, carried)
        except KioskError as error:
            done += Received(0, 0, 0, 0, ((file.name, error),))
            continue
        office.keep(answers.office)
        trace = who.trace(Event.IMPORTED, read_clock())
        done += receive(store, answers.words, envelope_hash, trace)
        heard_time(store, answers.made, read_clock().wall)
    if left := files[MOST_FILES:]:
        name = f"{left[0].name} (+ {len(left) - 1})"
        done += Received(0, 0, 0, 0, ((name, FileFault(name, "too_many")),))
    return done


def hub_client(desk: Desk, store: Store) -> tuple[HubClient, Office] | None:
    """Give this desk's way to its hub; None where it has joined none. Nothing is connected yet."""
    hub, number = enrol.hub_of(store), store.noted(DESK_ID)
    if hub is None or number is None:
        return None
    office = Office(desk.data)
    return HubClient(linker(desk.settings, *hub), number, lambda: office.public), office


def syncer(desk: Desk, store: Store, health: HealthTeller | None = None) -> Sync | None:
    """Give what syncs this desk, and says how it fares; None where it has joined no hub."""
    way = hub_client(desk, store)
    if way is None:
        return None
    client, office = way
    return Sync(store, client, office, read_clock, box.random, envelope_hash, health or health_teller(desk, store))
