"""A disk that is full, read-only, broken or taken: nothing is lost, nothing is half recorded, and it is said."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.errors import KioskError, NotGenuine, StoreBusy, StoreFailed, StoreFull, StoreReadOnly
from kiosk.core.notice import Notice
from kiosk.core.tally import Count, Outcome
from kiosk.store.journal import Journal
from kiosk.store.tables import TinyStore, open_store
from tests.store.made import KEY, OTHER_KEY, Failing, files_of, made_entry, mounted, opened

KINDS = {
    errno.ENOSPC: StoreFull,
    errno.EDQUOT: StoreFull,
    errno.EROFS: StoreReadOnly,
    errno.EACCES: StoreReadOnly,
    errno.EPERM: StoreReadOnly,
    errno.EIO: StoreFailed,
    errno.ENODEV: StoreFailed,
}


def fail_append(journal: Journal, disk: Failing, error: int) -> type[KioskError]:
    """Append into a failing disk and give the error's type. Twice the same error: with zeros ahead and without."""
    disk.for_ever = True
    disk.errno = error
    with pytest.raises(KioskError) as caught:
        journal.append(b"x" * 3000)
    disk.fails = {}
    return caught.type


@pytest.mark.parametrize("error", KINDS)
@pytest.mark.parametrize("part", [0, 1, 16, 2000])
@pytest.mark.parametrize("roomy", [True, False])
def test_a_refused_write_records_nothing_and_the_journal_goes_on(
    error: int, part: int, roomy: bool, tmp_path: Path
) -> None:
    """Whatever part was written before the system refused, the next act is recorded right after the last one."""
    disk = Failing()
    with opened(tmp_path, create=True, disk=disk) as journal:
        if roomy:
            journal.append(b"first")
        disk.fail("write", error, part=part, for_ever=True)
        assert fail_append(journal, disk, error) is KINDS[error]
        journal.append(b"second")
        size = journal.size
    with opened(tmp_path) as journal:
        assert journal.payloads == ([b"first"] if roomy else []) + [b"second"]
        assert journal.notices == []
        assert journal.size == size


def test_the_last_free_bytes_are_for_acts(tmp_path: Path) -> None:
    """When only the zeros ahead do not fit, the act is recorded all the same."""
    disk = Failing()
    with opened(tmp_path, create=True, disk=disk) as journal:
        disk.fail("write", errno.ENOSPC, part=700)
        journal.append(b"act")
    with opened(tmp_path) as journal:
        assert journal.payloads == [b"act"]


@pytest.mark.parametrize("error", KINDS)
def test_after_a_failed_sync_nothing_is_recorded_until_reopened(error: int, tmp_path: Path) -> None:
    """After a failed sync the system no longer knows what is on the disk: every change is refused."""
    disk = Failing()
    with opened(tmp_path, create=True, disk=disk) as journal:
        journal.append(b"first")
        disk.fail("sync", error)
        with pytest.raises(KINDS[error]):
            journal.append(b"lost")
        calls = len(disk.calls)
        changes: list[Callable[[], None]] = [
            lambda: journal.append(b"x"),
            lambda: journal.rewrite([]),
            lambda: journal.rekey(KEY, []),
        ]
        for change in changes:
            with pytest.raises(StoreFailed):
                change()
        assert len(disk.calls) == calls
    with opened(tmp_path) as journal:
        assert journal.payloads == [b"first"]
        journal.append(b"second")


def test_if_even_cutting_back_fails_nothing_more_is_recorded(tmp_path: Path) -> None:
    """A part of a record that cannot be taken back is never followed by another record."""

    class Broken(Failing):
        def truncate(self, descriptor: int, size: int) -> None:
            raise OSError(errno.EIO, "broken")

    disk = Broken()
    with opened(tmp_path, create=True, disk=disk) as journal:
        journal.append(b"first")
        disk.fail("write", errno.ENOSPC, part=20)
        with pytest.raises(StoreFull):
            journal.append(b"lost")
        with pytest.raises(StoreFailed):
            journal.append(b"lost too")
    with opened(tmp_path) as journal:
        assert (journal.payloads, journal.notices) == ([b"first"], [Notice.TORN_TAIL])


