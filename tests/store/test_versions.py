"""What a real disk does with versions: a real package, real links, a version in use."""

from __future__ import annotations

import fcntl
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.errors import NotUpdated, StoreBusy
from kiosk.core.release import UpdateFault
from kiosk.crypto import vault
from kiosk.machine.trial import runs_here
from kiosk.store import records
from kiosk.store.versions import PYTHON, Versions
from kiosk.wire import signed
from tests.desk.releases import package_of, program_files

ROOT = Path(__file__).parents[2]


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    place = tmp_path / "usr" / PYTHON
    for name, data in program_files(1, 1).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return Versions(tmp_path / "home", tmp_path / "usr")


def put(versions: Versions, number: int) -> None:
    with versions.held():
        files = package_of(program_files(number, 1))
        versions.install(f"{number}.1", [files], None, keep_feed=False, runs=lambda *_: True)


def test_what_stands_on_the_disk(versions: Versions, tmp_path: Path) -> None:
    """Everybody may read a version and nobody else may write it; the package in it is gone; no file of it runs."""
    put(versions, 2)
    home = tmp_path / "home"
    assert (home / "current").resolve() == home / "versions" / "2.1"
    assert sorted(each.name for each in (home / "versions" / "2.1").iterdir()) == ["before", PYTHON]
    for each in (home / "versions").rglob("*"):
        assert each.stat().st_mode & 0o7777 == (0o755 if each.is_dir() else 0o644)


def test_a_version_in_use_stays(versions: Versions, tmp_path: Path) -> None:
    """Two updates while a desk runs take nothing from under it; it goes with the first update after its end."""
    put(versions, 2)
    held = os.open(tmp_path / "home/versions/2.1" / PYTHON, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    put(versions, 3)
    put(versions, 4)
    assert (tmp_path / "home/versions/2.1" / PYTHON / "kiosk/__main__.py").exists()
    with pytest.raises(NotUpdated) as caught:
        put(versions, 2)
    assert caught.value.fault is UpdateFault.IN_USE
    os.close(held)
    put(versions, 5)
    assert sorted(each.name for each in (tmp_path / "home/versions").iterdir()) == ["4.1", "5.1"]


def test_one_at_a_time(versions: Versions) -> None:
    """Two updates at once are one."""
    with versions.held(), pytest.raises(StoreBusy), versions.held():
        pass


def test_a_file_that_never_ends_well(versions: Versions) -> None:
    """A file that turns out wrong at its last byte leaves nothing."""

    def pieces() -> Iterator[bytes]:
        yield package_of(program_files(2, 1))
        raise NotUpdated(UpdateFault.MIXED)

    with versions.held(), pytest.raises(NotUpdated):
        versions.install("2.1", pieces(), None, keep_feed=False, runs=lambda *_: True)
    assert versions.name() == ""
    assert list((versions.home / "versions").iterdir()) == []


def test_what_this_program_says_of_itself() -> None:
    """It reads each format that it writes, and has the version that the command says."""
    from kiosk import __version__

    said = tomllib.loads((ROOT / "kiosk/machine/release.toml").read_text(encoding="utf-8"))
    assert said["version"] == __version__
    assert vault.VERSION in said["reads"]["vault"]
    assert records.VERSION in said["reads"]["store"]
    assert signed.VERSION in said["reads"]["envelope"]
    assert set(said["reads"]) == {"vault", "store", "envelope", "guidance"}


def test_a_program_is_tried_before_it_is_used(tmp_path: Path) -> None:
    """What answers is compiled for where it will be; what fails, or reads no guidance, does not run here."""
    python = tmp_path / "python"
    (python / "kiosk").mkdir(parents=True)
    (python / "kiosk/__init__.py").touch()
    main = python / "kiosk/__main__.py"
    main.write_text("import sys\n")
    assert runs_here(python, tmp_path / "later")
    assert list((python / "kiosk/__pycache__").glob("*.pyc"))
    main.write_text("import sys\nsys.exit('procedures' in sys.argv)\n")
    assert not runs_here(python, tmp_path / "later")
    main.write_text("this is no program\n")
    assert not runs_here(python, tmp_path / "later")
