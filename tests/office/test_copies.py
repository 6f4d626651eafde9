"""A copy of the office: encrypted, read back, put back whole, and never over what is newer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.errors import FileFault, LedgerNewer, NoRight, StoreFull, WrongPassphrase
from kiosk.core.outbox import State
from kiosk.core.trace import Event
from kiosk.core.work import Deed
from kiosk.office import copies, house, people, work
from tests.office.desk_of_two import BO, TwoActs
from tests.office.made import PASSPHRASE

NAME = "Zoé".encode()


@pytest.fixture
def desk(tmp_path: Path) -> TwoActs:
    """Make an office with two acts."""
    return TwoActs(tmp_path)


def back_up(desk: TwoActs, file: Path) -> None:
    with desk.open() as opened:
        copies.back_up(opened, file)


def test_a_copy_gives_everything_back(desk: TwoActs, tmp_path: Path) -> None:
    """Acts, notes, people and keys are there again, in another folder, and nothing of them is readable in the file."""
    file, act = tmp_path / "copie", desk.entries[0].id
    with desk.open() as opened:
        work.do_deed(opened, act, Deed.TAKE)
        work.do_deed(opened, act, Deed.NOTE, text="Zoé rappelle")
    back_up(desk, file)
    assert NAME not in file.read_bytes()
    assert copies.restore(file, tmp_path / "autre", PASSPHRASE, lambda: desk.now) is None
    with house.opened(tmp_path / "autre", PASSPHRASE, lambda: desk.now) as opened:
        assert opened.ledger.book.notes(act)[-1][0].text == "Zoé rappelle"
        assert [each.name for each in people.colleagues(opened)] == ["Ana", "Bo"]
        assert opened.ledger.book.is_kept(act)
        assert opened.ledger.book.traces()[-1].event is Event.RESTORED


def test_the_paper_opens_a_copy(desk: TwoActs, tmp_path: Path) -> None:
    """Where the passphrase is forgotten, the paper puts the office back."""
    file = tmp_path / "copie"
    back_up(desk, file)
    copies.restore(file, tmp_path / "autre", desk.office.founding.paper, lambda: desk.now, recovery=True)
    assert (tmp_path / "autre" / "office.vault").exists()


def test_nothing_newer_is_overwritten(desk: TwoActs, tmp_path: Path) -> None:
    """Where something was done since the copy, it is refused, and nothing changes."""
    file = tmp_path / "copie"
    back_up(desk, file)
    with desk.open() as opened:
        work.do_deed(opened, desk.entries[0].id, Deed.TAKE)
    with pytest.raises(LedgerNewer):
        copies.restore(file, desk.office.folder, PASSPHRASE, lambda: desk.now)
    with desk.open() as opened:
        assert opened.ledger.book.work(desk.entries[0].id).owner == "Ana"


def test_a_damaged_office_is_put_back_and_kept_beside(desk: TwoActs, tmp_path: Path) -> None:
    """What a copy is for: a ledger that does not open any more. What stood there is kept under another name."""
    file = tmp_path / "copie"
    back_up(desk, file)
    journal = next((desk.office.folder / "ledger").glob("journal*"))
    data = bytearray(journal.read_bytes())
    data[len(data) // 2] ^= 1
    journal.write_bytes(data)
    kept = copies.restore(file, desk.office.folder, PASSPHRASE, lambda: desk.now)
    assert kept is not None
    assert kept.exists()
    with desk.open() as opened:
        assert {each.state for each in opened.ledger.records()} == {State.TAKEN}


def test_another_office_is_not_overwritten(desk: TwoActs, tmp_path: Path) -> None:
    """A copy of one office never takes the place of another."""
    (tmp_path / "x").mkdir()
    other = TwoActs(tmp_path / "x")
    file = tmp_path / "copie"
    back_up(desk, file)
    with pytest.raises(LedgerNewer):
        copies.restore(file, other.office.folder, PASSPHRASE, lambda: desk.now)


@pytest.mark.parametrize("at", [0, 9, 20, -1, -2000])
def test_an_altered_copy_is_refused(desk: TwoActs, tmp_path: Path, at: int) -> None:
    """One bit anywhere, and nothing is put back."""
    file = tmp_path / "copie"
    back_up(desk, file)
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    with pytest.raises((FileFault, WrongPassphrase)) as raised:
        copies.restore(file, tmp_path / "autre", PASSPHRASE, lambda: desk.now)
    assert not (tmp_path / "autre").exists()
    assert str(raised.value)


@pytest.mark.parametrize("part", [0, 11, 40, 3000])
def test_a_cut_copy_is_refused(desk: TwoActs, tmp_path: Path, part: int) -> None:
    """However much of it is missing."""
    file = tmp_path / "copie"
    back_up(desk, file)
    file.write_bytes(file.read_bytes()[:part])
    with pytest.raises(FileFault):
        copies.restore(file, tmp_path / "autre", PASSPHRASE, lambda: desk.now)
    assert not (tmp_path / "autre").exists()


def test_who_only_answers_copies_nothing(desk: TwoActs, tmp_path: Path) -> None:
    """A copy takes the right to coordinate, putting back takes that of the keys."""
    with desk.open(BO) as opened, pytest.raises(NoRight):
        copies.back_up(opened, tmp_path / "copie")
    back_up(desk, tmp_path / "copie")
    with pytest.raises(NoRight):
        copies.restore(tmp_path / "copie", tmp_path / "autre", BO, lambda: desk.now)
    assert not (tmp_path / "autre").exists()


def test_a_full_disk_leaves_what_was_there(desk: TwoActs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the copy cannot be written, the one of before stays."""
    file = tmp_path / "copie"
    file.write_bytes(b"before")

    def full(*_: object) -> None:
        raise StoreFull

    monkeypatch.setattr(copies, "write_file", full)
    with pytest.raises(StoreFull):
        back_up(desk, file)
    assert file.read_bytes() == b"before"
