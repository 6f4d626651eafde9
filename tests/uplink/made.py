"""Statements and files of an office and its hub, right ones and wicked ones; and places that a hub gives."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.core.errors import LinkFault
from kiosk.core.ports import Seat
from kiosk.core.sync import Failure
from kiosk.crypto.sign import sign, sign_file, verify_key
from kiosk.wire import signed as wire

OFFICE, NEXT, HUB, STRANGER = (bytes([n]) * 32 for n in range(1, 5))
DESK, OTHER_DESK = b"d" * 16, b"e" * 16
SEALED = b"h" * 32
FILE = b"desk file"


def public(seed: bytes = OFFICE, serial: int = 1, before: bytes | None = None, training: bool = False) -> bytes:
    """Make an office's public file."""
    key = verify_key(seed)
    endorsed = before and sign(before, wire.succession_bytes(serial, key))
    said = wire.OfficePublic(serial, training, "Les Tilleuls", "01", key, (b"r" * 32,), verify_key(HUB), endorsed)
    return sign_file(seed, said)


KNOWN = wire.read_signed(public(), wire.OfficePublic).said


@dataclass(frozen=True)
class Says:
    """A statement to be signed."""

    state: str = "taken"
    by: str = "office"
    seed: bytes = OFFICE
    desk: bytes = DESK
    sequence: int = 3

    def signed(self) -> wire.SignedAck:
        """Sign it."""
        said = wire.Acknowledgement(
            self.by,  # type: ignore[arg-type]  # as a wicked signer may
            self.desk,
            b"a" * 16,
            SEALED,
            self.state,  # type: ignore[arg-type]  # as a wicked signer may
            "",
            self.sequence,
            1_800_000_000,
        )
        return wire.SignedAck(said, sign(self.seed, wire.ack_bytes(said)))


def answers(*says: Says, seed: bytes = OFFICE, office: bytes = b"") -> bytes:
    """Make a file of answers."""
    made = wire.Stamp(1_800_000_000, 0, "", None)
    return sign_file(seed, wire.Answers(made, tuple(each.signed() for each in says), office or public()))


class Places:
    """Gives places, or loses the answer (a `Registrar`)."""

    def __init__(self, slot: bytes, *, lost: bool = False) -> None:
        self.slot, self.lost = slot, lost
        self.tokens: list[bytes] = []

    def seat(self) -> Seat:
        """Look at it."""
        return Seat("Les Tilleuls", "Bus", b"")

    def take(self, desk_file: bytes, token: bytes) -> None:
        """Take it."""
        assert desk_file == FILE
        self.tokens.append(token)
        if self.lost:
            raise LinkFault(Failure.NETWORK)
