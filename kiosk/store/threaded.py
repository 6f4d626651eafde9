"""The store for another thread: each call is carried out where all of the store's work is done, and waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from kiosk.core.outbox import Entry
from kiosk.core.ports import Store
from kiosk.core.tally import Count
from kiosk.core.trace import Trace

T = TypeVar("T")


class ThreadedStore:
    """A `Store` that may be used in a thread of one's own, while the desk uses the store itself.

    Args:
        store: the desk's.
        submit: carries a call out in the store's thread, waits, and gives its result or raises its error.
    """

    def __init__(self, store: Store, submit: Callable[[Callable[[], Any]], Any]) -> None:
        self._store, self._submit = store, submit

    def _do(self, call: Callable[[], T]) -> T:
        done: T = self._submit(call)
        return done

    def add(self, entry: Entry, trace: Trace | None = None) -> None:
        """Record a new entry."""
        self._do(lambda: self._store.add(entry, trace))

    def change(self, entry: Entry, trace: Trace | None = None) -> None:
        """Replace the entry with the same id."""
        self._do(lambda: self._store.change(entry, trace))

    def forget(self, acts: Iterable[bytes], counts: Mapping[Count, int] | None = None) -> None:
        """Remove entries, and count what is left of them."""
        gone = tuple(acts)
        self._do(lambda: self._store.forget(gone, counts))

    def trace(self, trace: Trace) -> None:
        """Record who did what kind of thing."""
        self._do(lambda: self._store.trace(trace))

    def traces(self) -> Sequence[Trace]:
        """Give every trace, oldest first."""
        return self._do(lambda: tuple(self._store.traces()))

    def forget_traces(self, until: int) -> None:
        """Remove the traces up to a number."""
        self._do(lambda: self._store.forget_traces(until))

    def compact(self) -> None:
        """Rewrite the file tightly."""
        self._do(self._store.compact)

    def rekey(self, key: bytes) -> None:
        """Write everything under a new data key."""
        self._do(lambda: self._store.rekey(key))

    def amend(
        self, acts: Iterable[bytes], how: Callable[[Entry], Entry], trace: Trace | None = None
    ) -> Sequence[Entry]:
        """Change several entries in one durable step."""
        wanted = tuple(acts)
        return self._do(lambda: self._store.amend(wanted, how, trace))

    def get(self, act: bytes) -> Entry | None:
        """Find an entry by the act's id."""
        return self._do(lambda: self._store.get(act))

    def find(self, reference: str) -> Entry | None:
        """Find an entry by its reference."""
        return self._do(lambda: self._store.find(reference))

    def entries(self) -> Sequence[Entry]:
        """Give every entry, oldest first."""
        return self._do(lambda: tuple(self._store.entries()))

    def count(self, counts: Mapping[Count, int]) -> None:
        """Add to the anonymous counts."""
        self._do(lambda: self._store.count(counts))

    def counts(self) -> Mapping[Count, int]:
        """Give the anonymous counts."""
        return self._do(lambda: dict(self._store.counts()))

    def note(self, name: str, value: bytes) -> None:
        """Keep a small value of the desk itself."""
        self._do(lambda: self._store.note(name, value))

    def noted(self, name: str) -> bytes | None:
        """Give such a value back."""
        return self._do(lambda: self._store.noted(name))

    def close(self, last: Mapping[Count, int] | None = None) -> None:
        """Do nothing: the store is closed by the desk that opened it."""
