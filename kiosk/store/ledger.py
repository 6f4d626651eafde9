"""The office's own memory: which acts it took and what it said of them, and nothing of what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from tinydb import where
from tinydb.table import Document

from kiosk.core.errors import NotTaken
from kiosk.core.office import Record
from kiosk.store.book import OfficeBook
from kiosk.store.disk import Disk
from kiosk.store.passed import PassBook
from kiosk.store.storage import JournalDB


class Ledger:
    """The records, and small values of the office itself, over the encrypted journal. For one thread.

    Args:
        folder: its own folder.
        key: the data key.
        create: begin an empty one where there is none.
        disk: the disk.

    Raises:
        StoreMissing, StoreBusy, NotGenuine, StoreDamaged, StoreTooNew: as `kiosk.store.tables.open_store`.
        StoreFull, StoreReadOnly, StoreFailed: the system refused.
    """

    def __init__(self, folder: Path, key: bytes, *, create: bool = False, disk: Disk | None = None) -> None:
        self._db = JournalDB(folder, key, create=create, disk=disk)
        try:
            self._acts, self._notes = self._db.rows("acts"), self._db.rows("notes")
            found = list(self._acts.unpacked_as(Record))
            self.book = OfficeBook(self._db)
            """What is kept beside the records."""
            self.passed = PassBook(self._db)
            """What was passed on to other offices, and to which."""
        except BaseException:
            self._db.journaled.close()
            raise
        self._ids = {record.act: doc_id for doc_id, record in found}
        self._records = {record.act: record for _, record in found}

    def put(self, records: Iterable[Record]) -> None:
        """Record what is now known of these acts, in one durable step."""
        documents: list[Any] = []
        fresh = list({record.act: record for record in records}.values())
        for record in fresh:
            plain = msgspec.to_builtins(record, builtin_types=(bytes, datetime))
            doc_id = self._ids.get(record.act)
            documents.append(plain if doc_id is None else Document(plain, doc_id))
        if not documents:
            return
        for record, doc_id in zip(fresh, self._acts.put(documents), strict=True):
            self._ids[record.act], self._records[record.act] = doc_id, record

    def get(self, act: bytes) -> Record | None:
        """Find what is known of an act."""
        return self._records.get(act)

    def find(self, reference: str) -> Sequence[Record]:
        """Find acts by their reference: more than one where two desks drew the same.

        Raises:
            NotTaken: the office never saw such an act.
        """
        found = [record for record in self._records.values() if record.reference == reference]
        if not found:
            raise NotTaken
        return found

    @property
    def known(self) -> Mapping[bytes, Record]:
        """Every record, by its act: a view, which costs the same however many there are."""
        return MappingProxyType(self._records)

    def records(self) -> Sequence[Record]:
        """Give every record, oldest first."""
        return list(self._records.values())

    def note(self, name: str, value: bytes) -> None:
        """Keep a small value."""
        self._notes.upsert({"name": name, "value": value}, where("name") == name)

    def noted(self, name: str) -> bytes:
        """Give such a value back; empty where there is none."""
        found = self._notes.get(where("name") == name)
        return bytes(found["value"]) if isinstance(found, Document) else b""

    def notes(self, prefix: str) -> dict[str, bytes]:
        """Give every value whose name begins so and that is not empty, by the rest of its name."""
        return {
            each["name"][len(prefix) :]: each["value"]
            for each in self._notes
            if each["name"].startswith(prefix) and each["value"]
        }

    @property
    def position(self) -> tuple[int, int]:
        """How far it was written: it only grows."""
        return self._db.journaled.position

    def close(self) -> None:
        """Let go of the file and its lock."""
        self._db.close()
