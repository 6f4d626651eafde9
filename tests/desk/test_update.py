"""An update is whole and signed twice, or nothing changed: each refusal by its reason, each write cut."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import NotUpdated, StoreFull
from kiosk.core.release import UpdateFault, UpdatePart
from kiosk.desk.update import go_back, update
from kiosk.uplink.release import METADATA, TARGETS
from tests.desk.releases import (
    FIRST,
    NOON,
    READS,
    CutTrees,
    MadeMachine,
    PowerCut,
    Project,
    agree,
    feed_files,
    package_of,
    program_files,
    tar_xz,
    whole,
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "project")
    made.release(2, 1)
    return made


@pytest.fixture
def machine(tmp_path: Path, project: Project) -> MadeMachine:
    return MadeMachine(tmp_path, project.root)


@pytest.fixture
def key(tmp_path: Path, project: Project) -> Path:
    key = project.copy_to(tmp_path / "key")
    agree(key)
    return key


def refused(machine: MadeMachine, key: Path, wall: datetime = NOON) -> UpdateFault:
    """Offer a key that is refused; gives why. Nothing changed."""
    before, files, desk = machine.now(), machine.files(), machine.desk_files()
    with pytest.raises(NotUpdated) as caught:
        update(machine.machine, key, wall)
    assert machine.now() == before
    assert machine.files() == files
    assert machine.desk_files() == desk
    return UpdateFault(caught.value.fault)


# ---- what is taken


@pytest.mark.parametrize("wall", [datetime(1970, 1, 1, tzinfo=UTC), NOON, datetime(2038, 1, 19, tzinfo=UTC)])
def test_a_release_that_both_signed_runs_next(machine: MadeMachine, key: Path, wall: datetime) -> None:
    """Whatever the machine's clock says: the new program is whole, and the desk's files are as they were."""
    desk = machine.desk_files()
    then = update(machine.machine, key, wall)
    assert then.name == "2.1"
    assert machine.now() == then
    assert {name: data for name, data in machine.files().items() if "__pycache__" not in name} == whole(then)
    assert machine.desk_files() == desk


def test_the_same_key_again_changes_nothing(machine: MadeMachine, key: Path) -> None:
    """Ten laptops, one key: who is given it twice says so."""
    update(machine.machine, key, NOON)
    assert refused(machine, key) is UpdateFault.SAME


def test_back_works_once(machine: MadeMachine, project: Project, tmp_path: Path, key: Path) -> None:
    """From the third program to the second and no further; then the same key leads to the third again."""
    update(machine.machine, key, NOON)
    project.release(3, 1)
    third = project.copy_to(tmp_path / "third")
    agree(third)
    update(machine.machine, third, NOON)
    assert go_back(machine.machine).program.number == 2
    assert machine.files() == whole(machine.now())
    with pytest.raises(NotUpdated) as caught:
        go_back(machine.machine)
    assert caught.value.fault is UpdateFault.NO_BACK
    assert update(machine.machine, third, NOON).program.number == 3


def test_back_to_the_package(machine: MadeMachine, key: Path) -> None:
    """The first update is taken back to what the package installed."""
    update(machine.machine, key, NOON)
    assert go_back(machine.machine).program.number == 1
    with pytest.raises(NotUpdated):
        go_back(machine.machine)


def test_going_back_opens_no_way_for_an_older_release(
    machine: MadeMachine, project: Project, tmp_path: Path, key: Path
) -> None:
    """Who went back from the third to the first is not given the second by a key of before."""
    project.release(3, 1)
    third = project.copy_to(tmp_path / "third")
    agree(third)
    update(machine.machine, third, NOON)
    go_back(machine.machine)
    assert refused(machine, key) is UpdateFault.OLDER


# ---- guidance


def test_guidance_moves_alone(machine: MadeMachine, project: Project, tmp_path: Path) -> None:
    """A feed comes without a program: the office agreed to it alone, and the program stays."""
    project.feed(5)
    key = project.copy_to(tmp_path / "feed")
    agree(key, parts=[UpdatePart.GUIDANCE])
    then = update(machine.machine, key, NOON)
    assert then.name == "1.5"
    assert machine.files() == whole(then)


def test_a_feed_makes_no_program_out_of_date(machine: MadeMachine, project: Project, tmp_path: Path) -> None:
    """A program that was signed long ago is still the newest: what is signed with a feed of today is in date today."""
    later = FIRST + timedelta(days=300)
    project.feed(5, later)
    agree(key := project.copy_to(tmp_path / "feed"), later)
    assert update(machine.machine, key, NOON).name == "2.5"


def test_a_feed_outlives_a_program_that_has_older_guidance(
    machine: MadeMachine, project: Project, tmp_path: Path
) -> None:
    """Guidance goes back with no program; and one that has newer guidance needs no feed any more."""
    project.feed(5)
    agree(first := project.copy_to(tmp_path / "feed"), parts=[UpdatePart.GUIDANCE])
    update(machine.machine, first, NOON)
    agree(second := project.copy_to(tmp_path / "both"))
    then = update(machine.machine, second, NOON)
    assert then.name == "2.5"
    assert machine.files() == whole(then)
    project.release(3, 6)
    agree(third := project.copy_to(tmp_path / "third"))
    then = update(machine.machine, third, NOON)
    assert (then.name, then.feed) == ("3.6", None)
    assert machine.files() == whole(then)


def test_guidance_that_asks_for_another_program_waits_for_it(
    machine: MadeMachine, project: Project, tmp_path: Path
) -> None:
    """A feed in a format that the program does not read is refused; with the program that does it is taken."""
    project.feed(5, format_=2)
    agree(key := project.copy_to(tmp_path / "feed"), parts=[UpdatePart.GUIDANCE])
    assert refused(machine, key) is UpdateFault.NEEDS_PROGRAM
    project.release(3, 1, reads={**READS, "guidance": [1, 2]})
    agree(key := project.copy_to(tmp_path / "feed"))
    assert update(machine.machine, key, NOON).name == "3.5"


@pytest.mark.parametrize("name", ["kiosk/x.py", "procedures/x.py", "../x.toml", "/x.toml", "locales/fr/x.so"])
def test_a_feed_is_data(machine: MadeMachine, project: Project, tmp_path: Path, name: str) -> None:
    """A feed with anything in it that runs, or that leads elsewhere, is refused, however it is signed."""
    project.feed(5, data=tar_xz({**feed_files(5), name: b"x"}))
    agree(key := project.copy_to(tmp_path / "feed"), parts=[UpdatePart.GUIDANCE])
    assert refused(machine, key) in (UpdateFault.MIXED, UpdateFault.BROKEN)


# ---- what is refused


def metadata(key: Path) -> Path:
    return key / "kiosk-update" / METADATA


def drop(name: str) -> Callable[[Path], None]:
    return lambda key: (metadata(key) / name).unlink()


def cut(name: str) -> Callable[[Path], None]:
    def done(key: Path) -> None:
        file = key / "kiosk-update" / name
        file.write_bytes(file.read_bytes()[:-40])

    return done


def alter(name: str) -> Callable[[Path], None]:
    def done(key: Path) -> None:
        file = key / "kiosk-update" / name
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)

    return done


DEB = f"{TARGETS}/kiosk-desk_0.2.0_amd64.deb"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda key: shutil.rmtree(key / "kiosk-update"), "nothing"),
        (drop("timestamp.json"), "nothing"),
        (drop("2.snapshot.json"), "cut"),
        (drop("2.targets.json"), "cut"),
        (drop("1.software.json"), "cut"),
        (lambda key: (key / "kiosk-update" / DEB).unlink(), "cut"),
        (cut(f"{METADATA}/timestamp.json"), "cut"),
        (cut(f"{METADATA}/2.snapshot.json"), "cut"),
        (cut(f"{METADATA}/2.targets.json"), "cut"),
        (cut(f"{METADATA}/1.software.json"), "cut"),
        (cut(DEB), "cut"),
        (alter(f"{METADATA}/2.snapshot.json"), "mixed"),
        (alter(f"{METADATA}/2.targets.json"), "mixed"),
        (alter(f"{METADATA}/1.software.json"), "mixed"),
        (alter(DEB), "mixed"),
        (lambda key: (key / "kiosk-update/software.assent").unlink(), "no_assent"),
        (cut("software.assent"), "other_assent"),
        (alter("software.assent"), "other_assent"),
        (lambda key: agree(key, seed=b"s" * 32), "other_assent"),
        (lambda key: agree(key, datetime(1970, 1, 2, tzinfo=UTC)), "assent_time"),
        (lambda key: agree(key, datetime(2038, 1, 19, tzinfo=UTC)), "assent_time"),
        (lambda key: agree(key, FIRST + timedelta(days=181)), "frozen"),
    ],
)
def test_what_is_spoilt_is_refused(machine: MadeMachine, key: Path, spoil: Callable[[Path], None], why: str) -> None:
    """A file that is missing, cut, changed or signed by another: each by its reason, and nothing changed."""
    spoil(key)
    assert refused(machine, key) == why


def test_files_of_two_releases_do_not_mix(machine: MadeMachine, project: Project, tmp_path: Path, key: Path) -> None:
    """The list of one release with the program of another is refused, though the project signed both."""
    project.release(3, 1)
    agree(newer := project.copy_to(tmp_path / "newer"))
    shutil.copy(key / "kiosk-update" / DEB, newer / "kiosk-update" / TARGETS / "kiosk-desk_0.3.0_amd64.deb")
    assert refused(machine, newer) in (UpdateFault.MIXED, UpdateFault.CUT)
    shutil.copy(metadata(key) / "timestamp.json", metadata(newer))
    assert refused(machine, newer) is UpdateFault.OLDER


def test_a_stranger_is_refused(machine: MadeMachine, tmp_path: Path) -> None:
    """Who has a whole release of his own, and even this office's assent to it, has no key of the project."""
    stranger = Project(tmp_path / "stranger", "stranger")
    stranger.release(9, 9)
    agree(key := stranger.copy_to(tmp_path / "key9"))
    assert refused(machine, key) is UpdateFault.WRONG_KEYS


