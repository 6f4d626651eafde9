"""TinyDB over the journal: its queries and its tables, at a cost that follows the change, not the table.

TinyDB's public `Storage` can only hand over everything at each change. So `JournalTable` overrides one private
method of `Table` (tinydb is pinned exactly, and the tests compare every answer with stock TinyDB): it gives the
change a thin layer over the table, and records what the layer caught.

Documents stay packed in memory and are unpacked when asked for: opening does not look into them, and nobody
can alter a stored document through one that he was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from kiosk.core.errors import KioskError, StoreTooNew
from kiosk.core.notice import Notice
from kiosk.store.disk import Disk
from kiosk.store.journal import Journal

T = TypeVar("T")
Fields = dict[str, Any]
Packed = dict[str, bytes]
"""Documents by their TinyDB id, each in msgpack."""

BATCH = 1 << 20
"""Bytes of documents in one record of a compacted file."""
MANY = 4096
"""Appended records that make it worth compacting already when opening."""


class Patch(msgspec.Struct, array_like=True):
    """What one change does to one table, in this order: drop it, cut documents, put documents."""

    table: str
    put: Packed = {}
    cut: list[str] = []
    drop: bool = False


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Fields).decode
_unpack_patches = msgspec.msgpack.Decoder(list[Patch]).decode


class JournalStorage(Storage):
    """TinyDB's storage interface over one journal. Not thread-safe, as TinyDB is not."""

    def __init__(self, folder: Path, key: bytes, *, create: bool = False, disk: Disk | None = None) -> None:
        """Open the journal (see `Journal`) and read it."""
        self.tables: dict[str, Packed] = {}
        self._together: list[Patch] | None = None
        self._journal = Journal(folder, key, create=create, disk=disk)
        try:
            for payload in self._journal.payloads:
                for patch in _unpack_patches(payload):
                    self._apply(patch)
        except (msgspec.DecodeError, KeyError):
            self._journal.close()
            raise StoreTooNew from None  # it is genuine, so somebody who has the key wrote it
        self._journal.payloads.clear()
        if self._journal.is_old:
            self._renew(keep=False)  # what is told by the lengths of an older file must not stay beside
        else:
            self.compact(MANY)

    @property
    def notices(self) -> list[Notice]:
        """What staff should be told."""
        return self._journal.notices

    @property
    def position(self) -> tuple[int, int]:
        """How far it was written (see `Journal`)."""
        return self._journal.position

    def read(self) -> dict[str, dict[str, Fields]]:
        """Give a copy of everything, as TinyDB asks."""
        return {
            name: {doc_id: _unpack(document) for doc_id, document in table.items()}
            for name, table in self.tables.items()
        }

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Make everything as in `data`, as TinyDB asks when it drops tables."""
        patches = [Patch(name, drop=True) for name in self.tables if name not in data]
        for name, table in data.items():
            old = self.tables.get(name, {})
            new = {str(doc_id): _pack(document) for doc_id, document in table.items()}
            put = {doc_id: document for doc_id, document in new.items() if old.get(doc_id) != document}
            cut = [doc_id for doc_id in old if doc_id not in new]
            if put or cut or name not in self.tables:
                patches.append(Patch(name, put, cut))
        if patches:
            self.commit(patches)

    def commit(self, patches: list[Patch]) -> None:
        """Record these patches together, as one durable record, and only then apply them."""
        if self._together is not None:
            self._together += patches
            return
        self._journal.append(_pack(patches))
        for patch in patches:
            self._apply(patch)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Record all changes made within as one durable record, when it ends; none if it is left by an error.

        Until then nothing of them can be read, so no table may be changed twice.
        """
        self._together = []
        try:
            yield
            patches = self._together
        finally:
            self._together = None
        if patches:
            self.commit(patches)

    def compact(self, appended: int = 1) -> None:
        """Write a new generation if so many records were appended. Failing to is announced, never raised."""
        if self._journal.appended >= appended:
            self._renew()

    def remake(self, table: str, documents: Iterable[Mapping[str, Any]]) -> None:
        """Give a table these documents alone, numbered anew, and leave no earlier state of anything on the disk.

        Raises:
            StoreFull, StoreReadOnly, StoreFailed: nothing was changed.
        """
        before = self.tables.get(table, {})
        self.tables[table] = {str(number): _pack(document) for number, document in enumerate(documents, start=1)}
        try:
            self._journal.rewrite(self._snapshot(), keep=False)
        except KioskError:
            self.tables[table] = before
            raise

    def rekey(self, key: bytes) -> None:
        """Write everything under a new key and leave nothing under the old one (see `Journal.rekey`)."""
        self._journal.rekey(key, self._snapshot())

    def share_lock(self) -> int:
        """Give a second hold on the lock (see `Journal.share_lock`)."""
        return self._journal.share_lock()

    def close(self) -> None:
        """Compact, so that from now on nothing can be cut off unnoticed, and let go of the file and its lock."""
        self.compact()
        self._journal.close()

    def _renew(self, *, keep: bool = True) -> None:
        try:
            self._journal.rewrite(self._snapshot(), keep=keep)
        except KioskError:
            self.notices.append(Notice.NOT_COMPACTED)

    def _apply(self, patch: Patch) -> None:
        if patch.drop:
            del self.tables[patch.table]
            return
        table = self.tables.setdefault(patch.table, {})
        for doc_id in patch.cut:
            del table[doc_id]
        table.update(patch.put)

    def _snapshot(self) -> Iterator[bytes]:
        for name, table in self.tables.items():
            patch, size = Patch(name, {}), 0
            for doc_id, document in table.items():
                if size >= BATCH:
                    yield _pack([patch])
                    patch, size = Patch(name, {}), 0
                patch.put[doc_id] = document
                size += len(document)
            yield _pack([patch])


