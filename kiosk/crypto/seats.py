"""Seats of one office: their own keys, what is sealed to them, and notes that are sealed to the office.

A seat has one key, which signs; what is sealed to it alone goes to the same key as libsodium converts it for boxes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from kiosk.core.errors import NotForUs, NotGenuine
from kiosk.crypto import box, sign
from kiosk.wire import seats as wire
from kiosk.wire.signed import ID_BYTES, DeskPublic


@dataclass(frozen=True)
class OwnSeat:
    """The seat of this machine."""

    id: bytes
    seed: bytes = field(repr=False)
    """Its signing key."""

    def file(self, label: str) -> bytes:
        """Give its public file. Raises ValueError: the label is none."""
        return sign.sign_file(self.seed, DeskPublic(self.id, label, sign.verify_key(self.seed)))


def new_seat() -> OwnSeat:
    """Draw a seat."""
    return OwnSeat(box.random(ID_BYTES), sign.new_seed())


def seal_to_seat(verify_key: bytes, data: bytes) -> bytes:
    """Seal something to one seat. Raises NotGenuine: that is no key."""
    try:
        return SealedBox(VerifyKey(verify_key).to_curve25519_public_key()).encrypt(data)
    except (CryptoError, ValueError, RuntimeError):
        raise NotGenuine("not a key") from None


def open_at_seat(seed: bytes, sealed: bytes) -> bytes:
    """Open what was sealed to this seat. Raises NotForUs."""
    try:
        return SealedBox(SigningKey(seed).to_curve25519_private_key()).decrypt(sealed)
    except (CryptoError, ValueError):
        raise NotForUs from None


def seal_seat_note(seat: OwnSeat, reader: bytes, act: bytes, number: int, after: bytes, said: wire.NoteSaid) -> bytes:
    """Seal a note to the office and sign it as a seat.

    Args:
        seat: this one.
        reader: the office's newest public reading key.
        act: whose note it is.
        number: its number.
        after: `note_hash` of the note before.
        said: what it says.
    """
    sealed = SealedBox(PublicKey(reader)).encrypt(wire.write_note_said(said))
    signature = sign.sign(seat.seed, wire.seat_note_bytes(act, number, seat.id, after, sealed))
    return wire.write_seat_note(wire.SeatNote(seat.id, after, sealed, signature))


def open_seat_note(
    note: wire.SeatNote, act: bytes, number: int, verify_key: bytes, readers: Iterable[bytes]
) -> wire.NoteSaid:
    """Verify which seat signed a note, and open it.

    Raises:
        NotGenuine: another act's or another number's, or the seat did not sign it.
        NotForUs: it is sealed to a key that is not here.
    """
    sign.verify(verify_key, wire.seat_note_bytes(act, number, note.seat, note.after, note.sealed), note.signature)
    for reader in readers:
        try:
            return wire.read_note_said(SealedBox(PrivateKey(reader)).decrypt(note.sealed))
        except (CryptoError, ValueError):
            continue
    raise NotForUs
