"""A PDF on a USB key, where there is no printer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.core.ports import Drive
from kiosk.desk.desk import open_settings
from kiosk.desk.paper import DrivePrinter
from tests.printer import samples
from tests.sheets.readers import pdfium


def test_a_paper_goes_onto_the_one_key_and_onto_none_of_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two keys that can be written nobody guesses whose paper goes where; one that is protected does not count."""
    keys = [tmp_path / name for name in ("hers", "ours", "protected")]
    for key in keys:
        key.mkdir()
    hers, ours, protected = (Drive(str(key), 1, read_only=key.name == "protected") for key in keys)
    (tmp_path / "data").mkdir()
    printer = DrivePrinter(open_settings(tmp_path / "data"))
    for found, told in (
        ([], PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_KEY)),
        ([protected], PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_KEY)),
        ([hers, ours, protected], PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_KEY)),
        ([protected, hers], PrintReport(PrintOutcome.PRINTED, Cause.ON_A_KEY)),
    ):
        monkeypatch.setattr("kiosk.uplink.drives.drives", lambda found=found: found)
        assert printer.print(samples.office("fr"), large=False) == told
    (file,) = (file for key in keys for file in key.iterdir())
    assert file.parent == keys[0]
    assert "RIEN N’EST ENCORE FAIT" in pdfium(file.read_bytes())[0]
