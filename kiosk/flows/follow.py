"""The person comes back with her receipt: what is known of her act, and taking her consent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.core.errors import NotGenuine, NotRecorded
from kiosk.core.outbox import Entry, Withdrawal, carried_id, withdraw
from kiosk.core.reference import Ticket
from kiosk.core.status import Status, heard, is_news, project
from kiosk.core.tally import Count, Outcome, month_of
from kiosk.core.trace import Event
from kiosk.flows.count import Tally
from kiosk.flows.who import Who

if TYPE_CHECKING:
    from kiosk.core.ports import Clock, Sealer, Store

_EVENTS = {Withdrawal.BY_KEY: Event.WITHDRAWN_BY_KEY, Withdrawal.ORAL: Event.WITHDRAWN_ORAL}


class Follow:
    """Opens an act by its reference and records withdrawals.

    Args:
        store: where entries are.
        sealer: hashes the key of a receipt.
        clock: reads the clocks.
        tally: counts withdrawals.
        who: is at work.
    """

    def __init__(self, store: Store, sealer: Sealer, clock: Clock, tally: Tally, who: Who | None = None) -> None:
        self._store, self._sealer, self._clock, self._tally = store, sealer, clock, tally
        self._who = who or Who()

    def find(self, ticket: Ticket) -> Entry:
        """Find an act: by the receipt's key where it was read, else by its reference, which another's may have, too.

        Raises:
            NotRecorded: this desk does not know it.
        """
        entry = self._store.find(ticket.reference)
        if ticket.key is not None and (entry is None or not self.key_fits(entry, ticket)):
            entry = self._store.get(carried_id(self._sealer.key_hash(ticket.key)))  # taken back here before
        if entry is None:
            raise NotRecorded
        return entry

    def status(self, entry: Entry) -> Status:
        """Say where it stands."""
        return project(entry, self._clock().day)

    def tell(self, entry: Entry) -> Entry:
        """Note that the person is told what is known of her act: she came with its reference.

        Raises:
            NotRecorded: the act is gone.
            StoreFull, StoreReadOnly, StoreFailed: it was not noted, and is announced again.
        """
        if not is_news(entry):
            return entry
        (told,) = self._store.amend([entry.id], heard) or (None,)
        if told is None:
            raise NotRecorded
        return told

    def key_fits(self, entry: Entry, ticket: Ticket) -> bool:
        """Tell whether a receipt's key belongs to this act."""
        return ticket.key is not None and self._sealer.key_hash(ticket.key) == entry.key_hash

    def withdraw(self, entry: Entry, ticket: Ticket) -> Entry:
        """Take the consent back with the key of the receipt.

        Raises:
            NotGenuine: the key is not this act's.
            IllegalMove: the act is final.
            NotRecorded: the act is gone.
            StoreFull, StoreReadOnly, StoreFailed: nothing was changed.
        """
        if ticket.key is None or not self.key_fits(entry, ticket):
            raise NotGenuine
        return self._record(entry, Withdrawal.BY_KEY, ticket.key)

    def note_withdrawal(self, entry: Entry) -> Entry:
        """Record that she takes it back by word of mouth. Raises as `withdraw` does, but for the key."""
        return self._record(entry, Withdrawal.ORAL)

    def _record(self, shown: Entry, how: Withdrawal, key: bytes = b"") -> Entry:
        # What the screen shows may be older than what a sync has written since.
        entry = self._store.get(shown.id)
        if entry is None:
            raise NotRecorded
        now = self._clock()
        changed = withdraw(entry, how, now, key)
        if changed != entry:
            self._store.change(changed, self._who.trace(_EVENTS[how], now, changed.id))
            if entry.withdrawal is None:
                self._tally.add(Count(month_of(now), Outcome.WITHDRAWN))
        return changed
