"""The vault: a random data key, given to each key slot, as LUKS does.

A slot holds a key pair. Its secret half is locked under a key that Argon2id makes of one staff member's passphrase;
the data key is sealed to its public half. So the data key can be replaced for everybody (`rekey`) while only one
passphrase is known. Slots have numbers and nothing else: the file does not say who works here. A recovery slot is
one more, opened by a random secret that is printed for the coordinator.

The passphrases of one vault share their salt and their cost: whoever types one pays for one Argon2id, however many
slots there are. Each slot also locks a key of the vault itself, under which the whole file is authenticated: who
can write the file but opens no slot cannot put a data key of his own in it, nor bring a removed slot back.

Bytes in, bytes out; who writes the file is no matter of this module. All numbers are big-endian:

    magic 8 | version 2 | vault id 16 | key id 8 | slots 2
    per slot: number 2 | kind 1 | passes 4 | memory in KiB 4 | salt 16 | public key 32 | locked keys 104 | data key 80
    tag 32 (BLAKE2b of all before under the vault's own key)
    checksum 16 (BLAKE2b of all before; tells damage from a wrong passphrase)

A removed slot, or a data key that was replaced, is still in old copies of the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from struct import Struct

from nacl.bindings import crypto_scalarmult_base, sodium_memcmp
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id

from kiosk.core.errors import LastSlot, NotGenuine, SlotTaken, StoreDamaged, StoreTooNew, WrongPassphrase
from kiosk.crypto import box
from kiosk.crypto.recovery import RECOVERY_BYTES as RECOVERY_BYTES
from kiosk.crypto.recovery import parse_recovery as parse_recovery
from kiosk.crypto.recovery import spell_recovery as spell_recovery

MAGIC = b"KIOSKVLT"
VERSION = 2
MOST_PASSES = 32
MOST_MEMORY = 64 * 1024
"""KiB. A cheap machine has no more to spare, and a forged file must not ask for more."""
LEAST_PASSES = 3
WORTH = 0.6
"""Seconds that one guess should take on the machine that made the vault: an unlocking has 1.5 in all."""

_TRIALS = 3
"""The quickest counts: a machine that is busy for a moment must not make guesses cheap for ever."""

_HEAD = Struct(">8sH16s8sH")
_SLOT = Struct(">HBII16s32s104s80s")
_CHECK_BYTES = 16
_TAG_BYTES = 32
_KEY = box.KEY_BYTES


class SlotKind(IntEnum):
    """What opens a slot."""

    PASSPHRASE = 1
    RECOVERY = 2


@dataclass(frozen=True)
class Cost:
    """How dear one guess is."""

    passes: int = LEAST_PASSES
    memory: int = MOST_MEMORY
    """KiB, at most `MOST_MEMORY`."""


_RANDOM_SECRET = Cost(1, 8)  # 128 random bits cannot be guessed at any price


@dataclass(frozen=True)
class Slot:
    """The data key, for one passphrase."""

    number: int
    kind: SlotKind
    cost: Cost
    salt: bytes
    public: bytes
    locked: bytes
    """The slot's secret key and the vault's own key, under the passphrase."""
    sealed: bytes
    """The data key, for the slot's secret key."""


@dataclass(frozen=True)
class Vault:
    """The parsed file. Holds no secret in the clear."""

    id: bytes
    key_id: bytes
    slots: tuple[Slot, ...]
    tag: bytes = b""


@dataclass(frozen=True)
class Unlocked:
    """What a passphrase opened."""

    slot: int
    """Whose it was."""
    kind: SlotKind
    key: bytes = field(repr=False)
    """The data key (32 bytes)."""
    own: bytes = field(repr=False)
    """The vault's own key: authenticates the file."""


def fit(clock: Callable[[], float], worth: float = WORTH) -> Cost:
    """Find the cost that this machine can pay, by trying.

    Args:
        clock: seconds that go on.
        worth: seconds that one guess should take. Memory is given up last: it is what an attacker pays most for.
    """
    memory = MOST_MEMORY
    while True:
        each = 1e-6 + min(_trial(clock, memory) for _ in range(_TRIALS))
        if LEAST_PASSES * each <= worth or memory <= 8 * 1024:
            return Cost(max(LEAST_PASSES, min(int(worth / each), MOST_PASSES)), memory)
        memory //= 2


def _trial(clock: Callable[[], float], memory: int) -> float:
    begun = clock()
    salt = bytes(argon2id.SALTBYTES)
    argon2id.kdf(box.KEY_BYTES, b"trial", salt, opslimit=LEAST_PASSES, memlimit=memory * 1024)
    return (clock() - begun) / LEAST_PASSES


