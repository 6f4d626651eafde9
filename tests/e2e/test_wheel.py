"""What is installed is what was tested: the built wheel works outside the checkout, with all its data."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.guidance.shelf import Shelf
from tests.e2e.terminal import ROOT

PARTS = ("kiosk", "locales", "scripts", "pyproject.toml", "README.md", "LICENSE")


@pytest.mark.slow
def test_the_wheel(tmp_path: Path) -> None:
    """It holds procedures, catalogues, style and dictionary, and its commands run from a folder of their own."""
    source, target, elsewhere = tmp_path / "source", tmp_path / "target", tmp_path / "elsewhere"
    elsewhere.mkdir()
    # Built from a copy: other tests use the checkout at the same time.
    copied = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, copied.decode().split("\0")):
        file = ROOT / name
        if file.is_file() and name.split("/")[0] in (
            "kiosk",
            "locales",
            "scripts",
            "pyproject.toml",
            "README.md",
            "LICENSE",
        ):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(file.read_bytes())
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    for each in (
        "kiosk/procedures/close.toml", "kiosk/procedures/common.toml", "kiosk/wire/envelope-1.dict",
        "kiosk/glass/kiosk.tcss", "kiosk/locales/en/LC_MESSAGES/person.mo",
        "kiosk/locales/en/LC_MESSAGES/staff.mo", "kiosk/locales/en/language.toml",
    ):  # fmt: skip
        assert each in inside, each
    assert not any(name.startswith("tests/") for name in inside)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)

    def kiosk(*arguments: str) -> str:
        # -P: nothing is imported from the working folder; the checkout itself must not be found
        code = (
            "import sys; from kiosk.commands import line; "
            "assert line.__file__.startswith(sys.argv.pop(1)); sys.exit(line.main())"
        )
        environment = {
            "PYTHONPATH": str(target),
            "PATH": "/usr/bin:/bin",
            "LANG": "en_GB.UTF-8",
            "HOME": str(elsewhere),
        }
        command = [sys.executable, "-P", "-c", code, str(target), *arguments]
        done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert __version__ in kiosk("--version")
    assert kiosk("procedures", "check").count(".toml") == len(Shelf().titles())
    assert "USB" in kiosk("export", "--help")
    shown = kiosk("--help")
    for command in ("run", "init", "procedures", "office", "export", "doctor", "Exit codes"):
        assert command in shown
