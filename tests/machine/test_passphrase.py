"""Who opens a desk: slots with pseudonyms, a recovery key, a data key that can be replaced, waits that last."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from kiosk.core.errors import (
    KioskError,
    LastSlot,
    NoSuchStaff,
    NotAName,
    NotGenuine,
    StoreBusy,
    StoreFailed,
    StoreFull,
    StoreMissing,
    TooSoon,
    WrongPassphrase,
)
from kiosk.core.staff import Member, Weakness
from kiosk.core.trace import Event
from kiosk.desk.folder import NEXT, TRIES, VAULT
from kiosk.desk.keys import STAFF, UNWRITTEN_WAIT, dump_names, open_desk, open_keys, unlock_slot
from kiosk.machine.clock import read_clock
from kiosk.machine.passphrase import weakness_of
from tests.desk.made import FIRST, SECOND, WRONG, a_desk
from tests.fakes import still_clock
from tests.store.made import made_entry


def test_each_member_of_staff_has_a_slot_and_a_pseudonym(tmp_path: Path) -> None:
    """Each passphrase opens the same desk and says whose it is; a removed one opens nothing."""
    desk, _ = a_desk(tmp_path)
    opened = open_desk(desk, FIRST)
    assert opened.add("Bo", SECOND) == Member(3, "Bo")
    for name in ("bo", " BO ", "", "x" * 31, "\u202e"):
        with pytest.raises(NotAName):
            opened.add(name, "encore une phrase")
    opened.close()
    opened = open_desk(desk, SECOND)
    assert opened.who.member == Member(3, "Bo")
    assert opened.members() == [Member(1, "Ama"), Member(3, "Bo")]
    opened.remove("ama")
    with pytest.raises(LastSlot):
        opened.remove("Bo")
    with pytest.raises(NoSuchStaff):
        opened.remove("Ama")
    assert [(each.who, each.event) for each in opened.store.traces()] == [
        ("Ama", Event.INSTALLED),
        ("Ama", Event.STAFF_ADDED),
        ("Bo", Event.STAFF_REMOVED),
    ]
    opened.close()
    with pytest.raises(WrongPassphrase):
        open_desk(desk, FIRST)


def test_a_new_data_key_needs_nobody_else(tmp_path: Path) -> None:
    """After a re-key a colleague's passphrase and the paper open what was there; the old vault opens nothing."""
    desk, recovery = a_desk(tmp_path)
    opened = open_desk(desk, FIRST)
    opened.add("Bo", SECOND)
    opened.store.add(made_entry(1))
    before = (desk / VAULT).read_bytes()
    opened.rekey()
    opened.store.add(made_entry(2))
    opened.close()
    for typed, is_paper in ((SECOND, False), (recovery, True)):
        again = open_desk(desk, typed, recovery=is_paper)
        assert [entry.reference for entry in again.store.entries()] == ["000000001", "000000002"]
        again.close()
    (desk / VAULT).write_bytes(before)
    with pytest.raises(NotGenuine):
        open_desk(desk, FIRST)


@pytest.mark.parametrize("moment", ["before the store", "after the store"])
def test_a_power_cut_during_a_re_key_costs_nothing(tmp_path: Path, moment: str) -> None:
    """Whichever key the store has when the power goes, the same passphrase opens it, and one vault is left."""
    desk, _ = a_desk(tmp_path)
    opened = open_desk(desk, FIRST)
    opened.store.add(made_entry(1))
    old = (desk / VAULT).read_bytes()
    opened.rekey()
    opened.close()
    new = (desk / VAULT).read_bytes()
    if moment == "after the store":
        (desk / VAULT).write_bytes(old)
        (desk / NEXT).write_bytes(new)
    else:
        (desk / NEXT).write_bytes(old)  # a vault that the store never followed
    again = open_desk(desk, FIRST)
    assert len(again.store.entries()) == 1
    again.close()
    assert (desk / VAULT).read_bytes() == new
    assert not (desk / NEXT).exists()


def test_the_recovery_key_gives_a_new_passphrase(tmp_path: Path) -> None:
    """Who forgot the passphrase opens the same desk with a new one, in her own slot; the paper still does."""
    desk, recovery = a_desk(tmp_path)
    opened = open_desk(desk, FIRST)
    opened.add("Bo", SECOND)
    opened.close()
    by_paper = open_desk(desk, recovery, recovery=True)
    with pytest.raises(NoSuchStaff):
        by_paper.change("une troisième phrase")
    by_paper.change("une troisième phrase", "ama")
    by_paper.new_recovery(bytes(16))
    by_paper.close()
    assert unlock_slot(desk, "une troisième phrase", read_clock).key == unlock_slot(desk, SECOND, read_clock).key
    with pytest.raises(WrongPassphrase):
        open_desk(desk, recovery, recovery=True)
    with pytest.raises(WrongPassphrase):
        unlock_slot(desk, FIRST, read_clock)


