"""What little the store's files tell: without the key nothing of which act it was, with it the sums alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import msgspec
import pytest

from kiosk.core.errors import KioskError
from kiosk.core.tally import Count, Outcome, Topic, Wanted, Whom, of_act, of_visit
from kiosk.core.trace import Event, Trace
from kiosk.store.records import HEADER_BYTES, read_header, read_record, record
from kiosk.store.storage import Patch
from kiosk.store.tables import TinyStore, open_store
from tests.fakes import FakeDesk, made_session, shipped
from tests.store.made import KEY, Failing, Logging, Quick, die, files_of, made_entry, power_cut, put_back, records_of

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WHO = "Zenobie-des-Tilleuls"
USUAL = 1075
"""Bytes of every usual envelope: `tests/crypto/test_sizes.py`."""


def counts_of(procedure: str, language: str = "fr", whom: str = "self") -> Mapping[Count, int]:
    """Count one act and its visit."""
    act = of_act("2026-11", Outcome.CONSENTED, procedure, "office", language, whom)
    return dict.fromkeys((*act, *of_visit("2026-11", Wanted(), 20, {})), 1)


def has_deadline(procedure: str) -> bool:
    return any(field.deadline for step in shipped().open(procedure).steps for field in step.fields)


def lengths(folder: Path) -> list[int]:
    return list(map(len, records_of((folder / "journal").read_bytes())[1]))


def test_no_length_tells_which_act_it_was(tmp_path: Path) -> None:
    """Two acts of any two procedures, for anybody, in any language, leave files of equal size, record by record."""
    seen = set()
    names = [title.id for title in shipped().titles()]
    assert {True, False} == set(map(has_deadline, names))
    for number, procedure in enumerate(names):
        for language, whom in (("fr", Whom.SELF), ("prs", Whom.PROTECTED_ADULT)):
            folder = tmp_path / f"{procedure}-{language}"
            deadline = date(2026, 12, 24) if has_deadline(procedure) else None
            entry = made_entry(number, USUAL, deadline=deadline)
            store = TinyStore(folder, KEY, create=True, disk=Quick())
            store.trace(Trace(AT, WHO, Event.OPENED))
            store.add(entry, Trace(AT, WHO, Event.RECORDED, entry.id))
            store.change(replace(entry, attempts=1))
            store.count(counts_of(procedure, language, whom))
            running = lengths(folder)
            store.close(counts_of(procedure, language, whom))
            seen.add((*running, -1, *lengths(folder)))
    assert len(seen) == 1


def test_what_is_usual_has_one_length(tmp_path: Path) -> None:
    """An act, what becomes of it, a trace and a few counts cannot be told from each other by their lengths."""
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=Quick())
    entry = made_entry(1, USUAL)
    store.add(entry, Trace(AT, WHO, Event.RECORDED, entry.id))
    store.change(replace(entry, attempts=1), Trace(AT, WHO, Event.WITHDRAWN_ORAL, entry.id))
    store.trace(Trace(AT, "", Event.OPENED))
    store.count(counts_of("close"))
    store.note("name", b"value")
    assert len(set(lengths(tmp_path / "store"))) == 1
    assert len(lengths(tmp_path / "store")) > 4
    die(store._db.journaled)


def test_an_older_file_is_read_and_renewed(tmp_path: Path) -> None:
    """A file of version 1, whose payloads were not padded, opens with all it holds, and nothing of it is left."""
    folder = tmp_path / "store"
    store = TinyStore(folder, KEY, create=True, disk=Quick())
    for number in range(3):
        store.add(made_entry(number), Trace(AT, WHO, Event.RECORDED))
    store.count(counts_of("close"))
    entries, traces, counts = store.entries(), store.traces(), store.counts()
    die(store._db.journaled)
    new = (folder / "journal").read_bytes()
    found = read_header(new)
    assert found is not None
    header = found._replace(version=1)
    old, at, sequence = bytes(header), HEADER_BYTES, 0
    while got := read_record(found, KEY, sequence, new, at):
        payload, at = got
        old += record(header, KEY, sequence, payload)
        sequence += 1
    assert sequence == 4
    assert len(set(map(len, records_of(old)[1]))) > 1
    put_back(folder, {"journal": old, "journal.previous": old})
    store = open_store(folder, KEY)
    assert (store.entries(), store.traces(), store.counts()) == (entries, traces, counts)
    assert [name for name in files_of(folder) if name.startswith("journal")] == ["journal"]
    assert (folder / "journal").read_bytes()[8:10] == b"\0\2"
    store.close()


def test_an_older_file_goes_on_where_the_disk_is_full(tmp_path: Path) -> None:
    """If it cannot be renewed now, acts are recorded in it all the same, and it is renewed next time."""
    folder = tmp_path / "store"
    folder.mkdir()
    store = TinyStore(tmp_path / "new", KEY, create=True, disk=Quick())
    store.close()
    header = read_header((tmp_path / "new" / "journal").read_bytes())
    assert header is not None
    (folder / "journal").write_bytes(bytes(header._replace(version=1, base=0)))
    disk = Failing()
    disk.fail("write", 28, for_ever=True)
    store = TinyStore(folder, KEY, disk=disk)
    disk.fails = {}
    store.add(made_entry(1))
    die(store._db.journaled)
    assert (folder / "journal").read_bytes()[8:10] == b"\0\1"
    store = TinyStore(folder, KEY, disk=disk)
    assert store.entries() == [made_entry(1)]
    assert (folder / "journal").read_bytes()[8:10] == b"\0\2"
    store.close()


def states_of_counts(files: Mapping[str, bytes]) -> Iterator[dict[tuple[str, str], int]]:
    """Give every state of the counts that somebody with the key can read in these files, oldest first."""
    for data in files.values():
        header = read_header(data)
        if header is None:
            continue
        table: dict[str, dict[str, object]] = {}
        at, sequence = HEADER_BYTES, 0
        while found := read_record(header, KEY, sequence, data, at):
            payload, at = found
            sequence += 1
            for patch in msgspec.msgpack.decode(payload, type=list[Patch]):
                if patch.table == "counts":
                    table |= {doc_id: msgspec.msgpack.decode(packed) for doc_id, packed in patch.put.items()}
                    yield {(str(each["count"]), doc_id): int(str(each["number"])) for doc_id, each in table.items()}


def test_the_last_counts_cannot_be_told_from_the_others(tmp_path: Path) -> None:
    """After a session with one act, no file holds the counts as they were before, nor their order an act's."""
    folder = tmp_path / "store"
    store = TinyStore(folder, KEY, create=True, disk=Quick())
    for number in range(6):
        store.add(made_entry(number))
    store.count(dict.fromkeys(counts_of("close"), 6))
    store.close()
    store = TinyStore(folder, KEY, disk=Quick())
    store.add(made_entry(6))
    store.close(counts_of("mask", "ta", "child"))
    assert len(list(states_of_counts(files_of(folder)))) == 1
    (state,) = states_of_counts(files_of(folder))
    assert sum(state.values()) == 7 * 6
    store = open_store(folder, KEY)
    assert list(store.counts()) == sorted(store.counts())
    assert len(store.entries()) == 7
    assert store.counts()[Count("2026-11", "mask", Topic.PROCEDURE)] == 1
    store.close()


