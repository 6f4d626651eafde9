"""Copies of a desk: ciphertext alone, read back, never in the place of what was not sent; and the end of a desk."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from kiosk.core.errors import (
    DriveFull,
    FileFault,
    StoreBusy,
    StoreFull,
    StoreMissing,
    TooSoon,
    Unsent,
    WrongPassphrase,
)
from kiosk.core.outbox import State
from kiosk.core.staff import Member
from kiosk.core.trace import Event
from kiosk.core.word import BY_OFFICE
from kiosk.desk import copies as desk_copies
from kiosk.desk import opening as desk_opening
from kiosk.desk.desk import Desk
from kiosk.desk.ending import destroy, held, others
from kiosk.desk.folder import ERASING, VAULT, has_desk, has_remains, mend
from kiosk.desk.keys import open_desk
from kiosk.desk.settings import Settings
from kiosk.flows.clock import STAMP
from kiosk.flows.forget import Forgotten
from kiosk.flows.sync import RESTORED
from kiosk.machine.clock import read_clock
from kiosk.words.catalogues import Catalogues
from tests.desk.made import FIRST, SECOND, WRONG, a_desk
from tests.store.made import made_entry


def with_act(folder: Path, number: int = 1) -> Path:
    desk, _ = a_desk(folder)
    opened = open_desk(desk, FIRST)
    opened.store.add(made_entry(number, envelope=b"PLANTED" * 100))
    opened.close()
    (desk / "kiosk.toml").write_text("")
    return desk


def copied(desk: Path, folder: Path) -> Path:
    folder.mkdir()
    return desk_copies.backup(desk, FIRST, folder, read_clock).folder


def taken(desk: Path) -> None:
    """Let the office have opened the first act."""
    opened = open_desk(desk, FIRST)
    opened.store.change(replace(opened.store.entries()[0], state=State.TAKEN))
    opened.close()


def put_back(copy: Path, desk: Path, typed: str = FIRST, current: str = FIRST) -> desk_copies.Copied:
    """Restore over a desk, as the command does."""
    with held(desk, current, read_clock) as there:
        return desk_copies.restore(copy, typed, desk, read_clock, there=there)


def damage(desk: Path) -> None:
    """Let the disk forget a bit of what was recorded."""
    journal = desk / "store" / "journal"
    data = bytearray(journal.read_bytes())
    data[200] ^= 1
    journal.write_bytes(data)


def references(desk: Path) -> list[str]:
    opened = open_desk(desk, FIRST)
    try:
        return [entry.reference for entry in opened.store.entries()]
    finally:
        opened.close()


def killed(number: int, run: Callable[[], object], since: str = "") -> bool:
    """Run something in a process that is killed before a call to the system; whether it came to that.

    `since`: the function of `desk_copies` from which on the calls are counted.
    """
    child = os.fork()
    if not child:
        left = [number]

        def before(call: Callable[..., Any]) -> Callable[..., Any]:
            def called(*arguments: Any, **options: Any) -> Any:
                left[0] -= 1
                if not left[0]:
                    os._exit(9)
                return call(*arguments, **options)

            return called

        def begin() -> None:
            for name in ("open", "write", "fsync", "fdatasync", "rename", "replace", "unlink", "rmdir", "mkdir"):
                setattr(os, name, before(getattr(os, name)))

        try:
            if since:
                then = getattr(desk_copies, since)

                def late(*arguments: Any, **options: Any) -> Any:
                    begin()
                    return then(*arguments, **options)

                setattr(desk_copies, since, late)
            else:
                begin()
            run()
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 9


def test_a_copy_is_ciphertext_that_opens(tmp_path: Path) -> None:
    """The copy holds all acts, nothing readable, no lock and no half; a wrong passphrase copies nothing."""
    desk, usb = with_act(tmp_path), tmp_path / "usb"
    copy = copied(desk, usb)
    assert [path.name for path in usb.iterdir()] == [copy.name]
    assert {path.name for path in copy.iterdir()} == {"vault", "store", "office.public", "desk.public", "kiosk.toml"}
    assert not [path for path in copy.rglob("*") if path.is_file() and b"PLANTED" in path.read_bytes()]
    opened = open_desk(copy, FIRST)
    assert [entry.reference for entry in opened.store.entries()] == ["000000001"]
    assert opened.store.traces()[-1].event is Event.BACKED_UP
    opened.close()
    with pytest.raises(WrongPassphrase):
        desk_copies.backup(desk, WRONG, usb, read_clock)
    with pytest.raises(FileFault):
        desk_copies.backup(desk, FIRST, tmp_path / "nothing", read_clock)
    assert len(list(usb.iterdir())) == 1


def test_nothing_unsent_is_overwritten(tmp_path: Path) -> None:
    """A desk that holds an act the office has not opened refuses to be replaced, and keeps every byte."""
    desk = with_act(tmp_path)
    copy = copied(desk, tmp_path / "usb")
    with pytest.raises(Unsent) as caught:
        put_back(copy, desk)
    assert caught.value.acts == 1
    opened = open_desk(desk, FIRST)
    assert opened.store.noted(RESTORED) is None
    with pytest.raises(StoreBusy):
        put_back(copy, desk)
    opened.close()


def test_a_restored_desk_is_marked(tmp_path: Path) -> None:
    """What is put back opens, is marked so that it announces first, and leaves the association's own files there."""
    desk = with_act(tmp_path)
    copy = copied(desk, tmp_path / "usb")
    taken(desk)
    (desk / "procedures").mkdir()
    (desk / "procedures" / "own.toml").write_text("x")
    with pytest.raises(WrongPassphrase):
        put_back(copy, desk, WRONG)
    sleep(1)
    done = put_back(copy, desk)
    assert done.acts == 1
    assert done.members == (Member(1, "Ama"),)
    assert done.kept is None
    assert (desk / "procedures" / "own.toml").exists()
    opened = open_desk(desk, FIRST)
    assert opened.store.noted(RESTORED)
    assert [entry.state for entry in opened.store.entries()] == [State.WAITING]
    assert opened.store.traces()[-1].event is Event.RESTORED
    opened.close()
    assert {path.name for path in tmp_path.iterdir()} == {"desk", "usb"}


