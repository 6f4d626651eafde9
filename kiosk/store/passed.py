"""What the office's ledger holds of acts that were passed on: the partners, and each act as a desk would keep it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from tinydb.table import Document

from kiosk.core.passing import Partner, PassedAct
from kiosk.store.storage import JournalDB


class PassBook:
    """The two tables, read once. For one thread.

    Args:
        db: the ledger's journal.
    """

    def __init__(self, db: JournalDB) -> None:
        self._partners, self._passed = db.rows("partners"), db.rows("passed")
        self._known = {each.desk: (doc, each) for doc, each in self._partners.unpacked_as(Partner)}
        self._kept = {each.entry.id: (doc, each) for doc, each in self._passed.unpacked_as(PassedAct)}

    # -- partners

    def partners(self) -> list[Partner]:
        """Give the offices that acts can be passed on to, by name."""
        return sorted((each for _, each in self._known.values()), key=lambda each: each.name.casefold())

    def put_partner(self, partner: Partner) -> None:
        """Keep what is known of one now."""
        before = self._known.get(partner.desk)
        (doc,) = self._partners.put([_document(partner, before[0] if before else None)])
        self._known[partner.desk] = doc, partner

    def cut_partner(self, desk: bytes) -> None:
        """Forget one."""
        doc, _ = self._known.pop(desk)
        self._partners.remove(doc_ids=[doc])

    # -- acts

    def passed(self, act: bytes = b"") -> list[PassedAct]:
        """Give what was passed on: all of it, or of one act."""
        return [each for _, each in self._kept.values() if not act or each.act == act]

    def put(self, passed: Collection[PassedAct]) -> None:
        """Note how acts fare, in one durable step."""
        if not passed:
            return
        before = [self._kept.get(each.entry.id) for each in passed]
        documents = [_document(each, old[0] if old else None) for each, old in zip(passed, before, strict=True)]
        for doc, each in zip(self._passed.put(documents), passed, strict=True):
            self._kept[each.entry.id] = doc, each

    def cut(self, passed: Collection[PassedAct]) -> None:
        """Forget some, their keys too, in one durable step."""
        docs = [self._kept.pop(each.entry.id)[0] for each in passed if each.entry.id in self._kept]
        if docs:
            self._passed.remove(doc_ids=docs)


def _document(what: Partner | PassedAct, doc: int | None) -> Any:
    plain = msgspec.to_builtins(what, builtin_types=(bytes, datetime))
    return plain if doc is None else Document(plain, doc)
