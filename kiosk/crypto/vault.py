"""The vault: a random data key, wrapped once per key slot, as LUKS does.

A slot holds the data key under a key that Argon2id makes of one staff member's passphrase. Slots have numbers
and nothing else: the file does not say who works here. A recovery slot is one more, opened by a random secret
that is printed for the coordinator.

Bytes in, bytes out; who writes the file is no matter of this module. All numbers are big-endian:

    magic 8 | version 2 | vault id 16 | key id 8 | slots 2
    per slot: number 2 | kind 1 | passes 4 | memory in KiB 4 | salt 16 | wrapped key 72
    checksum 16 (BLAKE2b of all before; tells damage from a wrong passphrase)

A removed slot, or a data key that was replaced, is still in old copies of the file.
"""

from __future__ import annotations

import unicodedata
from base64 import b32decode, b32encode
from dataclasses import dataclass, replace
from enum import IntEnum
from hashlib import blake2b
from struct import Struct

from nacl.pwhash import argon2id

from kiosk.core.errors import NotGenuine, StoreDamaged, StoreTooNew, WrongPassphrase
from kiosk.crypto import box

MAGIC = b"KIOSKVLT"
VERSION = 1
MOST_PASSES = 16
MOST_MEMORY = 64 * 1024
"""KiB. A cheap machine has no more to spare, and a forged file must not ask for more."""

_HEAD = Struct(">8sH16s8sH")
_SLOT = Struct(">HBII16s72s")
_CHECK_BYTES = 16
RECOVERY_BYTES = 16
_RECOVERY_CHECK = 4

_B32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITE = str.maketrans(_B32, _CROCKFORD)
_READ = str.maketrans(_CROCKFORD + "OIL", _B32 + "ABB", " -_.\t\r\n\u00a0\u2010\u2011")


class Kind(IntEnum):
    """What opens a slot."""

    PASSPHRASE = 1
    RECOVERY = 2


@dataclass(frozen=True)
class Cost:
    """How dear one guess is."""

    passes: int = 3
    memory: int = MOST_MEMORY
    """KiB, at most `MOST_MEMORY`."""


_RANDOM_SECRET = Cost(1, 8)  # 128 random bits cannot be guessed at any price


@dataclass(frozen=True)
class Slot:
    """The data key, wrapped for one passphrase."""

    number: int
    kind: Kind
    cost: Cost
    salt: bytes
    wrapped: bytes


@dataclass(frozen=True)
class Vault:
    """The parsed file. Holds no secret in the clear."""

    id: bytes
    key_id: bytes
    slots: tuple[Slot, ...]


def create(passphrase: str, cost: Cost | None = None) -> tuple[Vault, bytes]:
    """Make a new data key and a vault with one slot for it.

    Returns:
        The vault, and the data key (32 bytes).
    """
    key = box.new_key()
    return add_slot(Vault(box.random(16), box.key_id(key), ()), key, passphrase, cost), key


def add_slot(vault: Vault, key: bytes, passphrase: str, cost: Cost | None = None) -> Vault:
    """Let one more passphrase open the vault.

    Raises:
        NotGenuine: `key` is not this vault's data key.
    """
    return _add(vault, key, Kind.PASSPHRASE, _bytes(passphrase), cost or Cost())


def add_recovery(vault: Vault, key: bytes, secret: bytes) -> Vault:
    """Let a printed random secret open the vault; it replaces the one before.

    Args:
        vault: the vault.
        key: its data key.
        secret: sixteen random bytes; print `spell_recovery(secret)` and keep nothing.

    Raises:
        NotGenuine: `key` is not this vault's data key.
    """
    if len(secret) != RECOVERY_BYTES:
        raise ValueError("a recovery secret has sixteen random bytes")
    kept = tuple(slot for slot in vault.slots if slot.kind is not Kind.RECOVERY)
    return _add(replace(vault, slots=kept), key, Kind.RECOVERY, secret, _RANDOM_SECRET)


def remove_slot(vault: Vault, number: int) -> Vault:
    """Take a slot away. Old copies of the file still open: replace the data key if that matters."""
    return replace(vault, slots=tuple(slot for slot in vault.slots if slot.number != number))