def found_vault(passphrase: str, cost: Cost | None = None) -> tuple[Vault, Unlocked]:
    """Make a new data key and a vault with one slot for it."""
    key, own = box.new_key(), box.new_key()
    empty = Vault(box.random(16), box.key_id(key), ())
    opened = Unlocked(1, SlotKind.PASSPHRASE, key, own)
    return _add(empty, opened, SlotKind.PASSPHRASE, _bytes(passphrase), cost or Cost()), opened


def create(passphrase: str, cost: Cost | None = None) -> tuple[Vault, bytes]:
    """Make a vault for one, as `found_vault` does.

    Returns:
        The vault, and the data key (32 bytes).
    """
    made, opened = found_vault(passphrase, cost)
    return made, opened.key


def add_slot(vault: Vault, opened: Unlocked, passphrase: str, cost: Cost | None = None) -> Vault:
    """Let one more passphrase open the vault, under the next free number.

    Args:
        vault: the vault.
        opened: what a passphrase of it gave.
        passphrase: the new one.
        cost: how dear a guess becomes if this is the only passphrase; otherwise it is as dear as the others.

    Raises:
        NotGenuine: `opened` is of another vault.
        SlotTaken: another slot opens with this passphrase: nobody could tell the two people apart.
    """
    secret = _bytes(passphrase)
    if _find(vault, SlotKind.PASSPHRASE, secret):
        raise SlotTaken
    return _add(vault, opened, SlotKind.PASSPHRASE, secret, cost or Cost())


def change_slot(vault: Vault, opened: Unlocked, number: int, passphrase: str, cost: Cost | None = None) -> Vault:
    """Give a slot another passphrase; it keeps its number, so that the same person is known by it.

    Raises:
        NotGenuine: `opened` is of another vault.
        SlotTaken: another slot opens with this passphrase.
        KeyError: there is no such slot.
    """
    kept = tuple(slot for slot in vault.slots if slot.number != number)
    if len(kept) == len(vault.slots):
        raise KeyError(number)
    left, secret = replace(vault, slots=kept), _bytes(passphrase)
    if _find(left, SlotKind.PASSPHRASE, secret):
        raise SlotTaken
    made = _add(left, opened, SlotKind.PASSPHRASE, secret, cost or Cost(), number)
    return _tagged(replace(made, slots=tuple(sorted(made.slots, key=lambda slot: slot.number))), opened)


def add_recovery(vault: Vault, opened: Unlocked, secret: bytes) -> Vault:
    """Let a printed random secret open the vault; it replaces the one before.

    Args:
        vault: the vault.
        opened: what a passphrase of it gave.
        secret: sixteen random bytes; print `spell_recovery(secret)` and keep nothing.

    Raises:
        NotGenuine: `opened` is of another vault.
    """
    if len(secret) != RECOVERY_BYTES:
        raise ValueError("a recovery secret has sixteen random bytes")
    kept = tuple(slot for slot in vault.slots if slot.kind is not SlotKind.RECOVERY)
    return _add(replace(vault, slots=kept), opened, SlotKind.RECOVERY, secret, _RANDOM_SECRET)


def remove_slot(vault: Vault, opened: Unlocked, number: int) -> Vault:
    """Take a slot away. Old copies of the file still open: replace the data key if that matters.

    Raises:
        NotGenuine: `opened` is of another vault.
        LastSlot: no passphrase would open the vault any more.
        KeyError: there is no such slot.
    """
    kept = tuple(slot for slot in vault.slots if slot.number != number)
    if len(kept) == len(vault.slots):
        raise KeyError(number)
    if not any(slot.kind is SlotKind.PASSPHRASE for slot in kept):
        raise LastSlot
    return _tagged(replace(vault, slots=kept), opened)


def rekey(vault: Vault, opened: Unlocked) -> tuple[Vault, Unlocked]:
    """Replace the data key in every slot; every passphrase and the recovery secret go on opening it.

    Who kept the old file and a passphrase of it has the old key, and nothing of the new one.

    Raises:
        NotGenuine: `opened` is of another vault.
    """
    fresh = replace(opened, key=box.new_key())
    slots = tuple(replace(each, sealed=_seal(each.public, fresh.key)) for each in vault.slots)
    _tagged(vault, opened)
    return _tagged(replace(vault, key_id=box.key_id(fresh.key), slots=slots), fresh), fresh


def dump(vault: Vault) -> bytes:
    """Write the vault's file."""
    body = _body(vault) + vault.tag
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
    whole = end + _TAG_BYTES
    if version < VERSION or len(data) != whole + _CHECK_BYTES or data[whole:] != _checksum(data[:whole]):
        raise StoreDamaged
    slots = []
    for number, kind, passes, memory, *rest in _SLOT.iter_unpack(data[_HEAD.size : end]):
        if kind not in list(SlotKind) or not 1 <= passes <= MOST_PASSES or not 8 <= memory <= MOST_MEMORY:
            raise StoreDamaged
        slots.append(Slot(number, SlotKind(kind), Cost(passes, memory), *rest))
    return Vault(vault_id, key_id, tuple(slots), data[end:whole])


