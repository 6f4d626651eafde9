"""Where the bytes go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.core.errors import FileFault
from kiosk.printer.transport import load_library, write_job


def names(folder: Path) -> list[str]:
    """Give what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """The bytes are in the file, readable by its owner alone, and nothing else is left in the folder."""
    path = tmp_path / "job.bin"
    write_job(path, b"first")
    write_job(path, b"second")
    assert path.read_bytes() == b"second"
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["job.bin"]


def test_only_plain_files(tmp_path: Path) -> None:
    """A missing folder, a folder, a pipe, a link and anything of the system are refused, and nothing is created."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "elsewhere")
    before = names(tmp_path)
    for path in (
        tmp_path / "no" / "job",
        tmp_path,
        pipe,
        link,
        Path("/dev/lp99"),
        Path("/dev/usb/lp0"),
        Path("/proc/x"),
    ):
        with pytest.raises(FileFault):
            write_job(path, b"x")
    assert names(tmp_path) == before
    assert not Path("/dev/lp99").exists()


def test_a_failed_write_keeps_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk refuses, the file is as it was and no half file stays."""
    path = tmp_path / "job.bin"
    write_job(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileFault):
        write_job(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["job.bin"]


def test_a_folder_that_others_can_write_is_refused(tmp_path: Path) -> None:
    """The library unpickles a cache: never from a folder where others could put one."""
    tmp_path.chmod(0o777)
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(FileFault):
            load_library(folder)


LOAD = """
import logging, os, sys, tempfile
from pathlib import Path
from kiosk.printer.transport import load_library
library = load_library(Path(sys.argv[1]))
assert not logging.root.handlers, logging.root.handlers
assert "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ
assert tempfile.tempdir is None
assert library.Usb
assert load_library(Path(sys.argv[1])) is library
"""


def test_the_library_leaves_no_trace(tmp_path: Path) -> None:
    """Importing the library prints nothing, logs nothing and leaves only its cache, in the private folder."""
    private, temporary = tmp_path / "private", tmp_path / "temporary"
    for folder in (private, temporary):
        folder.mkdir(mode=0o700)
    done = subprocess.run(
        [sys.executable, "-c", LOAD, private],
        capture_output=True,
        check=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert (done.stdout, done.stderr) == (b"", b"")
    assert names(temporary) == []
    assert [Path(name).suffix for name in names(private)] == [".pickle"]
