"""The kiosk's four tables: entries, anonymous counts, traces of the staff, and notes of the desk itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from tinydb import where
from tinydb.table import Document

from kiosk.core.errors import AlreadyRecorded, KioskError, NotRecorded, StoreTooNew
from kiosk.core.notice import Notice
from kiosk.core.outbox import Entry
from kiosk.core.tally import Count
from kiosk.core.trace import Trace
from kiosk.store.disk import Disk
from kiosk.store.storage import JournalDB


def open_store(folder: Path, key: bytes, *, create: bool = False) -> TinyStore:
    """Open the store of a folder; it stays locked until closed.

    Args:
        folder: the store's own folder.
        key: the data key that the vault gave.
        create: begin an empty store where there is none.

    Raises:
        StoreMissing: there is none, and `create` was not asked for.
        StoreBusy: another process holds it.
        NotGenuine: it is under another key; nothing was touched.
        StoreDamaged: it does not verify; it was set aside under the name in the error. `create` begins anew.
        StoreTooNew: a newer version wrote it; nothing was touched.
        StoreFull, StoreReadOnly, StoreFailed: the system refused.
    """
    return TinyStore(folder, key, create=create)


class _Names(msgspec.Struct):
    """What the index needs of an entry."""

    id: bytes
    reference: str


class _Numbered(msgspec.Struct):
    """What the next trace needs of the others."""

    number: int


class TinyStore:
    """The `Store` of `core.ports` over TinyDB over the journal. For one thread."""

    def __init__(self, folder: Path, key: bytes, *, create: bool = False, disk: Disk | None = None) -> None:
        """Open it (see `open_store`) and build the indexes."""
        self._db = JournalDB(folder, key, create=create, disk=disk)
        try:
            self._entries, self._counts, self._traces, self._notes = map(
                self._db.rows, ("entries", "counts", "traces", "notes")
            )
            self._traced = max((each.number for _, each in self._traces.unpacked_as(_Numbered)), default=0)
            self._by_id: dict[bytes, int] = {}
            self._by_reference: dict[str, int] = {}
            for doc_id, names in self._entries.unpacked_as(_Names):
                self._by_id[names.id] = doc_id
                self._by_reference.setdefault(names.reference, doc_id)
            self._known: dict[int, Entry] = {}
        except BaseException:
            self._db.journaled.close()
            raise

    @property
    def notices(self) -> Sequence[Notice]:
        """What staff should be told since it was opened."""
        return tuple(self._db.journaled.notices)

    def add(self, entry: Entry, trace: Trace | None = None) -> None:
        """Record a new entry, and who did it. Raises AlreadyRecorded if its id or its reference exists."""
        if entry.id in self._by_id or (entry.reference in self._by_reference and not entry.foreign):
            raise AlreadyRecorded
        with self._db.journaled.together():
            doc_id = self._entries.insert(_plain(entry))
            self._put_trace(trace)
        self._traced += trace is not None
        self._by_id[entry.id] = doc_id
        self._by_reference.setdefault(entry.reference, doc_id)
        self._known[doc_id] = entry

    def change(self, entry: Entry, trace: Trace | None = None) -> None:
        """Replace the entry with the same id and reference, and record who did it. Raises NotRecorded."""
        doc_id, before = self._by_id.get(entry.id), self.get(entry.id)
        if doc_id is None or before is None or before.reference != entry.reference:
            raise NotRecorded
        with self._db.journaled.together():
            self._entries.put([Document(_plain(entry), doc_id)])
            self._put_trace(trace)
        self._traced += trace is not None
        self._known[doc_id] = entry

    def amend(
        self, acts: Iterable[bytes], how: Callable[[Entry], Entry], trace: Trace | None = None
    ) -> Sequence[Entry]:
        """Change several entries, each from what it is now, and record who did it, in one record; give the new ones."""
        old = [entry for entry in map(self.get, dict.fromkeys(acts)) if entry]
        new = [how(entry) for entry in old]
        changed = [(self._by_id[entry.id], entry) for entry, before in zip(new, old, strict=True) if entry != before]
        with self._db.journaled.together():
            if changed:
                self._entries.put([Document(_plain(entry), doc_id) for doc_id, entry in changed])
            self._put_trace(trace)
        self._traced += trace is not None
        self._known.update(changed)
        return new

    def get(self, act: bytes) -> Entry | None:
        """Find an entry by the act's id."""
        return self._entry(self._by_id.get(act))

    def find(self, reference: str) -> Entry | None:
        """Find an entry by its reference: of two, the one that came first."""
        return self._entry(self._by_reference.get(reference))

    def entries(self) -> Sequence[Entry]:
        """Give every entry, oldest first: in the order in which they were added, whatever the clock said."""
        if len(self._known) < len(self._by_id):
            self._known |= dict(self._entries.unpacked_as(Entry))
        return [self._known[doc_id] for doc_id in self._by_id.values()]

    def forget(self, acts: Iterable[bytes], counts: Mapping[Count, int] | None = None) -> None:
        """Remove entries, and count what is left of them, in one record. What is not there is as wished."""
        gone = [entry for entry in map(self.get, dict.fromkeys(acts)) if entry]
        with self._db.journaled.together():
            self._entries.remove(doc_ids=[self._by_id[entry.id] for entry in gone])
            self.count(counts or {})
        for entry in gone:
            doc_id = self._by_id.pop(entry.id)
            del self._known[doc_id]
            if self._by_reference[entry.reference] == doc_id:
                del self._by_reference[entry.reference]

    def trace(self, trace: Trace) -> None:
        """Record who did what kind of thing; its number is given here."""
        self._put_trace(trace)
        self._traced += 1

    def traces(self) -> Sequence[Trace]:
        """Give every trace, oldest first."""
        return sorted((each for _, each in self._traces.unpacked_as(Trace)), key=lambda each: each.number)

    def forget_traces(self, until: int) -> None:
        """Remove the traces up to a number, but never the newest: its number says which comes next."""
        old = [doc for doc, each in self._traces.unpacked_as(_Numbered) if each.number <= min(until, self._traced - 1)]
        if old:
            self._traces.remove(doc_ids=old)

    def count(self, counts: Mapping[Count, int]) -> None:
        """Add to the anonymous counts, in an order that does not tell which of them came together."""
        old = {each.count: (doc_id, each.number) for doc_id, each in self._counts.unpacked_as(_Counted)}
        documents: list[Mapping[str, Any]] = []
        for count, number in sorted(counts.items()):
            doc_id, before = old.get(count, (None, 0))
            document = msgspec.to_builtins(_Counted(count, before + number))
            documents.append(document if doc_id is None else Document(document, doc_id))
        self._counts.put(documents)

    def counts(self) -> Mapping[Count, int]:
        """Give the anonymous counts."""
        return {each.count: each.number for _, each in self._counts.unpacked_as(_Counted)}

    def note(self, name: str, value: bytes) -> None:
        """Keep a small value of the desk itself, such as its signing key."""
        self._notes.upsert({"name": name, "value": value}, where("name") == name)

    def noted(self, name: str) -> bytes | None:
        """Give such a value back."""
        found = self._notes.get(where("name") == name)
        return found["value"] if isinstance(found, Document) else None

    def compact(self) -> None:
        """Rewrite the file tightly if there is anything to save; for idle moments."""
        self._db.journaled.compact()

    def rekey(self, key: bytes) -> None:
        """Write everything under a new data key and leave no file under the old one.

        Write the vault that holds the new key beside the old vault first: if the power goes, the store opens
        with one of the two keys, and with the other one it says NotGenuine.
        """
        self._db.journaled.rekey(key)

    def share_lock(self) -> int:
        """Give a second hold on the lock: it outlasts `close`, until this descriptor is closed as well."""
        return self._db.journaled.share_lock()

    def close(self, last: Mapping[Count, int] | None = None) -> None:
        """Add the last counts, leaving nothing that tells what they were before; let go of the file and its lock.

        On a disk that takes no new file the last counts are lost: beside the old ones they would tell which act an
        entry was for.
        """
        if last:
            counts = Counter(self.counts())
            counts.update(last)
            documents = [msgspec.to_builtins(_Counted(*each)) for each in sorted(counts.items())]
            with suppress(KioskError):
                self._db.journaled.remake(self._counts.name, documents)
        self._db.close()

    def _put_trace(self, trace: Trace | None) -> None:
        if trace is not None:
            self._traces.insert(_plain(replace(trace, number=self._traced + 1)))

    def _entry(self, doc_id: int | None) -> Entry | None:
        if doc_id is None:
            return None
        if doc_id not in self._known:
            document = self._entries.get(doc_id=doc_id)
            try:
                self._known[doc_id] = msgspec.convert(document, Entry)
            except msgspec.ValidationError:
                raise StoreTooNew from None
        return self._known[doc_id]


class _Counted(msgspec.Struct):
    """One document of the counts."""

    count: Count
    number: int


def _plain(what: Entry | Trace) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(what, builtin_types=(bytes, datetime))
    if isinstance(what, Entry):  # few procedures have a deadline: an entry is as long without one
        plain[_EVEN] = _NO_DEADLINE if what.deadline is None else b""
    return plain


_EVEN = "even"
_NO_DEADLINE = bytes(len("2026-11-22"))