def test_a_desk_comes_back_where_there_is_none(tmp_path: Path) -> None:
    """On a new machine the copy is enough; a folder that is no copy is refused and makes nothing."""
    copy = copied(with_act(tmp_path), tmp_path / "usb")
    fresh = tmp_path / "elsewhere" / "kiosk"
    assert desk_copies.restore(copy, FIRST, fresh, read_clock).acts == 1
    open_desk(fresh, FIRST).close()
    with pytest.raises(FileFault):
        desk_copies.restore(tmp_path / "usb", FIRST, tmp_path / "other", read_clock)
    assert not (tmp_path / "other").exists()


def test_a_desk_forgets_while_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By attested time an open session strips an opened act, goes on under a new key, and opens again as before."""
    desk, _ = a_desk(tmp_path)
    session = desk_opening.desk_opener(Desk(desk, Settings()), Catalogues())(FIRST)
    now = read_clock().wall
    session.store.add(made_entry(1, state=State.TAKEN, sequence=BY_OFFICE, told_at=now))
    session.store.add(made_entry(2))
    before = (desk / VAULT).read_bytes()

    def forget(signed: int, clock: int) -> Forgotten | None:
        """Forget on these days, by the office's signed time and by the machine's clock."""
        session.store.note(STAMP, int((now + timedelta(days=signed)).timestamp()).to_bytes(8))
        wall = now + timedelta(days=clock)
        monkeypatch.setattr("kiosk.desk.forget.read_clock", lambda: replace(read_clock(), wall=wall))
        return session.forget_due()

    assert not any(forget(*days) for days in ((0, 0), (29, 29), (0, 90), (90, 0), (90, -20_000)))
    assert (desk / VAULT).read_bytes() == before
    gone = forget(31, 31)
    assert gone is not None
    assert gone.for_good
    session.store.add(made_entry(3))
    session.close()
    assert (desk / VAULT).read_bytes() != before
    opened = open_desk(desk, FIRST)
    assert [bool(entry.envelope) for entry in opened.store.entries()] == [False, True, True]
    events = [(trace.who, trace.event) for trace in opened.store.traces()]
    assert events == [("Ama", each) for each in (Event.INSTALLED, Event.OPENED, Event.PURGED, Event.REKEYED)]
    opened.close()


def test_an_erased_desk_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault is written over before it goes, a running kiosk is not erased, nothing opens after."""
    desk = with_act(tmp_path)
    opened = open_desk(desk, FIRST)
    with pytest.raises(StoreBusy):
        destroy(desk)
    opened.close()
    secret, seen = (desk / VAULT).read_bytes(), []
    unlink = Path.unlink

    def watched(path: Path, missing_ok: bool = False) -> None:
        if path.name == VAULT:
            seen.append(path.read_bytes())
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", watched)
    destroy(desk)
    assert len(seen[0]) == len(secret)
    assert not [at for at in range(0, len(secret) - 8, 8) if secret[at : at + 8] in seen[0]]
    assert not list(desk.iterdir())
    with pytest.raises(StoreMissing):
        open_desk(desk, FIRST)


