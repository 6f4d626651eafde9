"""Over the journal, TinyDB gives the answers of stock TinyDB."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tinydb import JSONStorage, TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.table import Document

from kiosk.core.errors import StoreFull
from kiosk.store.storage import JournalDB, JournalStorage
from tests.store.made import KEY, Failing, Quick, die, opened


class QuickJSON(JSONStorage):
    """Stock storage that does not wait for the disk."""

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Write as stock does, without waiting."""
        self._handle.seek(0)
        self._handle.write(json.dumps(data))
        self._handle.flush()
        self._handle.truncate()


def document(random: Random) -> dict[str, Any]:
    return {
        "n": random.randrange(4),
        "text": random.choice(["", "a", "é€"]),
        "list": [random.randrange(3) for _ in range(random.randrange(3))],
        "deep": {"x": [random.randrange(2)], "none": None, "flag": random.random() < 0.5, "f": 0.5},
    }


def grow(doc: Any) -> None:
    """Alter a document in place, deeply."""
    doc["deep"]["x"].append(1)
    doc["n"] = doc.get("n", 0) + 1


Step = Callable[[Any], Any]


def some_step(random: Random) -> Step:
    """Give something to do to a database; the same thing for two of them."""
    name = random.choice(["_default", "one", "two"])
    doc, other, number = document(random), document(random), random.randrange(4)
    doc_id, several = random.randrange(1, 12), [random.randrange(1, 12) for _ in range(3)]
    steps: list[Step] = [
        lambda t: t.insert(doc),
        lambda t: t.insert(doc),
        lambda t: t.insert(Document(doc, doc_id)),
        lambda t: t.insert_multiple([doc, other, doc]),
        lambda t: t.insert_multiple([Document(doc, doc_id), other]),
        lambda t: t.insert_multiple(iter([])),
        lambda t: t.update({"n": number, "list": [number]}, where("n") == number),
        lambda t: t.update(grow, where("text") == "a"),
        lambda t: t.update(increment("n"), doc_ids=several),
        lambda t: t.update(delete("n"), where("n") == number),
        lambda t: t.update({"shared": [1, 2]}),
        lambda t: t.update(add("n", 9), where("n") == number),
        lambda t: t.update_multiple([({"text": "a"}, where("n") == 1), (grow, where("n") == 2)]),
        lambda t: t.upsert(doc, where("n") == number),
        lambda t: t.upsert(Document(doc, doc_id)),
        lambda t: t.remove(where("n") == number),
        lambda t: t.remove(doc_ids=several),
        lambda t: t.search(where("n") == number),
        lambda t: t.search(where("deep").x.any([1])),
        lambda t: t.get(where("text") == "a"),
        lambda t: t.get(doc_id=doc_id),
        lambda t: t.get(doc_ids=several),
        lambda t: t.contains(where("n") == number),
        lambda t: t.contains(doc_id=doc_id),
        lambda t: t.count(where("n") == number),
        lambda t: len(t),
        lambda t: t.all(),
        lambda t: [d.doc_id for d in t],
        lambda t: t.insert([]),
        lambda t: t.remove(),
    ]
    if random.random() < 0.06:
        rare: list[Step] = [
            lambda db: db.drop_table(name),
            lambda db: db.table(name).truncate(),
            lambda db: db.drop_tables(),
        ]
        return random.choice(rare)
    step = random.choice(steps)
    return lambda db: step(db.table(name))


def outcome(step: Step, db: TinyDB) -> Any:
    """Give the answer with the ids of its documents, or the type of the error."""
    try:
        answer = step(db)
    except (ValueError, KeyError, RuntimeError, TypeError) as error:
        return type(error)
    if isinstance(answer, list):
        return [(getattr(each, "doc_id", None), each) for each in answer]
    return getattr(answer, "doc_id", None), answer


