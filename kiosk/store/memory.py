"""A store that forgets when the program ends: for tests and for training. The same laws as on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from kiosk.core.errors import AlreadyRecorded, NotRecorded
from kiosk.core.outbox import Entry
from kiosk.core.tally import Count


class MemoryStore:
    """The `Store` of `core.ports` in dictionaries. What it gives are copies."""

    def __init__(self) -> None:
        """Begin empty."""
        self._entries: dict[bytes, Entry] = {}
        self._references: dict[str, bytes] = {}
        self._counts: Counter[Count] = Counter()
        self._notes: dict[str, bytes] = {}

    def add(self, entry: Entry) -> None:
        """Record a new entry. Raises AlreadyRecorded if its id or its reference exists."""
        if entry.id in self._entries or entry.reference in self._references:
            raise AlreadyRecorded
        self._entries[entry.id] = entry
        self._references[entry.reference] = entry.id

    def change(self, entry: Entry) -> None:
        """Replace the entry with the same id and reference. Raises NotRecorded if there is none."""
        if entry.id not in self._entries or self._references.get(entry.reference) != entry.id:
            raise NotRecorded
        self._entries[entry.id] = entry

    def amend(self, acts: Iterable[bytes], how: Callable[[Entry], Entry]) -> Sequence[Entry]:
        """Change several entries at once, each from what it is now, and give them as they are then."""
        new = [how(self._entries[act]) for act in dict.fromkeys(acts) if act in self._entries]
        self._entries.update((entry.id, entry) for entry in new)
        return new

    def get(self, act: bytes) -> Entry | None:
        """Find an entry by the act's id."""
        return self._entries.get(act)

    def find(self, reference: str) -> Entry | None:
        """Find an entry by its reference."""
        return self._entries.get(self._references.get(reference, b""))

    def entries(self) -> Sequence[Entry]:
        """Give every entry, oldest first: in the order in which they were added."""
        return list(self._entries.values())

    def forget(self, acts: Iterable[bytes]) -> None:
        """Remove entries for good. What is not there is as wished."""
        for act in acts:
            if entry := self._entries.pop(act, None):
                del self._references[entry.reference]

    def count(self, counts: Mapping[Count, int]) -> None:
        """Add to the anonymous counts."""
        self._counts.update(counts)

    def counts(self) -> Mapping[Count, int]:
        """Give the anonymous counts."""
        return dict(self._counts)

    def note(self, name: str, value: bytes) -> None:
        """Keep a small value of the desk itself, such as its signing key."""
        self._notes[name] = value

    def noted(self, name: str) -> bytes | None:
        """Give such a value back."""
        return self._notes.get(name)

    def close(self) -> None:
        """Let go of everything."""
