"""The keys of a desk: who opens it, how wrong passphrases are slowed down, how the data key is replaced.

The one module of the desk that names the vault. Pseudonyms stand in the encrypted store; on the disk a slot is a
number.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from kiosk.core.errors import (
    KioskError,
    NoSuchStaff,
    NotGenuine,
    StoreBusy,
    StoreDamaged,
    StoreFailed,
    StoreMissing,
    TooLarge,
    TooSoon,
    WrongPassphrase,
)
from kiosk.core.staff import Member, named, new_name
from kiosk.core.throttle import Tries, forgiven, tried, wait
from kiosk.core.trace import Event
from kiosk.crypto import vault
from kiosk.desk.folder import NEXT, STORE, TRIES, VAULT
from kiosk.flows.who import Who
from kiosk.machine.clock import read_clock
from kiosk.machine.files import new_file, open_plain, read_own
from kiosk.store.disk import system_errors
from kiosk.store.tables import TinyStore, open_store

if TYPE_CHECKING:
    from kiosk.core.ports import Clock

SEED, DESK_ID, STAFF = "desk-seed", "desk-id", "staff"
"""The notes of a desk: what it signs with, which it is, and the pseudonyms."""
GUESS_WAIT = 20.0
"""Seconds for which the lock of a guess is waited for: guesses that wait in a row take less."""
UNWRITTEN_WAIT = 2.0
"""Seconds that a guess takes where it cannot be counted: on a disk that is full, or that takes nothing."""


class OpenDesk:
    """An open desk and what opened it.

    Args:
        data: the desk's folder.
        store: its store.
        opened: what the passphrase, or the recovery key, opened.
        clock: reads the clocks.
    """

    def __init__(self, data: Path, store: TinyStore, opened: vault.Unlocked, clock: Clock) -> None:
        self.data, self.store, self._opened, self._clock = data, store, opened, clock
        self._doubtful = False
        _lock_pages(opened.key, opened.own)
        member = next((each for each in self.members() if each.slot == opened.slot), Member(opened.slot))
        self.who = Who(member, self.members())

    @property
    def by_recovery(self) -> bool:
        """Whether the recovery key on paper opened it."""
        return self._opened.kind is vault.SlotKind.RECOVERY

    def members(self) -> list[Member]:
        """Give who can open the desk, by slot. A slot whose name was lost to a power cut has an empty one."""
        names = dict(json.loads(self.store.noted(STAFF) or b"[]"))
        slots = (each for each in self._slots().slots if each.kind is vault.SlotKind.PASSPHRASE)
        return [Member(each.number, names.get(each.number, "")) for each in slots]

    def name(self, member: Member) -> None:
        """Keep a pseudonym, in the encrypted store."""
        others = [each for each in self.members() if each.slot != member.slot]
        self.store.note(STAFF, dump_names([*others, member]))

    def add(self, name: str, passphrase: str) -> Member:
        """Let one more member of staff open the desk. Raises NotAName, SlotTaken and the store's errors."""
        name = new_name(name, self.members())
        slots = vault.add_slot(self._slots(), self._opened, passphrase)
        member = Member(slots.slots[-1].number, name)
        self.name(member)  # first: a name without a slot is shown nowhere, a slot without a name is a stranger
        self._write(slots)
        self._trace(Event.STAFF_ADDED)
        return member

    def remove(self, name: str) -> None:
        """Take a member's slot away. Raises NoSuchStaff, LastSlot and the store's errors.

        Args:
            name: her pseudonym; the number of the slot, where its name was lost.
        """
        member = self._named(name)
        self._write(vault.remove_slot(self._slots(), self._opened, member.slot))
        self.store.note(STAFF, dump_names(self.members()))
        self._trace(Event.STAFF_REMOVED)

    def change(self, passphrase: str, name: str = "") -> None:
        """Change one's own passphrase or, with the recovery key, that of somebody who forgot it.

        Raises:
            NoSuchStaff: nobody has this name, or no name was given and there are several.
            SlotTaken: somebody else has this passphrase.
        """
        slot = self._opened.slot
        if self.by_recovery:
            members = self.members()
            slot = members[0].slot if not name and len(members) == 1 else self._named(name).slot
        self._write(vault.change_slot(self._slots(), self._opened, slot, passphrase))
        self._trace(Event.PASSPHRASE_CHANGED)

    def new_recovery(self, secret: bytes) -> None:
        """Let a new recovery key on paper replace the one before."""
        self._write(vault.add_recovery(self._slots(), self._opened, secret))

    def rekey(self) -> None:
        """Put everything under a new data key; every passphrase and the recovery key go on opening it.

        A power cut leaves either key in use, and `open_keys` finds out which. So does a disk that refuses half-way:
        until the desk is opened again nothing may touch `vault.next`, which may be the only holder of the key in use.

        Raises:
            StoreFull, StoreReadOnly, StoreFailed: either key may be in use; what is recorded is safe.
        """
        self._check_sure()
        slots, fresh = vault.rekey(self._slots(), self._opened)
        self._trace(Event.REKEYED)
        write_small(self.data / NEXT, vault.dump(slots))
        self._doubtful = True
        self.store.rekey(fresh.key)
        self._opened = fresh
        _lock_pages(fresh.key)
        _settle(self.data)
        self._doubtful = False

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def hold(self) -> int:
        """Close the store and keep its lock, so that nobody opens the desk meanwhile.

        Returns:
            A file descriptor: closing it lets go of the lock.
        """
        lock = self.store.share_lock()
        self.store.close()
        return lock

    def _named(self, name: str) -> Member:
        members = self.members()
        member = named(name, members) if name.strip() else None
        if member is None:
            member = next((each for each in members if not each.name and str(each.slot) == name.strip()), None)
        if member is None:
            raise NoSuchStaff
        return member

    def _slots(self) -> vault.Vault:
        return vault.load(read_vault(self.data))

    def _check_sure(self) -> None:
        if self._doubtful:
            raise StoreFailed("open it again")

    def _write(self, slots: vault.Vault) -> None:
        self._check_sure()
        write_small(self.data / VAULT, vault.dump(slots))

    def _trace(self, event: Event) -> None:
        self.store.trace(self.who.trace(event, self._clock()))


