"""What the ledger holds beside its records: sealed bytes, notes of work, people, traces; one journal for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from tinydb.table import Document

from kiosk.core.colleague import Colleague
from kiosk.core.figures import Closed
from kiosk.core.trace import Trace
from kiosk.core.work import Work, WorkNote, apply
from kiosk.store.storage import JournalDB, JournalStorage, JournalTable

T = TypeVar("T")


@dataclass(frozen=True)
class KeptAct:
    """One sealed act, and what the list needs of it without opening it. Gone with the act."""

    act: bytes
    reference: str
    key_hash: bytes
    envelope: bytes = field(repr=False)
    procedure: str
    version: str
    language: str
    made: datetime
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


class _Named(msgspec.Struct):
    """What a kept act is found by."""

    act: bytes


@dataclass
class _SignedNote:
    """A note as it is kept."""

    note: WorkNote
    signature: bytes = b""
    sealed: bytes = b""
    """As it travels between seats; empty where there is one."""


class OfficeBook:
    """The tables, read once. For one thread.

    Args:
        db: the ledger's journal.
    """

    def __init__(self, db: JournalDB) -> None:
        self._db = db
        self._acts, self._notes = self._table("kept"), self._table("work")
        self._people, self._traces = self._table("people"), self._table("traces")
        self._closed = self._table("closed")
        self._kept = {each.act: doc for doc, each in self._acts.unpacked_as(_Named)}
        self._written: dict[bytes, list[tuple[int, _SignedNote]]] = {}
        for doc, each in self._notes.unpacked_as(_SignedNote):
            self._written.setdefault(each.note.act, []).append((doc, each))
        self._works: dict[bytes, Work] = {}
        self._astray: dict[bytes, list[int]] = {}
        for act, notes in self._written.items():
            self._fold(act, notes)
        self._traced = max((each.number for _, each in self._traces.unpacked_as(_NumberedTrace)), default=0)

    def _fold(self, act: bytes, notes: list[tuple[int, _SignedNote]]) -> None:
        """Read the notes of an act. After one that a damaged ledger lost, the others say nothing any more."""
        notes.sort(key=lambda pair: pair[1].note.number)
        work = Work()
        for at, (_, each) in enumerate(notes):
            if each.note.number != at + 1:
                self._astray[act] = [doc for doc, _ in notes[at:]]
                del notes[at:]
                break
            work = apply(work, each.note)
        self._works[act] = work

    # -- sealed acts

    def keep(self, acts: Iterable[KeptAct]) -> None:
        """Keep acts that are not here yet, in one durable step."""
        fresh = [each for each in acts if each.act not in self._kept]
        if fresh:
            docs = self._acts.put([_plain(each) for each in fresh])
            self._kept |= {each.act: doc for each, doc in zip(fresh, docs, strict=True)}

    def kept(self, act: bytes) -> KeptAct | None:
        """Give a kept act."""
        doc = self._kept.get(act)
        document = None if doc is None else self._acts.get(doc_id=doc)
        return None if document is None else msgspec.convert(document, KeptAct)

    def all_kept(self) -> Iterable[KeptAct]:
        """Give every kept act."""
        return (each for _, each in self._acts.unpacked_as(KeptAct))

    def is_kept(self, act: bytes) -> bool:
        """Tell whether the bytes of an act are here."""
        return act in self._kept

    # -- work

    def work(self, act: bytes) -> Work:
        """Give how the work on an act stands."""
        return self._works.get(act, Work())

    def notes(self, act: bytes) -> Sequence[tuple[WorkNote, bytes]]:
        """Give the notes on an act in their order, each with its signature."""
        return [(each.note, each.signature) for _, each in self._written.get(act, ())]

    def worked_on(self) -> list[bytes]:
        """Give the acts that have notes."""
        return [act for act, notes in self._written.items() if notes]

    def sealed(self, act: bytes) -> list[bytes]:
        """Give the notes on an act as they travel between seats, in their order; empty for one that never did."""
        return [each.sealed for _, each in self._written.get(act, ())]

    def is_torn(self, act: bytes) -> bool:
        """Tell whether a damaged ledger lost a note of an act, and all after it."""
        return act in self._astray

    def seal_notes(self, act: bytes, sealed: Sequence[bytes]) -> None:
        """Keep what travels of the notes of an act, in their order: until now there was one seat."""
        pairs = self._written.get(act, [])
        fresh = [_SignedNote(each.note, each.signature, data) for (_, each), data in zip(pairs, sealed, strict=True)]
        self._notes.put([Document(_plain(each), doc) for (doc, _), each in zip(pairs, fresh, strict=True)])
        self._written[act] = [(doc, each) for (doc, _), each in zip(pairs, fresh, strict=True)]

    def cut_notes(self, act: bytes, number: int) -> None:
        """Take the notes of an act from a number on back: the office has others under these numbers."""
        pairs = self._written.get(act, [])
        gone = [doc for doc, _ in pairs[number - 1 :]]
        if gone:
            self._notes.remove(doc_ids=gone)
        self._written[act] = pairs[: number - 1]
        self._fold(act, self._written[act])

    def write(self, note: WorkNote, signature: bytes, trace: Trace, sealed: bytes = b"") -> Work:
        """Write one more note down, and its trace with it: there is no second story and no second wait for the disk.

        Raises:
            IllegalMove: it does not have the next number: somebody was faster.
        """
        work = apply(self.work(note.act), note)
        signed = _SignedNote(note, signature, sealed)
        with self._storage.together():
            if astray := self._astray.pop(note.act, None):
                self._notes.remove(doc_ids=astray)
            (doc,) = self._notes.put([_plain(signed)])
            self._traces.insert(_plain(replace(trace, number=self._traced + 1)))
        self._traced += 1
        self._written.setdefault(note.act, []).append((doc, signed))
        self._works[note.act] = work
        return work

    # -- people

    def people(self) -> list[Colleague]:
        """Give who works here."""
        return sorted((each for _, each in self._people.unpacked_as(Colleague)), key=lambda each: each.slot)

    def put_person(self, colleague: Colleague) -> None:
        """Note who opens with a slot."""
        self.cut_person(colleague.slot)
        self._people.put([_plain(colleague)])

    def cut_person(self, slot: int) -> None:
        """Forget who opened with a slot."""
        docs = [doc for doc, each in self._people.unpacked_as(Colleague) if each.slot == slot]
        if docs:
            self._people.remove(doc_ids=docs)

    # -- traces

    def trace(self, trace: Trace) -> None:
        """Write a trace down; it gets the next number."""
        self._traces.insert(_plain(replace(trace, number=self._traced + 1)))
        self._traced += 1

    def traces(self) -> list[Trace]:
        """Give every trace, oldest first."""
        return sorted((each for _, each in self._traces.unpacked_as(Trace)), key=lambda each: each.number)

    def forget_traces(self, until: int) -> None:
        """Remove the traces up to a number, but never the newest: its number says which comes next."""
        last = min(until, self._traced - 1)
        docs = [doc for doc, each in self._traces.unpacked_as(_NumberedTrace) if each.number <= last]
        if docs:
            self._traces.remove(doc_ids=docs)

    # -- forgetting

    def forget(self, acts: Iterable[bytes], stubs: Iterable[Closed]) -> None:
        """Forget the bytes, the words and the notes of closed acts; what is counted stays. One durable step."""
        gone = set(acts)
        kept = [self._kept[act] for act in gone if act in self._kept]
        cut = [doc for act in gone for doc, _ in self._written.get(act, ())]
        cut += [doc for act in gone for doc in self._astray.pop(act, ())]
        lines = [_plain(each) for each in stubs]
        with self._storage.together():
            if kept:
                self._acts.remove(doc_ids=kept)
            if cut:
                self._notes.remove(doc_ids=cut)
            if lines:
                self._closed.put(lines)
        for act in gone:
            self._kept.pop(act, None)
            self._written.pop(act, None)
            self._works.pop(act, None)
        self._storage.compact()

    def closed(self) -> list[Closed]:
        """Give what is counted of acts that were forgotten."""
        return [each for _, each in self._closed.unpacked_as(Closed)]

    def rekey(self, key: bytes) -> None:
        """Write everything under a new data key, and leave no file under the old one."""
        self._storage.rekey(key)

    @property
    def _storage(self) -> JournalStorage:
        storage = self._db.storage
        assert isinstance(storage, JournalStorage)
        return storage

    def _table(self, name: str) -> JournalTable:
        table = self._db.table(name)
        assert isinstance(table, JournalTable)
        return table


class _NumberedTrace(msgspec.Struct):
    """A trace, as far as counting needs it."""

    number: int


def _plain(what: object) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(what, builtin_types=(bytes, datetime))
    return plain
