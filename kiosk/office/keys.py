"""The office's folder: its locked secrets, what desks must know of it, and the desks it vouches for.

    office.vault    the everyday reading keys and the signing key, under a passphrase and the recovery paper
    office.vault.next  the same under another data key, for a moment only (see `kiosk.office.people.part_hard`)
    office.public   for desks: the signing key, two reading keys, signed
    office.next     for a moment only: the public file of a change that is being made (see `kiosk.office.rotation`)
    desks/ID.desk   one per trusted desk: the office's signature (64 bytes), then the desk's own file
    desks/ID.gone   the same of a desk that is trusted no longer: what was taken from it before can still be shown
    withdrawn/ID    what an office of before the ledger knew of consents taken back (see `kiosk.office.withdrawn`)
    ledger/         what was taken and answered (`kiosk.store.ledger`), under the vault's data key
    ledger.mark     how far that was written, so that an older one is noticed (`kiosk.office.memory`)
    kiosk.toml      the settings of the printer, where it prints (as a desk's)

The second reading key exists on paper alone. It opens every act that the first one opens, also in another folder,
and the paper opens the vault, too, when the passphrase is forgotten.

`office.vault` holds: magic 8 | length of the vault 4 | the vault (`kiosk.crypto.vault`) | the secrets, sealed under
the vault's data key: signing seed 32, the signing seed before it 32 (zeros for none), then reading keys of 32 each,
the newest first. Before there was rotation, the second seed was not there: such a vault is read, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.core.errors import (
    DeskGone,
    FileFault,
    KioskError,
    NotGenuine,
    NotVouched,
    StoreDamaged,
    StoreMissing,
    VouchDamaged,
)
from kiosk.crypto import box, sign, vault
from kiosk.crypto.keys import new_reading_key, public_key, recovered_reading_key
from kiosk.machine.files import read_file
from kiosk.office import memory
from kiosk.uplink.bundle import system_faults, write_file
from kiosk.wire import signed as wire

VAULT = "office.vault"
PUBLIC = "office.public"
NEXT = "office.next"
DESKS = "desks"
INDEX = "index"
"""The titles of the procedures: a memory of files and no more."""

_MAGIC = b"KIOSKOFF"
_ASSOCIATED, _ASSOCIATED_1 = b"kiosk/office-secrets/2\0", b"kiosk/office-secrets/1\0"
_NONE = bytes(32)
_KEY = 32
_LARGEST = 1 << 20


@dataclass(frozen=True)
class Secrets:
    """What only the passphrase opens."""

    seed: bytes = field(repr=False)
    """The signing key: vouches for desks."""
    readers: tuple[bytes, ...] = field(repr=False)
    """Secret reading keys, the newest first."""
    memory: bytes = field(default=b"", repr=False)
    """The data key of the vault: opens the office's ledger."""
    former: bytes = field(default=b"", repr=False)
    """The signing key before this one: it names the new one to desks and hubs that only know it. Empty for none."""
    opened: vault.Unlocked | None = field(default=None, repr=False, compare=False)
    """What the passphrase, or the paper, opened: changes the vault's slots."""


@dataclass(frozen=True)
class Founding:
    """A new office that is not on the disk yet."""

    public: wire.OfficePublic
    secrets: Secrets
    paper: str = field(repr=False)
    """The recovery secret as it is copied on paper: eight groups of four symbols. Kept nowhere."""


def found_office(name: str, phone: str) -> Founding:
    """Make the keys of a new office.

    Raises:
        ValueError: the name or the telephone number is empty, too long, or holds control characters.
    """
    seed, reader, recovery = sign.new_seed(), new_reading_key(), box.random(vault.RECOVERY_BYTES)
    public = wire.OfficePublic(
        serial=1,
        training=False,
        name=name,
        phone=phone,
        signing_key=sign.verify_key(seed),
        reading_keys=(public_key(reader), public_key(recovered_reading_key(recovery))),
    )
    sign.sign_file(seed, public)
    return Founding(public, Secrets(seed, (reader,)), vault.spell_recovery(recovery))


def exists(folder: Path) -> bool:
    """Tell whether there is an office in this folder."""
    return (folder / VAULT).exists()


def was_founded(folder: Path) -> bool:
    """Tell whether there is, or was, an office in this folder: nothing begins another one over it."""
    # Neither was there before the vault: without it, a founding that was cut is begun again.
    return exists(folder) or (folder / memory.LEDGER).exists() or any(_files(folder, _TRUSTED))


def settle_office(folder: Path, founding: Founding, passphrase: str, cost: vault.Cost | None = None) -> None:
    """Write a new office into its folder. The vault comes last: with it, the office exists.

    Raises:
        StoreFull, StoreReadOnly, FileFault: there is no office.
    """
    locked, opened = vault.found_vault(passphrase, cost)
    locked = vault.add_recovery(locked, opened, vault.parse_recovery(founding.paper))
    with system_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            folder.chmod(0o700)  # a folder that somebody already uses keeps the rights they gave it
        (folder / DESKS).mkdir(mode=0o700, exist_ok=True)
    write_file(folder / PUBLIC, sign.sign_file(founding.secrets.seed, founding.public))
    seal(folder, vault.dump(locked), replace(founding.secrets, memory=opened.key))
    memory.begin_ledger(folder, opened.key)