def test_no_pseudonym_is_on_the_disk(tmp_path: Path) -> None:
    """No file of the desk says who works here."""
    desk, _ = a_desk(tmp_path)
    opened = open_desk(desk, FIRST)
    opened.add("Zénobie-des-Tilleuls", SECOND)
    opened.close()
    files = [file.read_bytes() for file in desk.rglob("*") if file.is_file()]
    for name in ("Zénobie", "enobie"):
        assert not [each for each in files for form in ("utf-8", "utf-16-le") if name.encode(form) in each]


def test_a_folder_without_a_desk_says_so(tmp_path: Path) -> None:
    """Nothing is asked of a desk that is not there, by passphrase or by paper."""
    for is_paper in (False, True):
        with pytest.raises(StoreMissing):
            open_desk(tmp_path, "0000-0000", recovery=is_paper)


def test_wrong_passphrases_wait_through_a_restart(tmp_path: Path) -> None:
    """The wait goes on after the program, and the machine, have started again; a right one halves what was counted."""
    desk, _ = a_desk(tmp_path)
    clock = still_clock()
    for wait in (1, 2, 4):
        with pytest.raises(WrongPassphrase) as caught:
            open_keys(desk, WRONG, clock)
        assert caught.value.wait == wait
        with pytest.raises(TooSoon):
            open_keys(desk, FIRST, clock)
        clock.since_start += wait
    with pytest.raises(WrongPassphrase):
        open_keys(desk, WRONG, clock)
    clock.boot, clock.since_start, clock.wall = "boot2", 3.0, clock.wall.replace(year=clock.wall.year + 20)
    with pytest.raises(TooSoon) as too_soon:
        open_keys(desk, FIRST, clock)
    assert too_soon.value.wait == 5
    clock.since_start = 8.0
    for _ in range(4):
        open_keys(desk, FIRST, clock).close()
    with pytest.raises(WrongPassphrase) as caught:
        open_keys(desk, WRONG, clock)
    assert caught.value.wait == 2


def test_a_colleague_cannot_wipe_out_her_guesses(tmp_path: Path) -> None:
    """Who types her own passphrase between two guesses waits longer than who never guessed, however often."""
    desk, _ = a_desk(tmp_path)
    clock = still_clock()
    waits = []
    for _ in range(5):
        with pytest.raises(WrongPassphrase) as caught:
            open_keys(desk, WRONG, clock)
        waits.append(caught.value.wait)
        clock.since_start += caught.value.wait
        open_keys(desk, FIRST, clock).close()
    assert waits == [1, 2, 2, 2, 2]


def test_many_processes_make_one_guess(tmp_path: Path) -> None:
    """Processes that guess at the same moment get one answer between them; the others have to wait."""
    desk, _ = a_desk(tmp_path)
    begin = tmp_path / "begin"
    children = []
    for _ in range(6):
        child = os.fork()
        if not child:
            code = 9
            try:
                while not begin.exists():
                    time.sleep(0.001)
                open_desk(desk, WRONG)
            except WrongPassphrase:
                code = 1
            except TooSoon:
                code = 2
            finally:
                os._exit(code)
        children.append(child)
    begin.touch()
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert sorted(codes) == [1, 2, 2, 2, 2, 2]


