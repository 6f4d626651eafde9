"""Who is at work: the member of staff whose passphrase opened the desk, or came back to its locked screen."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.core.moment import Moment
from kiosk.core.staff import Member
from kiosk.core.trace import Event, Trace


class Who:
    """Signs what is done with a pseudonym.

    Args:
        member: who opened the desk.
        members: everybody who may open it.
    """

    def __init__(self, member: Member | None = None, members: Sequence[Member] = ()) -> None:
        self.member = member or Member()
        self._members = {each.slot: each for each in members}

    def trace(self, event: Event, at: Moment, act: bytes = b"") -> Trace:
        """Say that this member of staff did this."""
        return Trace(at.wall, self.member.name, event, act)

    def is_same(self, slot: int) -> bool:
        """Tell whether a slot's passphrase is that of who is at work."""
        return slot == self.member.slot

    def take_over(self, slot: int) -> None:
        """Let another member of staff go on from here."""
        self.member = self._members.get(slot, Member(slot))