def dump_names(members: Sequence[Member]) -> bytes:
    """Write the note of pseudonyms."""
    return json.dumps([(each.slot, each.name) for each in members]).encode()


def open_keys(data: Path, typed: str, clock: Clock, *, recovery: bool = False) -> OpenDesk:
    """Open a desk.

    Args:
        data: its folder.
        typed: a passphrase, or the recovery key from the paper.
        clock: reads the clocks.
        recovery: whether it is the recovery key.

    Raises:
        StoreMissing: there is no desk.
        WrongPassphrase, TooSoon: it does not open, or is not tried yet.
        NotGenuine: somebody without a passphrase has changed a file.
        StoreBusy, StoreDamaged, StoreTooNew, StoreFailed: as the store says.
    """

    def unlock(slots: bytes) -> vault.Unlocked:
        return vault.open_recovery(slots, typed) if recovery else vault.open_slot(slots, typed)

    opened = unlock(read_vault(data)) if recovery else unlock_slot(data, typed, clock)
    following, opened_next = data / NEXT, False
    try:
        store = _open_store(data, opened.key)
    except NotGenuine:
        if not following.exists():
            raise
        opened_next = True
        opened = unlock(read_vault(data, NEXT))  # the power went after the store had its new key
        store = _open_store(data, opened.key)
    try:
        if opened_next:
            _settle(data)
        else:
            with suppress(OSError):
                following.unlink(missing_ok=True)
        return OpenDesk(data, store, opened, clock)
    except BaseException:
        store.close()
        raise


def _open_store(data: Path, key: bytes) -> TinyStore:
    """Open the store of a desk that was made: the vault comes last, so one that is not there any more was lost."""
    try:
        return open_store(data / STORE, key)
    except StoreMissing:
        raise StoreDamaged(STORE) from None


