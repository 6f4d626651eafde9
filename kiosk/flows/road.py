"""What a desk's way to its office can do, for the screens: their port, which `kiosk.desk.road` carries out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.core.moment import Moment
from kiosk.core.reference import Ticket
from kiosk.core.word import Told
from kiosk.flows.export import Exported
from kiosk.flows.receive import Received
from kiosk.flows.sync import Sync

if TYPE_CHECKING:
    from kiosk.core.ports import Drive, Glance, Seat

Submit = Callable[[Callable[[], Any]], Any]
"""Carries a call out in the store's thread and waits for it."""


class Joining(Protocol):
    """A seat at a hub that was looked at and not taken yet."""

    @property
    def seat(self) -> Seat:
        """What the office keeps for this desk."""

    @property
    def breaks_line(self) -> bool:
        """Whether the office's key changed more often than this desk heard of. Raises NotGenuine, FileFault."""

    def take(self) -> None:
        """Take it. Raises CodeUsed, CodeRanOut, LinkFault, FileFault, NotGenuine and the store's errors."""


class Road(Protocol):
    """What a desk's way to its office can do. Calls may take a while: none of them belongs in the screen's thread."""

    def sync(self, submit: Submit) -> Sync | None:
        """Give what syncs with the hub from another thread; None where this desk has joined none."""

    def join(self, address: str, code: str, submit: Submit) -> Joining:
        """Look at the seat that a code stands for, from another thread.

        Raises:
            WrongPassphrase: the code was mistyped.
            CodeUsed, CodeRanOut, LinkFault, FileFault, NotGenuine: there is no such seat.
        """

    def elsewhere(self, ticket: Ticket, submit: Submit) -> Told:
        """Ask the hub about another desk's act by the receipt's key.

        Raises:
            LinkFault: there is no answer, or this desk has joined no hub.
        """

    def take_back(self, ticket: Ticket, act: bytes | None, at: Moment, submit: Submit) -> bool:
        """Take the consent to another desk's act back: kept here first, then told, whatever a hub says of the act.

        Args:
            ticket: the whole receipt.
            act: the id that the hub named; None where it named none, and the withdrawal travels later.
            at: when she did.
            submit: carries out what the store does.

        Returns:
            Whether this desk keeps it, with its key, until the office has signed: else the hub alone was told.

        Raises:
            LinkFault: there is no answer, and this desk could not keep it.
            StoreFull, StoreReadOnly, StoreFailed: the same, where there was nobody to tell.
        """

    def glance(self) -> Glance:
        """Tell which USB keys are plugged in without touching any: it may be asked each second."""

    def drives(self) -> Sequence[Drive]:
        """Give the USB keys that are plugged in; may wait for one that is slow."""

    def drive_at(self, folder: str) -> Drive:
        """Give the key of a folder that was typed. Raises DriveGone: no key is mounted there."""

    def export(self, drive: Drive, submit: Submit) -> Exported:
        """Write what waits for the office on this very key, from another thread. Raises as `flows.export.export`."""

    def receive(self, drive: Drive, submit: Submit) -> Received | None:
        """Read every file of answers on a key, from another thread; None where there is none.

        Raises:
            DriveGone: the key is not there any more.
            StoreFull, StoreReadOnly, StoreFailed: it can be read again.
        """
