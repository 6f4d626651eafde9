"""What is seen of a journal without its key: the same damage that opening it finds, where records are lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.errors import StoreDamaged
from kiosk.store.outside import is_broken
from kiosk.store.records import HEADER_BYTES, MAGIC
from tests.store.made import made_journal, opened, put_back, records_of

BASE = [b"base one", b"base two"]
MORE = [b"first", b"second"]


def test_a_journal_that_is_whole_or_not_there_is_not_broken(tmp_path: Path) -> None:
    """No journal yet, one that was just made and one with records are no damage."""
    folder = tmp_path / "store"
    assert not is_broken(folder)
    put_back(folder, {"journal": made_journal(folder, BASE, MORE)})
    assert not is_broken(folder)


def test_what_lost_records_is_broken_and_what_is_torn_at_its_end_is_not(tmp_path: Path) -> None:
    """Cut or bent at the borders of its records, a journal is broken for whoever has no key if it is when opened."""
    folder = tmp_path / "store"
    data = made_journal(folder, BASE, MORE)
    head, records = records_of(data)
    ends = [len(head)]
    for record in records:
        ends.append(ends[-1] + len(record))
    files = [data[: max(end + by, 0)] for end in ends for by in (-3, 0, 3)]
    files += [data[: end + 2] + bytes([data[end + 2] ^ 1]) + data[end + 3 :] for end in ends[:-1]]  # a length bent
    for file in files:
        put_back(folder, {"journal": file})
        seen = is_broken(folder)
        try:
            with opened(folder):
                damaged = False
        except StoreDamaged:
            damaged = True
        assert seen is damaged, len(file)


@pytest.mark.parametrize("data", [b"", b"x" * 500, MAGIC + bytes(HEADER_BYTES)])
def test_what_is_no_journal_is_broken(tmp_path: Path, data: bytes) -> None:
    """An empty file, another one and a header that does not fit are damage; so is a folder in its place."""
    (tmp_path / "journal").write_bytes(data)
    assert is_broken(tmp_path)
    (tmp_path / "journal").unlink()
    (tmp_path / "journal").mkdir()
    assert is_broken(tmp_path)