def test_what_a_replaced_key_signs_is_refused(machine: MadeMachine, project: Project, tmp_path: Path) -> None:
    """Once a desk has seen new keys, what the former ones sign is refused as such, however new it is."""
    from tests.desk.releases import seeds

    thief = Project(tmp_path / "thief")
    project.repository.rotate(seeds("second"), FIRST)
    agree(key := project.copy_to(tmp_path / "rotated"))
    assert update(machine.machine, key, NOON).program.number == 2
    for number in range(2, 12):
        thief.release(number, 9, FIRST + timedelta(days=1))
    agree(stolen := thief.copy_to(tmp_path / "stolen"))
    assert refused(machine, stolen) is UpdateFault.REVOKED_KEYS


def test_keys_change_more_than_once(machine: MadeMachine, project: Project, tmp_path: Path) -> None:
    """A desk that was away for several changes of keys follows them all, and refuses a chain with a hole."""
    from tests.desk.releases import seeds

    for name in ("second", "third", "fourth"):
        project.repository.rotate(seeds(name), FIRST)
    project.release(3, 1)
    agree(key := project.copy_to(tmp_path / "rotated"))
    (metadata(key) / "3.root.json").rename(metadata(key) / "hidden")
    assert refused(machine, key) in (UpdateFault.WRONG_KEYS, UpdateFault.REVOKED_KEYS)
    (metadata(key) / "hidden").rename(metadata(key) / "3.root.json")
    assert update(machine.machine, key, NOON).program.number == 3


