"""The journal gives back exactly what it said was recorded, or says plainly that it cannot."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from random import Random

import pytest

from kiosk.core.errors import (
    KioskError,
    NotGenuine,
    StoreBusy,
    StoreDamaged,
    StoreFailed,
    StoreMissing,
    StoreTooNew,
)
from kiosk.core.notice import Notice
from kiosk.crypto import box
from kiosk.store.journal import AHEAD, Journal
from tests.store.made import KEY, OTHER_KEY, Quick, files_of, made_journal, opened, put_back, records_of

BASE = [b"base one", b"base two"]
MORE = [b"first", b"", b"third " * 9]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder for a store."""
    return tmp_path / "store"


def reread(folder: Path, journal_file: bytes) -> tuple[list[bytes], list[Notice]]:
    """Open a folder that holds only this journal file."""
    put_back(folder, {"journal": journal_file})
    with opened(folder) as journal:
        return journal.payloads, journal.notices


def test_what_was_appended_comes_back_in_order(folder: Path) -> None:
    """Opening gives the rewritten records, then the appended ones, and says nothing."""
    assert reread(folder, made_journal(folder, BASE, MORE)) == (BASE + MORE, [])


def test_a_file_cut_anywhere_opens_to_the_committed_prefix(folder: Path) -> None:
    """A cut in the appended part loses only the records it cuts; a cut before that is damage, never silence."""
    data = made_journal(folder, BASE, MORE)
    head, records = records_of(data)
    ends = [len(head)]
    for record in records:
        ends.append(ends[-1] + len(record))
    near = {end + by for end in ends for by in range(-20, 45)}  # every byte of what is not under the key
    for cut in sorted(near & set(range(ends[-1] + 3)) | set(range(0, ends[-1], 61))):
        for file in (data[:cut], data[:cut] + bytes(40)):
            differ = (n for n, (a, b) in enumerate(zip(file, data, strict=False)) if a != b)
            stands = next(differ, min(len(file), len(data)))  # a record that ends in zeros may be whole again
            whole = sum(end <= stands for end in ends) - 1
            put_back(folder, {"journal": file})
            if whole < len(BASE):
                with pytest.raises(StoreDamaged) as caught, opened(folder):
                    pass
                assert files_of(folder)[caught.value.kept] == file
                continue
            with opened(folder) as journal:
                assert journal.payloads == (BASE + MORE)[:whole]
                torn = data[ends[whole] : cut].strip(b"\0")
                assert journal.notices == ([Notice.TORN_TAIL] if torn else [])
                journal.append(b"goes on")
            with opened(folder) as journal:
                assert journal.payloads == [*(BASE + MORE)[:whole], b"goes on"]
                assert journal.notices == []
            if torn:
                assert files_of(folder)["journal.torn-1"].strip(b"\0") == torn


def test_a_torn_tail_that_is_whole_but_for_a_hole_is_cut(folder: Path) -> None:
    """A last record of which any block never reached the disk is a torn tail, also its first block."""
    data = made_journal(folder, BASE, [*MORE, b"x" * 2000]).rstrip(b"\0")
    begin = data.rindex(records_of(data)[1][-1])
    for hole in range(begin, len(data) - 512, 97):
        payloads, notices = reread(folder, data[:hole] + bytes(512) + data[hole + 512 :])
        assert (payloads, notices) == (BASE + MORE, [Notice.TORN_TAIL])


def test_every_flipped_bit_is_noticed(folder: Path) -> None:
    """One flipped bit is damage, or too new a version; in the last record it looks torn, and is announced."""
    data = made_journal(folder, BASE, MORE)
    head, records = records_of(data)
    last = len(head) + sum(map(len, records[:-1]))
    end = last + len(records[-1])
    random = Random(1)
    ends = [len(head) + sum(map(len, records[:count])) for count in range(len(records) + 1)]
    near = {each + by for each in ends for by in range(-20, 45)}  # every byte of what is not under the key
    for at in sorted(near & set(range(end)) | set(range(0, end, 61))):
        file = bytearray(data)
        file[at] ^= 1 << random.randrange(8)
        if at >= last:
            assert reread(folder, bytes(file)) == (BASE + MORE[:-1], [Notice.TORN_TAIL])
        else:
            with pytest.raises((StoreDamaged, StoreTooNew)):
                reread(folder, bytes(file))
            assert bytes(file) in files_of(folder).values()