class Doubtful(Failing):
    """A disk on which syncs fail though what was written is there, and which may not cut."""

    cuts = True

    def truncate(self, descriptor: int, size: int) -> None:
        if not self.cuts:
            raise OSError(errno.EIO, "broken")
        super().truncate(descriptor, size)

    def keep(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)


@pytest.mark.parametrize("cuts", [True, False])
def test_a_record_that_was_refused_never_comes_back(cuts: bool, tmp_path: Path) -> None:
    """Though the whole record is on the disk after a failed sync, opening again gives what was promised alone."""
    disk = Doubtful()
    with opened(tmp_path, create=True, disk=disk) as journal:
        journal.append(b"first")
        disk.fail("sync", errno.EIO, for_ever=True)
        disk.cuts = cuts
        with pytest.raises(StoreFailed):
            journal.append(b"refused")
        disk.fails, disk.cuts = {}, True
    for _ in range(2):
        with opened(tmp_path, disk=disk) as journal:
            assert (journal.payloads, journal.notices) == ([b"first"], [])
    with opened(tmp_path, disk=disk) as journal:
        journal.append(b"second")
    with opened(tmp_path, disk=disk) as journal:
        assert (journal.payloads, journal.notices) == ([b"first", b"second"], [])
    assert set(files_of(tmp_path)) == {"journal", "lock"}


def test_taking_a_record_back_is_synced(tmp_path: Path) -> None:
    """What was cut because its sync failed is gone for good: the cut itself is synced before the act is refused."""
    disk = Failing()
    with opened(tmp_path, create=True, disk=disk) as journal:
        journal.append(b"first")
        disk.fail("sync", errno.EIO)
        disk.calls.clear()
        with pytest.raises(StoreFailed):
            journal.append(b"refused")
        assert disk.calls == ["write", "sync", "truncate", "sync"]


def test_nobody_without_the_key_can_have_a_record_refused(tmp_path: Path) -> None:
    """A note that was made up, or was about another record in the same place, takes nothing back."""
    disk = Doubtful()
    with opened(tmp_path, create=True, disk=disk) as journal:
        disk.fail("sync", errno.EIO, for_ever=True)
        disk.cuts = False
        with pytest.raises(StoreFailed):
            journal.append(b"refused")
        disk.fails, disk.cuts = {}, True
    note = (tmp_path / "journal.refused").read_bytes()
    with opened(tmp_path, disk=disk) as journal:
        journal.append(b"accepted")
    for made_up in (note, bytes(len(note)), b""):
        (tmp_path / "journal.refused").write_bytes(made_up)
        with opened(tmp_path, disk=disk) as journal:
            assert journal.payloads == [b"accepted"]


def opens_with(folder: Path, key: bytes) -> bool:
    """Tell whether a journal is under this key."""
    try:
        with opened(folder, key):
            return True
    except NotGenuine:
        return False