@pytest.mark.parametrize("ending", ["restore", "erase"])
def test_nobody_opens_a_desk_between_the_count_and_its_end(tmp_path: Path, ending: str) -> None:
    """From the moment on which nothing was unsent no act can be recorded, until the desk is replaced or gone."""
    desk = with_act(tmp_path)
    copy = copied(desk, tmp_path / "usb")
    taken(desk)
    with held(desk, FIRST, read_clock) as there:
        assert there.unsent == ()
        with pytest.raises(StoreBusy):
            open_desk(desk, FIRST)
        if ending == "restore":
            desk_copies.restore(copy, FIRST, desk, read_clock, there=there)
        else:
            destroy(desk, locked=True)
    assert has_desk(desk) == (ending == "restore")
    assert others(desk) == []


@pytest.mark.slow
def test_a_cut_restore_is_finished_or_undone(tmp_path: Path) -> None:
    """Before whichever call it is killed, there is a desk again with the association's own files, and one of them."""
    desk = with_act(tmp_path)
    copy = copied(desk, tmp_path / "usb")
    taken(desk)
    (desk / "procedures").mkdir()
    (desk / "procedures" / "own.toml").write_text("x")
    mended = 0
    for since, step in (("", 11), ("_swap", 1)):
        number, cut = 0, True
        while cut:
            number += step
            run = tmp_path / f"{since}{number}"
            shutil.copytree(desk, run / "desk")
            shutil.copytree(copy, run / "copy")
            cut = killed(number, partial(put_back, run / "copy", run / "desk"), since)
            (run / "copy" / "tries").unlink(missing_ok=True)
            mended += mend(run / "desk")
            (run / "desk" / "tries").unlink(missing_ok=True)
            assert references(run / "desk") == ["000000001"], number
            assert (run / "desk" / "procedures" / "own.toml").exists(), number
            desk_copies.tidy(run / "desk")
            assert not (run / "desk.before").exists(), number
            if others(run / "desk"):  # the natural remedy, once more from the start, ends the same way
                taken(run / "desk")
                assert put_back(run / "copy", run / "desk").kept is None
                assert (run / "desk" / "procedures" / "own.toml").exists(), number
                assert others(run / "desk") == [], number
            shutil.rmtree(run)
        assert number > 10
    assert mended >= 1


def test_what_took_the_place_of_a_cut_restore_is_set_aside(tmp_path: Path) -> None:
    """A folder that another command made while a restore was cut between its names does not keep the desk away."""
    desk = with_act(tmp_path)
    shutil.copytree(desk, tmp_path / "desk.restored")
    desk.rename(tmp_path / "desk.before")
    (desk / "spool").mkdir(parents=True)
    assert mend(desk)
    assert not mend(desk)
    assert references(desk) == ["000000001"]
    assert references(tmp_path / "desk.before") == ["000000001"]


def test_a_desk_is_not_restored_from_itself(tmp_path: Path) -> None:
    """The desk's own folder, and what a restore left beside it, are no copies: nothing of them is touched."""
    desk = with_act(tmp_path)
    taken(desk)
    for name in ("desk.before", "desk.restored"):
        shutil.copytree(desk, tmp_path / name)
    (tmp_path / "link").symlink_to(tmp_path / "desk.before")
    for name in ("desk", "desk.before", "desk.restored", "link"):
        with pytest.raises(FileFault) as caught:
            put_back(tmp_path / name, desk)
        assert caught.value.reason == "own_folder"
    for name in ("desk", "desk.before", "desk.restored"):
        assert references(tmp_path / name) == ["000000001"]


@pytest.mark.parametrize("what", ["damaged", "lost", "vault", "forgotten"])
def test_a_desk_that_cannot_say_is_replaced_and_kept(tmp_path: Path, what: str) -> None:
    """Where the desk is damaged, or nobody knows its passphrase, the copy takes its place and no byte of it is lost."""
    desk = with_act(tmp_path)
    copy = copied(desk, tmp_path / "usb")
    if what == "damaged":
        damage(desk)
    elif what == "lost":
        (desk / "store" / "journal").unlink()
    elif what == "vault":
        (desk / VAULT).write_bytes(b"KIOSKVLT")
    store = sorted(each.read_bytes() for each in (desk / "store").glob("journal*"))
    with held(desk, "" if what == "forgotten" else FIRST, read_clock) as there:
        assert there.unsent is None
        done = desk_copies.restore(copy, FIRST, desk, read_clock, there=there)
    assert references(desk) == ["000000001"]
    assert done.kept is not None
    assert done.kept.name == "desk.kept-1"
    assert sorted(each.read_bytes() for each in (done.kept / "store").glob("journal*")) == store
    destroy(desk)
    assert not done.kept.exists()