class JournalTable(Table):
    """A TinyDB table whose changes cost what they change."""

    _storage: JournalStorage

    def put(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents, or replace those that are a `Document` with the id of an old one: in one record."""
        doc_ids: list[int] = []

        def updater(table: dict[int, Mapping[str, Any]]) -> None:
            for document in documents:
                doc_id = document.doc_id if isinstance(document, Document) else self._get_next_id()  # type: ignore[no-untyped-call]
                doc_ids.append(doc_id)
                table[doc_id] = dict(document)

        self._update_table(updater)
        return doc_ids

    def unpacked_as(self, shape: type[T]) -> Iterator[tuple[int, T]]:
        """Give every document's id and the document as a typed value; fields it does not name are skipped.

        Raises:
            StoreTooNew: a document has another shape.
        """
        decode = msgspec.msgpack.Decoder(shape).decode
        try:
            for doc_id, document in self._packed().items():
                yield int(doc_id), decode(document)
        except msgspec.ValidationError:
            raise StoreTooNew from None

    def _packed(self) -> Packed:
        return self._storage.tables.get(self.name, {})

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return _Documents(self._packed())  # type: ignore[return-value]  # it only reads

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        layer = _Layer(self._packed())
        updater(layer)  # type: ignore[arg-type]  # it uses what a MutableMapping has
        patch = layer.patch(self.name)
        if patch.put or patch.cut or self.name not in self._storage.tables:
            self._storage.commit([patch])
        self.clear_cache()


class JournalDB(TinyDB):
    """TinyDB with journal tables over a journal storage."""

    table_class = JournalTable
    default_storage_class = JournalStorage  # type: ignore[assignment]  # tinydb names its own file storage

    @property
    def journaled(self) -> JournalStorage:
        """The storage, as what it is."""
        assert isinstance(self.storage, JournalStorage)
        return self.storage

    def rows(self, name: str) -> JournalTable:
        """Give a table, as what it is."""
        table = self.table(name)
        assert isinstance(table, JournalTable)
        return table


class _Documents(Mapping[str, Fields]):
    """A table as TinyDB reads it, unpacked document by document."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed

    def __getitem__(self, doc_id: str) -> Fields:
        return _unpack(self._packed[doc_id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class _Layer(MutableMapping[int, Fields]):
    """A table as TinyDB changes it: what is touched is copied first, and the table stays as it is."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._touched: dict[int, Fields] = {}
        self._cut: set[int] = set()

    def __getitem__(self, doc_id: int) -> Fields:
        if doc_id not in self._touched:
            if doc_id in self._cut:
                raise KeyError(doc_id)
            self._touched[doc_id] = _unpack(self._packed[str(doc_id)])
        return self._touched[doc_id]

    def __setitem__(self, doc_id: int, document: Fields) -> None:
        self._touched[doc_id] = document

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._touched.pop(doc_id, None)
        if str(doc_id) in self._packed:
            self._cut.add(doc_id)

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._touched or (str(doc_id) in self._packed and doc_id not in self._cut)

    def __iter__(self) -> Iterator[int]:
        yield from (doc_id for doc_id in map(int, self._packed) if doc_id not in self._cut)
        yield from (doc_id for doc_id in self._touched if self._is_new(doc_id))

    def __len__(self) -> int:
        return len(self._packed) - len(self._cut) + sum(map(self._is_new, self._touched))

    def clear(self) -> None:
        self._touched.clear()
        self._cut = set(map(int, self._packed))

    def _is_new(self, doc_id: int) -> bool:
        return doc_id in self._cut or str(doc_id) not in self._packed

    def patch(self, table: str) -> Patch:
        """Say what was changed."""
        packed = {str(doc_id): _pack(document) for doc_id, document in self._touched.items()}
        cut = [str(doc_id) for doc_id in sorted(self._cut)]
        put = {
            doc_id: document
            for doc_id, document in packed.items()
            if int(doc_id) in self._cut or self._packed.get(doc_id) != document
        }
        return Patch(table, put, cut)