def test_every_flipped_bit_of_a_length_is_damage(folder: Path) -> None:
    """A length that was altered does not pass for a torn tail: what follows it would be lost in silence."""
    data = made_journal(folder, BASE, MORE)
    head, records = records_of(data)
    at = len(head)
    for record in records[:-1]:
        for bit in range(16 * 8):
            file = bytearray(data)
            file[at + bit // 8] ^= 1 << bit % 8
            with pytest.raises(StoreDamaged):
                reread(folder, bytes(file))
        at += len(record)


def test_zeros_ahead_are_not_records_and_not_damage(folder: Path) -> None:
    """The file is longer than its records, by zeros; a bit in them is a torn tail and costs nothing."""
    data = made_journal(folder, BASE, MORE)
    assert len(data) >= AHEAD
    file = bytearray(data)
    file[-5] = 1
    assert reread(folder, bytes(file)) == (BASE + MORE, [Notice.TORN_TAIL])


def _in_its_place(path: Path, what: str) -> None:
    path.unlink(missing_ok=True)
    match what:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "nothing":
            path.symlink_to("nowhere")


@pytest.mark.parametrize("what", ["folder", "pipe", "device", "nothing"])
def test_what_is_no_file_makes_way(folder: Path, what: str) -> None:
    """In the journal's place it is damage, set aside; beside it, it stands in nobody's way."""
    made_journal(folder, BASE, MORE)
    for name in ("journal.new", "journal.previous", "journal.refused"):
        _in_its_place(folder / name, what)
    with opened(folder) as journal:
        assert journal.payloads == BASE + MORE
        journal.rewrite(BASE)
    with opened(folder) as journal:
        assert journal.payloads == BASE
    (folder / "journal").rename(folder / "mine")
    _in_its_place(folder / "journal", what)
    for _ in range(2):
        with pytest.raises(StoreDamaged), opened(folder):
            pass
    assert not os.path.lexists(folder / "journal")


def test_a_file_that_claims_to_be_huge_is_damage_and_is_not_read(folder: Path) -> None:
    """What a broken file system gives as gigabytes is set aside at once: reading it would take all memory there is."""
    made_journal(folder, BASE, MORE)
    os.truncate(folder / "journal", 1 << 40)
    with pytest.raises(StoreDamaged) as caught, opened(folder):
        pass
    assert (folder / str(caught.value.kept)).exists()
    assert not (folder / "journal").exists()


def test_wiped_records_before_others_are_damage(folder: Path) -> None:
    """Zeros in place of a record that others follow do not end the file."""
    head, records = records_of(made_journal(folder, BASE, MORE))
    for wiped in range(len(records) - 1):
        changed = [bytes(len(r)) if at == wiped else r for at, r in enumerate(records)]
        with pytest.raises(StoreDamaged):
            reread(folder, head + b"".join(changed))


def test_records_cannot_be_removed_moved_or_repeated(folder: Path) -> None:
    """Each rearrangement of genuine records is damage, but for leaving out the last ones."""
    head, (a, b, c, d, e) = records_of(made_journal(folder, BASE, MORE))
    for order in ((a, b, d, e), (b, a, c, d, e), (a, b, c, e, d), (a, b, c, d, e, c), (a, b, c, c, d, e), (c, d)):
        with pytest.raises(StoreDamaged):
            reread(folder, head + b"".join(order))
    assert reread(folder, head + a + b + c)[0] == [*BASE, MORE[0]]


def test_records_of_another_generation_are_not_accepted(folder: Path) -> None:
    """A record, or a header, from an older generation of the same file with the same key never counts."""
    old_head, old = records_of(made_journal(folder, BASE, MORE))
    with opened(folder) as journal:
        journal.rewrite([b"new one", b"new two"])
        journal.append(b"new three")
        journal.append(b"new four")
    head, new = records_of((folder / "journal").read_bytes())
    for at in range(3):
        changed = [*new[:at], old[at], *new[at + 1 :]]
        with pytest.raises(StoreDamaged):
            reread(folder, head + b"".join(changed))
    with pytest.raises(StoreDamaged):
        reread(folder, old_head + b"".join(new))
    for extra in ([*new[:3], old[3]], [*new, old[4]]):  # in the last place it looks torn, and is announced
        payloads, notices = reread(folder, head + b"".join(extra))
        assert payloads == [b"new one", b"new two", b"new three", b"new four"][: len(payloads)]
        assert notices == [Notice.TORN_TAIL]


def test_a_damaged_file_is_kept_and_not_replaced_in_silence(folder: Path) -> None:
    """After damage the store stays refused, though an older generation is there, until a new one is asked for."""
    data = bytearray(made_journal(folder, BASE, MORE))
    assert "journal.previous" in files_of(folder)
    data[60] ^= 1
    (folder / "journal").write_bytes(data)
    for _ in range(2):
        with pytest.raises(StoreDamaged) as caught, opened(folder):
            pass
        assert caught.value.kept == "journal.damaged-1"
    before = files_of(folder)
    assert before["journal.damaged-1"] == data
    with opened(folder, create=True) as journal:
        assert journal.payloads == []
        journal.append(b"anew")
        journal.rewrite([b"anew"])
    assert set(before.values()) <= set(files_of(folder).values())


def test_another_key_touches_nothing(folder: Path) -> None:
    """A wrong key is told from damage, and the files stay as they are."""
    made_journal(folder, BASE, MORE)
    before = files_of(folder)
    with pytest.raises(NotGenuine), opened(folder, OTHER_KEY):
        pass
    assert files_of(folder) == before


def test_a_newer_version_touches_nothing(folder: Path) -> None:
    """A file of a newer version is refused as such and stays as it is."""
    data = made_journal(folder, BASE, MORE)
    newer = data[:8] + b"\0\3" + data[10:]
    with pytest.raises(StoreTooNew):
        reread(folder, newer)
    assert files_of(folder)["journal"] == newer


def test_there_is_no_store_until_one_is_made(tmp_path: Path) -> None:
    """Opening makes nothing unless it was asked to, and asking twice keeps the first."""
    with pytest.raises(StoreMissing), opened(tmp_path / "none"):
        pass
    assert not (tmp_path / "none").exists()
    with pytest.raises(StoreMissing), opened(tmp_path):
        pass
    for number in range(2):
        with opened(tmp_path, create=True) as journal:
            assert len(journal.payloads) == number
            journal.append(b"kept")


def test_files_are_for_their_owner_alone(folder: Path) -> None:
    """The folder is 0700 and every file in it 0600, those set aside too."""
    data = made_journal(folder, BASE, MORE)
    (folder / "journal").write_bytes(data.rstrip(b"\0")[:-1])
    with opened(folder):
        pass
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder.parent / "open").mkdir(mode=0o755)
    with opened(folder.parent / "open", create=True):
        assert stat.S_IMODE((folder.parent / "open").stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert set(modes) == {"journal", "journal.previous", "journal.torn-1", "lock"}
    assert set(modes.values()) == {0o600}


def test_one_writer(folder: Path) -> None:
    """A second opening is refused while the first lasts, and touches nothing."""
    with opened(folder, create=True) as journal:
        with pytest.raises(StoreBusy), opened(folder):
            pass
        journal.append(b"still mine")
    with opened(folder) as journal:
        assert journal.payloads == [b"still mine"]


def test_a_closed_journal_records_nothing(folder: Path) -> None:
    """After closing, every change is refused."""
    with opened(folder, create=True) as journal:
        pass
    with pytest.raises(StoreFailed):
        journal.append(b"late")
    with pytest.raises(StoreFailed):
        journal.rewrite([])


def test_after_a_new_key_nothing_old_can_be_read(folder: Path) -> None:
    """Re-keying leaves no file under the old key, and the new key does not open copies of the old files."""
    old = made_journal(folder, BASE, MORE)
    (folder / "journal").write_bytes(old.rstrip(b"\0")[:-1])  # so that a torn file is kept aside too
    with opened(folder) as journal:
        before = files_of(folder)
        journal.rekey(OTHER_KEY, [b"all that remains"])
        journal.append(b"more")
    assert not set(filter(None, before.values())) & set(files_of(folder).values())
    assert set(files_of(folder)) == {"journal", "lock"}
    with pytest.raises(NotGenuine), opened(folder):
        pass
    with opened(folder, OTHER_KEY) as journal:
        assert journal.payloads == [b"all that remains", b"more"]
    put_back(folder, before)
    with pytest.raises(NotGenuine), opened(folder, OTHER_KEY):
        pass
    for record in records_of(old)[1]:
        with pytest.raises(NotGenuine):
            box.unlock(OTHER_KEY, record[16:], old[:50] + record[4:12])
        plain = box.unlock(KEY, record[16:], old[:50] + record[4:12])
        assert plain[4:].rstrip(b"\0") in BASE + MORE


def test_one_write_and_one_flush_per_record(folder: Path) -> None:
    """A record costs one write and one sync, and between two growths no change of the file's length."""
    calls: list[str] = []

    class Counting(Quick):
        def write(self, descriptor: int, data: bytes, at: int) -> int:
            calls.append("write")
            return super().write(descriptor, data, at)

        def sync(self, descriptor: int) -> None:
            calls.append("sync")

    with opened(folder, create=True, disk=Counting()) as journal:
        journal.append(b"first")
        size = (folder / "journal").stat().st_size
        calls.clear()
        for number in range(50):
            journal.append(bytes(1000))
            assert calls == ["write", "sync"] * (number + 1)
        assert (folder / "journal").stat().st_size == size


def test_no_error_names_a_path(tmp_path: Path) -> None:
    """The text of the store's errors holds no path and no name."""
    place = tmp_path / "Marie Dupont"
    place.write_text("not a folder")
    with pytest.raises(KioskError) as caught:
        Journal(place / "store", KEY, create=True)
    assert "Dupont" not in str(caught.value)