def test_a_damaged_desk_is_copied_as_it_is(tmp_path: Path) -> None:
    """A backup of a desk that does not open holds every byte of it, and its name says that it is no good copy."""
    desk = with_act(tmp_path)
    damage(desk)
    (tmp_path / "usb").mkdir()
    done = desk_copies.backup(desk, FIRST, tmp_path / "usb", read_clock)
    assert done.acts is None
    assert done.folder.name.endswith("-damaged")
    (aside,) = (desk / "store").glob("journal.damaged-*")
    assert (done.folder / "store" / aside.name).read_bytes() == aside.read_bytes()
    assert (done.folder / VAULT).read_bytes() == (desk / VAULT).read_bytes()


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a key without room, and on a disk without room, no half of a copy stays."""
    desk = with_act(tmp_path)
    copy = copied(desk, tmp_path / "usb")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(DriveFull) as fault:
        desk_copies.backup(desk, FIRST, tmp_path / "usb", read_clock)
    assert fault.value.drive == str(tmp_path / "usb")
    with pytest.raises(StoreFull):
        desk_copies.restore(copy, FIRST, tmp_path / "other", read_clock)
    assert [each.name for each in (tmp_path / "usb").iterdir()] == [copy.name]
    assert {each.name for each in tmp_path.iterdir()} == {"desk", "usb"}


def test_a_disk_that_takes_nothing_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the desk's disk is read-only and the key has no rights to set, a copy is made and opens."""
    desk, usb = with_act(tmp_path), tmp_path / "usb"
    usb.mkdir()
    taking = os.open

    def refuse(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
        if str(path).startswith(str(desk)) and flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "read-only")
        return taking(path, flags, *arguments, **options)

    def no_rights(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no rights here")

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(Path, "chmod", no_rights)
    monkeypatch.setattr("kiosk.desk.keys.UNWRITTEN_WAIT", 0)
    done = desk_copies.backup(desk, FIRST, usb, read_clock)
    assert done.acts == 1
    assert references(done.folder) == ["000000001"]
    with pytest.raises(WrongPassphrase):
        desk_copies.backup(desk, WRONG, usb, read_clock)
    assert [each.name for each in usb.iterdir()] == [done.folder.name]


def test_a_full_disk_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no trace of it fits on the desk's disk any more, a copy is made all the same and has the trace."""
    desk, usb = with_act(tmp_path), tmp_path / "usb"
    usb.mkdir()
    writing = os.pwrite

    def refuse(descriptor: int, *arguments: Any) -> int:
        if Path(f"/proc/self/fd/{descriptor}").readlink().is_relative_to(desk):
            raise OSError(errno.ENOSPC, "full")
        return writing(descriptor, *arguments)

    monkeypatch.setattr(os, "pwrite", refuse)
    done = desk_copies.backup(desk, FIRST, usb, read_clock)
    assert done.acts == 1
    monkeypatch.undo()
    for folder, last in ((desk, Event.INSTALLED), (done.folder, Event.BACKED_UP)):
        opened = open_desk(folder, FIRST)
        assert opened.store.traces()[-1].event is last
        opened.close()


def test_a_desk_behind_a_link_is_restored_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder that is a link, or the folder one stands in, is replaced; the link stays."""
    real = tmp_path / "disk"
    real.mkdir()
    desk = with_act(real)
    copy = copied(desk, tmp_path / "usb")
    (tmp_path / "link").symlink_to(desk)
    for where in (tmp_path / "link", Path()):
        monkeypatch.chdir(desk)
        taken(desk)
        put_back(copy, where)
        assert [each.name for each in real.iterdir()] == ["desk"]
        assert (tmp_path / "link").is_symlink()
        assert references(desk) == ["000000001"]


def test_guesses_at_a_backup_wait(tmp_path: Path) -> None:
    """A wrong passphrase of a copy is counted with the copy, wherever it is to be restored."""
    copy = copied(with_act(tmp_path), tmp_path / "usb")
    with pytest.raises(WrongPassphrase):
        desk_copies.restore(copy, WRONG, tmp_path / "one", read_clock)
    with pytest.raises(TooSoon):
        desk_copies.restore(copy, WRONG, tmp_path / "two", read_clock)
    assert not (tmp_path / "one").exists()


def test_a_copy_has_the_associations_own_procedures(tmp_path: Path) -> None:
    """They come back where nothing is; where they are, what is there now is newer and stays."""
    desk = with_act(tmp_path)
    taken(desk)
    (desk / "kiosk.toml").write_text('[procedures]\nfolder = "own/files"\n')
    (desk / "own" / "files").mkdir(parents=True)
    for name in ("a.toml", "b.toml"):
        (desk / "own" / "files" / name).write_text("old")
    (desk / "diary.txt").write_text("somebody's")
    copy = copied(desk, tmp_path / "usb")
    assert not (copy / "diary.txt").exists()
    desk_copies.restore(copy, FIRST, tmp_path / "other", read_clock)
    assert (tmp_path / "other" / "own" / "files" / "b.toml").read_text() == "old"
    (desk / "own" / "files" / "a.toml").write_text("new")
    (desk / "own" / "files" / "b.toml").unlink()
    put_back(copy, desk)
    assert [(desk / "own" / "files" / name).read_text() for name in ("a.toml", "b.toml")] == ["new", "old"]
    assert (desk / "diary.txt").exists()


@pytest.mark.slow
def test_a_cut_erasure_leaves_a_desk_or_no_key(tmp_path: Path) -> None:
    """Before whichever call it is killed, the desk can still be erased or nothing that holds a slot is left."""
    desk = with_act(tmp_path)
    shutil.copy(desk / VAULT, desk / "vault.next")
    shutil.copytree(desk, tmp_path / "desk.before")
    number, cut = 0, True
    while cut:
        number += 1
        run = tmp_path / "runs" / str(number)
        for name in ("desk", "desk.before"):
            shutil.copytree(tmp_path / name, run / name)
        cut = killed(number, partial(destroy, run / "desk"))
        slots = [each for each in run.rglob("vault*") if each.read_bytes().startswith(b"KIOSKVLT")]
        assert has_desk(run / "desk") or not slots, number
        if any((run / "desk").iterdir()) or slots:
            assert has_remains(run / "desk"), number
        destroy(run / "desk")
        assert [each.name for each in run.iterdir()] == ["desk"]
        assert not list((run / "desk").iterdir())
        shutil.rmtree(run)
    assert number > 15


@pytest.mark.slow
def test_a_colleague_is_added_whole_or_not_at_all(tmp_path: Path) -> None:
    """Before whichever call the adding is killed, nobody without a name opens the desk, and adding again works."""
    desk, _ = a_desk(tmp_path)
    number, cut = 0, True

    def add(run: Path) -> None:
        opened = open_desk(run, FIRST)
        opened.add("Bo", SECOND)
        opened.close()

    while cut:
        number += 1
        run = tmp_path / str(number)
        shutil.copytree(desk, run)
        cut = killed(number, partial(add, run))
        (run / "tries").unlink(missing_ok=True)
        opened = open_desk(run, FIRST)
        names = [each.name for each in opened.members()]
        opened.close()
        assert names in (["Ama"], ["Ama", "Bo"]), number
        if len(names) == 1:
            add(run)
        open_desk(run, SECOND).close()
        shutil.rmtree(run)
    assert number > 10


@pytest.mark.slow
def test_init_begins_again_after_a_kill(tmp_path: Path) -> None:
    """Before whichever call the making of a desk is killed, the next one makes a desk that opens."""
    number, cut = 0, True
    while cut:
        number += 1
        run = tmp_path / str(number)
        run.mkdir()
        cut = killed(number, partial(a_desk, run))
        if not has_desk(run / "desk"):
            a_desk(run)
        open_desk(run / "desk", FIRST).close()
        shutil.rmtree(run)
    assert number > 15


def test_init_never_deletes_what_was_recorded(tmp_path: Path) -> None:
    """A store without its vault is set aside, and opens again beside that vault; keys that remain are refused."""
    desk, found = with_act(tmp_path), tmp_path / "found"
    found.mkdir()
    (desk / VAULT).rename(found / VAULT)
    a_desk(tmp_path)
    assert references(desk) == []
    (desk / "store.kept-1").rename(found / "store")
    assert references(found) == ["000000001"]
    (desk / VAULT).rename(desk / "vault.next")
    with pytest.raises(FileFault) as caught:
        a_desk(tmp_path)
    assert caught.value.reason == "keys_remain"


def test_init_finishes_an_erasure(tmp_path: Path) -> None:
    """Where an erasure was begun, a new desk takes over nothing of the old one, and keeps nothing of it."""
    desk = with_act(tmp_path)
    (desk / VAULT).unlink()
    (desk / ERASING).touch()
    a_desk(tmp_path)
    assert references(desk) == []
    assert {each.name for each in desk.iterdir()} == {VAULT, "store", "office.public", "desk.public"}