def test_an_older_release_is_refused(machine: MadeMachine, project: Project, tmp_path: Path, key: Path) -> None:
    """A key of before, with the office's assent of before, is refused by who has seen a newer one."""
    project.release(3, 1)
    agree(newer := project.copy_to(tmp_path / "newer"))
    update(machine.machine, newer, NOON)
    assert refused(machine, key) is UpdateFault.OLDER


def test_what_the_desk_heard_makes_a_release_old(machine: MadeMachine, key: Path) -> None:
    """A key that lay in a drawer is refused by the time that the office signed since, though the clock stands still."""
    machine.heard(FIRST + timedelta(days=200))
    assert refused(machine, key, NOON) is UpdateFault.FROZEN
    assert refused(machine, key, datetime(1970, 1, 1, tzinfo=UTC)) is UpdateFault.FROZEN


def test_an_office_whose_clock_ran_ahead_can_update_again(
    machine: MadeMachine, project: Project, tmp_path: Path, key: Path
) -> None:
    """A time two years ahead made everything old; once the clock is right, here and there, it is believed again."""
    agree(key, FIRST + timedelta(days=170))
    update(machine.machine, key, NOON)
    kept = machine.machine.versions
    said = json.loads(kept.trusted())
    assert int(said["time"]) == int((FIRST + timedelta(days=170)).timestamp())
    project.release(3, 1, FIRST - timedelta(days=20))
    agree(newer := project.copy_to(tmp_path / "newer"), FIRST)
    assert refused(machine, newer, datetime(1970, 1, 1, tzinfo=UTC)) is UpdateFault.FROZEN
    assert update(machine.machine, newer, FIRST).program.number == 3