@pytest.mark.parametrize("seed", range(25))
def test_answers_equal_those_of_stock_tinydb(seed: int, tmp_path: Path) -> None:
    """Random operations, reopening and compaction between them, give equal answers and equal contents."""
    random = Random(seed)
    stock = TinyDB(tmp_path / "stock.json", storage=QuickJSON)
    ours = JournalDB(tmp_path / "ours", KEY, create=True, disk=Quick())
    for _ in range(120):
        step = some_step(random)
        assert outcome(step, ours) == outcome(step, stock)
        assert ours.tables() == stock.tables()
        if random.random() < 0.08:
            assert isinstance(ours.storage, JournalStorage)
            if random.random() < 0.5:
                ours.storage.compact()
            stock.close()
            ours.close()
            stock = TinyDB(tmp_path / "stock.json", storage=QuickJSON)
            ours = JournalDB(tmp_path / "ours", KEY, disk=Quick())
        assert ours.storage.read() == (stock.storage.read() or {})
        for name in stock.tables():
            assert list(ours.table(name)) == list(stock.table(name))
    stock.close()
    ours.close()


def test_one_change_is_one_record(tmp_path: Path) -> None:
    """Whatever a single call changes is one record; a call that changes nothing writes nothing."""
    db = JournalDB(tmp_path, KEY, create=True, disk=Quick())
    table = db.table("t")
    calls: list[tuple[Callable[[], object], int]] = [
        (lambda: table.insert_multiple([{"n": n} for n in range(10)]), 1),
        (lambda: table.update({"n": 5}, where("n") > 5), 1),
        (lambda: table.update({"n": 5}, where("n") == 5), 0),
        (lambda: table.remove(where("n") == 99), 0),
        (lambda: table.upsert({"n": 5}, where("n") == 77), 1),
        (lambda: table.remove(where("n") == 5), 1),
        (lambda: table.all(), 0),
        (lambda: db.drop_tables(), 1),
    ]
    recorded = 0
    for call, records in calls:
        call()
        recorded += records
    assert isinstance(db.storage, JournalStorage)
    die(db.storage)
    with opened(tmp_path) as journal:
        assert len(journal.payloads) == recorded


def test_a_change_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    """If the change itself raises, or the disk refuses it, every document is as before."""
    disk = Failing()
    db = JournalDB(tmp_path, KEY, create=True, disk=disk)
    db.insert_multiple([{"n": 0, "deep": [0]}, {"n": 1, "deep": [1]}])

    def breaks(doc: Any) -> None:
        doc["deep"].append(9)
        doc["deep"][doc["n"] - 2] / (1 - doc["n"])

    before = db.all()
    with pytest.raises(ZeroDivisionError):
        db.update(breaks)
    disk.fail("write", 28, for_ever=True)
    with pytest.raises(StoreFull):
        db.update(lambda doc: doc["deep"].append(9))
    assert db.all() == before
    db.close()


def test_stored_documents_cannot_be_altered_through_answers(tmp_path: Path) -> None:
    """What was given in or out can be altered, deeply, without a trace in the store."""
    db = JournalDB(tmp_path, KEY, create=True, disk=Quick())
    given = {"list": [1]}
    db.insert(given)
    given["list"].append(2)
    db.all()[0]["list"].append(3)
    found = db.get(doc_id=1)
    assert isinstance(found, Document)
    found["list"].append(4)
    assert isinstance(db.storage, JournalStorage)
    db.storage.read()["_default"].clear()
    assert db.all() == [{"list": [1]}]
    db.close()


def test_a_document_taken_out_and_put_back_in_one_change_is_there(tmp_path: Path) -> None:
    """A change that removes a document and sets it again keeps it, at the end of the table, as stock does."""
    ours = JournalDB(tmp_path / "ours", KEY, create=True, disk=Quick())
    stock = TinyDB(tmp_path / "stock.json", storage=QuickJSON)

    def take_out_and_put_back(table: Any) -> None:
        table[1] = table.pop(1)
        assert (len(table), list(table)) == (2, [2, 1])

    for db in (ours, stock):
        db.insert_multiple([{"n": 1}, {"n": 2}])
        db.table("_default")._update_table(take_out_and_put_back)
    assert ours.all() == stock.all() == [{"n": 2}, {"n": 1}]
    ours.close()
    ours = JournalDB(tmp_path / "ours", KEY, disk=Quick())
    assert ours.all() == stock.all()
    ours.close()
    stock.close()
