"""What office, hub and desk say to each other until a desk has its place: a part of `kiosk.wire.protocol`."""

from __future__ import annotations

from kiosk.wire.protocol import File, Said
from kiosk.wire.signed import Hash, Id, Line, Seconds


class Enrolment(Said, frozen=True):
    """The office expects a desk."""

    slot: Id
    claim_hash: Hash
    """`token_hash` of what shows that the code is known."""
    offer: File
    """The office's public file."""
    label: Line
    tag: Hash
    """MAC under the code, over the slot, the offer and the label."""
    until: Seconds
    """The code's end."""


class EnrolOpen(Said, frozen=True):
    """A desk looks at what the office says to it."""

    slot: Id
    claim: Hash
    desk: Hash | None = None
    """`token_hash` of the file of the desk that asks: one that has taken the place may look at it again."""


class EnrolOffer(Said, frozen=True):
    """The office's word for the holder of the code, who verifies the tag."""

    offer: File
    label: Line
    tag: Hash


class EnrolClaim(Said, frozen=True):
    """A desk takes the place that was kept for it. The same claim twice is one claim."""

    slot: Id
    claim: Hash
    desk_file: File
    token_hash: Hash
    """Of the token that the desk made for itself."""
    tag: Hash
    """MAC under the code, over the slot, the desk's file and the token's hash."""