def public(folder: Path) -> wire.OfficePublic:
    """Read what desks know of this office.

    Raises:
        StoreMissing: there is no office in this folder.
        FileFault: the file is gone, or was altered.
        TooNew: a later version wrote it.
    """
    data = _part(folder, PUBLIC)
    try:
        return sign.open_office_file(data)
    except NotGenuine:
        raise FileFault(PUBLIC, "office_part") from None


def unlock_office(folder: Path, passphrase: str) -> Secrets:
    """Open the vault, and make sure that `office.public` is its own.

    Raises:
        WrongPassphrase: it does not open.
        StoreMissing: there is no office in this folder.
        FileFault: the vault is gone or not what was written, or `office.public` is another office's, or an old one.
        StoreTooNew: a later version wrote it.
    """
    return _open(folder, lambda slots: vault.open_slot(slots, passphrase))


def recover(folder: Path, typed: str) -> Secrets:
    """Open the vault with the printed recovery secret. Raises as `unlock_office`."""
    return _open(folder, lambda slots: vault.open_recovery(slots, typed))


def change_passphrase(folder: Path, secrets: Secrets, passphrase: str, cost: vault.Cost | None = None) -> None:
    """Let this passphrase open the vault in place of the one that opened it; with the paper, of the first person's.

    Raises:
        StoreFull, StoreReadOnly, FileFault: nothing was changed.
    """
    assert secrets.opened is not None
    slots, opened = vault.load(split(folder)[0]), secrets.opened
    first = next(slot.number for slot in slots.slots if slot.kind is vault.SlotKind.PASSPHRASE)
    number = opened.slot if opened.kind is vault.SlotKind.PASSPHRASE else first
    seal(folder, vault.dump(vault.change_slot(slots, secrets.opened, number, passphrase, cost)), secrets)


def _open(folder: Path, opener: Callable[[bytes], vault.Unlocked]) -> Secrets:
    slots, sealed = split(folder)
    try:
        opened = opener(slots)
        secrets = replace(_unseal(opened.key, sealed), opened=opened)
    except (NotGenuine, StoreDamaged):
        raise FileFault(VAULT, "office_part") from None
    finish_change(folder, secrets)
    if not _is_of(public(folder), secrets):
        raise FileFault(PUBLIC, "office_part")
    return secrets


def split(folder: Path) -> tuple[bytes, bytes]:
    """Give the vault and the sealed secrets."""
    data = _part(folder, VAULT)
    if data[:8] != _MAGIC:
        raise FileFault(VAULT, "office_part")
    end = 12 + int.from_bytes(data[8:12])
    return data[12:end], data[end:]


def seal(folder: Path, slots: bytes, secrets: Secrets, name: str = VAULT) -> None:
    """Write the vault's file: its slots, then the secrets under its data key."""
    plain = secrets.seed + (secrets.former or _NONE) + b"".join(secrets.readers)
    sealed = box.lock(secrets.memory, plain, _ASSOCIATED)
    write_file(folder / name, _MAGIC + len(slots).to_bytes(4) + slots + sealed)


def _unseal(key: bytes, sealed: bytes) -> Secrets:
    try:
        plain = box.unlock(key, sealed, _ASSOCIATED)
    except NotGenuine:
        plain = box.unlock(key, sealed, _ASSOCIATED_1)
        plain = plain[:_KEY] + _NONE + plain[_KEY:]
    seed, former, *readers = (plain[at : at + _KEY] for at in range(0, len(plain), _KEY))
    return Secrets(seed, tuple(readers), key, b"" if former == _NONE else former)


def _is_of(known: wire.OfficePublic, secrets: Secrets) -> bool:
    """Tell whether a public file shows the newest keys of a vault."""
    ours = known.signing_key == sign.verify_key(secrets.seed)
    return ours and public_key(secrets.readers[0]) in known.reading_keys


def vouch(folder: Path, secrets: Secrets, desk_file: bytes) -> None:
    """Trust a desk from now on.

    Args:
        folder: the office's.
        secrets: its signing key.
        desk_file: the desk's public file, whose fingerprint was compared, or which came with a code.

    Raises:
        NotGenuine: no such file, or another key is trusted under the same desk's id.
        TooNew: of a later version.
        StoreFull, StoreReadOnly, FileFault: nothing was changed.
    """
    desk = sign.open_desk_file(desk_file)
    try:
        if verify_key_of(folder, desk.desk) != desk.verify_key:
            raise NotGenuine("this desk has another key")
    except (NotVouched, DeskGone, VouchDamaged):
        pass
    with system_faults(folder / DESKS):
        (folder / DESKS).mkdir(mode=0o700, exist_ok=True)
    path = _desk_path(folder, desk.desk)
    write_file(path, sign.sign(secrets.seed, wire.vouch_bytes(desk_file)) + desk_file)
    with system_faults(path):
        path.with_suffix(_GONE).unlink(missing_ok=True)


