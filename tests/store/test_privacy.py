"""Nothing in the store's folder can be read without the key, and nothing is left under a key that was replaced."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.errors import NotGenuine, StoreFull
from kiosk.core.tally import Count, Topic
from kiosk.store.tables import TinyStore, open_store
from tests.store.made import KEY, OTHER_KEY, Failing, die, files_of, made_entry, put_back, records_of

PLANTED = (b"DUPONT-Marie", b"fermer_pour_enfant", b"000000042", b"withdrawn", b"envelope", b"news_by", b"PetitNom")


def fill(folder: Path, disk: Failing | None = None) -> TinyStore:
    """Make a store that holds every planted word, in its file, in the one before, and in one set aside."""
    store = TinyStore(folder, KEY, create=True, disk=disk)
    for number in range(30, 50):
        store.add(made_entry(number, envelope=b"DUPONT-Marie" * 50))
    store.change(replace(made_entry(42), reason="withdrawn", envelope=b""))
    store.count({Count("2026-01", "fermer_pour_enfant", Topic.PROCEDURE): 1})
    store.note("PetitNom", b"DUPONT-Marie")
    return store


def test_planted_words_are_in_no_file(tmp_path: Path) -> None:
    """No name, no reference and no field name is readable in any file, also those of before and set aside."""
    folder = tmp_path / "store"
    seen = []
    disk = Failing()
    store = fill(folder, disk)
    seen.append(files_of(folder))
    disk.fail("write", 28, part=300, for_ever=True)
    with pytest.raises(StoreFull):
        store.add(made_entry(61, envelope=b"DUPONT-Marie" * 50))
    disk.fails = {}
    seen.append(files_of(folder))
    store.compact()
    store.add(made_entry(60, envelope=b"DUPONT-Marie" * 50))
    seen.append(files_of(folder))
    die(store._db.journaled)
    data = (folder / "journal").read_bytes().rstrip(b"\0")
    (folder / "journal").write_bytes(data[:-7])
    store = open_store(folder, KEY)
    assert store.notices
    store.close()
    seen.append(files_of(folder))
    assert {"journal", "journal.previous", "journal.torn-1"} < set(seen[-1])
    for files in seen:
        for name, content in files.items():
            for word in PLANTED:
                assert word not in content
                assert word.decode() not in name
            if content.strip(b"\0"):
                body = content.rstrip(b"\0")
                assert len(zlib.compress(body, 9)) > len(body) * 0.98


def test_only_the_store_s_folder_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No temporary file is made anywhere else."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    monkeypatch.chdir(elsewhere)
    store = fill(tmp_path / "store")
    store.compact()
    store.rekey(OTHER_KEY)
    store.close()
    assert not list(elsewhere.iterdir())
    assert {path.name for path in tmp_path.iterdir()} == {"store", "elsewhere"}


def test_erasing_for_good(tmp_path: Path) -> None:
    """Forgetting and re-keying keeps the rest, and neither old files nor old key give the forgotten act back."""
    folder = tmp_path / "store"
    store = fill(folder)
    store.compact()
    before = files_of(folder)
    store.forget([made_entry(42).id])
    store.rekey(OTHER_KEY)
    store.add(made_entry(70))
    store.close()
    with pytest.raises(NotGenuine):
        open_store(folder, KEY)
    store = open_store(folder, OTHER_KEY)
    assert [int(entry.reference) for entry in store.entries()] == [*range(30, 42), *range(43, 50), 70]
    assert store.noted("PetitNom") == b"DUPONT-Marie"
    assert store.counts()
    store.close()
    put_back(folder, before)
    with pytest.raises(NotGenuine):
        open_store(folder, OTHER_KEY)
    put_back(folder, {"journal": before["journal.previous"]})
    with pytest.raises(NotGenuine):
        open_store(folder, OTHER_KEY)


def test_the_same_act_twice_does_not_look_the_same(tmp_path: Path) -> None:
    """Two stores under one key with equal contents have no equal records: nonces are never used again."""
    for name in "ab":
        store = fill(tmp_path / name)
        die(store._db.journaled)
    a, b = ((tmp_path / name / "journal").read_bytes().rstrip(b"\0") for name in "ab")
    records = [set(map(body, records_of(data)[1])) for data in (a, b)]
    assert len(records[0]) == len(records[1]) > 20
    assert not records[0] & records[1]
    assert not {nonce[:24] for nonce in records[0]} & {nonce[:24] for nonce in records[1]}


def body(record: bytes) -> bytes:
    """Give the sealed part of a record."""
    return record[16:]
