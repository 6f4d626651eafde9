"""Builds kiosk-desk_VERSION_amd64.deb: the program, its libraries and the machine's files, for Debian 12 and 13.

    scripts/package [--wheels FOLDER] [--out FOLDER]

One package serves both: the libraries' wheels for Python 3.11 and 3.13 are unpacked into one folder, where whatever was
compiled has the Python that it is for in its name. So nothing is built, fetched or run at installation, `dpkg --verify`
knows each file, and a machine that goes from Debian 12 to 13 keeps its desk. The network is needed here alone, to fetch
the wheels that `constraints.txt` names; a folder given as --wheels is taken as it is.

The same commit gives the same bytes: times are SOURCE_DATE_EPOCH or the commit's, owners and rights are set here.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from kiosk import __version__

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PYTHONS = ("3.11", "3.13")
"""Of Debian 12 and 13."""
GLIBC = range(5, 37)
"""Wheels are made for a least version of the system's library; Debian 12 has 2.36."""
PLACE = "usr/lib/kiosk-desk/python"
SCRIPTS = ("postinst", "prerm", "postrm")
_PAGES = ("installer.md", "reglages.md", "pannes.md", "permanence.md", "securite.md")


def main(argv: Sequence[str] | None = None) -> None:
    """Build the package, and say where it is."""
    parser = argparse.ArgumentParser(description="Construit le paquet Debian.")
    parser.add_argument("--wheels", type=Path, help="les bibliothèques ; sans rien, elles sont téléchargées")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        own = build_wheel(Path(scratch))
        wheels = given.wheels or fetch(own, ROOT / "build" / "wheels")
        package = build(own, sorted(wheels.glob("*.whl")), given.out, epoch())
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    print(f"{package} ({package.stat().st_size // 1_000_000} Mo)\nsha256 {digest}")


def epoch() -> int:
    """Give the time that stands in the package."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    said = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True)
    return int(said.stdout)


def build_wheel(folder: Path) -> Path:
    """Build our own wheel from what git knows of, and from nothing else that lies about."""
    source = folder / "source"
    named = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, named.decode().split("\0")):
        if name.split("/")[0] in ("kiosk", "locales", "scripts", "pyproject.toml", "README.md", "LICENSE"):
            file = source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_file():
                shutil.copyfile(ROOT / name, file)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "own")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
    subprocess.run(command, cwd=source, check=True, capture_output=True, env=environment)
    (wheel,) = (folder / "own").glob("*.whl")
    return wheel


def fetch(own: Path, folder: Path) -> Path:
    """Fetch the wheels of our libraries for each Python, once for each state of what is wanted."""
    wanted = (ROOT / "constraints.txt").read_bytes() + (ROOT / "pyproject.toml").read_bytes() + repr(PYTHONS).encode()
    place = folder / hashlib.sha256(wanted).hexdigest()[:16]
    if place.exists():
        return place
    part = place.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    platforms = [f"--platform=manylinux_2_{minor}_x86_64" for minor in GLIBC] + ["--platform=manylinux2014_x86_64"]
    for python in PYTHONS:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--only-binary=:all:", f"--python-version={python}", *platforms, "--implementation=cp"]
        command += ["--constraint", str(ROOT / "constraints.txt"), "--dest", str(part), f"{own}[fonts]"]
        subprocess.run(command, check=True)
    for mine in part.glob("kiosk-*.whl"):
        mine.unlink()
    part.rename(place)
    return place


def build(own: Path, wheels: Iterable[Path], out: Path, when: int) -> Path:
    """Put the package together.

    Args:
        own: our wheel.
        wheels: of our libraries.
        out: the folder for the package.
        when: the time that stands in it, in seconds.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        shutil.copytree(HERE / "tree", tree)
        for wheel in (own, *wheels):
            unpack(wheel, tree / PLACE)
        shutil.copyfile(ROOT / "scripts" / "desk", tree / "usr/lib/kiosk-desk/desk")
        _papers(tree / "usr/share/doc/kiosk-desk", when)
        _control(tree)
        _settle(tree, when)
        package = out / f"kiosk-desk_{__version__}_amd64.deb"
        command = [
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            "-z3",
            "--threads-max=1",
            "--build",
            str(tree),
            str(package),
        ]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(when)}
        subprocess.run(command, check=True, capture_output=True, env=environment)
    return package


def unpack(wheel: Path, place: Path) -> None:
    """Unpack a wheel where the others are.

    Raises:
        ValueError: two wheels have another file under one name; what describes them may differ, what runs may not.
    """
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            parts = Path(name).parts
            if name.endswith("/") or parts[-1] in ("RECORD", "WHEEL"):
                continue
            if parts[0].endswith(".data"):
                if parts[1] not in ("purelib", "platlib"):
                    continue
                parts = parts[2:]
            if ".." in parts or Path(name).is_absolute():
                raise ValueError(name)
            file, data = place.joinpath(*parts), archive.read(name)
            if file.exists() and file.read_bytes() != data and not parts[0].endswith(".dist-info"):
                raise ValueError(f"{wheel.name}: {name}")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def _papers(folder: Path, when: int) -> None:
    folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", folder / "copyright")
    for page in _PAGES:
        shutil.copyfile(ROOT / "docs" / page, folder / page)
    changes = gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=when)
    (folder / "changelog.gz").write_bytes(changes)


def _control(tree: Path) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file())
    size = sum(file.stat().st_size for file in files) // 1024
    sums = "".join(f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(tree)}\n" for file in files)
    folder = tree / "DEBIAN"
    folder.mkdir()
    control = (HERE / "control").read_text(encoding="utf-8").format(version=__version__, size=size)
    (folder / "control").write_text(control, encoding="utf-8")
    (folder / "md5sums").write_text(sums, encoding="utf-8")
    for name in SCRIPTS:
        shutil.copyfile(HERE / name, folder / name)


def _settle(tree: Path, when: int) -> None:
    """Give every file its rights and its time, whatever those of this checkout are."""
    for path in sorted(tree.rglob("*"), reverse=True):
        inside = path.relative_to(tree)
        runs = inside.parent.as_posix() in ("usr/bin", "usr/sbin") or inside.as_posix().startswith("DEBIAN/p")
        runs = runs or inside.parent.as_posix() == "usr/lib/kiosk-desk"
        path.chmod(0o755 if path.is_dir() or runs else 0o644)
        os.utime(path, (when, when))
    tree.chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
    os.utime(tree, (when, when))


if __name__ == "__main__":
    main()