def open_slot(data: bytes, passphrase: str) -> Unlocked:
    """Give what a passphrase opens, and whose it is. Costs one Argon2id, right or wrong.

    Raises:
        WrongPassphrase: no slot opens.
        NotGenuine: somebody without a passphrase has changed the file.
        StoreDamaged: the file is not what was written.
        StoreTooNew: written by a newer version.
    """
    return _open(load(data), SlotKind.PASSPHRASE, _bytes(passphrase))


def open_recovery(data: bytes, typed: str) -> Unlocked:
    """Give what the printed recovery secret opens. Raises as `open_slot` does."""
    return _open(load(data), SlotKind.RECOVERY, parse_recovery(typed))


def _bytes(passphrase: str) -> bytes:
    """Give the same bytes for the same letters, however a keyboard composes its accents, or makes its spaces.

    Some layouts type a no-break space with a modifier that is easily held too long; nobody sees the difference.
    """
    plain = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in passphrase)
    return unicodedata.normalize("NFC", plain).encode()


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECK_BYTES, encoder=RawEncoder)


def _body(vault: Vault) -> bytes:
    return _HEAD.pack(MAGIC, VERSION, vault.id, vault.key_id, len(vault.slots)) + b"".join(
        _SLOT.pack(s.number, s.kind, s.cost.passes, s.cost.memory, s.salt, s.public, s.locked, s.sealed)
        for s in vault.slots
    )


def _tag(vault: Vault, own: bytes) -> bytes:
    return blake2b(_body(vault), digest_size=_TAG_BYTES, key=own, person=b"kiosk vault", encoder=RawEncoder)


def _tagged(vault: Vault, opened: Unlocked) -> Vault:
    if box.key_id(opened.key) != vault.key_id:
        raise NotGenuine
    return replace(vault, tag=_tag(vault, opened.own))


def _seal(public: bytes, key: bytes) -> bytes:
    return SealedBox(PublicKey(public)).encrypt(key)


def _add(vault: Vault, opened: Unlocked, kind: SlotKind, secret: bytes, cost: Cost, number: int = 0) -> Vault:
    if not (1 <= cost.passes <= MOST_PASSES and 8 <= cost.memory <= MOST_MEMORY):
        raise ValueError("a cost that no vault may have")
    number = number or max((slot.number for slot in vault.slots), default=0) + 1
    salt = box.random(argon2id.SALTBYTES)
    for each in vault.slots:
        if each.kind is kind is SlotKind.PASSPHRASE:
            cost, salt = each.cost, each.salt
    private = box.new_key()
    bare = Slot(number, kind, cost, salt, crypto_scalarmult_base(private), b"", b"")
    locked = box.lock(_slot_key(bare, secret), private + opened.own, _associated(vault, bare))
    slot = replace(bare, locked=locked, sealed=_seal(bare.public, opened.key))
    return _tagged(replace(vault, slots=(*vault.slots, slot)), opened)


def _find(vault: Vault, kind: SlotKind, secret: bytes) -> tuple[Slot, bytes] | None:
    """Give the slot that a secret opens, and what it locks."""
    made: dict[tuple[bytes, Cost], bytes] = {}
    for slot in vault.slots:
        if slot.kind is not kind:
            continue
        same = slot.salt, slot.cost
        if same not in made:
            made[same] = _slot_key(slot, secret)
        try:
            return slot, box.unlock(made[same], slot.locked, _associated(vault, slot))
        except NotGenuine:
            continue
    return None


def _open(vault: Vault, kind: SlotKind, secret: bytes) -> Unlocked:
    got = _find(vault, kind, secret)
    if got is None:
        raise WrongPassphrase
    slot, (private, own) = got[0], (got[1][:_KEY], got[1][_KEY:])
    if not sodium_memcmp(_tag(vault, own), vault.tag):
        raise NotGenuine("changed by somebody who has no passphrase")
    try:
        key = SealedBox(PrivateKey(private)).decrypt(slot.sealed)
    except CryptoError:
        raise NotGenuine from None
    return Unlocked(slot.number, kind, key, own)


def _slot_key(slot: Slot, secret: bytes) -> bytes:
    return argon2id.kdf(box.KEY_BYTES, secret, slot.salt, opslimit=slot.cost.passes, memlimit=slot.cost.memory * 1024)


def _associated(vault: Vault, slot: Slot) -> bytes:
    return MAGIC + vault.id + slot.public + bytes((slot.kind,)) + slot.number.to_bytes(2)
