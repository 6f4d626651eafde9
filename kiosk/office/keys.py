"""The office's folder: its locked secrets, what desks must know of it, and the desks it vouches for.

    office.vault    the everyday reading key and the signing key, under a passphrase
    office.public   for desks: the signing key, two reading keys, signed
    desks/ID.desk   one per trusted desk: the office's signature (64 bytes), then the desk's own file
    withdrawn/ID    one per act whose consent was taken back (see `kiosk.office.withdrawn`)

The second reading key exists on paper alone. It opens every act that the first one opens, also in another folder:
an office that lost this one makes a new one, trusts its desks there, and opens the old files with the paper.

`office.vault` holds: magic 8 | length of the vault 4 | the vault (`kiosk.crypto.vault`) | the secrets, sealed under
the vault's data key: signing seed 32, then reading keys of 32 each, the newest first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kiosk import wire
from kiosk.core.errors import FileFault, NotGenuine, NotVouched, StoreDamaged, StoreMissing
from kiosk.crypto import box, sign, vault
from kiosk.crypto.keys import new_reading_key, public_key, recovered_reading_key
from kiosk.uplink.bundle import read_file, system_faults, write_file

VAULT = "office.vault"
PUBLIC = "office.public"
DESKS = "desks"

_MAGIC = b"KIOSKOFF"
_ASSOCIATED = b"kiosk/office-secrets/1\0"
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


@dataclass(frozen=True)
class Founding:
    """A new office that is not on the disk yet."""

    public: wire.OfficePublic
    secrets: Secrets
    paper: str = field(repr=False)
    """The recovery secret as it is copied on paper: eight groups of four symbols. Kept nowhere."""


def found(name: str, phone: str) -> Founding:
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


def settle(folder: Path, founding: Founding, passphrase: str, cost: vault.Cost | None = None) -> None:
    """Write a new office into its folder. The vault comes last: with it, the office exists.

    Raises:
        StoreFull, StoreReadOnly, FileFault: there is no office.
    """
    locked, key = vault.create(passphrase, cost)
    dumped = vault.dump(locked)
    secrets = box.lock(key, founding.secrets.seed + b"".join(founding.secrets.readers), _ASSOCIATED)
    with system_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            folder.chmod(0o700)  # a folder that somebody already uses keeps the rights they gave it
        (folder / DESKS).mkdir(mode=0o700, exist_ok=True)
    write_file(folder / PUBLIC, sign.sign_file(founding.secrets.seed, founding.public))
    write_file(folder / VAULT, _MAGIC + len(dumped).to_bytes(4) + dumped + secrets)


def public(folder: Path) -> wire.OfficePublic:
    """Read what desks know of this office.

    Raises:
        StoreMissing: there is no office in this folder.
        NotGenuine: the file was altered.
        TooNew: a later version wrote it.
    """
    return sign.open_office(_read(folder / PUBLIC))


def unlock(folder: Path, passphrase: str) -> Secrets:
    """Open the vault, and make sure that `office.public` is its own.

    Raises:
        WrongPassphrase: it does not open.
        NotGenuine: `office.public` is another office's, or an old one.
        StoreMissing: there is no office in this folder.
        FileFault: the vault is not what was written.
        StoreTooNew: a later version wrote it.
    """
    data = _read(folder / VAULT)
    end = 12 + int.from_bytes(data[8:12])
    try:
        if data[:8] != _MAGIC:
            raise NotGenuine
        key = vault.open_vault(data[12:end], passphrase)
        plain = box.unlock(key, data[end:], _ASSOCIATED)
    except (NotGenuine, StoreDamaged):
        raise FileFault(VAULT, "damaged") from None
    keys = [plain[at : at + _KEY] for at in range(0, len(plain), _KEY)]
    secrets = Secrets(keys[0], tuple(keys[1:]), key)
    known = public(folder)
    if known.signing_key != sign.verify_key(secrets.seed) or public_key(secrets.readers[0]) not in known.reading_keys:
        raise NotGenuine("office.public is not of this vault")
    return secrets


def paper_key(typed: str) -> bytes:
    """Give the reading key of the printed recovery secret. Raises WrongPassphrase if it was not typed right."""
    return recovered_reading_key(vault.parse_recovery(typed))


def vouch(folder: Path, secrets: Secrets, desk_file: bytes) -> None:
    """Trust a desk from now on.

    Args:
        folder: the office's.
        secrets: its signing key.
        desk_file: the desk's public file, whose fingerprint was compared.

    Raises:
        NotGenuine: no such file, or another key is trusted under the same desk's id.
        TooNew: of a later version.
        StoreFull, StoreReadOnly, FileFault: nothing was changed.
    """
    desk = sign.open_desk(desk_file)
    try:
        if verify_key_of(folder, desk.desk) != desk.verify_key:
            raise NotGenuine("this desk has another key")
    except NotVouched:
        pass
    with system_faults(folder / DESKS):
        (folder / DESKS).mkdir(mode=0o700, exist_ok=True)
    write_file(_desk_path(folder, desk.desk), sign.sign(secrets.seed, wire.vouch_bytes(desk_file)) + desk_file)


def desk_of(folder: Path, desk: bytes) -> wire.DeskPublic:
    """Give what this office vouched for.

    Raises:
        NotVouched: it does not know this desk.
        NotGenuine: the file in `desks` is not one that this office signed.
    """
    try:
        data = _read(_desk_path(folder, desk))
    except StoreMissing:
        raise NotVouched from None
    signature, desk_file = data[: wire.SIGNATURE_BYTES], data[wire.SIGNATURE_BYTES :]
    sign.verify(public(folder).signing_key, wire.vouch_bytes(desk_file), signature)
    known = sign.open_desk(desk_file)
    if known.desk != desk:
        raise NotGenuine("the file of another desk")
    return known


def verify_key_of(folder: Path, desk: bytes) -> bytes:
    """Give the verify key of a trusted desk. Raises as `desk_of`."""
    return desk_of(folder, desk).verify_key


def _desk_path(folder: Path, desk: bytes) -> Path:
    return folder / DESKS / f"{desk.hex()}.desk"


def _read(path: Path) -> bytes:
    if not path.exists():
        raise StoreMissing
    return read_file(path, _LARGEST)
