"""`scripts/package`: the same bytes each time, every file with the rights it needs and no other."""

from __future__ import annotations

import os
import re
import subprocess
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kiosk import __version__
from scripts.debian import build as building

WHEN = 1_790_000_000


def wheel(folder: Path, name: str, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, data in files.items():
            archive.writestr(file.replace("__", "/"), data)
    return path


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """Our own wheel and those of one library for both Pythons, as small as can be."""
    folder = tmp_path_factory.mktemp("wheels")
    own = wheel(folder, "kiosk-1-py3-none-any", **{"kiosk__cli.py": b"print('kiosk')\n", "k.dist-info__WHEEL": b"1"})
    both = [
        wheel(folder, f"lib-1-{tag}", **{"lib__plain.py": b"1\n", f"lib__fast.{tag}.so": tag.encode()})
        for tag in ("cp311", "cp313")
    ]
    return own, both


@pytest.fixture(scope="module")
def package(wheels: tuple[Path, list[Path]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return building.build(*wheels, tmp_path_factory.mktemp("out"), WHEN)


def members(package: Path) -> list[tarfile.TarInfo]:
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        return archive.getmembers()


def test_the_same_bytes(wheels: tuple[Path, list[Path]], package: Path, tmp_path: Path) -> None:
    """Built again elsewhere, by somebody whose files are hers alone, it is the same to the last byte."""
    before = os.umask(0o077)
    try:
        again = building.build(*wheels, tmp_path, WHEN)
    finally:
        os.umask(before)
    assert again.read_bytes() == package.read_bytes()
    assert again.name == f"kiosk-desk_{__version__}_amd64.deb"


def test_what_is_inside(package: Path) -> None:
    """All belongs to root, nobody else writes, nothing takes rights, nothing lies in /etc, what runs runs."""
    found = members(package)
    assert all((each.uid, each.gid) == (0, 0) for each in found)
    assert all(each.mode & 0o7022 == 0 for each in found)
    assert all(each.mtime <= WHEN for each in found)
    assert {each.name.split("/")[1] for each in found if each.name.strip("./")} == {"usr"}
    runs = {each.name for each in found if each.isfile() and each.mode & 0o111}
    assert {"./usr/bin/kiosk", "./usr/sbin/kiosk-machine", "./usr/lib/kiosk-desk/desk"} <= runs
    assert not any(name.endswith((".service", ".rules", ".conf", ".py", ".md")) for name in runs)
    names = {each.name for each in found}
    for tag in ("cp311", "cp313"):
        assert f"./{building.PLACE}/lib/fast.{tag}.so" in names
    assert "./usr/share/doc/kiosk-desk/copyright" in names


def test_what_it_says_of_itself(package: Path) -> None:
    """Its version is the program's; it needs what the program needs of Debian 12 and 13; every file has its sum."""
    control = subprocess.run(["dpkg-deb", "--field", package], check=True, capture_output=True, text=True).stdout
    assert f"Version: {__version__}\n" in control
    assert re.search(r"python3 \(>= 3\.11\), python3 \(<< 3\.14\)", control)
    data = subprocess.run(["dpkg-deb", "--ctrl-tarfile", package], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        modes = {each.name: each.mode for each in archive.getmembers()}
        sums = archive.extractfile("./md5sums")
        assert sums is not None
        rows = sums.read().decode().splitlines()
    assert all(modes[f"./{name}"] == 0o755 for name in building.SCRIPTS)
    assert len(rows) == sum(each.isfile() for each in members(package))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Where two libraries, or two Pythons, disagree about what runs, there is no package; what describes may differ."""
    one = wheel(tmp_path, "a-1-cp311", **{"a__x.py": b"1", "a.dist-info__METADATA": b"1"})
    other = wheel(tmp_path, "a-1-cp313", **{"a__x.py": b"2", "a.dist-info__METADATA": b"2"})
    same = wheel(tmp_path, "a-1-py3", **{"a__x.py": b"1", "a.dist-info__METADATA": b"3"})
    building.unpack(one, tmp_path / "place")
    building.unpack(same, tmp_path / "place")
    with pytest.raises(ValueError, match="cp313"):
        building.unpack(other, tmp_path / "place")


def test_a_wheel_writes_nowhere_else(tmp_path: Path) -> None:
    """A name that climbs out of the folder is refused."""
    with pytest.raises(ValueError, match="escape"):
        building.unpack(wheel(tmp_path, "a", **{"..__escape.py": b"1"}), tmp_path / "place")
    assert not (tmp_path / "escape.py").exists()