def test_counts_that_are_written_together_are_in_no_order_of_acts(tmp_path: Path) -> None:
    """What is written while the kiosk runs does not tell by its order which values came together."""
    tables = []
    for name, acts in (("a", ("close", "mask")), ("b", ("mask", "close"))):
        store = TinyStore(tmp_path / name, KEY, create=True, disk=Quick())
        store.count({count: 1 for act in acts for count in counts_of(act, f"language of {act}")})
        tables.append(list(store.counts()))
        die(store._db.journaled)
    assert tables[0] == sorted(tables[0])
    assert tables[1] == sorted(tables[1])


@pytest.mark.parametrize("call", ["open", "write", "sync", "remove", "rename", "sync_folder"])
def test_a_disk_that_refuses_the_last_counts_keeps_everything_else(call: str, tmp_path: Path) -> None:
    """Whatever fails while closing, entries and earlier counts are there, and no file holds both states of them."""
    for after in range(3):
        folder = tmp_path / str(after)
        disk = Failing()
        store = TinyStore(folder, KEY, create=True, disk=disk)
        store.add(made_entry(1))
        before = counts_of("close")
        store.count(before)
        disk.fail(call, 28, after=after, for_ever=True)
        store.close(counts_of("close"))
        disk.fails = {}
        store = TinyStore(folder, KEY, disk=disk)
        assert store.entries() == [made_entry(1)]
        assert set(store.counts().values()) in ({1}, {2})
        store.close()


@pytest.mark.slow
def test_a_power_cut_while_closing_counts_once_or_not_at_all(tmp_path: Path) -> None:
    """At every call of the closing, the store opens with its entries and with the counts of before or after."""
    disk = Logging()
    store = TinyStore(tmp_path / "run", KEY, create=True, disk=disk)
    store.add(made_entry(1))
    store.compact()
    begin = len(disk.log)
    with suppress(KioskError):
        store.close(counts_of("close"))
    random = Random(5)
    for cut in range(begin, len(disk.log) + 1):
        for _ in range(4):
            put_back(tmp_path / "cut", power_cut(disk.log[:cut], random))
            store = open_store(tmp_path / "cut", KEY)
            assert store.entries() == [made_entry(1)]
            assert store.counts() in ({}, counts_of("close"))
            store.close()


def test_closing_the_desk_after_one_visit_leaves_the_sums_alone(tmp_path: Path) -> None:
    """A session's handful is counted when it ends, and no file of the store shows what it was added to."""
    for name in ("close", "mask"):
        store = TinyStore(tmp_path / "store", KEY, create=True, disk=Quick())
        desk = FakeDesk(store=store)  # type: ignore[arg-type]  # only what every store has is used
        desk.tally.add(*of_act("2026-11", Outcome.CONSENTED, name, "office", "fr", "self"))
        desk.tally.add(*of_visit("2026-11", Wanted(), 5, {}))
        session = made_session(desk.tools())
        session.tally.write(store)
        assert name not in {count.value for count in store.counts()}
        session.close()
    (state,) = states_of_counts(files_of(tmp_path / "store"))
    assert sum(state.values()) == 12