@pytest.mark.parametrize("kind", ["vault", "store", "envelope"])
def test_a_program_that_cannot_read_what_waits_is_refused(
    machine: MadeMachine, project: Project, tmp_path: Path, kind: str
) -> None:
    """Whatever is written here in a format that the new program lacks: it does not come."""
    project.release(3, 1, reads={**READS, kind: [7]})
    agree(key := project.copy_to(tmp_path / "newer"))
    assert refused(machine, key) is UpdateFault.CANNOT_READ


def test_back_to_a_program_that_cannot_read_is_refused(machine: MadeMachine, key: Path) -> None:
    """What the new program has written in its own format is not handed to the old one."""
    update(machine.machine, key, NOON)
    journal = machine.desk / "store" / "journal"
    data = bytearray(journal.read_bytes())
    data[8:10] = (3).to_bytes(2)
    journal.write_bytes(data)
    with pytest.raises(NotUpdated) as caught:
        go_back(machine.machine)
    assert caught.value.fault is UpdateFault.CANNOT_READ
    assert machine.now().program.number == 2


def test_a_program_that_does_not_run_here_is_refused(machine: MadeMachine, key: Path) -> None:
    """What was signed and whole and does not start on this machine never becomes the one that runs."""
    machine.broken = {2}
    assert refused(machine, key) is UpdateFault.BROKEN


@pytest.mark.parametrize(
    "data", [b"no package", package_of({}), package_of(program_files(4, 1)), b"!<arch>\n" + b"x" * 99]
)
def test_a_package_that_is_another_is_refused(
    machine: MadeMachine, project: Project, tmp_path: Path, data: bytes
) -> None:
    """What the project signed as the third program and is none, or another, never runs."""
    project.release(3, 1, data=data)
    agree(key := project.copy_to(tmp_path / "newer"))
    assert refused(machine, key) is UpdateFault.BROKEN


def test_the_office_agrees_to_one_release(machine: MadeMachine, project: Project, tmp_path: Path, key: Path) -> None:
    """An assent to the second program is none to the third."""
    project.release(3, 1)
    newer = project.copy_to(tmp_path / "newer")
    shutil.copy(key / "kiosk-update/software.assent", newer / "kiosk-update")
    assert refused(machine, newer) is UpdateFault.NO_ASSENT
    # It was looked at, and is not held against the one that the office agreed to.
    assert update(machine.machine, key, NOON).program.number == 2


# ---- the disk


@pytest.mark.parametrize("error", [PowerCut(), OSError(errno.ENOSPC, "full")], ids=["cut", "full"])
@pytest.mark.parametrize("what", ["first", "second", "back"])
def test_each_write_may_be_the_last(tmp_path: Path, project: Project, error: BaseException, what: str) -> None:
    """Power cut or disk full at each call: the old program or the new, whole; then the update, or the way back."""
    agree(first := project.copy_to(tmp_path / "first"))
    project.release(3, 1)
    project.feed(4)
    agree(second := project.copy_to(tmp_path / "second"))
    at = 0
    while True:
        at += 1
        machine = MadeMachine(tmp_path / f"machine{at}", project.root)
        if what != "first":
            update(machine.machine, first, NOON)
        if what == "back":
            update(machine.machine, second, NOON)
        before, desk = machine.now(), machine.desk_files()
        machine.trees = CutTrees(at, error)
        with suppress(PowerCut, StoreFull):
            if what == "back":
                go_back(machine.machine)
            else:
                update(machine.machine, first if what == "first" else second, NOON)
        done = machine.trees.calls < at
        machine.trees = CutTrees()
        assert machine.files() == whole(machine.now())
        assert machine.desk_files() == desk
        if what == "back":
            assert machine.now().program.number in (3, 2)
            if machine.now() == before:
                go_back(machine.machine)
            with pytest.raises(NotUpdated):
                go_back(machine.machine)
            assert machine.now().program.number == 2
        else:
            assert machine.now().name in (before.name, "2.1" if what == "first" else "3.4")
            if machine.now() == before:
                update(machine.machine, first if what == "first" else second, NOON)
            assert machine.files() == whole(machine.now())
            assert go_back(machine.machine) == before
            with pytest.raises(NotUpdated):
                go_back(machine.machine)
            left = {each.name for each in (machine.root / "var/lib/kiosk-desk/versions").iterdir()}
            assert not [name for name in left if name.endswith(".part")]
        shutil.rmtree(tmp_path / f"machine{at}")
        if done:
            break
    assert at > 5