def dump(vault: Vault) -> bytes:
    """Write the vault's file."""
    body = _HEAD.pack(MAGIC, VERSION, vault.id, vault.key_id, len(vault.slots)) + b"".join(
        _SLOT.pack(s.number, s.kind, s.cost.passes, s.cost.memory, s.salt, s.wrapped) for s in vault.slots
    )
    return body + _checksum(body)


def load(data: bytes) -> Vault:
    """Read the vault's file.

    Raises:
        StoreTooNew: written by a newer version.
        StoreDamaged: cut, altered, or no vault.
    """
    if data[:8] != MAGIC or len(data) < _HEAD.size:
        raise StoreDamaged
    _, version, vault_id, key_id, count = _HEAD.unpack_from(data)
    if version > VERSION:
        raise StoreTooNew
    end = _HEAD.size + count * _SLOT.size
    if len(data) != end + _CHECK_BYTES or data[end:] != _checksum(data[:end]):
        raise StoreDamaged
    slots = []
    for number, kind, passes, memory, salt, wrapped in _SLOT.iter_unpack(data[_HEAD.size : end]):
        if kind not in list(Kind) or not 1 <= passes <= MOST_PASSES or not 8 <= memory <= MOST_MEMORY:
            raise StoreDamaged
        slots.append(Slot(number, Kind(kind), Cost(passes, memory), salt, wrapped))
    return Vault(vault_id, key_id, tuple(slots))


def open_vault(data: bytes, passphrase: str) -> bytes:
    """Give the data key. Each slot that is tried costs one Argon2id.

    Raises:
        WrongPassphrase: no slot opens.
        StoreDamaged: the file is not what was written.
        StoreTooNew: written by a newer version.
    """
    return _open(load(data), Kind.PASSPHRASE, _bytes(passphrase))


def open_recovery(data: bytes, typed: str) -> bytes:
    """Give the data key for the printed recovery secret. Raises as `open_vault` does."""
    return _open(load(data), Kind.RECOVERY, parse_recovery(typed))


def spell_recovery(secret: bytes) -> str:
    """Write a recovery secret for paper: eight groups of four symbols, the last ones a check."""
    symbols = b32encode(secret + _checksum(secret)[:_RECOVERY_CHECK]).decode().translate(_WRITE)
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))


def parse_recovery(typed: str) -> bytes:
    """Read what a person typed: case, separators, O for 0 and I or L for 1 are forgiven.

    Raises:
        WrongPassphrase: wrong length or symbol, or the check does not fit.
    """
    try:
        raw = b32decode(typed.upper().translate(_READ))
    except ValueError:
        raise WrongPassphrase from None
    secret, check = raw[:RECOVERY_BYTES], raw[RECOVERY_BYTES:]
    if check != _checksum(secret)[:_RECOVERY_CHECK]:
        raise WrongPassphrase
    return secret


def _bytes(passphrase: str) -> bytes:
    """Give the same bytes for the same letters, however a keyboard composes its accents."""
    return unicodedata.normalize("NFC", passphrase).encode()


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECK_BYTES).digest()


def _add(vault: Vault, key: bytes, kind: Kind, secret: bytes, cost: Cost) -> Vault:
    if box.key_id(key) != vault.key_id:
        raise NotGenuine
    if not (1 <= cost.passes <= MOST_PASSES and 8 <= cost.memory <= MOST_MEMORY):
        raise ValueError("a cost that no vault may have")
    number = max((slot.number for slot in vault.slots), default=0) + 1
    bare = Slot(number, kind, cost, box.random(argon2id.SALTBYTES), b"")
    wrapped = box.lock(_slot_key(bare, secret), key, _associated(vault, bare))
    return replace(vault, slots=(*vault.slots, replace(bare, wrapped=wrapped)))


def _open(vault: Vault, kind: Kind, secret: bytes) -> bytes:
    for slot in vault.slots:
        if slot.kind is not kind:
            continue
        try:
            return box.unlock(_slot_key(slot, secret), slot.wrapped, _associated(vault, slot))
        except NotGenuine:
            continue
    raise WrongPassphrase


def _slot_key(slot: Slot, secret: bytes) -> bytes:
    return argon2id.kdf(box.KEY_BYTES, secret, slot.salt, opslimit=slot.cost.passes, memlimit=slot.cost.memory * 1024)


def _associated(vault: Vault, slot: Slot) -> bytes:
    return MAGIC + vault.id + vault.key_id + bytes((slot.kind,)) + slot.number.to_bytes(2)
