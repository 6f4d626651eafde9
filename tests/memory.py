"""A store that forgets when the test ends: what rules and errands are tried on. The same laws as on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kiosk.core.errors import AlreadyRecorded, NotRecorded
from kiosk.core.outbox import Entry
from kiosk.core.tally import Count
from kiosk.core.trace import Trace


class MemoryStore:
    """The `Store` of `core.ports` in dictionaries. What it gives are copies."""

    def __init__(self) -> None:
        """Begin empty."""
        self._entries: dict[bytes, Entry] = {}
        self._references: dict[str, bytes] = {}
        self._counts: Counter[Count] = Counter()
        self._notes: dict[str, bytes] = {}
        self._traces: list[Trace] = []

    def add(self, entry: Entry, trace: Trace | None = None) -> None:
        """Record a new entry, and who did it. Raises AlreadyRecorded if its id or its reference exists."""
        if entry.id in self._entries or (entry.reference in self._references and not entry.foreign):
            raise AlreadyRecorded
        self._entries[entry.id] = entry
        self._references.setdefault(entry.reference, entry.id)
        if trace:
            self.trace(trace)

    def change(self, entry: Entry, trace: Trace | None = None) -> None:
        """Replace the entry with the same id and reference, and record who did it. Raises NotRecorded."""
        before = self._entries.get(entry.id)
        if before is None or before.reference != entry.reference:
            raise NotRecorded
        self._entries[entry.id] = entry
        if trace:
            self.trace(trace)

    def amend(
        self, acts: Iterable[bytes], how: Callable[[Entry], Entry], trace: Trace | None = None
    ) -> Sequence[Entry]:
        """Change several entries at once, each from what it is now, and give them as they are then."""
        new = [how(self._entries[act]) for act in dict.fromkeys(acts) if act in self._entries]
        self._entries.update((entry.id, entry) for entry in new)
        if trace:
            self.trace(trace)
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

    def forget(self, acts: Iterable[bytes], counts: Mapping[Count, int] | None = None) -> None:
        """Remove entries, and count what is left of them. What is not there is as wished."""
        self.count(counts or {})
        for act in acts:
            entry = self._entries.pop(act, None)
            if entry and self._references[entry.reference] == entry.id:
                del self._references[entry.reference]

    def trace(self, trace: Trace) -> None:
        """Record who did what kind of thing; its number is given here."""
        self._traces.append(replace(trace, number=self._traces[-1].number + 1 if self._traces else 1))

    def traces(self) -> Sequence[Trace]:
        """Give every trace, oldest first."""
        return list(self._traces)

    def forget_traces(self, until: int) -> None:
        """Remove the traces up to a number, but never the newest: its number says which comes next."""
        self._traces[:-1] = [each for each in self._traces[:-1] if each.number > until]

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

    def compact(self) -> None:
        """Do nothing: there is no file."""

    def rekey(self, key: bytes) -> None:
        """Do nothing: there is no file."""

    def close(self, last: Mapping[Count, int] | None = None) -> None:
        """Add the last counts, and let go of everything."""
        self.count(last or {})