@pytest.mark.parametrize("call", ["open", "write", "sync", "rename", "sync_folder"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("key", [KEY, OTHER_KEY], ids=["rewrite", "rekey"])
def test_a_failed_rewrite_loses_nothing(call: str, error: int, key: bytes, tmp_path: Path) -> None:
    """Whichever call of a rewrite or a re-keying fails, everything is there afterwards, under one of the keys."""
    for after in range(4):
        folder = tmp_path / str(after)
        disk = Failing()
        recorded = [b"first", b"second"]
        with opened(folder, create=True, disk=disk) as journal:
            for payload in recorded:
                journal.append(payload)
            disk.fail(call, error, after=after, part=10 if call == "write" else 0)
            try:
                journal.rewrite(recorded) if key == KEY else journal.rekey(key, recorded)
            except KINDS[error]:
                pass
            disk.fails = {}
            try:
                journal.append(b"third")
                recorded.append(b"third")
            except StoreFailed:
                assert call in ("rename", "sync_folder")
        if not opens_with(folder, KEY):
            assert key != KEY
            assert opens_with(folder, key)
        with opened(folder, KEY if opens_with(folder, KEY) else key) as journal:
            assert journal.payloads == recorded
            assert journal.notices == []


def test_an_act_that_was_refused_is_not_in_memory_either(tmp_path: Path) -> None:
    """After any refused change the store answers as before it, now and after opening again."""
    disk = Failing()
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=disk)
    entry, count = made_entry(1), Count("2026-01", Outcome.LEFT)
    store.add(entry)
    store.count({count: 1})
    store.note("name", b"value")
    changes: list[Callable[[TinyStore], None]] = [
        lambda store: store.add(made_entry(2)),
        lambda store: store.change(replace(entry, attempts=1)),
        lambda store: store.count({count: 1}),
        lambda store: store.note("name", b"other"),
        lambda store: store.forget([entry.id]),
    ]
    for change in changes:
        disk.fail("write", errno.ENOSPC, for_ever=True)
        with pytest.raises(StoreFull):
            change(store)
        disk.fails = {}
        for _ in range(2):
            assert list(store.entries()) == [entry]
            assert store.get(entry.id) == store.find(entry.reference) == entry
            assert store.get(made_entry(2).id) is None
            assert store.counts() == {count: 1}
            assert store.noted("name") == b"value"
            store.close()
            store = TinyStore(tmp_path / "store", KEY, disk=disk)
    store.add(made_entry(2))
    store.close()


def test_closing_on_a_full_disk_is_not_an_error(tmp_path: Path) -> None:
    """Compacting is a convenience: that it failed is announced, the store closes and opens as it was."""
    disk = Failing()
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=disk)
    for number in range(100):
        store.add(made_entry(number))
    disk.fail("write", errno.ENOSPC, for_ever=True)
    store.close()
    assert store.notices == (Notice.NOT_COMPACTED,)
    store = open_store(tmp_path / "store", KEY)
    assert len(store.entries()) == 100
    store.close()


def test_opening_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    """Refused at any call of opening, the error is the right one and the lock is free afterwards."""
    disk = Failing()
    open_store(tmp_path / "store", KEY, create=True).close()
    for error, kind in KINDS.items():
        for call, after in (("open", 0), ("open", 1), ("read", 0)):
            disk.fail(call, error, after=after)
            with pytest.raises(kind):
                TinyStore(tmp_path / "store", KEY, disk=disk)
    open_store(tmp_path / "store", KEY).close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a real file system of one MiB."""
    take_away = mounted(tmp_path / "disk", "-o", "size=1m")
    if not take_away:
        pytest.skip("mounting is not allowed here")
    yield tmp_path / "disk"
    take_away()


def add_many(store: TinyStore) -> None:
    """Add more than fits."""
    for number in range(5000):
        store.add(made_entry(number))


def test_a_really_full_disk(small_disk: Path) -> None:
    """Filled to the brim, every act that was acknowledged is there, and freeing space lets it go on."""
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(200_000))
    store = open_store(small_disk / "store", KEY, create=True)
    with pytest.raises(StoreFull):
        add_many(store)
    done = len(store.entries())
    assert done > 200
    with pytest.raises(StoreFull):
        store.add(made_entry(done))
    ballast.unlink()
    store.add(made_entry(done))
    store.close()
    store = open_store(small_disk / "store", KEY)
    assert list(store.entries()) == [made_entry(number) for number in range(done + 1)]
    store.close()


def test_a_really_read_only_disk(small_disk: Path) -> None:
    """A disk that was mounted read-only is named as such, and nothing on it changes."""
    open_store(small_disk / "store", KEY, create=True).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for create in (False, True):
        with pytest.raises(StoreReadOnly):
            open_store(small_disk / "store", KEY, create=create)
    with pytest.raises(StoreReadOnly):
        open_store(small_disk / "other", KEY, create=True)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    open_store(small_disk / "store", KEY).close()


def test_another_process_holds_the_store(tmp_path: Path) -> None:
    """While another process has it open, opening is refused; as soon as that process is gone, it opens."""
    open_store(tmp_path / "store", KEY, create=True).close()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib\n"
            "from kiosk.store.tables import open_store\n"
            "store = open_store(pathlib.Path(sys.argv[1]), bytes(range(32)))\n"
            "print('open', flush=True)\n"
            "sys.stdin.read()",
            str(tmp_path / "store"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"open\n"
    with pytest.raises(StoreBusy):
        open_store(tmp_path / "store", KEY)
    holder.kill()
    holder.communicate()
    open_store(tmp_path / "store", KEY).close()