def unlock_slot(data: Path, passphrase: str, clock: Clock) -> vault.Unlocked:
    """Try a passphrase, or refuse to: wrong ones slow down, and no restart helps. Opens no store.

    One guess at a time for the whole machine: processes that guess at once would all read the same count. A right
    passphrase only halves what was counted, so that a colleague cannot wipe out her guesses at another's.

    Raises as `open_keys`.
    """
    with _alone(data):
        slots = read_vault(data)
        before = _read_tries(data)
        now = clock()
        if left := wait(before, now):
            raise TooSoon(left)
        counted = tried(before, now)
        if not _keep_tries(data, counted):
            sleep(UNWRITTEN_WAIT)  # before the guess: who pulls the plug after it has waited all the same
        try:
            opened = vault.open_slot(slots, passphrase)
        except WrongPassphrase as error:
            error.wait = wait(counted, clock())
            raise
        except BaseException:
            _keep_tries(data, before)
            raise
        _keep_tries(data, forgiven(before))
        return opened


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Wait until no other process tries a passphrase here. The vault itself is held: it can be, on any disk."""
    try:
        descriptor = open_plain(data / VAULT, follow=True)
    except OSError as error:
        raise _unread_vault(error) from error
    try:
        _hold(descriptor)
        yield
    finally:
        os.close(descriptor)


def _hold(descriptor: int) -> None:
    """Take the lock of the vault. Raises StoreBusy where somebody holds it for longer than any guess takes."""
    until = monotonic() + GUESS_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if monotonic() > until:
                raise StoreBusy from error
            sleep(0.05)
        except OSError:  # a share of the network may not know such locks
            return
        else:
            return


def read_vault(data: Path, name: str = VAULT) -> bytes:
    """Read the key slots. Raises StoreMissing, StoreDamaged, StoreFailed."""
    try:
        return read_own(data / name)
    except TooLarge:
        raise StoreDamaged(name) from None
    except OSError as error:
        raise _unread_vault(error) from error


def _unread_vault(error: OSError) -> KioskError:
    if error.errno == errno.ENOENT:
        return StoreMissing()
    # A folder, a pipe or a device in its place is damage: another machine would not help.
    return StoreDamaged(VAULT) if error.errno in (errno.EISDIR, errno.ENXIO, errno.ELOOP) else StoreFailed()


def write_small(path: Path, data: bytes) -> None:
    """Write a small file so that it is either whole or not there.

    Raises:
        StoreFull, StoreReadOnly, StoreFailed: what was there before is still there.
    """
    with system_errors():
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)  # what a cut of power left, or somebody put there
        descriptor = new_file(fresh)
        try:
            done = 0
            while done < len(data):
                done += os.write(descriptor, data[done:])
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        fresh.rename(path)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock_pages(*secrets: bytes) -> None:
    from kiosk.machine.process import lock_pages  # training has no key to keep out of the swap

    lock_pages(*secrets)


def _settle(data: Path) -> None:
    with system_errors():
        (data / NEXT).rename(data / VAULT)
        sync_folder(data)


def _read_tries(data: Path) -> Tries:
    try:
        wrong, monotonic, boot = read_own(data / TRIES).decode("ascii").split(" ")
        tries = Tries(int(wrong), float(monotonic), boot.strip())
    except (TooLarge, OSError, ValueError):
        return Tries()
    return tries if tries.monotonic >= 0 else Tries()


def _keep_tries(data: Path, tries: Tries) -> bool:
    """Write the wrong tries down, and say whether that worked: a disk that takes nothing must not keep staff out."""
    try:
        if tries.wrong:
            write_small(data / TRIES, f"{tries.wrong} {tries.monotonic:.3f} {tries.boot}\n".encode("ascii"))
        else:
            (data / TRIES).unlink(missing_ok=True)
    except (KioskError, OSError):
        return False
    return True


def open_desk(data: Path, typed: str, *, recovery: bool = False) -> OpenDesk:
    """Open a desk for a command. Raises as `open_keys` does."""
    return open_keys(data, typed, read_clock, recovery=recovery)