def distrust(folder: Path, desk: bytes) -> None:
    """Trust a desk no longer: what it sends from now on is refused here, too.

    Raises:
        StoreFull, StoreReadOnly, FileFault: nothing was changed.
    """
    path = _desk_path(folder, desk)
    with system_faults(path):
        if path.exists():
            path.replace(path.with_suffix(_GONE))


def desks(folder: Path) -> list[wire.DeskPublic]:
    """Give every desk that this office vouches for. Raises as `desk_of`."""
    return [desk_of(folder, bytes.fromhex(file.stem)) for file in _files(folder, _TRUSTED)]


def vouched(folder: Path) -> list[tuple[bytes, bytes]]:
    """Give the public file of every trusted desk and this office's signature over it. Raises as `desk_of`."""
    found = []
    for desk in desks(folder):
        data = _read(_desk_path(folder, desk.desk))
        found.append((data[wire.SIGNATURE_BYTES :], data[: wire.SIGNATURE_BYTES]))
    return found


# ---- change ----------------------------------------------------------------------------------


def finish_change(folder: Path, secrets: Secrets) -> None:
    """Finish a change (`kiosk.office.rotation`) that was cut off, or drop one that the vault never knew of."""
    path = folder / NEXT
    if not path.exists():
        return
    try:
        data = _read(path)
        said = sign.open_office_file(data)
        made = _is_of(said, secrets) and said.serial > public(folder).serial
    except KioskError:
        made = False
    if made:
        _vouch_again(folder, secrets)
        write_file(folder / PUBLIC, data)
    with system_faults(path):
        path.unlink(missing_ok=True)


def _vouch_again(folder: Path, secrets: Secrets) -> None:
    """Sign with the new key what the former one vouched for, and nothing else."""
    former, key = sign.verify_key(secrets.former or secrets.seed), sign.verify_key(secrets.seed)
    if former == key:
        return
    for path in (*_files(folder, _TRUSTED), *_files(folder, _GONE)):
        data = _read(path)
        what = wire.vouch_bytes(data[wire.SIGNATURE_BYTES :])
        try:
            sign.verify(former, what, data[: wire.SIGNATURE_BYTES])
        except NotGenuine:
            continue  # signed again before the cut, or never this office's word
        write_file(path, sign.sign(secrets.seed, what) + data[wire.SIGNATURE_BYTES :])


# ---- desks -----------------------------------------------------------------------------------


def is_trusted(folder: Path, desk: bytes) -> bool:
    """Tell whether this office trusts a desk now."""
    return _desk_path(folder, desk).exists()


def desk_of(folder: Path, desk: bytes, *, gone: bool = False) -> wire.DeskPublic:
    """Give what this office vouched for.

    Args:
        folder: the office's.
        desk: its id.
        gone: whether a desk counts that is trusted no longer.

    Raises:
        NotVouched: it does not know this desk.
        DeskGone: it trusts this desk no longer.
        VouchDamaged: the file in `desks` is not one that this office signed.
    """
    path = _desk_path(folder, desk)
    former = path.with_suffix(_GONE)
    if not path.exists() and former.exists():
        if not gone:
            raise DeskGone
        path = former
    try:
        data = _read(path)
    except StoreMissing:
        raise NotVouched from None
    signature, desk_file = data[: wire.SIGNATURE_BYTES], data[wire.SIGNATURE_BYTES :]
    key = public(folder).signing_key
    try:
        sign.verify(key, wire.vouch_bytes(desk_file), signature)
        known = sign.open_desk_file(desk_file)
    except NotGenuine as error:
        raise VouchDamaged from error
    if known.desk != desk:
        raise VouchDamaged
    return known


def verify_key_of(folder: Path, desk: bytes) -> bytes:
    """Give the verify key of a trusted desk. Raises as `desk_of`."""
    return desk_of(folder, desk).verify_key


_TRUSTED, _GONE = ".desk", ".gone"


def _desk_path(folder: Path, desk: bytes) -> Path:
    return folder / DESKS / f"{desk.hex()}{_TRUSTED}"


def _files(folder: Path, suffix: str) -> Iterator[Path]:
    return iter(sorted((folder / DESKS).glob(f"{'[0-9a-f]' * (2 * wire.ID_BYTES)}{suffix}")))


def _part(folder: Path, name: str) -> bytes:
    """Read a file without which no office opens. Raises StoreMissing where there is none, else FileFault."""
    try:
        return _read(folder / name)
    except StoreMissing:
        if was_founded(folder):
            raise FileFault(name, "office_part") from None
        raise


def _read(path: Path) -> bytes:
    if not path.exists():
        raise StoreMissing
    return read_file(path, _LARGEST)
