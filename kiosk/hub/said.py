"""Statements: how the hub makes its own, and how a stored row becomes the signed words again, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kiosk.crypto import sign
from kiosk.wire.signed import Acknowledgement, SentAct, SentWithdrawal, SignedAck, Stamp, ack_bytes

HELD, WITHDRAWN, FIRST_OF_OFFICE = 1, 2, 3
FINAL = frozenset({"proof_seen", "declined", "withdrawn", "stopped"})


class HubKey:
    """The hub's own key.

    Args:
        seed: the signing key.
    """

    def __init__(self, seed: bytes) -> None:
        self._sign = sign.signer(seed)
        self.public = sign.verify_key(seed)
        """The key with which its words are verified."""

    def held(self, desk: bytes, act: bytes, hash_: bytes, now: int) -> dict[str, Any]:
        """State that an act is kept. Gives the statement's columns."""
        return self._says("held", HELD, desk, act, hash_, now) | {"final_at": None}

    def withdrawn(self, desk: bytes, act: bytes, hash_: bytes, now: int) -> dict[str, Any]:
        """State that a consent was taken back before the office took the act. Gives the statement's columns."""
        return self._says("withdrawn", WITHDRAWN, desk, act, hash_, now) | {"final_at": now}

    def _says(self, state: Any, sequence: int, desk: bytes, act: bytes, hash_: bytes, now: int) -> dict[str, Any]:
        said = Acknowledgement("hub", desk, act, hash_, state, "", sequence, now)
        signature = self._sign(ack_bytes(said))
        said_so = {"sequence": sequence, "state": state, "reason": "", "said_at": now}
        return said_so | {"signature": signature, "proof": None, "meeting": None}


def columns(ack: SignedAck, now: int, proof: bytes | None = None, meeting: bytes | None = None) -> dict[str, Any]:
    """Give the columns of an office's statement, with what came beside it."""
    said = ack.said
    return {
        "sequence": said.sequence,
        "state": said.state,
        "reason": said.reason,
        "said_at": said.at,
        "signature": ack.signature,
        "final_at": now if said.state in FINAL else None,
        "proof": proof,
        "meeting": meeting or None,
    }


def newest(row: Any) -> SignedAck:
    """Give the newest statement of a row of `acts`."""
    by: Any = "hub" if row.sequence < FIRST_OF_OFFICE else "office"
    hash_ = row.hash if row.said_hash is None else row.said_hash
    said = Acknowledgement(
        by, bytes(row.desk), bytes(row.id), bytes(hash_), row.state, row.reason, row.sequence, row.said_at
    )
    return SignedAck(said, bytes(row.signature))


def meetings_of(rows: Iterable[Any]) -> tuple[bytes, ...]:
    """Give the appointments beside the newest statements of rows of `acts`, in their order; none where none has one."""
    met = tuple(bytes(row.meeting or b"") for row in rows)
    return met if any(met) else ()


def sent_act(row: Any) -> SentAct:
    """Give a kept act as it came."""
    return SentAct(bytes(row.id), row.reference, bytes(row.key_hash), bytes(row.envelope))


def sent_withdrawal(row: Any) -> SentWithdrawal:
    """Give a kept withdrawal as it came."""
    at = Stamp(row.at_wall, row.at_monotonic, row.at_boot, row.at_attested_age)
    key = None if row.key is None else bytes(row.key)
    return SentWithdrawal(bytes(row.act), row.reference, bytes(row.key_hash), key, at)