def test_a_full_disk_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tries cannot be written down, a wrong passphrase is wrong, a right one opens, and each try is slow."""
    desk, _ = a_desk(tmp_path)

    def refuse(*_: object) -> None:
        raise StoreFull

    slept: list[float] = []
    monkeypatch.setattr("kiosk.desk.keys.write_small", refuse)
    monkeypatch.setattr("kiosk.desk.keys.sleep", slept.append)
    with pytest.raises(WrongPassphrase):
        open_desk(desk, WRONG)
    open_desk(desk, FIRST).close()
    assert slept == [UNWRITTEN_WAIT] * 2


def test_a_name_lost_to_an_old_power_cut_can_be_removed(tmp_path: Path) -> None:
    """A slot that nobody's name belongs to goes by its number; a number is no name of anybody else's."""
    desk, _ = a_desk(tmp_path)
    opened = open_desk(desk, FIRST)
    opened.add("Bo", SECOND)
    opened.store.note(STAFF, dump_names([Member(1, "Ama")]))
    for typed in ("1", "", "2"):
        with pytest.raises(NoSuchStaff):
            opened.remove(typed)
    opened.remove(" 3 ")
    opened.close()
    with pytest.raises(WrongPassphrase):
        open_desk(desk, SECOND)


class Faulty:
    """Lets every call to the system through but one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls, self.fails_at, self.then = 0, 0, OSError(errno.EIO, "no answer")
        for name in ("open", "write", "pwrite", "fsync", "fdatasync", "rename", "replace", "unlink", "ftruncate"):
            monkeypatch.setattr(os, name, self._through(getattr(os, name)))

    def _through(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def through(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.fails_at:
                raise self.then
            return call(*arguments, **options)

        return through


def test_no_fault_during_a_re_key_loses_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever call fails, a session that goes on and changes the key again leaves a desk that opens after a cut."""
    desk, _ = a_desk(tmp_path)
    opened = open_desk(desk, FIRST)
    opened.add("Bo", SECOND)
    opened.store.add(made_entry(1))
    opened.close()
    faulty = Faulty(monkeypatch)
    number, failed = 0, True
    while failed:
        number += 1
        run = tmp_path / str(number)
        shutil.copytree(desk, run)
        keys = open_desk(run, FIRST)
        faulty.calls, faulty.fails_at = 0, number
        try:
            keys.rekey()
            failed = False
        except KioskError:
            pass
        faulty.fails_at = 0
        with suppress(KioskError):
            keys.remove("Bo")
        # The power goes in the middle of the next change of the key, if there is one.
        monkeypatch.setattr(keys.store, "rekey", Mock(side_effect=StoreFailed))
        with suppress(KioskError):
            keys.rekey()
        after = tmp_path / f"{number}-after"
        shutil.copytree(run, after)
        keys.store.close()
        again = open_desk(after, FIRST)
        assert [entry.reference for entry in again.store.entries()] == ["000000001"], number
        again.rekey()
        again.close()
        open_desk(after, FIRST).close()
    assert number > 10


def test_what_is_no_wrong_passphrase_is_not_counted(tmp_path: Path) -> None:
    """A desk that is already open refuses a second time without any wait."""
    desk, _ = a_desk(tmp_path)
    opened = open_desk(desk, FIRST)
    for _ in range(3):
        with pytest.raises(StoreBusy):
            open_desk(desk, FIRST)
    opened.close()
    assert not (desk / TRIES).exists()


@pytest.mark.parametrize(
    "garbage",
    [b"", b"x y z", b"9 nan boot1", b"9 -5 boot1", b"-3 1 boot1", b"9" * 4000 + b" 1 boot1", b"\xff\xfe", b"1 2 3 4"],
)
def test_a_broken_note_of_tries_keeps_nobody_out(tmp_path: Path, garbage: bytes) -> None:
    """Who can break the file can remove it: it is never a reason to stay closed."""
    desk, _ = a_desk(tmp_path)
    (desk / TRIES).write_bytes(garbage)
    open_desk(desk, FIRST).close()


@pytest.mark.parametrize(
    ("passphrase", "weakness"),
    [
        ("onze signes", Weakness.SHORT),
        ("motdepasse123", Weakness.COMMON),
        ("azertyuiop12", Weakness.COMMON),
        ("azertyqsdfgh", Weakness.COMMON),
        ("Jetaimejetaime", Weakness.COMMON),
        ("liberteegalite", Weakness.COMMON),
        ("doudouchouchou", Weakness.COMMON),
        ("marseille2024", Weakness.COMMON),
        ("aaaaaaaaaaaaaaaaaaaa", Weakness.COMMON),
        ("12/05/1980 12", Weakness.COMMON),
        ("Les Tilleuls 1", Weakness.COMMON),
        ("x" * 501, Weakness.LONG),
        ("quatre mots\tau hasard", Weakness.SIGN),
        ("quatre mots\u202fau\u00a0hasard", None),
        ("quatre mots au hasard", None),
        ("girafe lavabo nuage vis", None),
        ("клавиатура облако слон", None),
        ("我爱蓝色的大象和云朵以及小小的猫咪", None),
        ("x7Gq9ZpLw2Kd", None),
        (" ".join(f"mot{n}girafe{n * 7}" for n in range(20)), None),
    ],
)
def test_a_passphrase_is_judged_by_guesses(passphrase: str, weakness: Weakness | None) -> None:
    """Length counts and known ones are refused, in French too; no letter, case or sign is wanted."""
    assert weakness_of(passphrase, ["Les Tilleuls", "Ama"]) is weakness
