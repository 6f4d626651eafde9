"""A PDF on a USB key, where there is no printer."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from kiosk.core.ports import Drive
from kiosk.desk.desk import open_settings
from kiosk.desk.paper import DrivePrinter, paper_of, printers_of
from kiosk.sheets.worker import PagesWorker
from tests.printer import samples
from tests.sheets.readers import pdfium


def test_a_paper_goes_onto_the_one_key_and_onto_none_of_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two keys that can be written nobody guesses whose paper goes where; one that is protected does not count."""
    keys = [tmp_path / name for name in ("hers", "ours", "protected")]
    for key in keys:
        key.mkdir()
    hers, ours, protected = (Drive(str(key), key.stat().st_dev, read_only=key.name == "protected") for key in keys)
    (tmp_path / "data").mkdir()
    printer = DrivePrinter(open_settings(tmp_path / "data"))
    for found, told in (
        ([], PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_KEY)),
        ([protected], PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_KEY)),
        ([hers, ours, protected], PrintReport(PrintOutcome.NOT_PRINTED, Cause.WHICH_KEY)),
        ([protected, hers], PrintReport(PrintOutcome.PRINTED, Cause.ON_A_KEY)),
    ):
        monkeypatch.setattr("kiosk.uplink.drives.drives", lambda found=found: found)
        assert printer.print(samples.office(), large=False) == told
    (file,) = (file for key in keys for file in key.iterdir())
    assert file.parent == keys[0]
    assert "RIEN N’EST ENCORE FAIT" in pdfium(file.read_bytes())[0]


def test_the_chosen_key_takes_it_and_no_other_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two keys the chosen one takes the paper; once it is gone nothing is written; the choice ends with it."""
    (tmp_path / "data").mkdir()
    for name in ("hers", "ours"):
        (tmp_path / name).mkdir()
    disk = tmp_path.stat().st_dev
    hers, ours = (Drive(str(tmp_path / name), disk) for name in ("hers", "ours"))
    there = [hers, ours]
    monkeypatch.setattr("kiosk.uplink.drives.drives", lambda: list(there))
    paper = paper_of(printers_of(open_settings(tmp_path / "data")))
    paper.choose(Form.DRIVE)
    receipt = samples.office()

    def printed() -> Cause | None:
        return paper.print(receipt, False).cause

    assert printed() is Cause.WHICH_KEY
    assert paper.drives() == [hers, ours]
    paper.take(ours)
    assert printed() is Cause.ON_A_KEY
    there.remove(ours)
    assert printed() is Cause.WHICH_KEY
    there[:] = [hers, replace(ours, device=disk + 1)]  # its folder is there, and lies on another disk
    assert printed() is Cause.WHICH_KEY
    paper.take(there[1])
    assert printed() is Cause.NO_KEY
    paper.choose(Form.DRIVE)
    assert printed() is Cause.WHICH_KEY
    assert [len(list((tmp_path / name).iterdir())) for name in ("hers", "ours")] == [0, 1]


@pytest.mark.parametrize(
    ("fails", "code", "cause"),
    [
        ("fsync", errno.ENOSPC, Cause.KEY_FULL),
        ("fsync", errno.EIO, Cause.NO_KEY),
        ("rename", errno.EIO, Cause.NO_KEY),
    ],
)
def test_half_a_paper_never_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, code: int, cause: Cause
) -> None:
    """A key that is full, or pulled while it is written, has no file that looks whole; a full one is called a key."""
    seen = list[str]()

    def fail(*_: object) -> None:
        seen.extend(file.name for file in tmp_path.iterdir())
        raise OSError(code, os.strerror(code))

    worker = PagesWorker(-1)
    with monkeypatch.context() as patch:
        patch.setattr(os, fails, fail)
        assert worker.write(tmp_path, b"%PDF-") == PrintReport(PrintOutcome.NOT_PRINTED, cause)
    assert seen
    assert not [name for name in seen if name.endswith(".pdf")]
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".papier-1.pdf.part").write_bytes(b"of a key that was pulled")
    assert worker.write(tmp_path, b"%PDF-").cause is Cause.ON_A_KEY
    assert [file.name for file in tmp_path.iterdir()] == ["papier-1.pdf"]
